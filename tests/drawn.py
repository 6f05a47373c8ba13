"""Values drawn by hypothesis: words, days and moments, and things that refer to no other."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeAlias

from hypothesis import strategies as st

from readiness.facts import (
    AREAS,
    CLOUDS,
    COOP_STATUSES,
    MEASURES,
    METRICS,
    SEGMENTS,
    TRACKS,
    Benefit,
    Choices,
    CoopClaim,
    Customer,
    CustomerId,
    Enrollment,
    HeldSpecialization,
    Location,
    Month,
    Partner,
    Person,
    PersonId,
    Reported,
    Seats,
    Segment,
    SupportCase,
    Tenant,
)

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]


CERTIFICATIONS = ("azure-administrator", "azure-solutions-architect", "security-operations-analyst")


WORKLOADS = ("SQL Database", "Teams", "Something the catalogue never heard of")


SPECIALIZATIONS = ("sec-cloud-security", "azure-ai-apps")


ZONES = ("", "Europe/Paris", "America/New_York")


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


workloads = st.sampled_from(WORKLOADS)


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


def ordered(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    return st.tuples(values, values).map(lambda pair: (min(pair), max(pair)))


def enrollments(key: str) -> st.SearchStrategy[Enrollment]:
    return st.builds(
        lambda area, term, track: Enrollment(key, area, term[0], term[1], track),
        areas,
        ordered(days),
        maybe(st.sampled_from(TRACKS)),
    )


def specializations(key: str) -> st.SearchStrategy[HeldSpecialization]:
    return st.builds(
        lambda what, term, again: HeldSpecialization(key, what, term[0], term[1], again),
        st.sampled_from(("azure-avd", "sec-iam", "ba-low-code")),
        ordered(days),
        maybe(days),
    )


def person(key: str) -> st.SearchStrategy[Person]:
    return st.builds(Person, st.just(PersonId(key)), *[texts] * 4, *[maybe(days)] * 5, texts)


def customer(key: str) -> st.SearchStrategy[Customer]:
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


def reported(_: str) -> st.SearchStrategy[Reported]:
    return st.builds(
        Reported,
        areas,
        st.sampled_from(TRACKS),
        st.sampled_from((*METRICS, "total")),
        days,
        maybe(decimals),
        maybe(decimals),
    )


def coop_claims(key: str) -> st.SearchStrategy[CoopClaim]:
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


def benefits(key: str) -> st.SearchStrategy[Benefit]:
    return st.builds(Benefit, st.just(key), st.just("Azure credits"), *[maybe(days)] * 3, texts)


def cases(key: str) -> st.SearchStrategy[SupportCase]:
    return st.builds(
        SupportCase, st.just(key), texts, maybe(areas), texts, st.none(), *[maybe(days)] * 2, texts
    )
