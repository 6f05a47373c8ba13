"""Customers as rows: segment, associations, and the newest month with usage."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from readiness.facts import MICRO, Association, Customer, CustomerId, Facts, Month, Series, month_of
from readiness.words import folded
from ui.dialogs.customer import segment_on
from ui.dialogs.options import customers_alike
from ui.pages.people_rows import DASH
from ui.tables import Column, IconMark, Tags
from ui.text import _, month, name, number

_AZURE: Final = "acr-usd"
_USERS: Final = "active-users"
_FAMILIES: Final = (
    (frozenset(("csp-tier1", "csp-tier2")), "CSP"),
    (frozenset(("cpor", "cpor-osa", "cpor-osu")), "CPOR"),
)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer on the day. `azure` is in USD and `users` are active users, both in `month`."""

    id: CustomerId
    customer: Customer
    name: str
    segment: str
    kinds: tuple[str, ...]
    tenants: int
    month: Month | None
    azure: Decimal | None
    users: Decimal | None
    associations: tuple[Association, ...]
    usage: tuple[Series, ...]
    gaps: int = 0
    """So many workloads were used in the last month under no association that counts."""


def customer_rows(facts: Facts, on: date) -> tuple[CustomerRow, ...]:
    """Every customer by name."""
    associations: defaultdict[CustomerId, list[Association]] = defaultdict(list)
    for association in facts.associations.values():
        associations[association.customer].append(association)
    usage: defaultdict[CustomerId, list[Series]] = defaultdict(list)
    for series in facts.usage.values():
        usage[series.id.customer].append(series)
    alike = customers_alike(facts)
    rows = (
        _row(customer, alike.get(key, ""), associations.get(key, ()), usage.get(key, ()), on)
        for key, customer in facts.customers.items()
    )
    return tuple(sorted(rows, key=lambda row: folded(row.name)))


def short_kind(kind: str) -> str:
    """The kind of an association where there is little room."""
    return {"csp-tier1": _("CSP T1"), "csp-tier2": _("CSP T2")}.get(kind) or name("association", kind)


def short_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The same for several, where a whole family needs one word."""
    left = set(kinds)
    words = []
    for family, word in _FAMILIES:
        if family <= left:
            left -= family
            words.append(word)
    return tuple(sorted((*words, *map(short_kind, left))))


def is_standing(association: Association, on: date) -> bool:
    """It has begun and not ended."""
    has_begun = association.since is None or association.since <= on
    return has_begun and (association.until is None or on <= association.until)


def _row(
    customer: Customer, apart: str, associations: Sequence[Association], usage: Sequence[Series], on: date
) -> CustomerRow:
    segment = segment_on(customer, on)
    kinds = dict.fromkeys(short_kind(a.kind) for a in associations if is_standing(a, on))
    newest = newest_month(usage, month_of(on))
    totals = totals_of(usage, newest)
    return CustomerRow(
        id=customer.id,
        customer=customer,
        name=apart or customer.name or customer.id,
        segment=segment.segment if segment else "unknown",
        kinds=tuple(sorted(kinds)),
        tenants=len(customer.tenants),
        month=newest,
        azure=totals.get(_AZURE),
        users=totals.get(_USERS),
        associations=tuple(associations),
        usage=tuple(usage),
    )


def newest_month(usage: Iterable[Series], until: Month) -> Month | None:
    """The last month up to `until` that has usage."""
    found: Month | None = None
    for series in usage:
        last = min(until, series.first + len(series.values) - 1)
        for place in range(last, max(series.first, -1 if found is None else found + 1) - 1, -1):
            if series.at(Month(place)) is not None:
                found = Month(place)
                break
    return found


def by_workload(usage: Iterable[Series], asked: Month) -> Mapping[tuple[str, str], Decimal]:
    """What was used in a month by workload and measure.

    The same consumption seen under several associations counts once, at the largest value.
    """
    largest: dict[tuple[str, ...], int] = {}
    for series in usage:
        value = series.at(asked)
        if value is not None:
            key = series.id
            once = (key.workload, key.measure, key.offer, key.subscription, key.tenant, key.location)
            largest[once] = max(value, largest.get(once, value))
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for (workload, measure, *_rest), value in largest.items():
        sums[workload, measure] += value
    return {key: Decimal(value) / MICRO for key, value in sums.items()}


def totals_of(usage: Sequence[Series], asked: Month | None) -> Mapping[str, Decimal]:
    """The sum of each measure over all workloads in a month; nothing for one that has no row in it."""
    if asked is None:
        return {}
    totals: dict[str, Decimal] = {}
    for (_workload, measure), value in by_workload(usage, asked).items():
        totals[measure] = totals.get(measure, Decimal(0)) + value
    return totals


def customer_columns() -> tuple[Column[CustomerRow], ...]:
    return (
        Column(lambda: _("Customer"), lambda r: r.name, written=lambda r: r.customer.name or r.id),
        Column(
            lambda: _("Segment"),
            lambda r: r.segment,
            lambda segment: name("segment", segment),
            tone=lambda r: "text-muted" if r.segment == "unknown" else "",
        ),
        Column(
            lambda: _("Associations"),
            lambda r: ", ".join(r.kinds) or None,
            lambda kinds: kinds or _("none"),
            decoration=lambda r: Tags(r.kinds) if r.kinds else None,
            tone=lambda r: "" if r.kinds else "text-muted",
        ),
        Column(lambda: _("Tenants"), lambda r: r.tenants, number, is_number=True),
        Column(lambda: _("Last usage"), lambda r: r.month, lambda m: DASH if m is None else month(m)),
        Column(lambda: _("Azure, USD"), lambda r: r.azure, amount, is_number=True),
        _gaps_column(),
        Column(lambda: _("Active users"), lambda r: r.users, amount, is_number=True),
    )


def _gaps_column() -> Column[CustomerRow]:
    return Column(
        lambda: _("Gaps"),
        lambda r: r.gaps or None,
        lambda gaps: number(gaps) if gaps else "",
        decoration=lambda r: IconMark("triangle-alert", "warning") if r.gaps else None,
        tooltip=lambda r: _("Some usage stands under no association that counts") if r.gaps else "",
    )


def amount(value: Decimal | None) -> str:
    """A whole number; a dash where there is none."""
    return DASH if value is None else number(value)
