"""Customers kept, new and lost: what counts for net customer adds, month by month against a year before."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from readiness.assess import Records
from readiness.assess.case import Case, case_of
from readiness.assess.conditions import qualifying
from readiness.assess.streams import Item
from readiness.assess.usage import amounts
from readiness.facts import Area, Month
from readiness.rules import Rulebook
from readiness.rules.shapes import ItemPart, NetItems
from readiness.words import folded

MONTHS: Final = 12
METRIC: Final = "net-customer-adds"


class CustomerMonth(NamedTuple):
    """Of one month: items that count now and a year before, only now, and only a year before.

    `names` are the customers of the new and of the lost ones, in alphabetical order.
    """

    month: Month
    kept: int
    new: int
    lost: int
    new_names: tuple[str, ...] = ()
    lost_names: tuple[str, ...] = ()


def customer_months(
    records: Records, rulebook: Rulebook, area: Area, track: str | None, on: date
) -> tuple[CustomerMonth, ...]:
    """The year up to the last month with usage, oldest first, under the rules of the day.

    Empty where there is no usage, or where the area has no such metric.
    """
    rules = rulebook.on(on)
    case, there = case_of(records, rules, on), rules.areas.get(area)
    chosen = there.track(track) if there is not None else None
    if case is None or chosen is None or records.data_month(on) is None:
        return ()
    parts = [
        part
        for metric in chosen.metrics
        if metric.id == METRIC and isinstance(metric.shape, NetItems)
        for part in metric.shape.parts
    ]
    months = range(case.month - MONTHS + 1, case.month + 1)
    return tuple(_month(case, parts, Month(month)) for month in months) if parts else ()


def counts_workloads(rulebook: Rulebook, area: Area, track: str | None, on: date) -> bool:
    """Whether what is counted is workloads at customers, and not customers."""
    there = rulebook.on(on).areas.get(area)
    chosen = there.track(track) if there is not None else None
    shapes = (metric.shape for metric in chosen.metrics if metric.id == METRIC) if chosen is not None else ()
    return any(part.by_workload for shape in shapes if isinstance(shape, NetItems) for part in shape.parts)


def _month(case: Case, parts: list[ItemPart], month: Month) -> CustomerMonth:
    kept = new = lost = 0
    came: set[str] = set()
    went: set[str] = set()
    for part in parts:
        now, before = _counted(case, part, month), _counted(case, part, Month(month - 12))
        kept, new, lost = kept + len(now & before), new + len(now - before), lost + len(before - now)
        came.update(_names(case, now - before))
        went.update(_names(case, before - now))
    names = (tuple(sorted(some, key=folded)) for some in (came, went))
    return CustomerMonth(month, kept, new, lost, *names)


def _counted(case: Case, part: ItemPart, month: Month) -> frozenset[Item]:
    amount = part.conditions[0].amount
    has_usage = amounts(case.records, part.usage, amount, by_workload=part.by_workload)
    return qualifying(case, part, month) if has_usage else frozenset()


def _names(case: Case, items: frozenset[Item]) -> Iterator[str]:
    for tenant, _workload in items:
        customer = case.facts.customers.get(case.records.owners[tenant])
        if customer is not None:
            yield customer.name or customer.id
