"""Rows of what a specialization asks: the requirement in whole sentences, below it what was found."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui import icons, theme
from ui.tables import DECORATION_ROLE, IconMark
from ui.widgets import FindingsView, RowDelegate, paint

Index = QModelIndex | QPersistentModelIndex
_ABOVE: Final = 6
_LEFT: Final = 10
_MARK: Final = 26
_RIGHT: Final = 12
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)


class RequirementDelegate(RowDelegate):
    """Of a tree whose first column asks and whose second one, which is not seen, was found."""

    def __init__(self, view: FindingsView) -> None:
        super().__init__(view)
        self._tree = view

    def _lines(self, index: Index) -> tuple[tuple[str, str, Any], ...]:
        """Words, font and colour of what is asked and what was found, as far as there is any."""
        found = index.sibling(index.row(), 1)
        tone = found.data(Qt.ItemDataRole.ForegroundRole) or theme.color("text-muted")
        said = (
            (index.data() or "", "body", theme.color("text")),
            (found.data() or "", "small", tone),
        )
        return tuple(line for line in said if line[0])

    def _room(self, index: Index) -> float:
        """The width for words, less the deeper the row stands."""
        depth, above = 1, index.parent()
        while above.isValid() and above != self._tree.rootIndex():
            depth, above = depth + 1, above.parent()
        width = self._tree.viewport().width() - depth * self._tree.indentation()
        return max(width - _LEFT - _MARK - _RIGHT, 60)

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option  # the stub of QStyleOptionViewItem lacks the fields of its parents
        with paint.saved(painter):
            self._draw_ground(painter, style, index)
            rect = QRectF(style.rect)
            mark = index.data(DECORATION_ROLE)
            if isinstance(mark, IconMark):
                place = paint.icon_rect(rect.left() + _LEFT, rect.top() + _ABOVE + 9)
                icons.draw(painter, place, mark.name, mark.role)
            top, left, width = rect.top() + _ABOVE, rect.left() + _LEFT + _MARK, self._room(index)
            for words, role, color in self._lines(index):
                high = _height(words, role, width)
                painter.setFont(theme.font(role))
                painter.setPen(color)
                painter.drawText(QRectF(left, top, width, high), _WRAPPED, words)
                top += high + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        width = self._room(index)
        lines = sum(_height(words, role, width) + 1 for words, role, _color in self._lines(index))
        return QSize(60, round(lines) + 2 * _ABOVE)


def _height(words: str, role: str, width: float) -> float:
    """Of the words over as many lines as they need."""
    metrics = QFontMetricsF(theme.font(role))
    return float(metrics.boundingRect(QRectF(0, 0, width, 10_000), _WRAPPED, words).height())
