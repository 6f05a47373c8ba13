"""A list inside a form: its items are added, edited and removed in forms of their own."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from ui.dialogs.forms import FormSheet
from ui.text import _
from ui.widgets import button
from ui.widgets.boxes import REST, boxed, column_of, row_of

T = TypeVar("T")


class Listed(QObject, Generic[T]):
    """Edits a tuple of values; `sheet(item or None, parent)` is the form of one of them."""

    def __init__(
        self,
        items: Sequence[T],
        line: Callable[[T], str],
        sheet: Callable[[T | None, QWidget], FormSheet],
        *,
        add: str,
        name: str,
    ) -> None:
        super().__init__()
        self._items = list(items)
        self._line = line
        self._sheet = sheet
        self._changed: list[Callable[[], None]] = []
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFixedHeight(104)
        self.list.setProperty("boxed", "true")
        self.list.setUniformItemSizes(True)
        self.list.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.edit())
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.add_button = button(add, "plus", on_click=self.add)
        self.edit_button = button(_("Edit…"), on_click=self.edit)
        self.remove_button = button(_("Remove"), on_click=self.remove)
        self._arrange()
        self._show(0)

    def read(self) -> tuple[T, ...]:
        return tuple(self._items)

    def watch(self, changed: Callable[[], None]) -> None:
        self._changed.append(changed)

    def add(self) -> None:
        sheet = self._sheet(None, self.widget)
        sheet.decided.connect(self._append)
        sheet.open()

    def edit(self) -> None:
        place = self.list.currentRow()
        if place >= 0:
            sheet = self._sheet(self._items[place], self.widget)
            sheet.decided.connect(lambda item: self._replace(place, item))
            sheet.open()

    def remove(self) -> None:
        place = self.list.currentRow()
        if place >= 0:
            del self._items[place]
            self._show(min(place, len(self._items) - 1))
            self._tell()

    def _append(self, item: T) -> None:
        self._items.append(item)
        self._show(len(self._items) - 1)
        self._tell()

    def _replace(self, place: int, item: T) -> None:
        self._items[place] = item
        self._show(place)
        self._tell()

    def _tell(self) -> None:
        for changed in self._changed:
            changed()

    def _show(self, current: int) -> None:
        self.list.clear()
        self.list.addItems([self._line(item) for item in self._items])
        self.list.setCurrentRow(current)
        self._enable()

    def _enable(self) -> None:
        is_any = self.list.currentRow() >= 0
        self.edit_button.setEnabled(is_any)
        self.remove_button.setEnabled(is_any)

    def _arrange(self) -> None:
        row = row_of(self.add_button, self.edit_button, self.remove_button, REST, gap=8)
        self.widget = boxed(column_of(self.list, row, gap=8))
        self.widget.setFocusProxy(self.list)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Delete:
                self.remove()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.edit()
                return True
        return super().eventFilter(watched, event)
