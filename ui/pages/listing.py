"""A list as every page has it: search, sort, select, copy, add, edit, remove, and words when it is empty."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QWidget

from ui import icons
from ui.pages.filter_bar import FilterBar
from ui.pages.record_commands import Records
from ui.tables import Column, Prepared, RowsModel
from ui.text import _
from ui.widgets import (
    Card,
    EmptyState,
    SearchField,
    button,
    copy_rows,
    select_places,
    selected_places,
    selected_rows,
    table,
    table_tools,
)
from ui.widgets.boxes import column_of

_FIRST_COLUMN: Final = 150
_NARROW_BAR: Final = 1000
"""Below this width of the row above the list its buttons have no words."""
_WIDEST_COLUMN: Final = 140
"""What is longer elides."""


@dataclass(frozen=True)
class ListSpec:
    """What makes one list different from another. Rows are values with an `id`."""

    name: str
    key: str
    """By which the user's columns of it are remembered."""
    columns: Sequence[Column[Any]]
    search: str
    empty: EmptyState
    edit: str = ""
    """The words of the command that edits a row; empty: there is nothing to edit."""
    remove: Callable[[int], str] | None = None
    """The words of the command that removes so many rows; None: they can't be removed."""
    drops: Sequence[int] = ()
    """Columns to leave out where there is no room, the first one first."""
    first_column: int = _FIRST_COLUMN
    """The least room for the first column, which takes what is left."""
    widest: int = _WIDEST_COLUMN
    """The most that another column takes, unless a third of the room is more."""
    can_remove: Callable[[Any], bool] = lambda _row: True
    """Whether there is anything to remove of a row."""
    edit_several: Callable[[Sequence[Any]], object] | None = None
    """Edits several rows at once; None: only one at a time."""
    opens: str = ""
    """The words of the command that shows a row's own page, where rows have one; else they are edited."""
    records: Records | None = None
    """The commands that every record has, in the menu; None: rows are no records."""
    more: Sequence[tuple[str, str, Callable[[Any], object]]] = ()
    """Further commands of the menu, about one row: words, icon, and what is done."""


