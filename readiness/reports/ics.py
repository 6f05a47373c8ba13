"""Agenda items as iCalendar (RFC 5545): days as DATE, times on their own clock, no text is a property."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from readiness.agenda import AgendaItem
from readiness.facts import Facts
from readiness.problems import Message
from readiness.words import Words

if TYPE_CHECKING:
    from icalendar import Event, Timezone

_SPACE_OF_NAMES: Final = UUID("5f0c7a52-52c2-4b0a-9d53-6a8b8b0f5d0e")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ADDRESS: Final = re.compile(r"https?://[\x21-\x7e]+")
_EACH_DAY: Final = frozenset(("data-refresh", "rules-change"))
"""Kinds of which each day is an item of its own."""
_FIRST_DAY: Final = date(2020, 1, 1)
"""From which the sequence of an item counts days: a file of a later day has the later word."""


def ics_of(items: Iterable[AgendaItem], facts: Facts, words: Words, stamp: datetime, *, names: bool) -> bytes:
    """The file's content; an item keeps its UID when its day moves, so that a later file updates it."""
    from icalendar import Calendar  # noqa: PLC0415 - not on the start-up path

    calendar = Calendar()
    calendar.add("prodid", f"-//Partner Readiness//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    hidden = _hidden(facts) if not names else _as_it_is
    shown = [item for item in items if item.done_on is None]
    for zone in _zones(shown):
        calendar.add_component(zone)
    for item in shown:
        summary = _with_names(item, facts, words) if names else _title(item, words, hidden)
        event = _event(item, summary, words, stamp)
        if place := inert(hidden(item.place)):
            event.add("location", place)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _zones(items: Iterable[AgendaItem]) -> Iterator["Timezone"]:
    """What each zone's clock shows in the years of its times: a calendar may not know it by name."""
    from icalendar import Timezone  # noqa: PLC0415 - not on the start-up path

    years: dict[str, list[int]] = {}
    for item in items:
        if item.starts_at is not None and not item.is_whole_days and _has_zone(item.starts_at):
            years.setdefault(item.zone, []).append(item.starts_at.year)
    for name, found in sorted(years.items()):
        zone = Timezone.from_tzid(
            name, first_date=date(min(found), 1, 1), last_date=date(min(max(found) + 2, date.max.year), 1, 1)
        )
        zone.pop("COMMENT", None)
        yield zone


def _has_zone(moment: datetime) -> bool:
    """Whether it is on the clock of a zone that has a name."""
    return getattr(moment.tzinfo, "key", None) is not None


def _event(item: AgendaItem, summary: str, words: Words, stamp: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - not on the start-up path

    event = Event()
    event.add("uid", str(uuid5(_SPACE_OF_NAMES, inert(_lasting(item)))))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", max((stamp.date() - _FIRST_DAY).days, 0))
    event.add("summary", inert(summary))
    if item.starts_at is None or item.is_whole_days:
        event.add("dtstart", item.due_on)
        event.add("dtend", _day_after(item.last_day))
        if item.starts_at is None:
            event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", _written(item.starts_at))
        if item.ends_at is not None and _in_utc(item.ends_at) > _in_utc(item.starts_at):
            event.add("dtend", _written(item.ends_at))
    if item.area is not None:
        event.add("categories", [inert(words.name("area", item.area))])
    if _ADDRESS.fullmatch(item.url):
        event.add("url", item.url)
    return event


def _lasting(item: AgendaItem) -> str:
    """What an item is known by whatever its day: its kind, its record and, of a claim, its step."""
    if item.kind in _EACH_DAY:
        return item.id
    known, _colon, _day = item.id.rpartition(":")
    step = item.title.slots.get("step")
    return f"{known}:{step.code}" if isinstance(step, Message) else known


def inert(text: str) -> str:
    """The text on one line, without control characters and broken letters."""
    return _CONTROLS.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _written(moment: datetime) -> datetime:
    return moment if _has_zone(moment) else _in_utc(moment)


def _in_utc(moment: datetime) -> datetime:
    """A moment without a zone stays so: the same hour wherever the calendar is opened."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


def _as_it_is(text: str) -> str:
    return text


def _title(item: AgendaItem, words: Words, hidden: Callable[[str], str]) -> str:
    """What a user wrote is the slot `title` of a message, and may name somebody."""
    said = words.say(item.title)
    return hidden(said) if "title" in item.title.slots else said


def _with_names(item: AgendaItem, facts: Facts, words: Words) -> str:
    person = facts.people.get(item.person) if item.person else None
    customer = facts.customers.get(item.customer) if item.customer else None
    who = (person.name or person.email) if person else customer.name if customer else ""
    title = words.say(item.title)
    if not who or who in title:
        return title
    return words.sentence("calendar.who", title=title, who=who)


def _hidden(facts: Facts) -> Callable[[str], str]:
    """What takes the recorded names of people and customers out of a text of the user's own."""
    people = (name for person in facts.people.values() for name in (person.name, person.email))
    known = {name.strip() for name in (*people, *(c.name for c in facts.customers.values()))}
    longest_first = sorted((name for name in known if len(name) > 1), key=len, reverse=True)
    if not longest_first:
        return _as_it_is
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first), re.IGNORECASE
    )
    return lambda text: pattern.sub("…", text)
