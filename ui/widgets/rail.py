"""The rail: the pages on the left of the window, and what it offers beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from ui import icons, theme
from ui.text import _
from ui.widgets import paint

_LOWEST_LINE = 22
"""The lines of the rail come closer where the window is low."""


class _RailLine(QAbstractButton):
    """An icon and a word; the word becomes the tooltip where there is no room."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.is_narrow = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setMinimumHeight(_LOWEST_LINE)
        self.setMaximumHeight(theme.size("rail-item"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew as the mouse comes and goes

    def set_narrow(self, *, narrow: bool) -> None:
        self.is_narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(theme.size("rail"), theme.size("rail-item"))

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            rect = QRectF(self.rect())
            chosen = self.isChecked()
            if chosen or self.underMouse():
                ground = theme.color("selected" if chosen else "hover")
                paint.draw_box(painter, rect, ground, None, theme.radius("control"))
            if chosen:
                mark = QRectF(0, rect.height() / 2 - 9, 3, 18)
                paint.draw_box(painter, mark, theme.color("accent"), None, 1.5)
            middle = rect.center().y()
            left = rect.center().x() - 10 if self.is_narrow else 13
            icons.draw(
                painter, paint.icon_rect(left, middle, 20), self._icon, "accent" if chosen else "text-muted"
            )
            if not self.is_narrow:
                box = rect.adjusted(44, 0, -8, 0)
                paint.draw_text(painter, box, self.text(), "strong" if chosen else "body")
            if self.hasFocus():
                paint.draw_focus(painter, rect, theme.radius("control"))


class RailItem(_RailLine):
    """A page."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__(words, icon)
        self.setCheckable(True)
        self.setAutoExclusive(True)


class RailCommand(_RailLine):
    """Something the rail offers that is no page."""


class _Apart(QWidget):
    """A hairline between what is worked with and what it rests on."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(1)
        self.setMaximumHeight(13)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(1, 13)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            paint.draw_line(painter, 0, self.height() // 2, self.width())


class Rail(QFrame):
    """The pages, one under the other; arrow keys move between them."""

    chosen = Signal(str)
    settings_asked = Signal()
    help_asked = Signal()

    def __init__(self, entries: Sequence[tuple[str, str, str]], apart: str = "") -> None:
        """Each entry is a page's id, word and icon; a line stands before the page `apart`."""
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName(_("Pages"))
        self._items: dict[str, RailItem] = {}
        self._column = column = QVBoxLayout(self)
        column.setSpacing(2)
        for page, words, icon in entries:
            if page == apart:
                column.addWidget(_Apart())
            item = RailItem(words, icon)
            item.clicked.connect(lambda _checked=False, page=page: self.chosen.emit(page))
            self._items[page] = item
            column.addWidget(item)
        column.addStretch(1)
        self._commands = [
            self._command(_("Settings"), "settings", self.settings_asked),
            self._command(_("Help"), "circle-question-mark", self.help_asked),
        ]
        for command in self._commands:
            column.addWidget(command)
        column.setContentsMargins(8, 12, 8, 12)
        self.set_narrow(narrow=False)

    def select(self, page: str) -> None:
        """Mark a page as the one shown, to which Tab leads; no signal."""
        self._items[page].setChecked(True)
        for known, item in self._items.items():
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if known == page else Qt.FocusPolicy.ClickFocus)

    def set_narrow(self, *, narrow: bool) -> None:
        self.setFixedWidth(56 if narrow else theme.size("rail"))
        for item in self._lines():
            item.set_narrow(narrow=narrow)

    def _is_low(self) -> bool:
        lines = len(self._lines()) + 1
        return self.height() < lines * (theme.size("rail-item") + 2) + 24

    def _lines(self) -> "list[RailItem | RailCommand]":
        return [*self._items.values(), *self._commands]

    def _command(self, words: str, icon: str, asked: SignalInstance) -> RailCommand:
        made = RailCommand(words, icon)
        made.clicked.connect(lambda _checked=False: asked.emit())
        return made

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edge = 4 if self._is_low() else 12
        self._column.setContentsMargins(8, edge, 8, edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        items = self._lines()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = next((place for place, item in enumerate(items) if item.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
        else:
            items[(focused + step) % len(items)].setFocus()
