"""How things stand in rows: read off the nouns, without SQLAlchemy, because a file opens by this alone.

Everything is text that another program can read: days as `2026-11-24`, months as `2026-11`, numbers as
decimal digits, lists as JSON; the values of a series are one JSON list of whole millionths, null where a
month has no row. Columns are converted as a whole, several times quicker than value by value.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from readiness.document import shape_of
from readiness.document.forms import BYTES, COUNT, DAY, DECIMAL, MONTH, TEXT, TIME, Form
from readiness.facts import LIST_OF, Kind, Series, Thing, UsageKey, parse_month

Row: TypeAlias = tuple[Any, ...]


_TEXT: Final = frozenset({str})
_TEXT_OR_NULL: Final = frozenset({str, type(None)})


class Column(NamedTuple):
    """One column; `read` and `write` None: the value stands as it is."""

    name: str
    optional: bool
    read: Callable[[Any], Any] | None = None
    write: Callable[[Any], Any] | None = None
    repeats: bool = False
    """Equal values come often, and are always written alike (unlike the same moment in two time zones)."""

    def require_text(self, cells: Sequence[Any]) -> None:
        """Raises ValueError where a cell is something that is never written: bytes, a number, NULL."""
        if not set(map(type, cells)) <= (_TEXT_OR_NULL if self.optional else _TEXT):
            raise ValueError(self.name)

    def values(self, cells: Sequence[Any]) -> Iterable[Any]:
        """The values of a whole column; equal cells are read once and share their value."""
        return cells if self.read is None else map(_Memo(self.read).__getitem__, cells)

    def cells(self, values: Iterable[Any]) -> Iterable[Any]:
        """The cells of a whole column."""
        if self.write is None:
            return values
        return map(_Memo(self.write).__getitem__ if self.repeats else self.write, values)


class _Memo(dict[Any, Any]):
    """Values by their cell, or cells by their value, made when first asked for; NULL is None."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._make = make

    def __missing__(self, one: Any) -> Any:
        other = self[one] = self._make(one)
        return other


class Table(NamedTuple):
    """The rows of one kind of thing; `key` names the columns that tell two of them apart."""

    kind: Kind
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def select(self) -> str:
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        return f'SELECT {names} FROM "{self.name}"'  # noqa: S608 (names of our own)

    def rows(self, things: Sequence[Thing]) -> list[Row]:
        """The things as values in the order of the columns."""
        values: list[Iterable[Any]]
        if self.kind is Series:
            ids = [thing.id for thing in things]
            values = [map(attrgetter(name), ids) for name in self.key]
            values += (map(attrgetter(name), things) for name in ("first", "values"))
        else:
            values = [map(attrgetter(column.name), things) for column in self.columns]
        return list(
            zip(*(column.cells(some) for column, some in zip(self.columns, values, strict=True)), strict=True)
        )

    def key_values(self, key: str | UsageKey) -> Row:
        """The values of the key columns."""
        if isinstance(key, UsageKey):
            return tuple(getattr(key, name) for name in self.key)
        return (key,)

    def things(self, rows: Sequence[Row]) -> dict[Any, Any]:
        """The things by id.

        Raises:
            ValueError: a cell holds what is never written.
        """
        if not rows:
            return {}
        cells = list(zip(*rows, strict=True))
        for column, column_cells in zip(self.columns, cells, strict=True):
            column.require_text(column_cells)
        if self.kind is Series:
            return _series(self.columns, cells)
        values = [
            column.values(column_cells)
            for column, column_cells in zip(self.columns, cells, strict=True)
            if column is not _ID
        ]
        return dict(zip(cells[0], _made(self.kind, values), strict=True))


def _made(kind: Kind, columns: Sequence[Iterable[Any]]) -> list[Any]:
    """One thing per row; a frozen class sets its own slots one by one, two to three times as slowly."""
    first, *rest = (list(column) for column in columns)
    things = list(map(object.__new__, repeat(kind, len(first))))
    for field, column in zip(fields(kind), (first, *rest), strict=True):
        deque(map(getattr(kind, field.name).__set__, things, column), maxlen=0)
    return things


def _series(columns: tuple[Column, ...], cells: list[Row]) -> dict[Any, Any]:
    """All lists of values go through one call of the JSON reader, which is what makes a million quick."""
    *keys, months, lists = cells
    ids = _made(UsageKey, keys)
    values = map(tuple, json.loads(f"[{','.join(lists)}]"))
    return dict(zip(ids, _made(Series, (ids, columns[-2].values(months), values)), strict=True))


_ID: Final = Column("id", optional=False)
"""The id of a kind that makes it from its other fields, or has only one thing."""

_SCALARS: Final[Mapping[Form, tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]]] = (
    MappingProxyType(
        {
            TEXT: (None, None),
            DAY: (date.fromisoformat, date.isoformat),
            TIME: (datetime.fromisoformat, datetime.isoformat),
            MONTH: (parse_month, MONTH.write),
            DECIMAL: (Decimal, DECIMAL.write),
            COUNT: (int, str),
            BYTES: (BYTES.read, BYTES.write),
        }
    )
)


def _column(name: str, form: Form) -> Column:
    base = form.inner or form
    read, write = _SCALARS[base] if base in _SCALARS else _as_json(base)
    if write is not None and form.inner is not None:
        write = _or_none(write)
    return Column(name, form.inner is not None, read, write, repeats=base in (DAY, MONTH))


def _or_none(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else write(value)


def _as_json(form: Form) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    return (
        lambda cell: form.read(json.loads(cell)),
        lambda value: json.dumps(form.write(value), ensure_ascii=False, separators=(",", ":")),
    )


def _table(kind: Kind) -> Table:
    if kind is Series:
        return _usage()
    columns = [_column(entry.name, entry.form) for entry in shape_of(kind).entries]
    # The constructor takes its values in the order of the noun, not in that of the document.
    order = {field.name: index for index, field in enumerate(fields(kind))}
    columns.sort(key=lambda column: order[column.name])
    if "id" not in order:
        columns.insert(0, _ID)
    return Table(kind, LIST_OF[kind], tuple(columns), ("id",))


def _usage() -> Table:
    key = tuple(field.name for field in fields(UsageKey))
    columns = (
        *(Column(name, optional=False) for name in key),
        _column("first", MONTH),
        Column("values", optional=False, read=json.loads, write=_values_text),
    )
    return Table(Series, LIST_OF[Series], columns, key)


def _values_text(values: tuple[int | None, ...]) -> str:
    return json.dumps(values, separators=(",", ":"))


TABLES: Final[Mapping[Kind, Table]] = MappingProxyType({kind: _table(kind) for kind in LIST_OF})
"""The table of each kind, in the order of the document."""
