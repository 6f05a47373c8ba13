"""Calendar files line by line, as they come: letters of any case, folded, cut off, with zones of Windows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, NamedTuple

from readiness.facts import moment_in, zone_of

_FOLD: Final = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_STAMP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?", re.ASCII)
_DURATION: Final = re.compile(
    r"P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?", re.ASCII
)
_OFFSET: Final = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?", re.ASCII)
_BY_DAY: Final = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MONTHS: Final = frozenset(map(str, range(1, 13)))
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_ESCAPE: Final = re.compile(r"\\(.)")


class Property(NamedTuple):
    """One property with its parameters; names in capitals."""

    value: str
    parameters: Mapping[str, str]


@dataclass
class Component:
    """A component with its own properties; of a property that comes twice the first counts."""

    name: str
    row: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)
    is_cut: bool = True
    """Its END never came."""

    def get(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The words of a text property, unescaped."""
        found = self.get(name)
        return "" if found is None else _ESCAPE.sub(_unescaped, found.value).strip()

    def all(self, name: str) -> Iterator["Component"]:
        """Every component of that name, at any depth."""
        for one in self.inside:
            if one.name == name:
                yield one
            yield from one.all(name)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def parsed(text: str) -> Component:
    """The components of a file; what is no property is passed over."""
    root = Component("", 1)
    open_ones = [root]
    for row, line in _lines(text):
        name, parameters, value = _split(line)
        if name == "BEGIN":
            if len(open_ones) < 20:
                begun = Component(value.strip().upper(), row)
                open_ones[-1].inside.append(begun)
                open_ones.append(begun)
        elif name == "END":
            closed = value.strip().upper()
            if any(one.name == closed for one in open_ones[1:]):
                while open_ones[-1].name != closed:
                    open_ones.pop()
                open_ones.pop().is_cut = False
        elif name:
            open_ones[-1].properties.setdefault(name, []).append(Property(value, parameters))
    return root


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Unfolded lines with the number of their first one."""
    row = 1
    for line in re.split(r"\r\n|\n|\r", _FOLD.sub("\x00", text)):
        yield row, line.replace("\x00", "")
        row += 1 + line.count("\x00")


def _split(line: str) -> tuple[str, dict[str, str], str]:
    """Name, parameters and value; a colon or semicolon within quotes is neither."""
    parts: list[str] = []
    start, quoted = 0, False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in ";:":
            parts.append(line[start:at])
            start = at + 1
            if letter == ":":
                name, *rest = parts
                pairs = (part.partition("=") for part in rest)
                parameters = {key.strip().upper(): value.strip().strip('"') for key, _, value in pairs}
                return name.strip().upper(), parameters, line[start:]
    return "", {}, ""


# --- times


@dataclass(frozen=True, slots=True)
class Zones:
    """The time zones of a file: its own definitions first, then those that everybody knows."""

    default: str
    """The zone of times that name none, as the file calls it; empty: it says nothing."""
    here: str
    """The IANA name of the user's zone, for what the file leaves open; empty: not known."""
    _own: Mapping[str, Sequence["_Rule"]]

    @classmethod
    def of(cls, calendar: Component, here: str) -> "Zones":
        own = {
            zone.text("TZID").strip('"').casefold(): tuple(filter(None, map(_Rule.of, zone.inside)))
            for zone in calendar.all("VTIMEZONE")
        }
        return cls(calendar.text("X-WR-TIMEZONE"), here, own)

    def at(self, name: str, local: datetime) -> tzinfo | None:
        """The zone at that local time; None where nobody knows it."""
        rules = self._own.get(name.casefold(), ())
        if rules:
            begun = [(rule.last_onset(local), rule.offset) for rule in rules]
            return timezone(max(begun, key=lambda entry: entry[0])[1])
        return zone_of(self.known_as(name))

    def known_as(self, name: str) -> str:
        """The IANA name of a zone, which may be called as Windows calls it; empty where it has none."""
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - slow to load

        bare = name.strip('"').strip()
        if zone_of(bare) is not None:
            return bare
        return WINDOWS_TO_OLSON.get(bare, "")

    @property
    def usual(self) -> str:
        """The IANA name of the zone whose days count where a property has none of its own."""
        return self.known_as(self.default) or self.here


