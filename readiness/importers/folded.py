"""What runs in the child process: packed bytes in, plain text out, within limits. Started by `unfold`.

Everything is counted while it is unpacked. Nothing is written, opened or resolved; formulas are text.
"""

import csv
import io
import multiprocessing
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from gzip import BadGzipFile, GzipFile
from multiprocessing.connection import Connection
from threading import Thread
from typing import IO, Any, Final

MOST_BYTES: Final = 20_000_000
"""Of a packed file."""
MOST_UNPACKED: Final = 100_000_000
MOST_TIMES: Final = 100
"""Unpacked size by packed size."""
MOST_MEMBERS: Final = 200
MOST_COLUMNS: Final = 1_000
MOST_BLANK_ROWS: Final = 1_000
_SMALL: Final = 2_000_000
"""Up to here the ratio says nothing: a short file of blanks is no bomb."""
_BLOCK: Final = 1 << 16
_MEMORY: Final = 1 << 30
_SECONDS: Final = 30
_EXACT: Final = 1e15
"""Whole numbers up to here are what they seem."""
_PLAIN: Final = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ics")


class FoldedError(Exception):
    """The file is refused; the argument is the code of the error."""


def run(connection: Connection) -> None:
    """Unfold what comes over the connection; frames go back: a letter and its content."""
    _limit()
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        data = connection.recv_bytes(MOST_BYTES + 1)
        for letter, content in unfolded(data):
            connection.send_bytes(letter + content)
        connection.send_bytes(b".")
    except FoldedError as error:
        connection.send_bytes(b"E" + str(error).encode())
    except (MemoryError, RecursionError):
        connection.send_bytes(b"Esource-too-hard")
    except (EOFError, OSError):
        pass  # nobody listens any more
    finally:
        connection.close()


def _end_with_parent() -> None:
    """Stop at once when the program that asked has been killed: nobody else would end the work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit() -> None:
    """Memory, processor time, and no file written, where the system can limit them."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def unfolded(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """`N` and the name of a part, then `D` and a piece of its text, part after part.

    Raises:
        FoldedError: it is damaged, too large, protected, or holds nothing that can be read.
    """
    try:
        if data.startswith(b"\x1f\x8b"):
            yield b"N", b""
            yield from _counted(GzipFile(fileobj=io.BytesIO(data)), _Budget(len(data)))
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from _from_archive(archive, _Budget(len(data)), data)
    except (zipfile.BadZipFile, BadGzipFile, zlib.error, EOFError, NotImplementedError, struct.error):
        raise FoldedError("source-broken") from None


class _Budget:
    """What may still be unpacked of one file."""

    def __init__(self, packed: int) -> None:
        self._left = MOST_UNPACKED
        self._ratio = max(packed * MOST_TIMES, _SMALL)

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0 or MOST_UNPACKED - self._left > self._ratio:
            raise FoldedError("source-bomb")


def _counted(stream: IO[bytes] | GzipFile, budget: _Budget) -> Iterator[tuple[bytes, bytes]]:
    while block := stream.read(_BLOCK):
        budget.spend(len(block))
        yield b"D", block


def _from_archive(archive: zipfile.ZipFile, budget: _Budget, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise FoldedError("source-bomb")
    if any(member.flag_bits & 1 for member in members):
        raise FoldedError("source-protected")
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names:
        _count_workbook(archive, members, budget)
        yield from _sheets(data)
        return
    plain = [member for member in members if member.filename.lower().endswith(_PLAIN)]
    if len(plain) != 1 or len(members) != 1:
        raise FoldedError("source-archive")
    yield b"N", b""
    with archive.open(plain[0]) as stream:
        yield from _counted(stream, budget)


def _count_workbook(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], budget: _Budget) -> None:
    """Unpack all of it once, before any of it is understood."""
    sheets = 0
    for member in members:
        with archive.open(member) as stream:
            before = b""
            for _, block in _counted(stream, budget):
                both = before + block
                if b"<!DOCTYPE" in both or b"<!ENTITY" in both:
                    raise FoldedError("source-bomb")
                if member.filename == "xl/workbook.xml":
                    sheets += block.count(b"<sheet ")
                before = block[-16:]
    if sheets > MOST_MEMBERS:
        raise FoldedError("source-bomb")


def _sheets(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and a .gz needs none of it

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield b"N", sheet.title[:200].encode()
                yield from _rows(sheet)
    except (FoldedError, MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - whatever a parser says of a file that others made, the file is broken
        raise FoldedError("source-broken") from None


def _rows(sheet: Any) -> Iterator[tuple[bytes, bytes]]:
    sheet.reset_dimensions()  # what the sheet says of its size is no reason to fill rows up
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    blank = sent = 0
    for row in sheet.iter_rows(values_only=True):
        cells = _cells(row)
        if not cells:
            blank += 1
            continue
        if blank > MOST_BLANK_ROWS or len(cells) > MOST_COLUMNS:
            raise FoldedError("source-wide")
        writer.writerows([[""]] * blank)
        writer.writerow(cells)
        blank = 0
        if text.tell() > _BLOCK:
            piece = text.getvalue().encode()
            sent += len(piece)
            if sent > MOST_UNPACKED:
                raise FoldedError("source-bomb")
            yield b"D", piece
            text.seek(0)
            text.truncate()
    yield b"D", text.getvalue().encode()


def _cells(row: tuple[Any, ...]) -> list[str]:
    """The cells as text, without empty ones at the end."""
    cells = [_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """A cell as a table of text has it: days in ISO, numbers in digits."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case date() | time():
            return _moment(value)
        case _:
            return str(value).encode("utf-8", "replace").decode()


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat()