class Listing(QWidget):
    """Shows rows and says what the user wants done with them; it changes nothing itself.

    The page places `bar` above it: `filters` is for choices of the page, `tools` has the search and buttons.
    """

    add_asked = Signal()
    edit_asked = Signal(object)  # a row
    open_asked = Signal(object)  # a row, where rows have pages of their own
    remove_asked = Signal(object)  # a tuple of rows
    current_changed = Signal(object)  # a row or None
    all_shown = Signal()  # search and filter were taken off

    def __init__(self, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._wanted: object = None
        self._kept: frozenset[object] = frozenset()
        self._last: object = None
        self.model: RowsModel[Any] = RowsModel(spec.columns, self)
        self.view = table(self.model, name=spec.name, key=spec.key)
        self.search = SearchField(spec.search)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(280)
        self.bar = FilterBar()
        self.filters, self.tools = self.bar.choices, self.bar.tools
        self.pages = QStackedWidget()
        self._nothing = EmptyState(
            "search",
            _("Nothing found"),
            _("No row has all the words of the search and the filter."),
            (button(_("Show all"), on_click=self._show_all),),
        )
        self._arrange()
        self._listen()

    @property
    def records(self) -> Records | None:
        """The commands that every record has; None where rows are no records."""
        return self._spec.records

    @property
    def current(self) -> Any:
        """The row that the panel beside is about; None without one."""
        index = self.view.currentIndex()
        if index.isValid() and self.view.selectionModel().isSelected(index):
            return self.model.row_at(index.row())
        places = selected_places(self.view)
        return self.model.row_at(places[0]) if places else None

    @property
    def selected(self) -> list[Any]:
        return list(selected_rows(self.view))

    def set_rows(self, rows: Sequence[Any], prepared: Prepared | None = None) -> None:
        """Show other rows; what is selected stays so, by id."""
        self.model.set_rows(rows, prepared)
        if self._wanted is not None and self.model.place_of(self._wanted) is not None:
            self.select(self._wanted)
            self._wanted = None
        self._show_page()
        self._tell(even_if_same=True)

    def measure(self) -> None:
        """Give the columns the room that the rows of now ask for, where a column was filled later."""
        self.view.columns.measure()
        self._fit_columns()

    def select_next(self, row_id: object) -> None:
        """Select that row as soon as it is there; after adding it."""
        self._wanted = row_id

    def select(self, row_id: object) -> None:
        place = self.model.place_of(row_id)
        select_places(self.view, [] if place is None else [place])
        self.view.scrollTo(self.view.currentIndex())

    def reveal(self, row_id: object) -> None:
        """Select that row, also where it is filtered out."""
        if self.model.place_of(row_id) is None:
            self._show_all()
        self.select(row_id)
        self.view.setFocus()

    def keep(self, wanted: Callable[[Any], bool] | None) -> None:
        """Show only some rows, beside what is searched for."""
        self.model.set_keep(wanted)
        self._show_page()
        self._tell()

    def serve(self, view: QAbstractItemView) -> None:
        """Another view of the same rows: keys and menu do there what they do in the list."""
        view.installEventFilter(self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda at: self._on_menu(at, view))
        view.doubleClicked.connect(lambda _index: self._open())

    def show_tools(self, *, shown: bool) -> None:
        """What is done with the table as a whole; not where the page shows its rows in another way."""
        for tool in self._tools:
            tool.setVisible(shown)

    def start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def menu(self) -> QMenu:
        """What can be done with the selected rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = self.selected
        for words, icon, keys, act in self._commands(len(rows)):
            action = menu.addAction(icons.icon(icon), words)
            action.setShortcut(keys)
            action.setEnabled(bool(rows) and (act != self._remove or any(map(self._spec.can_remove, rows))))
            action.triggered.connect(lambda _checked=False, act=act: act())
        if self._spec.more or self._spec.records is not None:
            menu.addSeparator()
        if self._spec.records is not None:
            self._spec.records.add_to(menu, self.current if len(rows) == 1 else None)
        for words, icon, tell in self._spec.more:
            action = menu.addAction(icons.icon(icon), words)
            action.setEnabled(len(rows) == 1)
            action.triggered.connect(lambda _checked=False, tell=tell: tell(self.current))
        return menu

    def _commands(self, selected: int) -> Iterator[tuple[str, str, str, Callable[[], object]]]:
        """Words, icon, keys, and what is done with so many rows."""
        spec = self._spec
        if spec.opens:
            yield spec.opens, "arrow-right", "Return", self._open
        edit = _("Edit the {n} selected…", n=selected) if self._is_several else spec.edit
        if edit:
            yield edit, "pencil", "F2" if spec.opens else "Return", self._edit
        yield _("Copy as text"), "copy", "Ctrl+C", lambda: copy_rows(self.view)
        if spec.remove is not None:
            yield spec.remove(selected), "trash-2", "Del", self._remove

    def _arrange(self) -> None:
        self.tools.addWidget(self.search, 1)
        self.tools.addStretch(1)
        self.columns = button(_("Columns"), "columns-3", "quiet", self._on_columns)
        self.columns.setAccessibleName(_("Columns"))
        self.columns.setToolTip(_("Columns"))
        self._tools = (self.columns, *table_tools(self.view))
        for tool in self._tools:
            self.tools.addWidget(tool)
        box = Card()
        box.body.setContentsMargins(1, 1, 1, 1)
        for page in (self.view, self._spec.empty, self._nothing):
            self.pages.addWidget(page)
        box.body.addWidget(self.pages)
        self.setLayout(column_of(box))

    def _listen(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        for part in (self.bar, self.view.viewport()):
            part.installEventFilter(self)
        self.serve(self.view)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.view.columns.changed.connect(lambda _layout: self._fit_columns())
        self.model.modelAboutToBeReset.connect(self._on_reset_begins)
        self.model.modelReset.connect(self._on_reset)  # after the view's own, which clears the selection

    def _on_reset_begins(self) -> None:
        self._kept = frozenset(row.id for row in self.selected) or self._kept

    def _on_reset(self) -> None:
        kept = self.model.places_of(self._kept)
        select_places(self.view, kept or [0][: self.model.rowCount()])
        self._fit_columns()

    def _tell(self, *, even_if_same: bool = False) -> None:
        row = self.current
        if even_if_same or row is not self._last:
            self._last = row
            self.current_changed.emit(row)

    def _on_search(self, words: str) -> None:
        self.model.set_filter(words)
        self._show_page()
        self._tell()

    def _show_all(self) -> None:
        self.search.clear()
        self.keep(None)
        self.all_shown.emit()

    def _show_page(self) -> None:
        page: QWidget = self.view
        if not self.model.all:
            page = self._spec.empty
        elif not self.model.rowCount():
            page = self._nothing
        self.pages.setCurrentWidget(page)
        self._fit_columns()

    @property
    def _is_several(self) -> bool:
        return self._spec.edit_several is not None and len(selected_places(self.view)) > 1

    def _open(self) -> None:
        """Show the row's own page, where rows have one; of several there is none."""
        row = self.current
        if row is not None and self._spec.opens and not self._is_several:
            self.open_asked.emit(row)
        else:
            self._edit()

    def _edit(self) -> None:
        row = self.current
        if self._spec.edit_several is not None and self._is_several:
            self._spec.edit_several(self.selected)
        elif row is not None and self._spec.edit:
            self.edit_asked.emit(row)

    def _remove(self) -> None:
        rows = tuple(filter(self._spec.can_remove, self.selected))
        if rows and self._spec.remove is not None:
            self.remove_asked.emit(rows)

    def _on_menu(self, at: QPoint, view: QAbstractItemView) -> None:
        if view.indexAt(at).isValid():
            self.menu().popup(view.viewport().mapToGlobal(at))

    def _fit_columns(self) -> None:
        """Leave out what there is no room for, so that nothing scrolls sideways."""
        if self.view.columns.is_one:
            return
        if self.view.columns.is_chosen:
            self.view.columns.apply()
            return
        head, drops = self.view.horizontalHeader(), self._spec.drops
        others = range(1, head.count())
        for column in drops:
            head.showSection(column)
        room = self.view.viewport().width() - self._spec.first_column
        widest = max(self._spec.widest, room // 3)
        for column in others:
            asked = self.view.columns.asked.get(column, head.sectionSize(column))
            head.resizeSection(column, min(asked, widest))
        for column in drops:
            if sum(head.sectionSize(column) for column in others) <= room:
                break
            head.hideSection(column)
        self.view.columns.apply()

    def _on_columns(self) -> None:
        self.view.columns.menu().popup(self.columns.mapToGlobal(QPoint(0, self.columns.height() + 4)))

    def _on_key(self, event: QKeyEvent) -> bool:
        """Ctrl+N adds a row while the list has the focus; elsewhere the key is the window's own."""
        is_new = event.matches(QKeySequence.StandardKey.New)
        if event.type() != QEvent.Type.KeyPress:
            return is_new and event.type() == QEvent.Type.ShortcutOverride
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open()
            case Qt.Key.Key_F2:
                self._edit()
            case Qt.Key.Key_Delete:
                self._remove()
            case Qt.Key.Key_Insert:
                self.add_asked.emit()
            case _ if is_new:
                self.add_asked.emit()
            case _:
                return False
        return True

    def _on_search_key(self, event: QKeyEvent) -> bool:
        is_down = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        if is_down and self.model.rowCount():
            self.view.setFocus()
        return is_down

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.bar and event.type() == QEvent.Type.Resize:
            is_narrow = self.bar.width() < _NARROW_BAR
            self.columns.setText("" if is_narrow else _("Columns"))
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self._fit_columns()
        if watched is self.search and event.type() == QEvent.Type.FocusIn:
            self.model.prepare_filter()  # so that the first letter is as quick as the others
        if isinstance(event, QKeyEvent) and watched is not self.bar:
            is_taken = self._on_search_key(event) if watched is self.search else self._on_key(event)
            if is_taken:
                event.accept()
                return True
        return super().eventFilter(watched, event)
