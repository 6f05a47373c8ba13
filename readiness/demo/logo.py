"""The demo partner's logo: three rising bars on a disc, painted dot by dot and written as PNG."""

import struct
import zlib
from functools import cache
from typing import Final

_SIDE: Final = 168
_DISC: Final = (15, 76, 92)
_BARS: Final = ((45, 92), (75, 68), (105, 44))
"""Left edge and top of each; they stand on one line."""
_BREADTH: Final = 18
_FOOT: Final = 122


@cache
def logo() -> bytes:
    """The picture's bytes, the same each time."""
    rows = b"".join(b"\0" + b"".join(map(_dot, range(_SIDE), [y] * _SIDE)) for y in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _dot(x: int, y: int) -> bytes:
    """Colour and opacity of one dot; the edge of the disc is soft."""
    middle = (_SIDE - 1) / 2
    inside = middle - ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5
    if any(left <= x < left + _BREADTH and top <= y < _FOOT for left, top in _BARS):
        return bytes((255, 255, 255, 255))
    return bytes((*_DISC, round(255 * min(max(inside, 0), 1))))
