"""CSV of one table: UTF-8 with BOM, the separator and decimal sign of the language, no cell a formula."""

import csv
import io
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from readiness.document.cells import guarded, unguarded
from readiness.problems import ReadinessError
from readiness.reports.files import write_whole
from readiness.reports.rows import Cell
from readiness.reports.tables import TABLES, Table, table
from readiness.snapshot import Snapshot
from readiness.words import Words

__all__ = ["csv_of", "csv_of_table", "guarded", "plain", "unguarded", "write_csv"]

_DECIMALS: Final = Decimal("0.000001")


def write_csv(path: Path, snapshot: Snapshot, words: Words, name: str | None) -> None:
    """Write the table of that name, one of `TABLES`.

    Raises:
        ReadinessError: there is no such table, or it could not be written; an older file is untouched.
    """
    if name not in TABLES:
        raise ReadinessError("no-such-table", tables=TABLES)
    write_whole(path, csv_of(snapshot, words, name))


def csv_of(snapshot: Snapshot, words: Words, name: str) -> bytes:
    return csv_of_table(table(name, snapshot, words), words)


def csv_of_table(found: Table, words: Words) -> bytes:
    comma = words.language == "fr"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if comma else ",")
    writer.writerow(guarded(column.title) for column in found.columns)
    for row in found.rows:
        writer.writerow(_written(cell, comma=comma) for cell in row)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell, *, comma: bool) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case _:
            number = plain(cell)
            return number.replace(".", ",") if comma else number


def plain(number: int | Decimal | Fraction) -> str:
    """At most six decimals, no zeros behind them, no exponent."""
    exact = (
        Decimal(number.numerator) / number.denominator if isinstance(number, Fraction) else Decimal(number)
    )
    text = format(exact.quantize(_DECIMALS, ROUND_HALF_EVEN), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
