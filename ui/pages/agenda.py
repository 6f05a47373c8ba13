"""Agenda: workshops and deadlines, soonest first; what follows from the records, and the user's own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from readiness.facts import Award, Change, Deadline, Event, Facts, Project, removal
from readiness.problems import Message
from readiness.snapshot import Snapshot
from ui import text
from ui.dialogs.award import award_dialog
from ui.dialogs.deadline import deadline_dialog
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet
from ui.dialogs.project import project_dialog
from ui.dialogs.save_file import ask_where
from ui.pages.agenda_delegate import ROW, AgendaDelegate
from ui.pages.agenda_panel import AgendaPanel
from ui.pages.agenda_rows import (
    CERTIFICATIONS,
    WORKSHOPS,
    AgendaRow,
    agenda_columns,
    agenda_rows,
    record_of,
    ticked,
)
from ui.pages.listing import Listing, ListSpec
from ui.pages.sides import panel_width
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import EmptyState, PageHead, Segmented, button, page_margins
from ui.widgets.check import CheckBox

_KINDS: dict[str, Callable[[AgendaRow], bool]] = {
    "all": lambda _row: True,
    "workshops": lambda row: row.item.kind in WORKSHOPS,
    "certifications": lambda row: row.item.kind in CERTIFICATIONS,
    "own": lambda row: row.item.kind == "own",
}


class AgendaPage(QWidget):
    """Everything that is due, as a list."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[object, object] = (None, None)
        self.head = PageHead(_("Agenda"))
        self.head.add_right(button(_("Send to calendar…"), "calendar-days", on_click=self.send))
        self.head.add_right(button(_("Add workshop"), "plus", on_click=self.add_workshop))
        self.head.add_right(button(_("Add deadline"), "plus", on_click=self.add))
        self.listing = Listing(self._spec())
        self.delegate = AgendaDelegate(self.listing.view, self.listing.model)
        self.filter = Segmented(
            (
                ("all", _("All")),
                ("workshops", _("Workshops")),
                ("certifications", _("Certifications")),
                ("own", _("Own")),
            ),
            _("Which items"),
        )
        self.show_done = CheckBox(_("Show done"))
        self.panel = AgendaPanel()
        self._arrange()
        self._listen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        shown = (snapshot.facts, snapshot.on)
        if self._shown[0] is shown[0] and self._shown[1] == shown[1]:
            return
        self._shown = shown
        is_first = not self.listing.model.all
        rows = agenda_rows(snapshot.agenda, snapshot.facts, snapshot.on)
        self.head.set_note(_note(rows, snapshot))
        self.panel.set_facts(snapshot.facts)
        self.listing.set_rows(rows)
        ahead = next((row for row in rows if row.item.due_on >= snapshot.on and not row.is_done), None)
        if is_first and ahead is not None:
            self.listing.select(ahead.id)

    def start_search(self) -> None:
        self.listing.start_search()

    def add(self) -> None:
        self._open(deadline_dialog(self._session.snapshot.facts, None, self), is_new=True)

    def add_workshop(self) -> None:
        self._open(event_dialog(self._session.snapshot.facts, None, self), is_new=True)

    def edit(self, row: AgendaRow) -> None:
        """Edits the record that the item follows from; nothing where there is none of its own."""
        facts = self._session.snapshot.facts
        match record_of(row.item, facts):
            case Deadline() as deadline:
                self._open(deadline_dialog(facts, deadline, self))
            case Event() as event:
                self._open(event_dialog(facts, event, self))
            case Project() as project:
                self._open(project_dialog(facts, project, self))
            case Award() as award:
                catalogue = self._session.workspace.rulebook.catalogue
                self._open(award_dialog(facts, catalogue, award, award.person, self))
            case None:
                self.message.emit(_("This date follows from the rules; there is no record of it to edit."))

    def remove(self, rows: tuple[AgendaRow, ...]) -> None:
        """Removes own deadlines and events; what follows from other records stays."""
        facts = self._session.snapshot.facts
        records = {r.id: r for row in rows if isinstance(r := record_of(row.item, facts), Deadline | Event)}
        if not records:
            self.message.emit(_("This date follows from a record or from the rules: change it there."))
        elif len(records) > 1:
            self._write(Message("undo.items-removed", {"n": len(records)}), _gone(facts, records))
        else:
            record = next(iter(records.values()))
            self._write(Message("undo.item-removed", {"name": record.title}), _gone(facts, records))

    def tick(self, rows: list[AgendaRow]) -> None:
        """Ticks off all, or opens all again where all are done."""
        if not rows:
            return
        snapshot = self._session.snapshot
        done_on = None if all(row.is_done for row in rows) else snapshot.on
        code = "undo.item-opened" if done_on is None else "undo.item-done"
        title = Message(code, {"name": rows[0].title})
        if len(rows) > 1:
            code = "undo.items-opened" if done_on is None else "undo.items-done"
            title = Message(code, {"n": len(rows)})
        self._write(title, ticked([row.item for row in rows], snapshot.facts, done_on))

    def send(self) -> None:
        """Saves the agenda as a calendar file."""
        name = f"agenda-{self._session.on.isoformat()}.ics"
        ask_where(self, _("Send to calendar"), name, _("Calendar (*.ics)"), self.save_calendar)

    def save_calendar(self, path: Path) -> None:
        self._session.export(path, self._on_saved, language=text.language())

    def _on_saved(self, path: Path) -> None:
        self.message.emit(_("Saved as {name}.", name=path.name))

    def _open(self, sheet: FormSheet, *, is_new: bool = False) -> None:
        sheet.submitted.connect(self._on_added if is_new else self._write)
        sheet.open()

    def _write(self, title: Message, changes: tuple[Change, ...]) -> None:
        if changes:
            self._session.write(title, changes)

    def _on_added(self, title: Message, changes: tuple[Any, ...]) -> None:
        thing = changes[0].thing
        if isinstance(thing, Deadline):
            self.listing.select_next(f"own:{thing.id}:{thing.due_on.isoformat()}")
        else:
            self.listing.select_next(f"workshop:{thing.id}:{thing.starts_at.date().isoformat()}")
        self._write(title, changes)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Agenda"),
            columns=agenda_columns(),
            search=_("Filter the agenda"),
            empty=EmptyState(
                "calendar-days",
                _("Nothing is due"),
                _("Expiries, renewals and go-lives stand here by themselves; add your own deadlines."),
                (
                    button(_("Add deadline"), "plus", "primary", self.add),
                    button(_("Add workshop"), "plus", on_click=self.add_workshop),
                ),
            ),
            edit=_("Edit…"),
            remove=lambda n: ngettext("Remove {n} item", "Remove {n} items", n),
        )

    def _arrange(self) -> None:
        self.listing.filters.insertWidget(0, self.filter)
        self.listing.filters.insertWidget(self.listing.filters.count() - 1, self.show_done)
        view = self.listing.view
        view.setItemDelegate(self.delegate)
        view.horizontalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.setSortingEnabled(False)
        for column in range(1, self.listing.model.columnCount()):
            view.hideColumn(column)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.head)
        self._whole.addWidget(self.listing.bar)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.listing, 1)
        row.addWidget(self.panel)
        self._whole.addLayout(row, 1)

    def _listen(self) -> None:
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self.edit)
        self.listing.remove_asked.connect(self.remove)
        self.listing.current_changed.connect(self.panel.show_row)
        self.listing.model.modelReset.connect(self._fit_heights)
        self.listing.view.installEventFilter(self)
        self.delegate.ticked.connect(lambda row: self.tick([row]))
        self.panel.edit_asked.connect(self.edit)
        self.panel.tick_asked.connect(lambda row: self.tick([row]))
        self.panel.remove_asked.connect(lambda row: self.remove((row,)))
        self.filter.changed.connect(lambda _key: self._on_filter())
        self.show_done.toggled.connect(lambda _on: self._on_filter())
        self._on_filter()

    def _on_filter(self) -> None:
        is_wanted, shows_done = _KINDS[self.filter.key], self.show_done.isChecked()
        self.listing.keep(lambda row: is_wanted(row) and (shows_done or self._is_open(row)))

    def _is_open(self, row: AgendaRow) -> bool:
        snoozed = row.item.snoozed_until
        return not row.is_done and (snoozed is None or snoozed <= self._session.on)

    def _fit_heights(self) -> None:
        """A reset gave every row the usual height; those with a heading get more."""
        head = self.listing.view.verticalHeader()
        for place in range(len(self.listing.model.rows)):
            if self.delegate.heading(place):
                head.resizeSection(place, self.delegate.height(place))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _is_space(event):
            self.tick(self.listing.selected)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._whole.setContentsMargins(*page_margins(self))
        self.panel.setFixedWidth(panel_width(self.width()))


def _gone(facts: Facts, records: Mapping[str, Deadline | Event]) -> tuple[Change, ...]:
    """The changes that remove them; nothing goes on speaking of an event that is gone."""
    return tuple(change for record in records.values() for change in removal(facts, type(record), record.id))


def _is_space(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space


def _note(rows: tuple[AgendaRow, ...], snapshot: Snapshot) -> str:
    near = sum(not row.is_done and 0 <= (row.item.due_on - snapshot.on).days <= 60 for row in rows)
    planned = sum(row.item.kind == "workshop" and row.item.due_on >= snapshot.on for row in rows)
    parts = [
        ngettext("{n} open in 60 days", "{n} open in 60 days", near),
        ngettext("{n} workshop planned", "{n} workshops planned", planned),
    ]
    return " · ".join(parts)
