"""Certifications count by person, gates by step, and only while they are valid and can be seen."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assess import Finding, assess
from readiness.facts import Award, CertificationId, Choices, Facts, Person, PersonId, Put
from readiness.rules import Rulebook, load_rulebook
from tests.assess.world import World

DAY = date(2026, 11, 24)
SECURITY = ("AZ-500", "SC-500", "SC-200", "SC-100", "SC-300", "SC-401", "SC-400")


def skilling(facts: Facts, rulebook: Rulebook, on: date = DAY, track: str = "smb") -> Finding:
    """Security's one metric of certifications."""
    area = assess(facts, rulebook.on(on), on).because[5]
    found = next(finding for finding in area.because if finding.rule == track)
    return found.because[1].because[0]


def steps(metric: Finding) -> list[Finding]:
    return [finding for finding in metric.because if finding.rule in ("gate", "step")]


def reason(metric: Finding, step: int) -> str:
    """Why the first award that was considered and lost does not count."""
    lost = [finding for finding in metric.because[step].because if finding.rule == "lost"]
    return lost[0].found.code


def one(rulebook: Rulebook, name: str, **more: object) -> Facts:
    """One person with one certification, and what else is known of either."""
    found = rulebook.catalogue.find(name)
    assert found is not None
    person = Person(PersonId("p"), **{k: v for k, v in more.items() if hasattr(Person, k)})  # type: ignore[arg-type]
    award = Award("a", person.id, found.id, date(2026, 1, 10), date(2027, 1, 10))
    known = {k: v for k, v in more.items() if hasattr(Award, k)}
    return Facts().changed([Put(person), Put(replace(award, **known))])  # type: ignore[arg-type]


def counts(facts: Facts, rulebook: Rulebook, on: date = DAY) -> bool:
    """Whether the one person counts in the first step."""
    return skilling(facts, rulebook, on).because[0].met


def test_a_step_of_the_smb_track_brings_its_points_once_and_opens_the_last_with_the_others(
    rulebook: Rulebook,
) -> None:
    world = World(rulebook, DAY)
    world.people(3, "AZ-500")
    world.people(2, "SC-100")
    assert skilling(world.facts, rulebook).points == 4
    world.people(1, "SC-200")
    metric = skilling(world.facts, rulebook)
    assert metric.points == 4 + 4 + 2 * 8
    assert [finding.points for finding in steps(metric)] == [4, 4, 16]
    assert metric.value == 2
    assert metric.full_at == 4


