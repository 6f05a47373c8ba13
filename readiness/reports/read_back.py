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
from urllib.parse import unquote

from readiness.problems import ReadinessError
from readiness.reports.lines import BREAK, UNBROKEN
from readiness.reports.logo import said_beside

_TAG: Final = re.compile(r"<[^>]*>")
_FIXED: Final = ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "VERSION", "PRODID")
"""Properties of a calendar whose figures are no text of ours: made names, days, versions."""
_GENERIC: Final = ("xl/theme/", "[Content_Types]", "_rels/", "xl/_rels/")
"""Members of a workbook that hold what is the same in every workbook."""
_PICTURES: Final = ("xl/media/", "xl/embeddings/")
_OWN: Final = ("docProps/custom.xml",)
_HEADS: Final = re.compile(r"<odd(?:Header|Footer)>[^<]*")
"""What stands above and below a printed sheet: read as such, for signs of layout are glued to words."""
_MADE: Final = re.compile(
    rb"<(xmp:\w+|pdf:\w+|pdfuaid:\w+|xmpTPg:\w+|xmpMM:\w+)>[^<]*</\1>|<\?xpacket[^?]*\?>"
)
"""Fields of the XMP packet that the library writes: days, versions, made names."""
_NAMING: Final = re.compile(r'(?:name|displayName|descr|title|r:id|author)="([^"]*)"')
_TOLD: Final = re.compile(
    r'\b(?:formatCode|codeName|prompt|promptTitle|error|errorTitle|tooltip|display|location|Target|text)="([^"]*)"'
    r"|<(?:Company|Manager|HyperlinkBase)>([^<]*)<"
)
"""What a workbook says outside of cells and properties: hints, links, whose it is."""
_BETWEEN_RUNS: Final = re.compile(
    rb"</(?:\w+:)?t>\s*</((?:\w+:)?r)>\s*<\1(?: [^>]*)?>.*?<(?:\w+:)?t(?: [^>]*)?>", re.DOTALL
)
"""Where a text goes on in another look: a word may be cut there."""
_DRAWN: Final = ("xl/charts/", "xl/drawings/")
_OUR_KEYS: Final = frozenset(
    (
        *("format", "partner", "on", "designations", "specializations", "designation", "badge"),
        *("held_since", "renewal", "score", "specialization"),
    )
)
"""Keys of the customer's JSON, which are the same in every file."""
_MADE_BY_LIBRARY: Final = frozenset(("/CreationDate", "/ModDate", "/Creator", "/Producer", "/ID", "/Lang"))
_WRITTEN: Final = frozenset(
    (
        *("/Contents", "/T", "/TU", "/Subj", "/V", "/Alt", "/ActualText", "/E", "/URI", "/JS", "/Name", "/P"),
        *("/Title", "/F", "/UF", "/Desc", "/RC"),
    )
)
"""What somebody wrote: in a note, beside a picture, as the name of a layer, a file or a link."""
_DEEPEST: Final = 8
"""Drawings within drawings that are looked into."""
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
    unfolded = re.sub(rb"\r?\n[ \t]", b"", content)  # before it is decoded: a letter may be cut in two
    for line in unfolded.decode().splitlines():
        prop, _, value = line.partition(":")
        if prop == "PRODID":
            continue
        fixed = prop.partition(";")[0].upper() in _FIXED
        plain = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").replace("\\N", " ")
        yield Piece(f"{prop} {plain}", name, is_shown=not fixed, has_numbers=not fixed)


def _json(name: str, content: bytes) -> Iterator[Piece]:
    for value in _leaves(json.loads(content, object_pairs_hook=_Pairs)):
        yield Piece(str(value), name)


class _Pairs(list[tuple[str, Any]]):
    """An object with every pair as it stands: of two with one key the first one can be read too."""


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, _Pairs):
        for key, inner in value:
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
    yield from _pictures(reader, name)
    for page in reader.pages:
        text = _PAGE.sub("", page.extract_text())
        yield Piece(text, name)
        yield Piece(" ".join(_broken(text)), name, is_shown=False, has_numbers=False)
    yield from _unseen(reader, name)
    yield from (Piece(title, name) for title in _titles(reader.outline))
    yield from _described(reader, name)
    for attached, copies in reader.attachments.items():
        yield Piece(attached, name)
        for copy in copies:
            yield from pieces_of(attached, copy)


