"""One file of a pack, and names that every system can unpack and that lead out of no folder."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

_NO_NAME: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{word}{n}" for word in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows keeps for itself, with any ending."""
_LONGEST: Final = 60


class Member(NamedTuple):
    """`name` may hold one folder, like `letters/Ada.txt`; `make` gives the bytes."""

    name: str
    make: Callable[[], bytes]


def safe_name(text: str, instead: str = "file") -> str:
    """The text as the name of a file, without its ending: letters, figures, `-` and `_`, never empty."""
    bare = "".join(
        letter if letter.isalnum() or letter in "-_" else " "
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in {"Cf", "Cc", "Cs", "Co", "Cn"}
    )
    name = re.sub(r"\s+", "-", bare.strip())[:_LONGEST].strip("-")
    return f"_{name}" if name.casefold() in _NO_NAME else name or instead


def unique(names: Iterable[str]) -> list[str]:
    """The names with a number behind those that are there already; case does not tell two apart."""
    found: list[str] = []
    seen: set[str] = set()
    for name in names:
        stem, dot, ending = name.rpartition(".")
        fresh, number = name, 2
        while fresh.casefold() in seen:
            fresh, number = f"{stem}-{number}{dot}{ending}", number + 1
        seen.add(fresh.casefold())
        found.append(fresh)
    return found