def test_steps_of_the_enterprise_track_bring_nothing_themselves(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    for person in ("a", "b"):
        world.person(person, ["AZ-500", "SC-200"])
    world.people(2, "SC-100")
    metric = skilling(world.facts, rulebook, track="enterprise")
    assert metric.points == Fraction(40, 3)
    assert [finding.points for finding in steps(metric)] == [0, 0, Fraction(40, 3)]


def test_a_person_counts_once_in_a_step_and_again_in_another(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.person("a", ["AZ-500", "SC-500", "SC-200", "SC-100", "SC-300", "SC-401"])
    assert [finding.value for finding in steps(skilling(world.facts, rulebook))] == [1, 1, 1]


def test_an_award_counts_on_its_first_and_last_day(rulebook: Rulebook) -> None:
    facts = one(rulebook, "SC-500", earned_on=date(2026, 6, 1), expires_on=date(2026, 11, 24))
    assert [counts(facts, rulebook, date(2026, 5, 31) + timedelta(days=n)) for n in (0, 1)] == [False, True]
    assert [counts(facts, rulebook, DAY + timedelta(days=n)) for n in (0, 1)] == [True, False]
    assert reason(skilling(facts, rulebook, DAY + timedelta(days=1)), 0) == "found.expired"
    assert reason(skilling(facts, rulebook, date(2026, 5, 31)), 0) == "found.earned-later"


def test_a_retired_certification_counts_until_its_credit_ends(rulebook: Rulebook) -> None:
    end = date(2027, 8, 31)
    facts = one(rulebook, "AZ-500", expires_on=date(2028, 1, 1))
    assert [counts(facts, rulebook, end + timedelta(days=n)) for n in (0, 1)] == [True, False]
    assert reason(skilling(facts, rulebook, end + timedelta(days=1)), 0) == "found.credit-ended"


@pytest.mark.parametrize(("expires", "credit_end"), [(date(2026, 10, 1), True), (date(2026, 8, 1), False)])
def test_the_end_of_credit_alone_counts_where_so_read_for_who_held_it_at_retirement(
    *, expires: date, credit_end: bool, rulebook: Rulebook
) -> None:
    facts = one(rulebook, "AZ-500", expires_on=expires)
    assert not counts(facts, rulebook)
    chosen = facts.changed([Put(Choices(readings={"retired-credit": "credit-end"}))])
    assert counts(chosen, rulebook) == credit_end


def test_a_reading_nobody_knows_is_the_default(rulebook: Rulebook) -> None:
    facts = one(rulebook, "AZ-500", expires_on=date(2026, 10, 1))
    assert not counts(facts.changed([Put(Choices(readings={"retired-credit": "never"}))]), rulebook)


@pytest.mark.parametrize(
    ("link", "linked"),
    [
        ({}, True),
        ({"linked_on": date(2026, 3, 1)}, True),
        ({"linked_on": date(2026, 11, 25)}, False),
        ({"unlinked_on": date(2026, 11, 25)}, True),
        ({"unlinked_on": date(2026, 11, 24)}, False),
        ({"unlinked_on": date.min}, False),
        ({"linked_on": date(2026, 3, 1), "unlinked_on": date(2026, 4, 1)}, False),
        ({"linked_on": date(2026, 3, 1), "unlinked_on": date(2026, 12, 1)}, True),
        ({"linked_on": date(2026, 4, 1), "unlinked_on": date(2026, 3, 1)}, True),
        ({"linked_on": date(2026, 12, 1), "unlinked_on": date(2026, 3, 1)}, False),
    ],
)
def test_a_person_counts_while_the_learn_account_is_linked(
    *, link: dict[str, date], linked: bool, rulebook: Rulebook
) -> None:
    facts = one(rulebook, "SC-500", **link)
    assert counts(facts, rulebook) == linked
    if not linked:
        assert reason(skilling(facts, rulebook), 0) == "found.not-linked"
    chosen = facts.changed([Put(Choices(readings={"unlinked-people": "count"}))])
    assert counts(chosen, rulebook)


@pytest.mark.parametrize(
    ("gone", "last"),
    [
        ({"account_deleted_on": date(2026, 10, 31)}, date(2026, 11, 10)),
        ({"left_on": date(2026, 9, 3), "account_deleted_on": date(2026, 10, 1)}, date(2026, 11, 10)),
        ({"left_on": date(2026, 10, 3)}, date(2026, 11, 10)),
        ({"left_on": date(2025, 12, 31)}, date(2026, 1, 10)),
    ],
)
def test_a_leaver_counts_until_the_tenth_of_the_next_month(
    gone: dict[str, date], last: date, rulebook: Rulebook
) -> None:
    facts = one(rulebook, "AZ-500", earned_on=date(2025, 1, 1), **gone)
    assert [counts(facts, rulebook, last + timedelta(days=n)) for n in (0, 1)] == [True, False]
    assert reason(skilling(facts, rulebook, last + timedelta(days=1)), 0) == "found.left"


def test_who_joins_later_does_not_count_yet(rulebook: Rulebook) -> None:
    facts = one(rulebook, "SC-500", joined_on=date(2026, 11, 25))
    assert reason(skilling(facts, rulebook), 0) == "found.joins"
    assert counts(facts, rulebook, date(2026, 11, 25))


def test_many_people_stand_in_one_finding_and_few_are_named(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.people(12, "SC-500")
    assert len(skilling(world.facts, rulebook).because[0].because) == 12
    world.people(1, "SC-500")
    step = skilling(world.facts, rulebook).because[0]
    assert (len(step.because), len(step.evidence)) == (0, 13)


def test_an_award_of_nobody_does_not_count(rulebook: Rulebook) -> None:
    facts = one(rulebook, "SC-500")
    lonely = Award("b", PersonId("gone"), CertificationId("security-operations-analyst"), DAY, None)
    metric = skilling(facts.changed([Put(lonely)]), rulebook)
    assert [finding.value for finding in steps(metric)] == [1, 0, 0]


def test_an_award_without_end_says_so(rulebook: Rulebook) -> None:
    metric = skilling(one(rulebook, "SC-500", expires_on=None), rulebook)
    assert metric.because[0].because[0].found.code == "found.valid"


people = st.integers(0, 5).map(lambda n: PersonId(f"p{n}"))
held = st.lists(
    st.tuples(people, st.sampled_from(SECURITY), st.integers(-400, 400), st.integers(0, 500)), max_size=12
)


def holding(rulebook: Rulebook, awards: list[tuple[PersonId, str, int, int]]) -> Facts:
    changes = [Put(Person(PersonId(f"p{n}"))) for n in range(6)]
    for number, (person, name, since, length) in enumerate(awards):
        found = rulebook.catalogue.find(name)
        assert found is not None
        earned = DAY + timedelta(days=since)
        changes.append(Put(Award(f"a{number}", person, found.id, earned, earned + timedelta(days=length))))
    return Facts().changed(changes)


@settings(deadline=None)
@given(held, people, st.sampled_from(SECURITY), st.sampled_from(["smb", "enterprise"]))
def test_one_more_valid_award_never_lowers_a_score(
    awards: list[tuple[PersonId, str, int, int]], person: PersonId, name: str, track: str
) -> None:
    rulebook = load_rulebook()
    before = skilling(holding(rulebook, awards), rulebook, track=track)
    after = skilling(holding(rulebook, [*awards, (person, name, -10, 20)]), rulebook, track=track)
    assert 0 <= before.points <= after.points <= after.maximum
    assert after.points == sum(finding.points for finding in steps(after))


def test_one_more_award_can_raise_a_score(rulebook: Rulebook) -> None:
    """The law above would hold for a scorer that finds nothing."""
    one_award = holding(rulebook, [(PersonId("p1"), "SC-500", -10, 20)])
    assert skilling(Facts(), rulebook).points < skilling(one_award, rulebook).points
