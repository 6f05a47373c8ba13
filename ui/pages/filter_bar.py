"""The row above a list: what is shown of it on the left, search and tools on the right."""

from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.widgets.boxes import REST, row_of

BETWEEN: Final = 12
"""What stands in the bar stands so far apart."""


class FilterBar(QWidget):
    """Two rows where one has no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(BETWEEN)
        self.choices, self.tools = row_of(REST, gap=BETWEEN), row_of(gap=BETWEEN)
        self._rows.addLayout(self.choices)
        self._rows.addLayout(self.tools, 1)

    def least_of_tools(self) -> int:
        """The least width of search and buttons."""
        return self._least(self.tools)

    @staticmethod
    def _least(row: QHBoxLayout) -> int:
        """Asked of each item: a layout inside another one does not hear at once what is hidden or shown."""
        items = [item for place in range(row.count()) if (item := row.itemAt(place)) and not item.isEmpty()]
        return sum(item.minimumSize().width() for item in items) + BETWEEN * max(len(items) - 1, 0)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider row."""
        return QSize(
            max(self._least(self.choices), self._least(self.tools)), self._rows.minimumSize().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.wrap()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.wrap()  # a count in the words of a choice made it wider
        return done

    def wrap(self) -> None:
        """One row or two, as there is room for."""
        fits = self._least(self.choices) + BETWEEN + self._least(self.tools) <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._rows.direction():
            self._rows.setDirection(way)
            self.updateGeometry()
