"""What somebody without a mouse or without sight finds in a window: names, roles, and the order of Tab."""

from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTableView,
    QTreeView,
    QWidget,
)

from tests.ui.geometry import named, visible
from ui.chart_view import ChartView

_ROLE: Final = QAccessible.Role
_ROLES: Final[tuple[tuple[type[QWidget], frozenset[QAccessible.Role]], ...]] = (
    (QCheckBox, frozenset({_ROLE.CheckBox})),
    (QRadioButton, frozenset({_ROLE.RadioButton})),
    (
        QAbstractButton,
        frozenset({_ROLE.Button, _ROLE.PushButton, _ROLE.ButtonMenu, _ROLE.CheckBox, _ROLE.RadioButton}),
    ),
    (QComboBox, frozenset({_ROLE.ComboBox})),
    (QAbstractSpinBox, frozenset({_ROLE.SpinBox})),
    (QLineEdit, frozenset({_ROLE.EditableText})),
    (QPlainTextEdit, frozenset({_ROLE.EditableText})),
    (QTableView, frozenset({_ROLE.Table})),
    (QTreeView, frozenset({_ROLE.Tree})),
    (QAbstractItemView, frozenset({_ROLE.List, _ROLE.Table})),
    (ChartView, frozenset({_ROLE.Graphic, _ROLE.Chart})),
)
"""The first class that fits decides."""


def unheard(root: QWidget) -> list[str]:
    """Controls and charts that a screen reader can't name, or whose kind it can't tell."""
    found: list[str] = []
    for widget in filter(_is_of_interest, visible(root)):
        heard = QAccessible.queryAccessibleInterface(widget)
        if not heard.text(QAccessible.Text.Name).strip():
            found.append(f"no name: {named(widget)}")
        fitting = next((roles for kind, roles in _ROLES if isinstance(widget, kind)), None)
        if fitting is not None and heard.role() not in fitting:
            found.append(f"{heard.role().name}: {named(widget)}")
    return found


def unreached(root: QWidget) -> list[str]:
    """Controls that Tab never comes to, and steps of Tab against the order of reading."""
    order = _by_tab(root.window())
    found = [f"not reached: {named(w)}" for w in filter(_wants_focus, visible(root)) if w not in order]
    around = pairwise([*order, *order[:1]])  # Tab goes round, and begins anew in one place
    back = [
        f"{named(other)} is read before {named(one)}, but comes after it"
        for one, other in around
        if _is_before(other, one)
    ]
    return [*found, *(back if len(back) > 1 else [])]


def _is_of_interest(widget: QWidget) -> bool:
    if isinstance(widget, QHeaderView) or _is_inside_of_control(widget):
        return False
    is_control = isinstance(
        widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView | QAbstractSpinBox
    )
    is_page = isinstance(widget, QScrollArea)
    return (
        is_control or isinstance(widget, ChartView | QPlainTextEdit) or (_wants_focus(widget) and not is_page)
    )


def _wants_focus(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes and widget.isEnabled() and not _is_inside_of_control(widget) and widget.focusProxy() is None


def _is_inside_of_control(widget: QWidget) -> bool:
    """The line of a spin box, the button that empties a line, the corner of a table."""
    above = widget.parentWidget()
    is_part = isinstance(above, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractItemView)
    return is_part or isinstance(widget, QScrollBar)


def _by_tab(window: QWidget) -> list[QWidget]:
    """The widgets that have the focus one after the other while Tab is pressed."""
    QTest.keyClick(window, Qt.Key.Key_Tab)  # puts the order right
    order: list[QWidget] = []
    focused: Any = window.focusWidget()
    while focused is not None and focused not in order:
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = window.focusWidget()
    return order


def _is_before(one: QWidget, other: QWidget) -> bool:
    """Whether one is read before the other: by where the parts of the window stand that hold them."""
    above_one, above_other = _ancestors(one), _ancestors(other)
    shared = next((a for a in above_one if a in above_other), None)
    if shared is None:
        return False
    if shared in {one, other}:
        return False
    first = above_one[above_one.index(shared) - 1]
    second = above_other[above_other.index(shared) - 1]
    a, b = _place(first, shared), _place(second, shared)
    is_above = a.bottom() < b.top() and a.left() <= b.right()
    is_left = a.right() < b.left() and a.top() <= b.bottom() and a.bottom() >= b.top()
    return is_above or is_left


def _ancestors(widget: QWidget) -> list[QWidget]:
    above = [widget]
    while (parent := above[-1].parentWidget()) is not None and not above[-1].isWindow():
        above.append(parent)
    return above


def _place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())
