"""Appointments that repeat: which dates of them come in, and under which ids."""

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.facts import Event, Facts
from readiness.importers import Reading, read_source
from readiness.rules import Rulebook, load_rulebook

Read = Any
ON = date(2026, 11, 24)
RULEBOOK: Rulebook = load_rulebook()


def appointment(*lines: str, start: str = "DTSTART;TZID=Europe/Paris:20261201T093000") -> str:
    return "\r\n".join(("BEGIN:VEVENT", "UID:weekly", "SUMMARY:Lab hour", start, *lines, "END:VEVENT"))


def mail(*appointments: str, head: str = "") -> str:
    return "\r\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else ()), *appointments, "END:VCALENDAR")
    )


WEEKLY = appointment("RRULE:FREQ=WEEKLY;COUNT=4", "DURATION:PT1H")


def after(reading: Reading, facts: Facts | None = None) -> list[Event]:
    """The events that stand when it is imported, soonest first."""
    things = (facts or Facts()).changed(reading.changes).events.values()
    return sorted(things, key=lambda event: event.starts_at)


def days(events: list[Event]) -> list[str]:
    return [f"{event.begins:%m-%d %H:%M}" for event in events]


def test_a_series_comes_in_as_its_dates_each_as_long_as_the_first(read: Read) -> None:
    reading = read(mail(WEEKLY), on=ON)
    events = after(reading)
    assert days(events) == ["12-01 09:30", "12-08 09:30", "12-15 09:30", "12-22 09:30"]
    assert [event.id for event in events] == [
        "ics:weekly", "ics:weekly/20261208", "ics:weekly/20261215", "ics:weekly/20261222",
    ]  # fmt: skip
    assert {event.ends_at - event.starts_at for event in events if event.ends_at} == {timedelta(hours=1)}
    (problem,) = reading.problems
    assert (problem.code, problem.slots["n"]) == ("event-series", 4)
    assert (problem.slots["since"], problem.slots["until"]) == (date(2026, 12, 1), date(2026, 12, 22))


def test_the_same_series_twice_changes_nothing(read: Read) -> None:
    facts = Facts().changed(read(mail(WEEKLY), on=ON).changes)
    again = read(mail(WEEKLY), facts=facts, on=ON)
    assert (again.changes, again.unchanged) == ((), 4)


def test_an_endless_series_comes_in_for_a_year_and_later_ones_follow_with_a_later_import(read: Read) -> None:
    endless = mail(appointment("RRULE:FREQ=WEEKLY"))
    first = read(endless, on=ON)
    (problem,) = first.problems
    assert problem.code == "event-series-goes-on"
    assert (problem.slots["n"], problem.slots["until"]) == (53, date(2027, 11, 30))
    facts = Facts().changed(first.changes)
    later = read(endless, facts=facts, on=ON + timedelta(days=60))
    assert (later.changed, later.added) == (0, 7)
    assert len(after(later, facts)) == 60  # what is past stays


def test_dates_before_the_day_asked_for_are_left_out(read: Read) -> None:
    old = mail(appointment("RRULE:FREQ=WEEKLY;COUNT=52", start="DTSTART:20260106T090000Z"))
    assert days(after(read(old, on=ON))) == [
        "11-24 09:00",
        *(f"12-{day:02} 09:00" for day in (1, 8, 15, 22, 29)),
    ]
    over = read(old, on=date(2027, 2, 1))
    assert (over.changes, over.left_out, [problem.code for problem in over.problems]) == (
        (), 1, ["event-series-over"],
    )  # fmt: skip


def test_the_clock_of_the_place_stays_when_summer_time_ends_there(read: Read) -> None:
    spring = appointment("RRULE:FREQ=WEEKLY;COUNT=2", start="DTSTART;TZID=Europe/Paris:20270324T093000")
    events = after(read(mail(spring), on=ON))
    assert days(events) == ["03-24 09:30", "03-31 09:30"]
    assert [event.starts_at.utcoffset() for event in events] == [timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=DAILY;UNTIL=20261203T083000Z", "DTSTART;TZID=Europe/Paris:20261201T093000",
         ["12-01", "12-02", "12-03"]),
        ("FREQ=DAILY;UNTIL=20261203T082959Z", "DTSTART;TZID=Europe/Paris:20261201T093000",
         ["12-01", "12-02"]),
        ("FREQ=DAILY;UNTIL=20261203", "DTSTART;VALUE=DATE:20261201", ["12-01", "12-02", "12-03"]),
        ("FREQ=DAILY;BYDAY=MO,FR;COUNT=3", "DTSTART;VALUE=DATE:20261204", ["12-04", "12-07", "12-11"]),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "DTSTART;TZID=Europe/Paris:20261208T090000",
         ["12-08", "01-12", "02-09"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "DTSTART;VALUE=DATE:20261231",
         ["12-31", "01-29"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=3;WKST=MO", "DTSTART:20261201T090000Z",
         ["12-01", "12-03", "12-15"]),
        ("FREQ=YEARLY;COUNT=9", "DTSTART;VALUE=DATE:20261201", ["12-01", "12-01"]),
    ],
)  # fmt: skip
def test_rules_of_every_frequency_and_end(rule: str, start: str, expected: list[str], read: Read) -> None:
    events = after(read(mail(appointment(f"RRULE:{rule}", start=start)), on=ON))
    assert [f"{event.day:%m-%d}" for event in events] == expected


def test_dates_taken_out_and_added(read: Read) -> None:
    series = appointment(
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Paris:20261208T093000,20261222T093000",
        "EXDATE:20261215T083000Z",
        "RDATE:20261218T130000Z",
    )
    assert days(after(read(mail(series), on=ON))) == ["12-01 09:30", "12-18 14:00"]


