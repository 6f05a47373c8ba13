"""Asking where to save, without holding the program up."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.folders import first_folder, remember

_ENDING: Final = re.compile(r"\*(\.\w+)")


def ask_where(
    parent: QWidget, title: str, name: str, kinds: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Opens the system's dialog; `kinds` is like `PDF (*.pdf)`, `name` the proposal with its ending.

    Another kind brings its ending with it; a name that was typed with one of the endings keeps it.
    """
    dialog = QFileDialog(parent, title, str(first_folder() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.fileSelected.connect(lambda path: remember(Path(path)))
    dialog.filterSelected.connect(partial(_follow_kind, dialog))
    dialog.fileSelected.connect(
        lambda path: chosen(_with_ending(Path(path), kinds, dialog.selectedNameFilter()))
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _follow_kind(dialog: QFileDialog, kind: str) -> None:
    """The proposed name gets the ending of the kind that was picked."""
    ending, selected = _ENDING.search(kind), dialog.selectedFiles()
    if ending is not None and selected:
        dialog.setDefaultSuffix(ending[1].removeprefix("."))
        dialog.selectFile(Path(selected[0]).with_suffix(ending[1]).name)


def _with_ending(path: Path, kinds: str, kind: str) -> Path:
    """The ending of the picked kind where the name has none that can be written."""
    ending = _ENDING.search(kind)
    if ending is None or path.suffix.lower() in _ENDING.findall(kinds):
        return path
    return path.with_name(f"{path.name}{ending[1]}")
