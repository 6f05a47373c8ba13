"""A new partner's file: its name and where it lies."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.save_file import ask_where
from ui.text import _
from ui.widgets import Field, Sheet, button, paragraph
from ui.widgets.boxes import boxed, row_of

_NOT_IN_NAMES = '<>:"/\\|?*'


class NewPartnerDialog(Sheet):
    """Asks for name and place; the file's name follows the partner's until it is changed by hand."""

    submitted = Signal(object, str)  # Path, the partner's name

    def __init__(self, suffix: str, parent: QWidget | None = None) -> None:
        super().__init__(_("New partner file"), "", parent)
        self._suffix = suffix
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
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
        self.resize(520, 300)
        self.name.setFocus()

    def _on_name(self, name: str) -> None:
        self._name_field.clear_error()
        if not self.place.isModified():
            stem = "".join("-" if sign in _NOT_IN_NAMES else sign for sign in name).strip(" .")
            self.place.setText(str(self._folder / f"{stem}{self._suffix}") if stem else "")

    def _on_browse(self) -> None:
        kinds = _("Partner files ({pattern})", pattern=f"*{self._suffix}")
        start = self.place.text() or str(self._folder)
        ask_where(self, _("New partner file"), start, kinds, self._on_place)

    def _on_place(self, place: Path) -> None:
        self.place.setText(str(place))
        self.place.setModified(True)

    def _on_create(self) -> None:
        name, place = self.name.text().strip(), self.place.text().strip()
        if not name:
            self._name_field.set_error(_("Enter the name of the partner."))
            self.name.setFocus()
            return
        path = Path(place).expanduser()
        if not place or not path.is_absolute():
            self._place_field.set_error(_("Choose where the file is kept."))
            self.place.setFocus()
            return
        if path.exists():
            self._place_field.set_error(
                _("There is a file of this name. Choose another name, or open that file.")
            )
            self.place.setFocus()
            return
        self.accept()
        self.submitted.emit(path, name)
