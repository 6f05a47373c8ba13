"""Which items satisfy a rule's conditions in a period, and how far the others are."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial

from readiness.assess.case import Case
from readiness.assess.streams import Item, Number
from readiness.assess.usage import amounts, first_associations
from readiness.facts import Baseline, Month
from readiness.rules.shapes import Amount, Condition, ItemPart, Selection


def values(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> Mapping[Item, Number]:
    """Each item's figure for the condition: an amount in millionths, or a share of 0 to 1 and more.

    Where any one workload may satisfy it, the largest one's.
    """
    if condition.whole is not None:
        key = ("shares", usage, condition, month, by_workload)
        make = partial(_shares, by_workload=by_workload)
        return case.records.keep(key, make, case, usage, condition, month)
    found = amounts(case.records, usage, condition.amount, by_workload=by_workload)
    return found.largest(month) if condition.any_workload else found.in_window(condition.window, month)


def _shares(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> Mapping[Item, Number]:
    some, whole = (
        amounts(case.records, usage, amount, by_workload=by_workload)
        for amount in (condition.amount, condition.whole or condition.amount)
    )
    if condition.reading is not None and case.reading(condition.reading) == "workload":
        return _largest_share(some.of_workloads(month), whole.of_workloads(month), by_workload=by_workload)
    wholes = whole.in_window(condition.window, month)
    return {
        item: Fraction(value, wholes[item])
        for item, value in some.in_window(condition.window, month).items()
        if wholes.get(item)
    }


def _largest_share(
    some: Mapping[Item, Number], wholes: Mapping[Item, Number], *, by_workload: bool
) -> Mapping[Item, Number]:
    """Each item's workload with the largest share alone, instead of all its workloads together."""
    found: dict[Item, Number] = {}
    for (tenant, workload), value in some.items():
        if wholes.get((tenant, workload)):
            item = (tenant, workload if by_workload else "")
            share = Fraction(value, wholes[tenant, workload])
            found[item] = max(share, found.get(item, share))
    return found


def satisfied(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> frozenset[Item]:
    """The items that satisfy the condition in the period that ends with the month."""
    key = ("satisfied", usage, condition, month, by_workload)
    found: frozenset[Item] | None = case.records.kept(key)
    if found is None:
        make = partial(_satisfied, by_workload=by_workload)
        found = case.records.keep(key, make, case, usage, condition, month)
    return found


def _satisfied(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> frozenset[Item]:
    now = _figures(case, usage, condition, month, by_workload=by_workload)
    fits = _items(condition.admitted(now), condition, by_workload=by_workload)
    if condition.stays:
        before = _figures(case, usage, condition, Month(month - 12), by_workload=by_workload)
        high = condition.bounds[1]
        fitted = _items(condition.admitted(before), condition, by_workload=by_workload)
        large = [item for item, value in now.items() if value > high]
        return fits | fitted & _items(large, condition, by_workload=by_workload)
    return fits


def _figures(
    case: Case, usage: tuple[Selection, ...], condition: Condition, month: Month, *, by_workload: bool
) -> Mapping[Item, Number]:
    """What is held against the bounds: of each workload alone where any one may satisfy the condition."""
    if condition.any_workload:
        return amounts(case.records, usage, condition.amount, by_workload=by_workload).of_workloads(month)
    return values(case, usage, condition, month, by_workload=by_workload)


def _items(found: Iterable[Item], condition: Condition, *, by_workload: bool) -> frozenset[Item]:
    if condition.any_workload and not by_workload:
        return frozenset([(tenant, "") for tenant, _ in found])
    return frozenset(found)


def fitting(
    case: Case,
    usage: tuple[Selection, ...],
    conditions: tuple[Condition, ...],
    month: Month,
    *,
    by_workload: bool = False,
) -> frozenset[Item]:
    """The items that satisfy all conditions."""
    first, *rest = conditions
    found = satisfied(case, usage, first, month, by_workload=by_workload)
    for condition in rest:
        if not found:
            break
        found &= satisfied(case, usage, condition, month, by_workload=by_workload)
    return found


def qualifying(case: Case, part: ItemPart, month: Month) -> frozenset[Item]:
    """The part's items in the period that ends with the month."""
    sized_in = size_month(case, month)
    key = ("qualifying", part, month, sized_in)
    return case.records.keep(key, _qualifying, case, part, month, sized_in)


def size_month(case: Case, month: Month) -> Month:
    """The month whose size of a tenant decides its track: each period's own, unless read otherwise."""
    return case.month if case.reading("tenant-track") == "now" else month


def _qualifying(case: Case, part: ItemPart, month: Month, sized_in: Month) -> frozenset[Item]:
    shares: tuple[Condition, ...] = ()
    if sized_in != month:
        shares = tuple(condition for condition in part.conditions if condition.whole is not None)
    sizes = tuple(condition for condition in part.conditions if condition.whole is None) if shares else ()
    if shares and sizes:
        found = fitting(case, part.usage, shares, month, by_workload=part.by_workload)
        found &= fitting(case, part.usage, sizes, sized_in, by_workload=part.by_workload)
    else:
        found = fitting(case, part.usage, part.conditions, month, by_workload=part.by_workload)
    return found - active_before(case, part, month) if part.counts_from_association else found


def active_before(case: Case, part: ItemPart, month: Month) -> frozenset[Item]:
    """Items whose association began within twelve months and that were as active already then.

    "Then" is the association's recorded baseline; where there is none, nothing is left out.
    """
    shares = [condition for condition in part.conditions if condition.whole is not None]
    young = [a for a, begin in first_associations(case.records, part.usage, month) if month - begin < 12]
    customers = {
        association.customer
        for association in young
        if association.baseline and any(_share(case, part, c, association.baseline) for c in shares)
    }
    if not customers:
        return frozenset()
    found = fitting(case, part.usage, part.conditions, month, by_workload=part.by_workload)
    return frozenset(item for item in found if case.records.owners[item[0]] in customers)


def _share(case: Case, part: ItemPart, condition: Condition, baseline: tuple[Baseline, ...]) -> bool:
    """Whether the baseline alone satisfies the share."""
    measure = condition.whole.measure if condition.whole else None
    whole = sum(b.value for b in baseline if b.measure == measure and _listed(case, part.usage, b))
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
    shown = amounts(case.records, usage, amount).of_workloads(month)
    found: dict[str, Number] = {}
    later = Month(month + 12)
    for association, begin in first_associations(case.records, usage, later):
        if begin <= month or not association.baseline:
            continue
        tenant = case.records.only_tenants.get(association.customer, association.customer)
        for b in association.baseline:
            if b.measure == amount.measure and _listed(case, usage, b):
                extra = b.value - shown.get((tenant, case.records.workload(b.workload)), 0)
                found[tenant] = found.get(tenant, 0) + max(extra, 0)
    return found
