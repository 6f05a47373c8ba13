"""One run of the real program, with somebody at its window who imports a file and then closes it.

`python -m tests.reliability.one_run FILE IMPORT AGREES IMPORT_AFTER CLOSE_AFTER [WRONG]`: milliseconds from
the start of Qt; with a negative CLOSE_AFTER it waits to be told to end. WRONG is for a control.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QPushButton

from ui.__main__ import main as program
from ui.app import application
from ui.dialogs.import_preview import ImportDialog
from ui.main_window import MainWindow

_LOOK_MS: Final = 5


def window() -> MainWindow | None:
    return next((shown for shown in QApplication.topLevelWidgets() if isinstance(shown, MainWindow)), None)


def drop(path: Path) -> None:
    """Let a file go over the window."""
    shown = window()
    if shown is not None and shown.isVisible():
        shown.importing.drop([path])


def agree() -> None:
    """Press the preview's one button, once it is there."""
    shown = window()
    for dialog in shown.findChildren(ImportDialog) if shown is not None else ():
        for button in dialog.findChildren(QPushButton):
            if dialog.isVisible() and button.property("kind") == "primary" and button.isEnabled():
                button.click()


def close(again: QTimer) -> None:
    """Until there was a window to close."""
    shown = window()
    if shown is not None and shown.isVisible():
        again.stop()
        shown.close()


def _fail() -> None:
    raise ValueError


WRONG: Final[Mapping[str, Callable[[], object]]] = {
    "crash": os.abort,
    "code": lambda: os._exit(3),
    "warning": lambda: qWarning("Something odd"),
    "bug": _fail,
}


def main() -> int:
    file, brought, agrees, import_after, close_after, *wrong = sys.argv[1:]
    app = application(sys.argv[:1])
    agreeing, closing = QTimer(app, interval=_LOOK_MS), QTimer(app, interval=_LOOK_MS)
    agreeing.timeout.connect(agree)
    closing.timeout.connect(lambda: close(closing))
    QTimer.singleShot(int(import_after), app, lambda: drop(Path(brought)))
    if agrees == "agrees":
        agreeing.start()
    if int(close_after) >= 0:
        QTimer.singleShot(int(close_after), app, closing.start)
    for what in wrong:
        QTimer.singleShot(int(import_after), app, WRONG[what])
    return program([file])


if __name__ == "__main__":
    sys.exit(main())
