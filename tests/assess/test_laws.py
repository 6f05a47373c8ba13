"""Laws of scoring that hold for any records, on any day, under any version of the rules."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assess import Finding, Records, assess
from readiness.assess.readings import other_readings
from readiness.demo import demo_facts
from readiness.facts import Award, Facts, Put, Series, removal
from readiness.rules import Rulebook, load_rulebook
from readiness.rules.shapes import BestTrack
from readiness.snapshot import compute, judged
from tests.strategies import facts as any_facts

TODAY = date(2026, 11, 24)
RULEBOOK = load_rulebook()
DAYS = [
    date(2022, 4, 1),
    date(2022, 11, 1),
    date(2023, 8, 1),
    date(2024, 2, 1),
    date(2025, 6, 1),
    date(2026, 6, 1),
    TODAY,
]
"""One in each period of the rules."""
days = st.sampled_from(DAYS)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return RULEBOOK


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, TODAY)


def shuffled(facts: Facts, seed: int) -> Facts:
    """The same records in another order."""
    order = random.Random(seed)  # noqa: S311 - an order, no secret

    def mixed(records: Mapping[Any, Any]) -> Mapping[Any, Any]:
        entries = list(records.items())
        order.shuffle(entries)
        return dict(entries)

    lists = {f.name: getattr(facts, f.name) for f in fields(facts)}
    other: dict[str, Any] = {n: mixed(some) for n, some in lists.items() if isinstance(some, Mapping)}
    return replace(facts, **other)


def nodes(finding: Finding) -> Iterator[Finding]:
    yield finding
    for child in finding.because:
        yield from nodes(child)


@settings(deadline=None, max_examples=25)
@given(facts=any_facts(), day=days, seed=st.integers(0, 9))
def test_the_order_of_records_never_matters(facts: Facts, day: date, seed: int) -> None:
    rules = RULEBOOK.on(day)
    assert assess(shuffled(facts, seed), rules, day) == assess(facts, rules, day)


@pytest.mark.parametrize("day", DAYS)
def test_the_order_of_the_demo_partners_records_does_not_matter(
    day: date, rulebook: Rulebook, demo: Facts
) -> None:
    rules = rulebook.on(day)
    assert shuffled(demo, 1).usage != {}
    assert assess(shuffled(demo, 1), rules, day) == assess(demo, rules, day)


def test_removing_a_record_and_adding_it_back_changes_nothing(rulebook: Rulebook, demo: Facts) -> None:
    rules, before = rulebook.on(TODAY), assess(demo, rulebook.on(TODAY), TODAY)
    things = [thing for thing in demo.all() if isinstance(thing, Award | Series)]
    changed = 0
    for thing in random.Random(2).sample(things, 25):  # noqa: S311 - a choice, no secret
        without = demo.changed(removal(demo, type(thing), thing.id))
        changed += assess(without, rules, TODAY) != before
        assert assess(without.changed([Put(thing)]), rules, TODAY) == before
    assert changed, "no record that was removed mattered: the law was not tried"


@settings(deadline=None, max_examples=25)
@given(facts=any_facts(), day=days)
def test_points_add_up_and_stay_in_bounds_under_every_version(facts: Facts, day: date) -> None:
    root = assess(facts, RULEBOOK.on(day), day)
    assert all(0 <= finding.points <= finding.maximum for finding in nodes(root))
    assert root.points == sum(area.points for area in root.because)
    for area in root.because:
        for track in area.because:
            assert track.maximum == 100
            assert track.points == sum(category.points for category in track.because)


@pytest.mark.parametrize("day", DAYS)
def test_the_chosen_track_is_never_the_worse_where_the_better_counts(
    day: date, rulebook: Rulebook, demo: Facts
) -> None:
    rules = rulebook.on(day)
    compared = 0
    for area in assess(demo, rules, day).because:
        if isinstance(rules.areas[area.rule].choice, BestTrack):
            assert area.points == max(track.points for track in area.because)
            compared += 1
    assert compared


def test_an_announced_rule_changes_no_status(rulebook: Rulebook, demo: Facts) -> None:
    """Before the launch there are points, and nothing is qualified or enrolled."""
    snapshot = judged(compute(demo, rulebook, date(2022, 9, 30)), rulebook)
    assert all(standing.preview and standing.has_rules for standing in snapshot.standings.values())
    assert {standing.status for standing in snapshot.standings.values()} == {None}
    assert not any(standing.qualified_today for standing in snapshot.standings.values())
    assert not snapshot.finding.met


@settings(deadline=None, max_examples=20)
@given(facts=any_facts(), day=days)
def test_another_reading_is_named_exactly_where_it_scores_otherwise(facts: Facts, day: date) -> None:
    """Against the slow way: choose the other reading, and score all anew."""
    rules = RULEBOOK.on(day)
    records = Records(facts, RULEBOOK.catalogue)
    now = assess(facts, rules, day)
    found = {(o.reading, o.other, o.area): o for o in other_readings(records, rules, day)}
    programme = rules.programme
    assert programme is not None
    for reading in programme.readings.values():
        for other in reading.alternatives:
            if other == reading.chosen(facts.choices):
                continue
            then = assess(records.read_as(reading.id, other).facts, rules, day)
            for before, after in zip(now.because, then.because, strict=True):
                named = found.get((reading.id, other, before.rule))
                differs = (before.points, before.because[0].rule) != (after.points, after.because[0].rule)
                assert not differs or named is not None
                if named is not None:
                    assert (named.now.points, named.then.points) == (before.points, after.points)
                    assert named.then.track == after.because[0].rule
