"""Net numbers: items that qualify in the last month minus those that did a year before."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from readiness.assess.asks import items_asks, noun_of, part_asks
from readiness.assess.case import (
    ZERO,
    Case,
    Outcome,
    at_least,
    exactly,
    fixed,
    note,
    points_for,
    quotient,
    total,
)
from readiness.assess.conditions import active_before, qualifying, values
from readiness.assess.finding import Finding, make_finding
from readiness.assess.near import named, near
from readiness.assess.streams import Item, Number
from readiness.assess.usage import amounts, shown
from readiness.facts import Month
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import Condition, ItemPart, NetItems

LISTED = 12
"""Items named one by one in each list."""


class _Net(NamedTuple):
    """A part's items now and a year before."""

    part: ItemPart
    now: frozenset[Item]
    before: frozenset[Item]
    value: Fraction


def items_points(case: Case, maximum: Fraction, shape: NetItems) -> Fraction:
    """The points alone."""
    return _points([_net(case, part) for part in shape.parts], maximum, shape)


def assess_items(case: Case, metric: Metric, shape: NetItems) -> Outcome:
    """The parts' net numbers added up, each up to its own maximum where it has one, or the best part."""
    nets = [_net(case, part) for part in shape.parts]
    points = _points(nets, metric.maximum, shape)
    if shape.best:
        chosen = max(nets, key=lambda net: quotient(net.value, net.part.full_at))
        value, shown = chosen.value, [chosen]
    else:
        chosen = nets[0]
        counted = [min(net.value, net.part.full_at) if shape.is_capped else net.value for net in nets]
        value, shown = total(counted), nets
    full_at = chosen.part.full_at if shape.best else shape.full_at
    slots = {"n": full_at, "value": value}
    part = fixed(f"part.{chosen.part.id}")
    parts = tuple(_part(case, metric, net, is_counted=net in shown) for net in nets)
    return Outcome(
        value=value,
        full_at=full_at,
        points=points,
        asks=items_asks(metric, shape, chosen.part),
        found=Message("found.part-of", slots | {"part": part})
        if shape.best
        else Message(f"found.{noun_of(metric, chosen.part)}-of", slots),
        because=parts,
        evidence=parts[0].evidence if len(nets) == 1 else _owners_of(case, shown),
    )


def _owners_of(case: Case, nets: Iterable[_Net]) -> tuple[str, ...]:
    return _owners(case, [item for net in nets for item in net.now])


def _net(case: Case, part: ItemPart) -> _Net:
    amount = part.conditions[0].amount
    if not amounts(case.records, part.usage, amount, by_workload=part.by_workload):
        return _Net(part, frozenset(), frozenset(), ZERO)
    now, before = qualifying(case, part, case.month), qualifying(case, part, Month(case.month - 12))
    return _Net(part, now, before, exactly(len(now) - len(before)))


def _points(nets: Sequence[_Net], maximum: Fraction, shape: NetItems) -> Fraction:
    each = [points_for(net.value, net.part.full_at, net.part.maximum or maximum) for net in nets]
    if shape.best:
        return max(each)
    if shape.is_capped:
        return total(each)
    return points_for(total([net.value for net in nets]), shape.full_at, maximum)


def _owners(case: Case, items: Iterable[Item]) -> tuple[str, ...]:
    """The customers of these items."""
    owners = case.records.owners
    return tuple(sorted({owners[tenant] for tenant, _ in items}))


def _part(case: Case, metric: Metric, net: _Net, *, is_counted: bool) -> Finding:
    part = net.part
    return make_finding(
        rule="part" if is_counted else "alternative",
        asks=part_asks(part),
        found=Message("found.net", {"now": len(net.now), "before": len(net.before), "value": net.value}),
        points=points_for(net.value, part.full_at, part.maximum or metric.maximum),
        maximum=part.maximum or metric.maximum,
        met=at_least(net.value, part.full_at),
        value=net.value,
        full_at=part.full_at,
        evidence=_owners(case, net.now),
        because=tuple(_lists(case, net)),
    )


def _lists(case: Case, net: _Net) -> Iterator[Finding]:
    """What came, what went, what stayed, and what is just short."""
    groups = (
        ("new", net.now - net.before, True),
        ("gone", net.before - net.now, False),
        ("kept", net.now & net.before, True),
    )
    for name, items, met in groups:
        if items:
            yield note(
                name,
                fixed(f"asks.items-{name}"),
                Message("found.items", {"n": len(items)}),
                met=met,
                evidence=_owners(case, items),
                because=tuple(_items(case, net.part, items, met=met)) if name != "kept" else (),
            )
    yield from _active_before(case, net)
    part = net.part
    yield from near(case, part.usage, part.conditions, net.now, by_workload=part.by_workload)


def _active_before(case: Case, net: _Net) -> Iterator[Finding]:
    """Items that satisfy all conditions and did so already when the association began."""
    if net.part.counts_from_association:
        for item in sorted(active_before(case, net.part, case.month))[:LISTED]:
            yield note(
                "near", named(item), Message("found.active-before"), evidence=(case.records.owners[item[0]],)
            )


def _items(case: Case, part: ItemPart, items: frozenset[Item], *, met: bool) -> Iterator[Finding]:
    condition = part.conditions[-1]
    none = 0 if condition.whole is None else ZERO
    now, before = (
        values(case, part.usage, condition, month, by_workload=part.by_workload)
        for month in (case.month, Month(case.month - 12))
    )
    for item in sorted(items)[:LISTED]:
        found = _figure(condition, now.get(item, none), before.get(item, none))
        yield note("item", named(item), found, met=met, evidence=(case.records.owners[item[0]],))


def _figure(condition: Condition, value: Number, before: Number) -> Message:
    """The item's figure, and that of a year before."""
    if condition.whole is not None:
        return Message("found.share-before", {"share": value, "before": before})
    return Message("found.amount-before", {"value": shown(value), "before": shown(before)})
