"""What can be read in a finished file, format by format, as the program that opens it would read it."""

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from readiness.problems import ReadinessError
from readiness.reports.lines import BREAK, UNBROKEN

_TAG: Final = re.compile(r"<[^>]*>")
_FIXED: Final = ("UID", "DTSTAMP", "DTSTART", "DTEND", "VERSION", "PRODID")
"""Properties of a calendar whose figures are no text of ours: made names, days, versions."""
_GENERIC: Final = ("xl/theme/", "xl/styles", "[Content_Types]", "_rels/", "xl/_rels/", "xl/worksheets/_rels/")
"""Members of a workbook that hold what is the same in every workbook."""
_OWN: Final = ("docProps/custom.xml",)
_HEADS: Final = re.compile(r"<odd(?:Header|Footer)>[^<]*")
"""What stands above and below a printed sheet: read as such, for signs of layout are glued to words."""
_NAMING: Final = re.compile(r'(?:name|displayName|descr|title|r:id|author)="([^"]*)"')
_OUR_KEYS: Final = frozenset(
    (
        *("format", "partner", "on", "designations", "specializations", "designation", "badge"),
        *("held_since", "renewal", "score", "specialization"),
    )
)
"""Keys of the customer's JSON, which are the same in every file."""
_JOINED: Final = re.compile(r"[-\N{SOFT HYPHEN}\N{HYPHEN}]?\n")
"""Where a word may have been broken over two lines of a page."""
_WORD: Final = re.compile(r"\w+")
_PAGE: Final = re.compile(r"\d+ / \d+\s*\Z")


class Piece(NamedTuple):
    """A text of the file and where it stands; `has_numbers`: a number in it is a number that is shown."""

    text: str
    where: str
    is_shown: bool = True
    has_numbers: bool = True


def pieces_of(name: str, content: bytes) -> Iterator[Piece]:
    """Everything readable in a file.

    Raises:
        ReadinessError: the file is of no format that can be read back.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending not in _READERS:
        raise ReadinessError("customer-unreadable", name=name)
    yield from _READERS[ending](name, content)


def _csv(name: str, content: bytes) -> Iterator[Piece]:
    text = content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        yield from (Piece(cell, name) for cell in row)
    yield Piece(text, name, has_numbers=False)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";\t,", key=first.count)


def _ics(name: str, content: bytes) -> Iterator[Piece]:
    for line in re.sub(r"\r?\n[ \t]", "", content.decode()).splitlines():
        prop, _, value = line.partition(":")
        if prop == "PRODID":
            continue
        fixed = prop.partition(";")[0].upper() in _FIXED
        plain = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ")
        yield Piece(f"{prop} {plain}", name, is_shown=not fixed, has_numbers=not fixed)


def _json(name: str, content: bytes) -> Iterator[Piece]:
    for value in _leaves(json.loads(content)):
        yield Piece(str(value), name)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _OUR_KEYS:
                yield key
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield value


def _pdf(name: str, content: bytes) -> Iterator[Piece]:
    """Pages, bookmarks, properties, the XMP packet, and what may be attached."""
    from pypdf import PdfReader  # noqa: PLC0415 - only a customer's file is read back

    reader = PdfReader(io.BytesIO(content))
    for page in reader.pages:
        text = _PAGE.sub("", page.extract_text())
        yield Piece(text, name)
        yield Piece(" ".join(_broken(text)), name, is_shown=False, has_numbers=False)
        for note in page.get("/Annots") or ():
            yield from (Piece(str(value), name, has_numbers=False) for value in note.get_object().values())
    yield from (Piece(title, name) for title in _titles(reader.outline))
    for key, value in (reader.metadata or {}).items():
        # The library's dates are D:20261124, and its own name has a version.
        is_ours = key not in {"/CreationDate", "/ModDate", "/Creator", "/Producer"}
        yield Piece(str(value), f"{name} ({key})", has_numbers=is_ours)
    root: Any = reader.trailer["/Root"]
    packet = root.get("/Metadata")
    if packet is not None:
        yield Piece(_plain(packet.get_object().get_data()), name, is_shown=False, has_numbers=False)
    for attached, copies in reader.attachments.items():
        for copy in copies:
            yield from pieces_of(attached, copy)


def _broken(text: str) -> Iterator[str]:
    """Long words that are whole only where the end of a line is joined to the next one."""
    text = text.replace(BREAK, "")
    whole = set(_WORD.findall(text))
    joined = _WORD.findall(_JOINED.sub("", text))
    return (word for word in joined if len(word) > UNBROKEN and word not in whole)


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)


def _xlsx(name: str, content: bytes) -> Iterator[Piece]:
    """Cells, names, headers, comments and properties, and every member's text as it stands."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only a customer's file is read back

    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield Piece(sheet.title, name)
        yield from (Piece(text, f"{name} ({sheet.title})") for text in _sheet(sheet))
    told = book.properties
    for key in ("title", "subject", "creator", "description", "keywords", "category", "lastModifiedBy"):
        yield Piece(str(getattr(told, key) or ""), f"{name} ({key})")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if not member.startswith(_GENERIC):
                text = _plain(archive.read(member))
                yield Piece(text, f"{name} ({member})", is_shown=False, has_numbers=member in _OWN)


def _sheet(sheet: Any) -> Iterator[str]:
    """Cells but days, comments, headers and footers."""
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if cell.value is not None and not isinstance(cell.value, date | datetime):
            yield str(cell.value)
        if cell.comment is not None:
            yield str(cell.comment.text)
    for part in (sheet.oddHeader, sheet.oddFooter):
        for side in (part.left, part.center, part.right):
            yield re.sub(r"&[A-Z]", " ", side.text or "")


def _plain(data: bytes) -> str:
    """XML without its tags, but with what their attributes name and describe."""
    text = data.decode("utf-8", "replace")
    return html.unescape(f"{_TAG.sub(' ', _HEADS.sub(' ', text))} {' '.join(_NAMING.findall(text))}")


def _zip(name: str, content: bytes) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield Piece(archive.comment.decode("utf-8", "replace"), name)
        for member in archive.infolist():
            yield Piece(member.comment.decode("utf-8", "replace"), member.filename)
            yield Piece(member.filename, member.filename, has_numbers=False)
            yield from pieces_of(member.filename, archive.read(member))


_READERS: Final = {".csv": _csv, ".ics": _ics, ".json": _json, ".pdf": _pdf, ".xlsx": _xlsx, ".zip": _zip}
