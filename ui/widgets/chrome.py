"""What stands above and below every page: the top bar and the status line."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QSizePolicy

from ui import icons, text, theme
from ui.text import _
from ui.widgets import paint
from ui.widgets.basics import Heading, button, label, tool_button
from ui.widgets.boxes import REST, row_of
from ui.widgets.frames import icon_label, upright

if TYPE_CHECKING:
    from ui.widgets.fields import DayPopup

_NAME_WIDTH = 260
"""A longer name leaves no room for the search."""


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
        self.partner = button(" ", "building-2", "quiet", self._on_partner)
        self.partner.setFont(theme.font("strong"))
        self.partner.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.search = _SearchButton()
        self.search.clicked.connect(lambda _checked=False: self.search_asked.emit())
        self.undo = tool_button("undo-2", _("Undo"), self.undo_asked.emit)
        self.redo = tool_button("redo-2", _("Redo"), self.redo_asked.emit)
        self.day = button(" ", "calendar-days", "", self._on_day)
        self._arrange()
        self._popup: DayPopup | None = None  # made when asked for: a calendar is slow
        self._on: date | None = None
        self._today: date | None = None

    def _arrange(self) -> None:
        line = upright()
        line.setFixedHeight(20)
        left = self.partner, icon_label("chevron-down"), 8, self.search
        right = self.undo, self.redo, 4, line, 4, label(_("As of"), "muted"), self.day
        import_ = button(_("Import…"), "import", "", self.import_asked.emit)
        self.setLayout(row_of(*left, REST, *right, 8, import_, gap=8, edges=(12, 0, 16, 0)))

    def show_partner(self, words: str) -> None:
        shown = self.partner.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
        self.partner.setText(shown.replace("&", "&&"))  # which would mark a key
        self.partner.setToolTip(_("Other partner files") if shown == words else words)
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
        self._saved_icon = icon_label("circle-check", "text-muted", 14)
        self._saved = label(_("All changes saved"), "small")
        self._told = Heading("", "small")
        self._open: QPushButton = button(_("Open"), "", "flat", self.open_asked.emit, small=True)
        self._open.hide()
        self._cancel: QPushButton = button(_("Cancel"), "", "flat", self.cancel_asked.emit, small=True)
        self._cancel.hide()
        self._place = label("", "small")
        self._place.hide()
        self._backup = label("", "small")
        self._backup.hide()
        self._rules_icon = icon_label("scale", "text-muted", 14)
        self._rules = label("", "small")
        left = self._saved_icon, self._saved, self._cancel, 16, self._told, self._open
        right = self._place, 12, self._backup, 12, self._rules_icon, self._rules
        self.setLayout(row_of(*left, REST, *right, gap=6, edges=(20, 0, 16, 0)))

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
