"""The ways in which the window is looked at: size, scale, theme, language, empty or full."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations, product
from typing import Any, Final

SIZES: Final = ((1280, 800), (1920, 1080), (1024, 640), (960, 540), (768, 432))
"""Logical pixels. The last two are a screen of 1920x1080 at 200 % and at 250 %."""
SCALES: Final = (100, 150, 200, 250)
THEMES: Final = ("light", "dark")
LANGUAGES: Final = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the window; its scale in percent is that of the whole process."""

    width: int = 1280
    height: int = 800
    theme: str = "light"
    language: str = "en"
    scale: int = 100
    is_empty: bool = False

    @property
    def name(self) -> str:
        parts = [f"{self.width}x{self.height}", self.theme, self.language]
        parts += [f"{self.scale}%"] if self.scale != 100 else []
        return "-".join([*parts, *(["empty"] if self.is_empty else [])])


def quick_looks() -> Iterator[Look]:
    """The base size in both themes and languages."""
    for scheme, language in product(THEMES, LANGUAGES):
        yield Look(theme=scheme, language=language)


def all_looks() -> tuple[Look, ...]:
    """Few looks that hold every pair of a size, a scale, a theme, a language, and empty or full."""
    rows = pairwise((SIZES, SCALES, THEMES, LANGUAGES, (False, True)))
    made = (
        Look(width, height, scheme, language, scale, is_empty)
        for (width, height), scale, scheme, language, is_empty in rows
    )
    return tuple(sorted(made, key=lambda look: (look.scale, astuple(look))))


def pairwise(choices: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Rows with one of each choice, until each two of different choices stood in one row."""
    every = tuple(product(*choices))
    left = set().union(*map(_pairs, every))
    used: Counter[tuple[int, Any]] = Counter()
    while left:
        best = max(every, key=lambda row: (len(_pairs(row) & left), -sum(used[x] for x in enumerate(row))))
        left -= _pairs(best)
        used.update(enumerate(best))
        yield best


def _pairs(row: Sequence[Any]) -> set[tuple[tuple[int, Any], ...]]:
    return set(combinations(enumerate(row), 2))
