"""Usage that speaks of a metric and does not count in it: association, offer or cloud not eligible."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import islice
from operator import itemgetter

from readiness.assess.asks import workload_asks
from readiness.assess.case import REMEMBERED, Case, fixed, note
from readiness.assess.finding import Finding
from readiness.assess.near import ITEM
from readiness.assess.records import Records
from readiness.assess.streams import Stream
from readiness.assess.usage import (
    consumption,
    covered,
    first_associations,
    is_distinct,
    kinds_of,
    selected,
    shown,
)
from readiness.facts import CustomerId
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
_NO_ASSOCIATION = Message("found.no-association")
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
        measures = (amount.measure,) if amount.measure else dict.fromkeys(m for _, m, _ in amount.rates)
        for measure in measures:
            found.setdefault(str(measure), {}).update(dict.fromkeys(usage))
    return tuple((measure, tuple(some)) for measure, some in found.items())


def left_out(case: Case, shape: Shape) -> tuple[Finding, ...]:
    """The largest rows that do not count in the last month, each with its reason."""
    usage = usage_of(shape)
    return case.records.keep(("left-out", usage, case.month), _left_out, case, usage)


def _left_out(case: Case, usage: Usage) -> tuple[Finding, ...]:
    found = [
        (value, measure, stream, reason)
        for measure, selections in usage
        for value, stream, reason in _ineligible(case, measure, selections)
    ]
    if len(usage) > 1:
        found = nlargest(LISTED, found, key=itemgetter(0))
    return tuple([_said(*refused) for refused in found])


def _said(value: int, measure: str, stream: Stream, reason: Message) -> Finding:
    slots = {"value": shown(value), "measure": fixed(f"measure.{measure}"), **reason.slots}
    found, customer = Message(reason.code, slots), stream.series.id.customer
    return note("left-out", workload_asks(stream.workload), found, evidence=(customer,))


Refused = tuple[int, Stream, Message]
"""How much, the row, and why it does not count."""


def _ineligible(case: Case, measure: str, selections: tuple[Selection, ...]) -> Sequence[Refused]:
    """As many of them as are named one by one."""
    key = ("ineligible", measure, selections, case.month)
    return case.records.keep(key, _largest, case, measure, selections)


def _largest(case: Case, measure: str, selections: tuple[Selection, ...]) -> Sequence[Refused]:
    return tuple(islice(refused(case, measure, selections), LISTED))


def refused(case: Case, measure: str, selections: tuple[Selection, ...]) -> Iterator[Refused]:
    """Rows of the last month that no selection takes though one names their workload; the largest first."""
    by_value: dict[int, list[Stream]] = {}
    month = case.month
    for row in _rows_beside(case.records, measure, selections):
        index = month - row.first
        if 0 <= index < len(row.values) and (value := row.values[index]):
            by_value.setdefault(value, []).append(row)
    is_simple = not by_value or is_distinct(case.records, measure)
    counted = frozenset() if is_simple else _counted(case, measure, selections)
    for value in sorted(by_value, reverse=True):
        for stream in sorted(by_value[value], key=_sorts):
            reason = _reason(case, stream, selections)
            if reason is not None and (is_simple or consumption(stream) not in counted):
                yield value, stream, reason


def _sorts(stream: Stream) -> tuple[str, ...]:
    """Of equal amounts the order is that of their keys, whatever the order of the records."""
    key = stream.series.id
    return (
        key.customer,
        key.workload,
        key.association,
        key.offer,
        key.subscription,
        key.tenant,
        key.location,
    )


def _rows_beside(records: Records, measure: str, selections: tuple[Selection, ...]) -> list[Stream]:
    """Rows that a selection names by their workload, and that none takes as they stand."""
    some = [selected(records, selection, measure) for selection in selections]
    taken = {block for one in some for block in one.taken}
    beside = {block for one in some for block in one.beside} - taken
    return [row for block in beside for row in block.rows]


def _names(selection: Selection, workload: str) -> bool:
    workloads = selection.workloads
    return (workloads is None or workload in workloads) and workload not in selection.excluded


def _counted(case: Case, measure: str, selections: tuple[Selection, ...]) -> frozenset[tuple[str, ...]]:
    """The consumptions that count in the last month, under whatever association."""
    taken = (row for s in selections for row in selected(case.records, s, measure).merged)
    return frozenset(consumption(row) for row in taken if row.series.at(case.month))


def _reason(case: Case, stream: Stream, selections: Iterable[Selection]) -> Message | None:
    """Why none of the selections takes the row; None: one does."""
    key, name, cloud = stream.series.id, stream.workload, stream.cloud
    named = [s for s in selections if _names(s, name)]
    fits = [s for s in named if key.offer in s.offers and cloud in s.clouds]
    if any(key.association in s.associations or _is_covered(case, s, stream) for s in fits):
        return None
    if fits:
        return _not_eligible("association", key.association) if key.association else _NO_ASSOCIATION
    if any(key.offer in selection.offers for selection in named):
        return _not_eligible("cloud", cloud)
    return _not_eligible("offer", key.offer)


@lru_cache(maxsize=REMEMBERED)
def _not_eligible(what: str, name: str) -> Message:
    return Message(f"found.{what}-not-eligible", {what: Message(f"{what}.{name}")})


def _is_covered(case: Case, selection: Selection, stream: Stream) -> bool:
    """Whether one of the customer's associations is eligible and covers a row that names none."""
    if stream.series.id.association:
        return False
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
        key = ("without-baseline", kinds_of(part.usage), case.month)
        found |= case.records.keep(key, _young, case, part.usage) | found
    return tuple(found[customer] for customer in sorted(found))[:LISTED]


def _young(case: Case, usage: tuple[Selection, ...]) -> dict[CustomerId, Finding]:
    found: dict[CustomerId, Finding] = {}
    for association, begin in first_associations(case.records, usage, case.month):
        if case.month - begin < 12 and not association.baseline:
            said, customer = Message("found.no-baseline", {"since": association.since}), association.customer
            found[customer] = note("baseline", ITEM, said, evidence=(customer,))
    return found
