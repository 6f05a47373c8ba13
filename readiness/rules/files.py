"""The catalogue's two files and the programme's one, as values; every refusal names file and key."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from readiness.facts import AREAS, ENGAGEMENT_SIZES, CertificationId
from readiness.rules.book import (
    CERTAINTIES,
    Calendar,
    ClaimDays,
    ClaimRule,
    PassMark,
    ProgrammeHistory,
    Reading,
    WindowRule,
)
from readiness.rules.catalogue import (
    Catalogue,
    Certification,
    Prerequisites,
    Workload,
    title_key,
    workload_key,
)
from readiness.rules.names import LANGUAGES, LENGTHS, Badge, Name, Named, NamesHistory
from readiness.rules.source import Dated, Source
from readiness.rules.table import Table, fail

LEVELS: Final = (
    "fundamentals",
    "associate",
    "expert",
    "specialty",
    "applied",
    "assessment",
    "badge",
    "learning-path",
)
STATUSES: Final = ("active", "retiring", "retired", "beta", "unknown")
BASES: Final = ("date-stated", "one-year-stated", "one-year-assumed")
FAMILIES: Final = ("azure", "microsoft-365", "dynamics-365", "power-platform")
PROGRAMME_READINGS: Final = (
    "every-metric",
    "pass-total",
    "retired-credit",
    "unlinked-people",
    "leavers",
    "smb-steps",
    "tenant-track",
    "announced-certifications",
)
"""Readings that scoring asks for by name; an area's file names its others."""
T = TypeVar("T")


def read_sources(file: Table) -> Mapping[str, Source]:
    """`[sources.<id>]` of a rules file."""
    sources = {}
    content = file.mapping("sources")
    for name in content:
        entry = Table(file.file, f"sources.{name}", content[name])
        sources[name] = Source(entry.text("title"), entry.text("url"), entry.day("read_on"))
        entry.done()
    return sources


def read_dated(entry: Table, sources: Mapping[str, Source]) -> Dated:
    """The keys `from`, `certainty`, `source` of every dated rule, and `announced` where it stands."""
    dated = Dated(
        entry.day("from"),
        entry.one_of("certainty", CERTAINTIES),
        sources[entry.one_of("source", tuple(sources))],
        entry.maybe("announced", entry.day),
    )
    if dated.announced is not None and dated.announced >= dated.since:
        entry.fail("announced", "a day before `from` is expected")
    return dated


def check_order(where: Table, dated: Sequence[Dated]) -> None:
    """Versions stand oldest first, no two on one day.

    Raises:
        RulesError: they do not.
    """
    days = [entry.since for entry in dated]
    if days != sorted(set(days)):
        where.fail("from", "versions must be in ascending date order, one on a day")


def read_programme(content: Mapping[str, Any], name: str) -> ProgrammeHistory:
    """`programme.toml`.

    Raises:
        RulesError: something is missing, unknown or out of order.
    """
    file = Table(name, "", content)
    sources = read_sources(file)

    def versions(key: str, read: Callable[[Table], T], dated: Callable[[T], Dated]) -> tuple[T, ...]:
        found = tuple(_finished(file.tables(key), read))
        check_order(Table(name, key, {}), [dated(entry) for entry in found])
        return found

    marks = versions(
        "pass_mark", lambda t: PassMark(t.positive("points"), read_dated(t, sources)), lambda p: p.dated
    )
    windows = versions("window", lambda t: _window(t, sources), lambda w: w.dated)
    calendars = versions("calendar", lambda t: _calendar(t, sources), lambda c: c.dated)
    claims = versions("claim", lambda t: _claim(t, sources), lambda c: c.dated)
    readings = tuple(_finished(file.tables("reading"), lambda t: _reading(t, sources)))
    for known in dict.fromkeys(reading.id for reading in readings):
        check_order(Table(name, f"reading.{known}", {}), [r.dated for r in readings if r.id == known])
    for needed in PROGRAMME_READINGS:
        if needed not in {reading.id for reading in readings}:
            file.fail("reading", f"{needed!r} is missing")
    file.done()
    return ProgrammeHistory(marks, windows, calendars, readings, claims)


def _finished(tables: Iterable[Table], read: Callable[[Table], T]) -> Iterator[T]:
    for table in tables:
        yield read(table)
        table.done()


