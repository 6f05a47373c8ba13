"""Usage month by month, out of tables of a million rows: what they add up to, and what that changes.

Rows are added up by the cells that tell one series from another, as they are written: only the first row of a
series is understood, and each month of the column only once, when all of them are known.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from readiness.document.flaws import LARGEST_VALUE
from readiness.facts import MICRO, Change, CustomerId, Facts, Month, Put, Series, UsageKey, series_of
from readiness.importers.attributions import association_of, is_repeated, offer_of
from readiness.importers.clients import Client, Clients, NobodyError
from readiness.importers.columns import Columns, cell, identifier, shortened
from readiness.importers.dates import Order
from readiness.importers.months import Months
from readiness.importers.numbers import millionths, number_of
from readiness.importers.reading import Counts
from readiness.importers.tables import Row
from readiness.problems import Problem
from readiness.rules.catalogue import Catalogue

MOST_PROBLEMS: Final = 5_000
"""So many are told one by one; a file that has more of them is one problem."""
_MOST: Final = LARGEST_VALUE * MICRO
CLIENT: Final = ("tenant", "name", "tpid", "domain", "country", "segment")


class Value(NamedTuple):
    """A column of figures."""

    field: str
    measure: str
    workload: str = ""
    """The workload of the column; empty: the row names it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one family are to be understood."""

    values: tuple[Value, ...]
    workloads: tuple[str, ...] = ()
    """Fields that may name the workload: the first that the catalogue knows, else the first with a name."""
    association: str = ""
    """Where the row names none."""
    workload: str = ""
    """Where the row names none that the catalogue knows."""
    tells_unknown: bool = True
    """Whether a workload that the catalogue does not know is worth a word."""


class Tally(dict[str, int]):
    """Millionths by month as written, of one series; and the row that was the first of it."""

    __slots__ = ("odd", "row")

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row
        self.odd: dict[str, int] | None = None
        """The first row of each month whose own figure can't be meant."""