def _unseen(reader: Any, name: str) -> Iterator[Piece]:
    """Texts of every object of the file: other words for pictures, notes, links, names of layers."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(numbers - {0}):
        for key, said in _strings("", reader.get_object(number)):
            if key not in _MADE_BY_LIBRARY:
                yield Piece(said, f"{name} ({key})", is_shown=False, has_numbers=key in _WRITTEN)


def _strings(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Texts within one object, each with the key it stands under; other objects are not followed."""
    from pypdf.generic import ByteStringObject, TextStringObject  # noqa: PLC0415 - as above

    if isinstance(value, TextStringObject):
        yield key, str(value)
    elif isinstance(value, ByteStringObject):
        yield key, bytes(value).decode("utf-8", "replace")
    elif isinstance(value, dict):
        for inner, found in value.items():
            yield from _strings(str(inner), found)
    elif isinstance(value, list):
        for found in value:
            yield from _strings(key, found)


def _described(reader: Any, name: str) -> Iterator[Piece]:
    """The properties, and the packet that repeats them."""
    for key, value in (reader.metadata or {}).items():
        # The library's dates are D:20261124, and its own name has a version.
        is_ours = key not in {"/CreationDate", "/ModDate", "/Creator", "/Producer"}
        yield Piece(str(value), f"{name} ({key})", has_numbers=is_ours)
    root: Any = reader.trailer["/Root"]
    packet = root.get("/Metadata")
    if packet is not None:
        told = packet.get_object().get_data()
        yield Piece(_plain(told), f"{name} (XMP)", is_shown=False, has_numbers=False)
        yield Piece(_plain(_MADE.sub(b" ", told)), f"{name} (XMP)", is_shown=False)


def _pictures(reader: Any, name: str) -> Iterator[Piece]:
    """What a picture says beside its dots. Dots can't be read: one is the partner's logo, more are not."""
    seen = {key: data for page in reader.pages for key, data in _stored(page.get("/Resources"))}
    if len(seen) > 1:
        raise ReadinessError("customer-unreadable", name=name)
    for data in seen.values():
        yield Piece(said_beside(data), f"{name} (logo)", is_shown=False, has_numbers=False)


def _stored(resources: Any, depth: int = 0) -> Iterator[tuple[int, bytes]]:
    """Pictures with their number in the file and their bytes as they are stored, those in drawings too."""
    named = resources and resources.get_object().get("/XObject")
    for reference in named.get_object().values() if named else ():
        found = reference.get_object()
        if found.get("/Subtype") == "/Image":
            yield reference.idnum, found._data  # noqa: SLF001 - unpacking it would need another library
        elif depth < _DEEPEST:
            yield from _stored(found.get("/Resources"), depth + 1)


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
    yield from (Piece(said, f"{name} (name)") for said in _named(book))
    yield from _properties(book, name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if member.startswith(_PICTURES):
                raise ReadinessError("customer-unreadable", name=f"{name} ({member})")
            if not member.startswith(_GENERIC):
                yield from _member(member, archive.read(member), f"{name} ({member})")


def _properties(book: Any, name: str) -> Iterator[Piece]:
    told = book.properties
    for key in (
        "title",
        "subject",
        "creator",
        "description",
        "keywords",
        "category",
        "lastModifiedBy",
        "contentStatus",
        "identifier",
        "version",
    ):
        yield Piece(str(getattr(told, key) or ""), f"{name} ({key})")


def _named(book: Any) -> Iterator[str]:
    """Defined names that stand for a value, not for cells, and the comments of all."""
    for holder in (book, *book.worksheets):
        for defined in holder.defined_names.values():
            yield defined.comment or ""
            if "!" not in (value := defined.attr_text or ""):
                yield value


def _member(member: str, data: bytes, where: str) -> Iterator[Piece]:
    """A part of a workbook; figures of its own mechanics are no numbers that somebody reads."""
    shows = member in _OWN or (member.startswith(_DRAWN) and "/_rels/" not in member)
    yield Piece(_plain(data), where, is_shown=False, has_numbers=shows)
    yield Piece(_plain(_BETWEEN_RUNS.sub(b"", data)), where, is_shown=False, has_numbers=False)
    for found in _TOLD.findall(data.decode("utf-8", "replace")):
        said = unquote(html.unescape(" ".join(found)))
        leads_out = ":" in said  # else a link is the name of another member, which may end with a figure
        yield Piece(said, where, is_shown=False, has_numbers=leads_out or "/_rels/" not in member)


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
            yield Piece(member.filename, member.filename)
            yield from pieces_of(member.filename, archive.read(member))


_READERS: Final = {".csv": _csv, ".ics": _ics, ".json": _json, ".pdf": _pdf, ".xlsx": _xlsx, ".zip": _zip}
