"""Any facts that a partner could have recorded, and any changes on them, for laws that hold for all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeAlias

from hypothesis import strategies as st

from readiness.facts import (
    AREAS,
    ASSOCIATION_CLAIM_STATUSES,
    ASSOCIATIONS,
    BILLINGS,
    CLAIM_STATUSES,
    CLOUDS,
    COOP_STATUSES,
    DELIVERIES,
    ENGAGEMENT_SIZES,
    LIST_OF,
    LOGO,
    MEASURES,
    METRICS,
    OFFERS,
    REFERENCE_STATUSES,
    SEGMENTS,
    STAGES,
    SUBSCRIPTION_STATES,
    TERMS,
    TRACKS,
    AdminRelationship,
    Association,
    AssociationClaim,
    Attachment,
    AuditControl,
    Award,
    Baseline,
    Benefit,
    CertificationId,
    Change,
    Choices,
    CoopClaim,
    Customer,
    CustomerId,
    CustomerReference,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    ExpectedUsage,
    Facts,
    HeldSpecialization,
    Location,
    Mark,
    Month,
    Partner,
    Person,
    PersonId,
    Plan,
    Project,
    Put,
    Remove,
    Reported,
    Seats,
    Segment,
    Series,
    Subscription,
    SupportCase,
    Tenant,
    Thing,
    UsageKey,
    removal,
    series_of,
)

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]

CERTIFICATIONS = ("azure-administrator", "azure-solutions-architect", "security-operations-analyst")
_WORKLOADS = ("SQL Database", "Teams", "Something the catalogue never heard of")
_SPECIALIZATIONS = ("sec-cloud-security", "azure-ai-apps")

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
ids = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Z"]), min_size=1, max_size=6)
days = st.dates(date(1990, 1, 1), date(2050, 12, 31))
moments = st.builds(
    lambda naive, minutes: naive.replace(tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)),  # noqa: DTZ001 (the zone is drawn beside it)
    st.integers(-14 * 60, 14 * 60),
)
months = st.integers(2020 * 12, 2030 * 12).map(Month)
millionths = st.integers(0, 10**15)
areas = st.sampled_from(AREAS)
some_areas = st.lists(areas, max_size=2).map(tuple)
workloads = st.sampled_from(_WORKLOADS)
measures = st.sampled_from(MEASURES)
decimals = st.decimals(0, 100, places=6)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


partners = st.builds(
    Partner,
    *[texts] * 4,
    st.lists(texts, max_size=2).map(tuple),
    st.lists(st.builds(Location, ids, texts, texts), max_size=2).map(tuple),
)
choices = st.builds(
    Choices,
    st.dictionaries(
        st.builds("{}/{}".format, areas, st.sampled_from(METRICS)),
        st.sampled_from(("records", "reported")),
        max_size=2,
    ),
    st.dictionaries(texts, texts, max_size=2),
)


def _ordered(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    return st.tuples(values, values).map(lambda pair: (min(pair), max(pair)))


def _enrollments(key: str) -> st.SearchStrategy[Enrollment]:
    return st.builds(
        lambda area, term, track: Enrollment(key, area, term[0], term[1], track),
        areas,
        _ordered(days),
        maybe(st.sampled_from(TRACKS)),
    )


def _specializations(key: str) -> st.SearchStrategy[HeldSpecialization]:
    return st.builds(
        lambda what, term, again: HeldSpecialization(key, what, term[0], term[1], again),
        st.sampled_from(("azure-avd", "sec-iam", "ba-low-code")),
        _ordered(days),
        maybe(days),
    )


def _people(key: str) -> st.SearchStrategy[Person]:
    return st.builds(Person, st.just(PersonId(key)), *[texts] * 4, *[maybe(days)] * 5, texts)


def _customers(key: str) -> st.SearchStrategy[Customer]:
    segments = st.lists(st.builds(Segment, st.sampled_from(SEGMENTS), days), max_size=2)
    return st.builds(
        Customer,
        st.just(CustomerId(key)),
        texts,
        st.lists(st.builds(Tenant, ids, texts, st.sampled_from(CLOUDS)), max_size=2).map(tuple),
        texts,
        texts,
        segments.map(lambda some: tuple(sorted(some, key=lambda segment: segment.since or date.min))),
    )


def _reported(_: str) -> st.SearchStrategy[Reported]:
    return st.builds(
        Reported,
        areas,
        st.sampled_from(TRACKS),
        st.sampled_from((*METRICS, "total")),
        days,
        maybe(decimals),
        maybe(decimals),
    )


def _coop_claims(key: str) -> st.SearchStrategy[CoopClaim]:
    return st.builds(
        CoopClaim,
        st.just(key),
        texts,
        maybe(days),
        maybe(decimals),
        texts,
        maybe(st.integers(0, 1_000).map(Seats)),
        *[texts] * 2,
        st.sampled_from(COOP_STATUSES),
        maybe(days),
        texts,
    )


def _benefits(key: str) -> st.SearchStrategy[Benefit]:
    return st.builds(Benefit, st.just(key), st.just("Azure credits"), *[maybe(days)] * 3, texts)


def _cases(key: str) -> st.SearchStrategy[SupportCase]:
    return st.builds(
        SupportCase, st.just(key), texts, maybe(areas), texts, st.none(), *[maybe(days)] * 2, texts
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
            _ordered(days),
            st.booleans(),
        )

    def plans(self, key: str) -> st.SearchStrategy[Plan]:
        what = st.sampled_from(CERTIFICATIONS).map(CertificationId)
        return st.builds(Plan, st.just(key), self.person, what, days, texts, maybe(days))

    def associations(self, key: str) -> st.SearchStrategy[Association]:
        baseline = st.lists(st.builds(Baseline, workloads, measures, millionths), max_size=2).map(tuple)
        return st.builds(
            lambda customer, kind, some, term, more: Association(
                key, customer, kind, some, more[0], more[1], term[0], term[1], more[2], more[3]
            ),
            self.customer,
            st.sampled_from(ASSOCIATIONS),
            st.lists(workloads, max_size=2).map(tuple),
            st.just((None, None)) | _ordered(days),
            st.tuples(texts, texts, texts, baseline),
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
            lambda title, kind, time, rest: Event(key, title, kind, *time, *rest),
            texts,
            ids,
            moments.map(lambda moment: (moment, None)) | _ordered(moments),
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
        ).map(_in_order)

    def claims(self, key: str) -> st.SearchStrategy[AssociationClaim]:
        return st.builds(
            AssociationClaim,
            st.just(key),
            self.customer,
            *[texts] * 2,
            maybe(areas),
            texts,
            st.lists(st.sampled_from(_WORKLOADS), max_size=2).map(tuple),
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
            st.sampled_from(_SPECIALIZATIONS),
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
            st.sampled_from(_SPECIALIZATIONS),
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
            st.just((None, None)) | _ordered(days),
            maybe(st.booleans()),
        )

    def marks(self, key: str) -> st.SearchStrategy[Mark]:
        return st.builds(Mark, st.just(key), maybe(days), maybe(days), self.anyone)

    def deadlines(self, key: str) -> st.SearchStrategy[Deadline]:
        return st.builds(Deadline, st.just(key), texts, days, maybe(days), self.anyone, maybe(areas))


def _in_order(drawn: Engagement) -> Engagement:
    """The same with the days of its first steps in the order that they need."""
    names = ("claimed_on", "consent_on", "submitted_on")
    found = sorted((getattr(drawn, name) for name in names), key=lambda day: day or date.min)
    return replace(drawn, **dict(zip(names, found, strict=True)))


def _several(draw: Draw, make: Callable[[Any], st.SearchStrategy[Any]], most: int = 3) -> dict[Any, Any]:
    keys = draw(st.lists(ids, max_size=most, unique=True))
    things = [draw(make(key)) for key in keys]
    return {thing.id: thing for thing in things}


@st.composite
def facts(draw: Draw) -> Facts:
    """Facts whose records refer to records that are there, and have no flaw."""
    people = _several(draw, _people)
    customers = _several(draw, _customers)
    records = _Records(people, customers)
    of_people = {name: _several(draw, getattr(records, name)) for name in ("awards", "plans") if people}
    events = _several(draw, records.events, 2)
    records.events_there = tuple(events)
    usage = draw(st.lists(records.series(), max_size=3)) if customers else []
    return Facts(
        partner=draw(partners),
        choices=draw(choices),
        enrollments=_several(draw, _enrollments, 2),
        people=people,
        **of_people,
        customers=customers,
        associations=_several(draw, records.associations) if customers else {},
        usage={series.id: series for series in usage},
        projects=_several(draw, records.projects, 2),
        events=events,
        marks=_several(draw, records.marks, 2),
        deadlines=_several(draw, records.deadlines, 2),
        reported=_several(draw, _reported, 2),
        specializations=_several(draw, _specializations, 2),
        subscriptions=_several(draw, records.subscriptions, 2),
        engagements=_several(draw, records.engagements, 2),
        claims=_several(draw, records.claims, 1) if customers else {},
        coop_claims=_several(draw, _coop_claims, 1),
        references=_several(draw, records.references, 1) if customers else {},
        controls=_several(draw, records.controls, 1),
        relationships=_several(draw, records.relationships, 1) if customers else {},
        benefits=_several(draw, _benefits, 1),
        cases=_several(draw, _cases, 1),
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
