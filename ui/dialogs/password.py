"""Passwords: asked for when a file is opened, set, changed and removed. None is kept anywhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.text import _
from ui.widgets import Field, Sheet, button, paragraph

_SHORTEST = 8


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


class PasswordSheet(Sheet):
    """Asks for the password of a file; `submitted` gives it, and says nothing of whether it is right."""

    submitted = Signal(str)

    def __init__(self, name: str, error: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Password needed"), name, parent)
        self.line = _line()
        self.field = Field(_("Password"), self.line)
        self.body.addWidget(self.field)
        self.body.addWidget(paragraph(_("A forgotten password can’t be recovered, not even by us."), "muted"))
        self.body.addStretch(1)
        if error:
            self.field.set_error(error)
        self.primary(_("Open file")).clicked.connect(self._on_open)
        self.line.textEdited.connect(lambda _text: self.field.clear_error())
        self.resize(460, 240)
        self.line.setFocus()

    def _on_open(self) -> None:
        if not self.line.text():
            self.field.set_error(_("Enter the password."))
            return
        self.accept()
        self.submitted.emit(self.line.text())


class NewPasswordSheet(Sheet):
    """Sets, changes or removes the password of the file that is shown."""

    submitted = Signal(str)  # empty: no password any more

    def __init__(self, parent: QWidget | None = None, *, has_one: bool) -> None:
        super().__init__(_("Change password") if has_one else _("Set a password"), "", parent)
        self.body.addWidget(
            paragraph(
                _(
                    "With a password, nothing in the file can be read without it. A forgotten password "
                    "can’t be recovered, not even by us. Backups keep the password of their time; those "
                    "without one get this one."
                )
            )
        )
        self.first, self.second = _line(), _line()
        self.first_field = Field(_("New password"), self.first)
        self.second_field = Field(_("The same once more"), self.second)
        self.body.addWidget(self.first_field)
        self.body.addWidget(self.second_field)
        self.body.addStretch(1)
        if has_one:
            self.add_footer(button(_("Remove password"), "trash-2", on_click=self._on_remove))
        self.primary(_("Change password") if has_one else _("Set password")).clicked.connect(self._on_set)
        for line, field in ((self.first, self.first_field), (self.second, self.second_field)):
            line.textEdited.connect(lambda _text, field=field: field.clear_error())
        self.resize(500, 330)
        self.first.setFocus()

    def _on_set(self) -> None:
        if len(self.first.text()) < _SHORTEST:
            self.first_field.set_error(_("Take at least {count} characters.", count=_SHORTEST))
        elif self.first.text() != self.second.text():
            self.second_field.set_error(_("This is not the same as above."))
        else:
            self.accept()
            self.submitted.emit(self.first.text())

    def _on_remove(self) -> None:
        self.accept()
        self.submitted.emit("")
