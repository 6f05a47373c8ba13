"""The nouns: everything a partner has recorded, as immutable values.

Field names and the closed word lists are those of the partner document, so that file, memory and screen
use one vocabulary. Days are `date`, both ends of a period are inclusive. Nothing here reads a clock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Final, NewType, TypeAlias

from readiness.frozen import frozen

PersonId = NewType("PersonId", str)
CustomerId = NewType("CustomerId", str)
CertificationId = NewType("CertificationId", str)
Seats = NewType("Seats", int)
"""A whole number of licences, or of people."""
Month = NewType("Month", int)
"""A calendar month as `year * 12 + month - 1`, so that a difference is a number of months."""

Area: TypeAlias = str
AREAS: Final = (
    "data-ai",
    "infrastructure",
    "digital-app-innovation",
    "business-applications",
    "modern-work",
    "security",
)
TRACKS: Final = ("enterprise", "smb", "single")
METRICS: Final = (
    "net-customer-adds",
    "intermediate-certifications",
    "advanced-certifications",
    "usage-growth",
    "deployments",
)
MEASURES: Final = ("acr-usd", "revenue-usd", "paid-seats", "active-users", "capacity")
ASSOCIATIONS: Final = (
    "csp-tier1",
    "csp-tier2",
    "dpor",
    "pal",
    "cpor",
    "cpor-osa",
    "cpor-osu",
    "cpor-revrec",
    "cpor-revrec-performance",
)
OFFERS: Final = ("paid", "support", "internal", "benefit", "trial")
SEGMENTS: Final = ("smb", "smc-corporate", "enterprise", "unknown")
CLOUDS: Final = ("commercial", "china", "us-gov")
TERMS: Final = ("P1M", "P1Y", "P3Y")
"""Terms of New Commerce: a month, a year, three years."""
BILLINGS: Final = ("monthly", "annual", "triennial", "upfront")
SUBSCRIPTION_STATES: Final = ("active", "pending", "suspended", "expired", "disabled", "deleted")
STAGES: Final = ("lead", "won", "in-delivery", "live", "ended")
SPECIALIZATION: Final = "specialization:"
"""Before the id of a specialization where a reported figure speaks of one instead of an area."""
MICRO: Final = 1_000_000
"""Usage values are whole millionths: 1250.00 is 1_250_000_000."""


def month_of(day: date) -> Month:
    return Month(day.year * 12 + day.month - 1)


def first_day(month: Month) -> date:
    return date(month // 12, month % 12 + 1, 1)


def month_text(month: Month) -> str:
    """`YYYY-MM`."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def parse_month(text: str) -> Month:
    """Read `YYYY-MM`.

    Raises:
        ValueError: it is none.
    """
    year, dash, month = text.partition("-")
    if not (
        dash and len(year) == 4 and len(month) == 2 and (year + month).isdecimal() and 1 <= int(month) <= 12
    ):
        raise ValueError(text)
    return Month(int(year) * 12 + int(month) - 1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month (an earlier one below zero); the last day where that month is shorter."""
    month = Month(month_of(day) + months)
    try:
        return day.replace(year=month // 12, month=month % 12 + 1)
    except ValueError:
        return first_day(Month(month + 1)) - timedelta(days=1) if month < month_of(date.max) else date.max


def fiscal_year_of(day: date) -> int:
    """Microsoft's, from July to June: the calendar year in which it ends."""
    return day.year + (day.month >= 7)


@frozen
class Location:
    """A place of the partner with its own PartnerID, which is `id`."""

    id: str
    name: str = ""
    country: str = ""


@frozen
class Partner:
    """The partner itself; one per file."""

    name: str = ""
    partner_id: str = ""
    country: str = ""
    currency: str = ""
    kinds: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()
    id: ClassVar[str] = "partner"


@frozen
class Choices:
    """What the user decided where rules or sources leave a choice; one per file.

    `metric_source`: `area/metric` -> `records` or `reported`. `readings`: reading -> chosen alternative.
    """

    metric_source: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    id: ClassVar[str] = "choices"


@frozen
class Enrollment:
    """A designation bought; runs from `purchased_on` to `anniversary`, then 30 days of renewal."""

    id: str
    area: Area
    purchased_on: date
    anniversary: date
    track: str | None = None


@frozen
class HeldSpecialization:
    """A specialization attained; stands to `anniversary`, its next one, and the days of its renewal.

    `last_validated_on` None: not validated again, by audit or references, since it was attained.
    """

    id: str
    specialization: str
    attained_on: date
    anniversary: date
    last_validated_on: date | None = None


@frozen
class Person:
    """A member of staff. `left_on` and `account_deleted_on` None: still there. Link dates None: not known."""

    id: PersonId
    name: str = ""
    email: str = ""
    mcid: str = ""
    location: str = ""
    joined_on: date | None = None
    linked_on: date | None = None
    unlinked_on: date | None = None
    left_on: date | None = None
    account_deleted_on: date | None = None
    notes: str = ""


@frozen
class Award:
    """A certification of a person, valid from `earned_on` to `expires_on`, both inclusive; None: no end."""

    id: str
    person: PersonId
    certification: CertificationId
    earned_on: date
    expires_on: date | None = None


@frozen
class Plan:
    """An exam that a person means to sit."""

    id: str
    person: PersonId
    certification: CertificationId
    exam_on: date
    voucher: str = ""
    voucher_expires_on: date | None = None


@frozen
class Tenant:
    """A directory of the customer's, which is `id`; `cloud` is one of `CLOUDS`."""

    id: str
    domain: str = ""
    cloud: str = "commercial"


@frozen
class Segment:
    """The customer's segment from a day on (`since` None: always); `from` in the document."""

    segment: str
    since: date | None = None


@frozen
class Customer:
    """Whom the partner serves; `tpid` is the customer's own number at Microsoft."""

    id: CustomerId
    name: str = ""
    tenants: tuple[Tenant, ...] = ()
    tpid: str = ""
    country: str = ""
    segments: tuple[Segment, ...] = ()
    """In ascending order of `since`."""


@frozen
class Baseline:
    """What was in use already when an association began; `value` in millionths."""

    workload: str
    measure: str
    value: int


@frozen
class Association:
    """The customer named us for its workloads (none named: all), from `since` to `until` inclusive.

    `account`: the user or service principal that a PAL was made with.
    """

    id: str
    customer: CustomerId
    kind: str
    workloads: tuple[str, ...] = ()
    subscription: str = ""
    location: str = ""
    since: date | None = None
    until: date | None = None
    role: str = ""
    baseline: tuple[Baseline, ...] = ()
    account: str = ""


@frozen
class UsageKey:
    """What one series of usage is about; the usage key of the document without its month."""

    customer: CustomerId
    workload: str
    measure: str
    association: str = ""
    offer: str = "paid"
    subscription: str = ""
    tenant: str = ""
    location: str = ""


@frozen
class Series:
    """Usage of one key: `values[i]` millionths in month `first + i`, None where there is no row.

    Normal form: neither the first nor the last value is None, and there is at least one value.
    """

    id: UsageKey
    first: Month
    values: tuple[int | None, ...]

    def at(self, month: Month) -> int | None:
        index = month - self.first
        return self.values[index] if 0 <= index < len(self.values) else None

    def months(self) -> Iterator[tuple[Month, int]]:
        """The months that have a row, oldest first."""
        return ((Month(self.first + i), v) for i, v in enumerate(self.values) if v is not None)


def series_of(key: UsageKey, by_month: Mapping[Month, int]) -> Series | None:
    """The series in normal form; None when no month is left."""
    if not by_month:
        return None
    first, last = min(by_month), max(by_month)
    return Series(key, first, tuple(by_month.get(Month(m)) for m in range(first, last + 1)))


@frozen
class ExpectedUsage:
    """What a project will bring per month; `value` in millionths."""

    workload: str
    measure: str
    value: int
    association: str = ""


@frozen
class Project:
    """Work won or hoped for; `customer` None: not known."""

    id: str
    customer: CustomerId | None = None
    name: str = ""
    areas: tuple[Area, ...] = ()
    stage: str = "lead"
    go_live_on: date | None = None
    probability: Decimal | None = None
    """0 to 1."""
    expected_usage: tuple[ExpectedUsage, ...] = ()


@frozen
class Subscription:
    """What a customer has ordered: `seats` of a product from `starts_on` to `ends_on`, both inclusive.

    `customer` None: not known. `term` `P1M`, `P1Y`, `P3Y`; empty words and None: not known.
    """

    id: str
    customer: CustomerId | None = None
    product: str = ""
    sku: str = ""
    seats: Seats | None = None
    term: str = ""
    billing: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    auto_renew: bool | None = None
    state: str = ""


@frozen
class Reported:
    """What Partner Center shows for a metric (or `total`) as of a day; there is one per id.

    `area` is an area, or `specialization:ID`: then `track` is `single`, `metric` the id of a requirement, and
    `points` the percentage of it, where 100 is met.
    """

    area: Area
    track: str
    metric: str
    as_of: date
    value: Decimal | None = None
    points: Decimal | None = None

    @property
    def id(self) -> str:
        return f"{self.area}/{self.track}/{self.metric}/{self.as_of.isoformat()}"
