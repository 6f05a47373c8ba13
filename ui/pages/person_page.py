"""One person: awards and plans, workshops attended, what the score loses if they leave, a mail to renew."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from readiness.facts import Award, Event, PersonId, Plan
from readiness.outlook.renewals import renewals
from readiness.rules import Catalogue
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.pages.detail_rows import DetailRows
from ui.pages.held_list import HeldList
from ui.pages.loss_rows import LossRows, loss_question
from ui.pages.people_rows import PersonRow
from ui.pages.person_panel import person_details
from ui.pages.renewal_panel import RenewalPanel
from ui.pages.side_questions import AboutOne
from ui.session import Session
from ui.tables import Column, RowsModel
from ui.text import _
from ui.widgets import PageBody, PageHead, Panel, button, hairline, paragraph, scrolled, table
from ui.widgets.boxes import REST, Stretch, boxed, column_of, row_of

_LEAST: Final = 260
_AROUND_HELD: Final = 110
"""Head and foot of the panel of awards."""
_AROUND_EVENTS: Final = 90
"""Head of the panel, and of the table in it."""


class PersonPage(QWidget):
    """Shows one person; it says what the user wants done and changes nothing itself."""

    back = Signal()
    edit_asked = Signal(object)  # the PersonRow
    thing_asked = Signal(object, object)  # person id, and the Award or Plan, or None for a new award
    plan_asked = Signal(object)  # person id
    thing_removed = Signal(object)

    def __init__(self, session: Session, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PersonRow | None = None
        self.head = PageHead("", _("People"))
        self.head.add_right(button(_("Edit person…"), "pencil", on_click=self._on_edit))
        self.held = HeldList(catalogue, session)
        self.details = DetailRows()
        self.losses = LossRows()
        self.renewal = RenewalPanel()
        self.attended: RowsModel[Event] = RowsModel(_event_columns(), self)
        self._question = AboutOne(session, loss_question(session, "person"), self)
        self._leaves = Panel(_("If this person leaves"))
        self._arrange()
        self._listen()

    @property
    def person(self) -> PersonId | None:
        """Whom it shows."""
        return None if self._row is None else self._row.id

    def show_row(self, row: PersonRow, snapshot: Snapshot) -> None:
        self._row = row
        places = {place.id: place.name for place in snapshot.facts.partner.locations}
        self.head.set_title(row.name)
        self.head.set_note(_("Left on {day}", day=row.left_on) if row.left_on is not None else "")
        self.details.show_rows(person_details(row, places))
        self.held.show_row(row, snapshot.on)
        self._leaves.setVisible(not row.is_gone)
        self.losses.show_losses(None)
        self._question.ask("" if row.is_gone else row.id)
        self.renewal.setVisible(not row.is_gone)
        found = renewals(snapshot.facts, snapshot.catalogue, snapshot.on, row.awards)
        self.renewal.show_person(row.person, found, snapshot.on, is_linked=row.link != "unlinked")
        events = [event for event in snapshot.facts.events.values() if row.id in event.attendees]
        self.attended.set_rows(sorted(events, key=lambda event: event.day, reverse=True))
        self._show_attended()
        self._hug()

    def _hug(self) -> None:
        """Panels are no higher than what they hold."""
        held, attended = len(self.held.model.rows), len(self.attended.all)
        self._awards.setMaximumHeight(max(_AROUND_HELD + held * theme.size("row-two-line"), _LEAST))
        self._workshops.setMaximumHeight(_AROUND_EVENTS + max(attended, 1) * theme.size("row"))

    def _arrange(self) -> None:
        self._awards, self._workshops = self._awards_panel(), self._workshops_panel()
        # what there is more room than rows stays below
        left = column_of((self._awards, 3), (self._workshops, 2), Stretch(0), gap=16)
        inside = scrolled(boxed(row_of((left, 11), (self._right(), 9), gap=16)))
        self.setLayout(column_of(PageBody(self.head, (inside, 1))))

    def _awards_panel(self) -> Panel:
        made = Panel(_("Awards and planned exams"))
        made.body.addWidget(self.held, 1)
        made.body.addWidget(hairline())
        record = button(_("Record an award…"), "award", on_click=lambda: self._ask(None), small=True)
        plan = button(_("Plan an exam…"), "plus", on_click=self._on_plan, small=True)
        made.body.addLayout(row_of(record, plan, REST, gap=8, edges=(14, 10, 14, 4)))
        made.setMinimumHeight(_LEAST)
        return made

    def _workshops_panel(self) -> Panel:
        made = Panel(_("Workshops and appointments"))
        self._events = table(self.attended, name=_("Workshops and appointments"), key="attended")
        self._no_events = paragraph(
            _("None yet. Add the people who take part to a workshop of the agenda."), "muted"
        )
        self._no_events.setContentsMargins(14, 12, 14, 12)
        made.body.addWidget(self._events, 1)
        made.body.addWidget(self._no_events)
        made.body.addStretch(0)
        return made

    def _right(self) -> QVBoxLayout:
        about = Panel(_("About"))
        about.body.addWidget(self.details)
        self._leaves.body.setContentsMargins(0, 4, 0, 6)
        self._leaves.body.addWidget(self.losses)
        return column_of(about, self._leaves, self.renewal, REST, gap=16)

    def _listen(self) -> None:
        self.head.back.connect(self.back)
        self.held.edit_asked.connect(self._ask)
        self.held.remove_asked.connect(self.thing_removed)
        self.held.add_asked.connect(lambda: self._ask(None))
        self._question.answered.connect(self.losses.show_losses)

    def _show_attended(self) -> None:
        has_any = bool(self.attended.all)
        self._events.setVisible(has_any)
        self._no_events.setVisible(not has_any)

    def _on_edit(self) -> None:
        if self._row is not None:
            self.edit_asked.emit(self._row)

    def _ask(self, thing: Award | Plan | None) -> None:
        if self._row is not None:
            self.thing_asked.emit(self._row.id, thing)

    def _on_plan(self) -> None:
        if self._row is not None:
            self.plan_asked.emit(self._row.id)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def _event_columns() -> tuple[Column[Event], ...]:
    return (
        Column(lambda: _("Title"), lambda event: event.title),
        Column(lambda: _("Kind"), lambda event: event.kind, lambda kind: text.name("event", kind)),
        Column(lambda: _("Day"), lambda event: event.day, text.day),
    )
