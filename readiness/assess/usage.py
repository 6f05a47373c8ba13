"""Usage as rules see it: eligible rows, each consumption counted once, as amounts by item and month."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple

from readiness.assess.records import Records, months_of
from readiness.assess.streams import Block, Item, Number, Stream, Values, blocks_of
from readiness.facts import MICRO, Association, CustomerId, Month, Series, series_of
from readiness.rules.shapes import Amount, Selection, plain


class Amounts:
    """Eligible usage summed by item: by tenant, or by tenant and workload."""

    __slots__ = ("_blocks", "_kept", "by_workload")

    def __init__(self, blocks: Sequence[tuple[Block, Number]], *, by_workload: bool = False) -> None:
        self._blocks = blocks
        """With what one unit of each is worth."""
        self.by_workload = by_workload
        self._kept: dict[tuple[str, Month], Mapping[Item, Number]] = {}

    def __bool__(self) -> bool:
        """Whether there is any usage, in whatever month."""
        return bool(self._blocks)

    def month(self, month: Month) -> Mapping[Item, Number]:
        """The month's amount of each item that has a row in it."""
        return self.in_window("month", month)

    def largest(self, month: Month) -> Mapping[Item, Number]:
        """The month's amount of each item's largest workload."""
        return self.in_window("largest", month)

    def year(self, month: Month) -> Mapping[Item, Number]:
        """Twelve months up to and with this one, summed."""
        return self.in_window("trailing-year", month)

    def of_workloads(self, month: Month) -> Mapping[Item, Number]:
        """The month's amounts by tenant and workload, whatever the items are."""
        return self.in_window("month" if self.by_workload else "workloads", month)

    def in_window(self, window: str, month: Month) -> Mapping[Item, Number]:
        """The amounts of a rule's window that ends with this month.

        Of two months the larger amount of each item; they are not summed.
        """
        key = (window, month)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._read(window, month)
        return found

    def _read(self, window: str, month: Month) -> Mapping[Item, Number]:
        match window:
            case "month":
                return self._joined(Block.month, month, by_workload=self.by_workload)
            case "either-of-two-months":
                return self._larger(month)
            case "largest":
                return self._largest(month)
            case "workloads":
                return self._joined(Block.month, month, by_workload=True)
            case _:
                return self._joined(Block.year, month, by_workload=self.by_workload)

    def _joined(
        self, sums: Callable[[Block, Month], Mapping[Item, int]], month: Month, *, by_workload: bool
    ) -> Mapping[Item, Number]:
        """The blocks' sums added up; where there is one block alone, its own."""
        if len(self._blocks) == 1 and not by_workload and self._blocks[0][1] == 1:
            return sums(self._blocks[0][0], month)
        total: dict[Item, Number] = {}
        for block, rate in self._blocks:
            part: Mapping[Item, Number] = sums(block, month)
            if by_workload:
                workload = block.workload
                part = {(tenant, workload): value for (tenant, _), value in part.items()}
            if rate == 1 and not total:
                total = dict(part)
            elif rate == 1 and total.keys().isdisjoint(part):  # as most are: no item is looked at alone
                total |= part
            else:
                for item, value in part.items():
                    total[item] = total.get(item, 0) + value * rate
        return total

    def _larger(self, month: Month) -> Mapping[Item, Number]:
        larger = dict(self.month(month))
        for item, value in self.month(Month(month - 1)).items():
            if value > larger.get(item, -1):
                larger[item] = value
        return larger

    def _largest(self, month: Month) -> Mapping[Item, Number]:
        most: dict[Item, Number] = {}
        for (tenant, workload), value in self.of_workloads(month).items():
            item = (tenant, workload if self.by_workload else "")
            most[item] = max(most.get(item, 0), value)
        return most


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
    found: Amounts | None = records.kept(key)
    if found is None:
        make = partial(Amounts, by_workload=by_workload)
        found = records.keep(key, make, _valued(records, usage, amount))
    return found


def _valued(records: Records, usage: tuple[Selection, ...], amount: Amount) -> Sequence[tuple[Block, Number]]:
    """The eligible blocks, with what one unit of each is worth."""
    if amount.measure is not None:
        found = [selected(records, selection, amount.measure).blocks for selection in usage]
        return [(block, 1) for some in found for block in some]
    rates = {(workload, measure): plain(rate) for workload, measure, rate in amount.rates}
    return [
        (block, rates[block.workload, measure])
        for measure in sorted({measure for _, measure in rates})
        for selection in usage
        for block in selected(records, selection, measure).blocks
        if (block.workload, measure) in rates
    ]


class Selected(NamedTuple):
    """The eligible usage of a measure."""

    blocks: Sequence[Block]
    taken: Sequence[Block]
    """Those of the records that count as they stand."""
    beside: Sequence[Block]
    """Those that the selection names by their workload, and that don't."""
    merged: Sequence[Stream] = ()
    """What `blocks` were made of, where some of it is the same consumption."""


