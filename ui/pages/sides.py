"""A list with a panel beside it, or under it where the page is too narrow for both."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.pages.listing import Listing
from ui.widgets.boxes import boxed, column_of

_BOTH: Final = 800
"""From this width on a list and a panel stand side by side."""
_UNDER: Final = 260
"""Each is about so high where one stands under the other; the page scrolls."""
_ANY: Final = 16_777_215


def panel_width(width: int) -> int:
    """The room for a panel beside a list, of so much for both: a third, 264 to 360."""
    return min(max(264, width * 5 // 16), 360)


class Beside(QWidget):
    """Two widgets side by side, the second as wide as `width` says of the room for both."""

    def __init__(self, first: QWidget, second: QWidget, width: Callable[[int], int] = panel_width) -> None:
        super().__init__()
        self._first, self._second, self._width = first, second, width
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(first, 1)
        self._row.addWidget(second, 1)

    @property
    def is_stacked(self) -> bool:
        """Whether the second stands under the first."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def fit(self) -> None:
        """Share out the room that there is now."""
        is_stacked = self.width() < _BOTH
        asked = 0 if is_stacked else self._width(self.width())
        way = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)
            self.updateGeometry()
        self._second.setMinimumWidth(asked)
        self._second.setMaximumWidth(asked or _ANY)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Narrower than both side by side: they can be stacked."""
        least = self._row.minimumSize().height()
        is_shared = self.is_stacked and not self._second.isHidden()
        return QSize(_UNDER, max(least, 2 * _UNDER) if is_shared else least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def list_and_panel(listing: Listing, panel: QWidget, width: Callable[[int], int] = panel_width) -> QWidget:
    """The list under its bar, and the panel of what is chosen in it."""
    return boxed(column_of(listing.bar, (Beside(listing, panel, width), 1), gap=12))
