"""Trees as the pages have them: branches open with our chevrons, and long sentences go over several lines."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTreeView

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.views import (
    PAD,
    Index,
    RowDelegate,
    cell_width,
    draw_row_focus,
    hover_row,
    parent_id,
    set_up_view,
)

_TREE_ROW = 27
_LINE, _LINES = 18, 12
"""Height of a line that goes on below another, and how many there are at most."""
_MOST_WRAPPED = 500
"""Findings: of a larger tree all rows are one line high, since each is measured."""


class WrappingDelegate(RowDelegate):
    """In a tree: what has no room on one line goes on below it."""

    def __init__(self, view: QTreeView, height: int) -> None:
        super().__init__(view, height)
        self._tree = view

    def _draw_words(self, painter: QPainter, box: QRectF, words: str, looks: tuple[str, Any, Any]) -> None:
        lines = paint.lines_of(words, looks[0], box.width(), _LINES)
        top = box.center().y() - len(lines) * _LINE / 2
        for place, line in enumerate(lines):
            row = QRectF(box.left(), top + place * _LINE, box.width(), _LINE)
            super()._draw_words(painter, row, line, looks)

    def _room(self, index: Index) -> float:
        room = self._tree.columnWidth(index.column()) - 2 * PAD
        if index.column() == 0:
            while index.isValid():
                room -= self._tree.indentation()
                index = index.parent()
        return room

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint, room = super().sizeHint(option, index), self._room(index)
        if self._tree.uniformRowHeights() or hint.width() - 2 * PAD <= room:
            return hint
        mark = cell_width(index) - paint.width_of(index.data() or "", role := _role(index))
        lines = paint.lines_of(index.data() or "", role, room - mark, _LINES)
        return QSize(hint.width(), hint.height() + (len(lines) - 1) * _LINE)


def _role(index: Index) -> str:
    return "body" if index.data(Qt.ItemDataRole.FontRole) is None else "strong"


class FindingsView(QTreeView):
    """A tree whose branches open with our own chevrons."""

    _shared: tuple[int, float] | None = None
    _is_placed = False

    def give(self, column: int, share: float) -> None:
        """The column takes that share of the width, whatever stands in it."""
        self._shared = (column, share)
        self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def wrap(self) -> None:
        """Let rows be as high as their words ask, where there are not too many."""
        self.setItemDelegate(WrappingDelegate(self, _TREE_ROW))
        self.header().sectionResized.connect(lambda *_change: self.scheduleDelayedItemsLayout())

    def _place(self) -> None:
        """Rows had other heights before there was a width to fill."""
        self.scrollToTop()
        self.scrollTo(self.currentIndex())

    def fit_rows(self, count: int) -> None:
        """So many findings are in the model now."""
        self.setUniformRowHeights(count > _MOST_WRAPPED)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shared is not None:
            column, share = self._shared
            self.header().resizeSection(column, round(self.viewport().width() * share))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_placed:
            self._is_placed = True
            QTimer.singleShot(0, self, self._place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        hover_row(self, (-1, -1))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802 - Qt's name
        selected = self.selectionModel().isSelected(index.sibling(index.row(), 0))
        delegate = self.itemDelegate()
        is_hovered = isinstance(delegate, RowDelegate) and delegate.hovered == (
            index.row(),
            parent_id(index),
        )
        role = "selected" if selected else "hover" if is_hovered else "surface"
        painter.fillRect(rect, theme.color(role))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        draw_row_focus(painter, self, rect, index)
        if self.model().hasChildren(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            icons.draw(
                painter, paint.icon_rect(rect.right() - 17, rect.center().y() + 0.5), name, "text-muted"
            )


def tree(model: QAbstractItemModel, stretch: int = 0, name: str = "") -> FindingsView:
    """A view of findings; the column `stretch` takes the room that is left."""
    view = FindingsView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setUniformRowHeights(True)
    view.setIndentation(18)
    view.setExpandsOnDoubleClick(True)
    head = view.header()
    head.setStretchLastSection(False)
    set_up_view(view, head, height=_TREE_ROW)
    for column in range(model.columnCount()):
        mode = (
            QHeaderView.ResizeMode.Stretch if column == stretch else QHeaderView.ResizeMode.ResizeToContents
        )
        head.setSectionResizeMode(column, mode)
    return view
