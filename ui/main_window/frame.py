"""A window's frame: it takes files that are dropped on it, and lets go of what it has shown."""

from pathlib import Path

from PySide6.QtCore import QChildEvent, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.idle import Leftovers


class Frame(QMainWindow):
    """Of what is dropped only what lies on this computer is taken."""

    dropped = Signal(object)  # the paths, in a list

    def __init__(self) -> None:
        super().__init__()
        self.leftovers = Leftovers(self)
        self.setAcceptDrops(True)

    # Qt overrides

    def childEvent(self, event: QChildEvent) -> None:  # noqa: N802 - Qt's name
        super().childEvent(event)
        if event.polished() and event.child().inherits("QDialog"):  # all that is in it is there by then
            self.leftovers.await_end(event.child())

    def setCentralWidget(self, widget: QWidget) -> None:  # noqa: N802 - Qt's name
        before = self.centralWidget()
        if before is not None:
            self.leftovers.await_end(before)
        super().setCentralWidget(widget)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # The program that is dragged from waits for this event to end.
        QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))
