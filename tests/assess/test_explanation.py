"""What the explanation says of those who almost count, of the exact sum, and of Partner Center's figures."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assess import Finding, assess
from readiness.demo import demo_facts
from readiness.facts import (
    Association,
    Choices,
    Customer,
    CustomerId,
    Facts,
    Person,
    Put,
    Reported,
    Segment,
    Tenant,
)
from readiness.rules import Rulebook
from readiness.words import Words
from tests.assess.world import NOW, YEAR_AGO, World

DAY = date(2026, 11, 24)


@pytest.fixture
def world(rulebook: Rulebook) -> World:
    return World(rulebook, DAY)


def metric(facts: Facts, rulebook: Rulebook, area: str, track: str, name: str) -> Finding:
    root = assess(facts, rulebook.on(DAY), DAY)
    found = next(finding for finding in root.because if finding.rule == area)
    chosen = next(finding for finding in found.because if finding.rule == track)
    return next(m for category in chosen.because for m in category.because if m.rule == name)


def walk(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.because:
        yield from walk(part)


def said(finding: Finding, rule: str) -> list[tuple[tuple[str, ...], str]]:
    """Whom each part of the kind is about, and what it says."""
    words = Words("en")
    return [(part.evidence, words.say(part.found)) for part in walk(finding) if part.rule == rule]


def test_a_bound_says_what_is_short_what_is_above_and_what_is_not_more(
    world: World, rulebook: Rulebook
) -> None:
    for name, seats in (("a", 300), ("b", 320), ("c", 8), ("d", 299)):
        world.use(world.customer(name=name), "Teams", "paid-seats", "cpor", {NOW: seats})
    smb = metric(world.facts, rulebook, "modern-work", "smb", "net-customer-adds")
    assert said(smb, "near") == [(("c",), "8 of 11, 3 short"), (("b",), "320, above 300")]
    enterprise = metric(world.facts, rulebook, "modern-work", "enterprise", "net-customer-adds")
    near = dict(said(enterprise, "near"))
    assert near[("a",)] == "300, not above 300"
    assert near[("d",)] == "299 of 300, 1 short"
    assert ("b",) not in near


def test_usd_960_of_1000_is_said_as_such(world: World, rulebook: Rulebook) -> None:
    world.use(world.customer(name="a"), "Storage", "acr-usd", "pal", {NOW: 960})
    found = metric(world.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert said(found, "near") == [(("a",), "960 of 1,000, 40 short")]


def test_who_came_and_who_went_stands_with_the_number_of_a_year_before(
    world: World, rulebook: Rulebook
) -> None:
    world.use(world.customer(name="new"), "Storage", "acr-usd", "pal", {NOW: 1200, YEAR_AGO: 30})
    world.use(world.customer(name="gone"), "Storage", "acr-usd", "pal", {NOW: 5, YEAR_AGO: 1500})
    found = metric(world.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert said(found, "item") == [
        (("new",), "1,200, 30 a year before"),
        (("gone",), "5, 1,500 a year before"),
    ]


def test_usage_that_does_not_count_is_listed_with_its_reason(world: World, rulebook: Rulebook) -> None:
    for name, association in (("wrong", "cpor"), ("none", ""), ("right", "pal")):
        world.use(world.customer(name=name), "Storage", "acr-usd", association, {NOW: 2000})
    special = Customer(
        CustomerId("china"), "china", (Tenant("t", "x.example", "china"),), segments=(Segment("smb"),)
    )
    facts = world.facts.changed([Put(special)])
    more = World(rulebook, DAY)
    more.use(CustomerId("china"), "Storage", "acr-usd", "pal", {NOW: 700})
    facts = facts.changed([Put(series) for series in more.facts.usage.values()])
    found = metric(facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert said(found, "left-out") == [
        (("none",), "Azure consumed revenue (USD): 2,000 without an eligible association"),
        (("wrong",), "Azure consumed revenue (USD): 2,000 through CPOR; association not eligible here"),
        (("china",), "Azure consumed revenue (USD): 700 in China; cloud not eligible here"),
    ]


def test_the_same_consumption_under_an_eligible_association_too_is_not_left_out(
    world: World, rulebook: Rulebook
) -> None:
    customer = world.customer(name="both")
    world.use(customer, "Storage", "acr-usd", "pal", {NOW: 2000})
    world.use(customer, "Storage", "acr-usd", "cpor", {NOW: 2000})
    found = metric(world.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert said(found, "left-out") == []


def test_a_young_association_without_a_baseline_is_named(world: World, rulebook: Rulebook) -> None:
    customer = world.customer(name="a")
    world.use(customer, "Teams", "active-users", "", {NOW: 40})
    since = DAY - timedelta(days=100)
    facts = world.facts.changed([Put(Association("s", customer, "cpor", ("Teams",), since=since))])
    found = metric(facts, rulebook, "modern-work", "smb", "usage-growth")
    assert [who for who, _ in said(found, "baseline")] == [("a",)]


def exact_of(finding: Finding) -> tuple[str, str]:
    (note,) = [part for part in finding.because if part.rule == "exact"]
    return note.found.code, str(note.found.slots["exact"])


def test_the_exact_fraction_and_the_cap_are_said(world: World, rulebook: Rulebook) -> None:
    world.tenants(2, "Storage", "acr-usd", "pal", 2000)
    found = metric(world.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert exact_of(found) == ("found.exact", "20")
    world.tenants(3, "Storage", "acr-usd", "pal", 2000)
    found = metric(world.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert exact_of(found) == ("found.exact-capped", "30")
    gone = World(rulebook, DAY)
    gone.tenants(-2, "Storage", "acr-usd", "pal", 2000)
    found = metric(gone.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert exact_of(found) == ("found.exact-negative", "0")


def test_the_exact_sum_is_that_of_the_points_in_every_metric_of_the_demo(rulebook: Rulebook) -> None:
    root = assess(demo_facts(rulebook, DAY), rulebook.on(DAY), DAY)
    notes = 0
    for finding in walk(root):
        for note in (part for part in finding.because if part.rule == "exact"):
            notes += 1
            assert Fraction(note.found.slots["exact"].replace("\N{MINUS SIGN}", "-")) == finding.points
            if note.found.code == "found.exact":
                formula = note.found.slots["formula"]
                terms = [term.split(" \N{MULTIPLICATION SIGN} ") for term in formula.split(" + ")]
                total = sum(
                    (Fraction(t[0]) * Fraction(t[1] if len(t) > 1 else "1") for t in terms), Fraction(0)
                )
                assert total == finding.points
    assert notes > 40


def reported(on: date, points: str, source: str | None = None) -> list[Put]:
    figure = Reported("security", "smb", "intermediate-certifications", on, points=Decimal(points))
    chosen = {} if source is None else {"security/intermediate-certifications": source}
    return [Put(figure), Put(Choices(metric_source=chosen))]


def skilled(world: World, linked: date | None = date(2025, 1, 1)) -> Facts:
    for n in range(3):
        world.person(f"p{n}", ["SC-200", "SC-500", "SC-100"])
    people = [Put(Person(p.id, p.name, linked_on=linked)) for p in world.facts.people.values()]
    return world.facts.changed(people)


def test_records_and_partner_center_stand_side_by_side(world: World, rulebook: Rulebook) -> None:
    facts = skilled(world).changed(reported(date(2026, 11, 10), "8"))
    found = metric(facts, rulebook, "security", "smb", "intermediate-certifications")
    assert (found.basis, found.points) == ("records", Fraction(32))
    (note,) = [part for part in found.because if part.rule == "difference"]
    assert (note.found.code, note.found.slots["apart"], note.met) == ("found.difference-more", 24, False)
    chosen = skilled(world).changed(reported(date(2026, 11, 10), "8", "reported"))
    found = metric(chosen, rulebook, "security", "smb", "intermediate-certifications")
    assert (found.basis, found.points) == ("reported", Fraction(8))
    assert [part.rule for part in found.because] == ["difference", "deviation"]


def test_equal_figures_have_no_cause(world: World, rulebook: Rulebook) -> None:
    facts = skilled(world).changed(reported(date(2026, 11, 10), "32"))
    found = metric(facts, rulebook, "security", "smb", "intermediate-certifications")
    (note,) = [part for part in found.because if part.rule == "difference"]
    assert (note.met, note.because) == (True, ())


def causes(finding: Finding) -> list[str]:
    (note,) = [part for part in finding.because if part.rule == "difference"]
    return [part.asks.code.removeprefix("asks.cause-") for part in note.because]


@pytest.mark.parametrize(
    ("as_of", "linked", "expected"),
    [
        (date(2026, 11, 20), date(2025, 1, 1), ["unknown"]),
        (date(2026, 8, 20), date(2025, 1, 1), ["delay"]),
        (date(2026, 11, 20), None, ["unlinked"]),
        (date(2026, 8, 20), None, ["delay", "unlinked"]),
    ],
)
def test_causes_of_skilling_stand_in_their_order(
    world: World, rulebook: Rulebook, as_of: date, linked: date | None, expected: list[str]
) -> None:
    facts = skilled(world, linked).changed(reported(as_of, "8"))
    assert causes(metric(facts, rulebook, "security", "smb", "intermediate-certifications")) == expected


def test_causes_of_usage_stand_in_their_order(world: World, rulebook: Rulebook) -> None:
    customer = world.customer(name="twice")
    for subscription in ("one", "two"):
        world.use(customer, subscription, "acr-usd", "pal", {NOW: 1200})
    world.use(world.customer(name="wrong"), "Storage", "acr-usd", "cpor", {NOW: 2000})
    figure = Reported("data-ai", "enterprise", "net-customer-adds", date(2026, 11, 12), points=Decimal(0))
    keys = [s for s in world.facts.usage.values() if s.id.customer == customer]
    same = [
        Put(
            s.__class__(
                s.id.__class__(customer, "Storage", "acr-usd", "pal", subscription=s.id.workload),
                s.first,
                s.values,
            )
        )
        for s in keys
    ]
    facts = world.facts.changed([*same, Put(figure)])
    found = metric(facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    assert causes(found) == ["refresh", "association", "duplicates"]
    (note,) = [part for part in found.because if part.rule == "difference"]
    assert [part.evidence for part in note.because] == [(), ("wrong",), ("twice",)]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(("cpor", "pal", "csp-tier1", "")), st.integers(1, 3000)), max_size=6)
)
def test_what_counts_and_what_is_left_out_are_never_the_same_customer(
    rulebook: Rulebook, rows: list[tuple[str, int]]
) -> None:
    world = World(rulebook, DAY)
    for association, value in rows:
        world.use(world.customer(), "Storage", "acr-usd", association, {NOW: value})
    found = metric(world.facts, rulebook, "data-ai", "enterprise", "net-customer-adds")
    left = {who[0] for who, _ in said(found, "left-out")}
    assert left.isdisjoint(found.evidence)
    eligible = sum(1 for association, value in rows if association in ("pal", "csp-tier1") and value >= 1000)
    assert found.value == eligible


def test_a_total_of_partner_center_stands_beside_the_one_computed(world: World, rulebook: Rulebook) -> None:
    figure = Reported("security", "smb", "total", date(2026, 11, 10), points=Decimal(40))
    root = assess(skilled(world).changed([Put(figure)]), rulebook.on(DAY), DAY)
    security = next(finding for finding in root.because if finding.rule == "security")
    smb, enterprise = security.because
    (note,) = [part for part in smb.because if part.rule == "difference"]
    assert (note.found.code, note.found.slots["shown"], note.because) == ("found.difference-less", 40, ())
    assert not [part for part in enterprise.because if part.rule == "difference"]
    assert smb.points == sum(part.points for part in smb.because)
