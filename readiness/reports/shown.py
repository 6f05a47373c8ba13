"""A table as it stands on the screen, as a file: the columns, the order and the rows that are seen."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from readiness.problems import ReadinessError
from readiness.reports.files import write_whole
from readiness.reports.material import Material
from readiness.reports.rows import Cell
from readiness.reports.separated import csv_of
from readiness.reports.tables import Column, Table
from readiness.reports.workbook import workbook

_NO_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_shown(path: Path, found: Table, material: Material) -> None:
    """Write the table as CSV or XLSX, by the ending of the name.

    Raises:
        ReadinessError: the ending is another one, or it could not be written.
    """
    match path.suffix.lower():
        case ".csv":
            write_whole(path, csv_of(found, material.words))
        case ".xlsx":
            write_whole(path, workbook(material, found.title, [found], headed=False))
        case ending:
            raise ReadinessError("export-ending", ending=ending or path.name)


def shown_table(title: str, columns: Sequence[tuple[str, str]], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """The columns by title and kind; titles that are alike or empty are numbered, as Excel wants it."""
    named = tuple(
        Column(name, kind) for name, (_title, kind) in zip(_distinct(columns), columns, strict=True)
    )
    return Table("Shown", title.translate(_NO_SHEET_NAME).strip() or "Table", named, tuple(rows))


def _distinct(columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for title, _kind in columns:
        seen[title.casefold()] += 1
        count = seen[title.casefold()]
        yield title if title and count == 1 else f"{title} {count}".strip()