def _window(entry: Table, sources: Mapping[str, Source]) -> WindowRule:
    return WindowRule(
        entry.whole("months"),
        entry.flag("whole_months"),
        entry.maybe("enrolled_months", entry.whole),
        entry.whole("renewal_days"),
        read_dated(entry, sources),
    )


def _calendar(entry: Table, sources: Mapping[str, Source]) -> Calendar:
    return Calendar(
        entry.whole("refresh_day"),
        entry.whole("leaver_day"),
        entry.whole("skilling_days"),
        entry.whole("term_months"),
        entry.whole("renewal_days"),
        read_dated(entry, sources),
    )


def _claim(entry: Table, sources: Mapping[str, Source]) -> ClaimRule:
    sizes: dict[str, ClaimDays] = {}
    for some in entry.tables("size"):
        days = ClaimDays(some.whole("submit_days"), some.whole("review_days"), some.whole("at_most_days"))
        for size in some.texts("sizes"):
            if size not in ENGAGEMENT_SIZES or size in sizes:
                some.fail("sizes", f"each of {', '.join(ENGAGEMENT_SIZES)} is expected, once")
            sizes[size] = days
        some.done()
    if missing := [size for size in ENGAGEMENT_SIZES if size not in sizes]:
        entry.fail("size", f"{', '.join(missing)} is missing")
    return ClaimRule(
        entry.whole("consent_days"),
        entry.whole("dispute_days"),
        entry.whole("payment_days"),
        sizes,
        read_dated(entry, sources),
    )


def _reading(entry: Table, sources: Mapping[str, Source]) -> Reading:
    alternatives = entry.texts("alternatives")
    return Reading(
        entry.text("id"),
        entry.one_of("default", alternatives),
        alternatives,
        entry.text("reason"),
        read_dated(entry, sources),
    )


def read_names(content: Mapping[str, Any], name: str) -> NamesHistory:
    """`names.toml`.

    Raises:
        RulesError: something is missing, unknown or out of order.
    """
    file = Table(name, "", content)
    sources = read_sources(file)

    def named(entry: Table) -> Named:
        area = entry.maybe("area", lambda key: entry.one_of(key, AREAS))
        return Named(area, _name(entry), read_dated(entry, sources))

    def badge(entry: Table) -> Badge:
        return Badge(entry.texts("areas"), _name(entry), read_dated(entry, sources))

    programme = tuple(_finished(file.tables("programme"), named))
    areas = tuple(_finished(file.tables("area"), named))
    badges = tuple(_finished(file.tables("badge"), badge))
    file.done()
    check_order(Table(name, "programme", {}), [one.dated for one in programme])
    for area in AREAS:
        check_order(Table(name, f"area.{area}", {}), [one.dated for one in areas if one.area == area])
        check_order(Table(name, f"badge.{area}", {}), [one.dated for one in badges if area in one.areas])
        if area not in {one.area for one in areas}:
            file.fail("area", f"{area!r} needs a name")
    return NamesHistory(programme, areas, badges)


def _name(entry: Table) -> Name:
    """Its long, medium and short form in each language."""
    return Name({language: _forms(entry.table(language)) for language in LANGUAGES})


def _forms(entry: Table) -> tuple[str, str, str]:
    long, medium, short = (entry.text(length) for length in LENGTHS)
    entry.done()
    return long, medium, short


def read_catalogue(certifications: Mapping[str, Any], workloads: Mapping[str, Any]) -> Catalogue:
    """`certifications.toml` and `workloads.toml`.

    Raises:
        RulesError: something is missing or unknown, or a name stands for two things.
    """
    file = Table("certifications.toml", "", certifications)
    sources = {name: str(text) for name, text in file.mapping("sources").items()}
    found = tuple(_finished(file.tables("certification"), lambda t: _certification(t, tuple(sources))))
    read_on, renewal = file.day("read_on"), file.whole("renewal_opens_months")
    beginnings = file.texts("not_certifications")
    file.done()
    by_id = {certification.id: certification for certification in found}
    _check_certifications(found, by_id)
    return Catalogue(by_id, _workloads(workloads), renewal, beginnings, sources, read_on)


