"""Packs of records: a workbook, one document for all or several for very many, and a sheet for each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeVar

from readiness.reports.material import Material
from readiness.reports.packs.evidence import evidence_members
from readiness.reports.packs.member import Member
from readiness.reports.pages import Page
from readiness.reports.pdf import page_pdf
from readiness.reports.tables import Table
from readiness.reports.workbook import workbook

T = TypeVar("T")
_SHEETS: Final = 100
"""Sheets of one document: more of them take gigabytes to set, and seconds to open."""


class Sheet(NamedTuple):
    """One record of a pack. `place` is where its document goes, without the ending, and what is attached."""

    place: str
    about: str
    """The record as `list:id`."""
    draw: Callable[[], bytes]


def record_pack(  # noqa: PLR0913 - the parts of a pack
    stem: str,
    records: Sequence[T],
    material: Material,
    *,
    tables: Callable[[], Sequence[Table]],
    page: Callable[[Material, Sequence[T]], Page],
    sheet: Callable[[T], Sheet],
) -> tuple[Member, ...]:
    """The workbook with its tables, the document of all records, each one's sheet with its evidence."""
    title, made = material.words.sentence(f"{stem}.title"), list[Member]()
    for place, about, draw in map(sheet, records):
        made.append(Member(f"{place}.pdf", draw))
        made += evidence_members(material.facts, about, place)
    whole = documents(stem, records, page, material)
    return (Member(f"{stem}.xlsx", lambda: workbook(material, title, tables())), *spread(whole, made))


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
