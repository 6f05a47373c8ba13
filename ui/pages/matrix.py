"""People by certifications: one mark for each award or plan, painted as far as it is seen."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from readiness.facts import CertificationId
from readiness.rules import Catalogue
from ui import theme
from ui.dialogs.award_state import State, award_mark
from ui.pages.matrix_cells import Cell, CertificationColumn, table_columns
from ui.pages.matrix_headers import CodesHeader, Corner, PeopleHeader
from ui.pages.people_rows import PersonRow
from ui.tables import DECORATION_ROLE, Column, RowsModel
from ui.text import _, number
from ui.widgets import Card, RowDelegate, RowsView, hairline, paint
from ui.widgets.two_lines import MARK_HEIGHT, MARK_WIDTH

_ROW: Final = 33
_FOOT: Final = 34
_NAMES: Final = (110, 190)
_LOOKED_AT: Final = 200
_LEGEND_FROM: Final = 320
Index = QModelIndex | QPersistentModelIndex


class Matrix(Card):
    """Shows the rows of a list in another way; what is selected in it is told, by row."""

    current_changed = Signal(object)  # a PersonRow

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._on = date.min
        self._columns: tuple[CertificationColumn, ...] = ()
        self.model: RowsModel[PersonRow] = RowsModel((_person_column(),), self)
        self.view = RowsView()
        self._codes = CodesHeader(self.view)
        self._people = PeopleHeader(self.view)
        self._corner = Corner(self.view)
        self.foot = Foot(self.view)
        self._legend = Legend()
        self._line = hairline()
        self._set_up()
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.foot)
        self.body.addWidget(self._line)
        self.body.addWidget(self._legend)

    @property
    def columns(self) -> tuple[CertificationColumn, ...]:
        return self._columns

    def show_columns(self, columns: tuple[CertificationColumn, ...], on: date) -> bool:
        """Which certifications stand side by side, and the day that states are asked for.

        Whether they were others before; then the rows are to be set again.
        """
        if (columns, on) == (self._columns, self._on):
            return False
        self._columns, self._on = columns, on
        self.model.set_columns(table_columns(columns, _person_column(), self._catalogue, on))
        self.view.setColumnHidden(0, True)  # noqa: FBT003 - Qt's signature; the names stand at the side
        self._codes.set_columns(columns)
        self.foot.show_counts(columns, {})
        return True

    def show_counts(self, counts: Mapping[CertificationId, int]) -> None:
        """How many people count with each certification."""
        self.foot.show_counts(self._columns, counts)

    def set_rows(self, rows: Sequence[PersonRow], current: object) -> None:
        """Show these people; the one with the id `current` is selected."""
        self.model.set_rows(rows)
        widths = [paint.width_of(row.name, "body") for row in rows[:_LOOKED_AT]]
        self._people.setFixedWidth(round(min(max(_NAMES[0], max(widths, default=0) + 40), _NAMES[1])))
        self.select(current)
        self._place()

    def select(self, row_id: object) -> None:
        """The same person as in the list; the column stays."""
        place = next((n for n, row in enumerate(self.model.rows) if row.id == row_id), -1)
        if place < 0 or self.view.currentIndex().row() == place:
            return
        choose = QItemSelectionModel.SelectionFlag
        index = self.model.index(place, max(self.view.currentIndex().column(), 1))
        self.view.selectionModel().setCurrentIndex(index, choose.ClearAndSelect | choose.Rows)

    def _set_up(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName(_("People by certifications"))
        view.setHorizontalHeader(self._codes)
        view.setVerticalHeader(self._people)
        self._people.setDefaultSectionSize(_ROW)
        view.setShowGrid(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setFrameShape(QAbstractItemView.Shape.NoFrame)
        view.setItemDelegate(MatrixDelegate(view, self._codes))
        view.setMouseTracking(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        view.horizontalScrollBar().valueChanged.connect(lambda _value: self.foot.update())

    def _tell(self) -> None:
        self._people.viewport().update()
        index = self.view.currentIndex()
        if index.isValid():
            self.current_changed.emit(self.model.rows[index.row()])

    def _place(self) -> None:
        width, height = self._people.width(), self._codes.height()
        self._corner.setGeometry(0, 0, width, height)
        self._corner.raise_()
        self.foot.set_indent(width)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in (self._line, self._legend):  # people come first where there is little room
            part.setVisible(self.height() >= _LEGEND_FROM)
        self._place()


class MatrixDelegate(RowDelegate):
    """A mark in the middle of each cell that has one, and a line where an area ends."""

    def __init__(self, view: RowsView, codes: CodesHeader) -> None:
        super().__init__(view, _ROW)
        self._codes = codes

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option  # the stub of QStyleOptionViewItem lacks the fields of its parents
        rect = QRectF(style.rect)
        painter.save()
        self._draw_ground(painter, style, index)
        found = index.data(DECORATION_ROLE)
        if isinstance(found, Cell):
            mark = QRectF(0, 0, MARK_WIDTH, MARK_HEIGHT)
            mark.moveCenter(rect.adjusted(0, 0, 0, -1).center())
            mark.moveTo(round(mark.left()), round(mark.top()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            found.mark(painter, mark)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if style.rect.right() in set(self._codes.group_edges()):
            painter.fillRect(
                style.rect.right(), style.rect.top(), 1, style.rect.height(), theme.color("border")
            )
        if self._view.hasFocus() and self._view.currentIndex() == index:
            paint.draw_focus(painter, rect.adjusted(0, 1, 0, -2), theme.radius("tile"))
        painter.restore()


class Foot(QWidget):
    """Under the matrix, in line with its columns: how many people count with each certification."""

    def __init__(self, view: RowsView) -> None:
        super().__init__()
        self._view = view
        self._indent = 0
        self._columns: Sequence[CertificationColumn] = ()
        self._counts: Mapping[CertificationId, int] = {}
        self.setFixedHeight(_FOOT)
        self.setAccessibleName(_("Counted today"))

    def show_counts(
        self, columns: Sequence[CertificationColumn], counts: Mapping[CertificationId, int]
    ) -> None:
        self._columns, self._counts = columns, counts
        said = (f"{column.code}: {number(counts[column.id])}" for column in columns if column.id in counts)
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def set_indent(self, indent: int) -> None:
        """Where the first column begins."""
        self._indent = indent
        self.update()

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            painter.fillRect(self.rect(), theme.color("surface-sunken"))
            left = QRectF(12, 0, self._indent - 16, self.height())
            paint.draw_text(painter, left, _("Counted today"), "small", "text-muted")
            painter.setClipRect(self._indent, 0, self._view.viewport().width(), self.height())
            for place, column in enumerate(self._columns, 1):
                count = self._counts.get(column.id)
                if count is not None and column.areas:
                    x = self._indent + self._view.columnViewportPosition(place)
                    box = QRectF(x, 0, self._view.columnWidth(place), self.height())
                    color = "text" if count else "text-muted"
                    paint.draw_text(painter, box, number(count), "small", color, paint.CENTER)


class Legend(QWidget):
    """What the marks mean, over as many lines as they need."""

    _LINE: Final = 30

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[tuple[State, str], ...] = (
            ("valid", _("Valid")),
            ("renew-now", _("Renew now")),
            ("expiring", _("Expiring, days left")),
            ("expired", _("Expired")),
            ("retired-counting", _("Retired, counted")),
            ("planned", _("Planned")),
        )
        self.setAccessibleName(", ".join(words for _state, words in self._entries))
        self.setFixedHeight(self._LINE + 12)

    def _places(self) -> Sequence[tuple[int, int]]:
        places, x, y = [], 14, 6
        for _state, words in self._entries:
            width = MARK_WIDTH + 8 + round(paint.width_of(words, "small")) + 12
            if x > 14 and x + width - 12 > self.width() - 8:
                x, y = 14, y + self._LINE
            places.append((x, y))
            x += width
        return places

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._places()[-1][1] + self._LINE + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for (state, words), (x, y) in zip(self._entries, self._places(), strict=True):
                award_mark(state, 19)(painter, QRectF(x, y + 4, MARK_WIDTH, MARK_HEIGHT))
                box = QRectF(x + MARK_WIDTH + 8, y, self.width(), self._LINE)
                paint.draw_text(painter, box, words, "small", "text-muted")


def _person_column() -> Column[PersonRow]:
    return Column(lambda: _("Person"), lambda row: row.name)
