"""Rulebook: all dated versions of the rules; Rules: what stands on one day."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from readiness.facts import AREAS, Area, CertificationId, Choices
from readiness.frozen import frozen
from readiness.rules.catalogue import Catalogue
from readiness.rules.names import Names, NamesHistory
from readiness.rules.shapes import Choice, People, Shape
from readiness.rules.source import Dated

CERTAINTIES = ("documented", "bracketed", "assumed")
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "performance": ("net-customer-adds",),
    "skilling": ("intermediate-certifications", "advanced-certifications"),
    "customer-success": ("usage-growth", "deployments"),
}
"""The metrics of each category, in the order of a score card."""


class Reading(NamedTuple):
    """A rule that sources leave open: the ways to read it, and the one used unless the partner chose."""

    id: str
    default: str
    alternatives: tuple[str, ...]
    reason: str
    dated: Dated

    def chosen(self, choices: Choices) -> str:
        """The partner's choice where it is one of the alternatives."""
        wanted = choices.readings.get(self.id) if choices.readings else None
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
    """Fixed days: Partner Center's refresh of usage, the day leavers drop out, how long a designation runs.

    It runs `term_months` from its purchase to its anniversary, then `renewal_days` to renew it in.
    """

    refresh_day: int
    leaver_day: int
    skilling_days: int
    term_months: int
    renewal_days: int
    dated: Dated


class ClaimDays(NamedTuple):
    """Calendar days of an engagement of one size: to submit and to be reviewed, both after the consent.

    `at_most`: the maximum that Microsoft states, after the claim was created.
    """

    submit: int
    review: int
    at_most: int


class ClaimRule(NamedTuple):
    """Calendar days of the claim of a funded engagement, those that its size decides by size.

    `consent` after the claim was created, `dispute` after a rejection and once more after the dispute,
    `payment` about so many after the approval.
    """

    consent: int
    dispute: int
    payment: int
    sizes: Mapping[str, ClaimDays]
    dated: Dated


class Programme(NamedTuple):
    """What holds for all areas on one day."""

    pass_mark: PassMark
    window: WindowRule
    calendar: Calendar
    readings: Mapping[str, Reading]
    claim: ClaimRule | None
    """None: nothing is known of claims on the day."""

    def reading(self, name: str, choices: Choices) -> str:
        """How the rule is read; empty where nothing is open on the day."""
        found = self.readings.get(name)
        return found.chosen(choices) if found else ""


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


for _kind in (Programme, Metric, Track):
    # Keys while scoring, as the shapes are; there is one value for all days between two changes.
    _kind.__hash__ = object.__hash__  # type: ignore[method-assign]


class AreaRules(NamedTuple):
    """One solution area on one day."""

    area: Area
    tracks: tuple[Track, ...]
    choice: Choice
    dated: Dated
    deviation: str | None = None
    is_preview: bool = False
    """Announced, and not in force on the day."""

    def track(self, name: str | None) -> Track | None:
        return next((track for track in self.tracks if track.id == name), None)


class AreaVersion(NamedTuple):
    """Which tracks an area has from a day on, and which of them counts; `until` is inclusive."""

    tracks: tuple[str, ...]
    choice: Choice
    dated: Dated
    until: date | None = None
    deviation: str | None = None
    """Where sources disagree about it: the reading used, and the other one."""


class MetricVersion(NamedTuple):
    """A metric from a day on, for these tracks; `until` is inclusive, where it ends without another."""

    tracks: tuple[str, ...]
    metric: Metric
    until: date | None = None

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
        return AreaRules(self.area, tracks, version.choice, version.dated, version.deviation)

    def preview_on(self, day: date) -> AreaRules | None:
        """The rules that are announced on that day and begin next; None where none are."""
        dated = (*(v.dated for v in self.versions), *(v.metric.dated for v in self.metrics))
        begins = min((d.since for d in dated if d.is_preview(day)), default=None)
        rules = None if begins is None else self.on(begins)
        if rules is None or begins is None:
            return None
        return rules._replace(is_preview=True, dated=rules.dated._replace(since=begins))

    def _metrics(self, track: str, day: date) -> tuple[Metric, ...]:
        begun = {v.metric.id: v for v in self.metrics if track in v.tracks and v.since <= day}
        standing = {name: v.metric for name, v in begun.items() if v.until is None or day <= v.until}
        return tuple(standing[m] for some in CATEGORIES.values() for m in some if m in standing)

    @property
    def dates(self) -> frozenset[date]:
        """The days on which something begins, is announced, or has just ended."""
        dated = (*(v.dated for v in self.versions), *(v.metric.dated for v in self.metrics))
        return self.changes | {one.known for one in dated}

    @property
    def changes(self) -> frozenset[date]:
        """The days on which the rules in force change."""
        begins = {v.dated.since for v in self.versions} | {v.since for v in self.metrics}
        untils = (*(v.until for v in self.versions), *(v.until for v in self.metrics))
        ends = {until + timedelta(days=1) for until in untils if until is not None}
        return frozenset(begins | ends)


