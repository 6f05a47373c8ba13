"""The demo partner's projects, workshops, deadlines, enrolment and figures read off Partner Center."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from readiness.demo.cast import person_id
from readiness.demo.clients import customer_id
from readiness.demo.days import Days, years_before
from readiness.facts import (
    MICRO,
    Area,
    CertificationId,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    ExpectedUsage,
    HeldSpecialization,
    Project,
    Reported,
    Seats,
    moment_in,
    zone_of,
)


@dataclass(frozen=True, slots=True)
class Work:
    """A project; `live` is its go-live, relative to the day asked for."""

    name: str
    customer: str
    area: Area
    stage: str
    live: int | None
    probability: str
    brings: tuple[str, str, int, str] | None


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop on a working day; hours are those of its zone."""

    title: str
    area: Area
    customer: str
    day: int
    begins: time
    ends: time
    people: tuple[str, ...]
    register_by: int | None = None
    notes: str = ""
    capacity: int | None = None
    owner: str = ""
    place: str = ""
    delivery: str | None = None
    language: str | None = None
    audience: str = ""
    level: str = ""
    certification: str = ""
    specialization: str = ""
    zone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Funded:
    """An engagement that Microsoft funds; days are relative to the day asked for."""

    title: str
    size: str
    area: Area
    customer: str
    owner: str
    amount: str
    status: str = ""
    claimed: int | None = None
    consent: int | None = None
    submitted: int | None = None
    approved: int | None = None
    paid: int | None = None
    event: str = ""
    hours: str = ""
    invoice: str = ""
    surveyed: int | None = None


PROJECTS: Final = (
    Work("Lift SQL Server", "Adatum", "data-ai", "in-delivery", 69, "0.8",
         ("SQL Database", "acr-usd", 900, "csp-tier2")),
    Work("Sentinel rollout", "Wingtip Toys", "security", "won", 98, "0.7",
         ("Sentinel", "acr-usd", 310, "csp-tier2")),
    Work("Fabric pilot", "Tailspin Toys", "data-ai", "lead", 150, "0.3",
         ("Microsoft Fabric", "acr-usd", 640, "csp-tier2")),
    Work("Business Central for 20 users", "Trey Research", "business-applications", "in-delivery", 83, "0.9",
         ("Business Central", "active-users", 20, "csp-tier2")),
    Work("Copilot adoption", "Bellows College", "modern-work", "won", 112, "0.6",
         ("M365 Copilot", "active-users", 60, "cpor")),
    Work("Booking app on App Service", "Alpine Ski House", "digital-app-innovation", "lead", 175, "0.4",
         ("Azure App Service", "acr-usd", 420, "csp-tier2")),
    Work("Landing zone", "Zephyr Cycles", "infrastructure", "lead", 126, "0.5",
         ("Virtual Machines", "acr-usd", 760, "csp-tier2")),
    Work("Teams for the cellars", "Coho Winery", "modern-work", "live", -40, "1", None),
)  # fmt: skip

WORKSHOPS: Final = (
    Workshop("Threat Protection workshop", "security", "Fabrikam", 14, time(9), time(17),
             ("Lea Fischer", "Samir Haddad", "Farid Benali"), 7,
             "Bring the licence overview; the customer's two admins attend.", 12,
             owner="Lea Fischer", place="Fabrikam, 12 rue de la République, Lyon", delivery="on-site",
             language="French", audience="Security administrators", level="300",
             certification="security-operations-analyst", specialization="sec-threat-protection"),
    Workshop("Azure Migrate workshop", "infrastructure", "Adatum", 16, time(9, 30), time(16, 30),
             ("Hugo Martin", "Daniel Weiss"), owner="Hugo Martin", delivery="online", language="English"),
    Workshop("Copilot workshop", "modern-work", "Bellows College", 23, time(9), time(12), ("Ines Moreau",),
             owner="Ines Moreau", delivery="online", language="English", zone="America/New_York"),
    Workshop("Fabric analytics workshop", "data-ai", "Tailspin Toys", 72, time(10), time(16),
             ("Chloé Bernard", "Marta Silva")),
    Workshop("Business Central discovery", "business-applications", "Trey Research", 93, time(10), time(13),
             ("Nina Roth", "Noah Petit")),
    Workshop("App modernization workshop", "digital-app-innovation", "Alpine Ski House", 107, time(10),
             time(16), ("Grace Lin",)),
)  # fmt: skip

FUNDED: Final = (
    Funded("Threat Protection engagement", "workshop", "security", "Fabrikam", "Lea Fischer", "8000",
           event="Threat Protection workshop"),
    Funded("Azure Migrate assessment", "assessment", "infrastructure", "Adatum", "Hugo Martin", "6000",
           "consent-received", -39, -28),
    Funded("Copilot accelerator", "medium", "modern-work", "Bellows College", "Ines Moreau", "15000",
           "under-review", -140, -126, -19, hours="60", invoice="R-2026-318", surveyed=-21),
    Funded("Sentinel proof of value", "workshop", "security", "Wingtip Toys", "Samir Haddad", "8000",
           "approved", -210, -201, -150, -101, -58, hours="32", invoice="R-2026-204", surveyed=-152),
)  # fmt: skip

