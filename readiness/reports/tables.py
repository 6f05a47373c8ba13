"""The tables of a snapshot, format by format the same: titled, typed columns and rows of plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from readiness.reports import rows
from readiness.reports.rows import Cell, Rows
from readiness.snapshot import Snapshot
from readiness.words import Words


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is titled and written.

    `kind`: `text`, `long` (wraps), `day`, `month`, `moment`, `points` (one decimal), `number`, `whole`,
    `share` (of 1).
    """

    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """One list, ready to be written."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(name: str, snapshot: Snapshot, words: Words) -> Table:
    """One of `TABLES`."""
    rows_of = _ROWS[name](snapshot, words)
    return Table(name, words.sentence(f"table.{name}"), columns_of(name, words), tuple(rows_of))


def columns_of(name: str, words: Words) -> tuple[Column, ...]:
    """The columns of one of `TABLES`, in order."""
    parts = (entry.partition(":") for entry in _COLUMNS[name].split())
    return tuple(Column(words.sentence(f"column.{title}"), kind or "text") for title, _, kind in parts)


_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "summary": """area track points:number exact-points:points missing:points status qualified-today
            blocked-by:long anniversary:day first-qualified:day last-qualified:day""",
        "metrics": """area track chosen category metric value:number full-at:number points:points
            maximum:number state found:long asked:long reading:long basis rules-from:day certainty source
            url""",
        "findings": """area track level:whole asked:long found:long met points:points maximum:points
            evidence:long""",
        "people": """name email location valid-certifications:whole next-expiry:day joined:day linked:day
            unlinked:day left:day account-deleted:day notes:long""",
        "awards": "person certification code level earned:day expires:day state retires:day counts-until:day",
        "customers": "customer segment country associations last-usage:month tenants tpid",
        "associations": "customer association workloads:long subscription location from:day until:day",
        "usage": """customer month:month workload measure value:number association offer subscription tenant
            location""",
        "projects": "project customer areas stage go-live:day probability:share",
        "files": "kind about file added:day size:whole digest",
        "agenda": """due:day title:long area person customer owner starts:moment ends:moment zone place
            done:day snoozed:day""",
    }
)
"""`title:kind` of each column, in order; a title is `column.<title>` of the catalogue."""

_ROWS: Final[Mapping[str, Callable[[Snapshot, Words], Rows]]] = MappingProxyType(
    {
        "summary": rows.summary,
        "metrics": rows.metrics,
        "findings": rows.findings,
        "people": rows.people,
        "awards": rows.awards,
        "customers": rows.customers,
        "associations": rows.associations,
        "usage": rows.usage,
        "projects": rows.projects,
        "files": rows.files,
        "agenda": rows.agenda,
    }
)
TABLES: Final = tuple(_COLUMNS)
