"""What can be wrong with a record whose values are all of their form: words, bounds, order of days.

The store keeps whatever it is given; an importer refuses a record that has a flaw, and a check names it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from readiness.document.forms import DAY, DECIMAL, MILLIONTHS, TEXT, TIME, Form, shown
from readiness.document.shapes import Entry, UsageRow, shape_of
from readiness.facts import (
    AREAS,
    ASSOCIATION_CLAIM_STATUSES,
    ASSOCIATIONS,
    BILLINGS,
    CLAIM_STATUSES,
    CLOUDS,
    COOP_STATUSES,
    DELIVERIES,
    ELIGIBILITY,
    ENGAGEMENT_SIZES,
    LARGEST_ATTACHMENT,
    LEVELS,
    MEASURES,
    METRICS,
    MICRO,
    OFFERS,
    REFERENCE_STATUSES,
    SEGMENTS,
    SPECIALIZATION,
    STAGES,
    SUBSCRIPTION_STATES,
    TERMS,
    TRACKS,
    AdminRelationship,
    Association,
    AssociationClaim,
    Attachment,
    AuditControl,
    Award,
    Baseline,
    Benefit,
    Choices,
    CoopClaim,
    CustomerReference,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    ExpectedUsage,
    HeldSpecialization,
    Kind,
    Project,
    Reported,
    Segment,
    Subscription,
    SupportCase,
    Tenant,
    month_of,
    zone_of,
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """`problem.<code>` with its slots, and the path of the value below the record."""

    code: str
    path: str = ""
    slots: Mapping[str, Any] = field(default_factory=dict, hash=False)


Rule: TypeAlias = Callable[[Any], Flaw | None]

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""Days beyond these are placeholders or slips, and would run out of the calendar when a term is added."""
LARGEST_VALUE: Final = 1_000_000_000
"""No customer uses a service for a billion a month, whatever the measure."""
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _text(value: str) -> Flaw | None:
    return Flaw("text-unprintable") if _UNPRINTABLE.search(value) else None


def _id(value: str) -> Flaw | None:
    return _text(value) if value.strip() else Flaw("value-empty")


def _day(value: date) -> Flaw | None:
    if FIRST_DAY <= value <= LAST_DAY:
        return None
    return Flaw("day-out-of-range", slots={"day": value.isoformat()})


def _month(value: int) -> Flaw | None:
    if month_of(FIRST_DAY) <= value <= month_of(LAST_DAY):
        return None
    return Flaw("day-out-of-range", slots={"day": f"{value // 12:04}-{value % 12 + 1:02}"})


def _time(value: datetime) -> Flaw | None:
    if value.tzinfo is None:
        return Flaw("time-without-zone", slots={"value": value.isoformat()})
    return _day(value.date())


def _millionths(value: int) -> Flaw | None:
    if value < 0:
        return Flaw("number-negative", slots={"value": str(Decimal(value) / MICRO)})
    if value > LARGEST_VALUE * MICRO:
        return Flaw("number-too-large", slots={"value": shown(str(Decimal(value) / MICRO))})
    return None


def _decimal(value: Decimal) -> Flaw | None:
    if abs(value) > LARGEST_VALUE:
        return Flaw("number-too-large", slots={"value": shown(str(value))})
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        return Flaw("number-too-fine", slots={"value": shown(str(value))})
    return None


def between(low: int, high: int) -> Rule:
    """A number from low to high, both inclusive."""

    def rule(value: Decimal) -> Flaw | None:
        if low <= value <= high:
            return _decimal(Decimal(value))
        return Flaw("number-out-of-range", slots={"value": shown(str(value)), "low": low, "high": high})

    return rule


def one_of(words: tuple[str, ...], *, or_none: bool = False) -> Rule:
    """A word of a closed list; `or_none`: or no word at all."""
    allowed = frozenset(words)

    def rule(value: str) -> Flaw | None:
        if value in allowed or (or_none and value == ""):
            return None
        return Flaw("word-unknown", slots={"value": shown(value), "words": ", ".join(words)})

    return rule


def _zone(value: str) -> Flaw | None:
    """Empty, or the IANA name of a zone that is known here."""
    return None if not value or zone_of(value) else Flaw("zone-unknown", slots={"value": shown(value)})


