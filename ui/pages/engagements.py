"""Engagements: what Microsoft funds, how each claim stands, and the next step of each."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness.claims import with_step_done
from readiness.facts import Engagement, Event, Put, removal
from readiness.problems import Message
from readiness.snapshot import Snapshot
from ui.dialogs.engagement import engagement_dialog
from ui.pages.engagement_panel import EngagementPanel
from ui.pages.engagement_rows import EngagementRow, engagement_columns, engagement_rows
from ui.pages.listing import Listing, ListSpec
from ui.pages.record_commands import Records
from ui.pages.sides import list_and_panel
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import EmptyState, Segmented, button
from ui.widgets.boxes import column_of


class Engagements(QWidget):
    """A section of the agenda."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[object, date] = (None, date.min)
        self.listing = Listing(self._spec())
        self.filter = Segmented(
            (("open", _("Still open")), ("all", _("All")), ("over", _("Over"))), _("Which engagements")
        )
        self.panel = EngagementPanel()
        self._arrange()
        self._listen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._shown[0] is snapshot.facts and self._shown[1] == snapshot.on:
            return
        self._shown = (snapshot.facts, snapshot.on)
        rows = engagement_rows(snapshot.facts, self._session.workspace.rulebook.programme, snapshot.on)
        self.panel.set_facts(snapshot.facts)
        self.listing.set_rows(rows)

    def add(self, of: Event | None = None) -> None:
        """A new one, delivered in an event where one is given."""
        sheet = engagement_dialog(self._session.snapshot.facts, None, self, of=of)
        sheet.submitted.connect(self._on_added)
        sheet.open()

    def edit(self, row: EngagementRow) -> None:
        self.edit_engagement(row.engagement)

    def edit_engagement(self, engagement: Engagement) -> None:
        sheet = engagement_dialog(self._session.snapshot.facts, engagement, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: tuple[EngagementRow, ...]) -> None:
        changes = removal(self._session.snapshot.facts, Engagement, *(row.id for row in rows))
        title = Message("undo.items-removed", {"n": len(rows)})
        if len(rows) == 1:
            title = Message("undo.item-removed", {"name": rows[0].name})
        self._session.write(title, changes)

    def finish_step(self, row: EngagementRow) -> None:
        """The next step was done today; where its end is to be said, the form asks for it."""
        step = row.next
        if step is None:
            return
        now = with_step_done(row.engagement, step.step, self._session.on)
        if now is None:
            self.message.emit(_("Say how it ended: approved or rejected, and on which day."))
            self.edit(row)
            return
        self._session.write(Message("undo.item-done", {"name": row.name}), (Put(now),))

    def _on_added(self, title: Message, changes: tuple[Any, ...]) -> None:
        self.listing.select_next(changes[0].thing.id)
        self._session.write(title, changes)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Engagements"),
            key="engagements",
            columns=engagement_columns(),
            search=_("Filter engagements"),
            empty=EmptyState(
                "presentation",
                _("No engagements yet"),
                _(
                    "Record the workshops, assessments and projects that Microsoft funds: the steps of each "
                    "claim then stand in the agenda with their last days."
                ),
                (button(_("Add engagement"), "plus", "primary", self.add),),
                _("In Partner Center: Incentives, Engagements"),
            ),
            edit=_("Edit engagement…"),
            remove=lambda n: ngettext("Remove {n} engagement", "Remove {n} engagements", n),
            drops=(6, 2, 1),
            records=Records(self._session, self, lambda row: row.engagement),
        )

    def _arrange(self) -> None:
        self.listing.filters.insertWidget(0, self.filter)
        self.setLayout(column_of(list_and_panel(self.listing, self.panel)))

    def _listen(self) -> None:
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self.edit)
        self.listing.remove_asked.connect(self.remove)
        self.listing.current_changed.connect(self.panel.show_row)
        self.panel.edit_asked.connect(self.edit)
        self.panel.step_done.connect(self.finish_step)
        self.filter.changed.connect(self._on_filter)
        self.listing.all_shown.connect(lambda: self.filter.set_key("all"))
        self._on_filter(self.filter.key)

    def _on_filter(self, key: str) -> None:
        self.listing.keep({"open": _is_open, "over": _is_over}.get(key))


def _is_open(row: EngagementRow) -> bool:
    return row.is_open


def _is_over(row: EngagementRow) -> bool:
    return not row.is_open
