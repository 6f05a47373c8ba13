"""Growth over a year: in percent of one figure, or in units of several."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from heapq import nlargest
from typing import NamedTuple

from readiness.assess.asks import condition_asks, growth_asks, growth_part_asks, percent_asks
from readiness.assess.case import (
    ZERO,
    Case,
    Outcome,
    at_least,
    fixed,
    note,
    points_for,
    product,
    quotient,
    total,
)
from readiness.assess.conditions import fitting, size_month, unused_before
from readiness.assess.finding import Finding, make_finding
from readiness.assess.near import ITEM, near
from readiness.assess.streams import Item, Number
from readiness.assess.usage import amounts, shown, units
from readiness.facts import CustomerId, Month
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import GrowthPart, GrowthPercent, GrowthUnits

MOVERS = 6
"""Customers named with what they gained or lost."""


class _Percent(NamedTuple):
    """A figure now and a year before, and the growth where the requirements are met."""

    now: Fraction
    before: Fraction
    year: Fraction
    growth: Fraction | None
    period: str


def percent_points(case: Case, maximum: Fraction, shape: GrowthPercent) -> Fraction:
    """The points alone."""
    growth = _percent(case, shape).growth
    return ZERO if growth is None else points_for(growth, shape.full_at, maximum)


def _percent(case: Case, shape: GrowthPercent) -> _Percent:
    period = shape.period or case.reading(str(shape.reading))
    figures = amounts(case.records, shape.usage, shape.amount)
    if not figures:
        return _Percent(ZERO, ZERO, ZERO, None, period)
    month, earlier = case.month, Month(case.month - 12)

    def sum_of(month: Month, window: str) -> Fraction:
        return units(sum(figures.in_window(window, month).values()))

    now, before, year = sum_of(month, period), sum_of(earlier, period), sum_of(month, "trailing-year")
    enough = (shape.total_at_least is None or year >= shape.total_at_least) and (
        shape.baseline_at_least is None or before >= shape.baseline_at_least
    )
    growth = (now - before) * 100 / before if before > 0 and enough else None
    return _Percent(now, before, year, growth, period)


def assess_percent(case: Case, metric: Metric, shape: GrowthPercent) -> Outcome:
    """Growth of the whole figure, all tenants together; without a figure a year before there is none."""
    found = _percent(case, shape)
    growth = found.growth
    said = Message("found.growth-percent", {"value": growth, "n": shape.full_at})
    if growth is None:
        said = Message("found.no-growth") if found.before > 0 else Message("found.no-year-before")
    return Outcome(
        value=growth or ZERO,
        full_at=shape.full_at,
        points=ZERO if growth is None else points_for(growth, shape.full_at, metric.maximum),
        asks=percent_asks(metric, shape),
        found=said,
        because=tuple(_percent_parts(case, shape, found)),
        reading=_reading(shape, found),
    )


def _reading(shape: GrowthPercent, found: _Percent) -> Message | None:
    return fixed(f"reading.{shape.reading}.{found.period}") if shape.reading else None


def _percent_parts(case: Case, shape: GrowthPercent, found: _Percent) -> Iterator[Finding]:
    measure = fixed(f"measure.{shape.amount.measure or 'mcv'}")
    months = (("now", case.month, found.now), ("before", Month(case.month - 12), found.before))
    for rule, month, value in months:
        slots = {"measure": measure, "month": month}
        amount = Message("found.amount", {"value": value})
        yield note(rule, Message(f"asks.figure-{found.period}", slots), amount, met=value > 0)
    for bound, value, name in (
        (shape.total_at_least, found.year, "total"),
        (shape.baseline_at_least, found.before, "baseline"),
    ):
        if bound is not None:
            asks = Message(f"asks.{name}-at-least", {"bound": bound, "measure": measure})
            short = Message("found.short", {"value": value, "bound": bound, "short": bound - value})
            is_met = value >= bound
            yield note(
                "bound", asks, Message("found.amount", {"value": value}) if is_met else short, met=is_met
            )
    figures = amounts(case.records, shape.usage, shape.amount)
    now, before = (figures.in_window(found.period, m) for m in (case.month, Month(case.month - 12)))
    yield from _movers(case, now, before)


def _movers(case: Case, now: Mapping[Item, Number], before: Mapping[Item, Number]) -> Iterator[Finding]:
    """The customers who moved the figure most, largest first."""
    owners = case.records.owners
    moved: dict[CustomerId, Number] = {}
    for (tenant, _), value in now.items():
        moved[owners[tenant]] = moved.get(owners[tenant], 0) + value
    for (tenant, _), value in before.items():
        moved[owners[tenant]] = moved.get(owners[tenant], 0) - value
    sizes = [(abs(value), customer) for customer, value in moved.items() if value]
    for _, customer in nlargest(MOVERS, sizes):
        gain = Message("found.change", {"value": shown(moved[customer])})
        yield note("mover", ITEM, gain, met=moved[customer] > 0, evidence=(customer,))


class _Units(NamedTuple):
    """One part's figures now and a year before, by item."""

    part: GrowthPart
    now: Mapping[Item, Number]
    before: Mapping[Item, Number]
    value: Fraction

    def points(self, maximum: Fraction) -> Fraction:
        return points_for(self.value, self.part.full_at, maximum)


