"""A month as a grid of days, each with what is due on it; arrow keys walk over its edges."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from readiness.facts import first_day, month_of, months_later
from ui import text, theme
from ui.pages.agenda_delegate import row_mark
from ui.pages.agenda_rows import AgendaRow
from ui.tables import ROW_ROLE
from ui.text import _, ngettext
from ui.widgets import Panel, button, paint, tool_button
from ui.widgets.cells import CellDelegate

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_WEEK: Final = 7
_LONGEST: Final = timedelta(days=31)
_LOWEST: Final = 42
"""A week lower than this has no room for an item below the number of its days."""
_MARK: Final = 26
"""The room of one item's tile or icon."""
_DAYS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_WEEK,
    Qt.Key.Key_Down: _WEEK,
}
_MONTHS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One cell; days of the months before and after fill the first and the last week."""

    day: date
    is_inside: bool
    is_today: bool
    rows: tuple[AgendaRow, ...]


def _days_of(row: AgendaRow) -> Iterator[date]:
    """Every day on which it takes place, at most a month of them."""
    first = row.item.due_on
    last = min(row.item.last_day, first + _LONGEST)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


class MonthModel(QAbstractTableModel):
    """The weeks of one month, from the locale's first day of the week."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.month = date(2022, 10, 1)
        self._first = self.month
        self._weeks = 0
        self._today = date.min
        self._by_day: Mapping[date, tuple[AgendaRow, ...]] = {}

    def show_days(self, day: date, today: date, rows: Sequence[AgendaRow]) -> None:
        """The month of a day, with the rows by the day they are due."""
        by_day: dict[date, tuple[AgendaRow, ...]] = {}
        for row in rows:
            for on in _days_of(row):
                by_day[on] = (*by_day.get(on, ()), row)
        self.beginResetModel()
        self.month = day.replace(day=1)
        back = (self.month.isoweekday() - text.locale().firstDayOfWeek().value) % _WEEK
        self._first = self.month - timedelta(days=back)
        last = months_later(self.month, 1) - timedelta(days=1)
        self._weeks = ((last - self._first).days // _WEEK) + 1
        self._today, self._by_day = today, by_day
        self.endResetModel()

    def day_at(self, index: Index) -> MonthDay:
        day = self._first + timedelta(days=index.row() * _WEEK + index.column())
        is_inside = (day.year, day.month) == (self.month.year, self.month.month)
        return MonthDay(day, is_inside, day == self._today, self._by_day.get(day, ()))

    def rows_on(self, day: date) -> tuple[AgendaRow, ...]:
        """What is due, or takes place, on a day."""
        return self._by_day.get(day, ())

    def index_of(self, day: date) -> QModelIndex:
        """Where a day stands; an invalid index where it is not shown."""
        place = (day - self._first).days
        if 0 <= place < self._weeks * _WEEK:
            return self.index(place // _WEEK, place % _WEEK)
        return QModelIndex()

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._weeks

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else _WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self.day_at(index)
        titles = [row.title for row in found.rows]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(found.day.day)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(titles) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return "\n".join([text.long_day(found.day), *titles])
            case _ if role == ROW_ROLE:
                return found
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        weekday = (text.locale().firstDayOfWeek().value - 1 + section) % _WEEK + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return text.locale().standaloneDayName(weekday, text.locale().FormatType.ShortFormat)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _DayDelegate(CellDelegate):
    """The number of the day, below it a tile or icon for each item; what has no room is counted."""

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option  # the stub of QStyleOptionViewItem lacks the fields of its parents
        found: MonthDay = index.data(ROW_ROLE)
        whole = QRectF(style.rect)
        with paint.saved(painter):
            is_selected = bool(style.state & QStyle.StateFlag.State_Selected)
            painter.fillRect(whole, theme.color("selected" if is_selected else "surface"))
            painter.fillRect(
                QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), theme.color("border")
            )
            if index.column() < _WEEK - 1:
                painter.fillRect(
                    QRectF(whole.right() - 1, whole.top(), 1, whole.height()), theme.color("border")
                )
            if is_selected and style.state & QStyle.StateFlag.State_HasFocus:
                paint.draw_focus(painter, whole.adjusted(1, 1, -2, -2), 3)
            self._paint_number(painter, whole, found, is_selected=is_selected)
            self._paint_items(painter, whole.adjusted(7, 21, -4, -2), found)

    @staticmethod
    def _paint_number(painter: QPainter, whole: QRectF, found: MonthDay, *, is_selected: bool) -> None:
        box = QRectF(whole.left() + 7, whole.top() + 2, whole.width() - 14, 18)
        words = str(found.day.day)
        role, color = ("strong", "accent") if found.is_today else ("body", "text")
        if is_selected and not found.is_today:
            role = "strong"
        taken = paint.draw_text(painter, box, words, role, color if found.is_inside else "text-muted")
        if found.is_today:
            ring = QRectF(box.left() - 5, box.top(), taken + 10, 18)
            paint.draw_focus(painter, ring, 9)

    @staticmethod
    def _paint_items(painter: QPainter, box: QRectF, found: MonthDay) -> None:
        rows = found.rows
        if box.height() < 16 or not rows:
            return
        lines = max(int(box.height() // 20), 1)
        room = max(int(box.width() // _MARK), 1)
        if len(rows) == 1 or len(rows) <= lines:
            for place, row in enumerate(rows):
                line = QRectF(box.left(), box.top() + 20 * place, box.width(), 18)
                _paint_line(painter, line, row, found.day)
            return
        shown = rows if len(rows) <= room else rows[: max(room - 1, 1)]
        for place, row in enumerate(shown):
            row_mark(row)(painter, QRectF(box.left() + _MARK * place - 1, box.top(), 24, 18))
        left = len(rows) - len(shown)
        if left:
            rest = box.adjusted(_MARK * len(shown), 0, 0, 0)
            rest.setHeight(18)
            paint.draw_text(painter, rest, f"+{left}", "small", "text-muted")


def _paint_line(painter: QPainter, box: QRectF, row: AgendaRow, day: date) -> None:
    row_mark(row)(painter, QRectF(box.left() - 1, box.top(), 24, 18))
    place = box.adjusted(_MARK, 0, 0, 0)
    said = (row.title, "") if row.item.due_on != day else (row.time or row.title, row.time, "")
    words = next(one for one in said if not one or paint.width_of(one, "small") <= place.width())
    paint.draw_text(painter, place, words, "small", "text-muted")  # the tooltip has all that is due


class MonthView(QTableView):
    """The grid: arrows and the mouse choose a day, Page Up and Down the month, Home today."""

    day_chosen = Signal(object)  # date
    month_asked = Signal(object)  # date: the day to choose in another month
    add_asked = Signal(object)  # date
    today_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = MonthModel(self)
        self.setModel(self.days)
        self.setItemDelegate(_DayDelegate(self))
        self.setAccessibleName(_("Month"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setFixedHeight(24)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(24)
        self.clicked.connect(lambda index: self.day_chosen.emit(self.days.day_at(index).day))
        self.doubleClicked.connect(lambda index: self.add_asked.emit(self.days.day_at(index).day))

    @property
    def day(self) -> date | None:
        """The day chosen."""
        index = self.currentIndex()
        return self.days.day_at(index).day if index.isValid() else None

    def select_day(self, day: date) -> None:
        """Choose without a signal; nothing happens where the day is not shown."""
        index = self.days.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)

    def _walk(self, day: date) -> None:
        index = self.days.index_of(day)
        if index.isValid() and self.days.day_at(index).is_inside:
            self.setCurrentIndex(index)
            self.day_chosen.emit(day)
        else:
            self.month_asked.emit(day)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day, key = self.day, Qt.Key(event.key())
        if day is None:
            super().keyPressEvent(event)
        elif key in _DAYS:
            self._walk(day + timedelta(days=_DAYS[key]))
        elif key in _MONTHS:
            self._walk(months_later(day, _MONTHS[key]))
        elif key == Qt.Key.Key_Home:
            self.today_asked.emit()
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_asked.emit(day)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()


class MonthPanel(Panel):
    """A month of the agenda with ways to the months around it."""

    day_chosen = Signal(object)  # date
    add_asked = Signal(object)  # date

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._today = today
        self._rows: Sequence[AgendaRow] = ()
        self.view = MonthView()
        self.add_action(button(_("Today"), on_click=self.go_today, small=True))
        self.add_action(tool_button("chevron-left", _("Month before"), lambda: self._step(-1)))
        self.add_action(tool_button("chevron-right", _("Month after"), lambda: self._step(1)))
        self.body.addWidget(self.view)
        self.view.day_chosen.connect(self.day_chosen)
        self.view.add_asked.connect(self.add_asked)
        self.view.month_asked.connect(self.go)
        self.view.today_asked.connect(self.go_today)

    def set_rows(self, rows: Sequence[AgendaRow], today: date) -> None:
        """Other rows; the day chosen stays, unless another day is looked at."""
        chosen = self.view.day if today == self._today else None
        self._rows, self._today = rows, today
        self.show_day(chosen or today)

    def show_day(self, day: date) -> None:
        """The month of that day, the day chosen; no signal."""
        self.view.days.show_days(day, self._today, self._rows)
        self.view.setMinimumHeight(24 + _LOWEST * self.view.days.rowCount())
        self.set_title(text.long_month(self.view.days.month))
        self.view.select_day(day)
        n = sum(month_of(row.item.due_on) == month_of(day) for row in self._rows)
        self.set_note(ngettext("{n} item", "{n} items", n))

    def go(self, day: date) -> None:
        """As when a user goes there."""
        self.show_day(day)
        self.day_chosen.emit(day)

    def go_today(self) -> None:
        self.go(self._today)

    def _step(self, months: int) -> None:
        month = first_day(month_of(self.view.days.month))
        self.go(months_later(self.view.day or month, months))
