"""Days beyond today: the qualification window, and the days in it on which an area was qualified."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import inf
from typing import NamedTuple, TypeAlias

from readiness.assess import Records, enrolled_in, renewal_ends
from readiness.assess.case import ZERO, Case, case_of, total
from readiness.assess.choice import choose
from readiness.assess.people import groups_of, people_days, people_points
from readiness.assess.reported import reported_for, reported_points
from readiness.assess.tree import is_blocked, reaches, usage_points
from readiness.facts import Area, CertificationId, Enrollment, Month, first_day, month_of, months_later
from readiness.rules import AreaRules, Metric, Programme, Rulebook, Track
from readiness.rules.shapes import GrowthPercent, People

_DAY = timedelta(days=1)
Groups: TypeAlias = tuple[frozenset[CertificationId], ...]
"""Somebody counts who holds one of each."""


class Period(NamedTuple):
    """Days from `since` to `until`, both inclusive."""

    since: date
    until: date


def qualification_window(programme: Programme, on: date, enrollment: Enrollment | None = None) -> Period:
    """The days on which being qualified counts, for a designation to buy or one held."""
    rule = programme.window
    if enrollment is None:
        return Period(_months_before(on, rule.months, whole=rule.whole_months), on)
    anniversary = enrollment.anniversary
    last = anniversary + timedelta(days=rule.renewal_days)
    if rule.enrolled_months is None:
        return Period(anniversary, last)
    return Period(
        _months_before(anniversary, rule.enrolled_months, whole=True), max(_month_end(anniversary), last)
    )


def _months_before(day: date, months: int, *, whole: bool) -> date:
    """The first of that month, or its same day; its last one where it is shorter."""
    return first_day(Month(month_of(day) - months)) if whole else months_later(day, -months)


def _month_end(day: date) -> date:
    return first_day(Month(month_of(day) + 1)) - _DAY


class Qualified(NamedTuple):
    """The first and the last qualified day of a period; None: there was none."""

    first: date | None
    last: date | None


def qualified_days(records: Records, rulebook: Rulebook, area: Area, period: Period) -> Qualified:
    """The first and the last of the qualified days."""
    spans = qualified_spans(stretches(records, rulebook, area, period))
    return Qualified(spans[0].since, spans[-1].until) if spans else Qualified(None, None)


def qualified_spans(stretches: Iterable["Stretch"]) -> tuple[Period, ...]:
    """The qualified days, as periods that do not touch, oldest first."""
    joined: list[Period] = []
    for stretch in stretches:
        if stretch.met:
            touches = bool(joined) and joined[-1].until + _DAY == stretch.since
            since = joined.pop().since if touches else stretch.since
            joined.append(Period(since, stretch.until))
    return tuple(joined)


class Quick(NamedTuple):
    """An area's exact total on a day, the track that counts, and whether it is qualified."""

    points: Fraction
    met: bool
    track: str
    blocked: bool = False
    """A metric of that track stands at zero."""


class Stretch(NamedTuple):
    """Days of one calendar month, both inclusive, on which the area's score stays as it is.

    `points` None: there are no rules, or only announced ones.
    """

    since: date
    until: date
    points: Fraction | None
    met: bool
    blocked: bool = False
    """A metric of the track that counts stands at zero."""


def stretches(records: Records, rulebook: Rulebook, area: Area, period: Period) -> tuple[Stretch, ...]:
    """The period in pieces: it looks at every day on which something changes, not at month ends only."""
    if period.until < period.since:
        return ()
    days = [period.since, *_days_of_change(records, rulebook, area, period)]
    ends = [*(day - _DAY for day in days[1:]), period.until]
    found = []
    for since, until in zip(days, ends, strict=True):
        quick = quick_total(records, rulebook, area, since)
        found.append(
            Stretch(since, until, quick.points, quick.met, quick.blocked)
            if quick
            else Stretch(since, until, None, met=False)
        )
    return tuple(found)


