"""Usage counts once, under an eligible association, offer and cloud, at the tenant that has it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from readiness.assess import Finding, assess
from readiness.facts import (
    MICRO,
    Association,
    Baseline,
    Choices,
    Customer,
    CustomerId,
    Facts,
    Month,
    Put,
    Segment,
    Tenant,
    UsageKey,
    first_day,
    series_of,
)
from readiness.rules import Rulebook
from tests.assess.world import BEFORE, NOW, YEAR_AGO, World
from tests.strategies import facts as any_facts

DAY = date(2026, 11, 24)
OCTOBER = Month(2026 * 12 + 9)
ADDS, GROWTH, DEPLOYMENTS = 0, -2, -1


def metrics(facts: Facts, rulebook: Rulebook, area: int = 1, track: str = "smb") -> list[Finding]:
    """The metrics of an area's track; 1 is Infrastructure."""
    found = assess(facts, rulebook.on(DAY), DAY).because[area]
    chosen = next(finding for finding in found.because if finding.rule == track)
    return [metric for category in chosen.because for metric in category.because]


def azure(facts: Facts, rulebook: Rulebook) -> Fraction:
    """Azure consumption of the last month as the growth metric sees it, in units."""
    metric = metrics(facts, rulebook)[GROWTH]
    value = next(finding for finding in metric.because if finding.rule == "now").found.slots["value"]
    assert isinstance(value, Fraction)
    return value


def row(now: int, before: int | None = None, **more: str) -> Put:
    """Azure usage of the last month, and of the one before; what the key does not say stands as usual."""
    key = UsageKey(CustomerId("c"), "SQL Database", "acr-usd", "csp-tier2")
    by_month = {OCTOBER: now * MICRO} | ({} if before is None else {Month(OCTOBER - 1): before * MICRO})
    made = series_of(replace(key, **more), by_month)  # type: ignore[arg-type]
    assert made is not None
    return Put(made)


def usage(*rows: Put, tenants: tuple[Tenant, ...] = (), associations: tuple[Association, ...] = ()) -> Facts:
    customer = Customer(CustomerId("c"), "Contoso", tenants, segments=(Segment("smb"),))
    return Facts().changed([Put(customer), *map(Put, associations), *rows])


def test_the_same_consumption_under_several_associations_counts_once_at_its_largest(
    rulebook: Rulebook,
) -> None:
    twice = usage(row(700), row(900, association="pal"), row(100, association="dpor"))
    assert azure(twice, rulebook) == 900


def test_the_same_consumption_under_two_names_of_the_workload_counts_once(rulebook: Rulebook) -> None:
    assert azure(usage(row(700), row(900, workload="Azure SQL Database")), rulebook) == 900


def test_the_larger_association_may_change_with_the_month(rulebook: Rulebook) -> None:
    rows = (row(700, 50), row(0, 400, association="pal"), row(300, 600, association="dpor"))
    metric = metrics(usage(*rows), rulebook)[GROWTH]
    year = next(finding for finding in metric.because if finding.rule == "bound").found.slots["value"]
    assert year == 700 + 600


@pytest.mark.parametrize(
    "other", [{"subscription": "s2"}, {"tenant": "t2"}, {"location": "l2"}, {"workload": "Storage"}]
)
def test_what_differs_in_more_than_the_association_adds_up(other: dict[str, str], rulebook: Rulebook) -> None:
    assert azure(usage(row(700), row(900, None, **{"association": "pal"} | other)), rulebook) == 1600


@pytest.mark.parametrize("offer", ["support", "internal", "benefit", "trial"])
def test_an_offer_that_is_not_paid_does_not_count(offer: str, rulebook: Rulebook) -> None:
    assert azure(usage(row(700), row(900, offer=offer)), rulebook) == 700


@pytest.mark.parametrize("association", ["cpor", "cpor-revrec"])
def test_an_association_that_the_rule_does_not_name_does_not_count(
    association: str, rulebook: Rulebook
) -> None:
    assert azure(usage(row(700, association=association)), rulebook) == 0


@pytest.mark.parametrize(("cloud", "counted"), [("commercial", 700), ("china", 0), ("us-gov", 0)])
def test_azure_of_special_clouds_does_not_count(cloud: str, counted: int, rulebook: Rulebook) -> None:
    tenants = (Tenant("t", cloud=cloud),)
    assert azure(usage(row(700, tenant="t"), tenants=tenants), rulebook) == counted
    assert azure(usage(row(700), tenants=tenants), rulebook) == counted


