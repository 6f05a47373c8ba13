"""Partners to measure with: the demo partner, and as many more people with awards as asked for."""

from datetime import date, timedelta

from readiness.demo import demo_facts
from readiness.facts import Award, Facts, Person, PersonId, Put
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
