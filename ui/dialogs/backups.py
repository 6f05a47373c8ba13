"""The backups of a file: which there are, how much room they may take, and the way back to one of them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from readiness.workspace import Backup
from ui import text
from ui.tables import Column, RowsModel
from ui.text import _
from ui.widgets import EmptyState, Sheet, button, icon_label, label, paragraph, selected_rows, table
from ui.widgets.boxes import REST, row_of

_MOST: Final = 1_000_000


def reason_words(reason: str) -> str:
    """Why a backup was made."""
    words = {
        "daily": _("Daily"),
        "import": _("Before an import"),
        "restore": _("Before a restore"),
        "migration": _("Before an update of the file"),
        "asked": _("Asked for"),
    }
    return words.get(reason, reason)


def moment_words(at: datetime) -> str:
    """Like 24 Nov 2026, 09:12, by the user's clock."""
    local = at.astimezone()
    return _("{day}, {time}", day=text.day(local.date()), time=text.clock_time(local))


def size_words(size: int) -> str:
    if size < 1_000_000:
        return _("{size} KB", size=text.number(max(1, round(size / 1000))))
    return _("{size} MB", size=text.number(round(size / 1_000_000)))


class BackupsSheet(Sheet):
    """Lists the backups, the newest first; restoring one asks where the new file is to lie."""

    restore_asked = Signal(object)  # the path of a backup
    other_asked = Signal()
    megabytes_chosen = Signal(int)

    def __init__(self, backups: Sequence[Backup], megabytes: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Restore a backup"), "", parent)
        self.body.addWidget(paragraph(_what_restoring_does(), "muted"))
        self.model: RowsModel[Backup] = RowsModel(_columns(), self)
        self.view = table(self.model, name=_("Backups"))
        self.model.set_rows(tuple(backups))
        self.body.addWidget(self.view, 1)
        if not backups:
            self.view.hide()
            how = _("A backup is made once a day, and before each import.")
            self.body.addWidget(EmptyState("save", _("No backup yet"), how), 1)
        self.megabytes = _room(megabytes)
        self.megabytes.editingFinished.connect(lambda: self.megabytes_chosen.emit(self.megabytes.value()))
        self.body.addLayout(row_of(label(self.megabytes.accessibleName(), "small"), self.megabytes, REST))
        self.add_footer(button(_("Another file…"), "folder-open", on_click=self._on_other))
        self._restore = self.primary(_("Restore…"))
        self._restore.clicked.connect(self._on_restore)
        self._restore.setEnabled(bool(backups))
        if backups:
            self.view.selectRow(0)
        self.resize(640, 460)

    def _on_restore(self) -> None:
        rows: Sequence[Backup] = selected_rows(self.view)
        if rows:
            self.accept()
            self.restore_asked.emit(rows[0].path)

    def _on_other(self) -> None:
        self.accept()
        self.other_asked.emit()


def _what_restoring_does() -> str:
    return _(
        "A restored backup becomes a new file; the file that is open stays as it is. Each backup "
        "was opened and compared when it was made, and is again before it is restored."
    )


def _room(megabytes: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(1, _MOST)
    made.setValue(megabytes)
    made.lineEdit().setTextMargins(7, 0, 7, 0)  # where the words of the other fields begin
    made.setSuffix(_(" MB"))
    made.setAccessibleName(_("Room for the backups of one file"))
    return made


def _columns() -> tuple[Column[Backup], ...]:
    return (
        Column(lambda: _("Made"), lambda backup: backup.at, text=moment_words),
        Column(lambda: _("Why"), lambda backup: reason_words(backup.reason)),
        Column(lambda: _("Size"), lambda backup: backup.size, text=size_words),
        Column(lambda: _("State"), lambda _backup: _("Verified")),
    )


class RescueSheet(Sheet):
    """A file is damaged: what that means, and the newest good backup where there is one."""

    restore_asked = Signal(object)  # the path of a backup

    def __init__(self, words: str, backup: Backup | None, parent: QWidget | None = None) -> None:
        super().__init__(_("The file is damaged"), "", parent)
        self._backup = backup
        self.words = paragraph(words)
        self.body.addLayout(row_of(icon_label("triangle-alert", "danger", 20), (self.words, 1), gap=12))
        offer = (
            _("There is no good backup of it on this computer.")
            if backup is None
            else _("The newest good backup is of {moment}.", moment=moment_words(backup.at))
        )
        self.offer = paragraph(offer)
        self.body.addWidget(self.offer)
        self.body.addStretch(1)
        self.cancel.setText(_("Close"))
        if backup is not None:
            self.primary(_("Restore this backup…")).clicked.connect(self._on_restore)
        self.resize(520, 0)

    def _on_restore(self) -> None:
        if self._backup is not None:
            self.accept()
            self.restore_asked.emit(self._backup.path)


class LockedSheet(Sheet):
    """A file is open elsewhere: close it there, or go on with a copy."""

    copy_asked = Signal(object)  # the path of the file

    def __init__(self, words: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("The file is open elsewhere"), "", parent)
        self._path = path
        self.words = paragraph(words)
        self.body.addWidget(self.words)
        self.body.addWidget(
            paragraph(_("A copy is a file of its own: what you change in it stays in it."), "muted")
        )
        self.body.addStretch(1)
        self.primary(_("Open a copy…")).clicked.connect(self._on_copy)
        self.resize(480, 0)

    def _on_copy(self) -> None:
        self.accept()
        self.copy_asked.emit(self._path)
