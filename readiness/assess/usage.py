"""Usage as rules see it: eligible rows, each consumption counted once, as amounts by item and month."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from readiness.assess.records import Records, Stream
from readiness.facts import MICRO, Association, CustomerId, Month, Series, first_day, series_of
from readiness.rules.shapes import Amount, Selection, plain

Item: TypeAlias = tuple[str, str]
"""A tenant (the customer's own id where none is known) and, where items are workloads, a workload."""
Number: TypeAlias = int | Fraction
"""Millionths."""
Values: TypeAlias = tuple[int | None, ...]


class Row(NamedTuple):
    """One stream of eligible usage: millionths per month from `first` on, each worth `rate`."""

    number: int
    """Of the stream among those of its measure."""
    whole: Item
    """The item where items are tenants."""
    part: Item
    """The item where items are workloads."""
    workload: str
    first: Month
    values: Values
    rate: Number = 1


class Amounts:
    """Eligible usage summed by item: by tenant, or by tenant and workload."""

    __slots__ = ("_kept", "by_workload", "rows")

    def __init__(self, rows: Sequence[Row], *, by_workload: bool = False) -> None:
        self.rows = rows
        self.by_workload = by_workload
        self._kept: dict[tuple[str, Month], Mapping[Item, Number]] = {}

    def month(self, month: Month) -> Mapping[Item, Number]:
        """The month's amount of each item that has a row in it."""
        return self._keep("month", month, self._summed)

    def largest(self, month: Month) -> Mapping[Item, Number]:
        """The month's amount of each item's largest workload."""
        return self._keep("largest", month, self._largest)

    def either(self, month: Month) -> Mapping[Item, Number]:
        """The larger amount of this month and the one before; the months are not summed."""
        now, before = self.month(month), self.month(Month(month - 1))
        return {item: max(now.get(item, 0), before.get(item, 0)) for item in {**now, **before}}

    def year(self, month: Month) -> Mapping[Item, Number]:
        """Twelve months up to and with this one, summed."""
        return self._keep("year", month, self._trailing)

    def in_window(self, window: str, month: Month) -> Mapping[Item, Number]:
        """The amounts of a rule's window that ends with this month."""
        match window:
            case "month":
                return self.month(month)
            case "either-of-two-months":
                return self.either(month)
            case _:
                return self.year(month)

    def of_workloads(self, month: Month) -> Mapping[Item, Number]:
        """The month's amounts by tenant and workload, whatever the items are."""
        return self._keep("workloads", month, self._by_workload)

    def _keep(
        self, kind: str, month: Month, make: Callable[[Month], Mapping[Item, Number]]
    ) -> Mapping[Item, Number]:
        key = (kind, month)
        if key not in self._kept:
            self._kept[key] = make(month)
        return self._kept[key]

    def _summed(self, month: Month) -> Mapping[Item, Number]:
        total: dict[Item, Number] = {}
        by_workload = self.by_workload
        for _, whole, part, _, first, values, rate in self.rows:
            index = month - first
            if 0 <= index < len(values) and (value := values[index]) is not None:
                item = part if by_workload else whole
                total[item] = total.get(item, 0) + (value if rate == 1 else value * rate)
        return total

    def _by_workload(self, month: Month) -> Mapping[Item, Number]:
        return self.month(month) if self.by_workload else Amounts(self.rows, by_workload=True).month(month)

    def _largest(self, month: Month) -> Mapping[Item, Number]:
        most: dict[Item, Number] = {}
        for (tenant, workload), value in self.of_workloads(month).items():
            item = (tenant, workload if self.by_workload else "")
            most[item] = max(most.get(item, 0), value)
        return most

    def _trailing(self, month: Month) -> Mapping[Item, Number]:
        total: dict[Item, Number] = {}
        for row in self.rows:
            last = month - row.first + 1
            some = row.values[max(0, last - 12) : max(0, last)]
            if some:
                item = row.part if self.by_workload else row.whole
                total[item] = total.get(item, 0) + _plain_sum(some) * row.rate
        return total


def _plain_sum(values: Values) -> int:
    try:
        return sum(values)  # type: ignore[arg-type]
    except TypeError:  # a month without a row; to look for one first would take longer than the sum
        return sum(value for value in values if value is not None)


def units(value: Number) -> Fraction:
    """Millionths as whole units, exact."""
    return Fraction(value, MICRO)


def shown(value: Number) -> int | Fraction:
    """The same for a sentence, where most are whole numbers and need no fraction."""
    if isinstance(value, int) and not value % MICRO:
        return value // MICRO
    return Fraction(value, MICRO)


def amounts(
    records: Records, usage: tuple[Selection, ...], amount: Amount, *, by_workload: bool = False
) -> Amounts:
    """Eligible usage under these selections, read from the facts once."""
    key = ("amounts", usage, amount, by_workload)
    return records.keep(key, lambda: Amounts(_rows(records, usage, amount), by_workload=by_workload))


def _rows(records: Records, usage: tuple[Selection, ...], amount: Amount) -> Sequence[Row]:
    if amount.measure is not None:
        return [row for selection in usage for row in selected(records, selection, amount.measure).rows]
    rates = {(workload, measure): plain(rate) for workload, measure, rate in amount.rates}
    return [
        row._replace(rate=rates[row.workload, measure])
        for measure in sorted({measure for _, measure in rates})
        for selection in usage
        for row in selected(records, selection, measure).rows
        if (row.workload, measure) in rates
    ]


class Selected(NamedTuple):
    """The eligible rows of a measure."""

    rows: Sequence[Row]
    merged: frozenset[int] = frozenset()
    """Numbers of streams that are in a row of another number, as the same consumption."""

    @property
    def streams(self) -> frozenset[int]:
        """The numbers of all streams that count."""
        return self.merged.union(row.number for row in self.rows)


def selected(records: Records, selection: Selection, measure: str) -> Selected:
    """The eligible rows of a measure.

    The same consumption under several eligible associations counts once, month by month at its largest
    value; different subscriptions, tenants, offers and locations add up.
    """
    return records.keep(("rows", selection, measure), lambda: _selected(records, selection, measure))


class Table(NamedTuple):
    """All rows of a measure, by what makes them eligible: association, offer and cloud."""

    groups: Mapping[tuple[str, str, str], Sequence[Row]]
    is_distinct: bool
    """No consumption stands under two associations."""


def table_of(records: Records, measure: str) -> Table:
    return records.keep(("table", measure), lambda: _table(records, measure))


def _table(records: Records, measure: str) -> Table:
    groups: dict[tuple[str, str, str], list[Row]] = {}
    seen = set()
    streams = records.streams.get(measure, ())
    for number, (series, workload, tenant, cloud) in enumerate(streams):
        key = series.id
        fields = (number, (tenant, ""), (tenant, workload), workload, series.first, series.values, 1)
        row = tuple.__new__(Row, fields)  # see `Records.streams`
        groups.setdefault((key.association, key.offer, cloud), []).append(row)
        seen.add((key.customer, workload, key.offer, key.subscription, key.tenant, key.location))
    return Table(groups, len(seen) == len(streams))


def consumption(stream: Stream) -> tuple[str, ...]:
    """What is the same in rows that show one consumption under several associations."""
    key = stream.series.id
    return (key.customer, stream.workload, key.offer, key.subscription, key.tenant, key.location)


def _selected(records: Records, selection: Selection, measure: str) -> Selected:
    table = table_of(records, measure)
    workloads, excluded, associations, offers, clouds = selection
    found: list[Row] = []
    for (association, offer, cloud), rows in table.groups.items():
        if offer in offers and cloud in clouds and (not association or association in associations):
            found += rows if association else _covered(records, selection, measure, rows)
    if workloads is not None:
        found = [row for row in found if row.workload in workloads]
    if excluded:
        found = [row for row in found if row.workload not in excluded]
    return Selected(found) if table.is_distinct else _joined(records, measure, found)


def _covered(records: Records, selection: Selection, measure: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that name no association, in the months that count."""
    for row in rows:
        series = covered(records, selection, records.streams[measure][row.number])
        if series is not None:
            yield row._replace(first=series.first, values=series.values)


def _joined(records: Records, measure: str, rows: Iterable[Row]) -> Selected:
    """One row for each consumption."""
    streams = records.streams[measure]
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(consumption(streams[row.number]), []).append(row)
    joined = []
    for some in groups.values():
        first, values = _merged([(row.first, row.values) for row in some])
        joined.append(some[0]._replace(first=first, values=values))
    return Selected(joined, frozenset(row.number for some in groups.values() for row in some))


def covered(records: Records, selection: Selection, stream: Stream) -> Series | None:
    """The months that count of a series that names no association.

    They are those in which an eligible association of the customer covers the workload; None: there are none.
    """
    series = stream.series
    covering = [
        association
        for association in records.associations.get(series.id.customer, ())
        if association.kind in selection.associations and covers(records, association, stream)
    ]
    by_month = {
        month: value
        for month, value in series.months()
        if any(runs_in(association, month) for association in covering)
    }
    return series_of(series.id, by_month)


def covers(records: Records, association: Association, stream: Stream) -> bool:
    """Whether the association speaks of this workload and subscription; naming none it speaks of all."""
    if association.subscription and association.subscription != stream.series.id.subscription:
        return False
    return not association.workloads or stream.workload in map(records.workload, association.workloads)


def runs_in(association: Association, month: Month) -> bool:
    """Whether the association stood on any day of the month."""
    first = first_day(month)
    last = first_day(Month(month + 1)) - timedelta(days=1)
    return (association.since is None or association.since <= last) and (
        association.until is None or association.until >= first
    )


def _merged(some: list[tuple[Month, Values]]) -> tuple[Month, Values]:
    if len(some) == 1:
        return some[0]
    first = min(begin for begin, _ in some)
    last = max(begin + len(values) for begin, values in some)
    merged: list[int | None] = [None] * (last - first)
    for begin, values in some:
        for index, value in enumerate(values, begin - first):
            before = merged[index]
            if value is not None and (before is None or value > before):
                merged[index] = value
    return first, tuple(merged)


def has_usage_records(records: Records, usage: Iterable[Selection], measures: Iterable[str]) -> bool:
    """Whether any usage, eligible or not, speaks of this metric."""
    wanted = tuple(usage)
    return any(
        selection.workloads is None or stream.workload in selection.workloads
        for measure in measures
        for stream in records.streams.get(measure, ())
        for selection in wanted
    )


def first_associations(
    records: Records, usage: tuple[Selection, ...], month: Month
) -> Sequence[tuple[CustomerId, Association]]:
    """Of each customer the eligible association that began first among those running in the month."""
    key = ("first-associations", usage, month)
    return records.keep(key, lambda: list(_first_associations(records, usage, month)))


def _first_associations(
    records: Records, usage: tuple[Selection, ...], month: Month
) -> Iterator[tuple[CustomerId, Association]]:
    kinds = frozenset[str]().union(*(selection.associations for selection in usage))
    for customer, some in records.associations.items():
        running = [a for a in some if a.kind in kinds and runs_in(a, month)]
        if running and all(association.since is not None for association in running):
            yield customer, min(running, key=lambda association: (str(association.since), association.id))
