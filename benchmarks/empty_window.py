"""The floor of every start: a process that paints an empty window, says when, and ends."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Nothing(QWidget):
    """The central widget: a main window under an opaque one is not painted itself."""

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print(f"first-paint-at {time.time()}", flush=True)
        QTimer.singleShot(0, self.window().close)


def main() -> int:
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(Nothing())
    window.resize(1280, 800)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
