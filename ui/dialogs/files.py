"""The files attached to one record: proofs, badges, letters, kept in the workspace."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QIODevice, QSaveFile, Signal
from PySide6.QtWidgets import QWidget

from readiness.facts import LARGEST_ATTACHMENT, Attachment, Facts, Put, Remove
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import folded
from ui.dialogs.forms import InputError
from ui.dialogs.one_of_many import OneOfMany
from ui.dialogs.open_file import ask_files
from ui.dialogs.save_file import ask_where
from ui.tables import Column
from ui.text import _, day, explain
from ui.widgets import Sheet, button


def kept_file(path: Path, about: str, on: date) -> Attachment:
    """The file as it is kept; `about` is `list:id` of the record, or the partner's logo.

    Raises:
        InputError: it is larger than what is kept, or can't be read.
    """
    try:
        is_small = path.stat().st_size <= LARGEST_ATTACHMENT
        content = path.read_bytes() if is_small else b""
    except OSError as error:
        raise InputError(explain(error)) from error
    if not is_small:
        megabytes = LARGEST_ATTACHMENT // 1_000_000
        raise InputError(_("The file is larger than {n} MB. Attach a smaller one.", n=megabytes))
    return Attachment(str(uuid4()), path.name, about, content, on)


def ask_copy(parent: QWidget, kept: Attachment, say: Callable[[str], object]) -> None:
    """Asks where to write a copy, which is written whole or not at all; `say` hears why it was not."""

    def write(path: Path) -> None:
        file = QSaveFile(str(path))
        if not (
            file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(kept.content) >= 0 and file.commit()
        ):
            say(file.errorString())

    ask_where(parent, _("Save a copy"), kept.name, _("Files (*)"), write)


class FilesSheet(Sheet):
    """Attaches, copies out and removes; every change is one step of undo."""

    submitted = Signal(object, object)  # title and changes

    def __init__(self, name: str, about: str, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(_("Attached files"), name, parent)
        self._about, self._on = about, snapshot.on
        self.attach_button = button(_("Attach a file…"), "file-plus", on_click=self.ask_file)
        self.save_button = button(_("Save a copy…"), "save", on_click=self.ask_copy)
        self.remove_button = button(_("Remove"), "trash-2", on_click=self.remove)
        buttons = self.attach_button, self.save_button, self.remove_button
        self.list = OneOfMany(_columns(), _("Attached files"), buttons)
        self.list.changed.connect(self._enable)
        self.body.addWidget(self.list)
        self.only_close()
        self.resize(640, 420)
        self.show_facts(snapshot.facts)

    def show_facts(self, facts: Facts) -> None:
        """What is attached now."""
        found = facts.grouped(Attachment, "about").get(self._about, ())
        rows = sorted(found, key=lambda one: (folded(one.name), one.id))
        self.list.show_rows(rows)

    @property
    def chosen(self) -> Attachment | None:
        row: Attachment | None = self.list.chosen
        return row

    def ask_file(self) -> None:
        ask_files(self, _("Attach a file"), _("Files (*)"), lambda paths: self.attach(paths[0]))

    def attach(self, path: Path) -> None:
        """Keep the file in the workspace."""
        try:
            made = kept_file(path, self._about, self._on)
        except InputError as error:
            self.list.note.setText(str(error))
            return
        self.submitted.emit(Message("undo.file-attached", {"name": path.name}), (Put(made),))

    def ask_copy(self) -> None:
        if (one := self.chosen) is not None:
            ask_copy(self, one, self.list.note.setText)

    def remove(self) -> None:
        if (one := self.chosen) is not None:
            title = Message("undo.item-removed", {"name": one.name})
            self.submitted.emit(title, (Remove(Attachment, one.id),))

    def _enable(self) -> None:
        one = self.chosen
        self.save_button.setEnabled(one is not None)
        self.remove_button.setEnabled(one is not None)
        said = _("Nothing is recorded here yet.") if one is None else f"SHA-256 {one.sha256}"
        self.list.note.setText(said)


def _columns() -> tuple[Column[Attachment], ...]:
    return (
        Column(lambda: _("Name"), lambda one: one.name),
        Column(lambda: _("Added on"), lambda one: one.added_on or date.min, _since),
    )


def _since(added: date) -> str:
    return "" if added == date.min else day(added)
