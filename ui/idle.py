"""What is done while nobody waits: the modules of pages that may come, and the collection of garbage."""

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

_EVERY_MS: Final = 30_000
_FEW: Final = 150_000
"""Objects that are looked through in less than 100 ms, also on a slow machine."""
_FEW_BLOCKS: Final = 950_000
"""About as much memory as so many objects take, with all that is not looked through."""
_LONGER: Final = 20
_FIRST_MS: Final = 1_500
_PAUSE_MS: Final = 40
_AT_ONCE: Final = 50


class Collector(QObject):
    """Collects cycles between two events, in the thread of the window; see `Background`.

    To look through ten thousand people takes some tenths of a second: all is looked through where it is
    little or while the user looks at another program, else what is new of the last half minute, and at times
    of the last ten.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turns = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._on_turn)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    @staticmethod
    def set_aside() -> None:
        """What there is now counts as old: of a file just read nothing is garbage."""
        gc.freeze()
        gc.unfreeze()  # into the oldest generation

    def _on_turn(self) -> None:
        self._turns += 1
        if QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive or _are_few():
            gc.collect()
        elif gc.get_count()[0] > _FEW:  # an import
            self.set_aside()
        else:
            gc.collect(int(self._turns % _LONGER == 0))


def _are_few() -> bool:
    """By blocks of memory: to ask for the objects themselves breaks a tuple that the worker makes."""
    return sys.getallocatedblocks() < _FEW_BLOCKS


class Steps(QObject):
    """Takes steps one by one, each in an event of its own: what is typed and painted comes between."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], object]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take)

    def add(self, steps: Iterable[Callable[[], object]]) -> None:
        """After those that are left."""
        self._left += steps
        self._timer.start()

    @property
    def are_taken(self) -> bool:
        return not self._left

    def stop(self) -> None:
        self._left.clear()
        self._timer.stop()

    def finish(self) -> None:
        """Take those that are left at once."""
        while self._left:
            self._take()

    def _take(self) -> None:
        if self._left:
            self._left.pop(0)()
        if not self._left:
            self._timer.stop()


class Leftovers(QObject):
    """Frees what objects of Qt that are gone have held, a few in each event.

    They and what they held refer to each other in circles: only a search through all there is finds those,
    and to free thousands of people at once takes tenths of a second more.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = Steps(self)

    @property
    def are_gone(self) -> bool:
        """Of all that is deleted by now."""
        return self._steps.are_taken

    def stop(self) -> None:
        self._steps.stop()

    def await_end(self, root: QObject) -> None:
        """When it is deleted, with all that is in it."""
        parts = [part for part in (root, *root.findChildren(QObject)) if vars(part)]
        some = [parts[at : at + _AT_ONCE] for at in range(0, len(parts), _AT_ONCE)]
        root.destroyed.connect(lambda: self._add(partial(_empty, part) for part in some))

    def _add(self, steps: Iterable[Callable[[], object]]) -> None:
        """Unless the window ends as well."""
        if isValid(self._steps):
            self._steps.add(steps)


def _empty(parts: Sequence[QObject]) -> None:
    for part in parts:
        if not isValid(part):
            vars(part).clear()


class Preloading(QObject):
    """Loads modules, then prepares pages, one by one with pauses: the first visit waits for neither."""

    def __init__(self, modules: Sequence[str], prepare: Callable[[], bool], parent: QObject) -> None:
        """`prepare` takes one step, and answers False where none is left."""
        super().__init__(parent)
        self._left = list(modules)
        self._prepare = prepare
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load)

    def start(self) -> None:
        """In a while: the first chart and the first look at the file come before what nobody asked for.

        Once more for other pages: of another file, in another language.
        """
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _load(self) -> None:
        self._timer.setInterval(_PAUSE_MS)
        if self._left:
            import_module(self._left.pop(0))
        elif not self._prepare():
            self._timer.stop()
