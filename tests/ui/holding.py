"""What a program that runs holds: objects of Qt and of Python, and memory; and every way to a dialog."""

import ctypes
import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Final, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from ui.main_window import MainWindow
from ui.pages.registry import PAGES
from ui.session import Session

Act: TypeAlias = Callable[[], object]
ASKS: Final = "\N{HORIZONTAL ELLIPSIS}"
"""The words of a command that asks something first end so."""
_MEMORY: Final = Path("/proc/self/statm")
_PAGE_SIZE: Final = 4096
_BLOCK_SIZE: Final = 100
"""Bytes of a block of Python, about."""
HAS_MEMORY: Final = _MEMORY.exists()


@dataclass(frozen=True, slots=True)
class Holding:
    """Or how much more of it there is than there was."""

    of_qt: Counter[str]
    """Objects in the windows, by their classes."""
    of_python: int
    """Blocks of memory. To ask for the objects themselves would break a tuple that the worker makes."""
    megabytes: float

    def __sub__(self, before: "Holding") -> "Holding":
        megabytes = round(self.megabytes - before.megabytes, 1)
        return Holding(self.of_qt - before.of_qt, self.of_python - before.of_python, megabytes)


def turn() -> None:
    """Let Qt lay out, paint, deliver what is queued, and take down what is to be deleted."""
    for _ in range(2):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def holding() -> Holding:
    turn()
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)  # else what was free before takes what is kept, unseen
    windows = [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    of_qt = Counter(thing.metaObject().className() for window in windows for thing in _and_below(window))
    resident = int(_MEMORY.read_text(encoding="ascii").split()[1])
    return Holding(of_qt, sys.getallocatedblocks(), resident * _PAGE_SIZE / 1e6)


def _and_below(thing: QObject) -> Iterator[QObject]:
    yield thing
    yield from thing.findChildren(QObject)


def more_after(act: Act, times: int, *, warm: int = 2, often: int = 1) -> Holding:
    """What is held more when `act` was done so often, after it was done a few times."""
    for _ in range(warm):
        act()
    before = holding()
    for number in range(times):
        act()
        if number % often == 0:
            gc.collect()  # as the program does every half minute
    return holding() - before


def growth(act: Act, times: int) -> float:
    """Megabytes that each further time asks for and keeps, over the second half of so many.

    What is resident grows for longer: what is set free lies scattered between what is kept, until there is a
    place for all.
    """
    held: list[float] = []
    for _ in range(times):
        act()
        held.append(_asked_for())
    late = held[times // 2 :]
    return linear_regression(range(len(late)), late).slope


class _Heap(ctypes.Structure):
    """As glibc tells of it, in bytes."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ("arena", "ordblks", "smblks", "hblks", "mapped", "us", "fs", "used", "free", "top")
    ]


def _asked_for() -> float:
    """Megabytes: of Qt and of large things exactly, of Python's small ones by how many there are."""
    turn()
    gc.collect()
    turn()
    tell = ctypes.CDLL(None).mallinfo2
    tell.restype = _Heap
    heap = tell()
    return float(heap.used + heap.mapped + sys.getallocatedblocks() * _BLOCK_SIZE) / 1e6


def dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def open_and_close(window: MainWindow, way: Act, settle: Act) -> list[str]:
    """The titles of the dialogs that were opened."""
    way()
    turn()
    settle()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    shown = dialogs(window)
    titles = [dialog.windowTitle() for dialog in shown]
    for dialog in shown:
        dialog.reject()
    settle()
    turn()
    return titles


def ways_to_dialogs(window: MainWindow, session: Session, settle: Act) -> Iterator[tuple[str, Act]]:
    """Every command of the menus and every button of the pages that asks something first, with its words.

    The page is the one that is shown while the command is handed out.
    """
    for action in window.menuBar().findChildren(QAction):
        if action.text().endswith(ASKS) and action.isEnabled():
            yield action.text(), action.trigger
    area = next(iter(session.snapshot.standings))
    for page in (*(entry.id for entry in PAGES), f"area/{area}"):
        window.navigate(page)
        assert window.page is not None
        settle()
        for button in window.page.findChildren(QAbstractButton):
            if button.text().endswith(ASKS) and button.isVisible() and button.isEnabled():
                yield button.text(), button.click
