"""Any other table, by what the user says its columns are; it holds for all tables with these columns."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from readiness.facts import MEASURES, Deadline, Put
from readiness.importers import staff
from readiness.importers.asked import Asked, Tabular, begun, finished, undecided
from readiness.importers.award_files import read_awards
from readiness.importers.columns import Columns, Layout, cell, shortened
from readiness.importers.customer_files import read_customers
from readiness.importers.dates import Days
from readiness.importers.reading import Counts, Reading
from readiness.importers.staff import read_staff
from readiness.importers.tables import normal
from readiness.importers.usage import Shape, Value
from readiness.importers.usage_files import read_usage
from readiness.problems import Problem

KIND: Final = "table"
_SPACE: Final = UUID("0e0f5c0e-8c2b-4f0e-9a55-0b6f3a1f6f10")
FIELDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "awards": ("title", "earned", "expires", "first", "last", "mail", "mcid"),
    "people": staff.FIELDS,
    "customers": ("name", "tenant", "tpid", "domain", "country", "segment", "attribution"),
    "usage": ("month", "value", "workload", "name", "tenant", "attribution"),
    "deadlines": ("title", "due"),
})  # fmt: skip
"""What the columns of a table may be, by what its rows are."""
NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "awards": ("title", "earned"), "people": ("first",), "customers": ("name",),
    "usage": ("month", "value", "workload", "name"), "deadlines": ("title", "due"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableMapping:
    """`columns`: the column of each field, as the file writes it; `measure` of a table of usage."""

    target: str
    columns: Mapping[str, str]
    measure: str = "acr-usd"

    @property
    def is_complete(self) -> bool:
        return all(self.columns.get(name) for name in NEEDED[self.target])


def signature(header: Iterable[str]) -> str:
    """Equal for tables with the same columns, whatever their order and spelling."""
    return sha256("\n".join(sorted(map(normal, header))).encode()).hexdigest()


def mappings_text(mappings: Mapping[str, TableMapping]) -> str:
    """The mappings by signature, for the user's settings."""
    return json.dumps({key: asdict(mapping) for key, mapping in mappings.items()}, sort_keys=True)


def mappings_of(text: str) -> dict[str, TableMapping]:
    """The mappings that `mappings_text` wrote; what is none is passed over."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    found = {}
    for key, one in read.items() if isinstance(read, dict) else ():
        if isinstance(one, dict) and one.get("target") in [*FIELDS] and isinstance(one.get("columns"), dict):
            fields = FIELDS[one["target"]]
            columns = {f: c for f, c in one["columns"].items() if f in fields and isinstance(c, str)}
            measure = one.get("measure")
            mapping = TableMapping(one["target"], columns, measure if measure in MEASURES else "acr-usd")
            if mapping.is_complete:
                found[key] = mapping
    return found


def read_mapped(asked: Asked, table: Tabular, mapping: TableMapping) -> Reading:
    """What the table would change, read as the mapping says."""
    layout = Layout({field: (normal(column),) for field, column in mapping.columns.items() if column}, ())
    match mapping.target:
        case "awards":
            return read_awards(asked, KIND, table, layout)
        case "people":
            return read_staff(asked, KIND, table, layout)
        case "customers":
            return read_customers(asked, KIND, table, layout)
        case "usage":
            shape = Shape((Value("value", mapping.measure),), ("workload",))
            return read_usage(asked, KIND, table, layout, shape)
        case _:
            return _read_deadlines(asked, table, layout)


def _read_deadlines(asked: Asked, table: Tabular, layout: Layout) -> Reading:
    """Deadlines are told apart by title and day, so that the same table twice changes nothing."""
    columns = layout.place(table.header)
    told, problems = _told(table, columns)
    reading = begun(asked, KIND, columns)
    days = Days({due for _, _, due in told}, asked.order)
    if days.undecided:
        return undecided(reading, len(told) + len(problems), days.undecided, columns.name("due"))
    found: dict[str, Deadline] = {}
    for number, title, due in told:
        made = _deadline(title, due, days)
        if isinstance(made, Deadline):
            found[made.id] = made
        else:
            column = columns.name("due") if made.slots else None
            problems.append(replace(made, row=number, column=column))
    before = asked.facts.deadlines
    new = [Put(deadline) for key, deadline in found.items() if key not in before]
    counts = Counts(len(new), 0, len(found) - len(new))
    rows = len(told) + sum(1 for problem in problems if problem.code.startswith("row-"))
    return finished(reading, [([*new], counts)], problems, rows=rows, refused=len(problems))


def _told(table: Tabular, columns: Columns) -> tuple[list[tuple[int, str, str]], list[Problem]]:
    """Row, title and day of each deadline as written, and the rows that are none."""
    pick = columns.pick(("title", "due"))
    told: list[tuple[int, str, str]] = []
    problems: list[Problem] = []
    for piece, bad in table.pieces():
        problems += bad
        for number, cells in piece:
            cells.append("")
            title, due = pick(cells)
            told.append((number, cell(title), due.strip()))
    return told, problems


def _deadline(title: str, due: str, days: Days) -> Deadline | Problem:
    """The deadline of a row, or what is wrong with it; its slots say what stands in the column of the day."""
    try:
        day = days.of(due)
    except ValueError as error:
        return Problem(f"date-{error}", {"text": shortened(due)})
    if day is None or not title:
        return Problem("date-missing" if day is None else "deadline-untitled")
    return Deadline(str(uuid5(_SPACE, f"{title}\n{day}")), title, day)


def unmapped(asked: Asked, table: Tabular) -> Reading:
    """A table of no known kind, with its first rows: the user is asked what it holds."""
    sample: list[tuple[str, ...]] = []
    for piece, _ in table.pieces():
        sample += (tuple(shortened(text) for text in cells) for _, cells in piece[: 5 - len(sample)])
        break
    return replace(
        Reading(asked.source, KIND, 0), needs_mapping=True, header=table.header, sample=tuple(sample)
    )
