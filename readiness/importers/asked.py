"""What a reader of a table is given, and what every one of them says of the table as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from readiness.facts import Change, Facts, PersonId
from readiness.importers.columns import Columns
from readiness.importers.dates import Order
from readiness.importers.reading import Counts, Reading
from readiness.importers.tables import Row
from readiness.problems import Problem
from readiness.rules import Rulebook

if TYPE_CHECKING:  # which stands above this
    from readiness.importers.mapping import TableMapping


class Tabular(Protocol):
    """A table, piece by piece, wherever it comes from."""

    @property
    def header(self) -> tuple[str, ...]: ...

    @property
    def delimiter(self) -> str: ...

    def pieces(self) -> Iterator[tuple[list[Row], list[Problem]]]:
        """The rows below the header, and those that are none."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One import: into which facts, by which rules, and what the user has answered."""

    source: str
    facts: Facts
    rulebook: Rulebook
    order: Order | None = None
    mappings: Mapping[str, "TableMapping"] | None = None
    """What the user has said of other tables, by their signature; None: nobody is there to ask."""
    holder: PersonId | None = None
    """Whose the badges are that name nobody."""
    on: date | None = None
    """The day from which dates of a series are read; None: from its first one."""
    zone: str = ""
    """The IANA name of the user's time zone, for times that are given in UTC or in none; empty: UTC."""


def gathered(table: Tabular, *adders: Callable[[list[Row]], None]) -> tuple[int, list[Problem]]:
    """Show all rows to whoever adds them up; how many there are, and those that are none."""
    count = 0
    broken: list[Problem] = []
    for piece, bad in table.pieces():
        count += len(piece) + len(bad)
        broken += bad
        for add in adders:
            add(piece)
    return count, broken


def begun(asked: Asked, kind: str, columns: Columns) -> Reading:
    """The reading of a table before its rows."""
    return Reading(asked.source, kind, 0, unknown_columns=columns.unknown, problems=columns.twice)


def undecided(reading: Reading, rows: int, example: str, column: str | None) -> Reading:
    """The reading of a table whose days can't be told from its months."""
    problem = Problem("date-ambiguous", {"example": example}, column=column)
    return replace(
        reading,
        rows=rows,
        problems=(*reading.problems, problem),
        needs_date_order=True,
        date_example=example,
    )


def finished(  # noqa: PLR0913 - the counts of rows are keywords
    reading: Reading,
    outcomes: Sequence[tuple[list[Change], Counts]],
    problems: Iterable[Problem],
    *,
    rows: int,
    refused: int,
    left_out: int = 0,
) -> Reading:
    """The reading with what its rows change."""
    return replace(
        reading,
        changes=tuple(change for changes, _ in outcomes for change in changes),
        added=sum(counted.added for _, counted in outcomes),
        changed=sum(counted.changed for _, counted in outcomes),
        unchanged=sum(counted.unchanged for _, counted in outcomes),
        problems=(*reading.problems, *sorted(problems, key=lambda problem: problem.row or 0)),
        rows=rows,
        refused=refused,
        left_out=left_out,
    )
