"""The window keeper and the way to the other track, on the smallest records that show them."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assess import Records
from readiness.demo import demo_facts
from readiness.facts import AREAS, Award, Enrollment, Facts, Put
from readiness.outlook import (
    Period,
    falls_out,
    keep_window,
    qualified_spans,
    quick_total,
    stretches,
    track_flip,
)
from readiness.rules import Rulebook
from readiness.snapshot import compute, judged
from tests.assess.world import NOW, YEAR_AGO, World

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, DAY)


def days(period: Period) -> list[date]:
    return [period.since + timedelta(days=n) for n in range((period.until - period.since).days + 1)]


def test_spans_are_exactly_the_days_on_which_the_area_is_qualified(demo: Facts, rulebook: Rulebook) -> None:
    period = Period(date(2026, 9, 25), DAY)
    records = Records(demo, rulebook.catalogue)
    some = 0
    for area in AREAS:
        spans = qualified_spans(stretches(records, rulebook, area, period))
        met = {on for on in days(period) if compute(demo, rulebook, on).standings[area].qualified_today}
        assert {on for span in spans for on in days(span)} == met
        assert all(a.until + timedelta(days=1) < b.since for a, b in pairwise(spans))
        some += len(met)
    assert some


def test_a_gap_in_a_certificate_makes_two_spans(demo: Facts, rulebook: Rulebook) -> None:
    sc = next(
        a
        for a in demo.awards.values()
        if a.certification == "azure-security-engineer" or a.certification.startswith("cloud-and-ai-security")
    )
    period = Period(date(2026, 11, 1), DAY)
    records = Records(demo, rulebook.catalogue)
    whole = qualified_spans(stretches(records, rulebook, "security", period))
    assert whole == (Period(date(2026, 11, 2), DAY),)
    broken = [
        Put(Award(a.id, a.person, a.certification, a.earned_on, date(2026, 11, 10)))
        for a in demo.awards.values()
        if a.person == sc.person
    ]
    again = [
        Put(Award(f"{a.id}-again", a.person, a.certification, date(2026, 11, 20), date(2027, 11, 20)))
        for a in demo.awards.values()
        if a.person == sc.person
    ]
    gapped = Records(demo.changed([*broken, *again]), rulebook.catalogue)
    spans = qualified_spans(stretches(gapped, rulebook, "security", period))
    assert spans == (Period(date(2026, 11, 2), date(2026, 11, 10)), Period(date(2026, 11, 20), DAY))


@pytest.mark.parametrize(
    ("qualified", "on", "last_day"),
    [
        (date(2026, 11, 10), DAY, date(2027, 4, 30)),
        (date(2026, 11, 1), DAY, date(2027, 4, 30)),
        (date(2026, 6, 30), DAY, date(2026, 11, 30)),
        (date(2023, 10, 5), date(2023, 10, 20), date(2024, 3, 5)),
        (date(2022, 11, 1), date(2022, 11, 1), date(2022, 11, 1)),
    ],
)
def test_a_qualified_day_counts_as_long_as_the_window_reaches_it(
    qualified: date, on: date, last_day: date, rulebook: Rulebook
) -> None:
    assert falls_out(rulebook, qualified, on) - timedelta(days=1) == last_day


def test_of_an_enrolment_it_counts_until_the_renewal_ends(demo: Facts, rulebook: Rulebook) -> None:
    records = Records(demo, rulebook.catalogue)
    enrolled = Enrollment("n", "security", date(2025, 12, 10), date(2026, 12, 10))
    kept = keep_window(records, rulebook, "security", DAY, enrolled)
    assert kept is not None
    assert kept.window == (date(2026, 7, 1), date(2027, 1, 9))
    assert kept.counts_until == date(2027, 1, 9)


def test_months_hold_the_highest_total_of_each(demo: Facts, rulebook: Rulebook) -> None:
    records = Records(demo, rulebook.catalogue)
    for area in AREAS:
        kept = keep_window(records, rulebook, area, DAY, None)
        assert kept is not None
        assert [row.month % 12 + 1 for row in kept.months] == [6, 7, 8, 9, 10, 11]
        for row in kept.months[-2:]:
            first = date(row.month // 12, row.month % 12 + 1, 1)
            month = [on for on in days(Period(first, DAY)) if on.month == first.month]
            totals = [compute(demo, rulebook, on).standings[area].points for on in month]
            assert row.points == max(totals)


def test_any_past_day_is_scored_under_the_rules_then_in_force(demo: Facts, rulebook: Rulebook) -> None:
    for on in (date(2023, 1, 15), date(2023, 8, 1), date(2025, 3, 1), date(2026, 8, 1)):
        snapshot = compute(demo, rulebook, on)
        for standing in snapshot.standings.values():
            assert standing.finding.rules_from is None or standing.finding.rules_from <= on
            quick = quick_total(Records(demo, rulebook.catalogue), rulebook, standing.area, on)
            assert quick is not None
            assert (quick.points, quick.track) == (standing.points, standing.track)


@settings(deadline=None, max_examples=15)
@given(smb=st.integers(1, 12), others=st.integers(0, 12))
def test_the_customers_that_flip_an_azure_track_are_exactly_enough(
    rulebook: Rulebook, smb: int, others: int
) -> None:
    world = World(rulebook, DAY)
    for _ in range(smb):
        world.customer("smb")
    for _ in range(others):
        world.customer("enterprise")
    before = compute(world.facts, rulebook, DAY).standings["data-ai"]
    flip = track_flip(world.facts, rulebook, "data-ai", DAY)
    assert flip is not None
    assert (flip.track, flip.other) == (before.track, {"smb": "enterprise", "enterprise": "smb"}[flip.track])
    (need,) = [need for need in flip.needs if need.code in ("flip.win-others", "flip.win-smb")]
    segment = "enterprise" if need.code == "flip.win-others" else "smb"
    for n in range(need.slots["n"]):
        assert compute(world.facts, rulebook, DAY).standings["data-ai"].track == flip.track, n
        world.customer(segment)
    assert compute(world.facts, rulebook, DAY).standings["data-ai"].track == flip.other


def test_losing_smb_customers_flips_the_track_too(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    names = [world.customer("smb") for _ in range(5)]
    world.customer("enterprise")
    flip = track_flip(world.facts, rulebook, "data-ai", DAY)
    assert flip is not None
    (lost,) = [need.slots["n"] for need in flip.needs if need.code == "flip.lose-smb"]
    facts = world.facts
    customers = {key: c for key, c in facts.customers.items() if key not in names[:lost]}
    less = Facts(customers=customers)
    assert compute(facts, rulebook, DAY).standings["data-ai"].track == "smb"
    assert compute(less, rulebook, DAY).standings["data-ai"].track == "enterprise"


def large(world: World, count: int, months: dict[int, str | int]) -> None:
    for n in range(count):
        world.use(world.customer("smb", f"large-{n}"), "Sales", "revenue-usd", "csp-tier2", months)


def test_workloads_that_stay_large_for_a_year_are_a_warning_ahead(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    large(world, 5, {NOW: 6000, YEAR_AGO: 100})
    flip = track_flip(world.facts, rulebook, "business-applications", DAY)
    assert flip is not None
    assert (flip.track, flip.is_near) == ("smb", True)
    (need,) = flip.needs
    assert (need.code, need.slots["month"]) == ("flip.workloads-stay", world.last_month + 12)
    assert len(flip.customers) == 5


def test_one_workload_short_is_near_and_four_are_not(rulebook: Rulebook) -> None:
    near = []
    for count in (1, 4):
        world = World(rulebook, DAY)
        large(world, count, {NOW: 6000, YEAR_AGO: 6000})
        flip = track_flip(world.facts, rulebook, "business-applications", DAY)
        assert flip is not None
        near.append((flip.needs[0].slots["n"], flip.is_near))
    assert near == [(4, False), (1, True)]


def test_the_change_is_that_of_the_two_totals_and_one_track_has_none(demo: Facts, rulebook: Rulebook) -> None:
    for area in AREAS:
        standing = judged(compute(demo, rulebook, DAY), rulebook).standings[area]
        best, other = standing.finding.because[:2]
        assert standing.flip is not None
        assert standing.flip.change == other.points - best.points
        assert track_flip(demo, rulebook, area, date(2021, 1, 1)) is None
    assert track_flip(demo, rulebook, "data-ai", date(2023, 8, 1)) is None


def test_where_the_better_counts_the_lead_is_the_way(demo: Facts, rulebook: Rulebook) -> None:
    flip = track_flip(demo, rulebook, "security", DAY)
    assert flip is not None
    assert flip.is_by_total
    assert flip.needs[0].slots["lead"] == -flip.change
    assert flip.change < Fraction(0)


def test_the_track_of_an_enrolment_stays_until_its_anniversary(demo: Facts, rulebook: Rulebook) -> None:
    enrolled = Enrollment("n", "data-ai", date(2026, 8, 1), date(2027, 8, 1), "smb")
    flip = track_flip(demo.changed([Put(enrolled)]), rulebook, "data-ai", DAY)
    assert flip is not None
    assert (flip.needs[0].code, flip.needs[0].slots["on"]) == ("flip.not-before", date(2027, 8, 1))
