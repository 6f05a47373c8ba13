"""Facts: all nouns of one partner together, and how changes make new facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

from readiness.facts.events import (
    Deadline,
    Engagement,
    Event,
    Mark,
)
from readiness.facts.groups import Changed, Groups
from readiness.facts.nouns import (
    Association,
    Award,
    Choices,
    Customer,
    CustomerId,
    Enrollment,
    HeldSpecialization,
    Partner,
    Person,
    PersonId,
    Plan,
    Project,
    Reported,
    Series,
    Subscription,
    UsageKey,
)
from readiness.facts.papers import (
    AdminRelationship,
    AssociationClaim,
    Attachment,
    AuditControl,
    Benefit,
    CoopClaim,
    CustomerReference,
    SupportCase,
)
from readiness.frozen import frozen

Thing: TypeAlias = (
    Partner | Choices | Enrollment | Person | Award | Plan | Customer | Association | Series | Project | Event
    | Mark | Deadline | Reported | HeldSpecialization | Subscription | Engagement
    | AssociationClaim | CoopClaim | CustomerReference | AuditControl | AdminRelationship | Benefit
    | SupportCase | Attachment
)  # fmt: skip
Key: TypeAlias = str | UsageKey
Kind: TypeAlias = type[Any]
T = TypeVar("T")
_FEW: Final = 1_000
"""After more changes than this, what was grouped is grouped anew when it is asked for."""


@frozen
class Put:
    """Record this; whatever had its kind and id before is replaced."""

    thing: Thing


@frozen
class Remove:
    """Forget the thing of this kind and id; nothing happens where there is none."""

    kind: Kind
    id: Key


Change: TypeAlias = Put | Remove


SINGLE: Final[tuple[Kind, ...]] = (Partner, Choices)
"""Kinds of which there is always one thing; what nobody has said anything about is as it is made."""


def _none() -> Mapping[Any, Any]:
    return MappingProxyType({})


@frozen
class Facts:
    """Everything recorded, by kind and id. Mappings are never changed in place."""

    partner: Partner = field(default_factory=Partner)
    choices: Choices = field(default_factory=Choices)
    enrollments: Mapping[str, Enrollment] = field(default_factory=_none)
    people: Mapping[PersonId, Person] = field(default_factory=_none)
    awards: Mapping[str, Award] = field(default_factory=_none)
    plans: Mapping[str, Plan] = field(default_factory=_none)
    customers: Mapping[CustomerId, Customer] = field(default_factory=_none)
    associations: Mapping[str, Association] = field(default_factory=_none)
    usage: Mapping[UsageKey, Series] = field(default_factory=_none)
    projects: Mapping[str, Project] = field(default_factory=_none)
    events: Mapping[str, Event] = field(default_factory=_none)
    marks: Mapping[str, Mark] = field(default_factory=_none)
    deadlines: Mapping[str, Deadline] = field(default_factory=_none)
    reported: Mapping[str, Reported] = field(default_factory=_none)
    specializations: Mapping[str, HeldSpecialization] = field(default_factory=_none)
    subscriptions: Mapping[str, Subscription] = field(default_factory=_none)
    engagements: Mapping[str, Engagement] = field(default_factory=_none)
    claims: Mapping[str, AssociationClaim] = field(default_factory=_none)
    coop_claims: Mapping[str, CoopClaim] = field(default_factory=_none)
    references: Mapping[str, CustomerReference] = field(default_factory=_none)
    controls: Mapping[str, AuditControl] = field(default_factory=_none)
    relationships: Mapping[str, AdminRelationship] = field(default_factory=_none)
    benefits: Mapping[str, Benefit] = field(default_factory=_none)
    cases: Mapping[str, SupportCase] = field(default_factory=_none)
    attachments: Mapping[str, Attachment] = field(default_factory=_none)
    groups: Groups = field(default_factory=Groups, init=False, repr=False, compare=False)

    def grouped(self, kind: type[T], by: str) -> Mapping[Any, tuple[T, ...]]:
        """The things of a kind by one of their fields; the order in a group says nothing.

        Made when first asked. Facts that come from these by a change have every group in which nothing
        changed as the very same tuple, so that what was derived from it can be kept as well.
        """
        return self.groups.of(kind, by, self._held(kind))

    def changed(self, changes: Iterable[Change]) -> "Facts":
        """These facts after the changes, in their order; the last word on an id counts."""
        changes = tuple(changes)
        copies: dict[Kind, dict[Any, Any]] = {}
        for change in changes:
            kind = type(change.thing) if isinstance(change, Put) else change.kind
            copy = copies.get(kind)
            if copy is None:
                copy = copies[kind] = dict(self._held(kind))
            if isinstance(change, Put):
                copy[change.thing.id] = change.thing
            else:
                copy.pop(change.id, None)
        fresh: dict[str, Any] = {
            LIST_OF[kind]: copy.get(kind.id, kind()) if kind in SINGLE else copy
            for kind, copy in copies.items()
        }
        if not fresh:
            return self
        after = replace(self, **fresh)
        if len(changes) <= _FEW:
            after.groups.follow(
                self.groups, {kind: self._between(kind, copies[kind], changes) for kind in copies}
            )
        return after

    def _between(self, kind: Kind, now: Mapping[Any, Any], changes: tuple[Change, ...]) -> Changed:
        put = (c.thing.id for c in changes if isinstance(c, Put) and type(c.thing) is kind)
        removed = (c.id for c in changes if isinstance(c, Remove) and c.kind is kind)
        return Changed(self._held(kind), now, (*put, *removed))

    def _held(self, kind: Kind) -> Mapping[Any, Any]:
        """The things of a kind by id, also of a kind that has one thing."""
        held = getattr(self, LIST_OF[kind])
        return {kind.id: held} if kind in SINGLE else held

    def find(self, kind: type[T], key: Key) -> T | None:
        """The thing of that kind and id."""
        held = getattr(self, LIST_OF[kind])
        found: T | None = held if kind in SINGLE else held.get(key)
        return found

    def all(self) -> Iterator[Thing]:
        """Every thing recorded, kind by kind in the order of the document."""
        for name in LIST_OF.values():
            held = getattr(self, name)
            if isinstance(held, Mapping):
                yield from held.values()
            else:
                yield held

    def inverse(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """The changes that take `changes` back, applied to `self.changed(changes)`."""
        held: dict[Kind, Mapping[Any, Any]] = {}
        back: dict[Kind, dict[Key, Change]] = {}
        for change in changes:
            if isinstance(change, Put):
                kind, key = type(change.thing), change.thing.id
            else:
                kind, key = change.kind, change.id
            if kind not in held:
                held[kind], back[kind] = self._held(kind), {}
            was = held[kind].get(key)
            if was is None or (kind in SINGLE and was == kind()):
                back[kind][key] = Remove(kind, key)
            else:
                back[kind][key] = Put(was)
        return tuple(change for changes in back.values() for change in changes.values())


LIST_OF: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Partner: "partner",
        Choices: "choices",
        Enrollment: "enrollments",
        Person: "people",
        Award: "awards",
        Plan: "plans",
        Customer: "customers",
        Association: "associations",
        Series: "usage",
        Project: "projects",
        Event: "events",
        Mark: "marks",
        Deadline: "deadlines",
        Reported: "reported",
        HeldSpecialization: "specializations",
        Subscription: "subscriptions",
        Engagement: "engagements",
        AssociationClaim: "claims",
        CoopClaim: "coop_claims",
        CustomerReference: "references",
        AuditControl: "controls",
        AdminRelationship: "relationships",
        Benefit: "benefits",
        SupportCase: "cases",
        Attachment: "attachments",
    }
)
"""The name of each kind's list in `Facts` and in the document."""