def _attached(value: bytes) -> Flaw | None:
    if len(value) <= LARGEST_ATTACHMENT:
        return None
    return Flaw("file-too-large", slots={"megabytes": LARGEST_ATTACHMENT // 1_000_000})


def _each(rule: Rule) -> Rule:
    def all_of_them(values: tuple[Any, ...]) -> Flaw | None:
        for index, value in enumerate(values):
            if (flaw := rule(value)) is not None:
                return Flaw(flaw.code, f"[{index}]{flaw.path}", flaw.slots)
        return None

    return all_of_them


def _words(value: Mapping[str, str]) -> Flaw | None:
    return next((flaw for pair in value.items() for word in pair if (flaw := _text(word)) is not None), None)


def _metric_source(value: Mapping[str, str]) -> Flaw | None:
    for key, word in value.items():
        area, slash, metric = key.partition("/")
        if not (slash and area in AREAS and metric in METRICS):
            return Flaw("word-unknown", f".{key}", {"value": shown(key), "words": "area/metric"})
        if (flaw := one_of(("records", "reported"))(word)) is not None:
            return Flaw(flaw.code, f".{key}", flaw.slots)
    return None


_FORM_RULES: Final[Mapping[Form, Rule]] = MappingProxyType(
    {TEXT: _text, DAY: _day, TIME: _time, MILLIONTHS: _millionths, DECIMAL: _decimal}
)
_area: Final = one_of(AREAS)
_metric: Final = one_of((*METRICS, "total"))
_measure: Final = one_of(MEASURES)
_association: Final = one_of(ASSOCIATIONS, or_none=True)


def _area_or_specialization(value: str) -> Flaw | None:
    """`specialization:ID` is known to the rules alone, which stand above."""
    return _text(value) if value.startswith(SPECIALIZATION) else _area(value)


_FIELD_RULES: Final[Mapping[tuple[Kind, str], Rule]] = MappingProxyType(
    {
        (Choices, "metric_source"): _metric_source,
        (Enrollment, "area"): _area,
        (Enrollment, "track"): one_of(TRACKS),
        (Tenant, "id"): _id,
        (Tenant, "cloud"): one_of(CLOUDS),
        (Segment, "segment"): one_of(SEGMENTS),
        (Association, "kind"): one_of(ASSOCIATIONS),
        (Baseline, "workload"): _id,
        (Baseline, "measure"): _measure,
        (UsageRow, "workload"): _id,
        (UsageRow, "month"): _month,
        (UsageRow, "measure"): _measure,
        (UsageRow, "association"): _association,
        (UsageRow, "offer"): one_of(OFFERS),
        (Project, "areas"): _each(_area),
        (Project, "stage"): one_of(STAGES),
        (Project, "probability"): between(0, 1),
        (ExpectedUsage, "workload"): _id,
        (ExpectedUsage, "measure"): _measure,
        (ExpectedUsage, "association"): _association,
        (Subscription, "seats"): between(0, 10_000_000),
        (Subscription, "term"): one_of(TERMS, or_none=True),
        (Subscription, "billing"): one_of(BILLINGS, or_none=True),
        (Subscription, "state"): one_of(SUBSCRIPTION_STATES, or_none=True),
        (Event, "areas"): _each(_area),
        (Event, "kind"): _id,
        (Event, "capacity"): between(0, 1_000_000),
        (Event, "delivery"): one_of(DELIVERIES),
        (Event, "cost"): between(0, LARGEST_VALUE),
        (Event, "fiscal_year"): between(FIRST_DAY.year, LAST_DAY.year),
        (Event, "zone"): _zone,
        (Event, "lab_seats"): between(0, 1_000_000),
        (Event, "level"): one_of(LEVELS, or_none=True),
        (Engagement, "areas"): _each(_area),
        (Engagement, "size"): one_of(ENGAGEMENT_SIZES),
        (Engagement, "status"): one_of(CLAIM_STATUSES, or_none=True),
        (Engagement, "hours"): between(0, 1_000_000),
        (Engagement, "expected_amount"): between(0, LARGEST_VALUE),
        (Engagement, "paid_amount"): between(0, LARGEST_VALUE),
        (Engagement, "eligibility"): _each(one_of(ELIGIBILITY)),
        (AssociationClaim, "area"): _area,
        (AssociationClaim, "status"): one_of(ASSOCIATION_CLAIM_STATUSES),
        (CoopClaim, "status"): one_of(COOP_STATUSES),
        (CoopClaim, "amount"): between(0, LARGEST_VALUE),
        (CoopClaim, "impressions"): between(0, LARGEST_VALUE),
        (CustomerReference, "status"): one_of(REFERENCE_STATUSES),
        (CustomerReference, "specialization"): _id,
        (AuditControl, "specialization"): _id,
        (AuditControl, "title"): _id,
        (Benefit, "name"): _id,
        (SupportCase, "area"): _area,
        (Attachment, "name"): _id,
        (Attachment, "about"): _id,
        (Attachment, "content"): _attached,
        (Deadline, "area"): _area,
        (Reported, "area"): _area_or_specialization,
        (Reported, "track"): one_of(TRACKS),
        (HeldSpecialization, "specialization"): _id,
        (Reported, "points"): between(0, 100),
    }
)
_ORDERED: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Award: ("earned_on", "expires_on"),
        Enrollment: ("purchased_on", "anniversary"),
        HeldSpecialization: ("attained_on", "anniversary"),
        Association: ("since", "until"),
        Subscription: ("starts_on", "ends_on"),
        Event: ("starts_at", "ends_at"),
        Engagement: ("claimed_on", "consent_sent_on", "consent_on", "submitted_on"),
        CustomerReference: ("started_on", "ended_on"),
        AdminRelationship: ("starts_on", "ends_on"),
        SupportCase: ("opened_on", "closed_on"),
    }
)
"""None of these that is there may come after a later one."""


