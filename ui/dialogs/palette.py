"""The palette: type a few letters of anything there is, and Enter goes there."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QWidget

from readiness.words import folded
from ui.tables import Column, IconMark, RowsModel, haystacks_of
from ui.text import _
from ui.widgets import SearchField, hairline, label, table
from ui.widgets.boxes import column_of

_MOST: Final = 50
"""So many are listed; more letters make fewer."""
_WIDTH: Final = 600
_LEAST: Final = 4
"""Shorter words are near to too many."""
_WORDS: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to go to or to do; `detail` says what it is, `keys` which keys do the same."""

    id: str
    title: str
    detail: str
    icon: str
    act: Callable[[], object]
    keys: str = ""


def entry_columns() -> tuple[Column[Entry], ...]:
    return (
        Column(lambda: _("Name"), lambda e: e.title, decoration=lambda e: IconMark(e.icon)),
        Column(lambda: _("What"), lambda e: e.detail, tone=lambda _entry: "text-muted"),
        Column(lambda: _("Keys"), lambda e: e.keys, tone=lambda _entry: "text-muted", is_number=True),
    )


class Index:
    """All entries, and the words by which each is found; made once for each snapshot."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._haystacks = haystacks_of(entry_columns()[:2], entries)
        self._titles = [folded(entry.title) for entry in entries]

    def find(self, text: str) -> tuple[Entry, ...]:
        """Those that hold every word; first whose title begins so, then whose words do, then the rest.

        A word that is found nowhere is looked for with one slip of the keys in it.
        """
        words = folded(text).split()
        places: Sequence[int] = range(len(self._entries))
        for word in words:
            exact = [place for place in places if word in self._haystacks[place]]
            places = exact or [place for place in places if _is_near(word, self._haystacks[place])]
        if words:
            places = sorted(places, key=lambda place: self._rank(place, words[0]))
        return tuple(self._entries[place] for place in places[:_MOST])

    def _rank(self, place: int, word: str) -> int:
        title = self._titles[place]
        if title.startswith(word):
            return 0
        return 1 if f" {word}" in title else 2


def _is_near(typed: str, line: str) -> bool:
    """Whether a word of the line begins so, but for one slip: one half of it is then whole."""
    middle = len(typed) // 2
    if len(typed) < _LEAST or not (typed[:middle] in line or typed[middle + 1 :] in line):
        return False
    return any(is_slip(typed, word) for word in _WORDS.findall(line))


def is_slip(typed: str, meant: str) -> bool:
    """Whether `meant` begins like that but for one letter wrong, missing or too many, or two swapped."""
    same = next((at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(typed))
    rest, wanted = typed[same:], meant[same:]
    is_swapped = wanted[:2] == rest[1::-1] and len(wanted) > 1 and wanted[2:].startswith(rest[2:])
    return is_swapped or any(
        (wanted.startswith(rest[1:]), wanted[1:].startswith(rest[1:]), wanted[1:].startswith(rest))
    )


class Palette(QDialog):
    """A field and what it finds; the arrows choose while one types."""

    def __init__(self, index: Index, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName(_("Search everything"))
        self._index = index
        self.search = SearchField(_("Search people, customers, certifications, pages, commands"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.model: RowsModel[Entry] = RowsModel(entry_columns(), self)
        self.view = table(self.model, name=_("Found"))
        self.view.horizontalHeader().hide()
        self.view.columns.fix({1: 190, 2: 104})
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.clicked.connect(lambda _index: self._go())
        self._hint = label(_("Arrow keys choose, Enter goes there, Esc closes."), "small")
        frame = QFrame()
        frame.setProperty("kind", "popup")
        frame.setLayout(
            column_of(self.search, hairline(), self.view, self._hint, gap=8, edges=(10, 10, 10, 8))
        )
        self.setLayout(column_of(frame))
        self._find("")
        self.finished.connect(self.deleteLater)

    def open_over(self, window: QWidget) -> None:
        """In the upper middle of the window."""
        width = min(_WIDTH, window.width() - 24)
        self.resize(width, min(460, window.height() - 80))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 56)))
        self.open()
        self.search.setFocus()

    def _find(self, text: str) -> None:
        self.model.set_rows(self._index.find(text))
        self._choose(0)

    def _choose(self, row: int) -> None:
        if self.model.rows:
            self.view.selectRow(max(0, min(row, len(self.model.rows) - 1)))

    def _go(self) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            entry = self.model.rows[row]
            self.accept()
            entry.act()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, page = self.view.currentIndex().row(), 10
            match event.key():
                case Qt.Key.Key_Down:
                    self._choose(row + 1)
                case Qt.Key.Key_Up:
                    self._choose(row - 1)
                case Qt.Key.Key_PageDown:
                    self._choose(row + page)
                case Qt.Key.Key_PageUp:
                    self._choose(row - page)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._go()
                case Qt.Key.Key_Escape:
                    self.reject()
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)
