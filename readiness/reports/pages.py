"""Printed pages as values: blocks that resources/reports/document.typ lays out, one kind after the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from readiness.charts import palette
from readiness.reports.lines import UNBROKEN, printable, wrapped
from readiness.reports.material import Material
from readiness.reports.rows import Cell
from readiness.reports.summary import COLOURS
from readiness.reports.tables import Table
from readiness.words import Words

_WIDEST: Final = {"text": 44, "long": 64}
"""Letters of a column that takes part of the width; what is longer wraps."""
_SHORT: Final = 11
"""Letters; a column of nothing longer takes no more than it needs."""
_NUMBERS: Final = frozenset(("points", "number", "whole", "share"))
_PAGE: Final = 100
"""Letters of a table's type that the width of a page holds, two of them between two columns."""
_LINES: Final = {1: 34, 2: 66}
"""Letters of one line of a heading, by its level; of other texts 80."""
_FIELD: Final = 34
Block: TypeAlias = dict[str, Any]
PAPERS: Final = {"a4": "a4", "letter": "us-letter"}


class Page(NamedTuple):
    """One document to print; it begins with its title."""

    title: str
    basis: tuple[str, ...]
    footer: str
    blocks: tuple[Block, ...]
    dense: bool = False
    """Set more closely, so that a form stays on one sheet."""


def heading(said: str, level: int = 2, *, fresh: bool = False) -> Block:
    """`fresh`: it begins a new page."""
    return {"kind": "heading", "text": wrapped(said, _LINES.get(level, 80)), "level": level, "fresh": fresh}


