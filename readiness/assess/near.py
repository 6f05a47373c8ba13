"""Items that almost satisfy a rule's conditions, and which bound keeps each of them out."""

from collections.abc import Iterator

from readiness.assess.asks import workload_asks
from readiness.assess.case import ZERO, Case, difference, note
from readiness.assess.conditions import fitting, values
from readiness.assess.finding import Finding
from readiness.assess.streams import Item, Number
from readiness.assess.usage import shown
from readiness.facts import Month
from readiness.problems import Message
from readiness.rules.shapes import Condition, Selection

NEAR = 5
"""Items just outside a bound that are named."""
ITEM = Message("asks.item")


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
        figures = values(case, usage, condition, month, by_workload=by_workload)
        free = [(value, item) for item, value in figures.items() if item not in counted]
        if not free:
            continue
        half, low, high, twice = condition.surroundings
        strict = condition.more_than is not None
        below = [f for f in free if half <= f[0] <= low and (strict or f[0] != low)] if low > 0 else []
        above = [f for f in free if high < f[0] <= twice] if condition.up_to is not None else []
        if not below and not above:
            continue
        if others := (*conditions[:index], *conditions[index + 1 :]):
            able = fitting(case, usage, others, month, by_workload=by_workload)
            below, above = ([f for f in some if f[1] in able] for some in (below, above))
        for value, item in sorted(below, reverse=True)[:NEAR]:
            yield _note(case, item, _short(condition, value))
        for value, item in sorted(above)[:NEAR]:
            yield _note(case, item, _over(condition, value))


def _note(case: Case, item: Item, found: Message) -> Finding:
    return note("near", named(item), found, evidence=(case.records.owners[item[0]],))


def named(item: Item) -> Message:
    return workload_asks(item[1]) if item[1] else ITEM


def _short(condition: Condition, value: Number) -> Message:
    """What an item that misses the lower bound has, needs and lacks; having it is not more than it."""
    has = shown(value) if condition.whole is None else value
    low = condition.low or ZERO
    short = difference(low, has)
    slots = {"value": has, "bound": low, "short": short}
    if not short:
        return Message("found.share-not-above" if condition.whole else "found.not-above", slots)
    return Message("found.share-short" if condition.whole else "found.short", slots)


def _over(condition: Condition, value: Number) -> Message:
    slots = {"value": shown(value), "bound": condition.up_to}
    return Message("found.over", slots)
