"""Readiness per specialization: what counts, what is missing, and what only Partner Center knows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assess import Records
from readiness.assess.case import case_of
from readiness.assess.requirements import ENTER, MET, MISSING
from readiness.assess.specializations import SpecializationStanding, assess_specializations
from readiness.facts import CustomerId, Facts, HeldSpecialization, Put, Reported
from readiness.rules import Rulebook, load_rulebook
from readiness.rules.specializations import Unknown, specialization_book
from readiness.snapshot import compute
from readiness.specializations import specializations
from tests.assess.world import NOW, World

DAY = date(2026, 11, 24)
OLD = date(2025, 6, 16)
"""A day on which Security still had published numbers."""
BOUGHT = {"security": "enrolled", "data-ai": "enrolled", "infrastructure": "enrolled"}


def standings(
    facts: Facts, rulebook: Rulebook, on: date = DAY, held: Mapping[str, str] = BOUGHT
) -> dict[str, SpecializationStanding]:
    case = case_of(Records(facts, rulebook.catalogue), rulebook.on(on), on)
    assert case is not None
    found = assess_specializations(case, specialization_book(rulebook), held)
    return {standing.id: standing for standing in found}


def states(standing: SpecializationStanding) -> dict[str, str]:
    return {some.finding.rule: some.state for some in standing.requirements}


def shown(name: str, requirement: str, value: str | None = None, points: str | None = None) -> Reported:
    figures = (None if text is None else Decimal(text) for text in (value, points))
    return Reported(f"specialization:{name}", "single", requirement, date(2026, 11, 1), *figures)


def with_(facts: Facts, things: Iterable[Reported | HeldSpecialization]) -> Facts:
    return facts.changed(map(Put, things))


def held(name: str, until: date = date(2027, 5, 1)) -> HeldSpecialization:
    return HeldSpecialization(f"held-{name}", name, date(2025, 5, 1), until)


def test_without_a_record_nothing_is_met_and_nothing_unknown_is(rulebook: Rulebook) -> None:
    for standing in standings(Facts(), rulebook, held={}).values():
        assert standing.met == 0, standing.id
        assert standing.state not in ("ready", "held", "in-progress")


def test_a_requirement_without_a_number_is_never_met_by_records(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    for exam in ("AZ-104", "AZ-305", "AZ-140", "AZ-700", "SC-200"):
        world.people(20, exam)
    for _ in range(20):
        world.use(world.customer(), "Azure Virtual Desktop", "acr-usd", "pal", {NOW: 1_000_000})
    for standing in standings(world.facts, rulebook).values():
        unknown = (
            [r for r in standing.version.requirements if isinstance(r, Unknown)] if standing.version else []
        )
        assert all(states(standing)[requirement.id] == ENTER for requirement in unknown), standing.id
        assert standing.state != "ready" or not unknown


def test_what_partner_center_shows_answers_it(rulebook: Rulebook) -> None:
    """The positive control of the one before: the same requirement, once it is entered."""
    area = [shown("azure-avd", "performance", points="100"), shown("azure-avd", "people", "7", "100")]
    avd = standings(with_(Facts(), area), rulebook)["azure-avd"]
    assert set(states(avd).values()) == {MET}
    assert avd.state == "ready"
    assert [some.finding.basis for some in avd.requirements] == ["records", "reported", "reported"]


@pytest.mark.parametrize(
    ("value", "points", "state"), [("7", None, ENTER), (None, "60", MISSING), ("7", "0", MISSING)]
)
def test_a_figure_without_the_word_met_does_not_meet_an_unknown_number(
    rulebook: Rulebook, value: str | None, points: str | None, state: str
) -> None:
    avd = standings(with_(Facts(), [shown("azure-avd", "people", value, points)]), rulebook)["azure-avd"]
    assert states(avd)["people"] == state


def test_a_figure_of_a_later_day_does_not_speak_of_this_one(rulebook: Rulebook) -> None:
    later = replace(shown("azure-avd", "people", points="100"), as_of=date(2026, 11, 25))
    assert states(standings(with_(Facts(), [later]), rulebook)["azure-avd"])["people"] == ENTER


@pytest.mark.parametrize(("figure", "state"), [("14", MISSING), ("15", MET)])
def test_a_known_number_is_met_by_a_figure_that_reaches_it(
    rulebook: Rulebook, figure: str, state: str
) -> None:
    facts = with_(Facts(), [shown("ba-smb-management", "deployments", figure)])
    assert states(standings(facts, rulebook)["ba-smb-management"])["deployments"] == state


@pytest.mark.parametrize(
    ("area", "how", "state"),
    [
        ("security", "enrolled", MET),
        ("security", "qualified", MISSING),
        ("modern-work", "enrolled", MISSING),
    ],
)
def test_an_aligned_designation_is_needed_and_active_once_it_is_bought(
    rulebook: Rulebook, area: str, how: str, state: str
) -> None:
    found = standings(Facts(), rulebook, held={area: how})["sec-iam"]
    assert states(found)["designation"] == state


@pytest.mark.parametrize(("count", "state"), [(5, MISSING), (6, MET)])
def test_people_count_once_each(rulebook: Rulebook, count: int, state: str) -> None:
    world = World(rulebook, OLD)
    for number in range(count):
        person = world.person(f"p{number}", ["SC-300"])
        world.award(person, "SC-300")
    iam = standings(world.facts, rulebook, OLD)["sec-iam"]
    assert states(iam)["people"] == state
    assert len(iam.requirements[2].finding.evidence) == count


def test_each_certification_must_be_held_by_somebody(rulebook: Rulebook) -> None:
    on = date(2025, 6, 16)
    world = World(rulebook, on)
    world.people(5, "DP-100")
    assert states(standings(world.facts, rulebook, on)["azure-ai-platform"])["people"] == MISSING
    world.people(1, "AI-102")
    assert states(standings(world.facts, rulebook, on)["azure-ai-platform"])["people"] == MET


def test_one_person_may_fill_two_groups_where_the_page_says_so(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    skill = "implement-information-protection-and-data-loss-prevention-by-using-microsoft-purview"
    for number in range(6):
        world.person(f"p{number}", ["SC-401", *([skill] if number < 4 else [])])
    found = states(standings(world.facts, rulebook)["sec-data-security"])
    assert (found["people-1"], found["people-2"]) == (MET, MET)


@pytest.mark.parametrize(
    ("count", "wanted"), [(4, {MISSING}), (5, {MET, ENTER}), (9, {MET, ENTER}), (10, {MET})]
)
def test_where_it_is_not_confirmed_each_group_needs_its_own(
    rulebook: Rulebook, count: int, wanted: set[str]
) -> None:
    world = World(rulebook, DAY)
    world.people(count, "SC-401")
    found = states(standings(world.facts, rulebook)["mw-m365-copilot"])
    assert {found["people-1"], found["people-2"]} == wanted


@pytest.mark.parametrize(
    ("amounts", "state"),
    [
        ((2000, 2000, 2000), MET),
        ((1000, 1000, 4000), MET),
        ((1000, 1000, 3999), MISSING),
        ((3000, 3000, 0), MISSING),
        ((6000, 0, 0), MISSING),
    ],
)
def test_consumption_is_averaged_over_its_months_and_asks_for_customers(
    rulebook: Rulebook, amounts: tuple[int, ...], state: str
) -> None:
    """Three customers, one month each: 6,000 in three months are 2,000 a month."""
    world = World(rulebook, DAY)
    for back, amount in enumerate(amounts):
        if amount:
            world.use(world.customer(), "Azure OpenAI", "acr-usd", "csp-tier2", {-back: amount})
    world.use(world.customer(), "Something else", "capacity", "", {NOW: 1})
    assert states(standings(world.facts, rulebook)["azure-ai-platform"])["performance"] == state


def test_a_month_too_far_back_and_a_wrong_association_do_not_count(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.use(world.customer(), "Something else", "capacity", "", {NOW: 1})
    for name in ("a", "b", "c"):
        world.use(world.customer(name=name), "Azure OpenAI", "acr-usd", "pal", {-3: 10_000})
        world.use(CustomerId(name), "Azure OpenAI", "acr-usd", "cpor", {NOW: 10_000})
    assert states(standings(world.facts, rulebook)["azure-ai-platform"])["performance"] == MISSING


@pytest.mark.parametrize(("now", "state"), [(2999, MISSING), (3000, MET)])
def test_growth_is_this_month_against_the_year_before(rulebook: Rulebook, now: int, state: str) -> None:
    world = World(rulebook, OLD)
    world.use(world.customer(), "Microsoft Entra ID P1", "active-users", "cpor", {NOW: now, -12: 1000})
    assert states(standings(world.facts, rulebook, OLD)["sec-iam"])["performance"] == state


@pytest.mark.parametrize(
    ("workload", "measure", "association", "amount"),
    [
        ("Defender for Identity", "active-users", "cpor", 1000),
        ("MDCA", "active-users", "cpor", 1000),
        ("Microsoft Sentinel", "acr-usd", "pal", 100_000),
    ],
)
def test_any_one_way_is_enough(
    rulebook: Rulebook, workload: str, measure: str, association: str, amount: int
) -> None:
    world = World(rulebook, OLD)
    world.use(world.customer(), workload, measure, association, {NOW: amount})
    assert states(standings(world.facts, rulebook, OLD)["sec-threat-protection"])["performance"] == MET
    world = World(rulebook, OLD)
    world.use(world.customer(), workload, measure, association, {NOW: amount - 1})
    assert states(standings(world.facts, rulebook, OLD)["sec-threat-protection"])["performance"] == MISSING


def test_a_path_needs_all_its_parts_and_another_path_will_do(rulebook: Rulebook) -> None:
    name = "ba-agentic-business-solutions"

    def performance(*figures: Reported) -> str:
        return states(standings(with_(Facts(), figures), rulebook)[name])["performance"]

    half = (shown(name, "power-platform-customers", "2"), shown(name, "power-apps", "1"))
    assert performance() == ENTER
    assert performance(*half) == ENTER
    assert performance(*half, shown(name, "power-automate", "0")) == ENTER  # the other path is open
    assert performance(*half, shown(name, "power-automate", "1")) == MET
    assert performance(shown(name, "copilot-studio", "1")) == ENTER
    assert performance(shown(name, "copilot-studio", "2")) == MET


def test_the_frontier_is_held_together(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.people(5, "frontier-transformation-engineer")
    world.people(3, "DP-600")
    four = ["mw-m365-copilot", "sec-data-security", "sec-iam", "azure-ai-apps"]
    whole = with_(world.facts, map(held, four))
    assert standings(whole, rulebook)["frontier-partner"].state == "ready"
    for name in four:
        short = with_(world.facts, (held(other) for other in four if other != name))
        assert standings(short, rulebook)["frontier-partner"].state == "in-progress"
    other = with_(world.facts, map(held, [*four[:3], "azure-ai-platform"]))
    assert standings(other, rulebook)["frontier-partner"].state == "ready"


def test_a_day_in_2023_shows_the_names_and_rules_of_that_day(rulebook: Rulebook) -> None:
    found = standings(Facts(), rulebook, date(2023, 6, 1))
    assert found["azure-ai-platform"].name == "AI and Machine Learning on Microsoft Azure"
    assert found["sec-data-security"].name == "Information Protection and Governance"
    assert {"azure-kubernetes", "ba-low-code", "mw-acm", "azure-hybrid-arc"} <= set(found)
    assert {"frontier-partner", "mw-m365-copilot", "azure-win-sql-migration"}.isdisjoint(found)
    now = standings(Facts(), rulebook)
    assert {"azure-kubernetes", "ba-low-code", "mw-acm", "azure-hybrid-arc"}.isdisjoint(now)


def test_a_merged_one_is_held_under_its_new_name_with_its_anniversary(rulebook: Rulebook) -> None:
    facts = with_(Facts(), [held("ba-low-code")])
    before = standings(facts, rulebook, date(2026, 7, 30))
    assert before["ba-low-code"].state == "held"
    after = standings(facts, rulebook, date(2026, 7, 31))
    assert "ba-low-code" not in after
    moved = after["ba-agentic-business-solutions"]
    assert moved.state == "held"
    assert moved.renewal is not None
    assert moved.renewal.anniversary == date(2027, 5, 1)
    assert "ba-low-code" in {other.id for other in moved.became}


def test_an_ended_one_is_shown_while_it_is_still_held(rulebook: Rulebook) -> None:
    facts = with_(Facts(), [held("mw-acm")])
    assert standings(facts, rulebook)["mw-acm"].state == "held"
    assert "mw-acm" not in standings(facts, rulebook, date(2027, 6, 1))


def test_the_expert_programme_closes_to_those_who_do_not_hold_it(rulebook: Rulebook) -> None:
    on = {"data-ai": "enrolled", "digital-app-innovation": "enrolled", "infrastructure": "enrolled"}
    open_ = standings(Facts(), rulebook, date(2026, 9, 15), on)["azure-expert-msp"]
    assert (open_.met, open_.state) == (3, "in-progress")
    assert standings(Facts(), rulebook, date(2026, 9, 16), on)["azure-expert-msp"].state == "closed"
    holder = with_(Facts(), [held("azure-expert-msp")])
    assert standings(holder, rulebook, date(2026, 9, 16), on)["azure-expert-msp"].state == "held"


def test_validation_begins_only_after_the_rest(rulebook: Rulebook) -> None:
    def said(facts: Facts) -> str:
        parts = standings(facts, rulebook)["azure-avd"].finding.because
        return next(part.found.code for part in parts if part.rule == "validation")

    assert said(Facts()) == "found.validation-waits"
    whole = [shown("azure-avd", "performance", points="100"), shown("azure-avd", "people", points="100")]
    assert said(with_(Facts(), whole)) == "found.validation-can-start"


def test_the_snapshots_own_answer_uses_its_designations(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.enrol("security", date(2026, 3, 1))
    snapshot = compute(world.facts, rulebook, DAY)
    found = {standing.id: standing for standing in specializations(snapshot, rulebook)}
    assert states(found["sec-iam"])["designation"] == MET
    assert states(found["azure-avd"])["designation"] == MISSING


def test_before_the_programme_there_are_none(rulebook: Rulebook) -> None:
    assert specializations(compute(Facts(), rulebook, date(2021, 1, 1)), rulebook) == ()


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2022, 10, 3), date(2027, 12, 31)))
def test_any_day_has_its_specializations_and_counts_add_up(on: date) -> None:
    rulebook = load_rulebook()
    found = standings(Facts(), rulebook, on)
    assert found
    for standing in found.values():
        assert standing.of == len(standing.requirements)
        assert standing.met + standing.to_enter <= standing.of
        assert standing.finding.because[: standing.of] == tuple(s.finding for s in standing.requirements)
