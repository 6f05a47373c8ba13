"""Specializations and expert programmes: what each asks, by date. Read when first asked, not at the start."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from readiness.facts import Area, CertificationId, HeldSpecialization, months_later
from readiness.rules import shapes, source
from readiness.rules.book import Rulebook
from readiness.rules.shapes import Selection
from readiness.rules.source import Dated

FILE: Final = "specializations.toml"
_KEPT: Final = "specializations.bin"
KINDS: Final = ("specialization", "expert-programme")
FAMILIES: Final = ("azure", "business-applications", "modern-work", "security", "cross")
VALIDATIONS: Final = ("audit", "references", "automatic")
_MONTHS: Final = 12


class People(NamedTuple):
    """So many people who hold any of these, each of them held by at least `each_at_least`.

    `at_least` None: how many is not published.
    """

    id: str
    any_of: frozenset[CertificationId]
    at_least: int | None
    each_at_least: int = 0


class Consumption(NamedTuple):
    """Consumption in USD over some months, all customers together, of at least so many customers.

    `monthly`: on average of a month. `usage` empty: recorded usage can't tell it apart.
    """

    id: str
    scope: str
    at_least: Fraction
    months: int
    monthly: bool
    customers: int
    usage: tuple[Selection, ...]


class Growth(NamedTuple):
    """More monthly active users than a year before."""

    id: str
    scope: str
    at_least: Fraction
    usage: tuple[Selection, ...]


class NetCustomers(NamedTuple):
    """More customers with so many active users in the month than a year before."""

    id: str
    scope: str
    at_least: int
    users: int
    usage: tuple[Selection, ...]


class Figure(NamedTuple):
    """A number that only Partner Center knows."""

    id: str
    unit: str
    scope: str
    at_least: Fraction


class Holds(NamedTuple):
    """Another specialization held, any of these."""

    id: str
    any_of: tuple[str, ...]


class Together(NamedTuple):
    """Any one of the parts, or all of them."""

    id: str
    any_one: bool
    parts: tuple["Requirement", ...]


class Unknown(NamedTuple):
    """There is a requirement, and no source read gives its number: never met by records."""

    id: str
    subject: str


Requirement: TypeAlias = People | Consumption | Growth | NetCustomers | Figure | Holds | Together | Unknown


class Version(NamedTuple):
    """What is asked from a day on.

    `designations`: of each group any one, no group: none asked; None: not published. `same_people`: whether
    one person may fill several groups: `allowed`, `assumed`, or `unconfirmed`. `references`: how many.
    """

    designations: tuple[tuple[Area, ...], ...] | None
    requirements: tuple[Requirement, ...]
    validation: str | None
    references: int | None
    same_people: str
    note: str
    dated: Dated

    @property
    def areas(self) -> tuple[Area, ...]:
        """Whose designation opens it; none where that is not published, or none is asked."""
        return tuple(dict.fromkeys(area for group in self.designations or () for area in group))


class Title(NamedTuple):
    """A name from a day on, until the next."""

    since: date
    name: str


class Specialization(NamedTuple):
    """One specialization with all its names and versions, oldest first; `until` is its last day.

    `closes`: the last day to attain it. `announced`: known, and not to be had yet. `successor`: where holders
    go when it ends.
    """

    id: str
    kind: str
    family: str
    titles: tuple[Title, ...]
    versions: tuple[Version, ...]
    until: date | None = None
    closes: date | None = None
    successor: str | None = None
    announced: bool = False

    @property
    def since(self) -> date:
        return self.titles[0].since

    def stands_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def name_on(self, day: date) -> str:
        """The name of that day; before the first and after the end the nearest one."""
        names = [title.name for title in self.titles if title.since <= day]
        return names[-1] if names else self.titles[0].name

    def version_on(self, day: date) -> Version | None:
        """What is asked that day; None before its first version."""
        return next((v for v in reversed(self.versions) if v.dated.since <= day), None)


class Clock(NamedTuple):
    """When one is renewed, in days around the anniversary; validated again every so many anniversaries."""

    opens_before: int
    ends_after: int
    validation_every: int
    dated: Dated


class Renewal(NamedTuple):
    """The days of one held specialization; `validation_due`: audit or references this time too."""

    opens_on: date
    anniversary: date
    ends_on: date
    validation_due: bool


class SpecializationBook(NamedTuple):
    """All specializations by id, in the order of the file."""

    specializations: Mapping[str, Specialization]
    clocks: tuple[Clock, ...]

    def clock_on(self, day: date) -> Clock | None:
        return next((clock for clock in reversed(self.clocks) if clock.dated.since <= day), None)

    def stands_as(self, specialization: str, day: date) -> str:
        """The specialization it has become by that day; itself where it still stands or has no successor."""
        found = self.specializations.get(specialization)
        while found is not None and found.until is not None and found.until < day and found.successor:
            specialization = found.successor
            found = self.specializations.get(specialization)
        return specialization

    def became(self, specialization: str, day: date) -> tuple[Specialization, ...]:
        """Those that were merged into it by that day."""
        return tuple(
            other
            for other in self.specializations.values()
            if other.successor == specialization and other.until is not None and other.until < day
        )

    def renewal(self, held: HeldSpecialization) -> Renewal | None:
        """The days of its renewal; None before renewals began.

        Validation is due where the last one lies so many years back, give or take the window itself.
        """
        clock = self.clock_on(held.anniversary)
        if clock is None:
            return None
        opens_on = held.anniversary - timedelta(days=clock.opens_before)
        ends_on = held.anniversary + timedelta(days=clock.ends_after)
        last = held.last_validated_on or held.attained_on
        slack = timedelta(days=clock.opens_before + clock.ends_after)
        again = months_later(last, clock.validation_every * _MONTHS) - slack
        return Renewal(opens_on, held.anniversary, ends_on, held.anniversary >= again)

    def renewal_days(self, held: HeldSpecialization) -> Iterator[tuple[str, date]]:
        """What falls due around its anniversary, by the kind of agenda item."""
        renewal = self.renewal(held)
        if renewal is not None:
            yield "specialization-window-opens", renewal.opens_on
            due = "validation-due" if renewal.validation_due else "anniversary"
            yield f"specialization-{due}", renewal.anniversary
            yield "specialization-window-ends", renewal.ends_on

    def is_held(self, held: HeldSpecialization, day: date) -> bool:
        """From the day it was attained to the end of the window after its anniversary."""
        renewal = self.renewal(held)
        return held.attained_on <= day <= (renewal.ends_on if renewal else held.anniversary)


_read: Final[dict[int, tuple[Rulebook, SpecializationBook]]] = {}
"""The book of each rulebook, which is kept beside it so that its id stays its own."""


def specialization_book(rulebook: Rulebook) -> SpecializationBook:
    """All of them, read once: the user's own file where the rulebook has one, else the shipped one.

    Raises:
        RulesError: the file is broken; names the file and the key.
    """
    if id(rulebook) not in _read:
        _read[id(rulebook)] = rulebook, _kept_or_read(rulebook)
    return _read[id(rulebook)][1]


def _kept_or_read(rulebook: Rulebook) -> SpecializationBook:
    """The shipped one is kept beside its file: parsing it would take longer than the first picture."""
    from readiness.rules.kept import keep_as, kept_as  # noqa: PLC0415 - only who asks pays for it
    from readiness.rules.load import rules_folder  # noqa: PLC0415 - it loads this module in turn

    modules = (sys.modules[__name__], shapes, source)
    if FILE not in rulebook.late:
        kept: SpecializationBook | None = kept_as(_KEPT, rules_folder(), rulebook.digest, modules)
        if kept is not None:
            return kept
    from readiness.rules.specialization_file import read_book  # noqa: PLC0415 - only who asks pays for it

    book = read_book(rulebook)
    if FILE not in rulebook.late:
        keep_as(_KEPT, rules_folder(), rulebook.digest, modules, book)
    return book
