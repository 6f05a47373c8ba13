"""One table model for every list: a row type and its columns, declared as data."""

from ui.tables.column import (
    DECORATION_ROLE,
    ROW_ROLE,
    ChipMark,
    Column,
    Decoration,
    IconMark,
    Tags,
    Tiles,
    cell,
    header,
)
from ui.tables.model import Prepared, RowsModel, ShownTable, haystacks_of, prepare

__all__ = [
    "DECORATION_ROLE",
    "ROW_ROLE",
    "ChipMark",
    "Column",
    "Decoration",
    "IconMark",
    "Prepared",
    "RowsModel",
    "ShownTable",
    "Tags",
    "Tiles",
    "cell",
    "haystacks_of",
    "header",
    "prepare",
]
