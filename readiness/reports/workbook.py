"""XLSX: the snapshot as typed tables, ready to filter and to print; no text becomes a formula or a link."""

import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from readiness.reports.files import write_whole
from readiness.reports.rows import Cell
from readiness.reports.tables import Column, Table, table
from readiness.snapshot import Snapshot
from readiness.words import Words

SHEETS: Final = ("summary", "metrics", "findings", "people", "awards", "customers", "projects", "agenda")
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


def write_xlsx(path: Path, snapshot: Snapshot, words: Words, paper: str = "a4") -> None:
    """Write the workbook.

    Raises:
        ReadinessError: it could not be written; an older file is untouched.
    """
    write_whole(path, xlsx_of(snapshot, words, paper))


def xlsx_of(snapshot: Snapshot, words: Words, paper: str = "a4") -> bytes:
    """The workbook's bytes, the same for the same snapshot."""
    return xlsx_of_tables([table(name, snapshot, words) for name in SHEETS], snapshot, words, paper)


def xlsx_of_tables(tables: Iterable[Table], snapshot: Snapshot, words: Words, paper: str = "a4") -> bytes:
    """A workbook of these tables, one a sheet; the snapshot says whose they are and of which day."""
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
        "title": words.sentence("report.title"), "company": _clean(snapshot.facts.partner.name),
        "created": datetime.combine(snapshot.on, time()),
    })  # fmt: skip
    writer = _Writer(book, snapshot, words, _PAPERS[paper])
    for found in tables:
        writer.add(found)
    book.close()
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    """One workbook in the making."""

    book: Any
    snapshot: Snapshot
    words: Words
    paper: int

    def add(self, found: Table) -> None:
        sheet = self.book.add_worksheet(found.title[:31])
        self._print_setup(sheet, found)
        top = self._head(sheet) if found.name == "summary" else 0
        formats = [self._format(column.kind) for column in found.columns]
        for y, row in enumerate(found.rows, top + 1):
            for x, cell in enumerate(row):
                self._write(sheet, y, x, cell, formats[x])
        columns = [
            {"header": column.title, "header_format": self._header(column)} for column in found.columns
        ]
        look = {"style": "Table Style Light 1", "banded_rows": False, "columns": columns}
        bottom = top + max(len(found.rows), 1)
        sheet.add_table(top, 0, bottom, len(columns) - 1, look | {"name": found.name.capitalize()})
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        for x, column in enumerate(found.columns):
            sheet.set_column(x, x, self._width(column, [row[x] for row in found.rows]), formats[x])

    def _head(self, sheet: Any) -> int:
        """Who, when, from what; above the first table."""
        say, snapshot = self.words.sentence, self.snapshot
        title = self.book.add_format({"bold": True, "font_size": 16, "font_name": "Calibri"})
        quiet = self.book.add_format({"font_color": "#565E6B", "font_name": "Calibri"})
        lines = (
            (_clean(snapshot.facts.partner.name), title),
            (say("report.as-of", on=snapshot.on), quiet),
            (usage_line(snapshot, self.words), quiet),
            (say("report.rules-digest", digest=snapshot.rules_digest[:12]), quiet),
        )
        for y, (text, look) in enumerate(lines):
            sheet.write_string(y, 0, text, look)
        sheet.set_row(0, 24)
        return _HEAD

    def _print_setup(self, sheet: Any, found: Table) -> None:
        partner = _clean(self.snapshot.facts.partner.name)[:80].replace("&", "&&")
        sheet.set_landscape()
        sheet.set_paper(self.paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.7, 0.6)
        sheet.set_header(f"&L{partner}&C{found.title.replace('&', '&&')}&R{self.words.day(self.snapshot.on)}")
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


def usage_line(snapshot: Snapshot, words: Words) -> str:
    """Which months the numbers rest on."""
    seen = snapshot.partner_center_month
    if snapshot.data_month is None:
        return words.sentence("report.no-usage", seen_month=seen)
    return words.sentence("report.usage", usage_month=snapshot.data_month, seen_month=seen)


def _clean(text: str) -> str:
    """What a cell can hold: no control characters but line ends, no half of a pair, no more than fits."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"