def raised(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same with headings one level up, for a part that stands alone: no level may be skipped."""
    return tuple(
        block | {"level": block["level"] - 1} if block["kind"] == "heading" else block for block in blocks
    )


def text(said: str) -> Block:
    return {"kind": "text", "text": wrapped(said)}


def quiet(said: str) -> Block:
    """A remark, in a lighter colour."""
    return {"kind": "quiet", "text": wrapped(said)}


def panel(*said: str) -> Block:
    """A framed remark; its first line stands out."""
    return {"kind": "panel", "lines": [wrapped(line) for line in said if line]}


def fields(
    rows: Iterable[tuple[str, str]], missing: Mapping[str, str] = MappingProxyType({}), *, share: int = _FIELD
) -> Block:
    """Labels and what stands beside them; `missing` says by label what may not be empty.

    `share` of the width, in per cent, is that of the labels.
    """
    return _fields(rows, missing, share, "\N{EN DASH}")


def form(rows: Iterable[tuple[str, str]]) -> Block:
    """The same with room to fill in by hand what is empty."""
    return _fields(rows, {}, _FIELD, "") | {"roomy": True}


def _fields(rows: Iterable[tuple[str, str]], missing: Mapping[str, str], share: int, instead: str) -> Block:
    return {
        "kind": "fields",
        "share": share,
        "roomy": False,
        "rows": [
            {
                "label": wrapped(label, share * 85 // 100),
                "value": wrapped(value, (100 - share) * 85 // 100) or missing.get(label, instead),
                "missing": not value and label in missing,
            }
            for label, value in rows
        ],
    }


def listing(
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[str],
    to_right: frozenset[int] = frozenset(),
) -> Block:
    """A table; a width is `auto` or a share like `2fr`, the columns `to_right` are numbers."""
    cells = [list(row) for row in rows]
    letters = _letters(cells, widths)
    return {
        "kind": "listing",
        "titles": [printable(title) for title in titles],
        "rows": [[wrapped(cell, most) for cell, most in zip(row, letters, strict=True)] for row in cells],
        "widths": [_width(width) for width in widths],
        "to-right": [place in to_right for place in range(len(titles))],
    }


def table_block(found: Table, words: Words) -> Block:
    """A table as it is printed: days and numbers in words, texts share the width by their length."""
    rows = [[_cell(cell, words) for cell in row] for row in found.rows]
    titles = [column.title for column in found.columns]
    longest = [_longest(titles, rows, place) for place in range(len(titles))]
    texts = [n for n, column in enumerate(found.columns) if column.kind in _WIDEST and longest[n] > _SHORT]
    texts = texts or [max(range(len(titles)), key=lambda n: found.columns[n].kind in _WIDEST)]
    needs = {
        n: (
            min(max(map(len, _words(titles, rows, n)), default=0), UNBROKEN) + 1,
            min(longest[n], _WIDEST.get(found.columns[n].kind, 0)),
        )
        for n in texts
    }
    room = _PAGE - 2 * len(titles) - sum(most for n, most in enumerate(longest) if n not in needs)
    shared = _shared(needs, room)
    widths = [f"{shared[n]}fr" if n in shared else "auto" for n in range(len(titles))]
    to_right = frozenset(place for place, one in enumerate(found.columns) if one.kind in _NUMBERS)
    return listing(titles, rows, widths, to_right)


def _shared(needs: Mapping[int, tuple[int, int]], room: int) -> Mapping[int, int]:
    """Letters of each column by how much it has to say, but no fewer than its longest word has."""
    wanted = sum(most for _least, most in needs.values())
    return {n: max(least, room * most // wanted) for n, (least, most) in needs.items()}


def _longest(titles: Sequence[str], rows: Sequence[Sequence[str]], place: int) -> int:
    return max(len(said) for said in (titles[place], *(row[place] for row in rows)))


def _words(titles: Sequence[str], rows: Sequence[Sequence[str]], place: int) -> Iterator[str]:
    for said in (titles[place], *(row[place] for row in rows)):
        yield from said.split()


def _letters(rows: Sequence[Sequence[str]], widths: Sequence[str]) -> list[int]:
    """How many letters of each column surely fit on one of its lines."""
    shares = [_width(width) for width in widths]
    needed = sum(max((len(row[n]) for row in rows), default=0) for n, share in enumerate(shares) if not share)
    left = max(_PAGE - 2 * len(widths) - min(needed, _PAGE // 2), len(widths))
    return [max(int(left * share / sum(shares)), UNBROKEN) if share else _PAGE // 3 for share in shares]


def _cell(cell: Cell, words: Words) -> str:
    match cell:
        case None | "":
            return ""
        case str():
            return cell
        case date():
            return words.day(cell).replace(" ", "\N{NO-BREAK SPACE}")
        case Fraction():
            return words.points(cell)
        case _:
            return words.number(cell)


def _width(width: str) -> float:
    """0 for `auto`, else the share."""
    return 0.0 if width == "auto" else float(width.removesuffix("fr"))


def checks(items: Iterable[tuple[bool, str]]) -> Block:
    """Boxes to tick, some of them ticked already."""
    return {"kind": "checks", "items": [{"done": done, "text": printable(said)} for done, said in items]}


def signatures(*labels: str) -> Block:
    """Lines to be signed on, side by side, with what belongs on each below it."""
    return {"kind": "signatures", "labels": [printable(label) for label in labels]}


def copied(said: str) -> Block:
    """Text to be copied as it stands, line by line."""
    return {"kind": "copied", "lines": [printable(line) for line in said.splitlines()]}


def page_data(page: Page, material: Material) -> dict[str, Any]:
    """What the template reads."""
    words, on = material.words, material.on
    colours = palette("light")
    return {
        "lang": words.language,
        "region": "FR" if words.language == "fr" else "GB",
        "title": wrapped(page.title, _LINES[1]),
        "partner": printable(material.facts.partner.name) or words.sentence("report.partner"),
        "on": words.day(on, "long"),
        "day": [on.year, on.month, on.day],
        "basis": [printable(line) for line in page.basis if line],
        "footer": printable(page.footer),
        "colours": {name: colours[name] for name in COLOURS},
        "blocks": list(page.blocks),
        "dense": page.dense,
        "logo": material.logo,
        "paper": PAPERS[material.edition.paper],
        "ticked": words.sentence("pack.ticked"),
    }
