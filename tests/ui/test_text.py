"""Words of the window: days and numbers as people write them, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.problems import SourceError
from ui import text

DAY = date(2026, 11, 24)


def test_english_days_and_numbers() -> None:
    assert text.day(DAY) == "24 Nov 2026"
    assert text.short_day(DAY) == "24 Nov"
    assert text.month(2026 * 12 + 10) == "Nov 2026"
    assert text.points(Fraction(139, 2), 70) == "69.5"
    assert text.signed(Fraction(-4)) == "\N{MINUS SIGN}4.0"
    assert text.number(1_234_567) == "1,234,567"
    assert text.money(Decimal("1250.50"), "EUR") == "EUR 1,250.50"


def test_french_days_and_numbers() -> None:
    text.use("fr")
    assert text.day(DAY) == "24 nov. 2026"
    assert text.points(Fraction(1, 2)) == "0,5"
    assert text.total("69.9") == "69,9"
    assert text.money(Decimal(1250), "EUR").endswith(" EUR")
    assert text.area_name("security") == "Sécurité"
    assert text.language() == "fr"


@pytest.mark.parametrize(
    ("language", "written", "number"),
    [
        ("en", "1,250.5", Decimal("1250.5")),
        ("fr", "1\N{NARROW NO-BREAK SPACE}250,5", Decimal("1250.5")),
        ("en", "\N{MINUS SIGN}3", Decimal(-3)),
        ("en", "twelve", None),
        ("en", "NaN", None),
        ("en", "1e999999999", None),  # written out, it would fill the memory
    ],
)
def test_a_number_is_read_as_people_write_it(language: str, written: str, number: Decimal | None) -> None:
    text.use(language)
    assert text.read_number(written) == number


@pytest.mark.parametrize(
    "written", ["2026-11-24", "24 Nov 2026", " 24 November 2026 ", "24/11/2026", "24.11.2026", "24-11-2026"]
)
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    assert text.read_day(written) == DAY


@pytest.mark.parametrize("written", ["", "soon", "31/02/2026", "2026-13-01", "24", "0024-01-01x"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert text.read_day(written) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_shown_can_be_read_again(language: str) -> None:
    text.use(language)
    for month in range(1, 13):
        day = date(2026, month, 28)
        assert text.read_day(text.day(day)) == day


def test_a_failure_is_explained_without_its_insides() -> None:
    assert "a.csv" in text.explain(SourceError("source-empty", source="a.csv"))
    assert text.explain(OSError(28, "No space left on device")) == "No space left on device"
    said = text.explain(ValueError("Ada Nowak, ada@partner.example"))
    assert "ValueError" in said
    assert "Ada" not in said


def test_areas_have_names_in_three_lengths() -> None:
    area = "digital-app-innovation"
    lengths = [text.area_name(area, length) for length in ("long", "medium", "code")]
    assert lengths == ["Digital & App Innovation", "Digital & App", "DI"]


def test_a_moment_with_a_zone_is_told_in_the_users_own() -> None:
    moment = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)
    assert text.clock_time(moment) == f"{moment.astimezone():%H:%M}"
    assert text.clock_time(datetime(2026, 12, 8, 9, 30)) == "09:30"  # noqa: DTZ001 - a time as it was entered
