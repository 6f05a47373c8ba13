"""The calendar file, read back by the library that calendars use."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.agenda import AgendaItem
from readiness.editions import Edition
from readiness.facts import Customer, CustomerId, Facts, Person, PersonId, Put
from readiness.problems import Message
from readiness.reports.calendar import calendar_of
from readiness.reports.ics import ics_of
from readiness.reports.material import Material
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot
from readiness.words import Words

STAMP = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
ADA, FABRIKAM = PersonId("p1"), CustomerId("c1")
FACTS = Facts().changed(
    (Put(Person(ADA, "Ada Nowak", "ada@partner.example")), Put(Customer(FABRIKAM, "Fabrikam")))
)
EXPIRY = AgendaItem(
    "certification-expires:a1:2026-12-06",
    date(2026, 12, 6),
    "certification-expires",
    Message("agenda.certification-expires", {"certification": "AZ-104", "name": "Azure Administrator"}),
    "infrastructure",
    ADA,
)


def own(title: str, **more: Any) -> AgendaItem:
    return AgendaItem(
        "own:d1:2026-12-15", date(2026, 12, 15), "own", Message("agenda.own", {"title": title}), **more
    )


def events(*items: AgendaItem, language: str = "en", names: bool = True) -> list[Any]:
    content = ics_of(items, FACTS, Words(language), STAMP, names=names)
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_deadline_is_a_day_without_a_time() -> None:
    (event,) = events(EXPIRY)
    assert event["DTSTART"].to_ical() == b"20261206"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTEND"].dt == date(2026, 12, 7)
    assert event["SUMMARY"] == "AZ-104 expires: Ada Nowak"
    assert event["CATEGORIES"].to_ical() == b"Infrastructure"


def test_a_workshop_has_its_hours_in_utc() -> None:
    paris = timezone(timedelta(hours=1))
    starts, ends = datetime(2026, 12, 8, 9, tzinfo=paris), datetime(2026, 12, 8, 17, tzinfo=paris)
    (event,) = events(own("Threat Protection", starts_at=starts, ends_at=ends, url="https://learn.example/x"))
    assert event["DTSTART"].to_ical() == b"20261208T080000Z"
    assert event["DTEND"].to_ical() == b"20261208T160000Z"
    assert event["URL"] == "https://learn.example/x"


def test_a_workshop_in_new_york_stays_at_nine_in_new_york_whatever_the_time_of_year() -> None:
    for day, utc in ((date(2026, 12, 8), 14), (date(2027, 7, 8), 13)):
        starts = datetime.combine(day, time(9), ZoneInfo("America/New_York"))
        item = own("Threat Protection", starts_at=starts, zone="America/New_York", place="5th Avenue")
        content = ics_of([item], FACTS, Words("en"), STAMP, names=True)
        assert f"DTSTART;TZID=America/New_York:{day:%Y%m%d}T090000" in unfolded(content)
        (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert event.decoded("DTSTART").astimezone(UTC).hour == utc
        assert event["LOCATION"] == "5th Avenue"


def test_each_zone_is_defined_once_so_that_a_calendar_need_not_know_its_name() -> None:
    zones = ("America/New_York", "Europe/Paris", "America/New_York")
    starts = [datetime(2026, 12, 8 + n, 9, tzinfo=ZoneInfo(name)) for n, name in enumerate(zones)]
    items = [own(str(at), starts_at=at, zone=name) for at, name in zip(starts, zones, strict=True)]
    content = ics_of(items, FACTS, Words("en"), STAMP, names=True)
    defined = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    assert [zone["TZID"] for zone in defined] == ["America/New_York", "Europe/Paris"]
    standard = {part["TZOFFSETTO"].to_ical() for zone in defined for part in zone.walk("STANDARD")}
    assert standard == {"-0500", "+0100"}


def test_from_midnight_to_midnight_it_takes_whole_days() -> None:
    paris = ZoneInfo("Europe/Paris")
    starts, ends = datetime(2026, 12, 15, tzinfo=paris), datetime(2026, 12, 18, tzinfo=paris)
    (event,) = events(own("Certification week", starts_at=starts, ends_at=ends, zone="Europe/Paris"))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 15), date(2026, 12, 18))
    assert "TRANSP" not in event, "whoever attends is not free"


def test_an_end_before_the_start_is_left_out() -> None:
    starts = datetime(2026, 12, 8, 9, tzinfo=UTC)
    (event,) = events(own("Odd", starts_at=starts, ends_at=starts - timedelta(hours=1)))
    assert "DTEND" not in event


def test_an_item_keeps_its_uid_when_its_day_moves_and_another_has_another() -> None:
    first, again = events(EXPIRY)[0], events(EXPIRY, language="fr", names=False)[0]
    assert first["UID"] == again["UID"]
    moved = EXPIRY._replace(id="certification-expires:a1:2027-12-06", due_on=date(2027, 12, 6))
    assert events(moved)[0]["UID"] == first["UID"], "a calendar moves the entry it has"
    other = EXPIRY._replace(id="certification-expires:a2:2026-12-06")
    assert events(other)[0]["UID"] != first["UID"]


def test_a_later_file_has_the_later_word() -> None:
    (before,) = events(EXPIRY)
    content = ics_of([EXPIRY], FACTS, Words("en"), STAMP + timedelta(days=1), names=True)
    (after,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert after["SEQUENCE"] > before["SEQUENCE"] > 0


def test_what_a_customer_imports_again_in_the_other_language_is_the_same_entry(
    demo: Snapshot, book: Rulebook
) -> None:
    def uids(language: str, snapshot: Snapshot = demo) -> list[str]:
        edition = Edition(language, audience="customer")
        calendar = icalendar.Calendar.from_ical(calendar_of(Material(snapshot, book, edition)))
        return sorted(str(event["UID"]) for event in calendar.walk("VEVENT"))

    assert len(uids("en")) > 1
    assert uids("en") == uids("fr")
    partner = replace(demo.facts.partner, partner_id="7000001")
    other = demo._replace(facts=demo.facts.changed([Put(partner)]))
    assert not set(uids("en")) & set(uids("en", other)), "another partner's renewal is another entry"


def test_no_two_items_of_a_partner_share_a_uid(demo: Snapshot) -> None:
    """Also not the steps of one claim, and the days on which one area's rules change."""
    found = events(*(item._replace(done_on=None) for item in demo.agenda))
    assert len({event["UID"] for event in found}) == len(found) == len(demo.agenda)


