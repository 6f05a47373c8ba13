"""Rules: what is in force on the day, by whom it is said and how sure that is; and how two days differ."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.facts import AREAS
from readiness.snapshot import Snapshot
from ui.dialogs.readings import readings_dialog
from ui.pages.listing import Listing, ListSpec
from ui.pages.rule_panel import RulePanel
from ui.pages.rules_difference import DifferenceSection
from ui.pages.rules_rows import RuleRow, is_of, rule_columns, rule_rows
from ui.pages.sides import list_and_panel
from ui.session import Session
from ui.text import _, area_name
from ui.widgets import EmptyState, PageBody, PageHead, Segmented
from ui.widgets.boxes import column_of
from ui.widgets.combo import ComboBox


class RulesPage(QWidget):
    """The rules of the day asked for."""

    VIEWS: Final = ("difference",)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: object = None
        self.head = PageHead(_("Rules"))
        self.section = Segmented(
            (("in-force", _("In force")), ("difference", _("Between two days"))), _("What to show")
        )
        self.section.changed.connect(self.show_view)
        self.head.add_right(self.section)
        self.area = ComboBox()
        self.area.setAccessibleName(_("Designation"))
        self.area.setMinimumContentsLength(18)
        self.area.addItem(_("All areas"), "")
        for area in AREAS:
            self.area.addItem(area_name(area, "medium"), area)
        self.area.currentIndexChanged.connect(lambda _index: self._on_area())
        self.listing = Listing(self._spec())
        self.listing.filters.insertWidget(0, self.area)
        self.panel = RulePanel()
        self.panel.change.clicked.connect(lambda _checked=False: self.choose_readings())
        self.listing.current_changed.connect(self.panel.show_row)
        self.difference: DifferenceSection | None = None
        self._arrange()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self.section.key == "difference" and self.difference is not None:
            self.difference.show_snapshot(snapshot)
        asked = (snapshot.on, snapshot.facts.choices, snapshot.rules_digest, snapshot.previews.keys())
        if asked == self._shown:
            return
        self._shown = asked
        rulebook = self._session.workspace.rulebook
        rows = rule_rows(snapshot, rulebook)
        shipped = _("In force on {day} · digest {digest}", day=snapshot.on, digest=snapshot.rules_digest[:12])
        own = _("Your own: {files}", files=", ".join(rulebook.own)) if rulebook.own else ""
        self.head.set_note(own or shipped)
        self.listing.set_rows(rows)

    def show_view(self, key: str) -> None:
        self.section.set_key(key)
        if key == "difference":
            if self.difference is None:
                self.difference = DifferenceSection(self._session)
                self._sections.addWidget(self.difference)
            self.difference.show_snapshot(self._session.snapshot)
            self._sections.setCurrentWidget(self.difference)
        else:
            self._sections.setCurrentIndex(0)
            self.show_snapshot(self._session.snapshot)

    def start_search(self) -> None:
        shown = self.difference if self.section.key == "difference" else None
        (shown or self).listing.start_search()

    def choose_readings(self) -> None:
        """How this partner reads what the published pages leave open."""
        snapshot = self._session.snapshot
        programme = self._session.workspace.rulebook.on(snapshot.on).programme
        if programme is not None:
            sheet = readings_dialog(snapshot.facts, programme.readings, self)
            sheet.submitted.connect(self._session.write)
            sheet.open()

    def _on_area(self) -> None:
        area = self.area.currentData()
        wanted: Callable[[RuleRow], bool] | None = partial(is_of, area) if area else None
        self.listing.keep(wanted)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Rules in force"),
            key="rules",
            columns=rule_columns(),
            search=_("Filter rules"),
            empty=EmptyState(
                "scale",
                _("No rules are known for this day"),
                _("The programme was announced in March 2022. Choose a later day to see its rules."),
            ),
            drops=(6, 1, 4),
            first_column=230,
            widest=185,
        )

    def _arrange(self) -> None:
        self._sections = QStackedWidget()
        self._sections.addWidget(list_and_panel(self.listing, self.panel, _panel_width))
        self.setLayout(column_of(PageBody(self.head, (self._sections, 1))))


def _panel_width(width: int) -> int:
    """The names of rules need more room than what is said of one."""
    return min(max(264, width * 27 // 100), 360)
