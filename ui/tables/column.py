"""A column as data: how it reads a row, and what it answers for a cell and for the header."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import Qt

from readiness.words import plain
from ui import text, theme

R = TypeVar("R")

ROW_ROLE = Qt.ItemDataRole.UserRole
DECORATION_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a delegate paints beside or instead of the text: a `Decoration`."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The tiles of areas, before the text."""

    areas: tuple[str, ...]
    alone: bool = False
    """The text says the same and is not painted."""


@dataclass(frozen=True, slots=True)
class ChipMark:
    """The cell's text as a chip of this kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class IconMark:
    """An icon before the text, in the colour of a role; `says` is its meaning without colour or shape."""

    name: str
    role: str = "text-muted"
    says: str = ""


@dataclass(frozen=True, slots=True)
class Tags:
    """Short words, each in a box of its own, instead of the text."""

    words: tuple[str, ...]


Decoration: TypeAlias = Tiles | ChipMark | IconMark | Tags


@dataclass(frozen=True)  # no slots: with Generic they break Column[Row](...) on Python 3.11
class Column(Generic[R]):
    """How one column reads a row: `value` sorts, `text` shows; None as a value sorts last.

    The title is asked when shown, so a language can change.
    """

    title: Callable[[], str]
    value: Callable[[R], Any]
    text: Callable[[Any], str] = str
    is_number: bool = False
    decoration: Callable[[R], object] | None = None
    tooltip: Callable[[R], str] | None = None
    tone: Callable[[R], str] | None = None
    """The colour role of the text; an empty one is the usual text."""
    strong: Callable[[R], bool] | None = None
    """Whether the row is a heading or a sum, in a heavier face."""
    written: Callable[[R], str] | None = None
    """What the clipboard and a file have instead of what is shown, since it may be read in again."""


def cell(column: Column[R], row: R, role: int) -> Any:
    """What a column answers to a role of Qt for one row."""
    answer: Any = None
    match role:
        case Qt.ItemDataRole.DisplayRole:
            answer = column.text(column.value(row))
        case Qt.ItemDataRole.TextAlignmentRole:
            answer = int(_alignment(column))
        case Qt.ItemDataRole.ToolTipRole if column.tooltip is not None:
            answer = column.tooltip(row) or None
        case Qt.ItemDataRole.ForegroundRole if column.tone is not None:
            answer = theme.color(column.tone(row) or "text")
        case Qt.ItemDataRole.FontRole if column.strong is not None and column.strong(row):
            answer = theme.font("strong")
        case Qt.ItemDataRole.AccessibleTextRole if column.decoration is not None:
            answer = _spoken(column, row)
        case _ if role == ROW_ROLE:
            answer = row
        case _ if role == DECORATION_ROLE and column.decoration is not None:
            answer = column.decoration(row)
    return answer


def exported(column: Column[R], row: R) -> str | date | Decimal | None:
    """The value for a file: a number is the one that is shown, as it is rounded and in its unit."""
    value = column.value(row)
    if column.written is not None:
        return column.written(row)
    if value is None or isinstance(value, date):
        return value
    shown = plain(column.text(value))
    number = text.read_number(shown) if column.is_number else None
    return shown if number is None else number


def copied(column: Column[R], row: R) -> str:
    """The text for the clipboard."""
    return plain(column.text(column.value(row))) if column.written is None else column.written(row)


def _spoken(column: Column[R], row: R) -> str:
    """What a screen reader says for a cell whose meaning is partly painted."""
    words = column.text(column.value(row))
    mark = column.decoration(row) if column.decoration is not None else None
    says = getattr(mark, "says", "")  # what its shape or place means
    if says:
        return f"{says}, {words}" if words else str(says)
    match mark:
        case Tiles(areas):
            return ", ".join([*(text.area_name(area) for area in areas), *([words] if words else [])])
        case _:
            return words


def header(columns: Sequence[Column[R]], section: int, orientation: Qt.Orientation, role: int) -> Any:
    """What the columns answer for their header."""
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return columns[section].title()
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return int(_alignment(columns[section]))
    return None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
