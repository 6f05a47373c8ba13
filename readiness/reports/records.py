"""Every list of the partner as a table that can be imported again: CSV of one, XLSX of all or of one."""

import csv
import io
from typing import Final

from readiness.document.cells import RECORD_LISTS, entries_of, rows_of_records
from readiness.facts import Facts
from readiness.problems import ReadinessError
from readiness.reports.workbook import empty

ALL: Final = "records"
PREFIX: Final = "records-"
RECORDS: Final = (ALL, *(f"{PREFIX}{name}" for name in RECORD_LISTS))
"""The names of these tables; `records` is all of them, which only a workbook can hold."""


def record_csv(facts: Facts, table: str) -> bytes:
    """One list, its columns named as in the partner document.

    Raises:
        ReadinessError: a text is too long for a cell.
    """
    text = io.StringIO(newline="")
    for name, rows in _tables(facts, table):
        writer = csv.writer(text)
        writer.writerow(entry.key for entry in entries_of(name))
        writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def record_xlsx(facts: Facts, table: str) -> bytes:
    """One list, or each on a sheet of its own; every cell is text.

    Raises:
        ReadinessError: a text is too long for a cell.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - not on the start-up path

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        for name, rows in _tables(facts, table):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for x, entry in enumerate(entries_of(name)):
                sheet.write_string(0, x, entry.key)
            for y, row in enumerate(rows, start=1):
                for x, cell in enumerate(row):
                    if cell:
                        sheet.write_string(y, x, cell)
    empty(book)
    return content.getvalue()


def _tables(facts: Facts, table: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    names = RECORD_LISTS if table == ALL else (table.removeprefix(PREFIX),)
    try:
        return [(name, list(rows_of_records(facts, name))) for name in names]
    except ValueError:
        raise ReadinessError("export-cell-too-long") from None
