"""A file to import as a stream: opened as often as need be, and never whole in memory unless it is small.

Plain text is read in this process: it is split by the csv module and by nothing that runs, nests or unpacks,
piece by piece, so that its size is the only thing about it that could hurt, and that is limited.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from readiness.importers.progress import Step, go_on
from readiness.importers.tables import (
    CONTROLS,
    FIRST_LINES,
    MARKS,
    OTHER_FILES,
    Row,
    header_in,
    is_separator_line,
    records_of,
    sorted_out,
    text_of,
    wide_encoding,
)
from readiness.problems import Problem, SourceError

SMALL: Final = 4_000_000
"""Bytes: up to here a text is read whole."""
LARGEST: Final = 2_000_000_000
"""Bytes. A table is read piece by piece, anything else whole, with a smaller limit of its own."""
_BLOCK: Final = 1 << 20
_LINES_AT_ONCE: Final = 5_000
_NO_BYTES: Final = bytes(map(ord, CONTROLS))
_NO_LETTERS: Final = dict.fromkeys(map(ord, CONTROLS))
_HEAD: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its own name, without its folder."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    step: Step = go_on

    @classmethod
    def of_bytes(cls, name: str, data: bytes, step: Step = go_on) -> "Source":
        return cls(name, len(data), lambda: io.BytesIO(data), step)

    @classmethod
    def of_file(cls, path: Path, step: Step = go_on) -> "Source":
        return cls(path.name, path.stat().st_size, lambda: path.open("rb"), step)

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(_HEAD)

    def data(self, limit: int) -> bytes:
        """All bytes.

        Raises:
            SourceError: there are more than the limit.
        """
        if self.size > limit:
            raise SourceError("source-too-large", source=self.name, megabytes=limit // 1_000_000)
        with self.open() as stream:
            return stream.read()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """While a file is read.

    Raises:
        SourceError: it is a folder, is too large, is gone or can't be read.
    """
    if "\0" in str(path):
        raise SourceError("source-unreadable", source=path.name)
    try:
        if path.is_dir():
            raise SourceError("source-is-folder", source=path.name or str(path))
        if path.stat().st_size > LARGEST:
            raise SourceError("source-too-large", source=path.name, megabytes=LARGEST // 1_000_000)
        yield
    except FileNotFoundError:
        raise SourceError("source-missing", source=path.name) from None
    except OSError:
        raise SourceError("source-unreadable", source=path.name) from None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a source: small ones in memory, large ones line by line off the disk."""

    source: Source
    odd: tuple[Problem, ...] = ()
    """What is odd about its letters."""
    small: str | None = None
    encoding: str = "utf-8"
    skip: int = 0
    errors: str = "strict"
    has_controls: bool = False

    def beginning(self) -> str:
        """The first letters, without mark and blanks."""
        start = self.small[:4096] if self.small is not None else "".join(islice(self.lines(), 5))[:4096]
        return start.lstrip("\ufeff \t\r\n")

    def lines(self) -> Iterator[str]:
        """Line by line with their ends, as the csv module wants them."""
        if self.small is not None:
            yield from io.StringIO(self.small, newline="")
            return
        with self.source.open() as raw:
            raw.seek(self.skip)
            lines = io.TextIOWrapper(raw, self.encoding, self.errors, newline="")
            if self.has_controls:
                yield from (line.translate(_NO_LETTERS) for line in lines)
                return
            yield from lines

    def whole(self, limit: int = 250_000_000) -> str:
        """All of it.

        Raises:
            SourceError: it is too large for that.
        """
        if self.small is not None:
            return self.small
        decoder = codecs.getincrementaldecoder(self.encoding)(self.errors)
        text = decoder.decode(memoryview(self.source.data(limit))[self.skip :])  # without a letter cut in two
        return text.translate(_NO_LETTERS) if self.has_controls else text


