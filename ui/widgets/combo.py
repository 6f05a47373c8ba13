"""A choice from a short list, with our own chevron."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QStyle, QStyleOptionComboBox, QStylePainter

from ui import icons
from ui.widgets import paint

_OPENING: Final = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_F4,
    }
)
_AROUND: Final = 36
"""The margin left of the words, and the chevron right of them."""


class ComboBox(QComboBox):
    """Shows one of a closed list; the wheel changes it only while it has the focus.

    What is too long for it is elided, with the whole as tooltip; the list takes the room that it asks for.
    """

    def __init__(self) -> None:
        super().__init__()
        view = QListView()
        view.setUniformItemSizes(True)
        self.setView(view)  # the style sheet reaches the items of a view of our own
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def _fitting(self, words: str, looks: QStyleOptionComboBox) -> str:
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, looks, part, self).width() - 2
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(words if shown != words else "")
        return shown

    # Qt overrides

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        view = self.view()
        screen = self.screen().availableGeometry().width()
        view.setMinimumWidth(min(max(view.sizeHintForColumn(0) + _AROUND, self.width()), screen))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        frame, looks = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(looks)
        frame.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, looks)
        shown: Any = looks  # the stub of QStyleOptionComboBox lacks its text
        shown.currentText = self._fitting(self.currentText(), looks)
        frame.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, looks)
        frame.end()
        with paint.painting(self) as painter:
            box = QRectF(self.width() - 24, (self.height() - 14) / 2, 14, 14)
            icons.draw(painter, box, "chevron-down", "text-muted" if self.isEnabled() else "text-disabled")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class OpeningBox(ComboBox):
    """Shows words, and what is chosen from only once it is opened: `opened` makes it ready each time.

    What is picked in it is saved at once: so keys open it, and neither they nor the wheel change it unseen.
    """

    def __init__(self, words: str, opened: Callable[[], bool]) -> None:
        """`opened` answers whether there is a list to show."""
        super().__init__()
        self._opened = opened
        self.addItem(words)

    # Qt overrides

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        if self._opened():
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text() if event.text().isprintable() else ""
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            event.ignore()
        elif event.key() in _OPENING or typed:
            self.showPopup()
            if typed.strip() and self.view().isVisible():
                self.view().keyboardSearch(typed)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