@dataclass
class Usage:
    """Adds up the rows of one table."""

    facts: Facts
    catalogue: Catalogue
    clients: Clients
    shape: Shape
    columns: Columns
    comma: bool = False
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    left_out: int = 0
    repeated: int = 0
    """Rows that another partner attribution has already."""
    blank: int = 0
    """Rows without a figure, as the export writes them for who may not see revenue."""
    claims: dict[tuple[CustomerId, str, str], set[str]] = field(default_factory=dict)
    """Workloads by customer, kind of claim and the day it began, as written."""
    _slots: dict[tuple[str, ...], tuple[Tally, ...] | str | None] = field(default_factory=dict)
    _tallies: dict[UsageKey, Tally] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _first: dict[str, int] = field(default_factory=dict)
    """The first row of each month as written."""

    def __post_init__(self) -> None:
        self._fields = (
            *CLIENT,
            *("duplicate", "attribution", "association", "offer", "subscription", "location", "since"),
            *self.shape.workloads,
        )
        self._identity = self.columns.pick(self._fields)
        self._values = self.columns.pick([value.field for value in self.shape.values])
        self._month = self.columns.at["month"]
        self._locations = frozenset(place.id for place in self.facts.partner.locations)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows up; one that can't be used is refused with its reason."""
        slots, identity, values, at = self._slots, self._identity, self._values, self._month
        single = len(self.shape.values) == 1
        for number, cells in rows:
            cells.append("")
            key = identity(cells)
            found = slots.get(key, "")
            if found == "":
                found = slots[key] = self._understood(key, number)
            if not isinstance(found, tuple):
                self._not_counted(found, number)
                continue
            month = cells[at]
            try:
                if single:
                    self._count(found[0], month, millionths(values(cells)[0], comma=self.comma), number)
                else:
                    self._add_all(found, values(cells), month, number)
            except ValueError as error:
                self._bad_number(number, str(error), values(cells))

    def _add_all(self, tallies: tuple[Tally, ...], texts: tuple[str, ...], month: str, number: int) -> None:
        """Empty cells are no zero: the export leaves out what it does not know."""
        figures = [millionths(text, comma=self.comma) if text.strip() else None for text in texts]
        for tally, figure in zip(tallies, figures, strict=True):
            if figure is not None:
                self._count(tally, month, figure, number)

    def _count(self, tally: Tally, month: str, figure: int, number: int) -> None:
        if month in tally:
            tally[month] += figure
        else:
            tally[month] = figure
            self._first.setdefault(month, number)
        if not 0 <= figure <= _MOST:
            tally.odd = {month: number} | (tally.odd or {})

    def _bad_number(self, number: int, text: str, texts: tuple[str, ...]) -> None:
        field = next((v.field for v, t in zip(self.shape.values, texts, strict=True) if t == text), None)
        if text.strip():
            if self._is_number(text):
                self._refuse(number, "number-too-large", field, value=shortened(text.strip()))
            else:
                self._refuse(number, "number-unreadable", field, text=shortened(text.strip()))
        else:
            self.blank += 1
            self.left_out += 1

    def _is_number(self, text: str) -> bool:
        with suppress(ValueError):
            return number_of(text, comma=self.comma).is_finite()
        return False

    def _not_counted(self, code: str | None, number: int) -> None:
        if code is None:
            self.repeated += 1
            self.left_out += 1
        else:
            self._refuse(number, code, None)

    def _refuse(self, row: int, code: str, field: str | None, **slots: Any) -> None:
        self.refused += 1
        if self.refused <= MOST_PROBLEMS:
            self.problems.append(Problem(code, slots, row=row, column=self.columns.name(field)))

    def _understood(self, key: tuple[str, ...], row: int) -> tuple[Tally, ...] | str | None:
        """Where rows with these cells are added up; the code of what is wrong; None: they are not counted."""
        said = dict(zip(self._fields, key, strict=True))
        if is_repeated(said["duplicate"]):
            return None
        try:
            client = Client.of(key[: len(CLIENT)])
            customer = self.clients.of(client, row)
        except NobodyError as error:
            return str(error)
        names = [value.workload or self._workload(said) for value in self.shape.values]
        if not all(names):
            return "workload-missing"
        where = self._where(said, client, row)
        return tuple(self._tallies_of(customer, names, where, said, row))

    def _where(self, said: Mapping[str, str], client: Client, row: int) -> tuple[str, ...]:
        """What of a key tells series of one customer, workload and measure apart."""
        return (
            self._association(said, row),
            offer_of(said["offer"]),
            identifier(said["subscription"]).casefold(),
            client.tenant,
            said["location"] if said["location"] in self._locations else "",
        )

    def _tallies_of(
        self,
        customer: CustomerId,
        names: Sequence[str],
        where: tuple[str, ...],
        said: Mapping[str, str],
        row: int,
    ) -> Iterator[Tally]:
        for value, name in zip(self.shape.values, names, strict=True):
            self._tell_workload(name, row)
            workload = self.catalogue.workload_name(name)
            if said["since"].strip():
                claim = (customer, where[0], cell(said["since"]))
                self.claims.setdefault(claim, set()).add(workload)
            yield self._tallies.setdefault(UsageKey(customer, workload, value.measure, *where), Tally(row))

    def _workload(self, said: Mapping[str, str]) -> str:
        named = [name for field in self.shape.workloads if (name := cell(said[field]))]
        known = next((name for name in named if self.catalogue.workload(name)), "")
        return known or self.shape.workload or next(iter(named), "")

    def _tell_workload(self, name: str, row: int) -> None:
        if self.shape.tells_unknown and name not in self._told and self.catalogue.workload(name) is None:
            self.problems.append(Problem("workload-unknown", {"workload": shortened(name)}, row=row))
        self._told.add(name)

    def _association(self, said: Mapping[str, str], row: int) -> str:
        text = said["attribution"] or said["association"]
        found = association_of(text)
        if found is None and text not in self._told:
            column = self.columns.name("attribution" if said["attribution"] else "association")
            slots = {"text": shortened(text)}
            self.problems.append(Problem("association-unknown", slots, row=row, column=column))
            self._told.add(text)
        return found or self.shape.association

    # --- what it changes

    def months_of(self, order: Order | None) -> Months:
        """The months of the column, once all rows were added."""
        texts: set[str] = set()
        for tally in self._tallies.values():
            texts.update(tally)
        return Months(texts, order)

    def changes(self, months: Months) -> tuple[list[Change], Counts]:
        """What makes the recorded series these, and how many values it is; the tallies are used up."""
        counts = [0, 0, 0]
        changes: list[Change] = []
        self._slots.clear()
        while self._tallies:
            key, tally = self._tallies.popitem()
            series = self._series(key, tally, months, counts)
            if series is not None:
                changes.append(Put(series))
        changes.reverse()
        return changes, Counts(*counts)

    def _series(self, key: UsageKey, tally: Tally, months: Months, counts: list[int]) -> Series | None:
        before = self.facts.usage.get(key)
        by_month = dict(self._sound(tally, months, key))
        if before is None:
            counts[0] += len(by_month)
            return series_of(key, by_month)
        was = dict(before.months())
        for month, value in by_month.items():
            counts[0 if month not in was else 2 if was[month] == value else 1] += 1
        now = was | by_month
        return series_of(key, now) if now != was else None

    def _sound(self, tally: Tally, months: Months, key: UsageKey) -> Iterator[tuple[Month, int]]:
        added: dict[Month, int] = {}
        rows: dict[Month, int] = {}
        for text, value in tally.items():
            try:
                month = months.of(text)
            except ValueError as error:
                code = f"month-{error}" if text.strip() else "month-missing"
                self._refuse(self._first[text], code, "month", text=shortened(text))
                continue
            added[month] = added.get(month, 0) + value
            if tally.odd and text in tally.odd:
                rows.setdefault(month, tally.odd[text])
        for month, value in added.items():
            if 0 <= value <= _MOST:
                yield month, value
            else:
                code = "usage-negative" if value < 0 else "usage-too-large"
                self._refuse(rows.get(month, tally.row), code, self._field_of(key), workload=key.workload)

    def _field_of(self, key: UsageKey) -> str:
        return next(value.field for value in self.shape.values if value.measure == key.measure)
