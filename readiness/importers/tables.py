"""Bytes to rows: encodings, delimiters, header names, and lines that are broken.

Row numbers are those a spreadsheet shows: the first line is row 1, blank lines count, a cell with line breaks
in it is part of one row.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Final, TypeAlias

from readiness.importers.progress import AT_ONCE, WHOLE, Stretch
from readiness.problems import Problem, SourceError

_DELIMITERS: Final = (",", "\t", ";")
_HEADER_WITHIN: Final = 10
"""The header is one of so many first rows: some exports begin with a title."""
FIRST_LINES: Final = _HEADER_WITHIN * 2
"""So many lines are enough to find the header in."""
_LINES_OF_A_ROW: Final = 50
"""A quoted cell that runs on for more lines than this has lost its closing quote."""
CONTROLS: Final = tuple(chr(code) for code in (*range(32), 127) if chr(code) not in "\t\n\r")
OTHER_FILES: Final = (
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"%PDF", "binary"),
    (b"\x89PNG", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"SQLite format 3\x00", "binary"),
    (b"MZ", "binary"),
    (b"\x7fELF", "binary"),
)
MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


Row: TypeAlias = tuple[int, list[str]]
"""Its number as a spreadsheet shows it, and as many cells as the header has, as written."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text, the rows that fit its header apart from those that don't."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    broken: tuple[Problem, ...] = ()
    """One per row that is no row of this table."""


def normal(name: str) -> str:
    """A column name without case, blanks, underscores and signs: `MPN ID *`, `mpn_id` and `MpnId` are one."""
    return "".join(c for c in name.casefold() if c.isalnum())


def text_of(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text: by its byte order mark, else UTF-16 by its NULs, else strict UTF-8, else Windows-1252.

    Raises:
        SourceError: it is empty, a workbook or no text.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise SourceError("source-empty", source=name)
    for start, what in OTHER_FILES:
        if data.startswith(start):
            raise SourceError(f"source-{what}", source=name)
    text, problems = _decoded(data, name)
    if any(control in text for control in CONTROLS):
        controls = sum(map(text.count, CONTROLS))
        if controls * 20 > len(text):
            raise SourceError("source-binary", source=name)
        text = text.translate(dict.fromkeys(map(ord, CONTROLS)))
        problems = (*problems, Problem("control-characters", {"n": controls}))
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("source-empty", source=name)
    return text, problems


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding)
    if wide := wide_encoding(data):
        return _replaced(data, wide)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8"), ()
    try:
        return data.decode("cp1252"), (Problem("encoding-assumed"),)
    except UnicodeDecodeError:
        raise SourceError("source-binary", source=name) from None


