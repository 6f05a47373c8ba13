"""Appointments that repeat: on which dates, by their rule, the dates added to it and those taken out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Final, NamedTuple

from readiness.facts import Event
from readiness.importers.calendar_lines import Clock, Component, Property, Zones, is_day, local_time, moment

AHEAD: Final = timedelta(days=365)
"""So far from the day asked for, or from its first date where that is later, a series is brought in."""
MOST: Final = 400
"""Dates of one series: a date a day for a year, and some that were added."""
_VALUE: Final = re.compile(r"[-+\w,]{1,200}", re.ASCII)
_COUNTED: Final = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_MONTHS: Final = frozenset(map(str, range(1, 13)))
_NARROWED: Final[Mapping[str, frozenset[str]]] = {
    "DAILY": frozenset({"BYDAY", "BYMONTH"}),
    "WEEKLY": frozenset({"BYDAY", "BYMONTH"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY"}),
}
"""What may narrow each frequency. The rest nobody's calendar offers, and a rule without any date takes
dateutil up to ten seconds to give up: of the YEARLY ones half a second."""


class Series(NamedTuple):
    """The dates of a series from a day on."""

    clock: Clock
    first: datetime
    """Its very first beginning, before or after that day, as the clock shows it."""
    dates: tuple[datetime, ...]
    """As the clock shows their beginnings, soonest first."""
    goes_on: bool
    """Later ones are left out."""

    def events(self, told: Event) -> Iterator[Event]:
        """An event for each date, each as long as the first one; the first has the id of the series."""
        length = None if told.ends_at is None else self.clock.shows(told.ends_at) - self.first
        ids = set()
        for local in self.dates:
            key = told.id if local == self.first else f"{told.id}/{local:%Y%m%d}"
            if key in ids:  # twice on one day
                key += f"{local:T%H%M}"
            ids.add(key)
            ends = None if length is None else self.clock.moment(local + length)
            yield replace(told, id=key, starts_at=self.clock.moment(local), ends_at=ends)


def repeats(found: Component) -> bool:
    return "RRULE" in found.properties or "RDATE" in found.properties


def series_of(found: Component, zones: Zones, since: date) -> Series | None:
    """The dates of an appointment that has a beginning; None where its rule can't be followed.

    Raises:
        LookupError: the zone of a date that is added or taken out is not known.
    """
    start, first = found.get("DTSTART"), local_time(found.get("DTSTART"))
    if start is None or first is None:
        return None
    clock, last = Clock.of(start, zones), max(since, first.date()) + AHEAD
    ruled = _ruled(found, first, clock, last)
    if ruled is None:
        return None
    out = _Out(found, zones)
    added = (on_clock(part, clock) for part in _listed(found, "RDATE"))
    dates: set[datetime] = set()
    goes_on = False
    for local in (first, *filter(None, added), *ruled):
        if local.date() > last:
            goes_on = True
        elif local.date() >= since and not out.has(local, clock):
            dates.add(local)
    told = sorted(dates)
    return Series(clock, first, tuple(told[:MOST]), goes_on or len(told) > MOST)


def on_clock(found: Property, clock: Clock) -> datetime | None:
    """A time as the clock of a series shows it; None where it is no time.

    Raises:
        LookupError: its zone is not known.
    """
    own, local = Clock.of(found, clock.zones), local_time(found)
    return local if own == clock or local is None or is_day(found) else clock.shows(own.moment(local))


class _Out:
    """The dates that are taken out of a series."""

    def __init__(self, found: Component, zones: Zones) -> None:
        listed = _listed(found, "EXDATE")
        self._days = {local.date() for part in listed if is_day(part) and (local := local_time(part))}
        self._moments = {moment(part, zones) for part in listed if not is_day(part)}

    def has(self, local: datetime, clock: Clock) -> bool:
        return local.date() in self._days or clock.moment(local) in self._moments


def _listed(found: Component, name: str) -> tuple[Property, ...]:
    """The times of a property that may list several, and come several times; of a period its beginning."""
    return tuple(
        Property(value.partition("/")[0], one.parameters)
        for one in found.properties.get(name, ())
        for value in one.value.split(",")
    )


def _ruled(found: Component, first: datetime, clock: Clock, last: date) -> Iterator[datetime] | None:
    """What its rule gives, up to the first date after `last`; None where it can't be followed."""
    parts = dict(part.partition("=")[::2] for part in found.text("RRULE").upper().split(";") if part)
    if not parts:
        return iter(())
    ends = Property(parts.pop("UNTIL", ""), {})
    until = local_time(ends)
    if not _is_usual(parts) or (ends.value and until is None):
        return None
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only where something repeats

    try:
        rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=first)
    except ValueError:
        return None
    inside = rule if until is None else takewhile(lambda local: _is_by(local, ends, until, clock), rule)
    return _and_one_more(inside, last)


def _is_usual(parts: Mapping[str, str]) -> bool:
    frequency, interval = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    narrowed = parts.keys() - {"FREQ", "INTERVAL", "COUNT", "WKST"}
    return (
        frequency in _NARROWED
        and narrowed <= _NARROWED[frequency]
        and all(_VALUE.fullmatch(value) for value in parts.values())
        and all(_COUNTED.fullmatch(value) for value in (interval, parts.get("COUNT", "1")))
        and (frequency != "DAILY" or interval == "1" or not narrowed)
        and _MONTHS.issuperset(parts.get("BYMONTH", "1").split(","))
    )


def _is_by(local: datetime, ends: Property, until: datetime, clock: Clock) -> bool:
    """Whether a date is not after the end of its rule, which may be a day, a local time or one in UTC."""
    if is_day(ends):
        return local.date() <= until.date()
    if ends.value.endswith("Z"):
        return clock.moment(local) <= Clock(clock.zones, "").moment(until)
    return local <= until


def _and_one_more(dates: Iterable[datetime], last: date) -> Iterator[datetime]:
    """Those up to the day, and the next, which says that there is one."""
    for local in dates:
        yield local
        if local.date() > last:
            return
