"""Documents of sheets: one for all of them, or where there are very many, several."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, TypeVar

from readiness.reports.material import Material
from readiness.reports.packs.member import Member
from readiness.reports.pages import Page
from readiness.reports.pdf import page_pdf

T = TypeVar("T")
_SHEETS: Final = 100
"""Sheets of one document: more of them take gigabytes to set, and seconds to open."""


def documents(
    stem: str, sheets: Sequence[T], page: Callable[[Material, Sequence[T]], Page], material: Material
) -> Iterator[Member]:
    """`stem.pdf`, or `stem-1.pdf` and so on, each of which says in its title which part it is."""
    parts = [sheets[n : n + _SHEETS] for n in range(0, len(sheets), _SHEETS)] or [sheets]
    if len(parts) == 1:
        yield Member(f"{stem}.pdf", lambda: page_pdf(page(material, sheets), material))
        return
    digits = len(str(len(parts)))
    for number, part in enumerate(parts, 1):
        name = f"{stem}-{number:0{digits}}.pdf"
        yield Member(name, partial(_part, part, page, material, {"n": number, "of": len(parts)}))


def spread(few: Iterable[Member], many: Sequence[Member]) -> Iterator[Member]:
    """Each of the few with its share of the many behind it: what a long document took is given back first.

    The library that sets the pages keeps what it needed for the last ten files.
    """
    few = tuple(few)
    share = -(-len(many) // len(few))
    for number, one in enumerate(few):
        yield one
        yield from many[number * share : (number + 1) * share]


def _part(
    sheets: Sequence[T],
    page: Callable[[Material, Sequence[T]], Page],
    material: Material,
    which: dict[str, int],
) -> bytes:
    whole = page(material, sheets)
    title = material.words.sentence("report.part", title=whole.title, **which)
    return page_pdf(whole._replace(title=title), material)
