"""The row above a list: what is shown of it on the left, search and tools on the right."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

_BETWEEN: Final = 12


class FilterBar(QWidget):
    """Two rows where one has no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(_BETWEEN)
        self.choices, self.tools = QHBoxLayout(), QHBoxLayout()
        for row in (self.choices, self.tools):
            row.setSpacing(_BETWEEN)
        self.choices.addStretch(1)
        self._rows.addLayout(self.choices)
        self._rows.addLayout(self.tools, 1)

    def needs(self) -> int:
        """The least width of all in one row."""
        return self._least(self.choices) + _BETWEEN + self._least(self.tools)

    def needs_wrapped(self) -> int:
        """The least width in two rows."""
        return max(self._least(self.choices), self._least(self.tools))

    def _least(self, row: QHBoxLayout) -> int:
        row.invalidate()  # a layout inside another one does not hear at once what is hidden or shown
        return row.minimumSize().width()

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider row."""
        return QSize(self.needs_wrapped(), self._rows.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.wrap()

    def wrap(self) -> None:
        """One row or two, as there is room for."""
        fits = self.needs() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._rows.direction():
            self._rows.setDirection(way)
            self.updateGeometry()
