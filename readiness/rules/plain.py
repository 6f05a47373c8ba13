"""Rules as plain data: dictionaries, lists, numbers and words, for JSON and for comparing two days."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from readiness.rules.book import AreaHistory, AreaRules, Metric, Programme, Track
from readiness.rules.shapes import (
    BestTrack,
    DistinctWorkloads,
    GrowthPercent,
    GrowthUnits,
    LargeWorkloads,
    NetItems,
    OnlyTrack,
    People,
    SmbShare,
)
from readiness.rules.source import Dated

_KINDS: Mapping[type, str] = {
    People: "people",
    NetItems: "net-items",
    GrowthPercent: "growth-percent",
    GrowthUnits: "growth-units",
    DistinctWorkloads: "distinct-workloads",
    OnlyTrack: "only",
    BestTrack: "best",
    SmbShare: "smb-share",
    LargeWorkloads: "large-workloads",
}


def plain_area(rules: AreaRules) -> dict[str, Any]:
    """All that the area asks, track by track, each metric with its source."""
    return {
        "choice": plain_value(rules.choice),
        **_dated(rules.dated, rules.deviation),
        "tracks": [plain_track(track) for track in rules.tracks],
    }


def plain_track(track: Track) -> dict[str, Any]:
    return {"track": track.id, "metrics": [plain_metric(metric) for metric in track.metrics]}


def plain_metric(metric: Metric) -> dict[str, Any]:
    rule = {"metric": metric.id, "maximum": plain_value(metric.maximum), **plain_value(metric.shape)}
    return {**rule, **_dated(metric.dated, metric.deviation)}


def plain_programme(programme: Programme) -> dict[str, Any]:
    """What holds for all areas."""
    lists = {"pass_mark": programme.pass_mark, "window": programme.window, "calendar": programme.calendar}
    readings = {
        reading.id: {"default": reading.default, "alternatives": list(reading.alternatives)}
        for reading in programme.readings.values()
    }
    return {**{name: plain_value(entry) for name, entry in lists.items()}, "readings": readings}


def plain_value(value: Any) -> Any:
    """Whole numbers as int, others as text (`20/3`); what is not set is left out."""
    match value:
        case bool() | str() | int() | None:
            said: Any = value
        case date():
            said = value.isoformat()
        case Fraction():
            said = value.numerator if value.denominator == 1 else _decimal(value)
        case frozenset():
            said = sorted(value)
        case tuple() if hasattr(value, "_asdict"):
            kind = _KINDS.get(type(value))
            held = value._asdict()
            fields = {name: plain_value(v) for name, v in held.items() if name != "dated" and _is_set(v)}
            said = {"kind": kind, **fields} if kind else fields
        case tuple() | list():
            said = _listed(tuple(value))
        case _:
            said = str(value)
    return said


def _listed(values: tuple[Any, ...]) -> Any:
    """A list; segments by reading and rates by workload as a dictionary."""
    if not all(type(v) is tuple and isinstance(v[0], str) for v in values):
        return [plain_value(v) for v in values]
    if all(len(v) == 2 for v in values):
        return {reading or "always": plain_value(segments) for reading, segments in values}
    return {workload: {"measure": measure, "rate": plain_value(rate)} for workload, measure, rate in values}


def _is_set(value: object) -> bool:
    return value is not None and value is not False and value not in ((), frozenset())


def _decimal(value: Fraction) -> float | str:
    """A number where it has at most four decimals, else the fraction itself."""
    scaled = value * 10_000
    return float(value) if scaled.denominator == 1 else str(value)


def _dated(dated: Dated, deviation: str | None = None) -> dict[str, Any]:
    """When it begins and who says so; `deviation` where sources disagree or are silent."""
    said = {"from": dated.since.isoformat(), "certainty": dated.certainty, "source": plain_source(dated)}
    announced = {"announced": dated.announced.isoformat()} if dated.announced else {}
    return said | announced | ({"deviation": deviation} if deviation else {})


def plain_source(dated: Dated) -> dict[str, str]:
    source = dated.source
    return {"title": source.title, "url": source.url, "read_on": source.read_on.isoformat()}


def plain_versions(history: AreaHistory, certainties: tuple[str, ...]) -> list[dict[str, Any]]:
    """One entry for each day on which something begins, as sure as the least sure of what does."""
    dated = [*(v.dated for v in history.versions), *(v.metric.dated for v in history.metrics)]
    versions = []
    for since in sorted({one.since for one in dated}):
        begins = [one for one in dated if one.since == since]
        least = max(begins, key=lambda one: certainties.index(one.certainty))
        versions.append(_dated(begins[0]) | {"certainty": least.certainty})
    return versions
