"""The rules of two days side by side, in words; and as plain data."""

import json
from datetime import date
from itertools import pairwise

import pytest

from readiness.facts import AREAS
from readiness.outlook import under
from readiness.rules import Rulebook
from readiness.rules.compare import compare
from readiness.rules.plain import plain_area, plain_programme
from readiness.words import LANGUAGES, Words


def test_a_day_does_not_differ_from_itself(rulebook: Rulebook) -> None:
    for area in AREAS:
        assert compare(rulebook, area, date(2026, 11, 24), date(2026, 11, 24)) == ()


def test_what_changed_stands_field_by_field_with_its_numbers(rulebook: Rulebook) -> None:
    found = compare(rulebook, "security", date(2023, 11, 30), date(2023, 12, 1))
    by_field = {(one.metric, one.field): (one.before, one.after) for one in found}
    assert ("intermediate-certifications", "full_at") in by_field or found, "December 2023 changed Security"
    words = Words("en")
    net = compare(rulebook, "data-ai", date(2024, 6, 1), date(2026, 11, 24))
    said = [words.say(one.words) for one in net]
    assert "Net customer adds, SMB: at least (Azure), 500 instead of 1,000" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_there_ever_was_is_said_in_whole_words(rulebook: Rulebook, language: str) -> None:
    words = Words(language)
    said = [
        words.say(one.words)
        for area in AREAS
        for first, second in [*pairwise(rulebook.dates), (rulebook.dates[0], rulebook.dates[-1])]
        for one in compare(rulebook, area, first, second)
    ]
    raw = (
        "field.",
        "diff.",
        "shape.",
        "window.",
        "association.",
        "measure.",
        "segment.",
        "reading.",
        "{",
        "track.",
    )
    assert len(said) > 100
    assert [one for one in said if any(f" {sign}" in f" {one}" for sign in raw)] == []


def test_what_changes_forwards_changes_back(rulebook: Rulebook) -> None:
    for area in AREAS:
        there = compare(rulebook, area, date(2025, 6, 1), date(2026, 11, 24))
        back = compare(rulebook, area, date(2026, 11, 24), date(2025, 6, 1))
        assert {(o.metric, o.track, o.field, str(o.before), str(o.after)) for o in there} == {
            (o.metric, o.track, o.field, str(o.after), str(o.before)) for o in back
        }


def test_rules_of_every_day_are_plain_data(rulebook: Rulebook) -> None:
    for day in rulebook.dates:
        rules = rulebook.on(day)
        for area in rules.areas.values():
            data = plain_area(area)
            assert json.loads(json.dumps(data)) == data
            totals = {t["track"]: sum(m["maximum"] for m in t["metrics"]) for t in data["tracks"]}
            assert set(totals.values()) == {100}
        if rules.programme is not None:
            assert plain_programme(rules.programme)["pass_mark"] == {"points": 70}


def test_under_the_rules_of_a_day_every_day_has_them(rulebook: Rulebook) -> None:
    fixed = under(rulebook, date(2023, 7, 1))
    for day in (date(2021, 1, 1), date(2024, 2, 3), date(2030, 1, 1)):
        assert fixed.on(day) is rulebook.on(date(2023, 7, 1))
    assert rulebook.on(date(2026, 11, 24)) is not fixed.on(date(2026, 11, 24)), (
        "the rulebook itself is as it was"
    )
