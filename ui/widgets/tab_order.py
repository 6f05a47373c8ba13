"""Tab goes as one reads: along the layouts, whatever was made first."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QWidget,
)

_known: WeakKeyDictionary[QWidget, tuple[int, ...]] = WeakKeyDictionary()
"""The order that a window has, so that a second Tab finds it done."""


def read_in_order(window: QWidget) -> tuple[QWidget, ...]:
    """Let Tab follow the layouts of a window as they are now; the widgets in that order."""
    order = tuple(_focusable(window))
    if _known.get(window) != tuple(map(id, order)):
        _known[window] = tuple(map(id, order))
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
    return order


def _focusable(widget: QWidget) -> Iterator[QWidget]:
    proxy = widget.focusProxy()
    if proxy is not None or widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        yield widget
    if isinstance(widget, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractItemView):
        return  # its parts are its own
    for child in _children(widget):
        yield from _focusable(child)


def _children(widget: QWidget) -> Iterator[QWidget]:
    """Those in the layout, in its order; then those that stand in none."""
    layout = widget.layout()
    placed = list(_placed(layout)) if layout is not None else []
    yield from placed
    known = set(placed)
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow() and child not in known:
            yield child


def _placed(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    """A grid's are by row and column, whatever was put in first."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        grid = layout
        places.sort(key=lambda place: _row_and_column(grid, place))
    return [item for place in places if (item := layout.itemAt(place)) is not None]


def _row_and_column(grid: QGridLayout, place: int) -> tuple[int, int]:
    at: Any = grid.getItemPosition(place)  # the stub says object: row, column, and how many of each
    return at[0], at[1]
