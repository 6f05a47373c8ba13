"""Partners to measure with: the demo partner, and as many more people with awards as asked for."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, cycle, islice

from readiness.demo import demo_facts
from readiness.facts import (
    MICRO,
    AdminRelationship,
    AssociationClaim,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    CustomerReference,
    Engagement,
    Facts,
    Month,
    Person,
    PersonId,
    Put,
    Segment,
    Series,
    UsageKey,
    month_of,
)
from readiness.rules import Rulebook

TODAY = date(2026, 11, 24)


def partner_of(people: int, awards: int, rulebook: Rulebook) -> Facts:
    """The demo partner, grown to so many people and awards of the kinds its people hold."""
    facts = demo_facts(rulebook, TODAY)
    wanted = sorted({award.certification for award in facts.awards.values()})
    more = [
        Person(PersonId(f"more-{n:05}"), f"Person {n:05}", f"person{n:05}@partner.example", f"9900{n:05}")
        for n in range(people - len(facts.people))
    ]
    certified = [
        Award(
            id=f"more-{n:05}",
            person=more[n % len(more)].id,
            certification=wanted[(n // len(more) + n) % len(wanted)],
            earned_on=TODAY - timedelta(days=n % 300),
            expires_on=TODAY + timedelta(days=365 - n % 300),
        )
        for n in range(awards - len(facts.awards))
    ]
    return facts.changed([*map(Put, more), *map(Put, certified)])


_USED = (
    ("SQL Database", "acr-usd", "csp-tier2", 300),
    ("Teams", "paid-seats", "csp-tier1", 40),
    ("Sentinel", "acr-usd", "pal", 220),
    ("Business Central", "revenue-usd", "cpor-revrec", 260),
    ("Teams", "active-users", "csp-tier1", 30),
    ("Storage", "acr-usd", "dpor", 90),
    ("Defender for Endpoint", "paid-seats", "cpor", 35),
    ("Virtual Machines", "acr-usd", "pal", 500),
    ("Exchange Online", "active-users", "cpor", 25),
    ("Business Central", "paid-seats", "csp-tier2", 12),
)
"""What customers use: workload, measure, association, and how much of it a month."""
_MONTHS = 25


def partner_with(people: int, awards: int, customers: int, values: int, rulebook: Rulebook) -> Facts:
    """So many records of each kind; the usage of all customers has 25 months and grows."""
    counted = sorted(
        {
            certification
            for area in rulebook.on(TODAY).areas.values()
            for track in area.tracks
            for metric in track.metrics
            for certification in getattr(metric.shape, "named", ())
        }
    )
    things = [Person(PersonId(f"p{n}"), f"Person {n}", linked_on=date(2025, 1, 1)) for n in range(people)]
    held = [_award(n, people, counted) for n in range(awards)]
    segments = cycle(("smb", "smb", "smb", "smb", "enterprise"))
    bought = [
        Customer(CustomerId(f"c{n}"), f"Customer {n}", segments=(Segment(segment),))
        for n, segment in zip(range(customers), segments, strict=False)
    ]
    used = [_series(n, customers) for n in range(-(-values // _MONTHS))]
    return Facts().changed([*map(Put, things), *map(Put, held), *map(Put, bought), *map(Put, used)])


def _award(number: int, people: int, counted: list[CertificationId]) -> Award:
    earned = TODAY - timedelta(days=20 + number * 7 % 300)
    which = counted[number * 5 % len(counted)]
    return Award(f"a{number}", PersonId(f"p{number % people}"), which, earned, earned + timedelta(days=365))


def _series(number: int, customers: int) -> Series:
    """The n-th series: each customer first uses one thing, then a second one, and so on."""
    kind, round_ = (number % customers + number // customers) % len(_USED), number // (customers * len(_USED))
    workload, measure, association, amount = _USED[kind]
    begins = 12 * (number % 3 == 0)  # a third of it is new within the year
    months = islice(range(_MONTHS), _MONTHS)
    values = tuple((0 if month < begins else amount + number % 50 + month) * MICRO for month in months)
    key = UsageKey(
        CustomerId(f"c{number % customers}"), workload, measure, association,
        subscription=f"s{round_}" if round_ else "",
    )  # fmt: skip
    return Series(key, Month(month_of(TODAY) - _MONTHS), tuple(values))


def with_papers(facts: Facts) -> Facts:
    """The partner with what its packs are made of, and nobody linked: a letter for whoever is certified."""
    customers = list(facts.customers)
    unlinked = [replace(person, linked_on=None) for person in facts.people.values()]
    contact = ("Kim Akers", "Head of IT", "kim@customer.example")
    claims = [AssociationClaim(f"k{n}", customers[n], f"Claim {n}", "", None, "", ("Teams",), "", *contact)
              for n in range(200)]  # fmt: skip
    references = [CustomerReference(f"r{n}", "mw-meetings-rooms", customers[n], *contact) for n in range(60)]
    engagements = [
        Engagement(f"e{n}", f"Workshop {n}", "workshop", customer=customers[n]) for n in range(100)
    ]
    relationships = [
        AdminRelationship(f"g{n}", one, "Managed services", ("Security reader",), ends_on=TODAY)
        for n, one in enumerate(customers[:600])
    ]
    papers = (map(Put, claims), map(Put, references), map(Put, engagements), map(Put, relationships))
    return facts.changed(chain(map(Put, unlinked), *papers))
