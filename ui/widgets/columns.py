"""Which columns of a table are seen, where and how wide: chosen by the user, and told to who remembers it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QTableView

from ui.text import _

Layout = Mapping[str, Any]
"""`columns`: how many there are; `hidden`, `order`, `widths` by column; `sort`: column, whether it falls."""


class Columns(QObject):
    """The columns of one view, numbered as its model has them."""

    changed = Signal(object)  # a Layout, when the user changed something
    export_asked = Signal()

    def __init__(self, view: QTableView, stretch: int) -> None:
        super().__init__(view)
        self.view, self._stretch = view, stretch
        self._head = view.horizontalHeader()
        self._hidden: frozenset[int] | None = None
        self._widths: dict[int, int] = {}
        self.asked: dict[int, int] = {}
        """How wide the texts of a column are, whatever room it got."""
        self.measure: Callable[[], None] = lambda: None
        """Look at the texts anew; the view does so once, with its first rows."""
        self._before: list[int] = []
        self.can_export = False
        """Whether somebody hears `export_asked`."""
        self.is_one = False
        """Whether the first column paints what all of them say."""
        self._head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._head.customContextMenuRequested.connect(self._on_menu)
        self._head.viewport().installEventFilter(self)
        self._head.sortIndicatorChanged.connect(lambda _column, _order: self._tell())
        self._is_seen = False

    def ask_export(self) -> None:
        """Write the table where the user says, also one that has no rows and was never seen."""
        self.tell_shown()
        self.export_asked.emit()

    def tell_shown(self) -> None:
        """The view is shown: the first time its window hears of it, since pages make tables while one looks.

        A dialog hears nothing.
        """
        told = getattr(self.view.window(), "table_shown", None)
        if not self._is_seen and told is not None:
            self._is_seen = True
            told.emit(self)

    @property
    def is_chosen(self) -> bool:
        """Whether the user said which columns to show; then none is left out for want of room."""
        return self._hidden is not None

    def paint_as_one(self, *, on: bool) -> None:
        """The first column paints what all of them say, and takes all the room; or each its own again."""
        self.is_one = on
        self._head.setVisible(not on)
        for column in range(self._head.count()):
            self._head.setSectionHidden(column, on and column > 0)
        self.apply()

    @property
    def shown(self) -> list[int]:
        """The columns that are seen, from left to right."""
        if self.is_one:
            return [column for column in range(self._head.count()) if column not in (self._hidden or ())]
        places = map(self._head.logicalIndex, range(self._head.count()))
        return [column for column in places if not self._head.isSectionHidden(column)]

    def layout(self) -> Layout:
        """As it stands, for `use`."""
        head = self._head
        return {
            "columns": head.count(),
            "hidden": None if self._hidden is None else sorted(self._hidden),
            "order": [head.logicalIndex(place) for place in range(head.count())],
            "widths": {str(column): width for column, width in self._widths.items()},
            "sort": [head.sortIndicatorSection(), head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder],
        }

    def use(self, layout: object) -> None:
        """Show the columns so; a layout of other columns, or none at all, changes nothing."""
        count = self._head.count()
        if not isinstance(layout, dict) or layout.get("columns") != count:
            return
        hidden, order, widths = layout.get("hidden"), layout.get("order"), layout.get("widths")
        if _are_columns(hidden, count) and len(set(hidden)) < count:
            self._hidden = frozenset(hidden)
        if _are_columns(order, count) and len(set(order)) == count:
            for place, column in enumerate(order):
                self._head.moveSection(self._head.visualIndex(column), place)
        if isinstance(widths, dict):
            kept = {int(c): w for c, w in widths.items() if c.isdecimal() and int(c) < count}
            self._widths = {c: w for c, w in kept.items() if isinstance(w, int) and 20 <= w <= 2000}
        match layout.get("sort"):
            case [int(column), bool(falls)] if 0 <= column < count:
                order_ = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
                self._head.setSortIndicator(column, order_)
        self.apply()

    def apply(self) -> None:
        """Hide and widen as chosen; after the view has made room by itself."""
        if self.is_one:
            return
        for column, width in self._widths.items():
            if column != self._stretch:
                self._head.resizeSection(column, width)
        if self._hidden is not None:
            for column in range(self._head.count()):
                self._head.setSectionHidden(column, column in self._hidden)

    def fix(self, widths: Mapping[int, int]) -> None:
        """Columns that are so wide whatever stands in them."""
        self._widths |= widths
        self.apply()

    def choose(self, column: int, *, shown: bool) -> None:
        """Show a column or leave it out; the last one stays."""
        head = self._head
        hidden = {c for c in range(head.count()) if head.isSectionHidden(c)}
        hidden = hidden - {column} if shown else hidden | {column}
        if len(hidden) < head.count():
            self._hidden = frozenset(hidden)
            self.apply()
            self._tell()

    def reset(self) -> None:
        """All columns at their place and in the width their text asks."""
        self._hidden, self._widths = None, {}
        head = self._head
        for column in range(head.count()):
            head.showSection(column)
            head.moveSection(head.visualIndex(column), column)
        self._tell()

    def menu(self) -> QMenu:
        """Every column with its mark, the way back, and the export of what is seen."""
        self.tell_shown()  # also without a row to show
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.shown
        for column in range(self._head.count()):
            title = str(self.view.model().headerData(column, Qt.Orientation.Horizontal))
            action = menu.addAction(title.replace("&", "&&") or _("Column {number}", number=column + 1))
            action.setCheckable(True)
            action.setChecked(column in shown)
            action.setEnabled(column not in shown or len(shown) > 1)
            action.triggered.connect(lambda on, column=column: self.choose(column, shown=on))
        menu.addSeparator()
        menu.addAction(_("Columns as at first")).triggered.connect(lambda _checked=False: self.reset())
        if self.can_export:
            menu.addSeparator()
            export = menu.addAction(_("Export this table…"))
            export.triggered.connect(lambda _checked=False: self.ask_export())
        return menu

    def _tell(self) -> None:
        self.changed.emit(self.layout())

    def _on_menu(self, at: QPoint) -> None:
        self.menu().popup(self._head.viewport().mapToGlobal(at))

    def _on_released(self) -> None:
        """Only what the mouse did is the user's: the view sizes columns by itself as well."""
        sizes = [self._head.sectionSize(column) for column in range(self._head.count())]
        if len(sizes) == len(self._before):
            pairs = enumerate(zip(self._before, sizes, strict=True))
            self._widths |= {c: now for c, (was, now) in pairs if was != now and now and c != self._stretch}
        self._tell()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._before = [self._head.sectionSize(column) for column in range(self._head.count())]
            elif event.type() == QEvent.Type.MouseButtonRelease:
                QTimer.singleShot(0, self, self._on_released)  # when the header has taken it
        return super().eventFilter(watched, event)


def _are_columns(value: object, count: int) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(isinstance(c, int) and 0 <= c < count for c in value)
