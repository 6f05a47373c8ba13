"""Specializations: which are near, what each asks, which are held; and what became of Silver and Gold."""

from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.assess.finding import Finding
from readiness.assess.specializations import HELD, READY
from readiness.facts import AREAS, HeldSpecialization, Remove
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui.dialogs.specialization import figure_dialog, held_dialog
from ui.pages.competencies import Competencies
from ui.pages.listing import Listing, ListSpec
from ui.pages.record_commands import Records
from ui.pages.sides import list_and_panel
from ui.pages.specialization_panel import SpecializationPanel
from ui.pages.specialization_rows import Row, specialization_columns
from ui.session import Session
from ui.text import _, area_name, ngettext
from ui.widgets import EmptyState, PageBody, PageHead, Segmented
from ui.widgets.boxes import column_of
from ui.widgets.combo import ComboBox


class SpecializationsPage(QWidget):
    """Readiness for the specializations of the day, computed in the worker."""

    VIEWS: Final = ("legacy",)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: object = None
        self.head = PageHead(_("Specializations"))
        self.section = Segmented(
            (("specializations", _("Specializations")), ("legacy", _("Silver and Gold"))), _("What to show")
        )
        self.head.add_right(self.section)
        self.listing = Listing(self._spec())
        self.area = ComboBox()
        self.area.setAccessibleName(_("Designation"))
        self.area.setMinimumContentsLength(18)
        self.area.addItem(_("All areas"), "")
        for area in AREAS:
            self.area.addItem(area_name(area, "medium"), area)
        self.listing.filters.insertWidget(0, self.area)
        self.panel = SpecializationPanel()
        self.competencies: Competencies | None = None
        self._arrange()
        self._listen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.panel.set_snapshot(snapshot)
        if self.competencies is not None:
            self.competencies.set_day(snapshot.on)
        statuses = tuple(standing.status for standing in snapshot.standings.values())
        asked = (id(snapshot.facts), snapshot.on, statuses)
        if asked == self._asked:
            return
        self._asked = asked
        self._session.ask(self._session.workspace.specializations, self._show_rows)

    def start_search(self) -> None:
        self.show_view("specializations")
        self.listing.start_search()

    def edit(self, row: Row) -> None:
        """Record that it is held, or mend that."""
        sheet = held_dialog(row, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def enter(self, row: Row, requirement: Finding) -> None:
        """Take what Partner Center shows of one requirement."""
        snapshot = self._session.snapshot
        sheet = figure_dialog(snapshot.facts, row, requirement, snapshot.on, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: tuple[Row, ...]) -> None:
        """Forget that they are held."""
        held = [row for row in rows if row.held is not None]
        changes = tuple(Remove(HeldSpecialization, row.held.id) for row in held if row.held is not None)
        if len(held) > 1:
            self._session.write(Message("undo.specializations-removed", {"n": len(held)}), changes)
        elif held:
            self._session.write(Message("undo.specialization-removed", {"name": held[0].name}), changes)

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        self.head.set_note(_note(rows))
        self.listing.set_rows(rows)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Specializations"),
            key="specializations",
            columns=specialization_columns(),
            search=_("Filter specializations"),
            empty=EmptyState(
                "award",
                _("No specializations on this day"),
                _("They are known from October 2022 on. Choose a later day to see them."),
                (),
            ),
            edit=_("Record as held…"),
            remove=lambda n: ngettext("Forget that it is held", "Forget that they are held", n),
            drops=(1,),
            can_remove=lambda row: row.held is not None,
            records=Records(self._session, self, lambda row: row.held),
        )

    def _arrange(self) -> None:
        self._sections = QStackedWidget()
        self._sections.addWidget(list_and_panel(self.listing, self.panel, _panel_width))
        self.setLayout(column_of(PageBody(self.head, (self._sections, 1))))

    def _listen(self) -> None:
        self.listing.edit_asked.connect(self.edit)
        self.listing.remove_asked.connect(self.remove)
        self.listing.current_changed.connect(self.panel.show_row)
        self.area.currentIndexChanged.connect(lambda _index: self._on_area(self.area.currentData()))
        self.section.changed.connect(self.show_view)
        self.panel.held_asked.connect(self.edit)
        self.panel.figure_asked.connect(self.enter)

    def _on_area(self, area: str) -> None:
        self.listing.keep((lambda row: area in row.areas) if area else None)

    def show_view(self, section: str) -> None:
        """`specializations`, or the `legacy` ones of Silver and Gold."""
        self.section.set_key(section)
        if section == "legacy" and self.competencies is None:
            self.competencies = Competencies(self._session.workspace.legacy())
            self.competencies.set_day(self._session.snapshot.on)
            self._sections.addWidget(self.competencies)
        self._sections.setCurrentIndex(int(section == "legacy"))


def _panel_width(width: int) -> int:
    """What is asked stands in whole sentences."""
    return min(max(320, width * 42 // 100), 680)


def _note(rows: tuple[Any, ...]) -> str:
    held = sum(row.state == HELD for row in rows)
    ready = sum(row.state == READY for row in rows)
    parts = [ngettext("{n} specialization", "{n} specializations", len(rows))]
    if held:
        parts.append(ngettext("{n} held", "{n} held", held))
    if ready:
        parts.append(ngettext("{n} with its requirements met", "{n} with their requirements met", ready))
    return joined(*parts)
