"""A partner of one person, and what is on their agenda."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from readiness.agenda import AgendaItem, agenda
from readiness.facts import (
    AssociationClaim,
    Award,
    CertificationId,
    CustomerId,
    Facts,
    Person,
    PersonId,
    Put,
    Thing,
)
from readiness.rules import load_rulebook

ON = date(2026, 11, 24)


ADA = PersonId("p1")


LIVING, RETIRED, RETIRING = "azure-administrator", "azure-security-engineer", "m365-administrator-expert"
RULEBOOK = load_rulebook()
"""AZ-104 is active; AZ-500 retired on 2026-08-31 and counts to 2027-08-31; MS-102 retires on 2026-11-30."""


CLAIM = AssociationClaim("k1", CustomerId("c1"), "Teams for Lamna", area="modern-work", owner=ADA)


def facts(*things: Thing) -> Facts:
    return Facts().changed(Put(thing) for thing in (Person(ADA, "Ada Nowak"), *things))


def award(
    expires: date | None, certification: str = LIVING, award_id: str = "a1", person: PersonId = ADA
) -> Award:
    earned = (expires or ON) - timedelta(days=365)
    return Award(award_id, person, CertificationId(certification), earned, expires)


def items(*things: Thing, on: date = ON, kind: str | None = None, **how: Any) -> list[AgendaItem]:
    found = agenda(facts(*things), RULEBOOK, on, **how)
    return [item for item in found if kind is None or item.kind == kind]


def ids(found: Iterable[AgendaItem]) -> list[str]:
    return [item.id for item in found]