def flaws(thing: Any) -> Iterator[Flaw]:
    """Everything wrong with a record and with the records inside it."""
    kind = type(thing)
    for entry, rule in _rules(kind):
        value = getattr(thing, entry.name)
        if value is not None and (flaw := rule(value)) is not None:
            yield Flaw(flaw.code, f".{entry.key}{flaw.path}", flaw.slots)
    if kind is Reported and (flaw := _reported_metric(thing)) is not None:
        yield flaw
    if kind in _ORDERED and (flaw := _disorder(thing, _ORDERED[kind])) is not None:
        yield flaw


def _reported_metric(thing: Reported) -> Flaw | None:
    """A metric of an area, or the id of a requirement of a specialization."""
    known = _id if thing.area.startswith(SPECIALIZATION) else _metric
    flaw = known(thing.metric)
    return None if flaw is None else Flaw(flaw.code, ".metric", flaw.slots)


def _disorder(thing: Any, names: tuple[str, ...]) -> Flaw | None:
    there = [(name, day) for name in names if (day := getattr(thing, name)) is not None]
    for (_, first), (late, last) in pairwise(there):
        if isinstance(first, datetime) and (first.tzinfo is None) != (last.tzinfo is None):
            continue  # named as a time without its zone already
        if first > last:
            key = next(entry.key for entry in shape_of(type(thing)).entries if entry.name == late)
            return Flaw("days-reversed", f".{key}")
    return None


_rules_of: Final[dict[Kind, tuple[tuple[Entry, Rule], ...]]] = {}


def _rules(kind: Kind) -> tuple[tuple[Entry, Rule], ...]:
    if kind not in _rules_of:
        rules = ((entry, _rule(kind, entry)) for entry in shape_of(kind).entries)
        _rules_of[kind] = tuple((entry, rule) for entry, rule in rules if rule is not None)
    return _rules_of[kind]


def _rule(kind: Kind, entry: Entry) -> Rule | None:
    if (kind, entry.name) in _FIELD_RULES:
        return _FIELD_RULES[(kind, entry.name)]
    if entry.name == "id" or (kind is UsageRow and entry.name == "customer"):
        return _id
    form = entry.form.inner or entry.form
    if form.of is not None:
        return _each(_first_flaw) if form.many else _first_flaw
    if form.many:
        return _each(_text)
    return _FORM_RULES.get(form, _words if kind is Choices else None)


def _first_flaw(thing: Any) -> Flaw | None:
    return next(flaws(thing), None)


__all__ = ["FIRST_DAY", "LARGEST_VALUE", "LAST_DAY", "Flaw", "flaws"]
