"""One appointment of a calendar file, as an event."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from readiness.document.flaws import flaws
from readiness.facts import Event, PersonId
from readiness.importers.calendar_lines import Clock, Component, Zones, duration, is_day, moment, zone_name
from readiness.problems import Problem

_LONGEST_TITLE: Final = 160
_LONGEST_NOTES: Final = 4_000
_LONGEST_PLACE: Final = 200
_KINDS: Final = (
    ("workshop", "workshop"), ("webinar", "webinar"), ("webcast", "webinar"), ("exam", "exam"),
    ("training", "training"), ("bootcamp", "training"), ("formation", "training"), ("atelier", "workshop"),
)  # fmt: skip


class RefusedError(Exception):
    """The appointment is refused: the problem's code and slots."""

    def __init__(self, code: str, **slots: Any) -> None:
        super().__init__(code)
        self.code = code
        self.slots = slots


def event_of(
    found: Component, key: str, zones: Zones, mails: Mapping[str, PersonId], source: str
) -> tuple[Event, tuple[Problem, ...]]:
    """The appointment under that id, and what is odd about it; who is not among the `mails` is left out.

    Raises:
        RefusedError: it has no beginning, or a value that no event may have.
        LookupError: its time zone is not known; the argument is its name.
    """
    start = found.get("DTSTART")
    starts = moment(start, zones)
    if start is None or starts is None:
        raise RefusedError("event-without-start")
    title = _title(found)
    event = Event(
        key,
        title or source,
        next((kind for word, kind in _KINDS if word in (title or source).casefold()), "meeting"),
        starts,
        _end(found, starts, zones),
        attendees=tuple(_attendees(found, mails)),
        url=_address(found.text("URL")),
        notes=found.text("DESCRIPTION")[:_LONGEST_NOTES],
        zone=zone_name(start, starts, zones),
        place=" ".join(found.text("LOCATION").split())[:_LONGEST_PLACE],
    )
    for flaw in flaws(event):
        raise RefusedError(flaw.code, **flaw.slots)
    return event, tuple(_oddities(found, Clock.of(start, zones), is_untitled=not title))


def _end(found: Component, starts: datetime, zones: Zones) -> datetime | None:
    """Where it has one that is not before its beginning."""
    ends = moment(found.get("DTEND"), zones)
    length = duration(found.text("DURATION"))
    if ends is None and length is not None:
        ends = starts + length
    if ends is None and is_day(found.get("DTSTART")):
        ends = starts + timedelta(days=1)
    return ends if ends is not None and ends >= starts else None


def _oddities(found: Component, clock: Clock, *, is_untitled: bool) -> Iterator[Problem]:
    if clock.is_guess:
        yield Problem("event-without-zone", {"zone": clock.name or "UTC"}, row=found.row)
    if is_untitled:
        yield Problem("event-untitled", row=found.row)
    if found.is_cut:
        yield Problem("calendar-cut", row=found.row)


def _title(found: Component) -> str:
    """Empty where nothing of it can be one."""
    for text in (found.text("SUMMARY"), found.text("DESCRIPTION"), found.text("LOCATION")):
        line = " ".join(text.split())
        if line:
            return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"
    return ""


def _attendees(found: Component, mails: Mapping[str, PersonId]) -> Iterator[PersonId]:
    """People who are recorded; nobody else's address is kept."""
    seen = set()
    for one in found.properties.get("ATTENDEE", ()):
        mail = one.value.strip().casefold().removeprefix("mailto:")
        person = mails.get(mail)
        if person is not None and person not in seen:
            seen.add(person)
            yield person


def _address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) and len(text.split()) == 1 else ""
