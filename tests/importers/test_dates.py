"""Days in text: one order for a column, told by its own dates or asked for."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.facts import Award, Put, month_of
from readiness.importers.dates import Days, day_of
from readiness.importers.months import Months
from readiness.words import LANGUAGES, Words

Read = Any


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "2026-3-2",
        "2026/03/02",
        "2026-03-02T00:00:00Z",
        "2026-03-02T18:30:06.6045692Z",
        "2026-03-02T09:22:40.1767993-08:00",
        "2026-03-02 23:59:59",
        "02.03.2026",
        "2.3.2026 9:00",
        "2 Mar 2026",
        "02-Mar-2026",
        "March 2, 2026",
        "Mar 2 2026 9:15 AM",
        "2 mars 2026",
        " 2026-03-02 ",
    ],
)
def test_clear_dates_need_no_order(text: str) -> None:
    days = Days({text})
    assert (days.of(text), days.of(text), days.undecided) == (date(2026, 3, 2), date(2026, 3, 2), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_months_that_the_product_wrote_are_read_again(language: str) -> None:
    words = Words(language)
    for number in range(1, 13):
        day = date(2026, number, 9)
        for length in ("medium", "long"):
            assert Days({words.day(day, length)}).of(words.day(day, length)) == day
        assert Months({words.month(month_of(day))}).of(words.month(month_of(day))) == month_of(day)


@pytest.mark.parametrize("text", ["9 jui 2026", "9 jux 2026", "jui 2026"])
def test_a_month_that_could_be_two_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        Days({text}).of(text)


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        ("25/12/2018 23:07", date(2026, 4, 3)),
        ("12/25/2018 11:07:00 PM", date(2026, 3, 4)),
        ("25-12-2018", date(2026, 4, 3)),
        ("2/28/2019 0:00", date(2026, 3, 4)),
    ],
)
def test_one_day_above_twelve_decides_the_column(other: str, wanted: date) -> None:
    days = Days({"03/04/2026", other})
    assert (days.of("03/04/2026"), days.undecided) == (wanted, None)


@pytest.mark.parametrize(
    ("texts", "example"),
    [
        ({"03/04/2026 10:00"}, "03/04/2026"),
        ({"05/05/2026", "03/04/2026"}, "03/04/2026"),
        ({"03/04/2026", "25/12/2018", "12/25/2018"}, "03/04/2026"),
        ({"25/12/2018", "12/25/2018"}, None),
    ],
)
def test_a_column_that_tells_nothing_or_both_is_asked_about(texts: set[str], example: str | None) -> None:
    days = Days(texts)
    assert days.undecided in ({example} if example else texts)
    assert Days(texts, "mdy").undecided is None


@pytest.mark.parametrize(
    "texts", [{"05/05/2026"}, {"2026-03-02", ""}, {"11/30/9999"}, {"rubbish"}, set[str]()]
)
def test_nothing_is_asked_where_the_answer_changes_nothing(texts: set[str]) -> None:
    assert Days(texts).undecided is None


def test_the_answer_counts_and_the_column_outweighs_it() -> None:
    assert Days({"03/04/2026"}, "mdy").of("03/04/2026") == date(2026, 3, 4)
    assert Days({"03/04/2026"}, "dmy").of("03/04/2026") == date(2026, 4, 3)
    assert Days({"03/04/2026", "25/12/2018"}, "mdy").of("03/04/2026") == date(2026, 4, 3)


@pytest.mark.parametrize(
    "text", ["", "-", "NULL", "n/a", "0001-01-01T00:00:00", "1/1/1753 0:00", "11/30/9999 23:59", "31.12.9999"]
)
def test_placeholders_are_no_day(text: str) -> None:
    assert Days({text}).of(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/2020", "impossible"),
        ("2020-13-01", "impossible"),
        ("12/25/2018", "impossible"),
        ("2020-01-00", "impossible"),
        ("3026-01-01", "impossible"),
        ("1962-01-01", "impossible"),
        ("25/12/18", "unreadable"),
        ("43459", "unreadable"),
        ("25/12/2018 2", "unreadable"),
        ("25/12/20", "unreadable"),
        ("25/12/2018 23:07 or so", "unreadable"),
        ("25/12-2018", "unreadable"),
        ("2 Foo 2026", "unreadable"),
        ("Foo 2, 2026", "unreadable"),
        ("٢٥/١٢/٢٠١٨", "unreadable"),
        ("next week", "unreadable"),
    ],
)
def test_what_is_no_date_is_said(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Days({"25/12/2018"}).of(text)


@given(st.dates(date(1993, 1, 1), date(2199, 12, 31)), st.sampled_from(["dmy", "mdy"]))
def test_every_day_comes_back_in_every_writing(day: date, order: Any) -> None:
    slashed = f"{day:%d/%m}" if order == "dmy" else f"{day:%m/%d}"
    writings = (
        day.isoformat(),
        f"{slashed}/{day.year}",
        f"{day:%d.%m}.{day.year}",
        f"{day:%d %b} {day.year}",
    )
    assert {day_of(text, order) for text in writings} == {day}


@given(st.text())
def test_any_text_is_a_day_none_or_said(text: str) -> None:
    with suppress(ValueError):
        found = Days({text}).of(text)
        assert found is None or isinstance(found, date)


def test_the_newest_day_passes_over_what_is_none() -> None:
    assert Days({"2026-03-02", "rubbish", "", "2025-01-01"}).newest == date(2026, 3, 2)


def test_an_export_whose_dates_tell_nothing_is_asked_about(read: Read) -> None:
    row = {"TrainingCompletionDate": "03/04/2026 10:00", "ExpirationDate": "2027-04-03"}
    asked = read(row)
    assert asked.needs_date_order
    assert (asked.changes, asked.entries, asked.rows, asked.date_example) == ((), (), 1, "03/04/2026")
    assert [(p.code, p.column) for p in asked.problems] == [("date-ambiguous", "TrainingCompletionDate")]
    for order, earned in (("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))):
        reading = read(row, date_order=order)
        days = [
            c.thing.earned_on for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Award)
        ]
        assert (days, reading.needs_date_order, reading.problems) == ([earned], False, ())


def test_each_column_decides_for_itself(read: Read) -> None:
    reading = read({"TrainingCompletionDate": "25/12/2026", "ExpirationDate": "03/04/2028"})
    assert reading.needs_date_order
    assert [p.column for p in reading.problems] == ["ExpirationDate"]