def test_usage_without_a_tenant_counts_where_the_customer_has_commercial_ones_too(rulebook: Rulebook) -> None:
    tenants = (Tenant("t", cloud="china"), Tenant("u"))
    assert azure(usage(row(700), tenants=tenants), rulebook) == 700


def claim(**more: object) -> Association:
    return replace(Association("s", CustomerId("c"), "pal", since=date(2026, 10, 31)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("association", "covered"),
    [
        (claim(), True),
        (claim(since=None), True),
        (claim(since=date(2026, 11, 1)), False),
        (claim(until=date(2026, 10, 31)), True),
        (claim(since=None, until=date(2026, 9, 30)), False),
        (claim(workloads=("Azure SQL Database",)), True),
        (claim(workloads=("Storage",)), False),
        (claim(subscription="s1"), True),
        (claim(subscription="s2"), False),
        (claim(kind="cpor"), False),
        (claim(customer=CustomerId("other")), False),
    ],
)
def test_a_row_without_association_counts_while_an_eligible_one_covers_it(
    *, association: Association, covered: bool, rulebook: Rulebook
) -> None:
    rows = row(700, association="", subscription="s1")
    assert azure(usage(rows, associations=(association,)), rulebook) == (700 if covered else 0)


def test_a_row_without_association_counts_in_the_covered_months_only(rulebook: Rulebook) -> None:
    key = UsageKey(CustomerId("c"), "SQL Database", "acr-usd", "")
    made = series_of(key, {Month(OCTOBER - n): 100 * MICRO for n in range(15)})
    assert made is not None
    facts = usage(Put(made), associations=(claim(since=first_day(Month(OCTOBER - 2))),))
    metric = metrics(facts, rulebook)[GROWTH]
    assert next(f for f in metric.because if f.rule == "bound").found.slots["value"] == 300
    assert metric.found.code == "found.no-year-before"


def test_two_tenants_of_a_customer_are_two_and_a_row_without_one_is_the_only_one(rulebook: Rulebook) -> None:
    both = usage(row(700, tenant="t"), row(700, tenant="u", subscription="s"))
    assert metrics(both, rulebook)[ADDS].value == 2
    one = usage(row(300, tenant="t"), row(300, subscription="s"), tenants=(Tenant("t"),))
    assert metrics(one, rulebook)[ADDS].value == 1


def test_the_months_of_an_add_are_not_summed(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.use(world.customer(), "Storage", "acr-usd", "pal", {NOW: 499, BEFORE: 499})
    assert metrics(world.facts, rulebook)[ADDS].value == 0
    world.use(world.customer(), "Storage", "acr-usd", "pal", {BEFORE: 500})
    world.use(world.customer(), "Something else", "acr-usd", "pal", {NOW: 1})
    metric = metrics(world.facts, rulebook)[ADDS]
    assert metric.value == 1
    near = next(f for f in metric.because[0].because if f.rule == "near")
    assert dict(near.found.slots) == {"value": 499, "bound": 500, "short": 1}


def test_an_alias_is_the_workload_it_stands_for_and_virtual_machines_are_no_deployment(
    rulebook: Rulebook,
) -> None:
    rows = (row(1), row(1, workload="Azure SQL Database", association="pal"), row(9, workload="VM"))
    metric = metrics(usage(*rows), rulebook)[DEPLOYMENTS]
    assert [finding.asks.slots["workload"] for finding in metric.because if finding.rule == "service"] == [
        "SQL Database"
    ]


def test_growth_is_read_by_month_or_by_year(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    world.use(customer, "Storage", "acr-usd", "pal", {NOW: 1100, YEAR_AGO: 1000, BEFORE: 500, -13: 100})
    assert metrics(world.facts, rulebook)[GROWTH].value == 10
    chosen = world.facts.changed([Put(Choices(readings={"azure-growth": "trailing-year"}))])
    assert metrics(chosen, rulebook)[GROWTH].value == Fraction(500, 11)


@pytest.mark.parametrize(("total", "code"), [(499, "found.no-growth"), (500, "found.growth-percent")])
def test_growth_asks_for_a_total_over_the_year(total: int, code: str, rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.use(world.customer(), "Storage", "acr-usd", "pal", {NOW: 500, BEFORE: total, YEAR_AGO: 400})
    assert metrics(world.facts, rulebook)[GROWTH].found.code == code


def modern_work(facts: Facts, rulebook: Rulebook, metric: int) -> Finding:
    return metrics(facts, rulebook, area=4)[metric]


def active(world: World, customer: CustomerId, seats: dict[int, int], users: dict[int, int]) -> None:
    world.use(customer, "Teams", "paid-seats", "cpor", dict(seats))
    world.use(customer, "Teams", "active-users", "cpor", dict(users))


def associated(facts: Facts, customer: CustomerId, since: date | None, users: int, seats: int) -> Facts:
    baseline = tuple(
        Baseline("Teams", measure, value * MICRO)
        for measure, value in (("active-users", users), ("paid-seats", seats))
        if value
    )
    return facts.changed([Put(Association("s", customer, "cpor", since=since, baseline=baseline))])


@pytest.mark.parametrize(
    ("since", "users", "seats", "counted"),
    [
        (date(2026, 2, 1), 39, 100, 1),
        (date(2026, 2, 1), 40, 100, 0),
        (date(2025, 11, 1), 40, 100, 0),
        (date(2025, 10, 31), 40, 100, 1),
        (None, 40, 100, 1),
        (date(2026, 2, 1), 40, 0, 1),
        (date(2026, 2, 1), 0, 0, 1),
    ],
)
def test_a_tenant_already_active_when_claimed_is_no_new_deployment(
    since: date | None, users: int, seats: int, counted: int, rulebook: Rulebook
) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    active(world, customer, {NOW: 100}, {NOW: 80})
    facts = associated(world.facts, customer, since, users, seats)
    assert modern_work(facts, rulebook, DEPLOYMENTS).value == counted


@pytest.mark.parametrize(
    ("since", "users", "growth"),
    [
        (date(2026, 2, 1), 30, 50),
        (date(2025, 10, 31), 30, 80),
        (date(2026, 2, 1), 0, 80),
        (None, 30, 80),
    ],
)
def test_what_was_in_use_before_the_claim_is_no_growth(
    since: date | None, users: int, growth: int, rulebook: Rulebook
) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    active(world, customer, {NOW: 100}, {NOW: 80})
    facts = associated(world.facts, customer, since, users, 100)
    assert modern_work(facts, rulebook, GROWTH).value == growth


def test_what_rows_show_of_the_year_before_is_not_counted_against_growth_twice(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    active(world, customer, {NOW: 100, YEAR_AGO: 100}, {NOW: 80, YEAR_AGO: 20})
    facts = associated(world.facts, customer, date(2026, 2, 1), 30, 100)
    assert modern_work(facts, rulebook, GROWTH).value == 50


def test_the_better_association_of_a_metric_counts_alone(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    for kind, users in (("cpor", 50), ("csp-tier1", 120)):
        customer = world.customer()
        world.use(customer, "Teams", "paid-seats", kind, {NOW: 200})
        world.use(customer, "Teams", "active-users", kind, {NOW: users})
    metric = modern_work(world.facts, rulebook, GROWTH)
    assert metric.points == Fraction(50 * 30, 500)
    assert [part.rule for part in metric.because[:2]] == ["part", "alternative"]
    assert [part.points for part in metric.because[:2]] == [3, Fraction(120 * 30, 2000)]


def test_business_value_is_users_and_capacity_at_their_rates(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    world.use(customer, "Business Central", "active-users", "csp-tier1", {NOW: 33, YEAR_AGO: 30})
    world.use(customer, "Customer Insights", "capacity", "pal", {NOW: 50000, YEAR_AGO: 0})
    world.use(customer, "Customer Insights", "active-users", "pal", {NOW: 50000})
    metric = metrics(world.facts, rulebook, area=3)[GROWTH]
    assert metric.value == Fraction((33 + 10 - 30) * 100, 30)


def nodes(finding: Finding) -> list[Finding]:
    return [finding, *(below for child in finding.because for below in nodes(child))]


@settings(deadline=None, max_examples=60)
@given(facts=any_facts())
def test_points_stay_between_nothing_and_the_maximum_and_add_up(rulebook: Rulebook, facts: Facts) -> None:
    root = assess(facts, rulebook.on(DAY), DAY)
    assert all(0 <= finding.points <= finding.maximum for finding in nodes(root))
    for area in root.because:
        assert area.points == area.because[0].points
        for track in area.because:
            assert track.maximum == 100
            assert track.points == sum(category.points for category in track.because)
            for category in track.because:
                assert category.points == sum(metric.points for metric in category.because)
