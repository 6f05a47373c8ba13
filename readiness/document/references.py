"""Which records point at which others, and which workloads a record names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from readiness.document.shapes import UsageRow
from readiness.facts import (
    SPECIALIZATION,
    Association,
    Award,
    Customer,
    Deadline,
    Event,
    HeldSpecialization,
    Kind,
    Mark,
    Person,
    Plan,
    Project,
    Reported,
    Series,
    Subscription,
    Thing,
)

_POINTERS: Final[Mapping[Kind, tuple[str, Kind]]] = MappingProxyType(
    {
        Award: ("person", Person),
        Plan: ("person", Person),
        Association: ("customer", Customer),
        UsageRow: ("customer", Customer),
        Project: ("customer", Customer),
        Event: ("customer", Customer),
        Subscription: ("customer", Customer),
        Mark: ("owner", Person),
        Deadline: ("owner", Person),
    }
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of that kind and id is meant at that path."""

    path: str
    kind: Kind
    id: str


def references(thing: Thing | UsageRow) -> Iterator[Reference]:
    """The records that this one needs, and that have to be there."""
    if isinstance(thing, Series):
        yield Reference(".customer", Customer, thing.id.customer)
        return
    if isinstance(thing, Event):
        yield from (Reference(f".attendees[{i}]", Person, id_) for i, id_ in enumerate(thing.attendees))
    name, kind = _POINTERS.get(type(thing), ("", None))
    if kind is not None and (key := getattr(thing, name)) is not None:
        yield Reference(f".{name}", kind, key)


def specializations(thing: Thing | UsageRow) -> Iterator[tuple[str, str]]:
    """The specialization that a record speaks of, with its path."""
    if isinstance(thing, HeldSpecialization):
        yield ".specialization", thing.specialization
    elif isinstance(thing, Reported) and thing.area.startswith(SPECIALIZATION):
        yield ".area", thing.area.removeprefix(SPECIALIZATION)


def workloads(thing: Thing | UsageRow) -> Iterator[tuple[str, str]]:
    """The workloads that a record names, each with its path."""
    match thing:
        case UsageRow():
            yield ".workload", thing.workload
        case Series():
            yield ".workload", thing.id.workload
        case Association():
            yield from ((f".workloads[{i}]", name) for i, name in enumerate(thing.workloads))
            yield from ((f".baseline[{i}].workload", part.workload) for i, part in enumerate(thing.baseline))
        case Project():
            yield from (
                (f".expected_usage[{i}].workload", use.workload) for i, use in enumerate(thing.expected_usage)
            )
