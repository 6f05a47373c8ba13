"""The Trainings, exams and certifications export of Partner Center Insights, in all its column variants.

Columns are found by name, in any order; those that were deselected may be missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from operator import itemgetter
from typing import Final

from readiness.facts import Facts
from readiness.importers.dates import Days, Order
from readiness.importers.progress import WHOLE, Stretch
from readiness.importers.reading import TRAININGS, Reading
from readiness.importers.tables import Row, Table, normal
from readiness.importers.training_entries import Entries
from readiness.importers.training_rows import Cells, Line, Parser
from readiness.problems import Problem
from readiness.rules.catalogue import Catalogue

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("trainingtitle",),
    "completed": ("trainingcompletiondate",),
    "kind": ("trainingtype",),
    "expires": ("expirationdate", "expirydate"),
    "status": ("activationstatus",),
    "first": ("individualfirstname", "firstname"),
    "last": ("individuallastname", "lastname"),
    "mail": ("corpemail", "corporateemail", "workemail"),
    "private": ("email", "personalemail"),
    "mcid": ("mcpid", "mcid"),
    "activity": ("trainingactivityid",),
    "location": ("mpnid", "partnerid"),
}
"""The normal forms of the column names that each field of `Line` goes by."""
_FIELD_OF: Final = {name: field for field, names in _NAMES.items() for name in names}
_UNUSED: Final = (
    *("pgampnid", "pgapartnerid", "globalpartnerid", "pgapartnername", "partnername", "partnerlocation"),
    *("partnercitylocation", "partnercountrylocation", "month", "icmcp", "aaduserid"),
)
"""Columns of this export that say nothing the product keeps."""
COLUMN_NAMES: Final = frozenset((*_FIELD_OF, *_UNUSED))
"""Every column of this export that is known, in normal form."""
_REQUIRED: Final = ("title", "completed")


def missing_columns(header: Iterable[str]) -> tuple[str, ...]:
    """Columns without which this is no Trainings export, as the export writes them."""
    there = {_FIELD_OF.get(normal(name)) for name in header}
    written = {"title": "TrainingTitle", "completed": "TrainingCompletionDate"}
    return tuple(written[field] for field in _REQUIRED if field not in there)


def read_trainings(  # noqa: PLR0913 - what is read, into what, and how it is told
    table: Table,
    source: str,
    facts: Facts,
    catalogue: Catalogue,
    date_order: Order | None = None,
    *,
    stretch: Stretch = WHOLE,
) -> Reading:
    """What the export would change; asks for the order of day and month where no date tells it."""
    columns, twice = _columns(table.header)
    lines = _lines(table.rows, columns)
    stretch.tell(1, 20)
    days = {
        "completed": Days(set(map(itemgetter(Line._fields.index("completed")), lines)), date_order),
        "expires": Days(set(map(itemgetter(Line._fields.index("expires")), lines)), date_order),
    }
    stretch.tell(2, 20)
    unclear = [
        Problem("date-ambiguous", {"example": of.undecided}, column=table.header[columns[field]])
        for field, of in days.items()
        if of.undecided
    ]
    rows = len(table.rows) + len(table.broken)
    unknown = tuple(name for name in table.header if name and normal(name) not in COLUMN_NAMES)
    reading = Reading(source, TRAININGS, rows, unknown_columns=unknown, problems=(*twice, *unclear))
    if unclear:
        example = str(unclear[0].slots["example"])
        return replace(reading, needs_date_order=True, date_example=example)
    locations = frozenset(place.id for place in facts.partner.locations)
    entries = Entries(facts, {field: table.header[at] for field, at in columns.items()})
    numbers = (number for number, _ in table.rows)
    entries.enter_all(Parser(catalogue, days, locations), numbers, lines, stretch.rest(2, 20))
    return entries.reading(reading, table.broken)


def _columns(header: Sequence[str]) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Where each field stands; of a column that is there twice, the first counts."""
    columns: dict[str, int] = {}
    twice: list[Problem] = []
    for at, name in enumerate(header):
        field = _FIELD_OF.get(normal(name))
        if field is None:
            continue
        if field in columns:
            twice.append(Problem("column-twice", {"first": header[columns[field]]}, column=name))
        else:
            columns[field] = at
    return columns, tuple(twice)


def _lines(rows: Sequence[Row], columns: Mapping[str, int]) -> list[Cells]:
    """The cells of each row in the order of `Line`."""
    cells = [cells for _, cells in rows]

    def column(field: str) -> Iterable[str]:
        at = columns.get(field)
        return repeat("", len(cells)) if at is None else map(itemgetter(at), cells)

    return list(zip(*map(column, Line._fields), strict=True))
