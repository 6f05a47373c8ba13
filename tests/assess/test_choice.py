"""Which track counts, and whether the records or Partner Center's own figure do."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.assess import Finding, assess
from readiness.facts import (
    Association,
    Choices,
    Customer,
    CustomerId,
    Enrollment,
    Facts,
    Put,
    Reported,
    Segment,
    Series,
)
from readiness.rules import Rulebook
from tests.assess.world import BEFORE, NOW, YEAR_AGO, World

DAY = date(2026, 11, 24)
AREAS = ("infrastructure", "business-applications", "modern-work", "security")


def area(facts: Facts, rulebook: Rulebook, name: str = "infrastructure", on: date = DAY) -> Finding:
    return next(finding for finding in assess(facts, rulebook.on(on), on).because if finding.rule == name)


def track(facts: Facts, rulebook: Rulebook, name: str = "infrastructure", on: date = DAY) -> str:
    return area(facts, rulebook, name, on).because[0].rule


def customers(rulebook: Rulebook, **segments: int) -> World:
    world = World(rulebook, DAY)
    for segment, count in segments.items():
        for _ in range(count):
            world.customer(segment.replace("_", "-"))
    return world


@pytest.mark.parametrize(
    ("segments", "default", "smb_only"),
    [
        ({"smb": 8, "enterprise": 2}, "smb", "smb"),
        ({"smb": 79, "enterprise": 21}, "enterprise", "enterprise"),
        ({"smb": 7, "smc_corporate": 1, "enterprise": 2}, "smb", "enterprise"),
        ({"smb": 8, "unknown": 3}, "enterprise", "enterprise"),
        ({}, "enterprise", "enterprise"),
    ],
)
def test_the_share_of_smb_customers_chooses_the_track_of_azure(
    segments: dict[str, int], default: str, smb_only: str, rulebook: Rulebook
) -> None:
    facts = customers(rulebook, **segments).facts
    assert track(facts, rulebook) == default
    chosen = facts.changed([Put(Choices(readings={"smb-share": "smb-only"}))])
    assert track(chosen, rulebook) == smb_only


@pytest.mark.parametrize(
    ("smb", "acr", "expected"), [(81, 1, "smb"), (80, 1, "enterprise"), (95, 10**6, "enterprise")]
)
def test_before_july_2026_consumption_mattered_too(
    smb: int, acr: int, expected: str, rulebook: Rulebook
) -> None:
    on = date(2025, 6, 10)
    world = World(rulebook, on)
    for number in range(100):
        customer = world.customer("smb" if number < smb else "enterprise")
    world.use(customer, "Storage", "acr-usd", "pal", {NOW: acr})
    facts = world.facts.changed(Put(Association(c, CustomerId(c), "pal")) for c in world.facts.customers)
    assert track(facts, rulebook, on=on) == expected


def test_a_segment_counts_from_its_day_on_the_last_day_of_the_month_decides(rulebook: Rulebook) -> None:
    segments = (Segment("enterprise"), Segment("smb", date(2026, 10, 31)))
    facts = Facts().changed([Put(Customer(CustomerId("c"), segments=segments))])
    assert track(facts, rulebook) == "smb"
    assert track(facts, rulebook, on=date(2026, 10, 31)) == "enterprise"


def test_customers_who_left_are_no_longer_in_the_base(rulebook: Rulebook) -> None:
    world = customers(rulebook, smb=3)
    gone, still = world.customer("enterprise"), world.customer("smb")
    world.use(gone, "Storage", "acr-usd", "pal", {BEFORE: 10})
    assert track(world.facts, rulebook) == "smb"
    ended = Association("s", gone, "pal", until=date(2026, 9, 30))
    world.use(still, "Storage", "acr-usd", "pal", {NOW: 10})
    assert track(world.facts.changed([Put(ended)]), rulebook) == "smb"
    runs = Association("s", gone, "pal")
    assert area(world.facts.changed([Put(runs)]), rulebook).found.slots["n"] == 5


@pytest.mark.parametrize(("on", "expected"), [(date(2027, 3, 17), "smb"), (date(2027, 3, 18), "enterprise")])
def test_the_track_of_an_enrolment_stands_through_its_renewal_window(
    on: date, expected: str, rulebook: Rulebook
) -> None:
    enrollment = Enrollment("e", "infrastructure", date(2026, 2, 15), date(2027, 2, 15), "smb")
    facts = customers(rulebook, enterprise=2).facts.changed([Put(enrollment)])
    assert track(facts, rulebook, on=on) == expected
    assert track(facts, rulebook, "data-ai", on=on) == "enterprise"


def test_an_enrolment_without_a_track_has_that_of_its_window_for_the_year(rulebook: Rulebook) -> None:
    """Bought in October as Enterprise, SMB in one month of the window, and all customers SMB since."""
    bought = date(2026, 10, 20)
    enrollment = Enrollment("e", "infrastructure", bought, date(2027, 10, 20))

    def facts(*since: tuple[str, date | None]) -> Facts:
        world = World(rulebook, DAY)
        for _ in range(2):
            world.customer(segments=[Segment(segment, day) for segment, day in since])
        return world.facts.changed([Put(enrollment)])

    later = ("smb", date(2026, 11, 1))
    never = facts(("enterprise", None), later)
    once = facts(("enterprise", None), ("smb", date(2026, 6, 1)), ("enterprise", date(2026, 7, 1)), later)
    before = facts(("smb", None), ("enterprise", date(2026, 4, 1)), later)
    assert track(never, rulebook, on=date(2026, 12, 5)) == "enterprise"
    assert track(once, rulebook, on=date(2026, 12, 5)) == "smb"
    assert track(before, rulebook, on=date(2026, 12, 5)) == "enterprise"
    assert track(never, rulebook, "data-ai", on=date(2026, 12, 5)) == "smb"


def large(rulebook: Rulebook, workloads: tuple[str, ...], tenants: int, before: int) -> Facts:
    world = World(rulebook, DAY)
    for _ in range(tenants):
        customer = world.customer()
        for workload in workloads:
            world.use(customer, workload, "revenue-usd", "csp-tier1", {NOW: 5001, YEAR_AGO: before})
    return world.facts


@pytest.mark.parametrize(
    ("workloads", "tenants", "before", "pairs", "names"),
    [
        (("Sales", "Finance", "HR", "Power BI", "Power Apps"), 1, 5001, "enterprise", "enterprise"),
        (("Sales", "Finance", "HR", "Power BI", "Power Apps"), 1, 5000, "smb", "smb"),
        (("Sales", "Finance", "HR", "Power BI"), 1, 5001, "smb", "smb"),
        (("Sales", "Finance"), 3, 5001, "enterprise", "smb"),
    ],
)
def test_large_workloads_choose_the_track_of_business_applications(  # noqa: PLR0913 - a table of cases
    *, workloads: tuple[str, ...], tenants: int, before: int, pairs: str, names: str, rulebook: Rulebook
) -> None:
    facts = large(rulebook, workloads, tenants, before)
    assert track(facts, rulebook, "business-applications") == pairs
    chosen = facts.changed([Put(Choices(readings={"business-workloads": "names"}))])
    assert track(chosen, rulebook, "business-applications") == names


def test_the_higher_total_chooses_the_track_of_security(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.people(1, "SC-500")
    found = area(world.facts, rulebook, "security")
    assert found.because[0].rule == "smb"
    assert found.found.slots["lead"] == 4
    assert found.points == 4
    even = area(Facts(), rulebook, "security")
    assert even.found.code == "found.track-even"


def reported(on: date, points: str | None = None, value: str | None = None, track: str = "smb") -> Put:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return Put(Reported("security", track, "usage-growth", on, number(value), number(points)))


def growth(facts: Facts, rulebook: Rulebook) -> Finding:
    smb = next(finding for finding in area(facts, rulebook, "security").because if finding.rule == "smb")
    return smb.because[-1].because[0]


def recorded(rulebook: Rulebook) -> Facts:
    """Azure growth of 7,500 in the SMB track: ten points."""
    world = World(rulebook, DAY)
    world.use(world.customer(), "Sentinel", "acr-usd", "pal", {NOW: 7500})
    return world.facts


def test_records_count_where_there_are_any_else_the_newest_reported_figure(rulebook: Rulebook) -> None:
    figures = [
        reported(date(2026, 9, 20), "5"),
        reported(date(2026, 10, 20), "8"),
        reported(date(2026, 12, 20), "9"),
    ]
    found = growth(Facts().changed(figures), rulebook)
    assert (int(found.points), found.basis, found.evidence) == (
        8,
        "reported",
        ("security/smb/usage-growth/2026-10-20",),
    )
    both = growth(recorded(rulebook).changed(figures), rulebook)
    assert (int(both.points), both.basis) == (10, "records")


@pytest.mark.parametrize(("source", "points"), [("reported", 8), ("records", 10)])
def test_the_partner_chooses_between_records_and_reported(
    source: str, points: int, rulebook: Rulebook
) -> None:
    choice = Put(Choices(metric_source={"security/usage-growth": source}))
    facts = recorded(rulebook).changed([reported(date(2026, 10, 20), "8"), choice])
    assert growth(facts, rulebook).points == points


@pytest.mark.parametrize(
    ("figure", "points"),
    [
        (reported(date(2026, 10, 20), "25"), 20),
        (reported(date(2026, 10, 20), "-3"), 0),
        (reported(date(2026, 10, 20), None, None), 0),
        (reported(date(2026, 10, 20), "8", track="enterprise"), 0),
        (reported(date(2026, 12, 1), "8"), 0),
    ],
)
def test_a_reported_figure_stays_within_the_metric_its_track_and_its_day(
    figure: Put, points: int, rulebook: Rulebook
) -> None:
    choice = Put(Choices(metric_source={"security/usage-growth": "reported"}))
    assert growth(Facts().changed([figure, choice]), rulebook).points == points


def test_a_reported_value_becomes_points_where_no_points_are_known(rulebook: Rulebook) -> None:
    value = Put(Reported("security", "smb", "net-customer-adds", date(2026, 10, 20), Decimal(3)))
    people = Put(Reported("security", "smb", "intermediate-certifications", date(2026, 10, 20), Decimal(2)))
    facts = Facts().changed([value, people])
    smb = area(facts, rulebook, "security").because[0]
    adds, skilling = smb.because[0].because[0], smb.because[1].because[0]
    assert adds.points == 12
    assert adds.value == 3
    assert skilling.points == Fraction(2 * 40, 4)


def test_series_that_say_nothing_of_the_metric_leave_it_to_the_reported_figure(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.use(world.customer(), "Storage", "acr-usd", "pal", {NOW: 7500})
    facts = world.facts.changed([reported(date(2026, 10, 20), "8")])
    assert all(isinstance(series, Series) for series in facts.usage.values())
    assert growth(facts, rulebook).basis == "reported"


@pytest.mark.parametrize("on", [date(2021, 1, 15), date(2022, 1, 1)])
def test_without_rules_nothing_stands_below_an_area(on: date, rulebook: Rulebook) -> None:
    for name in AREAS:
        found = area(recorded(rulebook), rulebook, name, on)
        assert not found.because
        assert not found.maximum
        assert found.found.code == "found.no-rules"
