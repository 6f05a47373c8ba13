"""A second, smaller invented partner, as a document to import into a workspace of its own."""

from readiness.demo.days import Days, years_before
from readiness.facts import (
    Association,
    Award,
    Customer,
    CustomerId,
    Deadline,
    Facts,
    Location,
    Partner,
    Person,
    PersonId,
    Put,
    Segment,
    Series,
    Tenant,
    UsageKey,
)
from readiness.facts.nouns import MICRO
from readiness.rules import Rulebook

PEOPLE = (("Amélie Roux", "AZ-104", 210), ("Tomás Vidal", "AZ-104", 265), ("Petra Klein", "AZ-305", 190))
CLIENTS = (("Blue Yonder Bikes", 640), ("Nod Publishers", 820))
_USAGE_MONTHS = 14


def second_partner(rulebook: Rulebook, days: Days) -> Facts:
    """Three people, two customers with a year of Azure usage, one deadline."""
    partner = Partner(
        "Northwind Cloud", "7700001", "BE", "EUR", ("services",), (Location("7700002", "Ghent", "BE"),)
    )
    changes = [Put(partner)]
    for name, exam, ends in PEOPLE:
        person = PersonId(days.id("second", "person", name))
        found = rulebook.catalogue.find(exam)
        changes.append(Put(Person(person, name, location="7700002", joined_on=days.day(-900))))
        if found is not None:
            expires = days.day(ends)
            award = Award(
                days.id("second", "award", name), person, found.id, years_before(expires, 1), expires
            )
            changes.append(Put(award))
    for name, consumed in CLIENTS:
        changes += _client(days, name, consumed)
    due = days.workday(45)
    changes.append(Put(Deadline(days.id("second", "deadline"), "Choose the first area to aim for", due)))
    return Facts().changed(changes)


def _client(days: Days, name: str, consumed: int) -> list[Put]:
    client = CustomerId(days.id("second", "customer", name))
    domain = f"{name.casefold().replace(' ', '-')}.example"
    tenants = (Tenant(days.id("second", "tenant", name), domain),)
    values = tuple((consumed - 20 * (_USAGE_MONTHS - month)) * MICRO for month in range(1, _USAGE_MONTHS + 1))
    first = days.month(25 - _USAGE_MONTHS)
    return [
        Put(Customer(client, name, tenants, country="BE", segments=(Segment("smb"),))),
        Put(
            Association(
                days.id("second", "association", name), client, "csp-tier2", since=days.month_start(6)
            )
        ),
        Put(Series(UsageKey(client, "SQL Database", "acr-usd", "csp-tier2"), first, values)),
    ]
