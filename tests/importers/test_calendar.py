"""Appointments out of calendar files, also such as Microsoft really sent."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.facts import Event, Facts, Person, PersonId, Put
from readiness.importers import Reading, read_source
from readiness.problems import SourceError
from readiness.rules import Rulebook, load_rulebook

Read = Any
OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:GTB Standard Time
BEGIN:STANDARD
DTSTART:16011028T040000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Nowak; Ada";RSVP=TRUE:mailto:Ada@partner.example
ATTENDEE;CN=Stranger:mailto:stranger@other.example
DTSTART;TZID="GTB Standard Time":20261112T103000
DTEND;TZID="GTB Standard Time":20261112T110000
SUMMARY;LANGUAGE=en-us:Threat Protection\\, workshop
DESCRIPTION:Line one\\nline two that is fol
 ded
URL:https://events.example/1
UID:0400000082
 00E00074
BEGIN:VALARM
SUMMARY:Reminder
TRIGGER:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def events(reading: Reading) -> list[Event]:
    things = [change.thing for change in reading.changes if isinstance(change, Put)]
    return [thing for thing in things if isinstance(thing, Event)]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def calendar(*lines: str, head: str = "", name: str = "VEVENT") -> str:
    body = "\r\n".join(lines)
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}BEGIN:{name}\r\n{body}\r\nEND:{name}\r\nEND:VCALENDAR\r\n"
    )


def test_an_invitation_of_outlook(read: Read) -> None:
    ada = Person(PersonId("p1"), "Ada", "ada@partner.example")
    reading = read(OUTLOOK.replace("\n", "\r\n"), facts=Facts(people={ada.id: ada}))
    (event,) = events(reading)
    assert (reading.kind, codes(reading)) == ("calendar", [])
    assert (event.id, event.title, event.kind) == (
        "ics:040000008200E00074", "Threat Protection, workshop", "workshop",
    )  # fmt: skip
    assert event.starts_at.isoformat() == "2026-11-12T10:30:00+02:00"
    assert event.ends_at == event.starts_at + timedelta(minutes=30)
    assert (event.attendees, event.url) == (("p1",), "https://events.example/1")
    assert event.notes == "Line one\nline two that is folded"
    assert "stranger" not in repr(reading.changes)


def test_the_halves_of_the_year_come_from_the_file_itself(read: Read) -> None:
    for day, offset in (
        ("20260329T030000", 3),
        ("20260328T230000", 2),
        ("20261024T120000", 3),
        ("20261025T040000", 2),
    ):
        (event,) = events(read(OUTLOOK.replace("20261112T103000", day)))
        assert event.starts_at.utcoffset() == timedelta(hours=offset), day


def test_the_same_file_twice_changes_nothing_and_a_later_one_moves_it(read: Read) -> None:
    facts = Facts().changed(read(OUTLOOK).changes)
    assert read(OUTLOOK, facts=facts).changes == ()
    (event,) = facts.events.values()
    own = Event(event.id, "My own title", "workshop", event.starts_at, event.ends_at, areas=("security",))
    facts = Facts(events={own.id: own})
    (moved,) = events(read(OUTLOOK.replace("20261112T103000", "20261112T093000"), facts=facts))
    assert (moved.title, moved.areas, moved.starts_at.hour) == ("My own title", ("security",), 9)


def test_a_cancelled_appointment_is_removed_where_it_is_recorded(read: Read) -> None:
    facts = Facts().changed(read(OUTLOOK).changes)
    off = OUTLOOK.replace("METHOD:REQUEST", "METHOD:CANCEL")
    assert Facts().changed(read(off, facts=facts).changes).events == {}
    assert (read(off).left_out, read(off).changes) == (1, ())


@pytest.mark.parametrize(
    ("start", "expected", "problem"),
    [
        ("DTSTART:20261208T090000Z", datetime(2026, 12, 8, 9, tzinfo=UTC), []),
        ("DTSTART;VALUE=DATE:20261208", datetime(2026, 12, 8, tzinfo=UTC), []),
        ("DTSTART;TZID=Europe/Paris:20261208T090000", datetime(2026, 12, 8, 8, tzinfo=UTC), []),
        ("DTSTART:20261208T090000", datetime(2026, 12, 8, 9, tzinfo=UTC), ["event-without-zone"]),
    ],
)
def test_times_in_every_form(start: str, expected: datetime, problem: list[str], read: Read) -> None:
    reading = read(calendar("UID:1", "SUMMARY:Webinar", start, "DURATION:PT1H30M"))
    (event,) = events(reading)
    assert (event.starts_at, event.kind, codes(reading)) == (expected, "webinar", problem)
    assert event.ends_at == expected + timedelta(minutes=90)


@pytest.mark.parametrize(
    ("start", "head", "zone", "day"),
    [
        ("DTSTART;TZID=America/New_York:20261208T193000", "", "America/New_York", date(2026, 12, 8)),
        ("DTSTART;TZID=Eastern Standard Time:20261208T193000", "", "America/New_York", date(2026, 12, 8)),
        ("DTSTART:20261208T233000Z", "X-WR-TIMEZONE:Europe/Paris\r\n", "Europe/Paris", date(2026, 12, 9)),
        ("DTSTART:20261208T233000Z", "", "", date(2026, 12, 8)),
        ("DTSTART;VALUE=DATE:20261208", "X-WR-TIMEZONE:Asia/Tokyo\r\n", "Asia/Tokyo", date(2026, 12, 8)),
        ("DTSTART;VALUE=DATE:20261208", "", "", date(2026, 12, 8)),
    ],
)
def test_an_appointment_keeps_the_zone_it_is_given_in_and_so_its_day(
    start: str, head: str, zone: str, day: date, read: Read
) -> None:
    (event,) = events(read(calendar("UID:1", "SUMMARY:x", start, "LOCATION:Room 1\\, Lyon", head=head)))
    assert (event.zone, event.day, event.place) == (zone, day, "Room 1, Lyon")


@pytest.mark.parametrize(
    ("start", "head", "day", "hour"),
    [
        ("DTSTART:20261208T233000Z", "", date(2026, 12, 9), 8),
        ("DTSTART:20261208T233000Z", "X-WR-TIMEZONE:Nowhere/At_all\r\n", date(2026, 12, 9), 8),
        ("DTSTART:20261208T093000", "", date(2026, 12, 8), 9),
        ("DTSTART;VALUE=DATE:20261208", "", date(2026, 12, 8), 0),
    ],
)
def test_what_a_file_leaves_open_falls_on_the_day_of_the_users_own_zone(
    start: str, head: str, day: date, hour: int, read: Read
) -> None:
    mail = calendar("UID:1", "SUMMARY:x", start, head=head)
    reading = read(mail, zone="Asia/Tokyo")
    (event,) = events(reading)
    assert (event.zone, event.day, event.begins.hour) == ("Asia/Tokyo", day, hour)
    again = read(mail, facts=Facts().changed(reading.changes), zone="America/New_York")
    assert again.changes == ()  # read once more on a journey


def test_a_time_without_a_zone_says_in_which_one_it_is_read(read: Read) -> None:
    floating = calendar("UID:1", "SUMMARY:x", "DTSTART:20261208T093000")
    for zone, said in (("", "UTC"), ("Asia/Tokyo", "Asia/Tokyo")):
        (problem,) = read(floating, zone=zone).problems
        assert (problem.code, problem.slots) == ("event-without-zone", {"zone": said})


def test_a_day_without_an_end_takes_the_whole_day(read: Read) -> None:
    (event,) = events(read(calendar("UID:1", "SUMMARY:x", "DTSTART;VALUE=DATE:20261208")))
    assert event.ends_at == event.starts_at + timedelta(days=1)


def test_a_zone_that_the_file_defines_otherwise_is_the_files_own(read: Read) -> None:
    (event,) = events(read(OUTLOOK.replace("+0200", "+0500")))
    assert (event.zone, event.starts_at.utcoffset()) == ("", timedelta(hours=5))
    (event,) = events(read(OUTLOOK))
    assert event.zone == "Europe/Bucharest"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("DTSTART:tomorrow", "event-without-start"),
        ("DTSTART;TZID=Middle Earth:20261208T090000", "event-zone-unknown"),
        ("SUMMARY:x", "event-without-start"),
        ("DTSTART:99990101T000000Z", "event-without-start"),
    ],
)
def test_an_appointment_without_a_time_is_refused(line: str, code: str, read: Read) -> None:
    reading = read(calendar("UID:1", line))
    assert (reading.refused, reading.changes, codes(reading)) == (1, (), [code])
    assert reading.problems[0].row == 3


def test_a_number_beyond_all_measure_is_no_length_and_no_month(read: Read) -> None:
    far = "9" * 5_000  # more digits than Python takes for a number
    (event,) = events(read(calendar("UID:1", "SUMMARY:x", "DTSTART:20261208T090000Z", f"DURATION:P{far}D")))
    assert event.ends_at is None
    own = OUTLOOK.replace("BYMONTH=10", f"BYMONTH={far}").replace("BYMONTH=3", f"BYMONTH={far}")
    assert events(read(own))


def test_what_we_exported_ourselves_is_left_out(read: Read) -> None:
    head = "PRODID:-//Partner Readiness//EN\r\n"
    reading = read(calendar("UID:1", "SUMMARY:x", "DTSTART:20261208T090000Z", head=head))
    assert (reading.left_out, reading.changes, codes(reading)) == (1, (), ["calendar-own"])


def test_a_calendar_without_appointments_is_refused(read: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read(calendar("SUMMARY:x", name="VTODO"))
    assert caught.value.message.code == "error.calendar-empty"


def test_a_name_that_is_folded_wrongly_costs_nothing(read: Read) -> None:
    (event,) = events(read("BEGIN:VCALENDAR\n x\nBEGIN:VEVENT\nSUMMARY:a\nDTSTART:20261208T090000Z\nUID:1\n"))
    assert event.title == "a"


SENT = """BEGIN:vCalendar
VERSION:2.0
METHOD:PUBLISH
BEGIN:vEvent
DTSTART:20260127T173000Z
DTEND:20260127T183000Z
UID:1032396521
DESCRIPTION:Thank you for your interest. TechNet Webcast: How IT d
 oes it \\n\\nPlease review"""


def test_a_file_that_is_cut_and_has_no_title_still_comes_in(read: Read) -> None:
    reading = read(SENT)
    (event,) = events(reading)
    assert event.title.startswith("Thank you for your interest. TechNet Webcast: How IT does it")
    assert (event.kind, codes(reading)) == ("webinar", ["calendar-cut"])


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("ms-events-technet-2009.ics.txt", "2009-01-27T17:30:00+00:00"),
        ("outlook-meeting-request-2010.ics.txt", "2010-11-12T10:30:00+02:00"),
    ],
)
def test_files_that_microsoft_sent(name: str, start: str, read: Read) -> None:
    path = Path(__file__).parents[3] / "shared" / "samples" / "calendar" / name
    if not path.is_file():
        pytest.skip("the mails are not on this machine; own files of the same shape were read instead")
    (event,) = events(read(path.read_bytes()))
    assert event.starts_at.isoformat() == start
    assert event.title


LINES = OUTLOOK.splitlines()
RULEBOOK: Rulebook = load_rulebook()


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=60), st.integers(0, 400))
def test_whatever_stands_in_a_calendar_ends_in_a_reading_or_a_refusal(lines: list[str], cut: int) -> None:
    text = "BEGIN:VCALENDAR\n" + "\n".join(lines)
    try:
        reading = read_source("a.ics", text[: len(text) - cut].encode("utf-8", "replace"), Facts(), RULEBOOK)
    except SourceError:
        return
    assert reading.refused + reading.left_out <= reading.rows
    Facts().changed(reading.changes)
