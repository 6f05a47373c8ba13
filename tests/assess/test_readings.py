"""Each rule that the sources leave open, read in both ways; and the explanation that says both numbers."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from readiness.assess import Records
from readiness.assess.readings import other_readings
from readiness.facts import Facts
from readiness.rules import Rulebook
from readiness.snapshot import compute, judged, metrics_of
from readiness.words import Words
from tests.assess.world import NOW, YEAR_AGO, World

DAY = date(2026, 11, 24)
Fill = Callable[[World], None]


def gone_this_month(world: World) -> None:
    """Security, Enterprise: two people in each step, of whom one scores and has just left."""
    world.people(2, "SC-500")
    world.people(2, "SC-200")
    world.people(1, "SC-100")
    world.person("leaver", ["SC-300"], date(2026, 11, 12))


def second_step_alone(world: World) -> None:
    world.people(1, "SC-200")


def announced(world: World) -> None:
    """Digital & App Innovation: the first step, and a certification that may not be listed."""
    world.people(2, "AZ-104")
    world.people(1, "AI-200")


def more_a_year_than_a_month(world: World) -> None:
    """10 % from month to month, 100 % from year to year."""
    months = {offset: 1000 if offset > -12 else 0 for offset in range(-23, 1)}
    world.use(
        world.customer(), "Storage", "acr-usd", "csp-tier2", months | {NOW: 1100, YEAR_AGO: 1000, -13: 5000}
    )


def corporate_customers(world: World) -> None:
    for segment in ("smb", "smc-corporate", "smc-corporate", "smc-corporate"):
        world.customer(segment)
    world.people(1, "AZ-104")


def grown_tenant(world: World) -> None:
    """290 seats a year ago, 400 now: it stays SMB, and is Enterprise now alone or in both periods."""
    customer = world.customer()
    world.use(customer, "Intune", "paid-seats", "csp-tier2", {NOW: 400, YEAR_AGO: 290})
    world.use(customer, "Intune", "active-users", "csp-tier2", {NOW: 300, YEAR_AGO: 250})


def one_active_workload(world: World) -> None:
    """Half of Teams is active, and a tenth of both workloads together."""
    customer = world.customer()
    world.use(customer, "Teams", "paid-seats", "csp-tier2", {NOW: 20})
    world.use(customer, "Teams", "active-users", "csp-tier2", {NOW: 10})
    world.use(customer, "Intune", "paid-seats", "csp-tier2", {NOW: 100})
    world.use(customer, "Intune", "active-users", "csp-tier2", {NOW: 2})


def five_pairs(world: World) -> None:
    """Five tenants with one large workload each: five pairs, one name."""
    for _ in range(5):
        world.use(world.customer(), "Sales", "revenue-usd", "dpor", {NOW: 6000, YEAR_AGO: 6000})
    world.people(1, "MB-310")


def expired_after_retirement(world: World) -> None:
    """AI-102 retired in June 2026 and counts until June 2027; the person's own expiry came first."""
    world.people(2, "AZ-104")
    world.people(2, "AZ-305")
    world.award(world.person("p", ()), "AI-102", date(2026, 11, 1))


def unlinked(world: World) -> None:
    world.people(2, "AZ-104")
    world.people(2, "AZ-305")
    world.award(world.unlinked_person("p"), "DP-300")


def nearly(world: World, growth: str) -> None:
    """Infrastructure, Enterprise: all but usage growth brings 80 points, less the advanced ones."""
    for _ in range(3):
        world.use(world.customer("enterprise"), "Service 0", "acr-usd", "csp-tier2", {NOW: 1000})
    base = world.customer("enterprise")
    now = Fraction(100000) + 1000 * Fraction(growth) - 3000
    world.use(base, "Service 0", "acr-usd", "csp-tier2", {NOW: int(now), YEAR_AGO: 100000})
    for service in range(1, 5):
        world.use(base, f"Service {service}", "acr-usd", "csp-tier2", {NOW - 1: 1})
    world.people(2, "AZ-104")
    world.people(2, "AZ-305")
    world.people(5, "AZ-700")


def hardly_grown(world: World) -> None:
    nearly(world, "0.4")
    world.people(5, "AZ-140")


def half_a_point_short(world: World) -> None:
    nearly(world, "5.6")
    world.people(1, "AZ-140")


