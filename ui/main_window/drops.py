"""A window that takes files which are dropped on it."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow


class TakesFiles(QMainWindow):
    """Only what lies on this computer is taken."""

    dropped = Signal(object)  # the paths, in a list

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        # The program that is dragged from waits for this event to end.
        QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))
