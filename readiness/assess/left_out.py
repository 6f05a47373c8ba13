"""Usage that speaks of a metric and does not count in it: association, offer or cloud not eligible."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import nlargest

from readiness.assess.case import Case, note
from readiness.assess.finding import Finding
from readiness.assess.records import Stream
from readiness.assess.usage import Row, consumption, covered, first_associations, selected, shown, table_of
from readiness.facts import CustomerId, month_of
from readiness.problems import Message
from readiness.rules.shapes import (
    Amount,
    DistinctWorkloads,
    GrowthPercent,
    GrowthUnits,
    NetItems,
    Selection,
    Shape,
)

LISTED = 6
"""Rows named one by one, the largest first."""
Usage = tuple[tuple[str, tuple[Selection, ...]], ...]
"""For each measure what a metric selects."""


@cache
def usage_of(shape: Shape) -> Usage:
    """Everything that the metric's parts read, by measure; nothing for one of people."""
    pairs: list[tuple[tuple[Selection, ...], Amount]] = []
    match shape:
        case NetItems(parts=parts):
            pairs = [
                (p.usage, amount)
                for p in parts
                for c in p.conditions
                for amount in (c.amount, c.whole)
                if amount
            ]
        case GrowthUnits(parts=parts):
            pairs = [(p.usage, p.amount) for p in parts]
        case GrowthPercent(usage=usage, amount=amount) | DistinctWorkloads(usage=usage, amount=amount):
            pairs = [(usage, amount)]
        case _:
            pass
    found: dict[str, dict[Selection, None]] = {}
    for usage, amount in pairs:
        measures = (amount.measure,) if amount.measure else {measure for _, measure, _ in amount.rates}
        for measure in measures:
            found.setdefault(str(measure), {}).update(dict.fromkeys(usage))
    return tuple((measure, tuple(some)) for measure, some in found.items())


def left_out(case: Case, shape: Shape) -> tuple[Finding, ...]:
    """The largest of the usage that does not count in the last month, each with its reason."""
    usage = usage_of(shape)
    return case.records.keep(("left-out", usage, case.month), lambda: tuple(_left_out(case, usage)))


def _left_out(case: Case, usage: Usage) -> Iterator[Finding]:
    sums: dict[tuple[CustomerId, str, str, Message], int] = {}
    for measure, selections in usage:
        for value, stream, reason in ineligible(case, measure, selections):
            row = (stream.series.id.customer, stream.workload, measure, reason)
            sums[row] = sums.get(row, 0) + value
    largest = nlargest(LISTED, sums, key=lambda row: (sums[row], row[0], row[1])) if sums else ()
    for row in largest:
        customer, workload, measure, reason = row
        slots = {"value": shown(sums[row]), "measure": Message(f"measure.{measure}"), **reason.slots}
        asks = Message("asks.item-workload", {"workload": workload})
        yield note("left-out", asks, Message(reason.code, slots), evidence=(customer,))


def ineligible(
    case: Case, measure: str, selections: tuple[Selection, ...]
) -> Sequence[tuple[int, Stream, Message]]:
    """Rows of the last month that no selection takes, although one of them names their workload."""
    key = ("ineligible", measure, selections, case.month)
    return case.records.keep(key, lambda: tuple(_ineligible(case, measure, selections)))


def _ineligible(
    case: Case, measure: str, selections: tuple[Selection, ...]
) -> Iterable[tuple[int, Stream, Message]]:
    streams = case.records.streams.get(measure, ())
    table = table_of(case.records, measure)
    refused: list[tuple[int, Stream, Message]] = []
    for group, rows in table.groups.items():
        fits = [
            group[0] in s.associations and group[1] in s.offers and group[2] in s.clouds for s in selections
        ]
        if not all(fits):
            refused += _refused(case, streams, rows, list(zip(selections, fits, strict=True)))
    if not refused or table.is_distinct:
        return refused
    taken = frozenset[int]().union(*(selected(case.records, s, measure).streams for s in selections))
    counted = {consumption(streams[number]) for number in taken if streams[number].series.at(case.month)}
    return [row for row in refused if consumption(row[1]) not in counted]


def _refused(
    case: Case, streams: Sequence[Stream], rows: Iterable[Row], selections: list[tuple[Selection, bool]]
) -> Iterator[tuple[int, Stream, Message]]:
    """Rows of one association, offer and cloud, beside each selection whether it takes those."""
    month = case.month
    for row in rows:
        index, name = month - row.first, row.workload
        value = row.values[index] if 0 <= index < len(row.values) else None
        if value:
            named = [
                (s, fits)
                for s, fits in selections
                if (s.workloads is None or name in s.workloads) and name not in s.excluded
            ]
            if named and not any(fits for _, fits in named):
                reason = _reason(case, streams[row.number], [s for s, _ in named])
                if reason is not None:
                    yield value, streams[row.number], reason


def _reason(case: Case, stream: Stream, selections: list[Selection]) -> Message | None:
    """Why none of the selections takes the row; None: one does, by an association of the customer."""
    key, cloud = stream.series.id, stream.cloud
    fits = [s for s in selections if key.offer in s.offers and cloud in s.clouds]
    if fits and key.association:
        return _kept(case, "association", key.association)
    if any(_is_covered(case, selection, stream) for selection in fits):
        return None
    if fits:
        return Message("found.no-association")
    if any(key.offer in selection.offers for selection in selections):
        return _kept(case, "cloud", cloud)
    return _kept(case, "offer", key.offer)


def _kept(case: Case, what: str, name: str) -> Message:
    def make() -> Message:
        return Message(f"found.{what}-not-eligible", {what: Message(f"{what}.{name}")})

    return case.records.keep(("not-eligible", what, name), make)


def _is_covered(case: Case, selection: Selection, stream: Stream) -> bool:
    """Whether one of the customer's associations is eligible and covers a row that names none."""
    series = covered(case.records, selection, stream)
    return series is not None and series.at(case.month) is not None


def without_baseline(case: Case, shape: Shape) -> tuple[Finding, ...]:
    """Customers won within twelve months whose association has no baseline, where it would be taken off."""
    match shape:
        case NetItems(parts=parts) | GrowthUnits(parts=parts):
            some = [part for part in parts if part.counts_from_association]
        case _:
            some = []
    found: dict[CustomerId, Finding] = {}
    for part in some:
        for customer, association in first_associations(case.records, part.usage, case.month):
            since = association.since
            is_young = since is not None and case.month - month_of(since) < 12
            if is_young and not association.baseline and customer not in found:
                said = Message("found.no-baseline", {"since": since})
                found[customer] = note("baseline", Message("asks.item"), said, evidence=(customer,))
    return tuple(found[customer] for customer in sorted(found))[:LISTED]