def _certification(entry: Table, sources: tuple[str, ...]) -> Certification:
    name = entry.text("id")
    entry.path = f"certification.{name}"
    known = entry.texts("sources")
    if not known or not set(known) <= set(sources):
        entry.fail("sources", "at least one source is needed, each of [sources]")
    made = Certification(
        id=CertificationId(name),
        name=entry.text("name"),
        level=entry.one_of("level", LEVELS),
        status=entry.one_of("status", STATUSES),
        exams=entry.texts("exams"),
        former_exam_sets=entry.maybe("former_exam_sets", entry.sets) or (),
        other_ids=entry.maybe("other_ids", entry.texts) or (),
        former_titles=entry.maybe("former_titles", entry.texts) or (),
        activity_ids=entry.maybe("insights_activity_ids", entry.wholes) or (),
        sources=known,
    )
    return _with_its_life(made, entry)


def _with_its_life(certification: Certification, entry: Table) -> Certification:
    """What says how long an award of it lasts, and how long it counts."""
    return certification._replace(
        validity_months=entry.maybe("validity_months", entry.whole),
        never_expires=entry.maybe("never_expires", entry.flag) or False,
        retired_on=entry.maybe("retired_on", entry.day),
        credit_until=entry.maybe("credit_until", entry.day),
        credit_basis=entry.maybe("credit_basis", lambda key: entry.one_of(key, BASES)),
        replaced_by=_maybe_id(entry, "replaced_by"),
        prerequisites=entry.maybe("prerequisites", lambda key: _prerequisites(entry.table(key))),
        certainty=entry.maybe("certainty", lambda key: entry.one_of(key, CERTAINTIES)) or "documented",
        note=entry.maybe("note", entry.text) or "",
    )


def _maybe_id(entry: Table, key: str) -> CertificationId | None:
    found = entry.maybe(key, entry.text)
    return None if found is None else CertificationId(found)


def _prerequisites(entry: Table) -> Prerequisites:
    any_of, all_of = entry.texts("any_of"), entry.texts("all_of")
    entry.done()
    return Prerequisites(tuple(map(CertificationId, any_of)), tuple(map(CertificationId, all_of)))


def _check_certifications(
    found: Sequence[Certification], by_id: Mapping[CertificationId, Certification]
) -> None:
    file = "certifications.toml"
    if len(by_id) != len(found):
        fail(file, "certification.id", "an id stands twice")
    names: dict[str, str] = {}
    for one in found:
        for name in {title_key(title) for title in (one.name, *one.former_titles)}:
            if names.setdefault(name, one.id) != one.id:
                fail(file, f"certification.{one.id}", f"the title {name!r} is also that of {names[name]}")
        if (one.credit_until is None) != (one.credit_basis is None):
            fail(file, f"certification.{one.id}.credit_basis", "stands exactly where credit_until stands")
        needs = one.prerequisites or Prerequisites()
        for other in (*needs.any_of, *needs.all_of, *((one.replaced_by,) if one.replaced_by else ())):
            if other not in by_id:
                fail(file, f"certification.{one.id}", f"unknown certification {other!r}")


def _workloads(content: Mapping[str, Any]) -> Mapping[str, Workload]:
    file = Table("workloads.toml", "", content)
    found = tuple(_finished(file.tables("workload"), _workload))
    file.done()
    names: set[str] = set()
    for one in found:
        for name in (one.name, *one.aliases):
            if workload_key(name) in names:
                fail("workloads.toml", f"workload.{one.name}", f"{name!r} stands twice")
            names.add(workload_key(name))
    return {workload.name: workload for workload in found}


def _workload(entry: Table) -> Workload:
    return Workload(
        entry.text("name"),
        entry.one_of("family", FAMILIES),
        entry.maybe("aliases", entry.texts) or (),
    )


def certification_ids(entry: Table, key: str, catalogue: Catalogue) -> frozenset[CertificationId]:
    """Certifications named by id, exams or title; at least one.

    Raises:
        RulesError: one is not in the catalogue.
    """
    names = entry.texts(key)
    found = [catalogue.find(name) for name in names]
    for name, certification in zip(names, found, strict=True):
        if certification is None:
            entry.fail(key, f"unknown certification {name!r}")
    if not found:
        entry.fail(key, "at least one certification is needed")
    return frozenset(certification.id for certification in found if certification)
