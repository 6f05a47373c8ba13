"""Who works at the demo partner, and which certifications they hold, let lapse or plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from readiness.demo.days import Days
from readiness.facts import Location, Partner, Person, PersonId

PARTNER: Final = Partner(
    name="Contoso Partner",
    partner_id="1234567",
    country="FR",
    currency="EUR",
    kinds=("services",),
    locations=(Location("7654321", "Lyon", "FR"), Location("7654322", "Berlin", "DE")),
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person; days are relative to the day asked for, `linked` None: not linked to Learn."""

    name: str
    location: str
    joined: int
    linked: int | None


@dataclass(frozen=True, slots=True)
class Wish:
    """An award that the story needs.

    `prefers`: certifications by exam code, the first that fits is taken; `step`: the rule that it should
    count for, as area/metric/`counts` or area/metric/number of the gate, whose other certifications stand
    in once none of `prefers` fits. `days`: when it expires (or the exam is), from the day asked for.
    """

    person: str
    state: str
    """`valid` (expires one day), `kept` (never expires), `expired`, `retired` (counts still), `planned`."""
    days: int
    prefers: tuple[str, ...]
    step: str = ""
    years: int = 1
    """Years from earning to expiry: 1, or more where it was renewed."""


COLLEAGUES: Final = (
    Colleague("Ada Nowak", "7654321", -1780, -1760),
    Colleague("Chloé Bernard", "7654321", -1120, -1101),
    Colleague("Daniel Weiss", "7654322", -1502, -1490),
    Colleague("Elif Demir", "7654322", -258, None),
    Colleague("Farid Benali", "7654321", -905, -890),
    Colleague("Grace Lin", "7654322", -640, -618),
    Colleague("Hugo Martin", "7654321", -1333, -1320),
    Colleague("Ines Moreau", "7654321", -1010, -1002),
    Colleague("Jonas Berg", "7654322", -50, -12),
    Colleague("Lea Fischer", "7654322", -733, -715),
    Colleague("Marta Silva", "7654321", -820, -801),
    Colleague("Nina Roth", "7654322", -1190, -1177),
    Colleague("Noah Petit", "7654321", -560, -547),
    Colleague("Samir Haddad", "7654321", -1415, -1404),
)

_DATA = "data-ai/intermediate-certifications"
_INFRA = "infrastructure/intermediate-certifications"
_INFRA_ADVANCED = "infrastructure/advanced-certifications"
_APPS = "digital-app-innovation/intermediate-certifications"
_APPS_ADVANCED = "digital-app-innovation/advanced-certifications"
_BUSINESS = "business-applications/intermediate-certifications"
_BUSINESS_ADVANCED = "business-applications/advanced-certifications"
_WORK = "modern-work/intermediate-certifications"
_WORK_ADVANCED = "modern-work/advanced-certifications"
_SECURITY = "security/intermediate-certifications"

