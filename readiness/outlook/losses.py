"""The same facts under other rules, and fewer facts under the same."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess import Finding, Records, assess_records
from readiness.facts import Area, Change, Customer, CustomerId, Facts, Person, PersonId, removal
from readiness.problems import ReadinessError
from readiness.rules import Rulebook


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


def losses(facts: Facts, now: Finding, rulebook: Rulebook, record: str, on: date) -> tuple[AreaLoss, ...]:
    """What the score of the day would be without `person:ID` or `customer:ID`, area by area.

    `now` is the partner's finding with it. Areas that stay as they are are left out; the largest loss first.

    Raises:
        ReadinessError: nothing of that id is recorded.
    """
    fewer = Records(facts.changed(loss_of(facts, record)), rulebook.catalogue)
    then = assess_records(fewer, rulebook.on(on), on)
    pairs = zip(now.because, then.because, strict=True)
    found = (_area_loss(before, after) for before, after in pairs if before.because and after.because)
    return tuple(sorted((loss for loss in found if loss.change), key=lambda loss: loss.change))


def _area_loss(before: Finding, after: Finding) -> AreaLoss:
    return AreaLoss(
        before.rule, before.points, after.points, before.met, after.met, tuple(_metric_losses(before, after))
    )


def _metric_losses(before: Finding, after: Finding) -> Iterator[MetricLoss]:
    was, then = _points_of(before), _points_of(after)
    for metric, points in was.items():
        left = then.get(metric, Fraction(0))
        if left != points:
            yield MetricLoss(metric, left - points, points > 0 and not left)


def _points_of(area: Finding) -> Mapping[str, Fraction]:
    """Of each metric of the track that counts."""
    return {metric.rule: metric.points for category in area.because[0].because for metric in category.because}
