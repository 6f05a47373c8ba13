"""Which records point at which others, and what in a record the catalogue has to know."""

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.document.shapes import UsageRow
from readiness.facts import (
    Association,
    Award,
    Customer,
    Deadline,
    Event,
    Kind,
    Mark,
    Person,
    Plan,
    Project,
    Series,
    Thing,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of that kind and id is meant at that path."""

    path: str
    kind: Kind
    id: str


def references(thing: Thing | UsageRow) -> Iterator[Reference]:
    """The records that this one needs, and that have to be there."""
    match thing:
        case Award() | Plan():
            yield Reference(".person", Person, thing.person)
        case Association() | UsageRow():
            yield Reference(".customer", Customer, thing.customer)
        case Series():
            yield Reference(".customer", Customer, thing.id.customer)
        case Project():
            if thing.customer is not None:
                yield Reference(".customer", Customer, thing.customer)
        case Event():
            for index, person in enumerate(thing.attendees):
                yield Reference(f".attendees[{index}]", Person, person)
            if thing.customer is not None:
                yield Reference(".customer", Customer, thing.customer)
        case Mark() | Deadline():
            if thing.owner is not None:
                yield Reference(".owner", Person, thing.owner)


def workloads(thing: Thing | UsageRow) -> Iterator[tuple[str, str]]:
    """The workloads that a record names, each with its path."""
    match thing:
        case UsageRow():
            yield ".workload", thing.workload
        case Series():
            yield ".workload", thing.id.workload
        case Association():
            for index, name in enumerate(thing.workloads):
                yield f".workloads[{index}]", name
            for index, part in enumerate(thing.baseline):
                yield f".baseline[{index}].workload", part.workload
        case Project():
            for index, use in enumerate(thing.expected_usage):
                yield f".expected_usage[{index}].workload", use.workload
