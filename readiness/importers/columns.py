"""Which column of a table holds which field of a family, whatever the order and spelling of its header."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final

from readiness.importers.tables import normal
from readiness.problems import Problem


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one family of files.

    `names`: the normal forms of the column names of each field, the first one first; `needs`: groups of
    fields, one at least of each must be there; `unused`: columns that are known and say nothing kept.
    """

    names: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...]
    unused: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    """A table with one of these columns is of another family."""
    written: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The names of needed fields as the file writes them, to say what is missing."""

    def fields_of(self, header: Iterable[str]) -> set[str]:
        there = set(map(normal, header))
        return {name for name, names in self.names.items() if not there.isdisjoint(names)}

    def missing(self, header: Iterable[str]) -> tuple[str, ...]:
        """What a table needs to be of this family and doesn't have."""
        header = tuple(header)
        there = self.fields_of(header)
        lacking = [group for group in self.needs if there.isdisjoint(group)]
        if not lacking and not self.never.isdisjoint(map(normal, header)):
            lacking = [self.needs[0]]
        return tuple(self.written.get(group[0], self.names[group[0]][0]) for group in lacking)

    @property
    def known(self) -> frozenset[str]:
        """Every column name of the family, in normal form."""
        return frozenset((*(name for names in self.names.values() for name in names), *self.unused))

    def place(self, header: Sequence[str]) -> "Columns":
        """Where each field stands; of a column that is there twice, the first counts."""
        at: dict[str, int] = {}
        twice: list[Problem] = []
        normals = [normal(name) for name in header]
        for name, names in self.names.items():
            found = [place for known in names for place, one in enumerate(normals) if one == known]
            if found:
                at[name] = found[0]
            twice += (
                Problem("column-twice", {"first": header[found[0]]}, column=header[place])
                for place in found[1:]
                if normals[place] == normals[found[0]]
            )
        unknown = tuple(
            name for name, one in zip(header, normals, strict=True) if one and one not in self.known
        )
        return Columns(at, tuple(header), tuple(twice), unknown)


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of a family's fields in one table."""

    at: Mapping[str, int]
    header: tuple[str, ...]
    twice: tuple[Problem, ...]
    unknown: tuple[str, ...]

    def name(self, field: str | None) -> str | None:
        """The column as the file writes it; None where it has none."""
        return self.header[self.at[field]] if field in self.at and field is not None else None

    def pick(self, fields: Sequence[str]) -> Callable[[list[str]], tuple[str, ...]]:
        """Takes the cells of those fields out of a row that has one empty cell more than the header."""
        places = [self.at.get(field, len(self.header)) for field in fields]
        if len(places) == 1:
            return lambda cells: (cells[places[0]],)
        getter: Callable[[Any], tuple[str, ...]] = itemgetter(*places)
        return getter


NO_VALUE: Final = frozenset(("", "-", "0", "-1", "n/a", "na", "null", "none", "unknown", "unmapped"))


def cell(text: str) -> str:
    """A cell's words, without the mark that guards against formulas and without needless blanks."""
    return " ".join(text.removeprefix("'").split())


def identifier(text: str) -> str:
    """An id; empty where the file says that there is none."""
    text = cell(text)
    return "" if text.casefold() in NO_VALUE else text


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
