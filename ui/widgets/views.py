"""Tables as every page has them: one delegate paints a row, one maker sets the view up."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from ui import icons, theme
from ui.tables import DECORATION_ROLE, ChipMark, IconMark, RowsModel, Tags, Tiles
from ui.text import _
from ui.widgets import paint
from ui.widgets.basics import tool_button
from ui.widgets.cells import CellDelegate
from ui.widgets.columns import Columns
from ui.widgets.selection import copy_rows

Index = QModelIndex | QPersistentModelIndex
PAD = 10
_MANY = 100  # rows looked at for the width of a column


class RowDelegate(CellDelegate):
    """Paints ground, hairline, decoration and text of a cell; hover is of the whole row."""

    def __init__(self, view: QAbstractItemView, height: int = 32) -> None:
        super().__init__(view)
        self._view = view
        self._height = height
        self.hovered: tuple[int, int] = (-1, -1)  # row, and a tree's parent id

    def _draw_ground(self, painter: QPainter, option: Any, index: Index) -> None:
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = (index.row(), parent_id(index)) == self.hovered
        role = "selected" if selected else "hover" if is_hovered else "surface"
        painter.fillRect(rect, theme.color(role))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        draw_row_focus(painter, self._view, rect, index)

    def _draw_words(self, painter: QPainter, box: QRectF, words: str, looks: tuple[str, Any, Any]) -> None:
        role, color, align = looks
        paint.draw_text(painter, box, words, role, color, align=align)

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option  # the stub of QStyleOptionViewItem lacks the fields of its parents
        painter.save()
        self._draw_ground(painter, style, index)
        box = QRectF(style.rect).adjusted(PAD, 0, -PAD, -1)
        read = _reader(index)
        words = read(Qt.ItemDataRole.DisplayRole) or ""
        left = _draw_decoration(painter, box, read(DECORATION_ROLE), words)
        if left is not None:
            box.setLeft(left)
            color = read(Qt.ItemDataRole.ForegroundRole) or theme.color("text")
            role = "body" if read(Qt.ItemDataRole.FontRole) is None else "strong"
            align = Qt.AlignmentFlag(read(Qt.ItemDataRole.TextAlignmentRole) or int(paint.LEFT))
            self._draw_words(painter, box, words, (role, color, align))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(round(cell_width(index)) + 2 * PAD, self._height)


def draw_row_focus(painter: QPainter, view: QAbstractItemView, rect: QRect, index: Index) -> None:
    """Lines above and below the row that has the focus, drawn in each part of it."""
    if view.hasFocus() and view.currentIndex().siblingAtColumn(0) == index.sibling(index.row(), 0):
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme.color("focus"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("focus"))


def cell_width(index: Index) -> float:
    """The room that decoration and text take."""
    read = _reader(index)
    words = read(Qt.ItemDataRole.DisplayRole) or ""
    role = "body" if read(Qt.ItemDataRole.FontRole) is None else "strong"
    match read(DECORATION_ROLE):
        case Tiles(areas, alone):
            return 28 * len(areas) + (4 + paint.width_of(words, role) if words and not alone else 0)
        case ChipMark():
            return paint.chip_width(words)
        case IconMark():
            return 24 + paint.width_of(words, role)
        case Tags(tags):
            return sum(paint.width_of(tag, "micro") + 18 for tag in tags)
        case _:
            return paint.width_of(words, role)


def _reader(index: Index) -> Callable[[int], Any]:
    """What the model answers to a role; a list of ours is asked without the way through Qt."""
    model = index.model()
    return partial(model.data, index) if isinstance(model, RowsModel) else index.data


def _draw_decoration(painter: QPainter, box: QRectF, mark: object, words: str) -> float | None:
    """Paint what stands before the text; returns where the text begins, None where there is none left."""
    middle = box.center().y() + 0.5
    left: float | None = box.left()
    match mark:
        case Tiles(areas, alone):
            for place, area in enumerate(areas):
                tile = QRectF(box.left() + 28 * place, round(middle - 9), 24, 18)
                paint.draw_tile(painter, tile, area)
            left = None if alone else box.left() + 28 * len(areas) + 4
        case ChipMark(kind):
            if words:
                paint.draw_chip(painter, box.left(), middle, kind, words)
            left = None
        case IconMark(name, role):
            icons.draw(painter, paint.icon_rect(box.left(), middle), name, role)
            left = box.left() + 24
        case Tags(tags):
            _draw_tags(painter, box, middle, tags)
            left = None
        case _:
            pass
    return left


def _draw_tags(painter: QPainter, box: QRectF, middle: float, tags: Sequence[str]) -> None:
    x = box.left()
    for tag in tags:
        width = round(paint.width_of(tag, "micro")) + 14
        if x + width > box.right():
            paint.draw_text(
                painter, QRectF(x, box.top(), 16, box.height()), "\N{HORIZONTAL ELLIPSIS}", "micro"
            )
            return
        rect = QRectF(x, round(middle - 9), width, 18)
        paint.draw_box(painter, rect, theme.color("surface-sunken"), theme.color("border"), 4)
        paint.draw_text(painter, rect, tag, "micro", align=paint.CENTER)
        x += width + 4


class RowsView(QTableView):
    """A table of rows: Ctrl+C copies the selected ones as text, Enter activates."""

    columns: Columns
    """Which columns are seen, and how; set by `table`."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrows move in it

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        columns: Columns | None = getattr(self, "columns", None)
        if columns is not None:
            columns.tell_shown()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        hover_row(self, (-1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def table(model: QAbstractItemModel, stretch: int = 0, name: str = "", key: str = "") -> RowsView:
    """A view of rows; the column `stretch` takes the room that is left.

    By `key` the user's columns of it are remembered, one for each table of a page; without one they are not.
    """
    view = RowsView()
    view.setObjectName(key)
    view.setModel(model)
    view.setAccessibleName(name)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(theme.size("row"))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setCornerButtonEnabled(False)
    head = view.horizontalHeader()
    head.setStretchLastSection(False)
    head.setSectionsMovable(True)
    head.setSortIndicatorClearable(True)
    head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.setSortingEnabled(True)
    # Of a column that is selected as a whole a header asks every row, and paints it the same.
    head.setSelectionModel(QItemSelectionModel(model, head))
    set_up_view(view, head)
    view.columns = Columns(view, stretch)
    _keep_widths(view, head, stretch)
    return view


def table_tools(view: RowsView) -> tuple[QPushButton, QPushButton]:
    """What is done with a table as a whole: its rows are copied, or written to a file."""
    return (
        tool_button("copy", _("Copy as text"), lambda: copy_rows(view)),
        tool_button("file-spreadsheet", _("Export this table…"), view.columns.ask_export),
    )


def set_up_view(view: QAbstractItemView, head: QHeaderView, height: int = 32) -> None:
    head.setFixedHeight(theme.size("table-header"))
    head.setHighlightSections(False)
    head.setFont(theme.font("small"))
    delegate = RowDelegate(view, height)
    view.setItemDelegate(delegate)
    view.setMouseTracking(True)
    view.entered.connect(lambda index: hover_row(view, (index.row(), parent_id(index))))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setFrameShape(QAbstractItemView.Shape.NoFrame)


def _keep_widths(view: RowsView, head: QHeaderView, stretch: int) -> None:
    """Columns are as wide as their title and the first rows ask, once there are rows."""
    model = view.model()

    def fit() -> None:
        for column in range(model.columnCount()):
            if column == stretch:
                continue
            title = paint.width_of(str(model.headerData(column, Qt.Orientation.Horizontal)), "small") + 20
            rows = range(min(model.rowCount(), _MANY))
            widest = max((cell_width(model.index(row, column)) for row in rows), default=0.0)
            asked = view.columns.asked[column] = round(max(title, widest)) + 2 * PAD
            head.resizeSection(column, asked)
        head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        view.columns.apply()

    def fit_once() -> None:
        if model.rowCount():
            model.modelReset.disconnect(fit_once)
            fit()

    view.columns.measure = fit
    if model.rowCount():
        fit()
    else:
        head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(fit_once)


def parent_id(index: Index) -> int:
    above = index.parent()
    return above.internalId() if above.isValid() else -1


def hover_row(view: QAbstractItemView, place: tuple[int, int]) -> None:
    delegate = view.itemDelegate()
    if isinstance(delegate, RowDelegate) and delegate.hovered != place:
        delegate.hovered = place
        view.viewport().update()
