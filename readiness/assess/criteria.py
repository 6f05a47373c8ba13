"""What the rules ask of one customer: each criterion, whether it is met, and the number that decides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess.asks import condition_asks
from readiness.assess.case import Case, case_of
from readiness.assess.conditions import fitting, qualifying, size_month, values
from readiness.assess.records import Records
from readiness.assess.streams import Item, Number
from readiness.assess.usage import amounts, shown
from readiness.facts import Area, CustomerId, Facts, Month
from readiness.problems import Message
from readiness.rules import Metric, Rules, Track
from readiness.rules.shapes import (
    Amount,
    Condition,
    GrowthPart,
    GrowthPercent,
    GrowthUnits,
    ItemPart,
    NetItems,
    Selection,
)


class Criterion(NamedTuple):
    """One thing that the rules ask of a customer, or of one of its workloads.

    `found` has the number that decides; `to_beat` the one that next month will be compared with, of the month
    that is a year before it.
    """

    areas: tuple[Area, ...]
    metric: str
    part: Message
    asks: tuple[Message, ...]
    met: bool
    found: Message
    to_beat: Message
    was_met: bool = False
    """The same month a year before met it too, so that it brings nothing beyond that month."""


def criteria(
    records: Records, rules: Rules, tracks: Mapping[Area, str | None], customer: CustomerId, on: date
) -> tuple[Criterion, ...]:
    """All that the tracks which count ask of the customer's usage; what no usage speaks of is left out.

    Areas that ask the same stand together.
    """
    alone = Records(_of_customer(records.facts, customer), records.catalogue)
    case, month = case_of(alone, rules, on), records.data_month(on)
    if case is None or month is None:
        return ()
    case = case._replace(month=month)
    found: dict[Criterion, list[Area]] = {}
    for area, there in rules.areas.items():
        track = there.track(str(tracks.get(area)))
        for one in _of_track(case, track) if track is not None else ():
            found.setdefault(one, []).append(area)
    return tuple(one._replace(areas=tuple(areas)) for one, areas in found.items())


def _of_customer(facts: Facts, customer: CustomerId) -> Facts:
    return replace(
        facts,
        customers={key: one for key, one in facts.customers.items() if key == customer},
        associations={key: one for key, one in facts.associations.items() if one.customer == customer},
        usage={key: one for key, one in facts.usage.items() if key.customer == customer},
        people={},
        awards={},
    )


def _of_track(case: Case, track: Track) -> Iterator[Criterion]:
    for metric in track.metrics:
        match metric.shape:
            case NetItems(parts=parts):
                for part in parts:
                    yield from _items(case, metric, part)
            case GrowthUnits(parts=parts):
                for grown in parts:
                    yield from _units(case, metric, grown)
            case GrowthPercent() as shape:
                yield from _percent(case, metric, shape)
            case _:
                pass


def _items(case: Case, metric: Metric, part: ItemPart) -> Iterator[Criterion]:
    """Each tenant, or each workload at a tenant, that has usage now, a year ago or in the month to beat."""
    month, next_base = case.month, Month(case.month + 1 - 12)
    now, before = qualifying(case, part, month), qualifying(case, part, Month(month - 12))
    for item in _seen(case, part.usage, part.conditions, by_workload=part.by_workload):
        condition, figure = _deciding(case, part.usage, part.conditions, item, by_workload=part.by_workload)
        figures = values(case, part.usage, condition, next_base, by_workload=part.by_workload)
        to_beat = _amount(condition, figures.get(item, 0))
        name = Message("asks.item-workload", {"workload": item[1]}) if item[1] else Message(f"part.{part.id}")
        asks = tuple(condition_asks(one) for one in part.conditions)
        met = item in now
        found = _reached(condition, figure) if met else _missed(condition, figure)
        yield Criterion((), metric.id, name, asks, met, found, to_beat, item in before)


def _seen(
    case: Case, usage: tuple[Selection, ...], conditions: Iterable[Condition], *, by_workload: bool
) -> list[Item]:
    month = case.month
    found = {
        item
        for condition in conditions
        for some in (month, Month(month - 12), Month(month + 1 - 12))
        for item, value in values(case, usage, condition, some, by_workload=by_workload).items()
        if value
    }
    return sorted(found)


def _deciding(
    case: Case,
    usage: tuple[Selection, ...],
    conditions: tuple[Condition, ...],
    item: Item,
    *,
    by_workload: bool,
) -> tuple[Condition, Number]:
    """The first condition that the item fails, else the last one; with its figure."""
    figure: Number = 0
    condition = conditions[-1]
    for condition in conditions:
        figures = values(case, usage, condition, case.month, by_workload=by_workload)
        figure = figures.get(item, 0)
        if not condition.admits(figure):
            break
    return condition, figure


def _amount(condition: Condition, value: Number) -> Message:
    if condition.whole is not None:
        return Message("found.share", {"share": Fraction(value)})
    return amount_message(condition.amount, value)


def amount_message(amount: Amount, value: Number) -> Message:
    """A figure in millionths with its unit."""
    figure = shown(value)
    return Message(f"amount.{amount.measure or 'mcv'}", {"n": figure})


def _reached(condition: Condition, value: Number) -> Message:
    """What the item has, of what is asked."""
    low = condition.low
    if condition.whole is not None:
        return Message("criterion.share", {"value": Fraction(value), "bound": low})
    said = amount_message(condition.amount, value)
    return Message("criterion.amount", {"value": said, "bound": low}) if low else said


def _missed(condition: Condition, value: Number) -> Message:
    """What is missing to the lower bound, or beyond the upper one; else something besides the figures."""
    low, high = condition.bounds
    bound = condition.low or Fraction(0)
    if condition.whole is not None:
        if value < low:
            has = Fraction(value)
            return Message("found.share-short", {"value": has, "bound": bound, "short": bound - has})
        return Message("criterion.share", {"value": Fraction(value), "bound": bound})
    said = amount_message(condition.amount, value)
    if value > high:
        return Message("found.over", {"value": said, "bound": condition.up_to})
    if value < low:
        return Message("found.short", {"value": said, "bound": bound, "short": bound - shown(value)})
    if condition.more_than is not None and value == low:
        return Message("found.not-above", {"value": said, "bound": bound})
    return Message("found.active-before")


def _units(case: Case, metric: Metric, part: GrowthPart) -> Iterator[Criterion]:
    """Growth of a figure of a tenant that satisfies the conditions; else the condition that it fails."""
    month = case.month
    figures = amounts(case.records, part.usage, part.amount)
    if not figures:
        return
    asks = tuple(condition_asks(condition) for condition in part.tenants)
    fits = fitting(case, part.usage, part.tenants, size_month(case, month)) if part.tenants else None
    windows = [figures.in_window(part.window, m) for m in (month, Month(month - 12), Month(month + 1 - 12))]
    for item in sorted({item for some in windows for item, value in some.items() if value}):
        now, before, base = (some.get(item, 0) for some in windows)
        to_beat = amount_message(part.amount, base)
        name = Message(f"part.{part.id}")
        is_able, found = fits is None or item in fits, _grown(part.amount, now, before)
        if not is_able:
            found = _missed(*_deciding(case, part.usage, part.tenants, item, by_workload=False))
        yield Criterion((), metric.id, name, asks, is_able and now > before, found, to_beat)


def _percent(case: Case, metric: Metric, shape: GrowthPercent) -> Iterator[Criterion]:
    """The customer's share of the figure that is to grow."""
    period = shape.period or case.reading(str(shape.reading))
    figures = amounts(case.records, shape.usage, shape.amount)
    month = case.month
    now, before, base = (
        sum(figures.in_window(period, m).values()) for m in (month, Month(month - 12), Month(month + 1 - 12))
    )
    if now or before or base:
        name = Message("part.azure" if shape.amount.measure else "part.business-applications")
        found, to_beat = _grown(shape.amount, now, before), amount_message(shape.amount, base)
        yield Criterion((), metric.id, name, (), now > before, found, to_beat)


def _grown(amount: Amount, now: Number, before: Number) -> Message:
    return Message(
        "criterion.grown",
        {"value": amount_message(amount, now), "before": shown(before), "change": shown(now - before)},
    )
