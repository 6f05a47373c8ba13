"""The smallest set of records that gives a count: people with awards, tenants with usage."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from readiness.facts import (
    MICRO,
    Award,
    Choices,
    Customer,
    CustomerId,
    Enrollment,
    Facts,
    Month,
    Person,
    PersonId,
    Put,
    Segment,
    Series,
    UsageKey,
    month_of,
    series_of,
)
from readiness.facts.changes import Change
from readiness.rules import Certification, Rulebook

NOW, BEFORE, YEAR_AGO, BEFORE_YEAR_AGO = 0, -1, -12, -13
"""Months counted from the last month with data."""
Usage = Mapping[int, str | int]


class World:
    """Records as of one day, under one rulebook."""

    def __init__(self, rulebook: Rulebook, on: date) -> None:
        self._rulebook = rulebook
        self._on = on
        self._changes: list[Change] = []
        self._count = 0
        self.last_month = Month(month_of(on) - 1)

    @property
    def facts(self) -> Facts:
        return Facts().changed(self._changes)

    def certification(self, name: str) -> Certification:
        found = self._rulebook.catalogue.find(name)
        assert found is not None, name
        return found

    def person(self, name: str, certifications: Iterable[str], gone: date | None = None) -> PersonId:
        """Somebody who holds these; `gone`: left, and the account was deleted, that day."""
        person = PersonId(name)
        self._changes.append(Put(Person(person, name, left_on=gone, account_deleted_on=gone)))
        for certification in certifications:
            self.award(person, certification)
        return person

    def unlinked_person(self, name: str) -> PersonId:
        """Somebody whose Learn account was linked, and is no longer."""
        person = PersonId(name)
        self._changes.append(Put(Person(person, name, unlinked_on=date(2020, 1, 1))))
        return person

    def award(self, person: PersonId, certification: str, expires: date | None = None) -> None:
        """Earned while it could be, and valid for another half year."""
        found = self.certification(certification)
        earned = min(self._on, found.retired_on or self._on) - timedelta(days=90)
        expires = expires or self._on + timedelta(days=180)
        self._changes.append(Put(Award(self._new("award"), person, found.id, earned, expires)))

    def people(self, count: int, certification: str) -> None:
        """So many people who hold this one only."""
        for _ in range(count):
            self.person(self._new("person"), [certification])

    def customer(self, segment: str = "smb", name: str = "", segments: Iterable[Segment] = ()) -> CustomerId:
        """In one segment, or in several after each other."""
        customer = CustomerId(name or self._new("customer"))
        dated = tuple(segments) or (Segment(segment),)
        self._changes.append(Put(Customer(customer, customer, segments=dated)))
        return customer

    def enrol(self, area: str, bought: date, track: str | None = None) -> None:
        """A designation for a year."""
        anniversary = bought.replace(year=bought.year + 1)
        self._changes.append(Put(Enrollment(self._new("enrolment"), area, bought, anniversary, track)))

    def use(self, customer: CustomerId, workload: str, measure: str, association: str, usage: Usage) -> None:
        """Usage by month, counted from the last month."""
        by_month = {
            Month(self.last_month + offset): int(Decimal(str(value)) * MICRO)
            for offset, value in usage.items()
        }
        made = series_of(UsageKey(customer, workload, measure, association), by_month)
        assert isinstance(made, Series)
        self._changes.append(Put(made))

    def tenants(self, net: int, workload: str, measure: str, association: str, value: str | int) -> None:
        """So many tenants that use it in the last month alone; negative: in the year-ago month alone."""
        self.use(self.customer(), "Something else", "capacity", "", {NOW: 1})
        for _ in range(abs(net)):
            self.use(self.customer(), workload, measure, association, {NOW if net > 0 else YEAR_AGO: value})

    def read(self, reading: str, alternative: str) -> None:
        """Choose how an open rule is read."""
        self._changes.append(Put(Choices(readings={reading: alternative})))

    def _new(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count:03}"
