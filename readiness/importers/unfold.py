"""Packed files (workbooks, zip, gzip) made into plain text by a child process that can be killed.

The child has the bytes and nothing else; see `folded` for its limits. Here is a limit on time.
"""

import io
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from tempfile import SpooledTemporaryFile
from threading import Thread
from typing import TYPE_CHECKING, Final

from readiness.importers import folded
from readiness.importers.sources import Source
from readiness.problems import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_SECONDS: Final = 30.0
_PAUSE: Final = 0.1
_LARGEST_FRAME: Final = 4_000_000
_IN_MEMORY: Final = 8_000_000


def is_packed(head: bytes) -> bool:
    return head.startswith(_STARTS)


def _spool() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(_IN_MEMORY)


@dataclass
class _Part:
    """The text of one sheet or member: in memory while it is small, else in a file without a name.

    A file that has no name is gone with the process, however that ends.
    """

    name: str
    spool: SpooledTemporaryFile[bytes] = field(default_factory=_spool)
    size: int = 0

    def add(self, piece: bytes) -> None:
        self.size += self.spool.write(piece)

    def source(self, of: Source) -> Source:
        return Source(of.name, self.size, lambda: io.BufferedReader(_Window(self.spool)), of.step)


class _Window(io.RawIOBase):
    """A reader of a part with a place of its own; closing it leaves the part open for the next one."""

    def __init__(self, spool: SpooledTemporaryFile[bytes]) -> None:
        super().__init__()
        self._spool = spool
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._spool.seek(self._at)
        self._at = self._spool.seek(offset, whence)
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._spool.seek(self._at)
        count = self._spool.readinto(buffer)
        self._at += count
        return count


@contextmanager
def unfolded(source: Source) -> Iterator[tuple[Source, ...]]:
    """The parts of a packed file as plain sources, which are gone afterwards.

    Raises:
        SourceError: it is damaged, protected, too large, takes too long, or holds nothing to read.
    """
    if source.size > folded.MOST_BYTES:
        megabytes = folded.MOST_BYTES // 1_000_000
        raise SourceError("source-too-large", source=source.name, megabytes=megabytes)
    with ExitStack() as open_parts:
        yield tuple(part.source(source) for part in _unfold(source, open_parts))


def _unfold(source: Source, open_parts: ExitStack) -> list[_Part]:
    data = source.data(folded.MOST_BYTES)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=folded.run, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    parts: list[_Part] = []
    # In a thread of its own: what has no room on the way waits until the child takes it, if ever it does.
    sending = Thread(target=_send, args=(ours, data), daemon=True)
    try:
        sending.start()
        _receive(ours, source, parts)
    except (EOFError, OSError):
        raise SourceError("source-too-hard", source=source.name) from None
    finally:
        for part in parts:
            open_parts.enter_context(part.spool)
        child.kill()
        child.join()
        child.close()
        if sending.is_alive():
            sending.join()  # to which nobody listens any more
        ours.close()
    return parts


def _send(ours: Connection, data: bytes) -> None:
    with suppress(OSError):  # the child has ended, which whoever waits for its answer hears
        ours.send_bytes(data)


def _receive(ours: Connection, source: Source, parts: list[_Part]) -> None:
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
                parts.append(_Part(content.decode()))
            case b"D":
                parts[-1].add(content)
            case b"E":
                raise SourceError(content.decode(), source=source.name)
            case _:
                return
