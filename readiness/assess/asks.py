"""What rules ask, in words: made once for each rule, as it is the same for every partner and every day."""

from functools import lru_cache

from readiness.assess.case import REMEMBERED, fixed
from readiness.facts import CertificationId
from readiness.problems import Message
from readiness.rules import Catalogue, Metric, Programme
from readiness.rules.shapes import (
    Condition,
    DistinctWorkloads,
    Gate,
    GrowthPart,
    GrowthPercent,
    ItemPart,
    NetItems,
    People,
)

_once = lru_cache(maxsize=REMEMBERED)


@_once
def pass_asks(programme: Programme, reading: str) -> Message:
    """The points of the pass mark, and what every metric needs as that is read."""
    return Message(f"asks.pass-{reading}", {"points": programme.pass_mark.points})


@_once
def codes(catalogue: Catalogue, certifications: frozenset[CertificationId]) -> str | Message:
    """Short names in alphabetical order, for a sentence; of several any one is meant."""
    names = sorted(catalogue.code(certification) for certification in certifications)
    return names[0] if len(names) == 1 else Message("list.any-of", {"certifications": ", ".join(names)})


@_once
def gate_asks(catalogue: Catalogue, gate: Gate) -> Message:
    """So many people; and the points, where the step itself brings some."""
    slots = {"n": gate.at_least, "certifications": codes(catalogue, gate.any_of), "points": gate.points}
    return Message("asks.gate-points", slots) if gate.points else Message("asks.gate", slots)


@_once
def step_asks(catalogue: Catalogue, shape: People, groups: tuple[frozenset[CertificationId], ...]) -> Message:
    """Who counts: holders of one of the first group, and of one of each other group beside it."""
    counts, *also = (codes(catalogue, some) for some in groups)
    slots = {"certifications": counts, "points": shape.each}
    return Message("asks.step-also", {**slots, "also": tuple(also)}) if also else Message("asks.step", slots)


@_once
def people_asks(metric: Metric, shape: People) -> Message:
    """The metric, and how many people bring its maximum."""
    return Message("asks.metric-people", {"metric": fixed(f"metric.{metric.id}"), "n": shape.full_at})


@_once
def items_asks(metric: Metric, shape: NetItems, part: ItemPart) -> Message:
    """The metric, and how many bring its maximum: where the best part counts, of this one."""
    full_at = part.full_at if shape.best else shape.full_at
    slots = {"metric": fixed(f"metric.{metric.id}"), "n": full_at}
    return Message(f"asks.metric-{noun_of(metric, part)}", slots)


def noun_of(metric: Metric, part: ItemPart) -> str:
    """What is counted, as ids of sentences name it."""
    if metric.id == "deployments":
        return "deployments"
    return "workloads" if part.by_workload else "tenants"


@_once
def part_asks(part: ItemPart) -> Message:
    """All conditions of a part."""
    conditions = tuple(condition_asks(condition) for condition in part.conditions)
    return Message("asks.part", {"part": fixed(f"part.{part.id}"), "conditions": conditions})


@_once
def condition_asks(condition: Condition) -> Message:
    """The condition in words."""
    slots = {
        "measure": fixed(f"measure.{condition.amount.measure or 'mcv'}"),
        "low": condition.low,
        "high": condition.up_to,
    }
    if condition.whole is not None:
        return Message("asks.share", slots | {"of": fixed(f"measure.{condition.whole.measure}")})
    bound = "more-than" if condition.more_than is not None else "at-least"
    if condition.up_to is not None:
        bound = "between" if condition.low else "up-to"
    return Message(f"asks.{bound}.{'any-workload' if condition.any_workload else condition.window}", slots)


@_once
def workload_asks(workload: str) -> Message:
    """Whatever is asked of this workload alone."""
    return Message("asks.item-workload", {"workload": workload})


@_once
def percent_asks(metric: Metric, shape: GrowthPercent) -> Message:
    """The metric, and the growth that brings its maximum."""
    return Message("asks.metric-percent", {"metric": fixed(f"metric.{metric.id}"), "n": shape.full_at})


@_once
def services_asks(metric: Metric, shape: DistinctWorkloads) -> Message:
    """The metric, and how many services bring its maximum."""
    return Message("asks.metric-services", {"metric": fixed(f"metric.{metric.id}"), "n": shape.full_at})


@_once
def growth_asks(metric: Metric, parts: tuple[GrowthPart, ...]) -> Message:
    """The metric, and the growth of each of these parts that brings its maximum."""
    slots = {"metric": fixed(f"metric.{metric.id}"), "parts": tuple(growth_part_asks(part) for part in parts)}
    return Message("asks.metric-growth", slots)


@_once
def growth_part_asks(part: GrowthPart) -> Message:
    """The growth that brings the maximum, in the part's unit."""
    return Message(f"asks.growth-{part.unit}", {"part": fixed(f"part.{part.id}"), "n": part.full_at})
