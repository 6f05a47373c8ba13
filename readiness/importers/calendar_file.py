"""Appointments of a calendar file: invitations to workshops, webinars and trainings, as mails bring them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from readiness.facts import Change, Event, PersonId, Put, removal
from readiness.importers.asked import Asked, finished
from readiness.importers.calendar_event import RefusedError, event_of
from readiness.importers.calendar_lines import Clock, Component, Property, Zones, local_time, parsed
from readiness.importers.calendar_series import AHEAD, Series, on_clock, repeats, series_of
from readiness.importers.columns import shortened
from readiness.importers.reading import Counts, Reading
from readiness.problems import Problem, SourceError

KIND: Final = "calendar"
LARGEST: Final = 10_000_000
_OWN: Final = "-//Partner Readiness//"


def is_calendar(beginning: str) -> bool:
    return beginning[:40].upper().startswith("BEGIN:VCALENDAR")


def read_calendar(asked: Asked, text: str) -> Reading:
    """What the appointments would change. An appointment is known by its UID, so a later mail moves it.

    A series comes in as its dates of a year from the day asked for, each known by its own day.

    Raises:
        SourceError: it has none.
    """
    root = parsed(text)
    found = list(root.all("VEVENT"))
    if not found:
        raise SourceError("calendar-empty", source=asked.source)
    calendar = next(root.all("VCALENDAR"), root)
    reading = Reading(asked.source, KIND, len(found))
    if calendar.text("PRODID").startswith(_OWN):
        problems = (Problem("calendar-own", {"n": len(found)}),)
        return replace(reading, left_out=len(found), problems=problems)
    is_off = calendar.text("METHOD").upper() == "CANCEL"
    made = _Events(asked, Zones.of(calendar, asked.zone), is_off)
    for event in sorted(found, key=_is_single):
        made.add(event)
    return finished(
        reading,
        [made.changes()],
        made.problems,
        rows=len(found),
        refused=made.refused,
        left_out=made.left_out,
    )


def _is_single(found: Component) -> bool:
    """Whether it is one date of a series, which the series as a whole does not tell of."""
    return "RECURRENCE-ID" in found.properties


@dataclass
class _Events:
    """The appointments of one file; those that are series come before single dates of them."""

    asked: Asked
    zones: Zones
    is_off: bool
    """The whole file calls appointments off."""
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    left_out: int = 0
    _now: dict[str, Event | None] = field(default_factory=dict)
    _starts: dict[str, Property] = field(default_factory=dict)
    """Where the appointments that are no single dates begin."""
    _until: dict[str, date] = field(default_factory=dict)
    """Up to which day this file tells all dates of an appointment."""

    def __post_init__(self) -> None:
        facts = self.asked.facts
        self._since = self.asked.on or date.min
        self._mails: dict[str, PersonId] = {
            person.email.casefold(): person.id for person in facts.people.values() if person.email
        }
        self._dates: dict[str, list[Event]] = {}
        for key, event in facts.events.items():
            whole, _, day = key.rpartition("/")
            if day[:8].isdecimal():
                self._dates.setdefault(whole, []).append(event)

    def add(self, found: Component) -> None:
        try:
            self._add(found)
        except LookupError as error:
            self._refuse(found, "event-zone-unknown", zone=shortened(str(error.args[0])))
        except RefusedError as error:
            self._refuse(found, error.code, **error.slots)

    def changes(self) -> tuple[list[Change], Counts]:
        before = self.asked.facts.events
        changes: list[Change] = []
        added = changed = unchanged = 0
        gone = (event.id for whole in self._until for event in self._recorded(whole))
        for key, event in (dict.fromkeys(gone) | self._now).items():
            if event is None and key in before:
                changes += removal(self.asked.facts, Event, key)
                changed += 1
            elif event == before.get(key):
                unchanged += event is not None
            elif event is not None:
                changes.append(Put(event))
                added, changed = (added + 1, changed) if key not in before else (added, changed + 1)
        return changes, Counts(added, changed, unchanged)

    def _add(self, found: Component) -> None:
        whole = _whole(found)
        zones = self._zones(whole)
        key = self._date_key(whole, found, zones) if _is_single(found) else whole
        if self.is_off or found.text("STATUS").upper() == "CANCELLED":
            self._call_off(key, is_single=_is_single(found))
            return
        told, odd = event_of(found, key, zones, self._mails, self.asked.source)
        self.problems += odd
        if _is_single(found):
            self._keep_date(whole, told)
            return
        self._starts[whole] = found.properties["DTSTART"][0]
        series = series_of(found, zones, self._since) if repeats(found) else None
        if series is not None:
            self._keep_series(found, told, series)
            return
        if repeats(found):
            self._tell("event-repeats", found, title=told.title)
        else:
            self._until[whole] = date.max
        self._keep(told)

    def _keep_series(self, found: Component, told: Event, series: Series) -> None:
        since = max(self._since, told.day)
        self._until[told.id] = since + AHEAD
        events = tuple(series.events(told))
        if not events:
            self.left_out += 1
            self._tell("event-series-over", found, title=told.title, since=since)
            return
        code = "event-series-goes-on" if series.goes_on else "event-series"
        self._tell(code, found, title=told.title, n=len(events), since=events[0].day, until=events[-1].day)
        for event in events:
            self._keep(event)

    def _keep_date(self, whole: str, told: Event) -> None:
        """A single date of a series stands for what the series says of that day."""
        until = self._until.get(whole, date.max)
        if told.id in self._now or self._since <= told.day <= until:
            self._now.pop(told.id, None)
            self._keep(told)
        else:
            self.left_out += 1

    def _keep(self, told: Event) -> None:
        known = self._now.get(told.id) or self.asked.facts.events.get(told.id)
        self._now[told.id] = told if known is None else _moved(known, told)

    def _call_off(self, key: str, *, is_single: bool) -> None:
        """An appointment is removed where it is recorded; of a series, what is ahead."""
        gone = {key} & (self.asked.facts.events.keys() | self._now.keys())
        if not is_single:
            gone |= {event.id for event in self._recorded(key)}
        self.left_out += not gone
        self._now |= dict.fromkeys(sorted(gone))

    def _recorded(self, whole: str) -> Iterator[Event]:
        """What is recorded of an appointment from the day on, as far as the file tells of it."""
        known = self.asked.facts.events.get(whole)
        until = self._until.get(whole, date.max)
        for event in (*((known,) if known else ()), *self._dates.get(whole, ())):
            if self._since <= event.day <= until:
                yield event

    def _zones(self, whole: str) -> Zones:
        """What a file leaves open is told in the zone that the appointment is recorded in."""
        known = self.asked.facts.events.get(whole)
        return replace(self.zones, here=known.zone) if known is not None and known.zone else self.zones

    def _date_key(self, whole: str, found: Component, zones: Zones) -> str:
        """The id of a single date: by its day, as the clock of the whole series shows it."""
        again, known = found.properties["RECURRENCE-ID"][0], self.asked.facts.events.get(whole)
        as_written = f"{whole}/{found.text('RECURRENCE-ID')}"
        if as_written in self.asked.facts.events:
            return as_written
        start, first = self._starts.get(whole), known and known.begins
        clock = Clock.of(start or again, zones)
        if start is not None:
            first = local_time(start)
        elif known is not None and known.zone:
            clock = Clock(zones, known.zone)
        local = on_clock(again, clock)
        if local is None:
            return as_written
        return whole if first and local.date() == first.date() else f"{whole}/{local:%Y%m%d}"

    def _tell(self, code: str, found: Component, **slots: Any) -> None:
        self.problems.append(Problem(code, slots, row=found.row))

    def _refuse(self, found: Component, code: str, **slots: Any) -> None:
        self.refused += 1
        self._tell(code, found, **slots)


def _whole(found: Component) -> str:
    """The id of an appointment, or of a series as a whole."""
    uid = "".join(found.text("UID").split())
    if not uid:
        start = found.get("DTSTART") or Property("", {})
        uid = f"{start.value} {found.text('SUMMARY')}".strip()
    return f"ics:{uid[:300]}"


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
