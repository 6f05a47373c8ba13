"""The partner itself: its details and locations, and the designations it has bought."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from readiness.facts import AREAS, Area, Enrollment, Location, Put, Remove
from readiness.problems import Message
from readiness.snapshot import Snapshot
from ui import text
from ui.dialogs.enrollment import enrollment_dialog
from ui.dialogs.partner import kind_options, location_dialog, location_line, partner_dialog
from ui.pages.detail_rows import DetailRows
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import DASH
from ui.pages.record_commands import Records
from ui.pages.sides import Beside
from ui.session import Session
from ui.tables import Column, RowsModel, Tiles
from ui.text import _, ngettext
from ui.widgets import EmptyState, Panel, button, label, table, tool_button
from ui.widgets.boxes import boxed, column_of


@dataclass(frozen=True, slots=True)
class EnrollmentRow:
    """A designation that was bought."""

    id: str
    held: Enrollment


class PartnerSection(QWidget):
    """Details and locations on the left, designations on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.details = DetailRows()
        self.locations: RowsModel[Location] = RowsModel(location_columns(), self)
        self.panel = Panel(_("Partner"))
        self.panel.add_action(tool_button("pencil", _("Edit partner…"), self.edit_partner))
        self.panel.body.addWidget(self.details)
        self.places = Panel(_("Locations"))
        self._no_place = self._nowhere()
        self._places = table(self.locations, name=_("Locations"))
        for part in (self._places, self._no_place):
            self.places.body.addWidget(part)
        self.places.add_action(tool_button("pencil", _("Edit locations…"), self.edit_partner))
        self.listing = Listing(self._spec())
        self.record = button(_("Record enrolment"), "plus", on_click=self._on_add)
        self.listing.filters.insertWidget(0, label(_("Designations bought"), "heading"))
        self.listing.tools.addWidget(self.record)
        self.listing.search.hide()  # there are six at most
        left = boxed(column_of(self.panel, (self.places, 1), gap=12))
        right = boxed(column_of(self.listing.bar, (self.listing, 1), gap=12))
        self.setLayout(column_of(Beside(left, right, lambda width: width * 3 // 5)))
        self.listing.edit_asked.connect(lambda row: self._edit(row.held.area, row.held))
        self.listing.remove_asked.connect(self.remove)
        self.listing.add_asked.connect(self._on_add)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        partner = snapshot.facts.partner
        kinds = dict(kind_options())
        known = text.words().listed(kinds.get(kind, kind) for kind in partner.kinds)
        self.details.show_rows(
            (
                (_("Name"), partner.name or DASH),
                (_("PartnerID (global)"), partner.partner_id or DASH),
                (_("Country"), partner.country or DASH),
                (_("Currency"), partner.currency or DASH),
                (_("Kinds of business"), known or DASH),
            )
        )
        self.locations.set_rows(partner.locations)
        self._places.setVisible(bool(partner.locations))
        self._no_place.setHidden(bool(partner.locations))
        held = sorted(snapshot.facts.enrollments.values(), key=lambda e: (e.purchased_on, e.id), reverse=True)
        self.listing.set_rows(tuple(EnrollmentRow(one.id, one) for one in held))

    def edit_partner(self) -> None:
        sheet = partner_dialog(self._session.snapshot.facts, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def add_location(self) -> None:
        """One more place, without the form of the whole partner."""
        sheet = location_dialog(None, self)
        sheet.decided.connect(self._on_location)
        sheet.open()

    def _on_location(self, place: Location) -> None:
        partner = self._session.snapshot.facts.partner
        now = replace(partner, locations=(*partner.locations, place))
        title = Message("undo.location-added", {"name": location_line(place)})
        self._session.write(title, (Put(now),))

    def _nowhere(self) -> EmptyState:
        return EmptyState(
            "building-2",
            _("No location yet"),
            _("Each place of business has a PartnerID of its own. People, usage and claims name it."),
            (button(_("Add location…"), "plus", on_click=self.add_location),),
            _("In Partner Center: Account settings, Identifiers"),
        )

    def remove(self, rows: tuple[EnrollmentRow, ...]) -> None:
        title = Message("undo.enrolments-removed", {"n": len(rows)})
        self._session.write(title, tuple(Remove(Enrollment, row.id) for row in rows))

    def _on_add(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for area in AREAS:
            menu.addAction(text.area_name(area)).triggered.connect(partial(self._edit, area, None))
        button: QPushButton = self.record
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _edit(self, area: Area, held: Enrollment | None, _checked: object = None) -> None:
        snapshot = self._session.snapshot
        rules = self._session.workspace.rulebook.on(snapshot.on)
        sheet = enrollment_dialog(snapshot.facts, rules, area, held, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Designations bought"),
            key="enrollments",
            columns=enrollment_columns(),
            search=_("Filter designations"),
            empty=EmptyState(
                "award",
                _("No designation bought yet"),
                _("Record when a designation was bought, and the agenda reminds you of its anniversary."),
                (),
                _("In Partner Center: Membership, Solutions Partner designations"),
            ),
            edit=_("Edit enrolment…"),
            remove=lambda n: ngettext("Remove {n} enrolment", "Remove {n} enrolments", n),
            records=Records(self._session, self, lambda row: row.held),
        )


def location_columns() -> tuple[Column[Location], ...]:
    return (
        Column(lambda: _("Name"), lambda place: place.name or place.id),
        Column(lambda: _("PartnerID"), lambda place: place.id),
        Column(lambda: _("Country"), lambda place: place.country or DASH),
    )


def enrollment_columns() -> tuple[Column[EnrollmentRow], ...]:
    return (
        Column(
            lambda: _("Designation"),
            lambda r: text.area_name(r.held.area),
            decoration=lambda r: Tiles((r.held.area,)),
        ),
        Column(lambda: _("Bought on"), lambda r: r.held.purchased_on, text.day),
        Column(lambda: _("Anniversary"), lambda r: r.held.anniversary, text.day),
        Column(
            lambda: _("Track"),
            lambda r: r.held.track,
            lambda track: text.name("track", track) if track else _("Worked out"),
        ),
    )