def selected(records: Records, selection: Selection, measure: str) -> Selected:
    """The eligible usage of a measure.

    The same consumption under several eligible associations counts once, month by month at its largest
    value; different subscriptions, tenants, offers and locations add up.
    """
    return records.keep(("rows", selection, measure), _selected, records, selection, measure)


def is_distinct(records: Records, measure: str) -> bool:
    """Whether no consumption stands under two associations."""
    return records.keep(("distinct", measure), _is_distinct, records, measure)


def _is_distinct(records: Records, measure: str) -> bool:
    """Where each workload has one association, or each customer uses it once, that is quicker to see."""
    groups = {(association, workload) for association, _, _, workload in records.usage.get(measure, {})}
    if len(groups) == len({workload for _, workload in groups}) and not records.has_aliases:
        return True
    streams = list(records.streams(measure))
    once = {(stream.series.id.customer, stream.workload) for stream in streams}
    return len(once) == len(streams) or len(set(map(consumption, streams))) == len(streams)


def consumption(stream: Stream) -> tuple[str, ...]:
    """What is the same in rows that show one consumption under several associations."""
    key = stream.series.id
    return (key.customer, stream.workload, key.offer, key.subscription, key.tenant, key.location)


def _selected(records: Records, selection: Selection, measure: str) -> Selected:
    workloads, excluded, associations, offers, clouds = selection
    found, taken, beside = [], [], []
    for (association, offer, cloud, workload), block in records.usage.get(measure, {}).items():
        if (workloads is None or workload in workloads) and workload not in excluded:
            fits = offer in offers and cloud in clouds
            if fits and association in associations:
                taken.append(block)
                found.append(block)
                continue
            beside.append(block)
            if fits and not association and (rows := _covered(records, selection, block)):
                found.append(Block(workload, rows))
    if is_distinct(records, measure):
        return Selected(found, taken, beside)
    rows = [row for block in found for row in block.rows]
    return Selected(_merged_blocks(rows), taken, beside, rows)


def _covered(records: Records, selection: Selection, block: Block) -> list[Stream]:
    """Rows that name no association, in the months that count."""
    series = ((row, covered(records, selection, row)) for row in block.rows)
    return [row._replace(first=some.first, values=some.values) for row, some in series if some is not None]


def _merged_blocks(rows: Sequence[Stream]) -> Sequence[Block]:
    """One row for each consumption."""
    groups: dict[tuple[str, ...], list[Stream]] = {}
    for row in rows:
        groups.setdefault(consumption(row), []).append(row)
    merged = []
    for some in groups.values():
        first, values = _merged([(row.first, row.values) for row in some])
        merged.append(some[0]._replace(first=first, values=values))
    return blocks_of(merged)


def covered(records: Records, selection: Selection, stream: Stream) -> Series | None:
    """The months that count of a series that names no association.

    They are those in which an eligible association of the customer covers the workload; None: there are none.
    """
    series = stream.series
    spans = [
        months_of(association)
        for association in records.associations.get(series.id.customer, ())
        if association.kind in selection.associations and covers(records, association, stream)
    ]
    last = series.first + len(series.values) - 1
    if any(begin <= series.first and last <= end for begin, end in spans):
        return series
    by_month = {
        month: value
        for month, value in (series.months() if spans else ())
        if any(begin <= month <= end for begin, end in spans)
    }
    return series_of(series.id, by_month)


def covers(records: Records, association: Association, stream: Stream) -> bool:
    """Whether the association speaks of this workload and subscription; naming none it speaks of all."""
    if association.subscription and association.subscription != stream.series.id.subscription:
        return False
    return not association.workloads or stream.workload in map(records.workload, association.workloads)


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
        selection.workloads is None or workload in selection.workloads
        for measure in measures
        for *_, workload in records.usage.get(measure, {})
        for selection in wanted
    )


def first_associations(
    records: Records, usage: tuple[Selection, ...], month: Month
) -> Sequence[tuple[Association, Month]]:
    """Of each customer the eligible association that began first of those running in the month, and when."""
    kinds = kinds_of(usage)
    key = ("first-associations", kinds, month)
    return records.keep(key, _first_associations, records, kinds, month)


@cache
def kinds_of(usage: tuple[Selection, ...]) -> frozenset[str]:
    """The associations that any of the selections takes."""
    return frozenset[str]().union(*(selection.associations for selection in usage))


def _first_associations(
    records: Records, kinds: frozenset[str], month: Month
) -> Sequence[tuple[Association, Month]]:
    """One whose beginning is not known is the oldest, and leaves its customer out."""
    found: dict[CustomerId, tuple[Association, Month]] = {}
    for association, begin, end in records.terms:
        if begin <= month <= end and association.kind in kinds and association.customer not in found:
            found[association.customer] = (association, begin)
    return [first for first in found.values() if first[0].since is not None]
