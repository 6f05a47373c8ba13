"""The matrix as columns: which certifications it has, in which groups, and how a person stands with each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from readiness.facts import AREAS, Area, Award, CertificationId, Facts, Plan
from readiness.rules import Catalogue
from ui.dialogs.award_state import State, award_mark, plan_words, state_of, state_words
from ui.dialogs.certification import certification_line
from ui.pages.people_rows import PersonRow
from ui.tables import Column
from ui.widgets.two_lines import Mark

_BEST_FIRST: Final[tuple[State, ...]] = (
    "expiring",
    "renew-now",
    "valid",
    "retired-counting",
    "planned",
    "not-yet",
    "expired",
    "retired-over",
)
"""Of several records of one certification, what the cell shows; also the order in which cells sort."""


@dataclass(frozen=True, slots=True)
class CertificationColumn:
    """A certification, its short name, its whole one, and the area it stands under; `""`: none counts it."""

    id: CertificationId
    code: str
    title: str
    area: Area
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """How a person stands with a certification; `days_left` of an expiring one."""

    rank: int
    days_left: int
    words: str
    whose: str

    @property
    def mark(self) -> Mark:
        return award_mark(_BEST_FIRST[self.rank], self.days_left)

    @property
    def says(self) -> str:
        """Person and certification, which a reader who hears one cell at a time must be told."""
        return self.whose


def held_in(facts: Facts) -> frozenset[CertificationId]:
    """What anybody holds, held or plans."""
    held = {award.certification for award in facts.awards.values()}
    return frozenset(held | {plan.certification for plan in facts.plans.values()})


def columns_of(
    wanted: Iterable[CertificationId],
    counted: Mapping[CertificationId, tuple[Area, ...]],
    catalogue: Catalogue,
) -> tuple[CertificationColumn, ...]:
    """In the order of the areas, then by code.

    A certification that several areas name stands under the one that names the fewest, which is its own.
    """
    size = {area: sum(area in areas for areas in counted.values()) for area in AREAS}
    made = []
    for certification in wanted:
        known, areas = catalogue.get(certification), counted.get(certification, ())
        made.append(
            CertificationColumn(
                certification,
                catalogue.code(certification),
                certification_line(known) if known else certification,
                min(areas, key=lambda area: (size[area], AREAS.index(area)), default=""),
                areas,
            )
        )
    places = {area: place for place, area in enumerate(AREAS)}
    return tuple(sorted(made, key=lambda c: (places.get(c.area, len(places)), c.code, c.id)))


def cell_of(row: PersonRow, column: CertificationColumn, catalogue: Catalogue, on: date) -> Cell | None:
    """None: no award and no plan."""
    found = [_award(award, column, row, catalogue, on) for award in row.awards if _is_of(award, column)]
    found += [_plan(plan, column, row) for plan in row.plans if _is_of(plan, column)]
    return min(found, default=None)


def _is_of(thing: Award | Plan, column: CertificationColumn) -> bool:
    return thing.certification == column.id


def _award(award: Award, column: CertificationColumn, row: PersonRow, catalogue: Catalogue, on: date) -> Cell:
    state = state_of(award, catalogue, on)
    left = (award.expires_on - on).days if award.expires_on is not None else 0
    words = state_words(award, catalogue, on)
    return Cell(_BEST_FIRST.index(state), left, words, f"{row.name}, {column.title}")


def _plan(plan: Plan, column: CertificationColumn, row: PersonRow) -> Cell:
    return Cell(_BEST_FIRST.index("planned"), 0, plan_words(plan), f"{row.name}, {column.title}")


def table_columns(
    columns: Sequence[CertificationColumn], first: Column[PersonRow], catalogue: Catalogue, on: date
) -> tuple[Column[PersonRow], ...]:
    """The person, then one column for each certification."""
    return (first, *(_column(column, catalogue, on) for column in columns))


def _column(column: CertificationColumn, catalogue: Catalogue, on: date) -> Column[PersonRow]:
    def cell(row: PersonRow) -> Cell | None:
        return cell_of(row, column, catalogue, on)

    def tooltip(row: PersonRow) -> str:
        found = cell(row)
        return f"{row.name}\n{column.title}\n{found.words}" if found is not None else ""

    return Column(
        lambda: column.code,
        cell,
        lambda found: "" if found is None else found.words,
        decoration=cell,
        tooltip=tooltip,
    )
