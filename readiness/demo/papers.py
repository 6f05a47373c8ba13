"""The demo partner's papers: claims, references, audit controls, delegated admin, benefits, cases, files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from readiness.demo.cast import person_id
from readiness.demo.clients import customer_id
from readiness.demo.days import Days
from readiness.demo.logo import logo
from readiness.facts import (
    LOGO,
    AdminRelationship,
    Area,
    AssociationClaim,
    Attachment,
    AuditControl,
    Benefit,
    CoopClaim,
    CustomerReference,
    Seats,
    SupportCase,
    Thing,
)

AUDITED: Final = "azure-infra-db-migration"
REFERENCED: Final = "mw-modernize-endpoints"
_LYON: Final = "7654321"
_LETTER: Final = (
    "Statement of work done\r\n\r\n"
    "We confirm that Contoso Partner moved our teams to Microsoft Teams and looks after its use.\r\n"
    "Active users before: 40. Active users now: 112.\r\n"
)
_PLAN: Final = "Phase;Content\r\n1;Inventory and assessment\r\n2;Landing zone\r\n3;Waves of ten servers\r\n"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A customer that speaks for the partner; days are relative to the day asked for."""

    customer: str
    contact: str
    title: str
    project: str
    size: str
    outcome: str
    started: int
    ended: int
    status: str
    consent: int | None
    sent: int | None


REFERENCES: Final = (
    Spoken("Bellows College", "Kim Akers", "Head of IT", "Intune for all campuses", "640 devices",
           "Every device is enrolled and patched within four days; two local servers are gone.", -410, -190,
           "customer-approved", -62, -55),
    Spoken("Coho Winery", "Luis Bonifaz", "Managing director", "Managed laptops for the cellars",
           "58 devices", "New laptops are ready for work within an hour, without a visit of IT.", -300, -215,
           "sent", -12, -9),
    Spoken("Woodgrove Bank", "Sidsel Øby", "Security officer", "Compliant devices only", "210 devices", "",
           -150, -40, "draft", None, None),
)  # fmt: skip

CONTROLS: Final = (
    ("A", "Adoption strategy", "Adatum", "Hugo Martin", "Strategy paper signed by the board, of March",
     -160, -150),
    ("A", "Adoption plan", "Adatum", "Hugo Martin", "Plan of the waves with owners and dates", -140, -120),
    ("A", "Security and governance tooling", "Wingtip Toys", "Samir Haddad",
     "Policies and Defender plans, shown live in the portal", -75, None),
    ("A", "Skilling plan", None, "Ada Nowak", "", None, None),
    ("B", "Assessment of the workloads to be moved", "Zephyr Cycles", "Daniel Weiss",
     "Azure Migrate report with costs and dependencies", -48, -44),
)  # fmt: skip
"""Module, control, customer, owner, what is shown, on which day, ready since."""


RELATIONSHIPS: Final = (
    ("Bellows College", "Licences and users", ("User Administrator", "License Administrator"), 58, False),
    ("Fabrikam", "Security operations", ("Security Reader", "Service Support Administrator"), 17, None),
    ("Adatum", "Landing zone", ("Directory Readers",), 121, True),
)  # fmt: skip
"""Customer, name, roles, the last day, whether it extends itself."""

CASES: Final[tuple[tuple[str, Area, str, int, int, int | None, str], ...]] = (
    ("2611200040001873", "business-applications", "deployments", -4, 3, None,
     "The go-live of Trey Research is not shown yet."),
    ("2608190040000951", "infrastructure", "net-customer-adds", -97, -80, -78,
     "A tenant was counted twice; mended by support."),
)  # fmt: skip
"""Number, area, metric, the days it was opened, is followed up and was closed, notes."""


def papers(days: Days) -> Iterator[Thing]:
    """Some of each kind, in the states that they go through."""
    yield from _claims(days)
    yield from _coop_claims(days)
    for spoken in REFERENCES:
        yield _reference(days, spoken)
    yield from _controls(days)
    yield from _relationships(days)
    yield from _benefits(days)
    yield from _cases(days)
    yield from _evidence(days)