def _days_of_change(records: Records, rulebook: Rulebook, area: Area, period: Period) -> Sequence[date]:
    """Days after the first one, ascending, on which the area's score or its rules can change."""
    days = set(rulebook.dates)
    days.update(first_day(Month(m)) for m in range(month_of(period.since), month_of(period.until) + 1))
    days.update(reported.as_of for reported in records.facts.reported.values() if reported.area == area)
    looked_at = [period.since, *(day for day in rulebook.dates if period.since < day <= period.until)]
    for day in looked_at:
        case = case_of(records, rulebook.on(day), day)
        rules = case.rules.areas.get(area) if case else None
        if case is not None and rules is not None:
            days.update(_enrollment_days(case, area))
            for groups in _certification_groups(case, rules):
                days.update(change for change, _ in _people_steps(case, groups))
    return sorted(day for day in days if period.since < day <= period.until)


def _enrollment_days(case: Case, area: Area) -> Iterator[date]:
    for enrollment in case.facts.enrollments.values():
        if enrollment.area == area:
            yield enrollment.purchased_on
            yield renewal_ends(enrollment, case.programme) + timedelta(days=1)


def _certification_groups(case: Case, rules: AreaRules) -> Iterable[Groups]:
    shapes = (metric.shape for track in rules.tracks for metric in track.metrics)
    people = [shape for shape in shapes if isinstance(shape, People)]
    steps = {(gate.any_of,) for shape in people for gate in shape.gates}
    return steps | {groups_of(case, shape) for shape in people}


def is_qualified(records: Records, rulebook: Rulebook, area: Area, on: date) -> bool:
    """Whether the area's counting track stands at the pass mark with points in every metric that day."""
    quick = quick_total(records, rulebook, area, on)
    return quick is not None and quick.met


def quick_total(records: Records, rulebook: Rulebook, area: Area, on: date) -> Quick | None:
    """The same answer as the tree of findings gives, without its explanation.

    None: no rules of the area are in force.
    """
    case = case_of(records, rulebook.on(on), on)
    rules = case.rules.areas.get(area) if case else None
    if case is None or rules is None or rules.is_preview:
        return None
    points = {track.id: _track_points(case, area, track) for track in rules.tracks}
    totals = {track: total(some.values()) for track, some in points.items()}
    track = choose(case, rules, totals, enrolled_in(case.facts, area, on, case.programme)).track
    reading = case.reading("every-metric")
    blocked = any(is_blocked(some, reading) for some in points[track].values())
    return Quick(totals[track], reaches(case, totals[track]) and not blocked, track, blocked)


def _track_points(case: Case, area: Area, track: Track) -> Mapping[str, Fraction]:
    return {metric.id: _points(case, area, track, metric) for metric in track.metrics}


def _points(case: Case, area: Area, track: Track, metric: Metric) -> Fraction:
    reported = reported_for(case, area, track.id, metric)
    if reported is not None:
        return reported_points(metric, reported)
    shape = metric.shape
    if isinstance(shape, People):
        gates = [_count(case, (gate.any_of,)) for gate in shape.gates]
        return people_points(case, shape, metric.maximum, gates, _count(case, groups_of(case, shape)))
    reading = case.reading(shape.reading) if isinstance(shape, GrowthPercent) and shape.reading else ""
    key = ("usage-points", shape, metric.maximum.as_integer_ratio(), case.month, reading)
    return case.records.keep(key, usage_points, case, metric) or ZERO


def _count(case: Case, groups: Groups) -> int:
    steps = _people_steps(case, groups)
    index = bisect_right(steps, (case.on, inf))
    return steps[index - 1][1] if index else 0


def _people_steps(case: Case, groups: Groups) -> Sequence[tuple[date, int]]:
    key = ("people-days", groups, case.leaver_day, case.retired_credit, case.unlinked_people)
    return case.records.keep(key, people_days, case, groups)
