"""What can be done with items of the agenda; each ends in changes of the record behind it, or in a mark."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from readiness.editions import Edition
from readiness.facts import (
    Award,
    Change,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    Facts,
    PersonId,
    Plan,
    Project,
    removal,
)
from readiness.problems import Message
from ui import text
from ui.dialogs.award import award_dialog
from ui.dialogs.deadline import deadline_dialog
from ui.dialogs.engagement import engagement_dialog
from ui.dialogs.enrollment import enrollment_dialog
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet
from ui.dialogs.papers import paper_dialog
from ui.dialogs.plan import plan_dialog
from ui.dialogs.project import project_dialog
from ui.dialogs.save_file import ask_where
from ui.pages.agenda_rows import AgendaRow, Record, assigned, record_of, snoozed, step_of, ticked
from ui.session import Session
from ui.text import _, ngettext

_UNSAID = frozenset({"review", "answer"})
"""Steps of a claim whose end is not only a day: it was approved or rejected."""


class AgendaCommands:
    """Asks over the page, writes through the session, and says in words what can't be done."""

    def __init__(self, session: Session, page: QWidget, told: Callable[[str], object]) -> None:
        self._session, self._page, self._told = session, page, told

    @property
    def _facts(self) -> Facts:
        return self._session.snapshot.facts

    def sheet_of(self, record: Record) -> FormSheet:
        """The form of what an item follows from."""
        facts, page, on = self._facts, self._page, self._session.on
        rulebook = self._session.workspace.rulebook
        catalogue = rulebook.catalogue
        sheet: FormSheet
        match record:
            case Deadline():
                sheet = deadline_dialog(facts, record, page)
            case Event():
                sheet = event_dialog(facts, rulebook, on, record, page)
            case Project():
                sheet = project_dialog(facts, catalogue, record, page)
            case Award():
                sheet = award_dialog(facts, catalogue, record, record.person, page)
            case Plan():
                sheet = plan_dialog(facts, catalogue, record, record.person, page)
            case Engagement():
                sheet = engagement_dialog(facts, record, page)
            case Enrollment():
                sheet = enrollment_dialog(facts, rulebook.on(on), record.area, record, page)
            case _:
                sheet = paper_dialog(type(record), facts, record, {}, page)
        return sheet

    def edit(self, row: AgendaRow) -> None:
        """Edits the record that the item follows from; nothing where there is none of its own."""
        record = record_of(row.item, self._facts)
        if record is None:
            self._told(_("This date follows from the rules; there is no record of it to edit."))
            return
        self.open(self.sheet_of(record))

    def open(self, sheet: FormSheet) -> None:
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: Sequence[AgendaRow]) -> None:
        """Removes own deadlines, events and planned exams; what follows from other records stays."""
        facts = self._facts
        records = {
            record.id: record
            for row in rows
            if isinstance(record := record_of(row.item, facts), Deadline | Event | Plan)
        }
        if not records:
            self._told(_("This date follows from a record or from the rules: change it there."))
        elif len(records) > 1:
            self._session.write(Message("undo.items-removed", {"n": len(records)}), _gone(facts, records))
        else:
            self._session.write(Message("undo.item-removed", {"name": rows[0].title}), _gone(facts, records))

    def tick(self, rows: Sequence[AgendaRow]) -> None:
        """Ticks off all, or opens all again where all are done."""
        if not rows:
            return
        done_on = None if all(row.is_done for row in rows) else self._session.on
        if len(rows) == 1 and done_on is not None and _is_unsaid(rows[0]):
            self._told(_("Say how it ended: approved or rejected, and on which day."))
            self.edit(rows[0])
            return
        kind = "opened" if done_on is None else "done"
        self._session.write(_title(kind, rows), ticked([row.item for row in rows], self._facts, done_on))

    def snooze(self, rows: Sequence[AgendaRow], until: date | None) -> None:
        """Puts off to a day; None brings back."""
        kind = "snoozed" if until is not None else "unsnoozed"
        self._session.write(_title(kind, rows), snoozed([row.item for row in rows], self._facts, until))

    def ask_owner(self, rows: Sequence[AgendaRow]) -> None:
        """Asks who looks after them."""
        from ui.dialogs.assign import assign_dialog  # noqa: PLC0415 - when asked for

        if rows:
            origin = rows[0].title if len(rows) == 1 else ngettext("{n} item", "{n} items", len(rows))
            owner = rows[0].item.owner
            assign_dialog(self._facts, owner, origin, partial(self._assign, rows), self._page).open()

    def _assign(self, rows: Sequence[AgendaRow], owner: PersonId | None) -> None:
        self._session.write(
            _title("assigned", rows), assigned([row.item for row in rows], self._facts, owner)
        )

    def send(self, groups: Mapping[str, Sequence[AgendaRow]], chosen: str) -> None:
        """Saves items as a calendar file: all of them, those shown or those selected."""
        from ui.dialogs.calendar import calendar_dialog  # noqa: PLC0415 - when asked for

        words = {
            "all": _("Everything that is due"),
            "shown": ngettext("{n} item shown", "{n} items shown", len(groups.get("shown", ()))),
            "selected": ngettext("{n} item selected", "{n} items selected", len(groups.get("selected", ()))),
        }
        options = [(key, words[key]) for key, rows in groups.items() if rows or key == "all"]

        def decided(which: str, names: bool) -> None:  # noqa: FBT001 - what the form answers
            ids = None if which == "all" else frozenset(row.id for row in groups[which])
            file = f"agenda-{self._session.on.isoformat()}.ics"
            save = partial(self.save_calendar, items=ids, names=names)
            ask_where(self._page, _("Send to calendar"), file, _("Calendar (*.ics)"), save)

        calendar_dialog(options, chosen, decided, self._page).open()

    def save_calendar(self, path: Path, *, items: frozenset[str] | None = None, names: bool = True) -> None:
        """Writes items by id, all where none are named, as a calendar file."""
        self._session.export(
            path, self._session.written.emit, Edition(text.language(), items=items, names=names)
        )


def _title(kind: str, rows: Sequence[AgendaRow]) -> Message:
    if len(rows) == 1:
        return Message(f"undo.item-{kind}", {"name": rows[0].title})
    return Message(f"undo.items-{kind}", {"n": len(rows)})


def _is_unsaid(row: AgendaRow) -> bool:
    return row.item.kind == "claim-step" and step_of(row.item) in _UNSAID


def _gone(facts: Facts, records: Mapping[str, Deadline | Event | Plan]) -> tuple[Change, ...]:
    """The changes that remove them; nothing goes on speaking of an event that is gone."""
    return tuple(change for record in records.values() for change in removal(facts, type(record), record.id))