def test_what_is_done_is_not_in_the_file() -> None:
    assert events(own("Order vouchers", done_on=date(2026, 11, 1))) == []


@pytest.mark.parametrize("title", ["Call Ada Nowak on fabrikam", "Ask ADA@partner.example about Fabrikam"])
def test_without_names_there_are_none(title: str) -> None:
    items = (EXPIRY, own(title, customer=FABRIKAM), own("Visit", customer=FABRIKAM))
    with_names = ics_of(items, FACTS, Words("en"), STAMP, names=True).decode().casefold()
    without = ics_of(items, FACTS, Words("en"), STAMP, names=False).decode().casefold()
    assert "ada nowak" in with_names
    assert "fabrikam" in with_names
    for name in ("ada", "nowak", "fabrikam"):
        assert name not in without


@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        ("claim-step", {"step": Message("claim-step.submit"), "title": "Pilot for Fabrikam"}),
        ("association-step", {"step": Message("association-step.review"), "title": "Pilot for Fabrikam"}),
        ("relationship-ends", {"title": "Fabrikam, all tenants"}),
        ("benefit-redeem-by", {"title": "Hours of Ada Nowak"}),
    ],
)
def test_without_names_no_title_that_a_user_wrote_has_one(kind: str, slots: dict[str, Any]) -> None:
    item = AgendaItem(f"{kind}:x:2026-12-15", date(2026, 12, 15), kind, Message(f"agenda.{kind}", slots))
    shown, hidden = (str(events(item, names=names)[0]["summary"]).casefold() for names in (True, False))
    assert "fabrikam" in shown or "ada nowak" in shown
    assert "fabrikam" not in hidden
    assert "ada nowak" not in hidden


def test_without_recorded_names_there_is_nothing_to_hide() -> None:
    content = ics_of([own("Order vouchers")], Facts(), Words("en"), STAMP, names=False)
    assert b"SUMMARY:Order vouchers" in content
    assert b"CATEGORIES" not in content


def test_the_language_is_spoken() -> None:
    assert events(EXPIRY, language="fr")[0]["SUMMARY"] == "AZ-104 expire\N{NARROW NO-BREAK SPACE}: Ada Nowak"


@pytest.mark.parametrize(
    "text",
    [
        "x\r\nATTENDEE:mailto:a@evil.example",
        "x\nEND:VEVENT\nBEGIN:VALARM",
        "x\N{NEXT LINE}ATTENDEE:mailto:a@evil.example",
        "a;b,c\\n:\"d\" 'e'",
        "\0\x07\x1b",
        "é" * 200,
    ],
)
def test_no_text_becomes_a_property(text: str) -> None:
    item = own(text, url=f"https://x.example/{text}")._replace(id=f"own:{text}:2026-12-15")
    content = ics_of([item], FACTS, Words("en"), STAMP, names=True)
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(content)}
    assert names <= KNOWN
    assert "ATTENDEE" not in names


def test_an_attendee_would_be_noticed() -> None:
    assert not {"ATTENDEE"} <= KNOWN


TEXTS = st.text(st.characters())
"""Lone surrogates too: they come out of JSON."""
KNOWN = {
    *("BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "METHOD", "UID", "DTSTAMP", "SEQUENCE", "SUMMARY"),
    *("DTSTART", "DTEND", "TRANSP", "CATEGORIES", "URL"),
}


def unfolded(content: bytes) -> list[str]:
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_inert(title: str, url: str, record: str) -> None:
    item = own(title, url=url)._replace(id=f"own:{record}:2026-12-15")
    for names in (True, False):
        content = ics_of([item], FACTS, Words("en"), STAMP, names=names)
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert {line.partition(":")[0].partition(";")[0] for line in unfolded(content)} <= KNOWN
        (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert event.decoded("DTSTART") == date(2026, 12, 15)
