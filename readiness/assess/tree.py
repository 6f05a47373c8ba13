"""The tree of findings: partner, areas, tracks, categories, metrics."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from readiness.assess.asks import pass_asks
from readiness.assess.case import REMEMBERED, ZERO, Case, Outcome, at_least, case_of, fixed, note, total
from readiness.assess.choice import Chosen, choose
from readiness.assess.differences import difference, total_beside
from readiness.assess.distinct import assess_distinct, distinct_points
from readiness.assess.enrollments import enrolled_in
from readiness.assess.exact import exact
from readiness.assess.finding import Finding, make_finding
from readiness.assess.growth import assess_percent, assess_units, percent_points, units_points
from readiness.assess.items import assess_items, items_points
from readiness.assess.left_out import left_out, without_baseline
from readiness.assess.people import assess_people, holders, people_points, who_counts
from readiness.assess.records import Records
from readiness.assess.reported import full_at, has_records, newest_reported, reported_points, stands
from readiness.facts import AREAS, Area, Choices, Facts, Reported
from readiness.problems import Message
from readiness.rules import AreaRules, Metric, Programme, Rules, Track
from readiness.rules.shapes import DistinctWorkloads, GrowthPercent, GrowthUnits, NetItems, People


def assess(facts: Facts, rules: Rules, on: date) -> Finding:
    """What the facts are worth under these rules on the day, with the whole explanation."""
    return assess_records(Records(facts, rules.catalogue), rules, on)


def assess_records(records: Records, rules: Rules, on: date) -> Finding:
    """As `assess`, with indexes that other questions may share."""
    case = case_of(records, rules, on)
    areas = tuple(assess_area(case, area) for area in AREAS)
    return make_finding(
        rule="partner",
        asks=Message("asks.partner"),
        found=Message("found.partner", {"n": sum(1 for area in areas if area.met)}),
        points=total([area.points for area in areas]),
        maximum=total([area.maximum for area in areas]),
        met=any(area.met for area in areas),
        because=areas,
    )


def assess_area(case: Case | None, area: Area) -> Finding:
    """One area; without rules that day nothing stands below it, which is no zero."""
    rules = case.rules.areas.get(area) if case else None
    if case is None or rules is None:
        return note(area, Message("asks.no-rules"), Message("found.no-rules"))
    return assess_rules(case, rules)


def assess_rules(case: Case, rules: AreaRules) -> Finding:
    """One area under these rules, in force or announced."""
    area = rules.area
    tracks = {track.id: _track(case, area, track) for track in rules.tracks}
    totals = {name: finding.points for name, finding in tracks.items()}
    chosen = choose(case, rules, totals, enrolled_in(case.facts, area, case.on, case.programme))
    return _area(rules, tracks, chosen)


def _area(rules: AreaRules, tracks: Mapping[str, Finding], chosen: Chosen) -> Finding:
    best = tracks[chosen.track]
    others = tuple(finding for name, finding in tracks.items() if name != chosen.track)
    return make_finding(
        rule=rules.area,
        asks=best.asks,
        found=chosen.because,
        points=best.points,
        maximum=best.maximum,
        met=best.met and not rules.is_preview,
        source=rules.dated.source,
        rules_from=rules.dated.since,
        certainty=rules.dated.certainty,
        reading=chosen.reading,
        because=(best, *others),
    )


def assess_previews(records: Records, rules: Rules, on: date) -> Mapping[Area, Finding]:
    """The areas with rules that are announced beside those in force, under these."""
    case = case_of(records, rules, on) if rules.previews else None
    return {area: assess_rules(case, there) for area, there in rules.previews.items()} if case else {}


def is_blocked(points: Fraction, reading: str) -> bool:
    """Whether a metric with so many points blocks the designation."""
    return points < 1 if reading == "at-least-one" else not points


def reaches(case: Case, points: Fraction) -> bool:
    """Whether a total is enough under the reading of the day."""
    return is_enough(case.programme, case.facts.choices, points)


def is_enough(programme: Programme, choices: Choices, points: Fraction) -> bool:
    """Whether a total reaches the pass mark: the exact one, unless it is read as rounded half up."""
    if programme.reading("pass-total", choices) == "rounded":
        points = Fraction(int(points + Fraction(1, 2)))
    return at_least(points, programme.pass_mark.points)


def _track(case: Case, area: Area, track: Track) -> Finding:
    split = _categories(track)
    categories = tuple([_category(case, area, track.id, category) for category in split])
    points = total([category.points for category in categories])
    reading = case.reading("every-metric")
    metrics = [metric.points for category in categories for metric in category.because]
    blocked = len([metric for metric in metrics if is_blocked(metric, reading)])
    return make_finding(
        rule=track.id,
        asks=pass_asks(case.programme, reading),
        found=Message(f"found.blocked-{reading}", {"n": blocked})
        if blocked
        else Message("found.points", {"points": points}),
        points=points,
        maximum=total([category.maximum for category in split]),
        met=reaches(case, points) and not blocked,
        source=case.programme.pass_mark.dated.source,
        reading=fixed(f"reading.every-metric.{reading}"),
        because=(*categories, *total_beside(case, area, track.id, points)),
    )


class _Category(NamedTuple):
    """The metrics of one category of a track, and what they bring at most."""

    name: str
    metrics: tuple[Metric, ...]
    maximum: Fraction


@lru_cache(maxsize=REMEMBERED)
def _categories(track: Track) -> tuple[_Category, ...]:
    """In the order of a score card."""
    by_category = groupby(track.metrics, key=lambda metric: metric.category)
    split = ((name, tuple(metrics)) for name, metrics in by_category)
    return tuple(_Category(name, some, total([metric.maximum for metric in some])) for name, some in split)


def _category(case: Case, area: Area, track: str, category: _Category) -> Finding:
    name, metrics, maximum = category
    because = tuple([_metric(case, area, track, metric) for metric in metrics])
    points = total([metric.points for metric in because])
    return make_finding(
        rule=name,
        asks=fixed(f"category.{name}"),
        found=Message("found.points-of", {"points": points, "maximum": maximum}),
        points=points,
        maximum=maximum,
        met=at_least(points, maximum),
        because=because,
    )


def _metric(case: Case, area: Area, track: str, metric: Metric) -> Finding:
    shown = newest_reported(case, area, track, metric)
    reported = shown if shown and stands(case, area, metric) else None
    outcome, beside = (_reported(metric, reported), ()) if reported else outcome_of(case, metric)
    records = outcome_of(case, metric)[0] if shown and has_records(case, metric) else None
    apart = (difference(case, metric, shown, records),) if shown and records else ()
    return make_finding(
        rule=metric.id,
        asks=outcome.asks,
        found=outcome.found,
        points=outcome.points,
        maximum=metric.maximum,
        met=at_least(outcome.points, metric.maximum),
        value=outcome.value,
        full_at=outcome.full_at,
        basis="reported" if reported else "records",
        source=metric.dated.source,
        rules_from=metric.dated.since,
        certainty=metric.dated.certainty,
        reading=outcome.reading,
        evidence=outcome.evidence,
        because=(*outcome.because, *beside, *apart, *deviation_notes(metric.deviation)),
    )


@cache
def deviation_notes(sentence: str | None) -> tuple[Finding, ...]:
    """Where sources disagree; the English sentence is its own message id."""
    if sentence is None:
        return ()
    said = Message("found.deviation", {"text": Message(sentence)})
    return (note("deviation", Message("asks.deviation"), said),)


def _reported(metric: Metric, reported: Reported) -> Outcome:
    points = reported_points(metric, reported)
    needed = full_at(metric)
    value = Fraction(reported.value) if reported.value is not None else points * needed / metric.maximum
    return Outcome(
        value=value,
        full_at=needed,
        points=points,
        asks=Message("asks.metric-reported", {"metric": fixed(f"metric.{metric.id}")}),
        found=Message("found.reported", {"points": points, "on": reported.as_of}),
        evidence=(reported.id,),
    )


def outcome_of(case: Case, metric: Metric) -> tuple[Outcome, tuple[Finding, ...]]:
    """What the metric's shape finds in the records, and beside it the exact sum and what does not count.

    Areas and tracks that share a shape share its outcome.
    """
    shape = metric.shape
    if isinstance(shape, People):
        outcome = assess_people(case, metric, shape)
        return outcome, (exact(metric, outcome),)
    key = ("outcome", case.on, shape, metric.id, metric.maximum.as_integer_ratio())
    return case.records.keep(key, _with_notes, case, metric)


def _with_notes(case: Case, metric: Metric) -> tuple[Outcome, tuple[Finding, ...]]:
    shape, outcome = metric.shape, _usage_outcome(case, metric)
    return outcome, (exact(metric, outcome), *left_out(case, shape), *without_baseline(case, shape))


def _usage_outcome(case: Case, metric: Metric) -> Outcome:
    match metric.shape:
        case People() as shape:
            return assess_people(case, metric, shape)
        case NetItems() as shape:
            return assess_items(case, metric, shape)
        case GrowthPercent() as shape:
            return assess_percent(case, metric, shape)
        case GrowthUnits() as shape:
            return assess_units(case, metric, shape)
        case DistinctWorkloads() as shape:
            return assess_distinct(case, metric, shape)


def metric_points(case: Case, metric: Metric) -> Fraction:
    """The points that the records bring, without the explanation."""
    shape = metric.shape
    if isinstance(shape, People):
        gates = [len(holders(case, gate.any_of)) for gate in shape.gates]
        return people_points(case, shape, metric.maximum, gates, len(who_counts(case, shape)))
    return usage_points(case, metric) or ZERO


def usage_points(case: Case, metric: Metric) -> Fraction | None:
    """The points of a metric that rests on usage, without the explanation; None for one of people."""
    match metric.shape:
        case People():
            return None
        case NetItems() as shape:
            return items_points(case, metric.maximum, shape)
        case GrowthPercent() as shape:
            return percent_points(case, metric.maximum, shape)
        case GrowthUnits() as shape:
            return units_points(case, metric.maximum, shape)
        case DistinctWorkloads() as shape:
            return distinct_points(case, metric.maximum, shape)
