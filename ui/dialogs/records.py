"""The records that a pack is made of, kind by kind, with the files attached to them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from readiness.called import record_name
from readiness.facts import (
    LIST_OF,
    LOGO,
    Attachment,
    Engagement,
    Facts,
    Kind,
    Put,
    Remove,
    removal,
)
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import folded, joined
from ui.dialogs.engagement import engagement_dialog
from ui.dialogs.files import ask_copy, kept_file
from ui.dialogs.forms import InputError
from ui.dialogs.one_of_many import OneOfMany
from ui.dialogs.open_file import ask_files
from ui.dialogs.papers import kind_title, paper_dialog
from ui.tables import Column
from ui.text import _, day, ngettext, words
from ui.widgets import Segmented, Sheet, button, paint
from ui.widgets.boxes import REST, row_of

EVIDENCE: Final = "evidence"


class RecordRow(NamedTuple):
    """One record, or one attached file."""

    id: str
    name: str
    detail: str
    thing: Any


class RecordsSheet(Sheet):
    """Lists, adds, edits and removes; every change is one step of undo."""

    submitted = Signal(object, object)  # title and changes
    history_asked = Signal(object)  # the RecordRow

    def __init__(
        self,
        title: str,
        kinds: Sequence[Kind],
        snapshot: Snapshot,
        names: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "", parent)
        self._kinds = {LIST_OF[kind]: kind for kind in kinds}
        self._facts, self._names, self._on = snapshot.facts, names, snapshot.on
        self._catalogue = snapshot.catalogue
        options = [(key, _title(kind)) for key, kind in self._kinds.items()]
        self.section = Segmented([*options, (EVIDENCE, _("Attached files") if kinds else _("Logo"))], title)
        self.section.changed.connect(lambda _key: self.show_facts(self._facts))
        self.section.setHidden(not self._kinds)
        self.list = OneOfMany(_columns(), title, self._buttons())
        self.list.changed.connect(self._enable)
        self.list.view.activated.connect(lambda _index: self.edit())
        self.body.addLayout(row_of(self.section, REST))
        self.body.addWidget(self.list, 1)
        self.only_close()
        self.resize(760, 520)
        self.show_facts(snapshot.facts)

    def show_facts(self, facts: Facts) -> None:
        """What is recorded now."""
        self._facts = facts
        self.list.show_rows(self._rows())

    @property
    def chosen(self) -> RecordRow | None:
        row: RecordRow | None = self.list.chosen
        return row

    def add(self) -> None:
        self._open(None)

    def edit(self) -> None:
        row = self.chosen
        if row is not None and not isinstance(row.thing, Attachment):
            self._open(row.thing)

    def remove(self) -> None:
        row = self.chosen
        if row is not None:
            changes = removal(self._facts, type(row.thing), row.id)
            self.submitted.emit(Message("undo.item-removed", {"name": row.name}), changes)

    def ask_file(self) -> None:
        kinds = _("Pictures (*.png *.jpg *.jpeg)") if self._is_logo else _("Files (*)")
        ask_files(self, _("Attach a file"), kinds, lambda paths: self.attach(paths[0]))

    def attach(self, path: Path) -> None:
        """Keep the file in the workspace, as evidence of the chosen record or as the partner's logo."""
        row = self.chosen
        about = LOGO if self._is_logo else f"{self.section.key}:{row.id}" if row else ""
        try:
            made = kept_file(path, about, self._on)
        except InputError as error:
            self._say(str(error))
            return
        if self._is_logo and paint.picture_of(made.content).isNull():
            self._say(_("This file is not a picture. Choose a PNG or JPEG."))
            return
        if not about:
            return
        old = [Remove(Attachment, one.id) for one in self._facts.attachments.values() if one.about == LOGO]
        changes = (*(old if about == LOGO else ()), Put(made))
        self.submitted.emit(Message("undo.file-attached", {"name": path.name}), changes)

    def ask_copy(self) -> None:
        row = self.chosen
        if row is not None and isinstance(row.thing, Attachment):
            ask_copy(self, row.thing, self._say)

    @property
    def _is_logo(self) -> bool:
        return not self._kinds

    def _open(self, thing: Any) -> None:
        kind = self._kinds[self.section.key]
        if kind is Engagement:
            sheet = engagement_dialog(self._facts, thing, self)
        else:
            sheet = paper_dialog(kind, self._facts, thing, self._names, self)
        sheet.submitted.connect(self._on_submitted)
        sheet.open()

    def _on_submitted(self, title: Message, changes: tuple[Any, ...]) -> None:
        if changes:
            self.submitted.emit(title, changes)

    def _rows(self) -> list[RecordRow]:
        if self.section.key != EVIDENCE:
            kind = self._kinds[self.section.key]
            held = getattr(self._facts, LIST_OF[kind]).values()
            rows = [RecordRow(one.id, self._name(one), self._files(one.id), one) for one in held]
            return sorted(rows, key=lambda row: (folded(row.name), row.id))
        kinds = tuple(f"{key}:" for key in self._kinds)
        held = [one for one in self._facts.attachments.values() if self._is_shown(one, kinds)]
        return [
            RecordRow(one.id, one.name, self._about(one), one)
            for one in sorted(held, key=lambda one: (folded(one.name), one.id))
        ]

    def _name(self, thing: Any) -> str:
        return record_name(thing, self._facts, self._catalogue, words())

    def _about(self, one: Attachment) -> str:
        """What a file belongs to, and since when it is here."""
        name, _colon, key = one.about.partition(":")
        thing = self._facts.find(self._kinds[name], key) if name in self._kinds else None
        parts = [self._name(thing)] if thing is not None else []
        return joined(*parts, day(one.added_on) if one.added_on else "")

    def _is_shown(self, one: Attachment, kinds: tuple[str, ...]) -> bool:
        return one.about == LOGO if self._is_logo else one.about.startswith(kinds)

    def _files(self, key: str) -> str:
        about = f"{self.section.key}:{key}"
        count = sum(1 for one in self._facts.attachments.values() if one.about == about)
        return ngettext("{n} file", "{n} files", count) if count else ""

    def _enable(self) -> None:
        is_evidence, is_any = self.section.key == EVIDENCE, self.chosen is not None
        self.add_button.setVisible(not is_evidence)
        self.edit_button.setVisible(not is_evidence)
        self.attach_button.setVisible(not is_evidence or self._is_logo)
        self.save_button.setVisible(is_evidence)
        self.history_button.setVisible(not is_evidence)
        for about_one in (self.edit_button, self.history_button):
            about_one.setEnabled(is_any)
        self.attach_button.setEnabled(is_any or self._is_logo)
        self.save_button.setEnabled(is_any)
        self.remove_button.setEnabled(is_any)
        if not self.list.model.rows:
            self._say(_("Nothing is recorded here yet."))
        elif is_evidence and self.chosen is not None:
            self._say(f"SHA-256 {self.chosen.thing.sha256}")
        else:
            self._say("")

    def _say(self, words: str) -> None:
        self.list.note.setText(words)

    def _buttons(self) -> tuple[QPushButton, ...]:
        self.add_button = button(_("Add…"), "plus", on_click=self.add)
        self.edit_button = button(_("Edit…"), "pencil", on_click=self.edit)
        self.attach_button = button(_("Attach a file…"), "file-plus", on_click=self.ask_file)
        self.save_button = button(_("Save a copy…"), "save", on_click=self.ask_copy)
        self.history_button = button(
            _("History…"), "clock", on_click=lambda: self.history_asked.emit(self.chosen)
        )
        self.remove_button = button(_("Remove"), "trash-2", on_click=self.remove)
        return (
            self.add_button,
            self.edit_button,
            self.attach_button,
            self.save_button,
            self.history_button,
            self.remove_button,
        )


def _title(kind: Kind) -> str:
    return _("Engagements") if kind is Engagement else kind_title(kind)


def _columns() -> tuple[Column[RecordRow], ...]:
    first: Callable[[RecordRow], Any] = lambda row: row.name  # noqa: E731 - a column's reading
    return (
        Column(lambda: _("Name"), first),
        Column(lambda: _("Details"), lambda row: row.detail),
    )
