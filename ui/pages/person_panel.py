"""The panel about one person: who it is, the awards with their states, and what is planned."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from readiness.rules import Catalogue
from ui.dialogs.person import link_options
from ui.pages.detail_rows import DetailRows
from ui.pages.held_list import Held, HeldList
from ui.pages.loss_rows import LossRows, loss_question
from ui.pages.people_rows import PersonRow
from ui.pages.side_questions import AboutOne
from ui.session import Session
from ui.tables import RowsModel
from ui.text import _, day
from ui.widgets import Panel, button, hairline, label, tool_button
from ui.widgets.boxes import REST, column_of, row_of
from ui.widgets.views import RowsView

_LEAVES_FROM: Final = 420


class PersonPanel(Panel):
    """Shows the person that is selected in the list."""

    edit_asked = Signal(object)  # the PersonRow
    open_asked = Signal(object)  # the PersonRow
    thing_asked = Signal(object, object)  # person id, and the Award or Plan to edit, or None for a new award
    thing_removed = Signal(object)  # an Award or a Plan

    def __init__(self, session: Session, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._row: PersonRow | None = None
        self._on = date.min
        self._places: Mapping[str, str] = {}
        self._edit = tool_button("pencil", _("Edit person…"), lambda: self.edit_asked.emit(self._row))
        self._open = tool_button("arrow-right", _("Open page of the person"), self._on_open)
        self.add_action(self._edit)
        self.add_action(self._open)
        self.details = DetailRows()
        self.losses = LossRows()
        self._line, self._leaves = hairline(), QWidget()
        self._question = AboutOne(session, loss_question(session, "person"), self)
        self._question.answered.connect(self.losses.show_losses)
        self.held = HeldList(catalogue, session)
        self._arrange()
        self.held.edit_asked.connect(lambda thing: self.thing_asked.emit(thing.person, thing))
        self.held.remove_asked.connect(self.thing_removed)
        self.held.add_asked.connect(self._on_record)

    @property
    def model(self) -> RowsModel[Held]:
        return self.held.model

    @property
    def view(self) -> RowsView:
        return self.held.view

    def set_day(self, on: date, places: Mapping[str, str]) -> None:
        """The day that states are asked for, and the names of locations by id; `show_row` follows."""
        self._on, self._places = on, places

    def show_row(self, row: PersonRow | None) -> None:
        self._row = row
        self.setEnabled(row is not None)
        self.set_title(row.name if row else _("Nobody selected"))
        for part in (self._edit, self._open, self._line):
            part.setVisible(row is not None)
        self.details.show_rows(person_details(row, self._places) if row else ())
        self.held.show_row(row, self._on)
        self.losses.show_losses(None)
        self._question.ask(row.id if row and not row.is_gone else "")
        self._show_leaves()

    def _show_leaves(self) -> None:
        """Where there is room; the person's own page has it anyway."""
        is_staff = self._row is not None and not self._row.is_gone
        self._leaves.setVisible(is_staff and self.height() >= _LEAVES_FROM)

    def _arrange(self) -> None:
        self.body.addWidget(self.details)
        self.body.addWidget(self._line)
        title = label(_("If this person leaves"), "small")
        title.setContentsMargins(14, 0, 14, 0)
        self._leaves.setLayout(column_of(title, self.losses, hairline(), gap=2, edges=(0, 10, 0, 0)))
        self.body.addWidget(self._leaves)
        self.body.addWidget(self.held, 1)
        self.body.addWidget(hairline())
        record = button(_("Record an award…"), "award", on_click=self._on_record, small=True)
        self.body.addLayout(row_of(record, REST, edges=(14, 10, 14, 10)))

    def _on_open(self) -> None:
        if self._row is not None:
            self.open_asked.emit(self._row)

    def _on_record(self) -> None:
        if self._row is not None:
            self.thing_asked.emit(self._row.id, None)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_leaves()


def person_details(row: PersonRow, places: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is recorded about the person, as far as it is."""
    person = row.person
    words = dict(link_options())[row.link]
    if row.link == "linked" and person.linked_on is not None:
        words = _("Linked {day}", day=day(person.linked_on))
    elif row.link == "unlinked" and person.unlinked_on is not None:
        words = _("Not linked since {day}", day=day(person.unlinked_on))
    given = (
        (_("Email"), person.email if person.name else ""),
        (_("MCP ID"), person.mcid),
        (_("Location"), places.get(person.location) or person.location),
        (_("Joined"), day(person.joined_on) if person.joined_on else ""),
        (_("Left"), day(person.left_on) if person.left_on else ""),
        (_("Learn profile"), words),
        (_("Notes"), person.notes),
    )
    return tuple((title, text) for title, text in given if text)
