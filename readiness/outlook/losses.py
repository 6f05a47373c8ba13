"""The same facts under other rules, and fewer facts under the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess import Finding, Records, assess_records
from readiness.assess.case import Case, case_of, total
from readiness.assess.choice import choose
from readiness.assess.tree import is_blocked, metric_points, reaches
from readiness.facts import Area, Change, Customer, CustomerId, Facts, Person, PersonId, removal
from readiness.problems import ReadinessError
from readiness.rules import AreaRules, Rulebook, Rules
from readiness.rules.shapes import BestTrack, People


def under(rulebook: Rulebook, day: date) -> Rulebook:
    """A rulebook in which the rules of that day stand on every day."""
    return replace(rulebook, dates=(), _known={0: rulebook.on(day)})


def loss_of(facts: Facts, record: str) -> tuple[Change, ...]:
    """What goes with `person:ID` or `customer:ID`, as if it had never been recorded.

    Raises:
        ReadinessError: the word is neither, or nothing of that id is recorded.
    """
    kind, _, key = record.partition(":")
    if kind == "person" and PersonId(key) in facts.people:
        return removal(facts, Person, key)
    if kind == "customer" and CustomerId(key) in facts.customers:
        return removal(facts, Customer, key)
    raise ReadinessError("no-such-record", record=record)


class MetricLoss(NamedTuple):
    """A metric of the track that counts, and what it changes by; `falls_to_zero`: it had points before."""

    metric: str
    change: Fraction
    falls_to_zero: bool


class AreaLoss(NamedTuple):
    """An area whose score changes, exactly; `was_met` and `is_met`: qualified on the day."""

    area: Area
    before: Fraction
    after: Fraction
    was_met: bool
    is_met: bool
    metrics: tuple[MetricLoss, ...]

    @property
    def change(self) -> Fraction:
        return self.after - self.before


class _Standing(NamedTuple):
    """What matters of an area: its metrics' points on the track that counts, and whether it is qualified."""

    metrics: Mapping[str, Fraction]
    met: bool

    @property
    def points(self) -> Fraction:
        return total(self.metrics.values())


def losses(facts: Facts, now: Finding, rulebook: Rulebook, record: str, on: date) -> tuple[AreaLoss, ...]:
    """What the score of the day would be without `person:ID` or `customer:ID`, area by area.

    `now` is the partner's finding with it. Areas that stay as they are are left out; the largest loss first.

    Raises:
        ReadinessError: nothing of that id is recorded.
    """
    fewer = Records(facts.changed(loss_of(facts, record)), rulebook.catalogue)
    rules = rulebook.on(on)
    able = [area for area in now.because if area.because]
    if record.startswith("person:"):
        then = _without_person(fewer, rules, able, on)
    else:
        after = {area.rule: area for area in assess_records(fewer, rules, on).because}
        then = {area.rule: _standing(after[area.rule]) for area in able}
    found = (_area_loss(area.rule, _standing(area), then[area.rule]) for area in able)
    return tuple(sorted((loss for loss in found if loss.change), key=lambda loss: loss.change))


def _standing(area: Finding) -> _Standing:
    return _Standing(_points_of(area.because[0]), area.met)


def _points_of(track: Finding) -> Mapping[str, Fraction]:
    return {metric.rule: metric.points for category in track.because for metric in category.because}


def _without_person(
    fewer: Records, rules: Rules, areas: Iterable[Finding], on: date
) -> Mapping[Area, _Standing]:
    """Usage stays as it is, so only metrics of people are looked at again: it takes long to read."""
    case = case_of(fewer, rules, on)
    if case is None:
        return {area.rule: _standing(area) for area in areas}
    return {area.rule: _fewer_people(case, rules.areas[area.rule], area) for area in areas}


def _fewer_people(case: Case, rules: AreaRules, area: Finding) -> _Standing:
    points: dict[str, Mapping[str, Fraction]] = {}
    for found in area.because:
        track = rules.track(found.rule)
        reported = {m.rule for c in found.because for m in c.because if m.basis == "reported"}
        again = {
            metric.id: metric_points(case, metric)
            for metric in (track.metrics if track is not None else ())
            if isinstance(metric.shape, People) and metric.id not in reported
        }
        points[found.rule] = {**_points_of(found), **again}
    chosen = area.because[0].rule
    if isinstance(rules.choice, BestTrack):
        chosen = choose(
            case, rules, {name: total(some.values()) for name, some in points.items()}, None
        ).track
    reading, counted = case.reading("every-metric"), points[chosen]
    is_blocked_by_one = any(is_blocked(some, reading) for some in counted.values())
    met = reaches(case, total(counted.values())) and not is_blocked_by_one and not rules.is_preview
    return _Standing(counted, met)


def _area_loss(area: Area, before: _Standing, after: _Standing) -> AreaLoss:
    metrics = tuple(_metric_losses(before.metrics, after.metrics))
    return AreaLoss(area, before.points, after.points, before.met, after.met, metrics)


def _metric_losses(before: Mapping[str, Fraction], after: Mapping[str, Fraction]) -> Iterator[MetricLoss]:
    for metric, points in before.items():
        left = after.get(metric, Fraction(0))
        if left != points:
            yield MetricLoss(metric, left - points, points > 0 and not left)