def _replaced(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    return text, (Problem("encoding-damaged", {"n": damaged}),) if damaged else ()


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark shows itself by NULs in every other byte."""
    head = data[:4096]
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.1 else None


def read_table(text: str, wanted: frozenset[str], stretch: Stretch = WHOLE) -> Table:
    """The table in a text; its header is the early row that has most of the `wanted` (normal) names."""
    text = text.removeprefix("\ufeff")
    first_lines = list(islice(StringIO(text, newline=""), FIRST_LINES))
    if first_lines and is_separator_line(first_lines[0]):
        text = text[len(first_lines.pop(0)) :]
    delimiter, header_row, header = header_in(first_lines, wanted)
    records = _records(text, delimiter, len(header), stretch)
    return _sorted_out(records, header, header_row, cut=not text.endswith(("\n", "\r")))


def is_separator_line(line: str) -> bool:
    """The line by which a file tells Excel its separator; it is no row."""
    return line.strip().casefold() in {"sep=,", "sep=;", "sep=\t", "sep="}


def header_in(lines: Sequence[str], wanted: frozenset[str]) -> tuple[str, int, tuple[str, ...]]:
    """The separator, the row of the header and its names, out of the first lines."""
    best: tuple[int, int, str, int, list[str]] = (-1, 0, ",", 1, [])
    for delimiter in _DELIMITERS:
        for number, cells in enumerate(_few(lines, delimiter), start=1):
            score = len({normal(c) for c in cells} & wanted)
            if (score, len(cells)) > best[:2] and (score or number == 1 or not best[4]):
                best = (score, len(cells), delimiter, number, cells)
    return best[2], best[3], tuple(c.strip() for c in best[4])


def _few(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        yield from islice(reader, _HEADER_WITHIN)
    except csv.Error:
        return


def _records(text: str, delimiter: str, width: int, stretch: Stretch) -> list[list[str] | None]:
    """The cells of each row; None where a row can't be read."""
    quickly, carefully = stretch.parts(2)  # the second is seldom gone
    lines = text.removesuffix("\n").split("\n")
    quickly.tell(0, len(lines))
    reader = csv.reader(lines, delimiter=delimiter)
    records: list[list[str] | None] = []
    with suppress(csv.Error):  # lone carriage returns among them
        while some := list(islice(reader, AT_ONCE)):
            records += some
            quickly.tell(reader.line_num, len(lines))
        if reader.line_num == len(records):
            return records
    lines, records = list(StringIO(text, newline="")), []
    rows = _careful(lines, delimiter, width)
    while piece := list(islice(rows, AT_ONCE)):
        records += (cells for cells, _ in piece)
        carefully.tell(piece[-1][1], len(lines))
    return records


def _careful(lines: Sequence[str], delimiter: str, width: int) -> Iterator[tuple[list[str] | None, int]]:
    """Row by row, each with the number of lines read up to its end.

    A row whose quote never closes, or with a cell beyond all measure, costs that row alone.
    """
    at = 0
    while at < len(lines):
        is_open = lines[at].count('"') % 2 == 1
        reader = csv.reader(
            lines[at : at + (_LINES_OF_A_ROW if is_open else 1)], delimiter=delimiter, strict=is_open
        )
        cells: list[str] | None = None
        with suppress(csv.Error):
            cells = next(reader)
            if reader.line_num > 1 and (len(cells) != width or _swallowed(cells, delimiter)):
                cells = None
        at += 1 if cells is None else reader.line_num
        yield cells, at


def records_of(
    lines: Sequence[str], delimiter: str, width: int, *, is_last: bool
) -> tuple[list[list[str] | None], int]:
    """The rows that begin and end in a piece of a text, and how many of its lines they take.

    The lines after those belong to the next piece; of the last piece none are left.
    """
    with suppress(csv.Error):
        whole = lines if is_last or lines[-1].count('"') % 2 == 0 else lines[:-1]
        reader = csv.reader(whole, delimiter=delimiter)
        quick: list[list[str] | None] = list(reader)
        if quick and reader.line_num == len(quick):
            return quick, len(whole)
    records: list[list[str] | None] = []
    used = 0
    for cells, at in _careful(lines, delimiter, width):
        records.append(cells)
        used = at
        if not is_last and at > len(lines) - _LINES_OF_A_ROW:
            break
    return records, used


def _swallowed(cells: Sequence[str], delimiter: str) -> bool:
    """A cell that holds a whole row has not been closed where it should."""
    inner = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines())
    return any(line.count(delimiter) >= len(cells) - 1 for line in inner)


def _sorted_out(
    records: Sequence[list[str] | None], header: tuple[str, ...], header_row: int, *, cut: bool
) -> Table:
    rows, broken = sorted_out(records[header_row:], len(header), header_row + 1, cut=cut)
    return Table(header, header_row, tuple(rows), tuple(broken))


def sorted_out(
    records: Sequence[list[str] | None], width: int, first: int, *, cut: bool
) -> tuple[list[Row], list[Problem]]:
    """The rows that fit the width, and a problem for each that doesn't; blank ones are neither.

    `first` is the number of the first; `cut`: the last one ends without an end of line.
    """
    rows: list[Row] = []
    broken: list[Problem] = []
    last = first + len(records) - 1
    for number, cells in enumerate(records, start=first):
        if cells is None:
            broken.append(Problem("row-unreadable", row=number))
        elif len(cells) == width:
            if cells[0].strip() or any(cell.strip() for cell in cells):
                rows.append((number, cells))
        elif not any(c.strip() for c in cells):
            continue
        elif len(cells) > width and any(c.strip() for c in cells[width:]):
            broken.append(Problem("row-long", {"found": len(cells), "expected": width}, row=number))
        elif len(cells) < width and cut and number == last:
            broken.append(Problem("row-cut", {"found": len(cells), "expected": width}, row=number))
        else:
            rows.append((number, (cells + [""] * width)[:width]))
    return rows, broken