def _claims(days: Days) -> Iterator[AssociationClaim]:
    """One under review, one that was sent back, one that is still being written."""
    yield AssociationClaim(
        days.id("claim", "Bellows College"), customer_id(days, "Bellows College"), "Teams and Copilot, 2026",
        _LYON, "modern-work", "Use or consume", ("Teams", "M365 Copilot"), "", "Kim Akers", "Head of IT",
        "kim.akers@bellowscollege.example", person_id(days, "Ines Moreau"), "", "under-review", days.day(-70),
        ("tenant", "workloads", "before-after", "dates", "service", "signed", "recent"), days.day(-6),
    )  # fmt: skip
    yield AssociationClaim(
        days.id("claim", "Fabrikam"), customer_id(days, "Fabrikam"), "Teams for Fabrikam", _LYON,
        "modern-work", "Use or consume", ("Teams",), "", "Nuria Gonzalez", "Office manager",
        "nuria@fabrikam.example", person_id(days, "Ines Moreau"), "The proof lacks numbers before the work.",
        "partner-action-required", days.day(-120), ("tenant", "workloads", "dates", "signed", "recent"),
        days.day(-25), days.day(-5),
    )  # fmt: skip
    yield AssociationClaim(
        days.id("claim", "Lamna Healthcare"), customer_id(days, "Lamna Healthcare"), "Teams for the wards",
        area="modern-work", workloads=("Teams",), owner=person_id(days, "Jonas Berg"),
        proof_on=days.day(-310), proof=("tenant", "signed"),
    )  # fmt: skip


def _coop_claims(days: Days) -> Iterator[CoopClaim]:
    yield CoopClaim(
        days.id("coop", "webinars"), "Security webinar series", days.day(-33), Decimal(4200), "EUR",
        Seats(850), "PA-20871", notes="Three evenings; the list of participants is with the agency.",
    )  # fmt: skip
    yield CoopClaim(
        days.id("coop", "partner day"), "Partner day in Lyon", days.day(-205), Decimal(7850), "EUR",
        Seats(1200), "PA-19944", "F-2026-0417", "paid", days.day(-150),
    )  # fmt: skip


def _reference(days: Days, spoken: Spoken) -> CustomerReference:
    mail = f"{spoken.contact.split()[0].casefold()}@{spoken.customer.casefold().replace(' ', '')}.example"
    return CustomerReference(
        days.id("reference", spoken.customer), REFERENCED, customer_id(days, spoken.customer), spoken.contact,
        spoken.title, mail, "", spoken.project, "Microsoft Intune", days.day(spoken.started),
        days.day(spoken.ended), spoken.size, spoken.outcome, _day(days, spoken.consent),
        _day(days, spoken.sent), spoken.status,
    )  # fmt: skip


def _day(days: Days, offset: int | None) -> date | None:
    return None if offset is None else days.day(offset)


def _controls(days: Days) -> Iterator[AuditControl]:
    for module, title, customer, owner, evidence, shown, ready in CONTROLS:
        yield AuditControl(
            days.id("control", title), AUDITED, title, module,
            customer=None if customer is None else customer_id(days, customer),
            owner=person_id(days, owner), evidence=evidence, evidence_on=_day(days, shown),
            ready_on=_day(days, ready),
        )  # fmt: skip


def _relationships(days: Days) -> Iterator[AdminRelationship]:
    for customer, name, roles, ends, extends in RELATIONSHIPS:
        yield AdminRelationship(
            days.id("relationship", customer), customer_id(days, customer), name, roles, days.day(ends - 730),
            days.day(ends), extends,
        )  # fmt: skip


def _benefits(days: Days) -> Iterator[Benefit]:
    yield Benefit(days.id("benefit", "credits"), "Azure credits", days.day(29), notes="Of the designation.")
    yield Benefit(
        days.id("benefit", "studio"), "Visual Studio subscriptions", days.day(-170), days.day(-182),
        days.day(165), "Ten seats, nine assigned.",
    )  # fmt: skip
    yield Benefit(days.id("benefit", "presales"), "Technical presales hours", days.day(115))


def _cases(days: Days) -> Iterator[SupportCase]:
    for number, area, metric, opened, follow_up, closed, notes in CASES:
        yield SupportCase(
            number, number, area, metric, days.day(opened), days.day(follow_up), _day(days, closed), notes
        )  # fmt: skip


def _evidence(days: Days) -> Iterator[Attachment]:
    claim, control = days.id("claim", "Bellows College"), days.id("control", "Adoption plan")
    letter, plan = _LETTER.encode("utf-8-sig"), _PLAN.encode("utf-8-sig")
    yield Attachment(
        days.id("file", "letter"), "statement-of-work-done.txt", f"claims:{claim}", letter, days.day(-69)
    )
    yield Attachment(
        days.id("file", "plan"), "adoption-plan.csv", f"controls:{control}", plan, days.day(-120)
    )
    yield Attachment(days.id("file", "logo"), "contoso-partner.png", LOGO, logo(), days.day(-400))
