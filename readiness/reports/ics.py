"""Agenda items as iCalendar (RFC 5545): days as DATE, times in UTC, no text that could be a property."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from readiness.agenda import AgendaItem
from readiness.facts import Facts
from readiness.problems import Message
from readiness.words import Words

if TYPE_CHECKING:
    from icalendar import Event

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
    for item in items:
        if item.done_on is None:
            summary = _with_names(item, facts, words) if names else _title(item, words, hidden)
            calendar.add_component(_event(item, summary, words, stamp))
    content: bytes = calendar.to_ical()
    return content


def _event(item: AgendaItem, summary: str, words: Words, stamp: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - not on the start-up path

    event = Event()
    event.add("uid", str(uuid5(_SPACE_OF_NAMES, inert(_lasting(item)))))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", max((stamp.date() - _FIRST_DAY).days, 0))
    event.add("summary", inert(summary))
    if item.starts_at is None:
        event.add("dtstart", item.due_on)
        event.add("dtend", _day_after(item.due_on))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", _in_utc(item.starts_at))
        if item.ends_at is not None and _in_utc(item.ends_at) > _in_utc(item.starts_at):
            event.add("dtend", _in_utc(item.ends_at))
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
