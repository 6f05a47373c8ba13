"""A new partner's file: its name and where it lies."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.folders import first_folder
from ui.dialogs.save_file import ask_where
from ui.text import _
from ui.widgets import Field, Sheet, button, paragraph
from ui.widgets.boxes import boxed, row_of

_NOT_IN_NAMES: Final = '<>:"/\\|?*'
_MOST_BYTES: Final = 255
"""Of a file's name, on every system; a name beside it, such as that of the journal, is a few longer."""
_FOR_OTHERS: Final = 16


class NewPartnerDialog(Sheet):
    """Asks for name and place; the file's name follows the partner's until it is changed by hand."""

    submitted = Signal(object, str)  # Path, the partner's name

    def __init__(self, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(_("New partner file"), "", parent)
        self._suffix = suffix
        self._folder = first_folder()
        self.body.addWidget(
            paragraph(_("One file holds everything about one partner. It stays on this computer."), "muted")
        )
        self.name = QLineEdit()
        self._name_field = Field(_("Name of the partner"), self.name)
        self.place = QLineEdit()
        browse = button(_("Browse…"), on_click=self._on_browse)
        self._place_field = Field(_("File"), boxed(row_of((self.place, 1), browse)))
        self.place.setAccessibleName(_("File"))
        self.body.addWidget(self._name_field)
        self.body.addWidget(self._place_field)
        self.body.addStretch(1)
        self.make = self.primary(_("Create file"))
        self.make.clicked.connect(self._on_create)
        self.name.textEdited.connect(self._on_name)
        self.place.textChanged.connect(self._place_field.clear_error)
        self.resize(520, 300)
        self.name.setFocus()

    def _on_name(self, name: str) -> None:
        self._name_field.clear_error()
        if not self.place.isModified():
            stem = self._stem(name)
            self.place.setText(str(self._folder / f"{stem}{self._suffix}") if stem else "")

    def _stem(self, name: str) -> str:
        """What of the partner's name a file can be called by."""
        plain = "".join("-" if sign in _NOT_IN_NAMES or not sign.isprintable() else sign for sign in name)
        room = _MOST_BYTES - _FOR_OTHERS - len(self._suffix)
        return os.fsencode(plain)[:room].decode("utf-8", "ignore").strip(" .")

    def _on_browse(self) -> None:
        kinds = _("Partner files ({pattern})", pattern=f"*{self._suffix}")
        start = self.place.text() or str(self._folder)
        ask_where(self, _("New partner file"), start, kinds, self._on_place)

    def _on_place(self, place: Path) -> None:
        self.place.setText(str(place))
        self.place.setModified(True)

    def _on_create(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._name_field.set_error(_("Enter the name of the partner."))
            self.name.setFocus()
            return
        path = self._path()
        wrong = self._wrong_with(path)
        if wrong:
            self._place_field.set_error(wrong)
            self.place.setFocus()
            return
        self.accept()
        self.submitted.emit(path, name)

    def _path(self) -> Path:
        """Where the file is to lie; it ends as all of them do, so that it is found again."""
        path = Path(self.place.text().strip()).expanduser()
        is_ours = not path.name or path.suffix.lower() == self._suffix
        return path if is_ours else path.with_name(f"{path.name}{self._suffix}")

    def _wrong_with(self, path: Path) -> str:
        """Why no file can be made there, and what to do; empty where one can."""
        if not path.name or not path.is_absolute():
            return _("Choose where the file is kept.")
        if not path.parent.is_dir():
            return _("There is no such folder. Choose another one.")
        if len(os.fsencode(path.name)) > _MOST_BYTES - _FOR_OTHERS:
            return _("The name of the file is too long. Choose a shorter one.")
        if path.exists():
            return _("There is a file of this name. Choose another name, or open that file.")
        return ""
