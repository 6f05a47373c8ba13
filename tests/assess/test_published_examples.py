"""The worked examples that Microsoft published, and what follows from its formulas, run against the rules."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest

from readiness.assess import anniversary_of
from readiness.facts import Enrollment, Facts, Month, Put, Segment, first_day
from readiness.outlook import qualification_window
from readiness.rules import CATEGORIES, Rulebook
from readiness.snapshot import shown_total
from tests.assess import by_people, by_usage
from tests.assess.examples import CASES, FURTHER, Example, number
from tests.assess.world import BEFORE, NOW, YEAR_AGO

NOT_EXPRESSED: Final[Mapping[str, str]] = {}
"""Why an example can't be put into records under the rules included: none is left."""


EXPRESSED: Final = tuple(name for name in CASES if name not in NOT_EXPRESSED)
Way = Callable[[Example], None]
TRACKS: Final = {"single/enterprise": ("single", "enterprise"), "larger-markets": ("enterprise",)}
"""Tracks that a case names otherwise."""


def exact_total(example: Example) -> None:
    total = sum(map(number, example.given["metric_points_exact"]), Fraction(0))
    assert shown_total(total, Fraction(70)) == str(example.expected["total_shown"])


def status(example: Example) -> None:
    """An Azure area: each metric's points from records."""
    points = example.given["points"]
    world = example.world()
    new = points["nca"] // 10
    for _ in range(new):
        world.use(world.customer("enterprise"), "Service 0", "acr-usd", "csp-tier2", {NOW: 1000})
    now = 1000 * (100 + number(points["usage_growth"])) - 1000 * new
    base = world.customer("enterprise")
    world.use(base, "Service 0", "acr-usd", "csp-tier2", {NOW: int(now), YEAR_AGO: 100000})
    for service in range(1, points["deployments"] // 2):
        world.use(base, f"Service {service}", "acr-usd", "csp-tier2", {BEFORE: 1})
    for metric in ("intermediate", "advanced"):
        if points.get(metric):
            by_people.holders(example, world, points[metric] // 4, f"{metric}-certifications")
    standing = example.standing(world)
    assert standing.points == number(example.expected.get("total", example.expected.get("total_exact")))
    if example.expected["status"] is not None:
        assert standing.status == example.expected["status"].lower().replace(" ", "-")
        return
    assert standing.status == "in-progress"  # no source tells: the exact total counts unless the user decides
    world.read("pass-total", "rounded")
    rounded = example.standing(world)
    assert rounded.status == "qualified"
    assert rounded.shown == str(example.expected["total_shown"])


def window(example: Example) -> None:
    programme = example.rulebook.on(example.on).programme
    assert programme is not None
    given, expected = example.given, example.expected
    if given["enrolled"]:
        anniversary = date.fromisoformat(given["anniversary"])
        bought = Enrollment("n1", example.area, anniversary.replace(year=anniversary.year - 1), anniversary)
        period = qualification_window(programme, anniversary, bought)
    else:
        period = qualification_window(programme, date.fromisoformat(given["today"]))
    keys = (("from", "window_start"), ("to", "window_end"))
    wanted = [next(expected[key] for key in some if key in expected) for some in keys]
    assert [period.since.isoformat(), period.until.isoformat()] == wanted


def weights(example: Example) -> None:
    """The maxima of the area's metrics, in the order of the table; None where there is no such metric."""
    order = (
        "net-customer-adds",
        "intermediate-certifications",
        "advanced-certifications",
        "usage-growth",
        "deployments",
    )
    rules = example.rulebook.on(example.on).areas[example.area].track(example.track)
    assert rules is not None
    found = {metric.id: int(metric.maximum) for metric in rules.metrics}
    assert [found.get(name) for name in order] == example.expected["maxima"]


SHORT: Final = {"MW": "modern-work", "BA": "business-applications", "Security": "security"}


def shared_anniversary(example: Example) -> None:
    """Each is bought in the middle of its month."""
    programme = example.rulebook.on(example.on).programme
    assert programme is not None
    facts = Facts()
    for index, (name, month) in enumerate(example.given["attained"]):
        bought = date.fromisoformat(f"{month}-15")
        anniversary = anniversary_of(facts, bought, programme)
        facts = facts.changed([Put(Enrollment(f"n{index}", SHORT[name], bought, anniversary))])
    found = {enrollment.anniversary for enrollment in facts.enrollments.values()}
    assert {day.isoformat()[:7] for day in found} == {example.expected["anniversary_all"]}


def track_at_enrolment(example: Example) -> None:
    """Ten customers change their segment from month to month; the day is that of the purchase."""
    rows = example.given["history_tracks"]
    months = range(example.world().last_month - len(rows) + 1, example.world().last_month + 1)
    segments = [("smb" if row == "SMB" else "enterprise") for row in rows]
    dated = [
        Segment(segment, first_day(Month(month))) for segment, month in zip(segments, months, strict=True)
    ]
    world = example.world()
    for _ in range(10):
        world.customer(segments=[Segment("enterprise"), *dated])
    world.enrol(example.area, example.on)
    standing = example.standing(world)
    assert standing.track == example.expected["enrolment_track"]


def scorecard(example: Example) -> None:
    """All metrics of one screen at once."""
    given, expected = example.given, example.expected
    world = example.world()
    base, before = world.customer(), 10_000_000
    world.tenants(given["net_customer_adds"], "Storage", "acr-usd", "csp-tier2", 1000)
    rest = before * (100 + number(given["usage_growth_pct"])) / 100 - 1000 * given["net_customer_adds"]
    world.use(base, "Storage", "acr-usd", "csp-tier2", {NOW: int(rest), YEAR_AGO: before})
    for service in range(given["deployments"] - 1):
        world.use(base, f"Service {service}", "acr-usd", "csp-tier2", {BEFORE: 1})
    by_people.holders(example, world, given["intermediate_people"], "intermediate-certifications")
    names = {"nca": "net-customer-adds", "usage_growth": "usage-growth", "deployments": "deployments"}
    names |= {level: f"{level}-certifications" for level in ("intermediate", "advanced")}
    for key, points in expected["points"].items():
        metric = example.metric(world, names[key])
        assert metric.points == points
        assert [metric.maximum, metric.full_at] == given["thresholds"][key]
    standing = example.standing(world)
    categories = [part for part in standing.finding.because[0].because if part.rule in CATEGORIES]
    sums = {category.rule.replace("-", "_"): category.points for category in categories}
    assert sums == {name: expected[name] for name in sums}
    assert standing.shown == str(expected["total_shown"])
    assert standing.qualified_today is expected["qualified"]


BY_INPUT: Final[Mapping[tuple[str, ...], Way]] = {
    ("people",): by_people.named_people,
    ("step_counts",): by_people.counted_people,
    ("certified_people",): by_people.certified_people,
    ("qualifying_people", "steps_1_2_met"): by_people.certified_people,
    ("advanced_people", "intermediate_people"): by_people.both_skillings,
    ("from", "max_points", "threshold", "to"): by_people.shown_difference,
    ("left_and_account_deleted",): by_people.leaver,
    ("cert", "retired"): by_people.retirement,
    ("cert", "gate", "retired"): by_people.retirement,
    ("weights_of",): weights,
    ("cert", "earned_before", "retired"): by_people.retirement,
    ("net_adds",): by_usage.net_adds,
    ("azure_net", "m365_net"): by_usage.security_adds,
    ("actual", "max_points", "threshold"): by_usage.net_adds,
    ("azure_acr_usd",): by_usage.security_growth,
    ("rate", "usage"): by_usage.consumption_value,
    ("attained",): shared_anniversary,
    ("history_tracks",): track_at_enrolment,
    (
        "advanced_people",
        "deployments",
        "intermediate_people",
        "net_customer_adds",
        "thresholds",
        "usage_growth_pct",
    ): scorecard,
    ("tenants_last_two_months_acr", "tenants_same_period_last_year"): by_usage.tenants_by_consumption,
    ("acr_12m_usd", "customers", "smb_customers"): by_usage.classification,
    ("customers", "smb_customers", "smc_corporate_customers"): by_usage.classification,
    ("paid_seats_of_one_workload",): by_usage.paid_seats,
    ("acr_last_month", "acr_same_month_last_year"): by_usage.consumption_growth,
    ("mcv_last_month", "mcv_same_month_last_year"): by_usage.business_growth,
    ("add_pct", "max_points", "threshold_pct"): by_usage.shown_growth,
    ("azure_acr_growth_usd", "m365_protected_user_growth"): by_usage.security_growth,
    ("net_deployments",): by_usage.net_deployments,
    ("add", "current", "max_points", "threshold"): by_usage.csp_deployments,
    ("services_acr_12m",): by_usage.consumed_services,
    ("unique_services",): by_usage.consumed_services,
    ("usage",): by_usage.consumption_value,
    ("metric_points_exact",): exact_total,
    ("enrolled", "points"): status,
    ("enrolled", "today"): window,
    ("anniversary", "enrolled"): window,
}
"""How an example is put into records, by the keys of its input."""
BY_METRIC: Final[Mapping[tuple[str, str], Way]] = {
    ("intermediate-certifications", "value"): by_people.shown_people,
    ("net-customer-adds", "value"): by_usage.net_adds,
    ("csp_deployments", "value"): by_usage.csp_deployments,
    ("usage-growth", "CPOR"): by_usage.growth_by_association,
    ("deployments", "CPOR"): by_usage.deployments_by_association,
}
"""The same where the metric decides too."""


def way_of(case: Mapping[str, Any]) -> Way | None:
    """How the example is put into records; None where no way is known."""
    ways = (BY_METRIC.get((case["metric"], key)) for key in case["input"])
    return BY_INPUT.get(tuple(sorted(case["input"]))) or next((way for way in ways if way is not None), None)


def examples(case: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Example]:
    """The case on each of its days that has rules, in each of its areas and tracks."""
    areas = ("infrastructure",) if case["area"] in ("any", "unnamed") else case["area"].split("|")
    for day in map(date.fromisoformat, case["rules_on"]):
        for area in areas:
            rules = rulebook.on(day).areas.get(area)
            tracks = [track.id for track in rules.tracks] if rules else []
            named = TRACKS.get(case["track"], (case["track"],))
            fitting = [track for track in tracks if track in named or case["track"] == "any"]
            if tracks and not fitting and case["rule_version"] == "framework":
                fitting = ["enterprise"]
            yield from (Example(case, rulebook, day, area, track) for track in fitting)


def run_all(way: Way, case: Mapping[str, Any], rulebook: Rulebook) -> int:
    """Run the case on all its days, areas and tracks; how many those were."""
    found = tuple(examples(case, rulebook))
    for example in found:
        way(example)
    return len(found)


@pytest.mark.parametrize("name", [name for name in EXPRESSED if CASES[name]["confidence"] != "L"])
def test_published_example(name: str, rulebook: Rulebook) -> None:
    way = way_of(CASES[name])
    assert way is not None
    assert run_all(way, CASES[name], rulebook), "no rules on any of its days"


@pytest.mark.parametrize("name", [name for name in EXPRESSED if CASES[name]["confidence"] == "L"])
def test_where_the_sources_are_weak_this_is_how_they_are_read(name: str, rulebook: Rulebook) -> None:
    way = way_of(CASES[name])
    assert way is not None
    assert run_all(way, CASES[name], rulebook), "no rules on any of its days"


@pytest.mark.parametrize("name", FURTHER)
def test_what_the_sources_say_elsewhere(name: str, rulebook: Rulebook) -> None:
    way = way_of(FURTHER[name])
    assert way is not None
    assert run_all(way, FURTHER[name], rulebook), "no rules on any of its days"


def test_no_example_is_forgotten(rulebook: Rulebook) -> None:
    expressed = {
        name for name, case in CASES.items() if way_of(case) is not None and any(examples(case, rulebook))
    }
    assert len(CASES) == 121
    assert set(NOT_EXPRESSED) <= set(CASES)
    assert expressed | set(NOT_EXPRESSED) == set(CASES)


@pytest.mark.parametrize(
    ("name", "key", "wrong"),
    [
        ("dai26-smb-ex2", "points", 20),
        ("dai26-smb-ex2", "by_step", [4, 4, 12]),
        ("dai23-int-ex3b", "counted", ["A"]),
        ("dai23-int-ex3a", "step2_met", True),
        ("SEC-26-ENT2", "points", 13.4),
        ("drv-nca-ent", "net", 2),
        ("drv-nca-ent", "eligible_now", ["T1", "T2"]),
        ("drv-deploy", "counted", ["Storage", "Virtual Machines"]),
        ("drv-class-2026-79", "track", "smb"),
        ("MW-DEP-SMB", "by_type", {"CSP": 10, "CPOR": 15}),
        ("MW-TEN-10", "eligible_track", "SMB"),
        ("BA-UG-1", "points", 19),
        ("screen-round-total-78", "total_shown", 77),
        ("drv-status-70", "status", "In progress"),
        ("window-2024-not-enrolled", "from", "2024-03-15"),
        ("drv-status-6960", "total_shown", 69),
        ("screen-dai-2022", "total_shown", 81),
        ("screen-dai-2022", "qualified", True),
        ("screen-nca-6", "chip", "In progress"),
        ("anniversary-shared", "anniversary_all", "2024-01"),
        ("enrol-track-smb", "enrolment_track", "enterprise"),
        ("enrol-track-ent", "enrolment_track", "smb"),
        ("SEC-NCA-V1", "points", 10),
        ("SEC-UG-3", "points", 10),
        ("BA-MCV-04", "mcv", 10000),
        ("BA-OLD-NCA", "points", 15),
        ("leaver-refresh", "drops_after", "2024-02-29"),
        ("retire-2026-ai102", "counts_on", {"2027-07-01": True}),
    ],
)
def test_a_wrong_expectation_fails(name: str, key: str, wrong: object, rulebook: Rulebook) -> None:
    case = {**CASES[name], "expected": {**CASES[name]["expected"], key: wrong}}
    way = way_of(case)
    assert way is not None
    with pytest.raises(AssertionError):
        run_all(way, case, rulebook)
