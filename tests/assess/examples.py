"""The published worked examples, and one of them on one day, in one area and one track."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from readiness.assess import Finding, assess
from readiness.facts import CertificationId
from readiness.rules import Rulebook
from readiness.rules.shapes import People
from readiness.snapshot import Standing, compute, judged, metrics_of
from tests.assess.world import World


def cases(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The examples of a file by id."""
    text = (Path(__file__).parents[1] / "cases" / name).read_text("utf-8")
    return {case["id"]: case for case in json.loads(text)["examples"]}


CASES: Final = cases("published-examples.json")
FURTHER: Final = cases("further-examples.json")
"""More of them, in the words of the same sources."""


@dataclass(frozen=True)
class Example:
    """One example on one day, in one area and one track."""

    case: Mapping[str, Any]
    rulebook: Rulebook
    on: date
    area: str
    track: str

    @property
    def given(self) -> Mapping[str, Any]:
        given: Mapping[str, Any] = self.case["input"]
        return given

    @property
    def expected(self) -> Mapping[str, Any]:
        expected: Mapping[str, Any] = self.case["expected"]
        return expected

    def world(self) -> World:
        return World(self.rulebook, self.on)

    def metric(self, world: World, name: str | None = None) -> Finding:
        """The metric's finding in this area and track."""
        root = assess(world.facts, self.rulebook.on(self.on), self.on)
        area = next(finding for finding in root.because if finding.rule == self.area)
        track = next(finding for finding in area.because if finding.rule == self.track)
        return next(m for m in metrics_of(track) if m.rule == (name or self.case["metric"]))

    def standing(self, world: World) -> Standing:
        snapshot = judged(compute(world.facts, self.rulebook, self.on), self.rulebook)
        return snapshot.standings[self.area]

    def people_rule(self, name: str | None = None) -> tuple[People, Fraction]:
        """The metric's shape and its maximum."""
        rules = self.rulebook.on(self.on).areas[self.area].track(self.track)
        assert rules is not None
        metric = next(m for m in rules.metrics if m.id == (name or self.case["metric"]))
        assert isinstance(metric.shape, People)
        return metric.shape, metric.maximum

    def code(
        self, certifications: frozenset[CertificationId], *, without: frozenset[str] = frozenset()
    ) -> str:
        """One of these that can still be earned on the day, else any."""
        wanted = sorted(certifications - without)
        ends = {name: self.world().certification(name).retired_on for name in wanted}
        return next((name for name in wanted if (ends[name] or self.on) >= self.on), wanted[0])


def number(value: object) -> Fraction:
    return Fraction(str(value))


def check_points(example: Example, points: Fraction, key: str = "points") -> None:
    tolerance = number(example.expected.get("tolerance", 0))
    assert abs(points - number(example.expected[key])) <= tolerance
