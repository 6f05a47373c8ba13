"""Which metrics a project will feed: those whose rules count the usage that it is expected to bring."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from readiness.assess import Records
from readiness.assess.left_out import usage_of
from readiness.assess.streams import Stream
from readiness.facts import MICRO, Area, Facts, Project, Put, UsageKey, month_of, series_of
from readiness.planning.usage import admits
from readiness.rules import Rulebook
from readiness.rules.shapes import Selection

Fed: TypeAlias = tuple[Area, str]
"""An area and one of its metrics."""


def fed_metrics(
    facts: Facts, rulebook: Rulebook, tracks: Mapping[Area, str | None], on: date
) -> Mapping[str, tuple[Fed, ...]]:
    """By project, in the order of areas and metrics; a project that nothing is expected of feeds nothing.

    `tracks`: the one that counts in each area. A project feeds a metric also where what it brings stays
    below a bound.
    """
    awaited = [p for p in facts.projects.values() if p.customer in facts.customers and p.expected_usage]
    streams = _streams(facts, rulebook, awaited, on)
    asked = tuple(_asked(rulebook, tracks, on))
    order = tuple(dict.fromkeys(ask.fed for ask in asked))
    answers: dict[tuple[str, str, str, str], tuple[Fed, ...]] = {}
    found = {}
    for project in awaited:
        fed: set[Fed] = set()
        for key in _keys(project):
            stream = streams[key]
            kind = (key.measure, stream.workload, key.association, stream.cloud)
            if kind not in answers:  # many projects bring the same
                answers[kind] = tuple(ask.fed for ask in asked if ask.counts(stream))
            fed.update(answers[kind])
        found[project.id] = tuple(one for one in order if one in fed)
    return found


class _Ask(NamedTuple):
    """A measure that a metric reads, and what it selects of it."""

    fed: Fed
    measure: str
    selections: tuple[Selection, ...]

    def counts(self, stream: Stream) -> bool:
        same = stream.series.id.measure == self.measure
        return same and any(admits(one, stream) for one in self.selections)


def _asked(rulebook: Rulebook, tracks: Mapping[Area, str | None], on: date) -> Iterator[_Ask]:
    for area, rules in rulebook.on(on).areas.items():
        track = rules.track(tracks.get(area) or "")
        for metric in track.metrics if track else ():
            for measure, selections in usage_of(metric.shape):
                yield _Ask((area, metric.id), measure, selections)


def _streams(
    facts: Facts, rulebook: Rulebook, projects: list[Project], on: date
) -> Mapping[UsageKey, Stream]:
    """What is expected, with the names that rules use, as if it came in this month."""
    month = month_of(on)
    customers: list[Put] = [Put(facts.customers[p.customer]) for p in projects if p.customer is not None]
    keys = {key for project in projects for key in _keys(project)}
    series = [made for key in keys if (made := series_of(key, {month: MICRO})) is not None]
    records = Records(Facts().changed([*customers, *map(Put, series)]), rulebook.catalogue)
    return {s.series.id: s for measure in records.usage for s in records.streams(measure)}


def _keys(project: Project) -> Iterator[UsageKey]:
    for expected in project.expected_usage:
        if project.customer is not None:
            yield UsageKey(project.customer, expected.workload, expected.measure, expected.association)
