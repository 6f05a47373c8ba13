"""Paints a row of the agenda: its box to tick, day, area and lines, and a heading where a group begins."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from ui import theme
from ui.pages.agenda_rows import AgendaRow
from ui.pages.item_icons import item_icon
from ui.tables import ROW_ROLE, RowsModel
from ui.widgets.cells import CellDelegate
from ui.widgets.check import draw_check
from ui.widgets.paint import draw_tile
from ui.widgets.two_lines import Mark, TwoLines, TwoLinesDelegate, icon_mark, paint_ground

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 44
HEADING: Final = 28
_CHECK: Final = 42
_DAY: Final = 92


class AgendaDelegate(CellDelegate):
    """One row, 44 high, and 28 more where a group begins."""

    ticked = Signal(object)  # the AgendaRow whose box was pressed

    def __init__(self, view: QTableView, model: RowsModel[AgendaRow]) -> None:
        super().__init__(view)
        self._model = model
        self._lines = TwoLinesDelegate(self)

    def heading(self, place: int) -> str:
        """The group that begins with the row; empty within a group."""
        rows = self._model.rows
        is_first = place == 0 or rows[place].group != rows[place - 1].group
        return rows[place].group if is_first else ""

    def height(self, place: int) -> int:
        return ROW + (HEADING if self.heading(place) else 0)

    def _below(self, option: Any, place: int) -> QRectF:
        whole = QRectF(option.rect)
        return whole.adjusted(0, HEADING if self.heading(place) else 0, 0, 0)

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option  # the stub of QStyleOptionViewItem lacks the fields of its parents
        row: AgendaRow = index.data(ROW_ROLE)
        painter.save()
        heading, below = self.heading(index.row()), self._below(style, index.row())
        if heading:
            _paint_heading(painter, QRectF(style.rect), heading)
        paint_ground(painter, below, option)
        draw_check(painter, QRectF(below.left(), below.top(), _CHECK, below.height()), is_checked=row.is_done)
        _paint_day(painter, below, row)
        rest = below.adjusted(_CHECK + _DAY, 0, -14, 0)
        self._lines.paint_row(painter, rest, _lines(row))
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        style: Any = option
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            box = self._below(style, index.row())
            box.setWidth(_CHECK)
            if event.button() == Qt.MouseButton.LeftButton and box.contains(event.position()):
                self.ticked.emit(index.data(ROW_ROLE))
                return True
        return super().editorEvent(event, model, option, index)


def _paint_heading(painter: QPainter, whole: QRectF, words: str) -> None:
    band = QRectF(whole.left(), whole.top(), whole.width(), HEADING)
    painter.fillRect(band, theme.color("surface-sunken"))
    painter.fillRect(QRectF(band.left(), band.bottom() - 1, band.width(), 1), theme.color("border"))
    font = QFont(theme.font("small"))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.color("text-muted"))
    painter.drawText(band.adjusted(14, 0, -14, 0), int(Qt.AlignmentFlag.AlignVCenter), words)


def _paint_day(painter: QPainter, below: QRectF, row: AgendaRow) -> None:
    box = QRectF(below.left() + _CHECK, below.top(), _DAY - 6, below.height())
    day = TwoLines(
        first=row.when,
        second=row.nearness,
        mark=_no_mark,
        first_role="text-muted" if row.is_done else "text",
        second_role="danger" if row.is_late else "text-muted",
    )
    TwoLinesDelegate.paint_lines(painter, box, day)


def _no_mark(_painter: QPainter, _rect: QRectF) -> None:
    """A day has none."""


def _lines(row: AgendaRow) -> TwoLines:
    return TwoLines(
        first=row.title,
        second=row.second,
        mark=row_mark(row),
        right=row.owner.partition(" ")[0],
        first_role="text-muted" if row.is_done else "text",
    )


def row_mark(row: AgendaRow) -> Mark:
    """The tile of its area, else an icon of its kind."""
    area = row.item.area
    if area is None:
        return icon_mark(item_icon(row.item.kind))

    def paint(painter: QPainter, rect: QRectF) -> None:
        tile = QRectF(0, 0, 24, 18)
        tile.moveCenter(rect.center())
        draw_tile(painter, tile, area)

    return paint