class Rules(NamedTuple):
    """What stands on one day; an area that is not in `areas` has no rules then, which is no zero."""

    areas: Mapping[Area, AreaRules]
    programme: Programme | None
    """None: before the programme was announced."""
    catalogue: Catalogue
    names: Names
    previews: Mapping[Area, AreaRules] = MappingProxyType({})
    """What is announced beside the rules in force; where none are, the preview stands in `areas`."""
    histories: Mapping[Area, AreaHistory] = MappingProxyType({})
    """All versions, for questions about days before."""

    def areas_of_certifications(self) -> Mapping[CertificationId, tuple[Area, ...]]:
        """The certifications that play a part in any track and any step, each with the areas that name it."""
        found: dict[CertificationId, dict[Area, None]] = {}
        for area, there in self.areas.items():
            shapes = (metric.shape for track in there.tracks for metric in track.metrics)
            for name in (name for shape in shapes if isinstance(shape, People) for name in shape.named):
                found.setdefault(name, {})[area] = None
        return {certification: tuple(areas) for certification, areas in found.items()}


E = TypeVar("E", PassMark, WindowRule, Calendar, ClaimRule)


def _standing(entries: tuple[E, ...], day: date) -> E | None:
    """The entry in force; before any is, the one announced first."""
    standing = [entry for entry in entries if entry.dated.since <= day]
    announced = [entry for entry in entries if entry.dated.known <= day]
    return standing[-1] if standing else next(iter(announced), None)


class ProgrammeHistory(NamedTuple):
    """All versions of what holds for all areas, oldest first."""

    pass_marks: tuple[PassMark, ...]
    windows: tuple[WindowRule, ...]
    calendars: tuple[Calendar, ...]
    readings: tuple[Reading, ...]
    claims: tuple[ClaimRule, ...]

    def on(self, day: date) -> Programme | None:
        """What holds on that day, or what was announced before anything held; None before that."""
        mark = _standing(self.pass_marks, day)
        window = _standing(self.windows, day)
        calendar = _standing(self.calendars, day)
        if mark is None or window is None or calendar is None:
            return None
        readings = {r.id: r for r in self.readings if r.dated.known <= day}
        return Programme(mark, window, calendar, readings, _standing(self.claims, day))

    @property
    def dates(self) -> frozenset[date]:
        lists = (self.pass_marks, self.windows, self.calendars, self.readings, self.claims)
        dated = [entry.dated for entries in lists for entry in entries]
        return frozenset(day for one in dated for day in (one.since, one.known))


@frozen
class Rulebook:
    """All rules there are; `digest` names exactly the files they were read from."""

    catalogue: Catalogue
    programme: ProgrammeHistory
    areas: Mapping[Area, AreaHistory]
    digest: str
    dates: tuple[date, ...]
    """Every day on which rules change, ascending."""
    names: NamesHistory
    own: tuple[str, ...] = ()
    """The files that are the user's own."""
    late: Mapping[str, bytes] = field(default_factory=dict)
    """Those of them that are read when first asked for."""
    _known: dict[int, Rules] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date) -> Rules:
        """The rules of that day; days between two `dates` share one value."""
        period = bisect_right(self.dates, day)
        if period not in self._known:
            self._known[period] = self._on(day)
        return self._known[period]

    def _on(self, day: date) -> Rules:
        histories = {area: self.areas[area] for area in AREAS if area in self.areas}
        previews = {a: rules for a, history in histories.items() if (rules := history.preview_on(day))}
        standing = {a: rules for a, history in histories.items() if (rules := history.on(day))}
        areas = {a: rules for a in histories if (rules := standing.get(a) or previews.get(a))}
        beside = {a: rules for a, rules in previews.items() if a in standing}
        names = self.names.on(day)
        return Rules(areas, self.programme.on(day), self.catalogue, names, beside, histories)
