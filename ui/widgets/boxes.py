"""Rows and columns of widgets."""

from typing import Final, NamedTuple, TypeAlias

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget


class Stretch(NamedTuple):
    """Empty room that grows."""

    share: int = 1


REST: Final = Stretch()
"""The room that the others leave."""
Part: TypeAlias = QWidget | QLayout | int | Stretch | tuple[QWidget | QLayout, int]
"""What stands in a row or a column: with a share of the room or none, or so many empty pixels."""
Edges: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom."""


def row_of(*parts: Part, gap: int | None = None, edges: Edges = (0, 0, 0, 0)) -> QHBoxLayout:
    """From left to right, `gap` pixels apart; None: as far as the style has it."""
    made = QHBoxLayout()
    _fill(made, parts, gap, edges)
    return made


def column_of(*parts: Part, gap: int | None = None, edges: Edges = (0, 0, 0, 0)) -> QVBoxLayout:
    """From top to bottom, like a row."""
    made = QVBoxLayout()
    _fill(made, parts, gap, edges)
    return made


def boxed(layout: QLayout) -> QWidget:
    """A layout as a widget."""
    made = QWidget()
    made.setLayout(layout)
    return made


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: int | None, edges: Edges) -> None:
    layout.setContentsMargins(*edges)
    if gap is not None:
        layout.setSpacing(gap)
    for part in parts:
        match part:
            case Stretch(share):
                layout.addStretch(share)
            case int():
                layout.addSpacing(part)
            case QWidget():
                layout.addWidget(part)
            case QLayout():
                layout.addLayout(part)
            case QWidget() as widget, share:
                layout.addWidget(widget, share)
            case QLayout() as inner, share:
                layout.addLayout(inner, share)