@pytest.mark.parametrize(
    "again", ["RECURRENCE-ID;TZID=Europe/Paris:20261208T093000", "RECURRENCE-ID:20261208T083000Z"]
)
def test_a_single_date_that_was_moved_or_called_off_stands_for_that_of_the_series(
    again: str, read: Read
) -> None:
    moved = appointment(again, start="DTSTART;TZID=Europe/Paris:20261209T140000").replace(
        "Lab hour", "Late lab"
    )
    off = appointment("RECURRENCE-ID;TZID=Europe/Paris:20261215T093000", "STATUS:CANCELLED")
    reading = read(mail(off, moved, WEEKLY), on=ON)
    events = after(reading)
    assert days(events) == ["12-01 09:30", "12-09 14:00", "12-22 09:30"]
    assert [event.title for event in events] == ["Lab hour", "Late lab", "Lab hour"]
    facts = Facts().changed(reading.changes)
    assert read(mail(off, moved, WEEKLY), facts=facts, on=ON).changes == ()
    facts = Facts().changed(read(mail(WEEKLY), on=ON).changes)  # the mail comes after the series, and alone
    assert days(after(read(mail(moved), facts=facts, on=ON), facts)) == [
        "12-01 09:30", "12-09 14:00", "12-15 09:30", "12-22 09:30",
    ]  # fmt: skip


def test_the_first_date_of_a_series_moves_under_its_own_id(read: Read) -> None:
    facts = Facts().changed(read(mail(WEEKLY), on=ON).changes)
    first = appointment("RECURRENCE-ID;TZID=Europe/Paris:20261201T093000", start="DTSTART:20261202T100000Z")
    for reading in (read(mail(first), facts=facts, on=ON), read(mail(WEEKLY, first), facts=facts, on=ON)):
        (moved, *_rest) = after(reading, facts)
        assert (moved.id, moved.day, len(_rest)) == ("ics:weekly", date(2026, 12, 2), 3)


def test_a_series_that_is_moved_or_shortened_leaves_no_date_behind(read: Read) -> None:
    facts = Facts().changed(read(mail(WEEKLY), on=ON).changes)
    later = WEEKLY.replace("093000", "110000").replace("COUNT=4", "COUNT=3")
    assert days(after(read(mail(later), facts=facts, on=ON), facts)) == [
        "12-01 11:00",
        "12-08 11:00",
        "12-15 11:00",
    ]
    single = WEEKLY.replace("RRULE:FREQ=WEEKLY;COUNT=4\r\n", "")
    assert days(after(read(mail(single), facts=facts, on=ON), facts)) == ["12-01 09:30"]


def test_what_the_user_wrote_of_a_date_stays(read: Read) -> None:
    facts = Facts().changed(read(mail(WEEKLY), on=ON).changes)
    second = facts.events["ics:weekly/20261208"]
    mine = Event(second.id, "With the customer", "workshop", second.starts_at, second.ends_at, ("security",))
    facts = Facts(events={**facts.events, mine.id: mine})
    later = read(mail(WEEKLY.replace("093000", "110000")), facts=facts, on=ON)
    event = facts.changed(later.changes).events[mine.id]
    assert (event.title, event.areas, event.begins.hour) == ("With the customer", ("security",), 11)


def test_a_series_that_is_called_off_leaves_what_was_before_the_day(read: Read) -> None:
    facts = Facts().changed(read(mail(WEEKLY), on=ON).changes)
    on = date(2026, 12, 10)
    off = read(mail(WEEKLY, head="METHOD:CANCEL"), facts=facts, on=on)
    assert days(after(off, facts)) == ["12-08 09:30"]


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=HOURLY", "FREQ=DAILY;INTERVAL=7;BYDAY=FR", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
        *("FREQ=DAILY;BYMONTH=99", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX"),
        *("FREQ=WEEKLY;UNTIL=never", "FREQ=YEARLY;BYEASTER=1", "LUNAR"),
    ],
)
def test_a_rule_that_cannot_be_followed_brings_the_first_date_and_says_so(rule: str, read: Read) -> None:
    reading = read(mail(appointment(f"RRULE:{rule}")), on=ON)
    assert (days(after(reading)), [p.code for p in reading.problems]) == (["12-01 09:30"], ["event-repeats"])


_WORDS = (
    "DAILY",
    "WEEKLY",
    "MONTHLY",
    "YEARLY",
    "1",
    "0",
    "-1",
    "31",
    "30",
    "2",
    "366",
    "53",
    "2TU",
    "-1FR",
    "MO",
    "99",
    "X",
)
_PARTS = (
    "INTERVAL",
    "COUNT",
    "BYDAY",
    "BYMONTH",
    "BYMONTHDAY",
    "BYSETPOS",
    "BYWEEKNO",
    "BYYEARDAY",
    "WKST",
    "BYHOUR",
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(_WORDS[:4]), st.dictionaries(st.sampled_from(_PARTS), st.sampled_from(_WORDS), max_size=4)
)
def test_any_rule_is_followed_or_refused_in_good_time(frequency: str, parts: dict[str, str]) -> None:
    rule = ";".join(f"{name}={value}" for name, value in {"FREQ": frequency, **parts}.items())
    begun = time.perf_counter()
    text = mail(appointment(f"RRULE:{rule}", start="DTSTART:19900101T090000Z"))
    reading = read_source("a.ics", text.encode(), Facts(), RULEBOOK, on=ON, zone="Europe/Paris")
    found = Facts().changed(reading.changes).events.values()
    assert len(found) <= 400
    assert all(event.day >= ON or event.id == "ics:weekly" for event in found)
    assert time.perf_counter() - begun < 10
