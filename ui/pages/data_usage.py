"""Usage as it came in: every customer, workload and month, to be looked through and mended."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from readiness.facts import MICRO, Change, Facts, Month, Put, Remove, Series, UsageKey, series_of
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import folded, joined
from ui import text
from ui.dialogs.options import Called
from ui.dialogs.usage import new_usage_dialog, usage_dialog
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import DASH
from ui.pages.record_commands import Records
from ui.session import Session
from ui.tables import Column, Prepared, prepare
from ui.text import _, ngettext
from ui.widgets import EmptyState, button
from ui.widgets.boxes import column_of
from ui.widgets.combo import ComboBox

_WHOLE = frozenset({"paid-seats", "active-users"})


@dataclass(frozen=True, slots=True)
class UsageRow:
    """The value of one key in one month, in millionths."""

    id: tuple[UsageKey, Month]
    customer: str
    value: int

    @property
    def key(self) -> UsageKey:
        return self.id[0]

    @property
    def month(self) -> Month:
        return self.id[1]

    @property
    def name(self) -> str:
        """Of its series, whose history it shares."""
        return joined(self.customer, self.key.workload)


def usage_rows(facts: Facts) -> tuple[UsageRow, ...]:
    """Everything, the newest month first, then by customer; asked in the worker."""
    called = Called(facts)
    names = {key: called.customer(key) for key in facts.customers}
    rows = [
        UsageRow((key, month), names.get(key.customer, key.customer), value)
        for key, series in facts.usage.items()
        for month, value in series.months()
    ]
    rows.sort(key=lambda row: (-row.month, folded(row.customer), row.key.workload))
    return tuple(rows)


class UsageFound(NamedTuple):
    """All rows, ready for a table, and the measures there are."""

    rows: tuple[UsageRow, ...]
    prepared: Prepared
    measures: tuple[str, ...]


class UsageSection(QWidget):
    """All rows of usage, by measure where one is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: object = None
        self._columns = usage_columns()
        self._records = Records(session, self, lambda row: session.snapshot.facts.usage.get(row.key))
        self.listing = Listing(self._spec())
        self.measure = ComboBox()
        self.measure.setAccessibleName(_("Measure"))
        self.measure.setMinimumContentsLength(20)
        self.measure.addItem(_("All measures"), "")
        self.measure.currentIndexChanged.connect(lambda _index: self._on_measure())
        self.listing.filters.insertWidget(0, self.measure)
        self.listing.tools.addWidget(button(_("Enter usage…"), "plus", on_click=self.add))
        self.setLayout(column_of(self.listing.bar, (self.listing, 1), gap=12))
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self.edit)
        self.listing.remove_asked.connect(self.remove)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._asked is snapshot.facts.usage:
            return
        self._asked = snapshot.facts.usage
        columns = self._columns

        def question(now: Snapshot) -> UsageFound:
            rows = usage_rows(now.facts)
            return UsageFound(
                rows, prepare(columns, rows), tuple({key.measure: 0 for key in now.facts.usage})
            )

        self._session.ask(question, self._show)

    def show_measure(self, measure: str) -> None:
        """Only the rows of that measure, as soon as they are there."""
        if self.measure.findData(measure) < 0:
            self.measure.addItem(text.name("measure", measure), measure)
        self.measure.setCurrentIndex(self.measure.findData(measure))

    def add(self) -> None:
        sheet = new_usage_dialog(self._session.snapshot, parent=self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def edit(self, row: UsageRow) -> None:
        sheet = usage_dialog(self._session.snapshot.facts, row.key, row.month, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: tuple[UsageRow, ...]) -> None:
        changes = without_rows(self._session.snapshot.facts, rows)
        self._session.write(Message("undo.usage-removed", {"n": len(rows)}), changes)

    def _show(self, found: UsageFound) -> None:
        for measure in found.measures:
            if self.measure.findData(measure) < 0:
                self.measure.addItem(text.name("measure", measure), measure)
        self.listing.set_rows(found.rows, found.prepared)

    def _on_measure(self) -> None:
        measure = self.measure.currentData()
        self.listing.keep((lambda row: row.key.measure == measure) if measure else None)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Usage"),
            key="usage",
            columns=self._columns,
            search=_("Filter usage"),
            empty=EmptyState(
                "database",
                _("No usage yet"),
                _("What customers use, month by month: Azure revenue, paid seats, active users."),
                (button(_("Enter usage…"), "plus", on_click=self.add),),
                _("In Partner Center: Insights, Downloads hub, Azure usage; and the usage of each product"),
            ),
            edit=_("Edit figure…"),
            remove=lambda n: ngettext("Remove {n} row", "Remove {n} rows", n),
            drops=(6, 5, 4),
            more=((_("History of this record…"), "clock", self._records.show_history),),
        )


def usage_columns() -> tuple[Column[UsageRow], ...]:
    return (
        Column(lambda: _("Customer"), lambda r: r.customer),
        Column(lambda: _("Workload"), lambda r: r.key.workload),
        Column(lambda: _("Month"), lambda r: r.month, text.month),
        Column(lambda: _("Figure"), lambda r: (r.value, r.key.measure), _figure, is_number=True),
        Column(lambda: _("Measure"), lambda r: r.key.measure, lambda m: text.name("measure", m)),
        Column(
            lambda: _("Association"),
            lambda r: r.key.association or None,
            lambda a: text.name("association", a) if a else DASH,
        ),
        Column(lambda: _("Offer"), lambda r: r.key.offer, lambda o: text.name("offer", o)),
    )


def _figure(held: tuple[int, str]) -> str:
    value, measure = held
    number = Decimal(value) / MICRO
    return text.number(number, 0 if measure in _WHOLE and number == int(number) else 2)


def without_rows(facts: Facts, rows: tuple[UsageRow, ...]) -> tuple[Change, ...]:
    """The changes that remove these months of their series."""
    gone: dict[UsageKey, set[Month]] = {}
    for row in rows:
        gone.setdefault(row.key, set()).add(row.month)
    changes: list[Change] = []
    for key, months in gone.items():
        series = facts.usage.get(key)
        if series is not None:
            rest = series_of(key, {m: v for m, v in series.months() if m not in months})
            changes.append(Put(rest) if rest is not None else Remove(Series, key))
    return tuple(changes)
