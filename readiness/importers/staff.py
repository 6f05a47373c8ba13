"""A list of staff: who they are, since when, until when; what is recorded already stays as it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from readiness.importers.asked import Asked, Tabular, begun, finished, gathered, undecided
from readiness.importers.columns import Columns, Layout, cell, identifier, shortened
from readiness.importers.dates import Days
from readiness.importers.people import AmbiguousError, Roll, Who
from readiness.importers.reading import Reading
from readiness.importers.tables import Row
from readiness.problems import Problem

FIELDS: Final = ("first", "last", "mail", "mcid", "joined", "left")
_JOINED, _LEFT = FIELDS.index("joined"), FIELDS.index("left")


def read_staff(asked: Asked, kind: str, table: Tabular, layout: Layout) -> Reading:
    """What a list of people would change."""
    columns = layout.place(table.header)
    pick = columns.pick(FIELDS)
    rows: list[tuple[int, tuple[str, ...]]] = []

    def add(piece: list[Row]) -> None:
        rows.extend((number, pick([*cells, ""])) for number, cells in piece)

    count, broken = gathered(table, add)
    reading = begun(asked, kind, columns)
    days = {field: Days({cells[field] for _, cells in rows}, asked.order) for field in (_JOINED, _LEFT)}
    for field, known in days.items():
        if known.undecided:
            return undecided(reading, count, known.undecided, columns.name(FIELDS[field]))
    roll = Roll(asked.facts.people)
    problems = [*broken, *(problem for row in rows for problem in _entered(roll, row, days, columns))]
    refused = len(broken) + sum(problem.code in _REFUSED for problem in problems)
    read = finished(reading, [roll.changes()], problems, rows=count, refused=refused)
    return replace(read, people=read.added)


_REFUSED: Final = frozenset(("person-missing", "person-ambiguous", "date-unreadable", "date-impossible"))
"""Of a row with one of these nothing is kept."""


def _entered(
    roll: Roll, row: tuple[int, Sequence[str]], days: dict[int, Days], columns: Columns
) -> list[Problem]:
    """Enter the person of a row; what is wrong or odd about it."""
    number, cells = row
    first, last, mail, mcid = map(cell, cells[:_JOINED])
    who = Who(identifier(mcid), mail, f"{first} {last}".strip())
    if not who.has_key:
        return [Problem("person-missing", row=number)]
    found: list[date | None] = []
    for field in (_JOINED, _LEFT):
        try:
            found.append(days[field].of(cells[field]))
        except ValueError as error:
            slots = {"text": shortened(cells[field].strip())}
            return [Problem(f"date-{error}", slots, row=number, column=columns.name(FIELDS[field]))]
    try:
        person, odd = roll.of(who)
    except AmbiguousError:
        return [Problem("person-ambiguous", {"person": who.name or who.mail}, row=number)]
    roll.tell_stay(person, *found)
    return [Problem(code, slots, row=number) for code, slots in odd]
