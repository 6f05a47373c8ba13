"""Which records point at which others, and which workloads a record names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from readiness.document.shapes import UsageRow
from readiness.facts import (
    SPECIALIZATION,
    AdminRelationship,
    Association,
    AssociationClaim,
    AuditControl,
    Award,
    CertificationId,
    Customer,
    CustomerReference,
    Deadline,
    Engagement,
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

_CUSTOMER: Final = (("customer", Customer),)
_POINTERS: Final[Mapping[Kind, tuple[tuple[str, Kind], ...]]] = MappingProxyType(
    {
        Award: (("person", Person),),
        Plan: (("person", Person),),
        Association: _CUSTOMER,
        UsageRow: _CUSTOMER,
        Project: _CUSTOMER,
        Event: (*_CUSTOMER, ("owner", Person)),
        Subscription: _CUSTOMER,
        Mark: (("owner", Person),),
        Deadline: (("owner", Person),),
        Engagement: (*_CUSTOMER, ("owner", Person), ("event", Event)),
        AssociationClaim: (*_CUSTOMER, ("owner", Person)),
        CustomerReference: _CUSTOMER,
        AuditControl: (*_CUSTOMER, ("owner", Person)),
        AdminRelationship: _CUSTOMER,
    }
)
_PEOPLE: Final[Mapping[Kind, str]] = MappingProxyType({Event: "attendees", Engagement: "people"})


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
    if (several := _PEOPLE.get(type(thing))) is not None:
        for i, person in enumerate(getattr(thing, several)):
            yield Reference(f".{several}[{i}]", Person, person)
    for name, kind in _POINTERS.get(type(thing), ()):
        if (key := getattr(thing, name)) is not None:
            yield Reference(f".{name}", kind, key)


def certifications(thing: Thing | UsageRow) -> Iterator[tuple[str, CertificationId]]:
    """The certifications that a record speaks of, each with its path."""
    if isinstance(thing, Award | Plan | Event) and thing.certification is not None:
        yield ".certification", thing.certification
    if isinstance(thing, Event):
        yield from ((f".certifications[{i}]", one) for i, one in enumerate(thing.certifications))


def specializations(thing: Thing | UsageRow) -> Iterator[tuple[str, str]]:
    """The specialization that a record speaks of, with its path."""
    if isinstance(thing, Event) and not thing.specialization:
        return
    if isinstance(thing, HeldSpecialization | CustomerReference | AuditControl | Event):
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
        case AssociationClaim():
            yield from ((f".workloads[{i}]", name) for i, name in enumerate(thing.workloads))
        case Project():
            yield from (
                (f".expected_usage[{i}].workload", use.workload) for i, use in enumerate(thing.expected_usage)
            )
