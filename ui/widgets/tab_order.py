"""Tab goes as one reads: along the layouts, whatever was made first."""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
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


def main_control(page: QWidget) -> QWidget | None:
    """Where the keys go on arrival: the first table or list that is seen, else the first control."""
    seen = [widget for widget in _focusable(page) if widget.isVisibleTo(page) and widget.isEnabled()]
    views = (widget for widget in seen if isinstance(widget, QAbstractItemView))
    controls = (widget for widget in seen if not isinstance(widget, QScrollArea))
    return next(views, None) or next(controls, None)


def _focusable(widget: QWidget) -> Iterator[QWidget]:
    proxy = widget.focusProxy()
    if proxy is not None or widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        yield widget
    if isinstance(widget, QScrollArea):
        # Its viewport is not asked for: its proxy is the area itself, and Python would keep both for good,
        # or what lies in it would be gone for Python once it lets go of the viewport.
        inside: QWidget | None = widget.widget()  # the stub does not say that there may be none
        if inside is not None:
            yield from _focusable(inside)
        return
    if isinstance(widget, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractScrollArea):
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
    """A grid's are by row and column, whatever was put in first.

    The layout's items themselves are not asked for: Python would keep them for as long as the layout's own
    wrapper, and take what lies in their place later for them.
    """
    holder = layout.parentWidget()
    inside = [*(holder.children() if holder is not None else ()), *layout.children()]
    held = [
        (_row_and_column(layout, place), thing)
        for thing in inside
        if isinstance(thing, QWidget | QLayout) and (place := layout.indexOf(thing)) >= 0
    ]
    for _, thing in sorted(held, key=itemgetter(0)):
        if isinstance(thing, QWidget):
            yield thing
        else:
            yield from _placed(thing)


def _row_and_column(layout: QLayout, place: int) -> tuple[int, int]:
    if not isinstance(layout, QGridLayout):
        return 0, place
    at: Any = layout.getItemPosition(place)  # the stub says object: row, column, and how many of each
    return at[0], at[1]