WISHES: Final = (
    Wish("Ada Nowak", "valid", 262, ("AZ-104",), f"{_INFRA}/0", 3),
    Wish("Ada Nowak", "valid", 301, ("AZ-305",), f"{_INFRA_ADVANCED}/0", 2),
    Wish("Ada Nowak", "valid", 288, ("AZ-140",), f"{_INFRA_ADVANCED}/counts"),
    Wish("Ada Nowak", "kept", -1500, ("AZ-900",)),
    Wish("Chloé Bernard", "valid", 270, ("DP-300",), f"{_DATA}/counts", 2),
    Wish("Chloé Bernard", "valid", 330, ("DP-700",), f"{_DATA}/counts"),
    Wish("Chloé Bernard", "expired", -290, ("DP-203",), "", 2),
    Wish("Chloé Bernard", "kept", -700, ("DP-900",)),
    Wish("Daniel Weiss", "valid", 110, ("AZ-104",), f"{_INFRA}/0", 3),
    Wish("Daniel Weiss", "valid", 256, ("AZ-305",), f"{_INFRA_ADVANCED}/0", 2),
    Wish("Daniel Weiss", "valid", 315, ("AZ-700",), f"{_INFRA}/counts"),
    Wish("Daniel Weiss", "expired", -75, ("AZ-400",), "", 2),
    Wish("Elif Demir", "retired", 200, ("AZ-204",), f"{_APPS}/counts"),
    Wish("Elif Demir", "planned", 73, ("AZ-400",), f"{_APPS_ADVANCED}/counts"),
    Wish("Farid Benali", "expired", -120, ("AZ-500",), "", 2),
    Wish("Farid Benali", "valid", 19, ("SC-401",), f"{_SECURITY}/counts"),
    Wish("Farid Benali", "kept", -520, ("SC-900",)),
    Wish("Grace Lin", "retired", 180, ("AZ-204",), f"{_APPS}/counts"),
    Wish("Grace Lin", "valid", 320, ("AI-103",), f"{_DATA}/counts"),
    Wish("Hugo Martin", "valid", 275, ("AZ-104",), f"{_INFRA}/0", 2),
    Wish("Hugo Martin", "valid", 130, ("AZ-700",), f"{_INFRA}/counts", 2),
    Wish("Hugo Martin", "valid", 41, ("AZ-140",), f"{_INFRA_ADVANCED}/counts"),
    Wish("Hugo Martin", "kept", -1290, ("AZ-900",)),
    Wish("Hugo Martin", "planned", 66, ("DP-700",), f"{_DATA}/counts"),
    Wish("Ines Moreau", "valid", 354, ("MD-102",), f"{_WORK}/counts"),
    Wish("Ines Moreau", "expired", -14, ("MS-102",), f"{_WORK_ADVANCED}/counts"),
    Wish("Jonas Berg", "valid", 340, ("AZ-104",), f"{_INFRA}/0"),
    Wish("Jonas Berg", "retired", 215, ("AZ-800+AZ-801",), f"{_INFRA}/counts"),
    Wish("Jonas Berg", "retired", 0, ("MS-900", "AB-900"), f"{_WORK}/counts"),
    Wish("Jonas Berg", "kept", -380, ("AZ-900",)),
    Wish("Lea Fischer", "valid", 88, ("SC-200",), f"{_SECURITY}/1", 2),
    Wish("Lea Fischer", "valid", 343, ("SC-401",), f"{_SECURITY}/counts"),
    Wish("Lea Fischer", "expired", -200, ("SC-400",), "", 2),
    Wish("Marta Silva", "valid", 121, ("DP-700",), f"{_DATA}/counts", 2),
    Wish("Marta Silva", "valid", 280, ("PL-300",), f"{_BUSINESS}/counts", 2),
    Wish("Marta Silva", "kept", -610, ("PL-900",)),
    Wish("Nina Roth", "valid", 70, ("MB-800",), f"{_BUSINESS}/counts", 2),
    Wish("Nina Roth", "valid", 300, ("AB-100",), f"{_BUSINESS_ADVANCED}/counts"),
    Wish("Nina Roth", "kept", -1150, ("PL-900",)),
    Wish("Nina Roth", "kept", -1160, ("MB-910",)),
    Wish("Noah Petit", "retired", 240, ("AZ-204",), f"{_APPS}/counts"),
    Wish("Noah Petit", "valid", 290, ("MB-800",), f"{_BUSINESS}/counts"),
    Wish("Noah Petit", "kept", -430, ("AZ-900",)),
    Wish("Samir Haddad", "retired", 0, ("AZ-500",), f"{_SECURITY}/0"),
    Wish("Samir Haddad", "valid", 294, ("SC-200",), f"{_SECURITY}/1", 2),
    Wish("Samir Haddad", "valid", 12, ("SC-100",), f"{_SECURITY}/counts"),
    Wish("Samir Haddad", "kept", -800, ("SC-900",)),
    Wish("Samir Haddad", "planned", 52, ("SC-500",), f"{_SECURITY}/0"),
)  # fmt: skip

ADDED: Final = (
    Wish("Hugo Martin", "valid", 359, ("DP-700", "DP-600"), f"{_DATA}/counts"),
    Wish("Marta Silva", "valid", 326, ("PL-400",), f"{_APPS}/counts"),
    Wish("Lea Fischer", "valid", 353, ("SC-300",), f"{_SECURITY}/counts"),
    Wish("Chloé Bernard", "kept", -9, ("AZ-900",)),
    Wish("Grace Lin", "kept", -16, ("AI-901",)),
)
"""What the sample export holds beyond the records."""

RENEWED: Final = (("Samir Haddad", 12), ("Daniel Weiss", 110), ("Nina Roth", 70))
"""Whose award, expiring after so many days, the sample export shows renewed."""


def email_of(name: str) -> str:
    """`Ada Nowak` -> `ada.nowak`, plain letters."""
    return name.casefold().replace("é", "e").replace(" ", ".")


def person_id(days: Days, name: str) -> PersonId:
    return PersonId(days.id("person", name))


def people(days: Days) -> Iterator[Person]:
    for number, colleague in enumerate(COLLEAGUES):
        linked = None if colleague.linked is None else days.day(colleague.linked)
        yield Person(
            person_id(days, colleague.name),
            colleague.name,
            f"{email_of(colleague.name)}@contoso-partner.example",
            "" if linked is None else str(990012345 + 97 * number),
            colleague.location,
            joined_on=days.day(colleague.joined),
            linked_on=linked,
            unlinked_on=days.day(colleague.joined) if linked is None else None,
            notes="Still linked to a former employer." if linked is None else "",
        )