def removal(facts: Facts, kind: Kind, *keys: Key) -> tuple[Change, ...]:
    """The changes that remove things together with all that hangs on them.

    Awards, plans go with a person; associations, usage, projects, subscriptions, engagements, claims,
    references and relationships with a customer; evidence with what it is about. Who merely attends, delivers
    or owns something is taken off it, and so is an event.
    """
    gone = [Remove(kind, key) for key in keys]
    return with_evidence(facts, (*_with(facts, kind, frozenset(keys)), *gone))


def subject_of(facts: Facts, about: str) -> Thing | None:
    """The record that an attachment is about; None where it is gone."""
    name, _colon, key = about.partition(":")
    kind = next((kind for kind, held in LIST_OF.items() if held == name), None)
    found: Thing | None = None if kind is None else facts.find(kind, key)
    return found


def with_evidence(facts: Facts, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes, and after them the removal of the files whose record they remove.

    A file that the changes themselves remove or give to another record is left to them.
    """
    told = tuple(changes)
    if not facts.attachments:
        return told
    removed = {f"{LIST_OF[c.kind]}:{c.id}" for c in told if isinstance(c, Remove)}
    put = {f"{LIST_OF[type(c.thing)]}:{c.thing.id}" for c in told if isinstance(c, Put)}
    gone = (one for one in facts.attachments.values() if one.about in removed - put)
    left = {f"{LIST_OF[Attachment]}:{one.id}": Remove(Attachment, one.id) for one in gone}
    return (*told, *(change for key, change in left.items() if key not in removed | put))


def _with(facts: Facts, kind: Kind, keys: frozenset[Key]) -> Iterator[Change]:
    """What goes, or is changed, with things of a kind."""
    if kind is Person:
        yield from _without_people(facts, keys)
    elif kind is Customer:
        yield from _without_customers(facts, keys)
    elif kind is Event:
        yield from (Put(replace(one, event=None)) for one in facts.engagements.values() if one.event in keys)


def _without_people(facts: Facts, people: frozenset[Key]) -> Iterator[Change]:
    yield from (Remove(Award, a.id) for a in facts.awards.values() if a.person in people)
    yield from (Remove(Plan, p.id) for p in facts.plans.values() if p.person in people)
    for event in facts.events.values():
        if event.owner in people or not people.isdisjoint(event.attendees):
            left = tuple(p for p in event.attendees if p not in people)
            yield Put(replace(event, owner=None if event.owner in people else event.owner, attendees=left))
    for one in facts.engagements.values():
        if one.owner in people or not people.isdisjoint(one.people):
            left = tuple(p for p in one.people if p not in people)
            yield Put(replace(one, owner=None if one.owner in people else one.owner, people=left))
    for deadline in facts.deadlines.values():
        if deadline.owner in people:
            yield Put(replace(deadline, owner=None))
    for mark in facts.marks.values():
        if mark.owner in people:
            yield Put(replace(mark, owner=None))
    yield from (Put(replace(c, owner=None)) for c in facts.claims.values() if c.owner in people)
    yield from (Put(replace(c, owner=None)) for c in facts.controls.values() if c.owner in people)


def _without_customers(facts: Facts, customers: frozenset[Key]) -> Iterator[Change]:
    yield from (Remove(Association, a.id) for a in facts.associations.values() if a.customer in customers)
    yield from (Remove(Series, s.id) for s in facts.usage.values() if s.id.customer in customers)
    yield from (Remove(Project, p.id) for p in facts.projects.values() if p.customer in customers)
    yield from (Remove(Subscription, s.id) for s in facts.subscriptions.values() if s.customer in customers)
    yield from (Remove(Engagement, e.id) for e in facts.engagements.values() if e.customer in customers)
    yield from (Remove(AssociationClaim, c.id) for c in facts.claims.values() if c.customer in customers)
    yield from (Remove(CustomerReference, r.id) for r in facts.references.values() if r.customer in customers)
    yield from (
        Remove(AdminRelationship, r.id) for r in facts.relationships.values() if r.customer in customers
    )
    yield from (Put(replace(e, customer=None)) for e in facts.events.values() if e.customer in customers)
    yield from (Put(replace(c, customer=None)) for c in facts.controls.values() if c.customer in customers)
