"""XLSX: the snapshot as typed tables, ready to filter and to print; no text becomes a formula or a link."""

import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from readiness.reports.chart_sheet import chart_sheet
from readiness.reports.customer import TABLES as CUSTOMER_TABLES
from readiness.reports.customer import customer_table
from readiness.reports.material import Material
from readiness.reports.rows import Cell, usage_line
from readiness.reports.tables import Column, Table, table
from readiness.words import Words

SHEETS: Final = (
    "summary",
    "metrics",
    "findings",
    "people",
    "awards",
    "customers",
    "associations",
    "usage",
    "projects",
    "files",
    "agenda",
)
_MOST: Final = 100_000
"""Rows of a sheet that a spreadsheet still opens at once; a longer table is for the CSV."""
_PAPERS: Final = {"letter": 1, "a4": 9}
_NUMBERS: Final[Mapping[str, str]] = {
    "day": "d mmm yyyy",
    "month": "mmm yyyy",
    "moment": "d mmm yyyy hh:mm",
    "points": "0.0",
    "number": "General",
    "whole": "0",
    "share": "0%",
}
_LONGEST: Final = 32_767
"""Characters of a cell."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel believes in 29 February 1900; an earlier day is written as text."""
_HEAD: Final = 5
"""Lines above the table of the first sheet."""


def xlsx_of(material: Material) -> bytes:
    """The workbook's bytes, the same for the same material; a customer's holds what is for customers."""
    words = material.words
    if material.edition.for_customer:
        tables = [customer_table(name, material) for name in CUSTOMER_TABLES]
        return workbook(material, words.sentence("customer.title"), tables)
    snapshot = material.narrowed
    tables = [table(name, snapshot, words) for name in SHEETS]
    tables = [found if len(found.rows) <= _MOST else _too_long(found, words) for found in tables]
    return workbook(material, words.sentence("report.title"), tables, chart_sheet)


def _too_long(found: Table, words: Words) -> Table:
    """In the place of a table with more rows than a spreadsheet likes: how many, and where they are."""
    said = words.sentence("report.rows-elsewhere", n=len(found.rows))
    return Table(found.name, found.title, (Column(found.title, "long"),), ((said,),))


