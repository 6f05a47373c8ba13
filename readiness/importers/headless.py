"""Rows that came without their headings, as they are copied out of the middle of a spreadsheet."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from string import ascii_uppercase
from typing import Final

from readiness.importers.asked import Tabular
from readiness.importers.tables import Row
from readiness.problems import Problem

_NO_HEADING: Final = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+"  # a mail address
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T].*)?"  # a day
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",  # the id of a tenant
    re.ASCII | re.IGNORECASE,
)


class Headless:
    """The rows of a table whose first row is one of them; its columns go by letters, as in a spreadsheet."""

    def __init__(self, table: Tabular) -> None:
        self._table = table
        self.header = tuple(islice(_letters(), len(table.header)))

    @property
    def delimiter(self) -> str:
        return self._table.delimiter

    def pieces(self) -> Iterator[tuple[list[Row], list[Problem]]]:
        yield [(1, list(self._table.header))], []
        yield from self._table.pieces()


def is_row(cells: Sequence[str]) -> bool:
    """Whether one of the cells is nothing that heads a column: a mail address, a day, a tenant's id."""
    return any(_NO_HEADING.fullmatch(cell.strip()) for cell in cells)


def _letters() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    yield from ascii_uppercase
    yield from map("".join, product(ascii_uppercase, repeat=2))
