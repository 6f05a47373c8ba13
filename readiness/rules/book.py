"""Rulebook: all dated versions of the rules; Rules: what stands on one day."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from readiness.facts import AREAS, Area, Choices
from readiness.rules.catalogue import Catalogue
from readiness.rules.shapes import Choice, Shape
from readiness.rules.source import Source

CERTAINTIES = ("documented", "bracketed", "assumed")
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "performance": ("net-customer-adds",),
    "skilling": ("intermediate-certifications", "advanced-certifications"),
    "customer-success": ("usage-growth", "deployments"),
}
"""The metrics of each category, in the order of a score card."""


class Dated(NamedTuple):
    """When a rule begins, how sure that is, and who says so."""

    since: date
    certainty: str
    source: Source


class Reading(NamedTuple):
    """A rule that sources leave open: the ways to read it, and the one used unless the partner chose."""

    id: str
    default: str
    alternatives: tuple[str, ...]
    reason: str
    dated: Dated

    def chosen(self, choices: Choices) -> str:
        """The partner's choice where it is one of the alternatives."""
        wanted = choices.readings.get(self.id, self.default)
        return wanted if wanted in self.alternatives else self.default


class PassMark(NamedTuple):
    """The total a designation asks for."""

    points: Fraction
    dated: Dated


class WindowRule(NamedTuple):
    """The days on which being qualified counts; lengths in calendar months before the current one.

    `whole_months`: from the first of that month, else from the same day of it. `enrolled_months` None: from
    the anniversary. Enrolled, it ends with the anniversary's month (with the anniversary where
    `enrolled_months` is None) or `renewal_days` after the anniversary, whichever is later.
    """

    months: int
    whole_months: bool
    enrolled_months: int | None
    renewal_days: int
    dated: Dated


class Calendar(NamedTuple):
    """Fixed days: Partner Center's refresh of usage, the day leavers drop out, days to renew in."""

    refresh_day: int
    leaver_day: int
    renewal_days: int
    dated: Dated


class Programme(NamedTuple):
    """What holds for all areas on one day."""

    pass_mark: PassMark
    window: WindowRule
    calendar: Calendar
    readings: Mapping[str, Reading]

    def reading(self, name: str, choices: Choices) -> str:
        return self.readings[name].chosen(choices)


class Metric(NamedTuple):
    """One metric of one track; `deviation` says where the shape knowingly differs from the page."""

    id: str
    category: str
    maximum: Fraction
    shape: Shape
    dated: Dated
    deviation: str | None = None


class Track(NamedTuple):
    id: str
    metrics: tuple[Metric, ...]
    """In the order of a score card; their maxima add up to 100."""


class AreaRules(NamedTuple):
    """One solution area on one day."""

    area: Area
    tracks: tuple[Track, ...]
    choice: Choice
    dated: Dated

    def track(self, name: str | None) -> Track | None:
        return next((track for track in self.tracks if track.id == name), None)


class Rules(NamedTuple):
    """What stands on one day; an area that is not in `areas` has no rules then, which is no zero."""

    areas: Mapping[Area, AreaRules]
    programme: Programme | None
    """None: before the programme began."""
    catalogue: Catalogue


class AreaVersion(NamedTuple):
    """Which tracks an area has from a day on, and which of them counts; `until` is inclusive."""

    tracks: tuple[str, ...]
    choice: Choice
    dated: Dated
    until: date | None = None


class MetricVersion(NamedTuple):
    """A metric from a day on, for these tracks."""

    tracks: tuple[str, ...]
    metric: Metric

    @property
    def since(self) -> date:
        return self.metric.dated.since


class AreaHistory(NamedTuple):
    """All versions of one area's rules, oldest first."""

    area: Area
    versions: tuple[AreaVersion, ...]
    metrics: tuple[MetricVersion, ...]

    def on(self, day: date) -> AreaRules | None:
        """The area's rules on that day; None before the first version and after an end."""
        version = next((v for v in reversed(self.versions) if v.dated.since <= day), None)
        if version is None or (version.until is not None and version.until < day):
            return None
        tracks = tuple(Track(track, self._metrics(track, day)) for track in version.tracks)
        return AreaRules(self.area, tracks, version.choice, version.dated)

    def _metrics(self, track: str, day: date) -> tuple[Metric, ...]:
        standing = {v.metric.id: v.metric for v in self.metrics if track in v.tracks and v.since <= day}
        return tuple(standing[m] for some in CATEGORIES.values() for m in some if m in standing)

    @property
    def dates(self) -> frozenset[date]:
        """The days on which something begins or has just ended."""
        ends = {v.until + timedelta(days=1) for v in self.versions if v.until is not None}
        return frozenset({v.dated.since for v in self.versions} | {v.since for v in self.metrics} | ends)


class ProgrammeHistory(NamedTuple):
    """All versions of what holds for all areas, oldest first."""

    pass_marks: tuple[PassMark, ...]
    windows: tuple[WindowRule, ...]
    calendars: tuple[Calendar, ...]
    readings: tuple[Reading, ...]

    def on(self, day: date) -> Programme | None:
        """What holds on that day; None before all of it has begun."""
        marks = [p for p in self.pass_marks if p.dated.since <= day]
        windows = [w for w in self.windows if w.dated.since <= day]
        calendars = [c for c in self.calendars if c.dated.since <= day]
        if not (marks and windows and calendars):
            return None
        readings = {r.id: r for r in self.readings if r.dated.since <= day}
        return Programme(marks[-1], windows[-1], calendars[-1], readings)

    @property
    def dates(self) -> frozenset[date]:
        lists = (self.pass_marks, self.windows, self.calendars, self.readings)
        return frozenset(entry.dated.since for entries in lists for entry in entries)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules there are; `digest` names exactly the files they were read from."""

    catalogue: Catalogue
    programme: ProgrammeHistory
    areas: Mapping[Area, AreaHistory]
    digest: str
    dates: tuple[date, ...]
    """Every day on which rules change, ascending."""
    _known: dict[int, Rules] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date) -> Rules:
        """The rules of that day; days between two `dates` share one value."""
        period = bisect_right(self.dates, day)
        if period not in self._known:
            standing = {a: self.areas[a].on(day) for a in AREAS if a in self.areas}
            areas = {area: rules for area, rules in standing.items() if rules is not None}
            self._known[period] = Rules(areas, self.programme.on(day), self.catalogue)
        return self._known[period]
