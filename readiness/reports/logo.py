"""The partner's logo: which pictures can be printed, and that they say nothing beside what is seen."""

import struct
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_SEEN: Final = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB"))
"""Parts of a PNG that the picture is made of; the others say who made it, when and with what."""
_START_OF_SCAN, _COMMENT, _FIRST_APP, _LAST_APP = 0xDA, 0xFE, 0xE1, 0xEF
_ADOBE: Final = 0xEE
"""Says how the colours are meant, and nothing else."""


def bare(content: bytes) -> bytes | None:
    """The picture without what is written into its file beside it; None: it can't be printed.

    A photograph's file may name its author, its place and its time, and goes into a PDF as it is.
    """
    try:
        if content.startswith(_PNG):
            return _PNG + b"".join(whole for name, whole in _chunks(content) if name in _SEEN)
        if content.startswith(_JPEG):
            return b"\xff\xd8" + b"".join(whole for mark, whole in _segments(content) if not _tells(mark))
    except (struct.error, IndexError):
        return content
    return None


def said_beside(content: bytes) -> str:
    """What a JPEG says beside its picture, as far as it can be read as text."""
    if not content.startswith(_JPEG):
        return ""
    try:
        told = b" ".join(whole[4:] for mark, whole in _segments(content) if _tells(mark))
    except (struct.error, IndexError):
        told = content
    return f"{told.decode('utf-8', 'replace')} {told.decode('utf-16-le', 'replace')}"


def _tells(mark: int) -> bool:
    return mark == _COMMENT or (_FIRST_APP <= mark <= _LAST_APP and mark != _ADOBE)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        whole = content[place : place + length + 12]
        yield whole[4:8], whole
        place += length + 12


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Up to the picture itself, which is the last."""
    place = 2
    while True:
        mark = content[place + 1]
        if content[place] != 0xFF or mark == _START_OF_SCAN:
            yield mark, content[place:]
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        yield mark, content[place : place + 2 + length]
        place += 2 + length
