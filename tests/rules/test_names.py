"""What programme, areas and badges are called on a day, in three lengths and two languages."""

from datetime import date

import pytest

from readiness.facts import AREAS
from readiness.rules import Rulebook
from readiness.rules.names import LANGUAGES, LENGTHS


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2005, 1, 1), "Microsoft Partner Network", "MPN"),
        (date(2022, 10, 2), "Microsoft Partner Network", "MPN"),
        (date(2022, 10, 3), "Microsoft Cloud Partner Program", "MCPP"),
        (date(2023, 7, 17), "Microsoft Cloud Partner Program", "MCPP"),
        (date(2023, 7, 18), "Microsoft AI Cloud Partner Program", "MAICPP"),
        (date(2026, 11, 24), "Microsoft AI Cloud Partner Program", "MAICPP"),
    ],
)
def test_the_programme_has_the_name_of_the_day(day: date, long: str, short: str, rulebook: Rulebook) -> None:
    name = rulebook.on(day).names.programme
    assert name.said("en") == long
    assert name.said("fr", "short") == short


def test_until_august_2026_each_area_has_its_own_badge(rulebook: Rulebook) -> None:
    before, since = rulebook.on(date(2026, 8, 12)).names, rulebook.on(date(2026, 8, 13)).names
    assert before.badges == before.areas
    assert {area: name.said("en", "medium") for area, name in since.badges.items()} == {
        "data-ai": "Cloud & AI Platforms",
        "infrastructure": "Cloud & AI Platforms",
        "digital-app-innovation": "Cloud & AI Platforms",
        "business-applications": "AI Business Solutions",
        "modern-work": "AI Business Solutions",
        "security": "Security",
    }
    assert since.areas == before.areas


def test_every_name_stands_in_both_languages_and_three_lengths(rulebook: Rulebook) -> None:
    names = rulebook.on(date(2026, 11, 24)).names
    assert set(names.areas) == set(names.badges) == set(AREAS)
    for name in (names.programme, *names.areas.values(), *names.badges.values()):
        for language in LANGUAGES:
            long, medium, short = (name.said(language, length) for length in LENGTHS)
            assert len(long) >= len(medium) >= len(short) > 0
    assert names.programme.said("de") == names.programme.said("en")
