"""The one worker: outcomes on the GUI thread and in order, nothing after cancel or stop."""

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.background import Background, Job


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()
    qtbot.waitUntil(lambda: made.is_idle)
    qtbot.waitUntil(lambda: not any(t.name.startswith("work_") for t in threading.enumerate()))


def answer(number: int, _: Job) -> int:
    return number


def failing(error: BaseException) -> None:
    raise error


class Cycle:
    """Garbage as a window leaves it, with a child that knows its parent."""

    def __init__(self) -> None:
        self.me = self


def _litter(_: Job) -> int:
    """Enough to make Python look for garbage many times, were it allowed to."""
    return len([[number] for number in range(400_000)])


def test_a_worker_takes_down_nothing_that_the_window_left(qtbot: QtBot, background: Background) -> None:
    left, done = weakref.ref(Cycle()), list[int]()
    background.run(_litter, done.append, failing)
    qtbot.waitUntil(lambda: done == [400_000], timeout=20_000)
    assert left() is not None
    gc.enable()  # the control
    _litter(Job(lambda _done, _of: None))
    assert left() is None


def test_work_runs_elsewhere_and_its_outcome_arrives_here(qtbot: QtBot, background: Background) -> None:
    threads: list[threading.Thread] = []
    background.run(
        lambda _: threads.append(threading.current_thread()),
        lambda _: threads.append(threading.current_thread()),
        failing,
    )
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.current_thread()
    assert threads[1] is threading.current_thread()


def test_outcomes_come_in_the_order_of_the_questions(qtbot: QtBot, background: Background) -> None:
    got: list[int] = []
    for number in range(20):
        background.run(partial(answer, number), got.append, failing)
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20))


def test_a_failure_is_handed_over_and_the_next_work_goes_on(qtbot: QtBot, background: Background) -> None:
    def broken(_: Job) -> None:
        raise ValueError("broken")

    errors: list[BaseException] = []
    got: list[str] = []
    background.run(broken, lambda _: None, errors.append)
    background.run(lambda _: "well", got.append, failing)
    qtbot.waitUntil(lambda: got == ["well"])
    assert [str(error) for error in errors] == ["broken"]


def test_a_cancelled_job_calls_nobody(qtbot: QtBot, background: Background) -> None:
    go = threading.Event()
    calls: list[Any] = []

    def long(job: Job) -> str:
        go.wait(10)
        job.step(1, 2)
        return "done"

    job = background.run(long, calls.append, calls.append)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert calls == []


def test_what_waits_behind_a_cancelled_job_still_runs(qtbot: QtBot, background: Background) -> None:
    go = threading.Event()
    got: list[str] = []
    first = background.run(lambda _: go.wait(10), lambda _: None, failing)
    background.run(lambda _: "second", got.append, failing)
    first.cancel()
    go.set()
    qtbot.waitUntil(lambda: got == ["second"])


def test_progress_and_busy_are_told(qtbot: QtBot, background: Background) -> None:
    told: list[object] = []
    background.progress_changed.connect(told.append)
    background.busy_changed.connect(told.append)
    with qtbot.waitSignal(background.idle):
        background.run(lambda job: job.step(3, 10), lambda _: None, failing)
    assert told == [True, (3, 10), False]


def test_nothing_is_called_after_stop_and_nothing_new_is_taken_on(
    qtbot: QtBot, background: Background
) -> None:
    go = threading.Event()
    calls: list[Any] = []
    background.run(lambda _: go.wait(10), calls.append, calls.append)
    background.run(lambda _: "queued", calls.append, calls.append)
    with qtbot.waitSignal(background.idle):
        background.stop()
        go.set()
    background.run(lambda _: "late", calls.append, calls.append)
    assert background.is_idle
    assert calls == []


def test_what_is_kept_is_done_after_stop_and_before_the_last(qtbot: QtBot, background: Background) -> None:
    go = threading.Event()
    done: list[str] = []
    background.run(lambda _: go.wait(10), lambda _: None, failing)
    background.run(lambda _: done.append("kept"), lambda _: None, failing, kept=True)
    background.run(lambda _: done.append("dropped"), lambda _: None, failing)
    with qtbot.waitSignal(background.idle):
        background.stop(lambda: done.append("last"))
        go.set()
    assert done == ["kept", "last"]


def test_quiet_work_is_not_told_as_busy(qtbot: QtBot, background: Background) -> None:
    told: list[object] = []
    background.busy_changed.connect(told.append)
    with qtbot.waitSignal(background.idle):
        background.run(lambda _: None, lambda _: None, failing, quiet=True)
    assert told == []


class Asker(QObject):
    """Asks in each of the ways that pages do."""

    def __init__(self, background: Background, told: list[str]) -> None:
        super().__init__()
        self._told = told
        for done in (self.show, partial(self.show_also, "x"), lambda _: self.show(2)):
            background.run(partial(answer, 1), done, failing)

    def show(self, _: object) -> None:
        self._told.append(self.objectName())

    def show_also(self, _word: str, _: object) -> None:
        self._told.append(self.objectName())


def test_an_answer_for_what_is_gone_meanwhile_is_dropped(qtbot: QtBot, background: Background) -> None:
    told: list[str] = []
    asker, gone = Asker(background, told), Asker(background, told)
    asker.setObjectName("here")
    delete(gone)
    qtbot.waitUntil(lambda: background.is_idle)
    assert told == ["here"] * 3
