"""What two days ask differently, and what that does to this partner's points."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from PySide6.QtWidgets import QWidget

from readiness.assess import Records
from readiness.assess.under_rules import points_under
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.rules.compare import compare
from readiness.snapshot import Snapshot
from ui import text
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import DASH
from ui.pages.rules_rows import first_day_before
from ui.session import Session
from ui.tables import Column, RowsModel, Tiles
from ui.text import _
from ui.widgets import DayField, EmptyState, Panel, label, table
from ui.widgets.boxes import column_of, row_of


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference; `area` is empty where it is in what holds for all areas."""

    id: int
    area: str
    words: Message


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One area's points under the rules of the two days; None: no rules stand then."""

    id: str
    before: Fraction | None
    after: Fraction | None

    @property
    def change(self) -> Fraction | None:
        return None if self.before is None or self.after is None else self.after - self.before


Answer = tuple[tuple[DifferenceRow, ...], tuple[EffectRow, ...]]


def difference(snapshot: Snapshot, rulebook: Rulebook, first: date, second: date) -> Answer:
    """As `readiness rules diff` has it, for all areas; asked in the worker."""
    rows = tuple(
        DifferenceRow(n, area, words) for n, (area, words) in enumerate(_words(rulebook, first, second))
    )
    records = Records(snapshot.facts, rulebook.catalogue)
    effects = (
        EffectRow(area, *(points_under(records, rulebook, area, snapshot.on, day) for day in (first, second)))
        for area in rulebook.areas
    )
    return rows, tuple(effects)


def _words(rulebook: Rulebook, first: date, second: date) -> Iterator[tuple[str, Message]]:
    """What is in the programme stands once, before the areas."""
    told = False
    for area in rulebook.areas:
        for found in compare(rulebook, area, first, second):
            is_programme = found.words.slots["subject"] == Message("diff.programme")
            if not is_programme:
                yield area, found.words
            elif not told:
                yield "", found.words
        told = True


class DifferenceSection(QWidget):
    """Two days, the list of what differs, and the effect on the points."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: object = None
        self.first, self.second = DayField(), DayField()
        self.first.setAccessibleName(_("First day"))
        self.second.setAccessibleName(_("Second day"))
        for field in (self.first, self.second):
            field.setFixedWidth(150)
            field.changed.connect(self._ask)
        self.listing = Listing(self._spec())
        days = (label(_("From"), "muted"), self.first, label(_("to"), "muted"), self.second)
        for place, widget in enumerate(days):
            self.listing.filters.insertWidget(place, widget)
        self.effects: RowsModel[EffectRow] = RowsModel(effect_columns(), self)
        self.panel = Panel(_("On this partner’s data"))
        self.panel.body.addWidget(table(self.effects, name=_("Points under both rules")))
        self.panel.setMaximumHeight(40 + 32 + 6 * 32 + 14)
        self.listing.setMinimumHeight(30 + 3 * 32)
        self.setLayout(column_of(self.listing.bar, (self.listing, 1), (row_of(self.panel), 1), gap=12))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self.first.day() is None:
            self.first.set_day(first_day_before(snapshot.on))
            self.second.set_day(snapshot.on)
        self.panel.set_note(_("Facts of {day}", day=text.day(snapshot.on)))
        self._ask()

    def _ask(self) -> None:
        first, second = self.first.day(), self.second.day()
        snapshot, rulebook = self._session.snapshot, self._session.workspace.rulebook
        asked = (id(snapshot.facts), snapshot.on, first, second)
        if first is None or second is None or asked == self._asked:
            return
        self._asked = asked
        self._session.ask(lambda now: difference(now, rulebook, first, second), self._show)

    def _show(self, answer: Answer) -> None:
        rows, effects = answer
        self.listing.set_rows(rows)
        self.effects.set_rows(effects)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Differences"),
            key="differences",
            columns=difference_columns(),
            search=_("Filter differences"),
            empty=EmptyState("scale", _("Both days ask the same"), _("Choose two other days.")),
        )


def difference_columns() -> tuple[Column[DifferenceRow], ...]:
    return (
        Column(
            lambda: _("Difference"),
            lambda r: text.say(r.words),
            decoration=lambda r: Tiles((r.area,)) if r.area else None,
            tooltip=lambda r: text.say(r.words),
        ),
        Column(
            lambda: _("Area"), lambda r: text.area_name(r.area, "medium") if r.area else _("For all areas")
        ),
    )


def effect_columns() -> tuple[Column[EffectRow], ...]:
    return (
        Column(lambda: _("Area"), lambda r: text.area_name(r.id), decoration=lambda r: Tiles((r.id,))),
        Column(lambda: _("First rules"), lambda r: r.before, _points, is_number=True),
        Column(lambda: _("Second rules"), lambda r: r.after, _points, is_number=True),
        Column(
            lambda: _("Change"),
            lambda r: r.change,
            lambda c: DASH if c is None else text.signed(c) if c else text.points(c),
            is_number=True,
            tone=lambda r: "success" if (r.change or 0) > 0 else "danger" if (r.change or 0) < 0 else "",
        ),
    )


def _points(points: Fraction | None) -> str:
    return DASH if points is None else text.points(points)
