"""The demo partner's customers and how they are associated with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from readiness.demo.days import Days
from readiness.demo.usage import LINES
from readiness.facts import MICRO, Association, Baseline, Customer, CustomerId, Segment, Tenant

SMC: Final = ("Bellows College", "Woodgrove Bank")
ENTERPRISE: Final = ("VanArsdel", "Wide World Importers")
NAMES: Final = (
    "Adatum", "Alpine Ski House", "Bellows College", "Coho Winery", "Fabrikam", "Fourth Coffee",
    "Lamna Healthcare", "Margie's Travel", "Munson's Pickles", "Relecloud", "Sandalwood Clinic",
    "School of Fine Art", "Silverpine Dental", "Solway Foods", "Southridge Video", "Stonebridge Notaries",
    "Tailspin Toys", "Tailwind Traders", "Terra Firma Gardens", "The Phone Company", "Tidewater Marine",
    "Trey Research", "Vallon Architects", "VanArsdel", "Westbury Print", "Wide World Importers",
    "Willow Veterinary", "Wingtip Toys", "Woodgrove Bank", "Zephyr Cycles",
)  # fmt: skip
COUNTRIES: Final = ("FR", "FR", "DE", "FR", "BE")


@dataclass(frozen=True, slots=True)
class Extra:
    """An association beside those that the usage shows; days are relative to the day asked for."""

    customer: str
    kind: str
    since: int
    until: int | None = None
    workloads: tuple[str, ...] = ()
    baseline: tuple[tuple[str, str, int], ...] = ()


EXTRAS: Final = (
    Extra("Adatum", "cpor", -500, None, ("Teams",), (("Teams", "active-users", 20),)),
    Extra(
        "Fabrikam", "cpor", -296, None, ("Teams",), (("Teams", "active-users", 5), ("Teams", "paid-seats", 8))
    ),
    Extra("Lamna Healthcare", "cpor", -180, None, ("Teams",)),
    Extra("Solway Foods", "csp-tier2", -90),
    Extra("Southridge Video", "pal", -900, -230),
    Extra("The Phone Company", "csp-tier1", -420, -40),
    Extra("Trey Research", "pal", -640),
    Extra("Willow Veterinary", "csp-tier2", -35),
)


def customer_id(days: Days, name: str) -> CustomerId:
    return CustomerId(days.id("customer", name))


def customers(days: Days) -> Iterator[Customer]:
    for number, name in enumerate(NAMES):
        plain = "".join(letter for letter in name.casefold() if letter.isalnum() and letter.isascii())
        segment = "smc-corporate" if name in SMC else "enterprise" if name in ENTERPRISE else "smb"
        yield Customer(
            customer_id(days, name),
            name,
            (Tenant(days.id("tenant", name), f"{plain}.example"),),
            country=COUNTRIES[number % len(COUNTRIES)],
            segments=(Segment(segment),),
        )


def associations(days: Days) -> Iterator[Association]:
    """One for each kind that a customer's usage names, from its first month on, and the extras."""
    begins: dict[tuple[str, str], int] = {}
    named: dict[tuple[str, str], set[str]] = {}
    for line in LINES:
        if line.association:
            key = (line.customer, line.association)
            begins[key] = min(begins.get(key, line.first), line.first)
            named.setdefault(key, set()).add(line.workload)
    for (customer, kind), first in begins.items():
        yield Association(
            days.id("association", customer, kind),
            customer_id(days, customer),
            kind,
            tuple(sorted(named[customer, kind])) if kind.startswith("cpor") else (),
            location="7654321" if len(customer) % 2 else "7654322",
            since=days.month_start(first - 4 if first == 0 else first),
            role="Contributor" if kind == "pal" else "",
        )
    yield from (_extra(days, extra) for extra in EXTRAS if (extra.customer, extra.kind) not in begins)


def _extra(days: Days, extra: Extra) -> Association:
    return Association(
        days.id("association", extra.customer, extra.kind),
        customer_id(days, extra.customer),
        extra.kind,
        extra.workloads,
        location="7654321",
        since=days.day(extra.since),
        until=None if extra.until is None else days.day(extra.until),
        role="Contributor" if extra.kind == "pal" else "",
        baseline=tuple(Baseline(w, measure, value * MICRO) for w, measure, value in extra.baseline),
    )
