"""Usage that speaks of a metric and does not count in it: association, offer or cloud not eligible."""

from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest

from readiness.assess.case import Case, note
from readiness.assess.finding import Finding
from readiness.assess.records import Stream
from readiness.assess.usage import covered, first_associations, units
from readiness.facts import CustomerId, UsageKey, month_of
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
        slots = {"value": units(sums[row]), "measure": Message(f"measure.{measure}"), **reason.slots}
        asks = Message("asks.item-workload", {"workload": workload})
        yield note("left-out", asks, Message(reason.code, slots), evidence=(customer,))


def ineligible(
    case: Case, measure: str, selections: tuple[Selection, ...]
) -> Sequence[tuple[int, Stream, Message]]:
    """Rows of the last month that no selection takes, although one of them names their workload."""
    key = ("ineligible", measure, selections, case.month)
    return case.records.keep(key, lambda: list(_ineligible(case, measure, selections)))


def _ineligible(
    case: Case, measure: str, selections: tuple[Selection, ...]
) -> Iterator[tuple[int, Stream, Message]]:
    taken = set()
    refused: list[tuple[int, Stream, Message]] = []
    for value, stream in _in_month(case, measure):
        key, name = stream.series.id, stream.workload
        named = [
            s for s in selections if name not in s.excluded and (s.workloads is None or name in s.workloads)
        ]
        reason = _reason(case, stream, key, named) if named else None
        if reason is not None:
            refused.append((value, stream, reason))
        elif named:
            taken.add(_consumption(stream))
    if not refused:
        return iter(())
    return (row for row in refused if _consumption(row[1]) not in taken)


def _in_month(case: Case, measure: str) -> Sequence[tuple[int, Stream]]:
    """The last month's rows of the measure, but for empty ones."""
    streams = case.records.streams.get(measure, ())
    key = ("in-month", measure, case.month)
    return case.records.keep(key, lambda: [(v, s) for s in streams if (v := s.series.at(case.month))])


def _consumption(stream: Stream) -> tuple[str, ...]:
    """What is the same in rows that show one consumption under several associations."""
    key = stream.series.id
    return (key.customer, stream.workload, key.offer, key.subscription, key.tenant, key.location)


def _reason(case: Case, stream: Stream, key: UsageKey, selections: list[Selection]) -> Message | None:
    """Why none of the selections takes the row; None: one does."""
    kind, offer, cloud = key.association, key.offer, stream.cloud
    for s in selections:
        if kind in s.associations and offer in s.offers and cloud in s.clouds:
            return None
    fits = [s for s in selections if offer in s.offers and cloud in s.clouds]
    if not kind and any(_is_covered(case, selection, stream) for selection in fits):
        return None
    if fits and key.association:
        named = Message(f"association.{key.association}")
        return Message("found.association-not-eligible", {"association": named})
    if fits:
        return Message("found.no-association")
    if any(key.offer in selection.offers for selection in selections):
        return Message("found.cloud-not-eligible", {"cloud": Message(f"cloud.{stream.cloud}")})
    return Message("found.offer-not-eligible", {"offer": Message(f"offer.{key.offer}")})


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
