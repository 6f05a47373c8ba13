"""A window that lives while something is measured."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer

from readiness.facts import Put
from readiness.problems import Message
from ui.session import Session

_QUIET: Final = 0.25
"""Seconds without work after which nothing more is expected: pages wait less before they ask."""
_LONGEST: Final = 120
BEAT_MS: Final = 5


def until(done: Callable[[], bool]) -> None:
    """Let the window live until it is done; two minutes at most."""
    end = time.perf_counter() + _LONGEST
    loop = QEventLoop()
    waker = QTimer()
    waker.start(1)
    while not done():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > end:
            raise TimeoutError


def until_quiet(session: Session, seconds: float = _QUIET) -> None:
    """Let the window live until nothing is under way, and nothing has been for so long."""
    until_still(lambda: session.is_idle, seconds)


def until_still(is_idle: Callable[[], bool], seconds: float = _QUIET) -> None:
    """The same for what is under way in more than one file.

    In a loop of its own, as the program has one: only there does Qt take down what is to be deleted.
    """
    begun = quiet = time.perf_counter()
    loop, ticker = QEventLoop(), QTimer(interval=1)

    def look() -> None:
        nonlocal quiet
        now = time.perf_counter()
        if not is_idle():
            quiet = now
        if now - quiet > seconds or now - begun > _LONGEST + seconds:
            loop.quit()

    ticker.timeout.connect(look)
    ticker.start()
    loop.exec()
    ticker.stop()
    if time.perf_counter() - begun > _LONGEST + seconds:
        raise TimeoutError


def edit(session: Session) -> None:
    """One award, as a form would write it."""
    award = next(iter(session.snapshot.facts.awards.values()))
    session.write(Message("undo.award"), (Put(replace(award, expires_on=session.on + timedelta(days=200))),))


class Heartbeat:
    """Beats in the thread of the window, and notes the longest it was kept from it.

    Of a gap counts what this process computed in it, in any thread, and never more than the clock says: what
    other programs took of the processors is not the window's.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        """Seconds between two beats, without the pause that is meant to be between them."""
        self.by_clock = 0.0
        """The same, with what other programs took."""
        self._last = time.perf_counter()
        self._computed = time.process_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def stop(self) -> None:
        self._on_beat()
        self._timer.stop()

    def _on_beat(self) -> None:
        now, computed = time.perf_counter(), time.process_time()
        gap = now - self._last - BEAT_MS / 1000
        self.by_clock = max(self.by_clock, gap)
        self.longest = max(self.longest, min(gap, computed - self._computed))
        self._last, self._computed = now, computed