def units_points(case: Case, maximum: Fraction, shape: GrowthUnits) -> Fraction:
    """The points alone."""
    return _joined([_grown(case, part).points(maximum) for part in shape.parts], maximum, best=shape.best)


def _joined(points: list[Fraction], maximum: Fraction, *, best: bool) -> Fraction:
    return max(points) if best else min(total(points), maximum)


def _grown(case: Case, part: GrowthPart) -> _Units:
    """Each period counts the tenants that satisfy the conditions in that period."""
    figures = amounts(case.records, part.usage, part.amount)
    if not figures:
        return _Units(part, {}, {}, ZERO)
    month, earlier = case.month, Month(case.month - 12)
    now, before = (_fitted(case, part, figures.in_window(part.window, m), m) for m in (month, earlier))
    if part.counts_from_association:
        before = dict(before)
        for tenant, extra in unused_before(case, part.usage, part.amount, earlier).items():
            if (tenant, "") in now:
                before[tenant, ""] = before.get((tenant, ""), 0) + extra
    return _Units(part, now, before, units(sum(now.values()) - sum(before.values())))


def _fitted(
    case: Case, part: GrowthPart, figures: Mapping[Item, Number], month: Month
) -> Mapping[Item, Number]:
    if not part.tenants:
        return figures
    fits = fitting(case, part.usage, part.tenants, size_month(case, month))
    return {item: value for item, value in figures.items() if item in fits}


def assess_units(case: Case, metric: Metric, shape: GrowthUnits) -> Outcome:
    """Points of the parts added up, or the part that brings most.

    Parts that add up have different units: the metric's value is then their points, uncapped.
    """
    grown = [_grown(case, part) for part in shape.parts]
    each = [some.points(metric.maximum) for some in grown]
    best = max(grown, key=lambda some: quotient(some.value, some.part.full_at))
    counted = [best] if shape.best else grown
    found = tuple(_said(some) for some in counted)
    return Outcome(
        value=best.value
        if shape.best
        else total([product(s.value, quotient(metric.maximum, s.part.full_at)) for s in grown]),
        full_at=best.part.full_at if shape.best else metric.maximum,
        points=_joined(each, metric.maximum, best=shape.best),
        asks=growth_asks(metric, tuple(some.part for some in counted)),
        found=found[0] if len(found) == 1 else Message("found.parts", {"parts": found}),
        because=tuple(_unit_part(case, metric, some, is_counted=some in counted) for some in grown),
    )


def _said(some: _Units) -> Message:
    slots = {"part": fixed(f"part.{some.part.id}"), "value": some.value, "n": some.part.full_at}
    return Message(f"found.growth-{some.part.unit}", slots)


def _unit_part(case: Case, metric: Metric, some: _Units, *, is_counted: bool) -> Finding:
    part = some.part
    count = Message("found.items", {"n": len(some.now)})
    conditions = [
        note("condition", condition_asks(condition), count, met=bool(some.now)) for condition in part.tenants
    ]
    return make_finding(
        rule="part" if is_counted else "alternative",
        asks=growth_part_asks(part),
        found=_said(some),
        points=some.points(metric.maximum),
        maximum=metric.maximum,
        met=at_least(some.value, part.full_at),
        value=some.value,
        full_at=part.full_at,
        evidence=tuple(sorted({case.records.owners[tenant] for tenant, _ in some.now})),
        because=(
            *conditions,
            *_movers(case, some.now, some.before),
            *near(case, part.usage, part.tenants, frozenset(some.now)),
        ),
    )
