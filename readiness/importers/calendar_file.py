"""Appointments of a calendar file: invitations to workshops, webinars and trainings, as mails bring them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from readiness.document.flaws import flaws
from readiness.facts import Change, Event, PersonId, Put, removal
from readiness.importers.asked import Asked, finished
from readiness.importers.calendar_lines import (
    Component,
    Property,
    Zones,
    duration,
    is_day,
    moment,
    parsed,
    zone_name,
)
from readiness.importers.columns import shortened
from readiness.importers.reading import Counts, Reading
from readiness.problems import Problem, SourceError

KIND: Final = "calendar"
LARGEST: Final = 10_000_000
_OWN: Final = "-//Partner Readiness//"
_LONGEST_NOTES: Final = 4_000
_LONGEST_PLACE: Final = 200
_KINDS: Final = (
    ("workshop", "workshop"), ("webinar", "webinar"), ("webcast", "webinar"), ("exam", "exam"),
    ("training", "training"), ("bootcamp", "training"), ("formation", "training"), ("atelier", "workshop"),
)  # fmt: skip


class _RefusedError(Exception):
    """The appointment is refused: the problem's code and slots."""

    def __init__(self, code: str, **slots: Any) -> None:
        super().__init__(code)
        self.code = code
        self.slots = slots


def is_calendar(beginning: str) -> bool:
    return beginning[:40].upper().startswith("BEGIN:VCALENDAR")


def read_calendar(asked: Asked, text: str) -> Reading:
    """What the appointments would change. An appointment is known by its UID, so a later mail moves it.

    Raises:
        SourceError: it has none.
    """
    root = parsed(text)
    found = list(root.all("VEVENT"))
    if not found:
        raise SourceError("calendar-empty", source=asked.source)
    calendar = next(root.all("VCALENDAR"), root)
    made = _Events(asked, Zones(calendar), is_off=calendar.text("METHOD").upper() == "CANCEL")
    is_own = calendar.text("PRODID").startswith(_OWN)
    for event in () if is_own else found:
        made.add(event)
    reading = Reading(asked.source, KIND, 0)
    if is_own:
        problems = (Problem("calendar-own", {"n": len(found)}),)
        return replace(reading, rows=len(found), left_out=len(found), problems=problems)
    return finished(
        reading,
        [made.changes()],
        made.problems,
        rows=len(found),
        refused=made.refused,
        left_out=made.left_out,
    )


@dataclass
class _Events:
    """The appointments of one file."""

    asked: Asked
    zones: Zones
    is_off: bool
    """The whole file calls appointments off."""
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    left_out: int = 0
    _now: dict[str, Event | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = self.asked.facts.people.values()
        self._mails: dict[str, PersonId] = {
            person.email.casefold(): person.id for person in people if person.email
        }

    def add(self, found: Component) -> None:
        try:
            told = self._event(found)
        except _RefusedError as error:
            self.refused += 1
            self.problems.append(Problem(error.code, error.slots, row=found.row))
            return
        known = self._now.get(told.id) or self.asked.facts.events.get(told.id)
        if self.is_off or found.text("STATUS").upper() == "CANCELLED":
            if known is None:
                self.left_out += 1
            else:
                self._now[told.id] = None
            return
        if found.is_cut:
            self.problems.append(Problem("calendar-cut", row=found.row))
        if found.get("RRULE") is not None:
            self.problems.append(Problem("event-repeats", {"title": told.title}, row=found.row))
        self._now[told.id] = told if known is None else _moved(known, told)

    def changes(self) -> tuple[list[Change], Counts]:
        before = self.asked.facts.events
        changes: list[Change] = []
        added = changed = unchanged = 0
        for key, event in self._now.items():
            if event is None:
                changes += removal(self.asked.facts, Event, key)
                changed += 1
            elif event == before.get(key):
                unchanged += 1
            else:
                changes.append(Put(event))
                added, changed = (added + 1, changed) if key not in before else (added, changed + 1)
        return changes, Counts(added, changed, unchanged)

    def _event(self, found: Component) -> Event:
        starts = self._moment(found, "DTSTART")
        if starts is None:
            raise _RefusedError("event-without-start")
        ends = self._moment(found, "DTEND")
        length = duration(found.text("DURATION"))
        if ends is None and length is not None:
            ends = starts + length
        if ends is None and is_day(found.get("DTSTART")):
            ends = starts + timedelta(days=1)
        title = self._title(found)
        event = Event(
            self._id(found),
            title,
            next((kind for word, kind in _KINDS if word in title.casefold()), "meeting"),
            starts,
            ends if ends is not None and ends >= starts else None,
            attendees=tuple(self._attendees(found)),
            url=_address(found.text("URL")),
            notes=found.text("DESCRIPTION")[:_LONGEST_NOTES],
            zone=zone_name(found.get("DTSTART"), starts, self.zones),
            place=" ".join(found.text("LOCATION").split())[:_LONGEST_PLACE],
        )
        for flaw in flaws(event):
            raise _RefusedError(flaw.code, **flaw.slots)
        return event

    def _moment(self, found: Component, name: str) -> Any:
        try:
            read = moment(found.get(name), self.zones)
        except LookupError as error:
            raise _RefusedError("event-zone-unknown", zone=shortened(str(error.args[0]))) from None
        if read is None:
            return None
        when, is_guess = read
        if is_guess and name == "DTSTART":
            self.problems.append(Problem("event-without-zone", row=found.row))
        return when

    def _title(self, found: Component) -> str:
        for text in (found.text("SUMMARY"), found.text("DESCRIPTION"), found.text("LOCATION")):
            line = " ".join(text.split())
            if line:
                return line if len(line) <= 160 else line[:159] + "…"
        self.problems.append(Problem("event-untitled", row=found.row))
        return self.asked.source

    def _id(self, found: Component) -> str:
        uid = "".join(found.text("UID").split())
        if not uid:
            start = found.get("DTSTART") or Property("", {})
            uid = f"{start.value} {found.text('SUMMARY')}".strip()
        again = found.text("RECURRENCE-ID")
        return f"ics:{uid[:300]}" + (f"/{again}" if again else "")

    def _attendees(self, found: Component) -> Iterator[PersonId]:
        """People who are recorded; nobody else's address is kept."""
        seen = set()
        for one in found.properties.get("ATTENDEE", ()):
            mail = one.value.strip().casefold().removeprefix("mailto:")
            person = self._mails.get(mail)
            if person is not None and person not in seen:
                seen.add(person)
                yield person


def _moved(known: Event, told: Event) -> Event:
    """The recorded appointment at the time of the file; what the user wrote stays."""
    attendees = (*known.attendees, *(one for one in told.attendees if one not in known.attendees))
    return replace(
        known,
        starts_at=told.starts_at,
        ends_at=told.ends_at if told.ends_at is not None else known.ends_at,
        attendees=attendees,
        url=known.url or told.url,
        notes=known.notes or told.notes,
        zone=known.zone or told.zone,
        place=known.place or told.place,
    )


def _address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) and len(text.split()) == 1 else ""
