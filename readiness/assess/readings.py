"""What the score would be where an open rule is read otherwise: both numbers, where they differ."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess.case import ZERO, Case, case_of, note
from readiness.assess.choice import choose
from readiness.assess.enrollments import enrolled_in
from readiness.assess.finding import Finding
from readiness.assess.records import Records
from readiness.assess.reported import reported_for, reported_points
from readiness.assess.tree import deviation_notes, is_blocked, metric_points, reaches
from readiness.facts import Area
from readiness.problems import Message
from readiness.rules import AreaRules, Metric, Rules
from readiness.rules.shapes import DistinctWorkloads, GrowthPercent, GrowthUnits, NetItems, People, Shape

_OF_PEOPLE = frozenset({"retired-credit", "unlinked-people", "leavers"})
MetricPoints = Mapping[tuple[str, str], Fraction]
"""Points by track and metric."""


class Scored(NamedTuple):
    """One area under one reading: the counting track, its total, and whether it is enough."""

    track: str
    points: Fraction
    met: bool
    metrics: MetricPoints


class OtherReading(NamedTuple):
    """A reading that is not used, and what an area would score with it."""

    reading: str
    used: str
    other: str
    reason: str
    """Why the rule is open, and read as it is: an English sentence, and its own message id."""
    area: Area
    now: Scored
    then: Scored

    @property
    def metrics(self) -> tuple[tuple[str, str], ...]:
        """The metrics whose points differ, by track."""
        return tuple(key for key, points in self.then.metrics.items() if points != self.now.metrics[key])


def other_readings(records: Records, rules: Rules, on: date) -> tuple[OtherReading, ...]:
    """Every reading and area in which the other way of reading changes points, track or outcome."""
    case = case_of(records, rules, on)
    if case is None:
        return ()
    now = {area: _scored(case, there, _points(case, there)) for area, there in rules.areas.items()}
    found: list[OtherReading] = []
    for reading in case.programme.readings.values():
        used = reading.chosen(records.facts.choices)
        for other in reading.alternatives:
            if other != used:
                then = case_of(records.read_as(reading.id, other), rules, on)
                if then is not None:
                    found.extend(_differences(then, (reading.id, used, other, reading.reason), now))
    return tuple(found)


def _differences(
    then: Case, names: tuple[str, str, str, str], now: Mapping[Area, Scored]
) -> Iterator[OtherReading]:
    """Of a reading, the one used and the other one: where the other one scores otherwise."""
    for area, rules in then.rules.areas.items():
        before = now[area]
        if not _touches(rules, names[0]):
            continue
        again = {
            (track.id, metric.id): _metric(then, area, track.id, metric)
            for track in rules.tracks
            for metric in track.metrics
            if _depends(metric.shape, names[0])
        }
        scored = _scored(then, rules, {**before.metrics, **again})
        if scored != before:
            yield OtherReading(*names, area, before, scored)


def _touches(rules: AreaRules, reading: str) -> bool:
    """Whether the area's score can depend on the reading."""
    if reading in ("every-metric", "pass-total") or getattr(rules.choice, "reading", None) == reading:
        return True
    return any(_depends(metric.shape, reading) for track in rules.tracks for metric in track.metrics)


def _depends(shape: Shape, reading: str) -> bool:
    match shape:
        case People():
            steps = sum(1 for gate in shape.gates if gate.points)
            return (
                reading in _OF_PEOPLE
                or (reading == "smb-steps" and steps > 1)
                or (reading == "announced-certifications" and bool(shape.doubtful))
            )
        case GrowthPercent():
            return shape.reading == reading
        case NetItems(parts=parts):
            conditions = [condition for part in parts for condition in part.conditions]
            shares = [condition for condition in conditions if condition.whole is not None]
            return any(c.reading == reading for c in shares) or (reading == "tenant-track" and bool(shares))
        case GrowthUnits(parts=parts):
            return reading == "tenant-track" and any(part.tenants for part in parts)
        case DistinctWorkloads():
            return False


def _points(case: Case, rules: AreaRules) -> MetricPoints:
    return {
        (track.id, metric.id): _metric(case, rules.area, track.id, metric)
        for track in rules.tracks
        for metric in track.metrics
    }


def _metric(case: Case, area: Area, track: str, metric: Metric) -> Fraction:
    reported = reported_for(case, area, track, metric)
    return reported_points(metric, reported) if reported else metric_points(case, metric)


def _scored(case: Case, rules: AreaRules, metrics: MetricPoints) -> Scored:
    totals = {
        track.id: sum((metrics[track.id, metric.id] for metric in track.metrics), ZERO)
        for track in rules.tracks
    }
    enrolled = enrolled_in(case.facts, rules.area, case.on, case.programme)
    track = choose(case, rules, totals, enrolled).track
    reading = case.reading("every-metric")
    is_open = not any(is_blocked(points, reading) for (name, _), points in metrics.items() if name == track)
    return Scored(track, totals[track], reaches(case, totals[track]) and is_open, metrics)


def explained(area: Finding, others: tuple[OtherReading, ...], rules: AreaRules | None) -> Finding:
    """The area's finding with notes: where another reading scores otherwise, and where sources disagree."""
    mine = [other for other in others if other.area == area.rule]
    deviations = deviation_notes(rules.deviation) if rules else ()
    tracks = [_explained_track(track, mine) for track in area.because] if mine else list(area.because)
    if tracks:
        tracks[0] = tracks[0]._replace(because=(*tracks[0].because, *deviations))
    return area._replace(because=tuple(tracks))


def _explained_track(track: Finding, others: list[OtherReading]) -> Finding:
    """Notes on the total stand beside the categories, with nothing below them: there metrics are."""
    categories = tuple(
        category._replace(
            because=tuple(_explained_metric(track.rule, metric, others) for metric in category.because)
        )
        for category in track.because
    )
    counting = [other for other in others if other.now.track == track.rule]
    notes = tuple(
        one for o in counting for one in (_note(o, o.now.points, o.then.points, met=o.then.met), _reason(o))
    )
    return track._replace(because=(*categories, *notes))


def _explained_metric(track: str, metric: Finding, others: list[OtherReading]) -> Finding:
    key = (track, metric.rule)
    differing = [other for other in others if key in other.metrics]
    notes = tuple(
        _note(o, o.now.metrics[key], o.then.metrics[key])._replace(because=(_reason(o),)) for o in differing
    )
    return metric._replace(because=(*metric.because, *notes)) if notes else metric


def _note(other: OtherReading, now: Fraction, then: Fraction, *, met: bool | None = None) -> Finding:
    slots = {"points": then, "now": now}
    found = Message("found.other-reading", slots)
    if met is not None and met != other.now.met:
        found = Message("found.other-reading-met" if met else "found.other-reading-not-met", slots)
    elif met is not None and other.then.track != other.now.track:
        found = Message("found.other-reading-track", slots | {"track": Message(f"track.{other.then.track}")})
    asks = Message("asks.other-reading", {"reading": Message(f"reading.{other.reading}.{other.other}")})
    return note("other-reading", asks, found, met=bool(met))


def _reason(other: OtherReading) -> Finding:
    return note("reason", Message("asks.reason"), Message("found.deviation", {"text": Message(other.reason)}))
