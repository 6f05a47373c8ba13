"""Rows of two lines with a mark on the left: awards, deadlines, problems."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui import icons, theme
from ui.tables import DECORATION_ROLE
from ui.widgets.cells import CellDelegate
from ui.widgets.paint import RIGHT, draw_text

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Mark: TypeAlias = Callable[[QPainter, QRectF], None]

MARK_WIDTH: Final = 24
MARK_HEIGHT: Final = 22
_MARGIN: Final = 14
_GAP: Final = 10


@dataclass(frozen=True, slots=True)
class TwoLines:
    """What a row shows; `mark` paints into a box of 24x22."""

    first: str
    second: str
    mark: Mark
    right: str = ""
    first_role: str = "text"
    second_role: str = "text-muted"
    is_strong: bool = False


def icon_mark(name: str, role: str = "text-muted") -> Mark:
    """A single icon in the middle of the mark's box."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        box = QRectF(0, 0, 16, 16)
        box.moveCenter(rect.center())
        icons.draw(painter, box, name, role)

    return paint


class TwoLinesDelegate(CellDelegate):
    """Paints the `TwoLines` that a column gives as its decoration."""

    def __init__(self, parent: QObject | None = None, *, height: int = 0) -> None:
        super().__init__(parent)
        self._height = height or theme.size("row-two-line")

    def paint_row(self, painter: QPainter, rect: QRectF, lines: TwoLines) -> None:
        """The mark, the two lines and what stands right of them, within `rect`."""
        mark = QRectF(rect.left(), 0, MARK_WIDTH, MARK_HEIGHT)
        mark.moveCenter(rect.center())
        mark.moveLeft(rect.left())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines.mark(painter, mark)
        self.paint_lines(painter, rect.adjusted(MARK_WIDTH + _GAP, 0, 0, 0), lines)

    @staticmethod
    def paint_lines(painter: QPainter, text: QRectF, lines: TwoLines) -> None:
        """The two lines, and what stands right of them."""
        if lines.right:
            aside = text.adjusted(text.width() * 0.6, 0, 0, 0)
            text.setRight(
                text.right() - draw_text(painter, aside, lines.right, "small", "text-muted", RIGHT) - _GAP
            )
        upper = QRectF(text.left(), text.center().y() - 17, text.width(), 17)
        lower = QRectF(text.left(), text.center().y(), text.width(), 16)
        draw_text(painter, upper, lines.first, "strong" if lines.is_strong else "body", lines.first_role)
        draw_text(painter, lower, lines.second, "small", lines.second_role)

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  Qt's signature
        return QSize(160, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        lines = index.data(DECORATION_ROLE)
        paint_ground(painter, QRectF(option.rect), option)
        if isinstance(lines, TwoLines):
            painter.save()
            self.paint_row(painter, QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN, 0), lines)
            painter.restore()


def paint_ground(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
    """The row's own ground, a hairline below, and the ring of the row that has the focus."""
    state = option.state
    role = "surface"
    if state & QStyle.StateFlag.State_Selected:
        role = "selected"
    elif state & QStyle.StateFlag.State_MouseOver:
        role = "hover"
    painter.fillRect(rect, theme.color(role))
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.color("border"))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.save()
        painter.setPen(theme.color("focus"))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -1.5))
        painter.restore()
