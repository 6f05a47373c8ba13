"""A snapshot made by hand: every shape that a report writes, and texts that try to be something else."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.demo import demo_facts
from readiness.editions import Edition
from readiness.facts import (
    AREAS,
    METRICS,
    Association,
    Attachment,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    Enrollment,
    Event,
    Facts,
    HeldSpecialization,
    Partner,
    Person,
    PersonId,
    Project,
    Put,
    Segment,
    Series,
    Tenant,
    UsageKey,
    parse_month,
)
from readiness.problems import Message
from readiness.reports import Material
from readiness.reports.customer_safe import Secrets, secrets_of
from readiness.rules import Rulebook, Source, load_rulebook
from readiness.snapshot import Due, Snapshot, Standing, Window, compute, judged
from tests.reports.leaky import GUID

TODAY = date(2026, 11, 24)
FORMULA = '=HYPERLINK("https://evil.example","Ada")'
MARKUP = "Ba$$in #eval(1) *b* _i_ <font color=red> \\ [x] @here"
SOURCE = Source("Solutions Partner for Security", "https://learn.example/security", date(2026, 11, 24))
POINTS = {
    "data-ai": (30, 4, 4, Fraction(94, 10), 22),
    "infrastructure": (30, 16, 12, Fraction(94, 10), 10),
    "digital-app-innovation": (30, 12, 4, Fraction(94, 10), 10),
    "business-applications": (6, 12, Fraction(15, 2), Fraction(25, 2), 8),
    "modern-work": (16, 10, 0, Fraction(243, 10), Fraction(45, 2)),
}
MAXIMA = (30, 20, 20, 15, 15)
CATEGORIES = {
    "performance": ("net-customer-adds",),
    "skilling": ("intermediate-certifications", "advanced-certifications"),
    "customer-success": ("usage-growth", "deployments"),
}


def facts() -> Facts:
    ada, ines = PersonId("p1"), PersonId("p2")
    lamna = CustomerId("c1")
    usage = UsageKey(lamna, "SQL Database", "acr-usd", "csp-tier2")
    things = (
        Partner("Contoso & Söhne", country="FR", currency="EUR"),
        Enrollment("n1", "infrastructure", date(2026, 2, 16), date(2027, 2, 16), "smb"),
        Person(
            ada, "Ada Nowak", "ada@partner.example", "990012345", joined_on=date(2023, 1, 9), notes=FORMULA
        ),
        Person(ines, "Ines Moreau", "ines@partner.example", left_on=date(2026, 10, 1)),
        Person(PersonId("p3"), "+33 (0)1", notes="@SUM(A1)"),
        Award("a1", ada, CertificationId("azure-administrator"), date(2026, 3, 2), date(2027, 1, 2)),
        Award("a2", ines, CertificationId("azure-administrator"), date(2024, 3, 2), date(2025, 3, 2)),
        Award("a3", ada, CertificationId("azure-fundamentals"), date(2024, 3, 2)),
        Customer(lamna, MARKUP, segments=(Segment("enterprise"), Segment("smb", date(2025, 1, 1)))),
        Customer(CustomerId("c2"), FORMULA, country="FR"),
        Association("s1", lamna, "cpor", ("Teams",), since=date(2026, 2, 1)),
        Series(usage, parse_month("2026-09"), (1_250_000_000, None, 1_300_500_000)),
        Project("j1", lamna, "Lift SQL", ("data-ai",), "in-delivery", date(2027, 2, 1), Decimal("0.8")),
        Event("e1", "Threat Protection", "workshop", datetime(2026, 12, 8, 9, tzinfo=UTC)),
        Attachment("f1", "=badge.txt", "awards:a1", b"badge", date(2026, 3, 3)),
    )
    return Facts().changed(Put(thing) for thing in things)


def finding(rule: str, points: Fraction, maximum: int, *because: Finding) -> Finding:
    asks, found = Message("chart.no-rules"), Message("Holds ={n}", {"n": 3})
    return Finding(rule, asks, found, points, Fraction(maximum), met=points == maximum, because=because)


def metric(rule: str, points: Fraction, maximum: int) -> Finding:
    gate = finding("gate", Fraction(0), 0)._replace(met=points > 0, evidence=("p1", "a1", "c2", "s1"))
    whole = finding(rule, points, maximum, gate)._replace(value=Fraction(3), full_at=Fraction(4))
    return whole._replace(source=SOURCE, rules_from=date(2026, 5, 1), certainty="bracketed")


def standing(area: str) -> Standing:
    nothing = finding(area, Fraction(0), 100)
    none = Standing(
        area=area, finding=nothing, track=None, points=Fraction(0), shown="0", missing=Fraction(0),
        blocked_by=(), qualified_today=False, enrollment=None, status=None,
    )  # fmt: skip
    if area not in POINTS:
        return none
    points = dict(zip(METRICS, map(Fraction, POINTS[area]), strict=True))  # type: ignore[arg-type]
    most = dict(zip(METRICS, MAXIMA, strict=True))
    categories = [
        finding(
            name,
            sum((points[m] for m in parts), Fraction(0)),
            50,
            *(metric(m, points[m], most[m]) for m in parts),
        )
        for name, parts in CATEGORIES.items()
    ]
    total = sum(points.values(), Fraction(0))
    blocked = tuple(name for name, worth in points.items() if not worth)
    tracks = finding("smb", total, 100, *categories), finding("enterprise", Fraction(0), 100)
    enrollment = facts().enrollments["n1"] if area == "infrastructure" else None
    return none._replace(
        finding=finding(area, total, 100, *tracks), track="smb", points=total, shown=str(int(total)),
        missing=max(Fraction(70) - total, Fraction(0)), blocked_by=blocked,
        qualified_today=total >= 70 and not blocked, window=Window(date(2026, 6, 1), TODAY, None, None),
        status="enrolled" if enrollment else "in-progress", enrollment=enrollment,
    )  # fmt: skip


def item(kind: str, due_on: date, **more: Any) -> AgendaItem:
    return AgendaItem(f"{kind}:x:{due_on}", due_on, kind, Message("{what}", {"what": FORMULA}), **more)


@pytest.fixture
def snapshot() -> Snapshot:
    standings = {area: standing(area) for area in AREAS}
    starts = datetime(2026, 12, 8, 9, tzinfo=UTC)
    items = (
        item("workshop", date(2026, 12, 8), customer=CustomerId("c2"), starts_at=starts),
        item("own", date(2026, 12, 15), done_on=TODAY),
        item("certification-expires", date(2027, 1, 2), area="infrastructure", person=PersonId("p1")),
    )
    october = parse_month("2026-10")
    return Snapshot(
        on=TODAY, facts=facts(), finding=finding("partner", Fraction(0), 600), standings=standings,
        due=Due(lambda: items), data_month=october, partner_center_month=october, solutions_partner=False,
        rules_digest="8f3a51c2" * 8, pass_mark=Fraction(70), catalogue=load_rulebook().catalogue,
        names=load_rulebook().on(TODAY).names,
    )  # fmt: skip


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def demo(book: Rulebook) -> Snapshot:
    return judged(compute(demo_facts(book, TODAY), book, TODAY), book)


@pytest.fixture
def made(book: Rulebook) -> Callable[..., Material]:
    """Material of a snapshot in an edition, its language first."""

    def material(snapshot: Snapshot, language: str = "en", **edition: Any) -> Material:
        return Material(snapshot, book, Edition(language, **edition))

    return material


@pytest.fixture(scope="session")
def held(demo: Snapshot, book: Rulebook) -> Snapshot:
    """The demonstration partner with somebody and something of every kind that must not be told."""
    usage = UsageKey(CustomerId("cx"), "SQL Database", "acr-usd", "csp-tier2")
    things = (
        Person(PersonId("px"), "Renée Nowak-Lévy", "renee@partner.example", "990012345"),
        Customer(CustomerId("cx"), "Fabrikam S.A.", (Tenant(GUID, "fabrikam.onmicrosoft.example"),)),
        Series(usage, parse_month("2026-10"), (1_250_500_000,)),
        Enrollment("nx", "security", date(2026, 2, 16), date(2027, 2, 16), "smb"),
        HeldSpecialization("hx", "sec-cloud-security", date(2026, 3, 1), date(2027, 3, 1)),
    )
    facts = demo.facts.changed(Put(thing) for thing in things)
    return judged(compute(facts, book, TODAY), book)


@pytest.fixture(scope="session")
def secrets(held: Snapshot, book: Rulebook) -> Secrets:
    return secrets_of(Material(held, book, Edition(audience="customer")))