AZURE = ("enterprise", "enterprise")
BUSINESS = "business-applications"
ROWS: list[tuple[str, str, Fill, str, tuple[str, str], tuple[str, str]]] = [
    ("leavers", "last-day", gone_this_month, "security", ("smb", "smb"), ("24", "16")),
    ("smb-steps", "in-order", second_step_alone, "security", ("smb", "enterprise"), ("4", "0")),
    ("announced-certifications", "leave-out", announced, "digital-app-innovation", AZURE, ("4", "0")),
    ("azure-growth", "trailing-year", more_a_year_than_a_month, "data-ai", ("smb", "smb"), ("12", "22")),
    ("smb-share", "smb-only", corporate_customers, "infrastructure", ("smb", "enterprise"), ("4", "0")),
    ("tenant-track", "now", grown_tenant, "security", AZURE, ("116/15", "12/5")),
    ("deployment-share", "workload", one_active_workload, "modern-work", ("smb", "smb"), ("2.18", "4.68")),
    ("business-workloads", "names", five_pairs, BUSINESS, ("enterprise", "smb"), ("1", "4")),
    ("business-workloads", "within-tenant", five_pairs, BUSINESS, ("enterprise", "smb"), ("1", "4")),
    ("retired-credit", "credit-end", expired_after_retirement, "data-ai", AZURE, ("0", "4")),
    ("unlinked-people", "count", unlinked, "data-ai", AZURE, ("0", "4")),
    ("every-metric", "at-least-one", hardly_grown, "infrastructure", AZURE, ("80.4", "80.4")),
    ("pass-total", "rounded", half_a_point_short, "infrastructure", AZURE, ("69.6", "69.6")),
]  # fmt: skip
"""Reading, the other way to read it, records, area, tracks as used and then, totals as used and then."""


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_the_other_reading_is_said_with_both_numbers(
    row: tuple[str, str, Fill, str, tuple[str, str], tuple[str, str]], rulebook: Rulebook
) -> None:
    reading, other, fill, area, tracks, totals = row
    world = World(rulebook, DAY)
    fill(world)
    found = other_readings(Records(world.facts, rulebook.catalogue), rulebook.on(DAY), DAY)
    one = next(o for o in found if (o.reading, o.other, o.area) == (reading, other, area))
    assert (one.now.track, one.then.track) == tracks
    assert (one.now.points, one.then.points) == tuple(map(Fraction, totals))
    assert one.now != one.then
    snapshot = judged(compute(world.facts, rulebook, DAY), rulebook)
    track = snapshot.standings[area].finding.because[0]
    words = Words("en")
    told = [words.say(note.found) for note in track.because if note.rule == "other-reading"]
    both = (words.points(one.then.points), words.points(one.now.points))
    assert any(said.startswith("{} points instead of {}".format(*both)) for said in told)
    rules = rulebook.on(DAY).areas[area].track(track.rule)
    assert rules is not None
    assert [metric.rule for metric in metrics_of(track)] == [metric.id for metric in rules.metrics]
    assert sum(metric.points for metric in metrics_of(track)) == track.points


def test_what_would_qualify_or_not_is_said(rulebook: Rulebook) -> None:
    for fill, wanted in ((hardly_grown, "would not qualify"), (half_a_point_short, "would qualify")):
        world = World(rulebook, DAY)
        fill(world)
        finding = judged(compute(world.facts, rulebook, DAY), rulebook).standings["infrastructure"].finding
        notes = [note for note in finding.because[0].because if note.rule == "other-reading"]
        assert any(wanted in Words("en").say(note.found) for note in notes)


def test_a_metric_says_both_numbers_too(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    unlinked(world)
    finding = judged(compute(world.facts, rulebook, DAY), rulebook).standings["data-ai"].finding
    metric = next(m for m in metrics_of(finding.because[0]) if m.rule == "intermediate-certifications")
    assert [Words("en").say(note.found) for note in metric.because if note.rule == "other-reading"] == [
        "4.0 points instead of 0.0"
    ]


def test_nothing_is_said_where_the_readings_agree(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.people(3, "AZ-104")
    records = Records(world.facts, rulebook.catalogue)
    assert other_readings(records, rulebook.on(DAY), DAY) == ()
    assert other_readings(Records(Facts(), rulebook.catalogue), rulebook.on(date(2020, 1, 1)), DAY) == ()


def test_every_open_rule_has_a_reason_and_words_in_both_languages(rulebook: Rulebook) -> None:
    readings = rulebook.programme.readings
    assert {reading.id for reading in readings} == {row[0] for row in ROWS}
    for reading in readings:
        assert reading.default in reading.alternatives
        assert len(reading.reason) > 40
        for alternative in reading.alternatives:
            key = f"{reading.id}.{alternative}"
            assert {Words(lang).name("reading", key) for lang in ("en", "fr")} & {key} == set()
