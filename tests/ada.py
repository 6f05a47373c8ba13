"""One person with one certification."""

from datetime import date

from readiness.facts import (
    Award,
    CertificationId,
    Person,
    PersonId,
)
from readiness.problems import Message

ADA = Person(PersonId("p1"), "Ada Nowak", "ada@partner.example")


AWARD = Award("a1", ADA.id, CertificationId("azure-administrator"), date(2026, 3, 2), date(2027, 3, 2))


ADD = Message("undo.person-added", {"name": "Ada Nowak"})
