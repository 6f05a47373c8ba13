"""The rows of every list: filtered, sorted, found again by their id, and given as text.

Filtering and sorting happen here, over the immutable rows. QSortFilterProxyModel asks data() back into
Python for every cell: 264 ms to filter and over 3 s to sort 100,000 rows, against 4 ms and 50 ms here.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from itertools import compress
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from readiness.words import folded
from ui.many_rows import folded_texts, in_order
from ui.tables.column import Column, cell, copied, exported, header

Index: TypeAlias = QModelIndex | QPersistentModelIndex
R = TypeVar("R")

_ROOT = QModelIndex()
_FEW = 4
"""So many rows are looked for one by one, more all at once."""


class ShownTable(NamedTuple):
    """A table as the user sees it; a number is the one that is shown, as it is rounded and in its unit."""

    columns: tuple[tuple[str, str], ...]
    """Title, and `text`, `day`, `moment` or `number`."""
    rows: tuple[tuple[str | date | Decimal | None, ...], ...]


class Prepared(NamedTuple):
    """What rows are searched in, and the place of each by its id."""

    haystacks: list[str]
    places: dict[object, int]


class RowsModel(QAbstractTableModel, Generic[R]):
    """A read-only table over immutable rows; replace the rows to change it."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: tuple[R, ...] = ()
        self._places: Sequence[int] = ()  # of the rows shown among all
        self._shown: list[R] | None = None  # made when asked
        self._sorted: Sequence[int] | None = None  # these three: places among all, made when asked
        self._kept: Sequence[int] | None = None
        self._found: Sequence[int] | None = None
        self._by_id: dict[object, int] | None = None
        self._haystacks: list[str] | None = None  # made at the first filter, in the order of _all
        self._words: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> Sequence[R]:
        """The rows shown, in the order shown."""
        if self._shown is None:
            self._shown = [self._all[index] for index in self._places]
        return self._shown

    def row_at(self, place: int) -> R:
        """The row shown there; to make a list of all rows for one takes some tens of milliseconds."""
        return self._all[self._places[place]]

    @property
    def all(self) -> tuple[R, ...]:
        return self._all

    def set_rows(self, rows: Sequence[R], prepared: Prepared | None = None) -> None:
        """`prepared` is what `prepare` gives, where many rows were made in the worker."""
        self.beginResetModel()
        self._all = tuple(rows)
        self._haystacks, self._by_id = prepared or (None, None)
        self._sorted = self._kept = self._found = None
        self._places, self._shown = self._matching(), None
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns of the same rows, in the order the rows came."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._haystacks = self._order = self._sorted = self._found = None
        self._places, self._shown = self._matching(), None
        self.endResetModel()

    def prepare_filter(self) -> None:
        """Make the search texts ahead of the first keystroke; call it when the window is idle."""
        if self._haystacks is None:
            self._haystacks = haystacks_of(self._columns, self._all)

    def set_filter(self, text: str) -> None:
        """Show the rows that hold every word of `text` in some column, whatever the case and the accents."""
        before, self._words = self._words, tuple(folded(text).split())
        more = _further(before, self._words)
        if more is None or self._found is None:
            self._found = None
        else:  # a letter more, as it is typed: what was found is looked through, and for that word alone
            self._found = self._holding(self._found, more)
        self._show()

    def set_keep(self, keep: Callable[[R], bool] | None) -> None:
        """Show only the rows for which `keep` is true, beside what is typed; None shows all."""
        self._keep = keep
        self._kept = self._found = None
        self._show()

    def as_text(self, rows: Sequence[R] | None = None, places: Sequence[int] | None = None) -> str:
        """Tab-separated with a header, for the clipboard; where none are given, all shown and all columns."""
        columns = self._at(places)
        titles = "\t".join(column.title() for column in columns)
        cells = ([copied(c, row) for c in columns] for row in (self.rows if rows is None else rows))
        return "\n".join([titles, *("\t".join(" ".join(text.split()) for text in line) for line in cells)])

    def as_table(self, places: Sequence[int]) -> ShownTable:
        """The rows and these columns as they are shown, for a file."""
        columns = self._at(places)
        lines = tuple(tuple(exported(c, row) for c in columns) for row in self.rows)
        kinds = (_kind_of(line[place] for line in lines) for place in range(len(columns)))
        return ShownTable(tuple((c.title(), kind) for c, kind in zip(columns, kinds, strict=True)), lines)

    def _at(self, places: Sequence[int] | None) -> Sequence[Column[R]]:
        return self._columns if places is None else [self._columns[place] for place in places]

    def place_of(self, row_id: object) -> int | None:
        """Where the row of that id is shown; None where it is not. For rows that have an `id`."""
        if self._by_id is None:
            self._by_id = _places_of(self._all)
        index = self._by_id.get(row_id)
        if index is None:
            return None
        if self._order is None:
            place = bisect_left(self._places, index)
            return place if place < len(self._places) and self._places[place] == index else None
        with suppress(ValueError):
            return self._places.index(index)
        return None

    def places_of(self, ids: Collection[object]) -> list[int]:
        """Where rows of these ids are shown, from above; what is not shown has no place."""
        if len(ids) <= _FEW:
            return sorted(place for each in ids if (place := self.place_of(each)) is not None)
        if self._by_id is None:
            self._by_id = _places_of(self._all)
        wanted = {self._by_id.get(each) for each in ids}
        return [place for place, index in enumerate(self._places) if index in wanted]

    def _show(self) -> None:
        self.beginResetModel()
        self._places, self._shown = self._matching(), None
        self.endResetModel()

    def _matching(self) -> Sequence[int]:
        found = self._found = (
            self._holding(self._wanted(), self._words) if self._found is None else self._found
        )
        if self._order is None:
            return found
        ordered = self._in_order()
        if len(found) == len(ordered):
            return ordered
        if not found:
            return ()
        is_found = bytearray(len(ordered))  # to look rows up in their order is slow: they lie all over memory
        for place in found:
            is_found[place] = 1
        return list(compress(ordered, itemgetter(*ordered)(is_found)))

    def _wanted(self) -> Sequence[int]:
        """What `keep` lets through; asked once, however often it is filtered."""
        if self._kept is None:
            keep = self._keep
            self._kept = (
                range(len(self._all))
                if keep is None
                else [place for place, row in enumerate(self._all) if keep(row)]
            )
        return self._kept

    def _holding(self, places: Sequence[int], words: Sequence[str]) -> Sequence[int]:
        if words:
            self.prepare_filter()
        lines = self._haystacks or []
        for word in words:
            if len(places) == len(lines):
                places = [place for place, line in enumerate(lines) if word in line]
            else:
                places = [place for place in places if word in lines[place]]
        return places

    def _in_order(self) -> Sequence[int]:
        """The rows by their places in `all`, sorted; sorted once, however often they are filtered."""
        if self._order is None:
            return range(len(self._all))
        if self._sorted is None:
            column, order = self._order
            values = map(self._columns[column].value, self._all)
            self._sorted = in_order(values, reverse=order == Qt.SortOrder.DescendingOrder)
        return self._sorted

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order) if column >= 0 else None
        self._sorted = None
        self._show()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return cell(self._columns[index.column()], self.row_at(index.row()), role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return header(self._columns, section, orientation, role)


def prepare(columns: Sequence[Column[R]], rows: Sequence[R]) -> Prepared:
    """What a table of many rows needs of them, made in the worker. For rows that have an `id`."""
    return Prepared(haystacks_of(columns, rows), _places_of(rows))


def _further(before: Sequence[str], words: Sequence[str]) -> Sequence[str] | None:
    """What is still to be looked for in what was found by the words before; None where all has to be."""
    last = len(before) - 1
    if (
        last < 0
        or len(words) <= last
        or words[:last] != before[:last]
        or not words[last].startswith(before[last])
    ):
        return None
    return words[last + (words[last] == before[last]) :]


def _places_of(rows: Iterable[Any]) -> dict[object, int]:
    return {row.id: place for place, row in enumerate(rows)}


def haystacks_of(columns: Sequence[Column[R]], rows: Sequence[R]) -> list[str]:
    """What each row is searched in: the texts of all columns, whatever their case and accents."""
    texts = (folded_texts(column.text, map(column.value, rows)) for column in columns)
    # Line by line: the window gets no turn while a hundred thousand are joined in one call.
    return ["\n".join(line) for line in zip(*texts, strict=True)]


def _kind_of(cells: Iterable[object]) -> str:
    """Of what all cells are that hold something."""
    kinds: set[type] = {type(cell) for cell in cells if cell is not None}
    known = {Decimal: "number", date: "day", datetime: "moment"}
    return known.get(kinds.pop(), "text") if len(kinds) == 1 else "text"
