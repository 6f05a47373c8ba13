"""One record: its past, all that is held about a person, and erasing one for good."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from readiness.workspace import Past
from ui import text
from ui.dialogs.backups import moment_words
from ui.tables import Column, RowsModel
from ui.text import _, ngettext
from ui.widgets import Sheet, button, paragraph, table
from ui.widgets.check import CheckBox


class HistorySheet(Sheet):
    """When and by which action a record was changed, the newest first."""

    def __init__(self, name: str, past: Sequence[Past], parent: QWidget | None = None) -> None:
        super().__init__(_("History"), name, parent)
        self.model: RowsModel[Past] = RowsModel(_columns(), self)
        self.model.set_rows(tuple(past))
        self.body.addWidget(table(self.model, stretch=1, name=_("History")), 1)
        words = (
            _("As far back as undo reaches: 200 steps.")
            if past
            else _("No step that can be undone touched this record.")
        )
        self.body.addWidget(paragraph(words, "muted"))
        self.only_close()
        self.resize(560, 380)


def _columns() -> tuple[Column[Past], ...]:
    return (
        Column(lambda: _("When"), lambda step: step.at, text=lambda at: moment_words(at) if at else ""),
        Column(lambda: _("What"), lambda step: text.say(step.title)),
    )


class HeldSheet(Sheet):
    """All that is held about a person, as text to read and to hand out."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What is held about this person"), name, parent)
        self._words = words
        box = QPlainTextEdit(self._words)
        box.setReadOnly(True)
        box.setAccessibleName(_("What is held about this person"))
        self.body.addWidget(box, 1)
        self.only_close(button(_("Copy as text"), "copy", on_click=self._on_copy))
        self.resize(640, 460)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)


class EraseSheet(Sheet):
    """Says what goes for good; the backups as well where the box is ticked."""

    submitted = Signal(object)  # bool: the backups too

    def __init__(self, name: str, awards: int, backups: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Erase for good"), name, parent)
        self.body.addWidget(paragraph(_what_goes(awards)))
        self.copies = CheckBox(
            ngettext(
                "Write {n} backup anew without the person",
                "Write {n} backups anew without the person",
                backups,
            )
        )
        self.copies.setChecked(backups > 0)
        self.copies.setHidden(backups == 0)
        self.body.addWidget(self.copies)
        self.body.addWidget(paragraph(_what_stays(), "muted"))
        self.body.addStretch(1)
        erase = self.primary(_("Erase for good"))
        erase.clicked.connect(self._on_erase)
        erase.setDefault(False)  # Enter alone erases nobody
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self.resize(520, 0)

    def _on_erase(self) -> None:
        self.accept()
        self.submitted.emit(self.copies.isChecked())


def _what_goes(awards: int) -> str:
    return ngettext(
        "The person goes, with {n} award, all plans, and every step of undo that names them. "
        "What is older than those steps can’t be undone any more. No undo brings the person back.",
        "The person goes, with {n} awards, all plans, and every step of undo that names them. "
        "What is older than those steps can’t be undone any more. No undo brings the person back.",
        awards,
    )


def _what_stays() -> str:
    return _(
        "Titles, notes and comments that name the person say […] instead. Attached files, and files that "
        "were exported or copied elsewhere, stay as they are."
    )
