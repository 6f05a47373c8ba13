"""Packed files (workbooks, zip, gzip) made into plain text by a child process that can be killed.

The child has the bytes and nothing else; see `folded` for its limits. Here is a limit on time.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO, Final

from readiness.importers import folded
from readiness.importers.sources import Source
from readiness.problems import SourceError

_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_SECONDS: Final = 30.0
_PAUSE: Final = 0.1
_LARGEST_FRAME: Final = 4_000_000
_IN_MEMORY: Final = 8_000_000


def is_packed(head: bytes) -> bool:
    return head.startswith(_STARTS)


@dataclass
class _Part:
    """The text of one sheet or member: in memory while it is small, else in a file of its own."""

    name: str
    path: Path
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    stream: BinaryIO | None = None

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.stream is None and self.size > _IN_MEMORY:
            self.stream = self.path.open("xb")
            self.stream.writelines(self.pieces)
            self.pieces.clear()
        if self.stream is None:
            self.pieces.append(piece)
        else:
            self.stream.write(piece)

    def source(self, of: Source) -> Source:
        if self.stream is None:
            return Source.of_bytes(of.name, b"".join(self.pieces), of.step)
        self.stream.close()
        return Source(of.name, self.size, lambda: self.path.open("rb"), of.step)


@contextmanager
def unfolded(source: Source) -> Iterator[tuple[Source, ...]]:
    """The parts of a packed file as plain sources, which are gone afterwards.

    Raises:
        SourceError: it is damaged, protected, too large, takes too long, or holds nothing to read.
    """
    if source.size > folded.MOST_BYTES:
        megabytes = folded.MOST_BYTES // 1_000_000
        raise SourceError("source-too-large", source=source.name, megabytes=megabytes)
    parts: list[_Part] = []
    with tempfile.TemporaryDirectory(prefix="readiness-") as folder:
        try:
            _unfold(source, Path(folder), parts)
            yield tuple(part.source(source) for part in parts)
        finally:
            for part in parts:
                if part.stream is not None:
                    part.stream.close()


def _unfold(source: Source, folder: Path, parts: list[_Part]) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=folded.run, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    try:
        ours.send_bytes(source.data(folded.MOST_BYTES))
        _receive(ours, source, folder, parts)
    except (EOFError, OSError):
        raise SourceError("source-too-hard", source=source.name) from None
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


def _receive(ours: Connection, source: Source, folder: Path, parts: list[_Part]) -> None:
    """Collect the parts that the child sends.

    Raises:
        SourceError: it refuses the file, or takes too long.
        EOFError: it has died, of its limits.
    """
    until = time.monotonic() + _SECONDS
    while True:
        source.step(0, source.size)
        if time.monotonic() > until:
            raise SourceError("source-too-hard", source=source.name)
        if not ours.poll(_PAUSE):
            continue
        frame = ours.recv_bytes(_LARGEST_FRAME)
        letter, content = frame[:1], frame[1:]
        match letter:
            case b"N":
                parts.append(_Part(content.decode(), folder / f"{len(parts)}.txt"))
            case b"D":
                parts[-1].add(content)
            case b"E":
                raise SourceError(content.decode(), source=source.name)
            case _:
                return
