"""People as rows: how many of each person's awards stand, and what ends next."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Final, TypeAlias

from readiness.facts import Award, CertificationId, Facts, Person, PersonId, Plan
from readiness.frozen import frozen
from readiness.rules import Catalogue
from readiness.words import folded
from ui.dialogs.award_state import State, state_of
from ui.dialogs.options import called, people_alike
from ui.dialogs.person import link_options, link_state
from ui.tables import Column
from ui.text import _, day, number

DASH: Final = "\N{EN DASH}"
"""Stands where there is nothing to show."""
_FEW: Final = (DASH, *map(str, range(1, 10)))
_TONE_OF_LINK: Final = {"unlinked": "warning", "unknown": "text-muted"}


@frozen
class PersonRow:
    """One person on the day."""

    id: PersonId
    person: Person
    name: str
    sort_key: str
    valid: int
    expiring: int
    expired: int
    renewable: int
    """Of the valid ones, those that can be renewed now."""
    next_end: date | None
    link: str
    left_on: date | None
    codes: str
    """Of the certifications held, by which a person is found."""
    awards: tuple[Award, ...]
    plans: tuple[Plan, ...]

    @property
    def is_gone(self) -> bool:
        return self.left_on is not None


_Known: TypeAlias = tuple[Person, tuple[Award, ...], tuple[Plan, ...], PersonRow | None]


class PeopleRows:
    """Makes the rows of a day; those of people of whom nothing changed are kept from the last time."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kept: tuple[date | None, Mapping[PersonId, PersonRow]] = (None, {})

    def rows(self, facts: Facts, on: date) -> tuple[PersonRow, ...]:
        """Everybody by name. In the worker as well: what is kept is exchanged as a whole."""
        return self._made(self._known(facts, on), people_alike(facts), on)

    def rows_if_few(self, facts: Facts, on: date, fewer_than: int) -> tuple[PersonRow, ...] | None:
        """The same, unless so many rows have to be made anew; None then, for it takes a while."""
        kept = self._kept[1] if on == self._kept[0] else {}
        if len(facts.people) - len(kept) >= fewer_than:
            return None
        known = list(self._known(facts, on))
        alike = people_alike(facts)
        fresh = sum(row is None for *_, row in known)
        return self._made(known, alike, on) if fresh + len(alike) < fewer_than else None

    def _made(
        self, known: Iterable[_Known], alike: Mapping[PersonId, str], on: date
    ) -> tuple[PersonRow, ...]:
        day = _Day(self._catalogue, on)
        rows = {person.id: row or day.row(person, held, planned) for person, held, planned, row in known}
        self._kept = (on, dict(rows))
        for key, apart in alike.items():
            rows[key] = replace(rows[key], name=apart, sort_key=folded(apart))
        return tuple(sorted(rows.values(), key=_BY_NAME))

    def _known(self, facts: Facts, on: date) -> Iterator[_Known]:
        """Everybody with what they hold and plan, and the row that still says it."""
        kept = self._kept[1] if on == self._kept[0] else {}
        awards, plans = facts.grouped(Award, "person"), facts.grouped(Plan, "person")
        for key, person in facts.people.items():
            held, planned = awards.get(key, ()), plans.get(key, ())
            row = kept.get(key)
            is_same = row is not None and row.awards is held and row.plans is planned and row.person is person
            yield person, held, planned, row if is_same else None


_BY_NAME: Final = attrgetter("sort_key")


class _Day:
    """Rows of one day; of thousands of awards most are alike, and each kind is looked at once."""

    def __init__(self, catalogue: Catalogue, on: date) -> None:
        self._catalogue, self._on = catalogue, on
        self._states: dict[tuple[CertificationId, bool, date | None], State] = {}
        self._codes: dict[CertificationId, str] = {}

    def row(self, person: Person, awards: tuple[Award, ...], plans: tuple[Plan, ...]) -> PersonRow:
        counts = {"valid": 0, "expiring": 0, "expired": 0, "renewable": 0}
        next_end: date | None = None
        on = self._on
        for award in awards:
            state, end = self._state(award), award.expires_on
            for kind in _COUNTED[state]:
                counts[kind] += 1
            if end is not None and end >= on and state != "not-yet" and (next_end is None or end < next_end):
                next_end = end
        name = called(person)
        return PersonRow(
            id=person.id,
            person=person,
            name=name,
            sort_key=folded(name),
            next_end=next_end,
            link=link_state(person, on),
            left_on=person.left_on,
            codes=", ".join({self._code(award.certification): None for award in awards}),
            awards=awards,
            plans=plans,
            **counts,
        )

    def _state(self, award: Award) -> State:
        key = (award.certification, award.earned_on > self._on, award.expires_on)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = state_of(award, self._catalogue, self._on)
        return found

    def _code(self, certification: CertificationId) -> str:
        found = self._codes.get(certification)
        if found is None:
            found = self._codes[certification] = self._catalogue.code(certification)
        return found


_COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    "valid": ("valid",),
    "renew-now": ("valid", "renewable"),
    "retired-counting": ("valid",),
    "expiring": ("expiring",),
    "expired": ("expired",),
    "retired-over": ("expired",),
    "not-yet": (),
}


def people_columns() -> tuple[Column[PersonRow], ...]:
    links = dict(link_options())
    return (
        Column(
            lambda: _("Name"),
            lambda r: r.name,
            tone=lambda r: "text-muted" if r.is_gone else "",
            written=lambda r: called(r.person),
        ),
        Column(lambda: _("Valid"), lambda r: r.valid, _count, is_number=True),
        _to_act_on(lambda: _("Expiring"), lambda r: r.expiring, "warning"),
        _to_act_on(lambda: _("Expired"), lambda r: r.expired, "danger"),
        Column(lambda: _("Next expiry"), lambda r: r.next_end, _day_or_dash),
        Column(
            lambda: _("Learn link"),
            lambda r: r.link,
            lambda link: links[link],
            tone=lambda r: _TONE_OF_LINK.get(r.link, ""),
        ),
        Column(lambda: _("Left"), lambda r: r.left_on, _day_or_dash),
        Column(lambda: _("Certifications"), lambda r: r.codes or None, lambda codes: codes or DASH),
    )


def _to_act_on(title: Callable[[], str], count: Callable[[PersonRow], int], tone: str) -> Column[PersonRow]:
    """A number that says something where it is not 0."""
    return Column(title, count, _count, is_number=True, tone=lambda row: tone if count(row) else "text-muted")


def _count(value: int) -> str:
    return _FEW[value] if value < len(_FEW) else number(value)


def _day_or_dash(value: date | None) -> str:
    return DASH if value is None else day(value)
