"""One question: whose facts, under which rules, on which day; and what all rule shapes share."""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from readiness.assess.finding import Finding, make_finding
from readiness.assess.records import Presence, Records
from readiness.assess.streams import Number
from readiness.facts import Facts, Month, PersonId, month_of
from readiness.problems import Message
from readiness.rules import Programme, Rules

ZERO = Fraction(0)

REMEMBERED = 4096
"""Values kept at hand by each of the caches below."""
exactly = lru_cache(maxsize=REMEMBERED)(Fraction)
"""The fraction of two whole numbers, or the whole number: points and counts are few and come again and again.

A score makes three hundred of them; looking one up takes a fifth of the time of making it.
"""

fixed = lru_cache(maxsize=REMEMBERED)(Message)
"""A sentence without slots, made once: scores say the same few again and again."""


class Case(NamedTuple):
    """The facts' indexes, the rules of the day, and the day."""

    records: Records
    rules: Rules
    programme: Programme
    on: date
    month: Month
    """The month that "last month" means; the one before `on` where there is no usage at all."""
    readings: Mapping[str, str]
    """How each open rule is read here: the partner's choice, else the default."""
    presence: Mapping[PersonId, Presence]
    """When people count; who always does is not listed."""
    retired_credit: str
    unlinked_people: str
    leaver_day: int | None
    """Of the month after leaving; None: the last day itself is the end."""

    @property
    def facts(self) -> Facts:
        return self.records.facts

    def reading(self, name: str) -> str:
        """How an open rule is read; empty where nothing is open on the day."""
        return self.readings.get(name, "")

    def code(self, certification: str) -> str:
        return self.records.catalogue.code(certification)


_Day: TypeAlias = tuple[
    Programme, date, Month, Mapping[str, str], Mapping[PersonId, Presence], str, str, int | None
]
"""A case without whose facts and which rules."""


class Outcome(NamedTuple):
    """What one rule shape found: the metric's number, its points, and why."""

    value: Fraction
    full_at: Fraction
    points: Fraction
    asks: Message
    found: Message
    because: tuple[Finding, ...] = ()
    evidence: tuple[str, ...] = ()
    reading: Message | None = None


def case_of(records: Records, rules: Rules, on: date) -> Case | None:
    """None where the programme has not begun."""
    programme = rules.programme
    if programme is None:
        return None
    return Case(records, rules, *records.keep(("day", programme, on), _day, records, programme, on))


def _day(records: Records, programme: Programme, on: date) -> _Day:
    """What is the same for all areas."""
    readings = records.keep(("readings", programme), _readings, records, programme)
    unlinked = readings.get("unlinked-people", "")
    leaver_day = None if readings.get("leavers") == "last-day" else programme.calendar.leaver_day
    return (
        programme,
        on,
        records.data_month(on) or Month(month_of(on) - 1),
        readings,
        records.presence(leaver_day, unlinked_count=unlinked == "count"),
        readings.get("retired-credit", ""),
        unlinked,
        leaver_day,
    )


def _readings(records: Records, programme: Programme) -> Mapping[str, str]:
    return {name: reading.chosen(records.facts.choices) for name, reading in programme.readings.items()}


def points_for(value: Fraction, full_at: Fraction, maximum: Fraction) -> Fraction:
    """Proportional, never below 0, never above the maximum; exact."""
    up, down = value.as_integer_ratio()
    if up <= 0:
        return ZERO
    most, least = full_at.as_integer_ratio()
    if up * least >= most * down:
        return maximum
    top, bottom = maximum.as_integer_ratio()
    return exactly(up * top * least, down * bottom * most)


def product(some: Fraction, other: Fraction) -> Fraction:
    """`some * other`, without the checks for other kinds of number, which take longer than the product."""
    up, down = some.as_integer_ratio()
    top, bottom = other.as_integer_ratio()
    return exactly(up * top, down * bottom)


def quotient(some: Fraction, other: Fraction) -> Fraction:
    """`some / other`, as `product`; `other` is above 0."""
    up, down = some.as_integer_ratio()
    top, bottom = other.as_integer_ratio()
    return exactly(up * bottom, down * top)


def difference(some: Number, other: Number) -> Fraction:
    """`some - other`, as `product`."""
    up, down = some.as_integer_ratio()
    top, bottom = other.as_integer_ratio()
    return exactly(up * bottom - top * down, down * bottom)


def at_least(some: Number, other: Number) -> bool:
    """`some >= other`, which takes a third of the time this way."""
    up, down = some.as_integer_ratio()
    top, bottom = other.as_integer_ratio()
    return up * bottom >= top * down


def total(points: Collection[Fraction]) -> Fraction:
    """Their sum; 0 when there are none. One reduction instead of one for each."""
    if len(points) == 1:
        return next(iter(points))
    up, down = 0, 1
    for some in points:
        numerator, denominator = some.as_integer_ratio()
        if denominator == down:
            up += numerator
        else:
            up, down = up * denominator + numerator * down, down * denominator
    return exactly(up, down)


def note(  # noqa: PLR0913 - a finding's own fields
    rule: str,
    asks: Message,
    found: Message,
    *,
    met: bool = False,
    evidence: tuple[str, ...] = (),
    because: tuple[Finding, ...] = (),
) -> Finding:
    """A finding without points: something that was looked at."""
    return make_finding(rule, asks, found, ZERO, ZERO, met=met, evidence=evidence, because=because)
