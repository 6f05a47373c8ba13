"""Which items satisfy a rule's conditions in a period, and how far the others are."""

from collections.abc import Mapping
from fractions import Fraction

from readiness.assess.case import ZERO, Case
from readiness.assess.usage import Amounts, Item, Number, amounts, first_associations, units
from readiness.facts import MICRO, Baseline, Month, month_of
from readiness.problems import Message
from readiness.rules.shapes import Amount, Condition, ItemPart, Selection


def amounts_of(
    case: Case, usage: tuple[Selection, ...], amount: Amount, *, by_workload: bool = False
) -> Amounts:
    return amounts(case.records, usage, amount, by_workload=by_workload)


def values(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> Mapping[Item, Number]:
    """Each item's figure for the condition: an amount in millionths, or a share of 0 to 1 and more."""
    found = amounts_of(case, usage, condition.amount, by_workload=by_workload)
    window = found.in_window(condition.window, month, largest=condition.largest)
    if condition.of is None:
        return window
    whole = amounts_of(case, usage, Amount(condition.of), by_workload=by_workload)
    wholes = whole.in_window(condition.window, month)
    return {item: Fraction(value) / wholes[item] for item, value in window.items() if wholes.get(item)}


def satisfied(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> frozenset[Item]:
    """The items that satisfy the condition in the period that ends with the month."""
    now = values(case, usage, condition, month, by_workload=by_workload)
    low, high, strict = _bounds(condition)
    fits = {
        item for item, value in now.items() if (value > low if strict else value >= low) and value <= high
    }
    if condition.stays:
        before = values(case, usage, condition, Month(month - 12), by_workload=by_workload)
        fits |= {
            item
            for item, value in now.items()
            if value > high and (was := before.get(item)) is not None and _fits(was, low, high, strict=strict)
        }
    return frozenset(fits)


def _fits(value: Number, low: Number, high: Number, *, strict: bool) -> bool:
    return (value > low if strict else value >= low) and value <= high


_NO_LIMIT = 10**30


def _bounds(condition: Condition) -> tuple[Number, Number, bool]:
    """Lower bound, upper bound, and whether the lower one itself is left out; in the figure's unit."""
    scale = 1 if condition.of is not None else MICRO
    strict = condition.more_than is not None
    low = condition.more_than if condition.more_than is not None else condition.at_least
    bounds = [
        limit if bound is None else bound * scale
        for bound, limit in ((low, -_NO_LIMIT), (condition.up_to, _NO_LIMIT))
    ]
    plain = [b.numerator if isinstance(b, Fraction) and b.denominator == 1 else b for b in bounds]
    return plain[0], plain[1], strict


def fitting(
    case: Case,
    usage: tuple[Selection, ...],
    conditions: tuple[Condition, ...],
    month: Month,
    *,
    by_workload: bool = False,
) -> frozenset[Item]:
    """The items that satisfy all conditions."""
    first, *rest = (
        satisfied(case, usage, condition, month, by_workload=by_workload) for condition in conditions
    )
    return first.intersection(*rest)


def qualifying(case: Case, part: ItemPart, month: Month) -> frozenset[Item]:
    """The part's items in the period that ends with the month."""
    key = ("qualifying", part.usage, part.conditions, part.by_workload, part.counts_from_association, month)
    return case.records.keep(key, lambda: _qualifying(case, part, month))


def _qualifying(case: Case, part: ItemPart, month: Month) -> frozenset[Item]:
    found = fitting(case, part.usage, part.conditions, month, by_workload=part.by_workload)
    return found - active_before(case, part, month) if part.counts_from_association else found


def active_before(case: Case, part: ItemPart, month: Month) -> frozenset[Item]:
    """Items whose association began within twelve months and that were as active already then.

    "Then" is the association's recorded baseline; where there is none, nothing is left out.
    """
    shares = [condition for condition in part.conditions if condition.of is not None]
    customers = set()
    for customer, association in first_associations(case.records, part.usage, month):
        if association.since is None or month - month_of(association.since) >= 12:
            continue
        if any(_share(case, part, condition, association.baseline) for condition in shares):
            customers.add(customer)
    if not customers:
        return frozenset()
    owners = amounts_of(case, part.usage, part.conditions[0].amount, by_workload=part.by_workload)
    tenants = {tenant for tenant, customer in owners.owners.items() if customer in customers}
    found = fitting(case, part.usage, part.conditions, month, by_workload=part.by_workload)
    return frozenset(item for item in found if item[0] in tenants)


def _share(case: Case, part: ItemPart, condition: Condition, baseline: tuple[Baseline, ...]) -> bool:
    """Whether the baseline alone satisfies the share."""
    whole = sum(b.value for b in baseline if b.measure == condition.of and _listed(case, part.usage, b))
    some = sum(
        b.value for b in baseline if b.measure == condition.amount.measure and _listed(case, part.usage, b)
    )
    return whole > 0 and condition.admits(Fraction(some, whole))


def _listed(case: Case, usage: tuple[Selection, ...], baseline: Baseline) -> bool:
    name = case.records.workload(baseline.workload)
    return any(
        (selection.workloads is None or name in selection.workloads) and name not in selection.excluded
        for selection in usage
    )


def unused_before(
    case: Case, usage: tuple[Selection, ...], amount: Amount, month: Month
) -> Mapping[str, Number]:
    """By tenant, what was in use before an association that began after the month, beyond what rows show.

    So growth over that month is not credited with usage that the association only brought into sight.
    """
    shown = amounts_of(case, usage, amount).of_workloads(month)
    found: dict[str, Number] = {}
    later = Month(month + 12)
    for customer, association in first_associations(case.records, usage, later):
        if association.since is None or month_of(association.since) <= month:
            continue
        tenant = case.records.only_tenants.get(customer, customer)
        for b in association.baseline:
            if b.measure == amount.measure and _listed(case, usage, b):
                extra = b.value - shown.get((tenant, case.records.workload(b.workload)), 0)
                found[tenant] = found.get(tenant, 0) + max(extra, 0)
    return found


def asked(condition: Condition) -> Message:
    """The condition in words."""
    slots = {
        "measure": Message(f"measure.{condition.amount.measure or 'mcv'}"),
        "low": condition.at_least if condition.at_least is not None else condition.more_than,
        "high": condition.up_to,
    }
    if condition.of is not None:
        return Message("asks.share", slots | {"of": Message(f"measure.{condition.of}")})
    bound = "more-than" if condition.more_than is not None else "at-least"
    if condition.up_to is not None:
        bound = "up-to" if not slots["low"] else "between"
    return Message(f"asks.{bound}.{'largest' if condition.largest else condition.window}", slots)


def short_by(condition: Condition, value: Number) -> tuple[Fraction, Fraction, Fraction] | None:
    """What an item has, needs, and lacks, where only the lower bound is missed; None where it isn't."""
    low = condition.at_least if condition.at_least is not None else condition.more_than
    has = Fraction(value) if condition.of is not None else units(value)
    if low is None or has <= ZERO or condition.reaches(has):
        return None
    return has, low, low - has
