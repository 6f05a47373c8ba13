"""What is kept from one value of Facts to the next is what would be made anew."""

from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.demo import demo_facts
from readiness.facts import LIST_OF, Award, Facts, Person, Plan, Put, Remove
from readiness.rules import load_rulebook
from readiness.snapshot import Snapshots, compute, judged
from tests import strategies

TODAY = date(2026, 11, 24)
RULEBOOK = load_rulebook()
DEMO = demo_facts(RULEBOOK, TODAY)
GROUPED: tuple[tuple[type[Any], str], ...] = (
    (Award, "person"),
    (Award, "certification"),
    (Award, "expires_on"),
    (Plan, "person"),
)


def plain(facts: Facts, kind: type[Any], by: str) -> dict[Any, dict[str, Any]]:
    groups: dict[Any, dict[str, Any]] = {}
    for thing in getattr(facts, LIST_OF[kind]).values():
        groups.setdefault(getattr(thing, by), {})[thing.id] = thing
    return groups


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_groups_that_followed_changes_hold_what_groups_made_anew_hold(data: st.DataObject) -> None:
    facts = data.draw(strategies.facts())
    for kind, by in GROUPED:
        facts.grouped(kind, by)
    for _ in range(3):
        facts = facts.changed(data.draw(strategies.changes_on(facts)))
        for kind, by in GROUPED:
            found = facts.grouped(kind, by)
            assert all(found.values())
            held = {group: {thing.id: thing for thing in things} for group, things in found.items()}
            assert held == plain(facts, kind, by)
            assert sum(map(len, found.values())) == len(getattr(facts, LIST_OF[kind]))


def test_a_group_in_which_nothing_changed_is_the_very_same() -> None:
    before = DEMO.grouped(Award, "person")
    award = next(iter(DEMO.awards.values()))
    after = DEMO.changed([Put(replace(award, expires_on=TODAY))]).grouped(Award, "person")
    assert after[award.person] != before[award.person]
    assert len(before) > 1
    assert all(after[person] is before[person] for person in before if person != award.person)


def edits(facts: Facts) -> st.SearchStrategy[Any]:
    """One change of an award, a person, or something the agenda alone reads."""
    award, person = st.sampled_from(list(facts.awards.values())), st.sampled_from(list(facts.people.values()))
    certifications, days = st.sampled_from(sorted(RULEBOOK.catalogue.certifications)), st.integers(-400, 400)
    when = days.map(lambda n: TODAY + timedelta(days=n))
    deadline = st.sampled_from(list(facts.deadlines.values()))
    return st.one_of(
        st.builds(lambda a, end: Put(replace(a, expires_on=max(end, a.earned_on))), award, when),
        st.builds(lambda a, which: Put(replace(a, certification=which)), award, certifications),
        st.builds(lambda a, who: Put(replace(a, person=who.id)), award, person),
        st.builds(lambda a: Remove(Award, a.id), award),
        st.builds(lambda p, left: Put(replace(p, left_on=left)), person, when),
        st.builds(lambda p: Put(replace(p, linked_on=None, unlinked_on=TODAY)), person),
        st.builds(lambda d, due: Put(replace(d, due_on=due)), deadline, when),
        st.just(Remove(Person, next(iter(facts.people)))),
    )


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(edits(DEMO), st.sampled_from((TODAY, TODAY, TODAY, date(2023, 8, 1)))), max_size=4))
def test_snapshots_made_one_after_the_other_are_those_made_alone(steps: list[tuple[Any, date]]) -> None:
    snapshots, facts = Snapshots(RULEBOOK), DEMO
    snapshots.judged(snapshots.of(facts, TODAY))
    for change, on in steps:
        facts = facts.changed([change])
        found, expected = snapshots.of(facts, on), compute(facts, RULEBOOK, on)
        assert found == expected
        assert snapshots.judged(found) == judged(expected, RULEBOOK)


def test_the_same_facts_and_day_are_computed_once() -> None:
    snapshots = Snapshots(RULEBOOK)
    assert snapshots.of(DEMO, TODAY) is snapshots.of(DEMO, TODAY)
    assert snapshots.of(DEMO, TODAY) is not snapshots.of(DEMO, date(2026, 12, 1))


@pytest.mark.parametrize("calls", [0, 1, 7, 60, 200])
def test_a_look_at_the_windows_can_be_stopped_anywhere_and_asked_for_again(calls: int) -> None:
    snapshots, left = Snapshots(RULEBOOK), iter(range(calls))

    def check() -> None:
        if next(left, None) is None:
            raise CancelledError

    found = snapshots.of(DEMO, TODAY)
    with pytest.raises(CancelledError):
        snapshots.judged(found, check)
    assert snapshots.judged(found) == judged(compute(DEMO, RULEBOOK, TODAY), RULEBOOK)