@dataclass(frozen=True, slots=True)
class _Rule:
    """One half of the year of a zone: from when, and how far from UTC."""

    offset: timedelta
    start: datetime
    month: int
    week: int
    weekday: int
    """No month: it began once, at `start`."""

    @classmethod
    def of(cls, part: Component) -> "_Rule | None":
        match = _OFFSET.fullmatch(part.text("TZOFFSETTO"))
        start = _stamp(part.text("DTSTART"))
        if match is None or start is None:
            return None
        offset = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
        if offset >= timedelta(hours=24):
            return None
        rule = dict(pair.partition("=")[::2] for pair in part.text("RRULE").upper().split(";"))
        by_day = _BY_DAY.fullmatch(rule.get("BYDAY", ""))
        month = rule.get("BYMONTH", "")
        is_yearly = by_day is not None and month.lstrip("0") in _MONTHS
        return cls(
            -offset if match[1] == "-" else offset,
            start,
            int(month) if is_yearly else 0,
            int(by_day[1] or 1) if by_day and is_yearly else 1,
            _DAYS.index(by_day[2]) if by_day and is_yearly else 0,
        )

    def last_onset(self, local: datetime) -> datetime:
        """When this half began last before the local time; long ago where it never did."""
        if not self.month:
            return self.start if self.start <= local else datetime.min  # noqa: DTZ901 - a local time
        onsets = [self._onset(year) for year in (local.year - 1, local.year)]
        return max((onset for onset in onsets if onset <= local), default=datetime.min)  # noqa: DTZ901 - too

    def _onset(self, year: int) -> datetime:
        first = date(year, self.month, 1)
        days = (first + timedelta(days=n) for n in range(31))
        fitting = [day for day in days if day.month == self.month and day.weekday() == self.weekday]
        place = self.week - 1 if self.week > 0 else self.week
        day = fitting[max(-len(fitting), min(place, len(fitting) - 1))]
        return datetime.combine(day, self.start.time())


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock that a time is told on."""

    zones: Zones
    name: str
    """Of its zone, as the file calls it; empty: UTC."""
    is_guess: bool = False
    """The file does not say."""

    @classmethod
    def of(cls, found: Property, zones: Zones) -> "Clock":
        if found.value.strip().upper().endswith("Z"):
            return cls(zones, "")
        if is_day(found):
            return cls(zones, zones.usual)
        said = found.parameters.get("TZID", "") or zones.default
        return cls(zones, said or zones.here, is_guess=not said)

    def moment(self, local: datetime) -> datetime:
        """When it shows that.

        Raises:
            LookupError: its zone is not known; the argument is its name.
        """
        if not self.name:
            return local.replace(tzinfo=UTC)
        zone = self.zones.at(self.name, local)
        if zone is None:
            raise LookupError(self.name)
        return moment_in(zone, local)

    def shows(self, when: datetime) -> datetime:
        """What it shows at that moment, but for the hours around a change of its offset.

        Raises:
            LookupError: its zone is not known; the argument is its name.
        """
        utc = when.astimezone(UTC).replace(tzinfo=None)
        return utc + (self.moment(utc).utcoffset() or timedelta())


def local_time(found: Property | None) -> datetime | None:
    """What its clock shows; None where it is no time."""
    local = None if found is None else _stamp(found.value.strip())
    return local if local is not None and _FIRST_YEAR <= local.year <= _LAST_YEAR else None


def moment(found: Property | None, zones: Zones) -> datetime | None:
    """The time of a property; None where it is no time.

    Raises:
        LookupError: its zone is not known; the argument is its name.
    """
    local = local_time(found)
    return None if found is None or local is None else Clock.of(found, zones).moment(local)


def zone_name(found: Property | None, when: datetime, zones: Zones) -> str:
    """The IANA name of the zone that a time is given in, or whose day counts where it is given in UTC.

    Empty where its clock shows something else then.
    """
    given = "" if found is None else found.parameters.get("TZID", "")
    name = zones.known_as(given) if given else zones.usual
    zone = zone_of(name)
    is_utc = found is not None and found.value.strip().upper().endswith("Z")
    if zone is None or not (is_utc or when.astimezone(zone).utcoffset() == when.utcoffset()):
        return ""
    return name


def is_day(found: Property | None) -> bool:
    """Whether it is a day without a time."""
    return found is not None and len(found.value.strip()) == 8


def _stamp(text: str) -> datetime | None:
    match = _STAMP.fullmatch(text.strip().upper())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        return datetime.combine(date(year, month, day), time(hour, minute, min(second, 59)))
    except ValueError:
        return None


def duration(text: str) -> timedelta | None:
    """Like `PT1H30M`."""
    match = _DURATION.fullmatch(text.strip().upper())
    if match is None or not any(match.groups()):
        return None
    weeks, days, hours, minutes, seconds = (min(int(part or 0), 100_000) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
