"""What surrounds every page: the rail, the top bar, the status line."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons, text, theme
from ui.text import _
from ui.widgets import paint
from ui.widgets.basics import Heading, button, label, tool_button
from ui.widgets.frames import icon_label

if TYPE_CHECKING:
    from ui.widgets.fields import DayPopup


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
        """Mark a page as the one shown; no signal."""
        self._items[page].setChecked(True)

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


class _SearchButton(QAbstractButton):
    """Looks like a field and opens the palette, where the typing is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(_("Search people, customers, pages…"))
        self.setAccessibleName(_("Search everything"))
        self.setToolTip(self.text())
        self._keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self.setFixedHeight(theme.size("control"))
        self.setMaximumWidth(344)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(344, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("control"), theme.size("control"))

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            rect = QRectF(self.rect())
            paint.draw_box(
                painter, rect, theme.color("surface"), theme.color("border-strong"), theme.radius("control")
            )
            icons.draw(painter, paint.icon_rect(8, rect.center().y(), 16), "search", "text-muted")
            keys = paint.width_of(self._keys, "micro") + 14
            has_room = rect.width() > keys + 120
            if has_room:
                box = QRectF(rect.right() - keys - 6, rect.center().y() - 9, keys, 18)
                paint.draw_box(painter, box, theme.color("surface-sunken"), theme.color("border"), 4)
                paint.draw_text(painter, box, self._keys, "micro", "text-muted", paint.CENTER)
            words = QRectF(32, 0, rect.width() - 40 - (keys if has_room else 0), rect.height())
            if words.width() > 24:
                paint.draw_text(painter, words, self.text(), "body", "text-muted")
            if self.hasFocus():
                paint.draw_focus(painter, QRectF(self.rect()), theme.radius("control"))


class TopBar(QFrame):
    """Partner, undo and redo, the day asked for, import."""

    partner_pressed = Signal(object)  # QPoint: where a menu may open
    undo_asked = Signal()
    redo_asked = Signal()
    day_chosen = Signal(object)  # date
    import_asked = Signal()
    search_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "top")
        self.setFixedHeight(theme.size("top-bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(8)
        self.partner = button(" ", "building-2", "quiet", self._on_partner)
        self.partner.setFont(theme.font("strong"))
        self.partner.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.partner.setToolTip(_("Other partner files"))
        row.addWidget(self.partner)
        row.addWidget(icon_label("chevron-down"))
        row.addSpacing(8)
        self.search = _SearchButton()
        self.search.clicked.connect(lambda _checked=False: self.search_asked.emit())
        row.addWidget(self.search)
        row.addStretch(1)
        self.undo = tool_button("undo-2", _("Undo"), self.undo_asked.emit)
        self.redo = tool_button("redo-2", _("Redo"), self.redo_asked.emit)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedSize(1, 20)
        row.addSpacing(4)
        row.addWidget(line)
        row.addSpacing(4)
        row.addWidget(label(_("As of"), "muted"))
        self.day = button(" ", "calendar-days", "", self._on_day)
        row.addWidget(self.day)
        row.addSpacing(8)
        row.addWidget(button(_("Import…"), "import", "", self.import_asked.emit))
        self._popup: DayPopup | None = None  # made when asked for: a calendar is slow
        self._on: date | None = None
        self._today: date | None = None

    def show_partner(self, words: str) -> None:
        self.partner.setText(words.replace("&", "&&"))  # which would mark a key
        self.partner.setAccessibleName(_("Partner: {name}", name=words))

    def show_day(self, on: date, today: date) -> None:
        self._on, self._today = on, today
        self.day.setText(text.day(on))
        self.day.setAccessibleName(_("Scores as of {day}", day=on))
        if bool(self.day.property("other")) != (on != today):
            self.day.setProperty("other", on != today)
            self.day.style().unpolish(self.day)
            self.day.style().polish(self.day)

    def show_undo(self, undo: str, redo: str) -> None:
        """The actions' names; an empty one disables its button."""
        for made, words in ((self.undo, undo), (self.redo, redo)):
            made.setEnabled(bool(words))
            if words:
                made.setToolTip(words)
                made.setAccessibleName(words)

    def pick_day(self) -> None:
        self._on_day()

    def _on_partner(self) -> None:
        self.partner_pressed.emit(self.partner.mapToGlobal(QPoint(0, self.partner.height() + 4)))

    def _on_day(self) -> None:
        from ui.widgets.fields import DayPopup  # noqa: PLC0415 - when a day is asked for

        if self._popup is None:
            self._popup = DayPopup(self)
            self._popup.picked.connect(self.day_chosen.emit)
            self._popup.extras.addWidget(button(_("Today"), "", "flat", self._on_today))
            self._popup.extras.addStretch(1)
        self._popup.pick(self._on, self.day.mapToGlobal(QPoint(0, self.day.height() + 4)))

    def _on_today(self) -> None:
        if self._popup is not None:
            self._popup.close()
        if self._today is not None:
            self.day_chosen.emit(self._today)


class StatusLine(QFrame):
    """On the left what is going on or that all is saved; on the right the rules in force."""

    cancel_asked = Signal()
    open_asked = Signal()  # what was written last

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setFixedHeight(theme.size("status-bar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(6)
        self._saved_icon = icon_label("circle-check", "text-muted", 14)
        self._saved = label(_("All changes saved"), "small")
        self._told = Heading("", "small")
        self._open: QPushButton = button(_("Open"), "", "flat", self.open_asked.emit, small=True)
        self._open.hide()
        self._cancel: QPushButton = button(_("Cancel"), "", "flat", self.cancel_asked.emit, small=True)
        self._cancel.hide()
        row.addWidget(self._saved_icon)
        row.addWidget(self._saved)
        row.addWidget(self._cancel)
        row.addSpacing(16)
        row.addWidget(self._told)
        row.addWidget(self._open)
        row.addStretch(1)
        self._place = label("", "small")
        self._backup = label("", "small")
        for told in (self._place, self._backup):
            told.hide()
            row.addWidget(told)
            row.addSpacing(12)
        self._rules_icon = icon_label("scale", "text-muted", 14)
        self._rules = QLabel()
        self._rules.setProperty("tone", "small")
        self._rules.setFont(theme.font("small"))
        row.addWidget(self._rules_icon)
        row.addWidget(self._rules)

    def show_saved(self) -> None:
        self._saved_icon.setPixmap(icons.pixmap("circle-check", "text-muted", 14, 2.0))
        self._saved.setText(_("All changes saved"))
        self._cancel.hide()

    def show_busy(self, words: str, *, can_cancel: bool) -> None:
        self._saved_icon.setPixmap(icons.pixmap("clock", "text-muted", 14, 2.0))
        self._saved.setText(words)
        self._cancel.setVisible(can_cancel)

    def tell(self, words: str, *, can_open: bool = False) -> None:
        """`can_open`: a file was written that another program shows."""
        self._told.set_text(words)
        self._open.setVisible(can_open)

    def show_place(self, words: str) -> None:
        """Who copies the file's folder elsewhere."""
        self._place.setText(words)
        self._place.setVisible(bool(words))

    def show_backup(self, words: str) -> None:
        """When the file was backed up last."""
        self._backup.setText(words)
        self._backup.setVisible(bool(words))

    def show_rules(self, words: str, *, warn: bool = False) -> None:
        self._rules.setText(words)
        self._rules_icon.setPixmap(
            icons.pixmap("triangle-alert" if warn else "scale", "warning" if warn else "text-muted", 14, 2.0)
        )

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(600, theme.size("status-bar"))
