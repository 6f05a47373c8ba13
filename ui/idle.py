"""What is done while nobody waits: the modules of pages that may come, and the collection of garbage."""

import gc
import time
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS: Final = 30_000
_QUICK: Final = 0.03
"""Seconds that nobody notices."""
_MANY: Final = 100_000
"""New objects that take longer."""
_MOST_PUT_OFF: Final = 20
_FIRST_MS: Final = 1_500
_PAUSE_MS: Final = 40


class Collector(QObject):
    """Collects cycles between two events, in the thread of the window.

    With a file of ten thousand people that takes some tenths of a second: then it waits until the user looks
    at another program, ten minutes at most. What a file is made of has no cycles and is not looked through.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()  # no cycle of widgets is collected in the worker's thread, and none while a file is read
        self._took = 0.0
        self._put_off = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._on_turn)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def set_aside(self) -> None:
        """What there is now stays for as long as the file is open: it is not looked through."""
        gc.freeze()

    def renew(self) -> None:
        """Another file is open, and the one before is closed."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _on_turn(self) -> None:
        is_quick = self._took < _QUICK and gc.get_count()[0] < _MANY
        is_here = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._put_off = 0 if is_quick or not is_here else self._put_off + 1
        if self._put_off % _MOST_PUT_OFF == 0:
            start = time.perf_counter()
            gc.collect()
            self._took = time.perf_counter() - start


class Preloading(QObject):
    """Loads modules one by one with pauses, so that the first visit of a page does not wait for them."""

    def __init__(self, modules: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(modules)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load)

    def start(self) -> None:
        """In a while: the first chart and the first look at the file come before what nobody asked for."""
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _load(self) -> None:
        self._timer.setInterval(_PAUSE_MS)
        if self._left:
            import_module(self._left.pop(0))
        else:
            self._timer.stop()