def text_in(source: Source) -> Text:
    """The text of a source, its letters looked at once.

    Raises:
        SourceError: it is empty, a workbook or no text.
    """
    if source.size <= SMALL:
        small, odd = text_of(source.data(SMALL), source.name)
        return Text(source, odd, small)
    head = source.head()
    for start, what in OTHER_FILES:
        if head.startswith(start):
            raise SourceError(f"source-{what}", source=source.name)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return _looked_through(Text(source, encoding=encoding, skip=len(mark), errors="replace"))
    if wide := wide_encoding(head):
        return _looked_through(Text(source, encoding=wide, errors="replace"))
    try:
        return _looked_through(Text(source))
    except UnicodeDecodeError:
        pass
    try:
        return _looked_through(Text(source, (Problem("encoding-assumed"),), encoding="cp1252"))
    except UnicodeDecodeError:
        raise SourceError("source-binary", source=source.name) from None


def _looked_through(text: Text) -> Text:
    """Whether every letter can be read, and which signs are none.

    Raises:
        UnicodeDecodeError: it is in another encoding.
    """
    decoder = codecs.getincrementaldecoder(text.encoding)(text.errors)
    is_wide = text.encoding.startswith("utf-16") or text.encoding.startswith("utf-32")
    controls = damaged = letters = 0
    with text.source.open() as raw:
        raw.seek(text.skip)
        while block := raw.read(_BLOCK):
            text.source.step(raw.tell() // 4, text.source.size)
            some = decoder.decode(block)
            letters += len(some)
            if is_wide:
                controls += sum(map(some.count, CONTROLS))
            else:
                controls += len(block) - len(block.translate(None, _NO_BYTES))
            if text.errors == "replace":
                damaged += some.count("\ufffd")
    if controls * 20 > letters:
        raise SourceError("source-binary", source=text.source.name)
    odd = list(text.odd)
    if damaged:
        odd.append(Problem("encoding-damaged", {"n": damaged}))
    if controls:
        odd.append(Problem("control-characters", {"n": controls}))
    return Text(text.source, tuple(odd), None, text.encoding, text.skip, "replace", has_controls=controls > 0)


@dataclass(frozen=True, slots=True)
class Stream:
    """A table in a text, piece by piece."""

    text: Text
    header: tuple[str, ...]
    header_row: int
    delimiter: str

    @classmethod
    def over(cls, text: Text, wanted: frozenset[str]) -> "Stream":
        """Its header is the early row that has most of the `wanted` (normal) names."""
        first = list(islice(text.lines(), FIRST_LINES))
        if first:
            first[0] = first[0].removeprefix("\ufeff")
        if first and is_separator_line(first[0]):
            first.pop(0)
        delimiter, header_row, header = header_in(first, wanted)
        return cls(text, header, header_row, delimiter)

    def pieces(self) -> Iterator[tuple[list[Row], list[Problem]]]:
        """The rows below the header, and those that are none, a few thousand at a time."""
        lines = self.text.lines()
        number, width, size = self.header_row + 1, len(self.header), self.text.source.size
        carried = self._after_header(lines)
        done = 0
        while True:
            some = [*carried, *islice(lines, _LINES_AT_ONCE)]
            is_last = len(some) - len(carried) < _LINES_AT_ONCE
            if not some:
                return
            records, used = records_of(some, self.delimiter, width, is_last=is_last)
            cut = is_last and not some[-1].endswith(("\n", "\r"))
            yield sorted_out(records, width, number, cut=cut)
            number += len(records)
            carried = some[used:]
            done += sum(map(len, some[:: max(1, len(some) // 50)])) * max(1, len(some) // 50)
            self.text.source.step(min(size, size // 4 + done * 3 // 4), size)
            if is_last and not carried:
                return

    def _after_header(self, lines: Iterator[str]) -> list[str]:
        """Pass over the header and what stands above it; the lines that were read too far."""
        some = list(islice(lines, FIRST_LINES * 2))
        if some and is_separator_line(some[0].removeprefix("\ufeff")):
            some.pop(0)
        reader = csv.reader(some, delimiter=self.delimiter)
        with suppress(csv.Error, StopIteration):
            for _ in range(self.header_row):
                next(reader)
        return some[reader.line_num :]
