"""Texts as a page can show them: on one line, without what has no shape, and long words that may break."""

import re
import unicodedata
from typing import Final

_SPACES: Final = re.compile(r"[ \t\r\n\v\f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]+")
_UNPRINTABLE: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
BREAK: Final = "\N{ZERO WIDTH SPACE}"
"""Where a word may go on in the next line; unseen."""
UNBROKEN: Final = 16
"""Letters of a word that is never broken, however narrow its column."""
_TOLERANCE: Final = 3
"""Letters by which a word may be longer than a line is thought to hold: what is counted on is broad."""
_BETWEEN: Final = re.compile(r"[-./]")
"""What a word may be broken behind anyway."""


def printable(text: str) -> str:
    """The text as one line, without what no page can show: controls, halves of pairs, private letters."""
    line = _SPACES.sub(" ", text).strip()
    if line.isprintable():
        return line
    return "".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE)


def wrapped(said: str, letters: int = 80) -> str:
    """As it can be printed; a word that no line of so many letters holds may break anywhere."""
    most = max(letters, UNBROKEN) + _TOLERANCE
    words = printable(said).split(" ")
    return " ".join(BREAK.join(word) if _longest(word) > most else word for word in words)


def _longest(word: str) -> int:
    return max(map(len, _BETWEEN.split(word)))
