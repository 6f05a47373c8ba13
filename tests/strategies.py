"""Any facts that a partner could have recorded, and any changes on them, for laws that hold for all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from readiness.facts import (
    ASSOCIATION_CLAIM_STATUSES,
    ASSOCIATIONS,
    BILLINGS,
    CLAIM_STATUSES,
    DELIVERIES,
    ELIGIBILITY,
    ENGAGEMENT_SIZES,
    LEVELS,
    LIST_OF,
    LOGO,
    OFFERS,
    REFERENCE_STATUSES,
    STAGES,
    SUBSCRIPTION_STATES,
    TERMS,
    AdminRelationship,
    Association,
    AssociationClaim,
    Attachment,
    AuditControl,
    Award,
    Baseline,
    CertificationId,
    Change,
    Customer,
    CustomerId,
    CustomerReference,
    Deadline,
    Engagement,
    Event,
    ExpectedUsage,
    Facts,
    Mark,
    Person,
    PersonId,
    Plan,
    Project,
    Put,
    Remove,
    Seats,
    Series,
    Subscription,
    Thing,
    UsageKey,
    removal,
    series_of,
)
from tests.drawn import (
    CERTIFICATIONS,
    SPECIALIZATIONS,
    WORKLOADS,
    ZONES,
    Draw,
    areas,
    benefits,
    cases,
    choices,
    coop_claims,
    customer,
    days,
    decimals,
    enrollments,
    ids,
    maybe,
    measures,
    millionths,
    moments,
    months,
    ordered,
    partners,
    person,
    reported,
    some_areas,
    specializations,
    texts,
    workloads,
)


class _Records:
    """The lists that point at people and customers, drawn for those who are there."""

    def __init__(self, people: Iterable[PersonId], customers: Iterable[CustomerId]) -> None:
        self.events_there: tuple[str, ...] = ()
        self.people = tuple(people)
        self.customers = tuple(customers)
        self.person = st.sampled_from(self.people) if self.people else st.nothing()
        self.customer = st.sampled_from(self.customers) if self.customers else st.nothing()
        self.anyone = maybe(self.person)
        self.attendees = st.lists(self.person, max_size=2 if self.people else 0).map(tuple)

    def awards(self, key: str) -> st.SearchStrategy[Award]:
        return st.builds(
            lambda person, what, term, ends: Award(key, person, what, term[0], term[1] if ends else None),
            self.person,
            st.sampled_from(CERTIFICATIONS).map(CertificationId),
            ordered(days),
            st.booleans(),
        )

    def plans(self, key: str) -> st.SearchStrategy[Plan]:
        what = st.sampled_from(CERTIFICATIONS).map(CertificationId)
        return st.builds(Plan, st.just(key), self.person, what, days, texts, maybe(days))

    def associations(self, key: str) -> st.SearchStrategy[Association]:
        baseline = st.lists(st.builds(Baseline, workloads, measures, millionths), max_size=2).map(tuple)
        return st.builds(
            lambda customer, kind, some, term, more: Association(
                key, customer, kind, some, more[0], more[1], term[0], term[1], more[2], more[3], more[4]
            ),
            self.customer,
            st.sampled_from(ASSOCIATIONS),
            st.lists(workloads, max_size=2).map(tuple),
            st.just((None, None)) | ordered(days),
            st.tuples(texts, texts, texts, baseline, texts),
        )

    def series(self) -> st.SearchStrategy[Series | None]:
        key = st.builds(
            UsageKey,
            self.customer,
            workloads,
            measures,
            st.sampled_from(("", *ASSOCIATIONS)),
            st.sampled_from(OFFERS),
            *[texts] * 3,
        )
        by_month = st.dictionaries(months, millionths, min_size=1, max_size=5)
        return st.builds(series_of, key, by_month)

    def projects(self, key: str) -> st.SearchStrategy[Project]:
        uses = st.builds(ExpectedUsage, workloads, measures, millionths, st.sampled_from(("", *ASSOCIATIONS)))
        return st.builds(
            Project,
            st.just(key),
            maybe(self.customer),
            texts,
            some_areas,
            st.sampled_from(STAGES),
            maybe(days),
            maybe(st.decimals(0, 1, places=4)),
            st.lists(uses, max_size=2).map(tuple),
        )

    def events(self, key: str) -> st.SearchStrategy[Event]:
        return st.builds(
            lambda title, kind, time, rest, later: Event(key, title, kind, *time, *rest, *later),
            texts,
            ids,
            moments.map(lambda moment: (moment, None)) | ordered(moments),
            st.tuples(
                some_areas,
                maybe(days),
                self.attendees,
                maybe(self.customer),
                texts,
                texts,
                maybe(st.integers(0, 1_000).map(Seats)),
                maybe(st.sampled_from(CERTIFICATIONS).map(CertificationId)),
                maybe(st.sampled_from(DELIVERIES)),
                maybe(texts),
                maybe(texts),
                maybe(decimals),
            ),
            st.tuples(
                st.sampled_from(("", *SPECIALIZATIONS)),
                st.lists(st.sampled_from(CERTIFICATIONS).map(CertificationId), max_size=2).map(tuple),
                maybe(st.integers(2020, 2030).map(Seats)),
                st.sampled_from(ZONES),
                texts,
                self.anyone,
                maybe(st.integers(0, 1_000).map(Seats)),
                texts,
                st.sampled_from(("", *LEVELS)),
                maybe(days),
                texts,
            ),
        )

    def engagements(self, key: str) -> st.SearchStrategy[Engagement]:
        return st.builds(
            Engagement,
            st.just(key),
            texts,
            st.sampled_from(ENGAGEMENT_SIZES),
            texts,
            some_areas,
            maybe(self.customer),
            *[texts] * 2,
            st.sampled_from((None, *self.events_there)),
            st.sampled_from(("", *CLAIM_STATUSES)),
            *[maybe(days)] * 7,
            *[maybe(decimals)] * 3,
            *[texts] * 3,
            *[maybe(days)] * 2,
            self.anyone,
            self.attendees,
            texts,
            st.lists(st.sampled_from(ELIGIBILITY), max_size=2).map(tuple),
            texts,
            *[maybe(days)] * 3,
            *[texts] * 2,
        ).map(_in_order)

    def claims(self, key: str) -> st.SearchStrategy[AssociationClaim]:
        return st.builds(
            AssociationClaim,
            st.just(key),
            self.customer,
            *[texts] * 2,
            maybe(areas),
            texts,
            st.lists(st.sampled_from(WORKLOADS), max_size=2).map(tuple),
            *[texts] * 4,
            self.anyone,
            texts,
            st.sampled_from(ASSOCIATION_CLAIM_STATUSES),
            maybe(days),
            st.lists(st.sampled_from(("tenant", "signed")), max_size=2).map(tuple),
            *[maybe(days)] * 3,
        )

    def references(self, key: str) -> st.SearchStrategy[CustomerReference]:
        return st.builds(
            CustomerReference,
            st.just(key),
            st.sampled_from(SPECIALIZATIONS),
            self.customer,
            *[texts] * 6,
            st.none(),
            maybe(days),
            *[texts] * 2,
            *[maybe(days)] * 2,
            st.sampled_from(REFERENCE_STATUSES),
        )

    def controls(self, key: str) -> st.SearchStrategy[AuditControl]:
        return st.builds(
            AuditControl,
            st.just(key),
            st.sampled_from(SPECIALIZATIONS),
            st.just("Adoption strategy"),
            *[texts] * 2,
            maybe(self.customer),
            self.anyone,
            texts,
            *[maybe(days)] * 2,
        )

    def relationships(self, key: str) -> st.SearchStrategy[AdminRelationship]:
        roles = st.lists(texts, max_size=2).map(tuple)
        return st.builds(
            AdminRelationship,
            st.just(key),
            self.customer,
            texts,
            roles,
            st.none(),
            maybe(days),
            maybe(st.booleans()),
        )

    def attachments(self, key: str) -> st.SearchStrategy[Attachment]:
        about = [LOGO, *(f"people:{who}" for who in self.people), *(f"customers:{c}" for c in self.customers)]
        return st.builds(
            Attachment,
            st.just(key),
            st.just("proof.pdf"),
            st.sampled_from(about),
            st.binary(max_size=20),
            maybe(days),
        )

    def subscriptions(self, key: str) -> st.SearchStrategy[Subscription]:
        return st.builds(
            lambda customer, texts_, seats, words, term, renew: Subscription(
                key,
                customer,
                texts_[0],
                texts_[1],
                seats,
                words[0],
                words[1],
                term[0],
                term[1],
                renew,
                words[2],
            ),
            maybe(self.customer),
            st.tuples(texts, texts),
            maybe(st.integers(0, 10_000).map(Seats)),
            st.tuples(*(st.sampled_from(("", *some)) for some in (TERMS, BILLINGS, SUBSCRIPTION_STATES))),
            st.just((None, None)) | ordered(days),
            maybe(st.booleans()),
        )

    def marks(self, key: str) -> st.SearchStrategy[Mark]:
        return st.builds(Mark, st.just(key), maybe(days), maybe(days), self.anyone)

    def deadlines(self, key: str) -> st.SearchStrategy[Deadline]:
        return st.builds(Deadline, st.just(key), texts, days, maybe(days), self.anyone, maybe(areas))


def _in_order(drawn: Engagement) -> Engagement:
    """The same with the days of its first steps in the order that they need."""
    names = ("claimed_on", "consent_sent_on", "consent_on", "submitted_on")
    found = sorted((getattr(drawn, name) for name in names), key=lambda day: day or date.min)
    return replace(drawn, **dict(zip(names, found, strict=True)))


def _several(draw: Draw, make: Callable[[Any], st.SearchStrategy[Any]], most: int = 3) -> dict[Any, Any]:
    keys = draw(st.lists(ids, max_size=most, unique=True))
    things = [draw(make(key)) for key in keys]
    return {thing.id: thing for thing in things}


@st.composite
def facts(draw: Draw) -> Facts:
    """Facts whose records refer to records that are there, and have no flaw."""
    people = _several(draw, person)
    customers = _several(draw, customer)
    records = _Records(people, customers)
    of_people = {name: _several(draw, getattr(records, name)) for name in ("awards", "plans") if people}
    events = _several(draw, records.events, 2)
    records.events_there = tuple(events)
    usage = draw(st.lists(records.series(), max_size=3)) if customers else []
    return Facts(
        partner=draw(partners),
        choices=draw(choices),
        enrollments=_several(draw, enrollments, 2),
        people=people,
        **of_people,
        customers=customers,
        associations=_several(draw, records.associations) if customers else {},
        usage={series.id: series for series in usage},
        projects=_several(draw, records.projects, 2),
        events=events,
        marks=_several(draw, records.marks, 2),
        deadlines=_several(draw, records.deadlines, 2),
        reported=_several(draw, reported, 2),
        specializations=_several(draw, specializations, 2),
        subscriptions=_several(draw, records.subscriptions, 2),
        engagements=_several(draw, records.engagements, 2),
        claims=_several(draw, records.claims, 1) if customers else {},
        coop_claims=_several(draw, coop_claims, 1),
        references=_several(draw, records.references, 1) if customers else {},
        controls=_several(draw, records.controls, 1),
        relationships=_several(draw, records.relationships, 1) if customers else {},
        benefits=_several(draw, benefits, 1),
        cases=_several(draw, cases, 1),
        attachments=_several(draw, records.attachments, 1),
    )


def difference(before: Facts, after: Facts) -> list[Change]:
    """The changes that make one of the other."""
    old, new = _by_id(before), _by_id(after)
    puts: list[Change] = [Put(thing) for key, thing in new.items() if old.get(key) != thing]
    return puts + [Remove(kind, key) for kind, key in old if (kind, key) not in new]


def _by_id(facts: Facts) -> dict[tuple[Any, Any], Thing]:
    return {(type(thing), thing.id): thing for thing in facts.all()}


@st.composite
def changes_on(draw: Draw, before: Facts) -> tuple[Change, ...]:
    """Changes that leave every reference whole: into any other facts, only the new in them, or a removal."""
    other: Facts = draw(facts())
    ways = [difference(before, other), [Put(thing) for thing in other.all()]]
    kinds = [kind for kind in (Person, Customer, Award, Event) if getattr(before, LIST_OF[kind])]
    if kinds:
        kind = draw(st.sampled_from(kinds))
        key = draw(st.sampled_from(sorted(getattr(before, LIST_OF[kind]))))
        ways.append(list(removal(before, kind, key)))
    return tuple(draw(st.permutations(draw(st.sampled_from(ways)))))
