"""Printed pages as values: blocks that resources/reports/document.typ lays out, one kind after the other."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias

from readiness.charts import palette
from readiness.reports.material import Material
from readiness.reports.rows import Cell
from readiness.reports.summary import COLOURS, printable
from readiness.reports.tables import Table
from readiness.words import Words

_SHARES: Final = {"text": "1fr", "long": "2fr"}
Block: TypeAlias = dict[str, Any]
PAPERS: Final = {"a4": "a4", "letter": "us-letter"}


class Page(NamedTuple):
    """One document to print; it begins with its title."""

    title: str
    basis: tuple[str, ...]
    footer: str
    blocks: tuple[Block, ...]


def heading(said: str, level: int = 2, *, fresh: bool = False) -> Block:
    """`fresh`: it begins a new page."""
    return {"kind": "heading", "text": printable(said), "level": level, "fresh": fresh}


def raised(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same with headings one level up, for a part that stands alone: no level may be skipped."""
    return tuple(
        block | {"level": block["level"] - 1} if block["kind"] == "heading" else block for block in blocks
    )


def text(said: str) -> Block:
    return {"kind": "text", "text": printable(said)}


def quiet(said: str) -> Block:
    """A remark, in a lighter colour."""
    return {"kind": "quiet", "text": printable(said)}


def panel(*said: str) -> Block:
    """A framed remark; its first line stands out."""
    return {"kind": "panel", "lines": [printable(line) for line in said if line]}


def fields(rows: Iterable[tuple[str, str]], instead: str = "\N{EN DASH}", **missing: str) -> Block:
    """Labels and what stands beside them, else `instead`; `missing` says by label what may not be empty."""
    return {
        "kind": "fields",
        "rows": [
            {
                "label": printable(label),
                "value": printable(value) or missing.get(label, instead),
                "missing": not value and label in missing,
            }
            for label, value in rows
        ],
    }


def listing(titles: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[str]) -> Block:
    """A table; a width is `auto` or a share like `2fr`."""
    return {
        "kind": "listing",
        "titles": [printable(title) for title in titles],
        "rows": [[printable(cell) for cell in row] for row in rows],
        "widths": [_width(width) for width in widths],
    }


def table_block(found: Table, words: Words) -> Block:
    """A table as it is printed: days and numbers in words, texts share the width."""
    rows = [[_cell(cell, words) for cell in row] for row in found.rows]
    widths = [_SHARES.get(column.kind, "auto") for column in found.columns]
    return listing([column.title for column in found.columns], rows, widths)


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
        "title": page.title,
        "partner": printable(material.facts.partner.name) or words.sentence("report.partner"),
        "on": words.day(on, "long"),
        "day": [on.year, on.month, on.day],
        "basis": [printable(line) for line in page.basis if line],
        "footer": printable(page.footer),
        "colours": {name: colours[name] for name in COLOURS},
        "blocks": list(page.blocks),
        "logo": material.logo,
        "paper": PAPERS[material.edition.paper],
        "ticked": words.sentence("pack.ticked"),
    }
