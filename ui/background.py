"""One worker thread for work that touches disk. Work is Qt-free; outcomes arrive on the GUI thread."""

import gc
import sys
import threading
from collections.abc import Callable
from functools import cached_property, partial
from types import FunctionType
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
_SELF: Final = "self"
_TURN: Final = 0.0001
"""Seconds for which the worker may hold the interpreter while the window waits for it.

Each call into Qt lets go of it: at Python's own 5 ms a page of some hundred calls takes two seconds beside a
busy worker, and at this a seventh of one.
"""
_GRACE: Final = 0.05
"""Seconds in which most pages are painted; beside a busy worker it takes them twice as long."""


class Job:
    """What running work sees: it reports progress and asks whether to go on."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def give_way(self, seconds: float) -> None:
        """Wait so long, or until somebody cancels."""
        self._cancelled.wait(seconds)

    def step(self, done: int, of: int) -> None:
        """Report progress.

        Raises:
            CancelledError: the user asked to stop; let it pass, and leave nothing behind.
        """
        self.check()
        self._report(done, of)

    def check(self) -> None:
        """Go on only while nobody cancelled.

        Raises:
            CancelledError: the user asked to stop.
        """
        if self._cancelled.is_set():
            from concurrent.futures import CancelledError  # noqa: PLC0415 - after the first picture

            raise CancelledError


class Background(QObject):
    """Runs functions one after another off the GUI thread.

    `done` and `failed` are called on the GUI thread, in order, and never after `stop()`.
    A cancelled job calls neither, and `done` of an object of Qt that is gone meanwhile is not called.

    From the first of them on, Python collects no garbage of its own accord: it would do so in whichever
    thread runs, and Qt does not survive that a worker takes its widgets down. Whoever goes on for long
    calls `gc.collect` on the GUI thread.
    """

    busy_changed = Signal(object)  # bool
    progress_changed = Signal(object)  # (done, of)
    idle = Signal()
    _settled = Signal(object)  # a closure to call on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        sys.setswitchinterval(_TURN)
        self._jobs: list[Job] = []
        self._loud: set[Job] = set()
        self._kept: set[Job] = set()
        self._is_busy = False
        self._is_stopped = False
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        *,
        quiet: bool = False,
        kept: bool = False,
    ) -> Job:
        """Queue `work`; after `stop()` nothing is taken on any more.

        Nobody waits for quiet work: it is not told as busy, and begins once the page that asked is painted.
        What is kept is still done after `stop()`: the user was told that it is.
        """
        job = Job(lambda n, of: self.progress_changed.emit((n, of)))
        if self._is_stopped:  # a page may still ask while its window closes
            job.cancel()
            return job

        self._jobs.append(job)
        if kept:
            self._kept.add(job)
        if not quiet:
            self._loud.add(job)
            self._tell_busy()

        def start() -> T:
            if quiet:
                job.give_way(_GRACE)
            job.check()
            return work(job)

        future = self._pool.submit(start)
        future.add_done_callback(
            lambda ended: self._settled.emit(lambda: self._settle(job, ended, done, failed))
        )
        return job

    def _settle(
        self,
        job: Job,
        future: "Future[T]",
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        from concurrent.futures import CancelledError  # noqa: PLC0415 - after the first picture

        self._jobs.remove(job)
        self._loud.discard(job)
        self._kept.discard(job)
        dropped = self._is_stopped or job.is_cancelled or future.cancelled()
        error = None if dropped else future.exception()
        if dropped or isinstance(error, CancelledError):
            return
        if error is not None:
            failed(error)
        elif not _is_gone(done):
            done(future.result())

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - after the first picture

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    @property
    def is_idle(self) -> bool:
        return not self._jobs

    def cancel(self) -> None:
        """Cancel what runs and what waits; new work is taken on."""
        for job in self._jobs:
            job.cancel()

    def stop(self, last: Callable[[], None] | None = None) -> None:
        """Cancel what runs and drop what waits, unless it is kept; then `last` is done in the worker.

        `idle` follows. No waiting.
        """
        for job in self._jobs:
            if job not in self._kept:
                job.cancel()
        if last is not None and not self._is_stopped:
            ending = Job(lambda _done, _of: None)
            self._jobs.append(ending)

            def settle(future: "Future[None]") -> None:
                self._jobs.remove(ending)
                future.result()  # an error is nobody's to mend any more, and must not pass unseen

            future = self._pool.submit(last)
            future.add_done_callback(lambda f: self._settled.emit(lambda: settle(f)))
        self._is_stopped = True
        self._pool.shutdown(wait=False)  # what waits finds itself cancelled
        if not self._jobs:
            self.idle.emit()

    @Slot(object)
    def _on_settled(self, settle: Callable[[], None]) -> None:
        try:
            settle()
        finally:
            self._tell_idle()

    def _tell_busy(self) -> None:
        if self._is_busy != bool(self._loud):
            self._is_busy = bool(self._loud)
            self.busy_changed.emit(self._is_busy)

    def _tell_idle(self) -> None:
        self._tell_busy()
        if not self._jobs:
            self.idle.emit()


def _is_gone(call: Callable[..., object]) -> bool:
    """Whether it is of an object of Qt that was taken down, as pages are when the theme changes."""
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)  # of a method; a function within one holds it as well
    if isinstance(call, FunctionType) and _SELF in call.__code__.co_freevars:
        owner = (call.__closure__ or ())[call.__code__.co_freevars.index(_SELF)].cell_contents
    return isinstance(owner, QObject) and not isValid(owner)