REPORTED: Final = (
    ("infrastructure", "total", None, "77"),
    ("data-ai", "total", None, "69"),
    ("modern-work", "total", None, "73"),
    ("security", "usage-growth", "13.6", "13.6"),
    ("business-applications", "deployments", "1", "4"),
)
"""The last one disagrees with the records: Partner Center has not seen the newest go-live yet."""


def enrollments(days: Days) -> Iterator[Enrollment]:
    anniversary = days.day(84)
    yield Enrollment(
        days.id("enrollment"), "infrastructure", years_before(anniversary, 1), anniversary, track="smb"
    )


def specializations(days: Days) -> Iterator[HeldSpecialization]:
    """One held for a year that is up for renewal in some weeks."""
    anniversary = days.day(47)
    yield HeldSpecialization(
        days.id("specialization"), "azure-infra-db-migration", years_before(anniversary, 1), anniversary
    )


def projects(days: Days) -> Iterator[Project]:
    for work in PROJECTS:
        expected: tuple[ExpectedUsage, ...] = ()
        if work.brings is not None:
            workload, measure, value, association = work.brings
            expected = (ExpectedUsage(workload, measure, value * MICRO, association),)
        yield Project(
            days.id("project", work.name),
            customer_id(days, work.customer),
            work.name,
            (work.area,),
            work.stage,
            None if work.live is None else days.workday(work.live),
            Decimal(work.probability),
            expected,
        )


def events(days: Days) -> Iterator[Event]:
    for workshop in WORKSHOPS:
        day, zone = days.workday(workshop.day), zone_of(workshop.zone)
        planned = Event(
            days.id("event", workshop.title),
            workshop.title,
            "workshop",
            moment_in(zone, datetime.combine(day, workshop.begins)),
            moment_in(zone, datetime.combine(day, workshop.ends)),
            (workshop.area,),
            None if workshop.register_by is None else days.workday(workshop.register_by),
            tuple(person_id(days, name) for name in workshop.people),
            customer_id(days, workshop.customer),
            notes=workshop.notes,
            capacity=None if workshop.capacity is None else Seats(workshop.capacity),
        )
        yield _held(planned, workshop, days)


def _held(event: Event, workshop: Workshop, days: Days) -> Event:
    """With where and how it is held, and what it serves."""
    return replace(
        event,
        zone=workshop.zone,
        owner=person_id(days, workshop.owner) if workshop.owner else None,
        place=workshop.place,
        delivery=workshop.delivery,
        language=workshop.language,
        audience=workshop.audience,
        level=workshop.level,
        certification=CertificationId(workshop.certification) if workshop.certification else None,
        specialization=workshop.specialization,
    )


def engagements(days: Days) -> Iterator[Engagement]:
    """One in each state that a claim goes through: not claimed, to submit, under review, paid."""
    for funded in FUNDED:
        planned = Engagement(
            days.id("engagement", funded.title),
            funded.title,
            funded.size,
            areas=(funded.area,),
            customer=customer_id(days, funded.customer),
            offer=funded.title,
            location="7654321",
            event=days.id("event", funded.event) if funded.event else None,
            expected_amount=Decimal(funded.amount),
            currency="USD",
            owner=person_id(days, funded.owner),
        )
        yield _claimed(planned, funded, days)


def _claimed(engagement: Engagement, funded: Funded, days: Days) -> Engagement:
    """As far as the claim has come."""

    def day(offset: int | None) -> date | None:
        return None if offset is None else days.day(offset)

    return replace(
        engagement,
        status=funded.status,
        claimed_on=day(funded.claimed),
        consent_on=day(funded.consent),
        submitted_on=day(funded.submitted),
        approved_on=day(funded.approved),
        paid_on=day(funded.paid),
        paid_amount=Decimal(funded.amount) if funded.paid is not None else None,
        hours=Decimal(funded.hours) if funded.hours else None,
        invoice=funded.invoice,
        proof="Signed report of the work" if funded.invoice else "",
        customer_survey_on=day(funded.surveyed),
        partner_survey_on=day(funded.surveyed),
    )


def deadlines(days: Days) -> Iterator[Deadline]:
    def own(title: str, due: int, owner: str, area: Area | None = None, done: int | None = None) -> Deadline:
        done_on = None if done is None else days.day(done)
        return Deadline(
            days.id("deadline", title), title, days.workday(due), done_on, person_id(days, owner), area
        )

    yield own("Order exam vouchers", 21, "Ada Nowak")
    yield own("Send proof of execution for Bellows College", -4, "Ines Moreau", "modern-work", done=-6)
    yield own("Check PAL roles before the anniversary", 66, "Hugo Martin", "infrastructure")


def reported(days: Days) -> Iterator[Reported]:
    """What Partner Center shows, read off it four days before the day asked for."""
    for area, metric, value, points in REPORTED:
        found = None if value is None else Decimal(value)
        yield Reported(area, "smb", metric, days.day(-4), found, Decimal(points))
