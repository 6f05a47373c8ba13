"""`specializations.toml` as values; every refusal names file and key."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from readiness.facts import AREAS
from readiness.rules.book import Rulebook
from readiness.rules.catalogue import Catalogue
from readiness.rules.files import certification_ids, check_order, read_dated, read_sources
from readiness.rules.load import late_text
from readiness.rules.pieces import Known, Pieces
from readiness.rules.reading import parse
from readiness.rules.shapes import Selection
from readiness.rules.source import Source
from readiness.rules.specializations import (
    FAMILIES,
    FILE,
    KINDS,
    VALIDATIONS,
    Clock,
    Consumption,
    Figure,
    Growth,
    Holds,
    NetCustomers,
    People,
    Requirement,
    Specialization,
    SpecializationBook,
    Title,
    Together,
    Unknown,
    Version,
)
from readiness.rules.table import Table, fail

SAME_PEOPLE: Final = ("allowed", "assumed", "unconfirmed")
UNITS: Final = ("percent", "deployments", "customers", "offers")
SUBJECTS: Final = ("performance", "people", "all")
SCOPES: Final = (
    "ai-services",
    "windows-vms",
    "linux-vms",
    "sql",
    "sql-managed",
    "open-databases",
    "sap",
    "sentinel",
    "security-services",
    "defender-for-identity",
    "defender-for-cloud-apps",
    "entra-id-premium",
    "information-protection",
    "copilot",
    "paid-copilot",
    "active-users",
    "deployments",
    "power-automate",
    "power-apps",
    "power-platform",
    "copilot-studio",
    "consulting",
    "published",
)
"""What a requirement speaks of; `scope.<id>` says it in words."""


def read_book(rulebook: Rulebook) -> SpecializationBook:
    """The user's own file where the rulebook has one, else the shipped one.

    Raises:
        RulesError: something is missing, unknown or out of order.
    """
    return _File(Table(FILE, "", parse(FILE, late_text(rulebook, FILE))), rulebook.catalogue).book()


class _File:
    """The file being read, with its sources, workload lists and selections at hand."""

    def __init__(self, file: Table, catalogue: Catalogue) -> None:
        self._file = file
        self._catalogue = catalogue
        self._sources: Mapping[str, Source] = read_sources(file)
        self._pieces = Pieces(file, Known(catalogue, {}))

    def book(self) -> SpecializationBook:
        clocks = tuple(map(self._clock, self._file.tables("clock")))
        check_order(Table(FILE, "clock", {}), [clock.dated for clock in clocks])
        found: dict[str, Specialization] = {}
        for entry in self._file.tables("specialization"):
            one = self._specialization(entry)
            if one.id in found:
                entry.fail("id", "it stands twice")
            found[one.id] = one
        self._file.done()
        _check_names(found)
        return SpecializationBook(found, clocks)

    def _clock(self, entry: Table) -> Clock:
        clock = Clock(
            entry.whole("opens_before"),
            entry.whole("ends_after"),
            entry.whole("validation_every"),
            read_dated(entry, self._sources),
        )
        entry.done()
        return clock

    def _specialization(self, entry: Table) -> Specialization:
        name = entry.text("id")
        entry.path = f"specialization.{name}"
        one = Specialization(
            name,
            entry.one_of("kind", KINDS),
            entry.one_of("family", FAMILIES),
            tuple(map(_title, entry.tables("names"))),
            tuple(map(self._version, entry.tables("version"))),
            entry.maybe("until", entry.day),
            entry.maybe("closes", entry.day),
            entry.maybe("successor", entry.text),
            entry.maybe("announced", entry.flag) or False,
        )
        entry.done()
        _check_days(entry, one)
        return one

    def _version(self, entry: Table) -> Version:
        requirements = tuple(map(self._requirement, entry.tables("requirement")))
        validation = entry.maybe("validation", lambda key: entry.one_of(key, VALIDATIONS))
        version = Version(
            entry.maybe("designations", lambda key: _designations(entry, key)),
            requirements,
            validation,
            entry.maybe("references", entry.whole),
            entry.one_of("same_people", SAME_PEOPLE),
            entry.maybe("note", entry.text) or "",
            read_dated(entry, self._sources),
        )
        if version.references is not None and validation != "references":
            entry.fail("references", 'it stands with validation = "references"')
        ids = [one.id for one in _all(requirements)]
        if len(set(ids)) != len(ids):
            entry.fail("requirement", "an id stands twice")
        entry.done()
        return version

    def _requirement(self, entry: Table) -> Requirement:
        readers: Mapping[str, Callable[[Table, str], Requirement]] = {
            "people": self._people,
            "consumption": self._consumption,
            "growth": lambda e, name: Growth(name, _scope(e), e.positive("at_least"), self._usage(e)),
            "net-customers": lambda e, name: NetCustomers(
                name, _scope(e), e.whole("at_least"), e.whole("users"), self._usage(e)
            ),
            "figure": lambda e, name: Figure(
                name, e.one_of("unit", UNITS), _scope(e), e.positive("at_least")
            ),
            "holds": lambda e, name: Holds(name, e.texts("any_of")),
            "any-of": lambda e, name: Together(name, any_one=True, parts=self._parts(e)),
            "all-of": lambda e, name: Together(name, any_one=False, parts=self._parts(e)),
            "unknown": lambda e, name: Unknown(name, e.one_of("subject", SUBJECTS)),
        }
        requirement = readers[entry.one_of("kind", tuple(readers))](entry, entry.text("id"))
        entry.done()
        return requirement

    def _parts(self, entry: Table) -> tuple[Requirement, ...]:
        parts = tuple(map(self._requirement, entry.tables("part")))
        return parts or entry.fail("part", "at least one part is needed")

    def _people(self, entry: Table, name: str) -> People:
        return People(
            name,
            certification_ids(entry, "any_of", self._catalogue),
            entry.maybe("at_least", entry.whole),
            entry.maybe("each_at_least", entry.whole) or 0,
        )

    def _consumption(self, entry: Table, name: str) -> Consumption:
        return Consumption(
            name,
            _scope(entry),
            entry.positive("at_least"),
            entry.whole("months"),
            entry.maybe("monthly", entry.flag) or False,
            entry.maybe("customers", entry.whole) or 0,
            self._usage(entry),
        )

    def _usage(self, entry: Table) -> tuple[Selection, ...]:
        return self._pieces.usage(entry) if entry.has("usage") else ()


def _scope(entry: Table) -> str:
    return entry.one_of("scope", SCOPES)


def _title(entry: Table) -> Title:
    title = Title(entry.day("from"), entry.text("name"))
    entry.done()
    return title


def _designations(entry: Table, key: str) -> tuple[tuple[str, ...], ...]:
    groups = entry.sets(key)
    for area in (area for group in groups for area in group):
        if area not in AREAS:
            entry.fail(key, f"unknown area {area!r}")
    return groups if all(groups) else entry.fail(key, "at least one area is expected in each group")


def _all(requirements: Sequence[Requirement]) -> Sequence[Requirement]:
    """The requirements and all their parts."""
    parts = [part for one in requirements if isinstance(one, Together) for part in _all(one.parts)]
    return [*requirements, *parts]


def _check_days(entry: Table, one: Specialization) -> None:
    check_order(Table(FILE, f"{entry.path}.version", {}), [version.dated for version in one.versions])
    days = [title.since for title in one.titles]
    if not days or days != sorted(set(days)):
        entry.fail("names", "at least one name is needed, in ascending date order")
    if one.versions and one.versions[0].dated.since != one.since:
        entry.fail("version", "the first version begins with the first name")
    for key, day in (("until", one.until), ("closes", one.closes)):
        if day is not None and day < one.since:
            entry.fail(key, "it ends before it begins")
    if one.successor is not None and one.until is None:
        entry.fail("successor", "it stands with `until`")


def _check_names(found: Mapping[str, Specialization]) -> None:
    """Every specialization named by another is there."""
    for one in found.values():
        holds = [r for version in one.versions for r in _all(version.requirements) if isinstance(r, Holds)]
        named = [other for requirement in holds for other in requirement.any_of]
        for other in [*named, *([one.successor] if one.successor else [])]:
            if other not in found:
                fail(FILE, f"specialization.{one.id}", f"unknown specialization {other!r}")