def workbook(
    material: Material,
    title: str,
    tables: Iterable[Table],
    more: Callable[[Any, Material], None] | None = None,
    *,
    headed: bool = True,
) -> bytes:
    """Tables on a sheet each; `more` adds further sheets behind them.

    `headed`: the first sheet begins with whose they are, and of which day.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - not on the start-up path

    content = io.BytesIO()
    literal = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(content, literal)
    book.set_properties({
        "title": title, "company": _clean(material.facts.partner.name),
        "created": datetime.combine(material.on, time()),
    })  # fmt: skip
    writer = _Writer(book, material, _PAPERS[material.edition.paper])
    for number, found in enumerate(tables):
        writer.add(found, headed=headed and number == 0)
    if more is not None:
        more(book, material)
    book.close()
    empty(book)
    return content.getvalue()


def empty(book: Any) -> None:
    """Let go of the cells that are written: sheets and book hold each other, and a million cells."""
    for sheet in book.worksheets():
        for cells in (sheet.table, sheet.table_cells, sheet.filter_cells):
            cells.clear()


@dataclass(frozen=True, slots=True)
class _Writer:
    """One workbook in the making."""

    book: Any
    material: Material
    paper: int

    @property
    def words(self) -> Words:
        return self.material.words

    def add(self, found: Table, *, headed: bool) -> None:
        sheet = self.book.add_worksheet(found.title[:31])
        self._print_setup(sheet, found)
        top = self._head(sheet) if headed else 0
        formats = [self._format(column.kind) for column in found.columns]
        for y, row in enumerate(found.rows, top + 1):
            for x, cell in enumerate(row):
                self._write(sheet, y, x, cell, formats[x])
        columns = [
            {"header": column.title, "header_format": self._header(column)} for column in found.columns
        ]
        look = {"style": "Table Style Light 1", "banded_rows": False, "columns": columns}
        bottom = top + max(len(found.rows), 1)
        sheet.add_table(
            top, 0, bottom, len(columns) - 1, look | {"name": found.name.replace("-", "_").capitalize()}
        )
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        for x, column in enumerate(found.columns):
            sheet.set_column(x, x, self._width(column, [row[x] for row in found.rows]), formats[x])

    def _head(self, sheet: Any) -> int:
        """Who, when, from what; above the first table."""
        say, snapshot = self.words.sentence, self.material.snapshot
        title = self.book.add_format({"bold": True, "font_size": 16, "font_name": "Calibri"})
        quiet = self.book.add_format({"font_color": "#565E6B", "font_name": "Calibri"})
        lines = [
            (_clean(snapshot.facts.partner.name), title),
            (say("report.as-of", on=snapshot.on), quiet),
        ]
        if not self.material.edition.for_customer:
            lines.append((usage_line(snapshot, self.words), quiet))
            lines.append((say("report.rules-digest", digest=snapshot.rules_digest[:12]), quiet))
        for y, (text, look) in enumerate(lines):
            sheet.write_string(y, 0, text, look)
        sheet.set_row(0, 24)
        return _HEAD

    def _print_setup(self, sheet: Any, found: Table) -> None:
        partner = _clean(self.material.facts.partner.name)[:80].replace("&", "&&")
        sheet.set_landscape()
        sheet.set_paper(self.paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.7, 0.6)
        sheet.set_header(f"&L{partner}&C{found.title.replace('&', '&&')}&R{self.words.day(self.material.on)}")
        sheet.set_footer("&R&P / &N")
        sheet.hide_gridlines(1)

    def _format(self, kind: str) -> Any:
        look: dict[str, Any] = {"valign": "top", "font_name": "Calibri"}
        if kind in _NUMBERS:
            look |= {"num_format": _NUMBERS[kind], "align": "right"}
        if kind == "long":
            look["text_wrap"] = True
        return self.book.add_format(look)

    def _header(self, column: Column) -> Any:
        align = "right" if column.kind in _NUMBERS else "left"
        return self.book.add_format({
            "bold": True, "align": align, "valign": "vcenter", "text_wrap": True, "font_name": "Calibri",
            "bg_color": "#F0F2F5", "font_color": "#1A1E25", "bottom": 1, "bottom_color": "#7F8793",
        })  # fmt: skip

    def _write(self, sheet: Any, y: int, x: int, cell: Cell, look: Any) -> None:
        match cell:
            case None | "":
                sheet.write_blank(y, x, None, look)
            case str():
                sheet.write_string(y, x, _clean(cell), look)
            case datetime():
                sheet.write_datetime(y, x, cell.replace(tzinfo=None), look)
            case date() if cell < _FIRST_DAY:
                sheet.write_string(y, x, cell.isoformat(), look)
            case date():
                sheet.write_datetime(y, x, datetime.combine(cell, time()), look)
            case int() | Decimal() | Fraction():
                sheet.write_number(y, x, float(cell), look)

    def _width(self, column: Column, cells: list[Cell]) -> float:
        """In characters: as wide as nine tenths of the cells need, within reason."""
        if column.kind in _NUMBERS:
            return max(12.0, min(len(column.title) + 3.0, 16.0))
        lengths = sorted(len(cell) for cell in cells if isinstance(cell, str))
        common = lengths[len(lengths) * 9 // 10] if lengths else 0
        return float(min(max(common, len(column.title) + 3, 10) + 1, 60 if column.kind == "long" else 40))


def _clean(text: str) -> str:
    """What a cell can hold: no control characters but line ends, no half of a pair, no more than fits."""
    plain = text.isprintable()
    kept = (
        text
        if plain
        else "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    )
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"
