"""Asking which files to open, without holding the program up."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.folders import first_folder, remember


def ask_files(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[list[Path]], object], *, many: bool = False
) -> QFileDialog:
    """Opens the system's dialog; `kinds` is like `Exports (*.csv *.json)`; `chosen` gets one or more."""
    dialog = QFileDialog(parent, title, str(first_folder()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    dialog.filesSelected.connect(lambda paths: remember(Path(paths[0])))
    dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
