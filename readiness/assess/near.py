"""Items that almost satisfy a rule's conditions, and which bound keeps each of them out."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from heapq import nlargest, nsmallest

from readiness.assess.case import Case, note
from readiness.assess.conditions import fitting, values
from readiness.assess.finding import Finding
from readiness.assess.usage import Item, Number, shown
from readiness.facts import Month
from readiness.problems import Message
from readiness.rules.shapes import Condition, Selection

NEAR = 5
"""Items just outside a bound that are named."""


def near(
    case: Case,
    usage: tuple[Selection, ...],
    conditions: tuple[Condition, ...],
    counted: frozenset[Item],
    *,
    by_workload: bool = False,
) -> Iterator[Finding]:
    """Items of the last month that fail one condition alone, and by no more than half of its bound."""
    month: Month = case.month
    for index, condition in enumerate(conditions):
        others = (*conditions[:index], *conditions[index + 1 :])
        able = fitting(case, usage, others, month, by_workload=by_workload) if others else None
        figures = values(case, usage, condition, month, by_workload=by_workload)
        free = {
            item: value
            for item, value in figures.items()
            if item not in counted and (able is None or item in able)
        }
        for value, item in nlargest(NEAR, ((v, i) for i, v in _below(condition, free).items())):
            yield _note(case, item, _short(condition, value))
        for value, item in nsmallest(NEAR, ((v, i) for i, v in _above(condition, free).items())):
            yield _note(case, item, _over(condition, value))


def _below(condition: Condition, figures: Mapping[Item, Number]) -> Mapping[Item, Number]:
    """The figures that miss the lower bound, and are at least half way there."""
    low = condition.bounds[0]
    strict = condition.more_than is not None
    return {
        item: value
        for item, value in figures.items()
        if (0 < value <= low if strict else 0 < value < low) and value * 2 >= low
    }


def _above(condition: Condition, figures: Mapping[Item, Number]) -> Mapping[Item, Number]:
    """The figures beyond the upper bound, up to twice of it."""
    if condition.up_to is None:
        return {}
    high = condition.bounds[1]
    return {item: value for item, value in figures.items() if high < value <= high * 2}


def _note(case: Case, item: Item, found: Message) -> Finding:
    return note("near", named(item), found, evidence=(case.records.owners[item[0]],))


def named(item: Item) -> Message:
    return Message("asks.item-workload", {"workload": item[1]}) if item[1] else Message("asks.item")


def _short(condition: Condition, value: Number) -> Message:
    """What an item that misses the lower bound has, needs and lacks; having it is not more than it."""
    has = shown(value) if condition.whole is None else Fraction(value)
    low = condition.low or Fraction(0)
    slots = {"value": has, "bound": low, "short": low - has}
    if has == low:
        return Message("found.share-not-above" if condition.whole else "found.not-above", slots)
    return Message("found.share-short" if condition.whole else "found.short", slots)


def _over(condition: Condition, value: Number) -> Message:
    slots = {"value": shown(value), "bound": condition.up_to}
    return Message("found.over", slots)
