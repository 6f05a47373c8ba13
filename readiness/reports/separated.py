"""CSV of one table: UTF-8, the separator and decimal sign of the language or another, no cell a formula."""

import csv
import io
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final

from readiness.document.cells import guarded, unguarded
from readiness.editions import SEPARATORS
from readiness.reports.customer import customer_table
from readiness.reports.material import Material
from readiness.reports.rows import Cell
from readiness.reports.tables import Table, table
from readiness.words import Words

__all__ = ["csv_of", "guarded", "plain", "table_csv", "unguarded"]

_DECIMALS: Final = Decimal("0.000001")


def csv_of(found: Table, words: Words, separator: str = "", *, bom: bool = True) -> bytes:
    """One table; without a `separator` that of the language. The decimal sign is never the separator."""
    french = words.language == "fr"
    delimiter = separator or (";" if french else ",")
    comma = french and delimiter != ","
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(guarded(column.title) for column in found.columns)
    for row in found.rows:
        writer.writerow(_written(cell, comma=comma) for cell in row)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def table_csv(name: str, material: Material) -> bytes:
    """One table of the edition, with its separator."""
    edition = material.edition
    made = (
        customer_table(name, material)
        if edition.for_customer
        else table(name, material.narrowed, material.words)
    )
    return csv_of(made, material.words, SEPARATORS.get(edition.separator, ""), bom=edition.bom)


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
