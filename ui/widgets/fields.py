"""What is typed into: a search field, a labelled field with its error, a day."""

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QToolButton,
    QWidget,
)

from ui import icons, text, theme
from ui.text import _
from ui.widgets.basics import label, paragraph
from ui.widgets.boxes import column_of, row_of

_AROUND: Final = 48
"""The icon and the margins beside the words of a search field."""


class SearchField(QLineEdit):
    """Filters what stands below it as one types; Esc empties it."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(placeholder)  # where there is no room for it in the line
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", "text-muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(220)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = self.accessibleName()
        fits = self.fontMetrics().horizontalAdvance(whole) + _AROUND <= self.width()
        self.setPlaceholderText(whole if fits else _("Filter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class Field(QWidget):
    """An editor with its label above and, when something is wrong with it, how to mend it below."""

    def __init__(self, words: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        name = label(words.replace("&", "&&"), "small")  # with a buddy, a single one is no letter
        name.setBuddy(editor)
        editor.setAccessibleName(words)
        for part in (*editor.findChildren(QLineEdit), *editor.findChildren(QAbstractItemView)):
            if not part.accessibleName():
                part.setAccessibleName(words)
        self._hint = hint
        self._below = paragraph(hint, "small")
        self._below.setHidden(not hint)
        self.setLayout(column_of(name, editor, self._below, gap=4))

    def set_error(self, words: str) -> None:
        self._mark(words, tone="danger")

    def clear_error(self) -> None:
        self._mark("", tone="small")

    @property
    def error(self) -> str:
        return self._below.text() if self._below.property("tone") == "danger" else ""

    def _mark(self, words: str, tone: str) -> None:
        self._below.setText(words or self._hint)
        self._below.setVisible(bool(words or self._hint))
        self._below.setFont(theme.font("small"))
        line = self.editor if isinstance(self.editor, QLineEdit) else self.editor.findChild(QLineEdit)
        for widget, name, value in ((self._below, "tone", tone), (line, "invalid", bool(words))):
            if widget is not None and widget.property(name) != value:
                widget.setProperty(name, value)
                widget.style().unpolish(widget)
                widget.style().polish(widget)


class DayField(QWidget):
    """A day, typed as the locale writes it or as ISO 8601, or picked from a calendar."""

    changed = Signal()
    settled = Signal()  # a day was picked, or what was typed was left or entered

    def __init__(self, *, allow_empty: bool = False) -> None:
        super().__init__()
        self._allow_empty = allow_empty
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("none") if allow_empty else "")
        action = self._line.addAction(
            icons.icon("calendar-days", "text-muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setToolTip(_("Pick a day"))
        action.triggered.connect(self._on_pick)
        self._line.textEdited.connect(lambda _text: self.changed.emit())
        self._line.editingFinished.connect(self._on_finished)
        self.setLayout(row_of(self._line))
        self.setFocusProxy(self._line)
        self._calendar: DayPopup | None = None

    def day(self) -> date | None:
        """None when empty, or when it is no day."""
        return text.read_day(self._line.text())

    def set_day(self, day: date | None) -> None:
        self._line.setText(text.day_or(day))

    def is_valid(self) -> bool:
        return self.day() is not None or (self._allow_empty and not self._line.text().strip())

    def _on_finished(self) -> None:
        day = self.day()
        if day is not None:
            self.set_day(day)
        self.settled.emit()

    def _on_pick(self) -> None:
        if self._calendar is None:
            self._calendar = DayPopup(self)
            self._calendar.picked.connect(self._on_picked)
        self._calendar.pick(self.day(), self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))

    def _on_picked(self, day: date) -> None:
        self.set_day(day)
        self.changed.emit()
        self.settled.emit()

    # Qt overrides

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - passed on to the line
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)


class DayPopup(QFrame):
    """A calendar that closes when a day is picked or another place is pressed."""

    picked = Signal(object)  # date

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popup")
        self._calendar = QCalendarWidget()
        self._calendar.setLocale(text.locale())
        self._calendar.setGridVisible(False)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        _quiet(self._calendar)
        self._calendar.clicked.connect(self._on_day)
        self._calendar.activated.connect(self._on_day)
        self.extras = row_of(edges=(8, 0, 8, 8))
        self.setLayout(column_of(self._calendar, self.extras, edges=(1, 1, 1, 1)))
        self.resize(QSize(300, 260))

    def pick(self, day: date | None, at: QPoint) -> None:
        if day is not None:
            self._calendar.setSelectedDate(text.qdate(day))
        self.adjustSize()
        room = self.screen().availableGeometry()
        self.move(min(at.x(), room.right() - self.width()), min(at.y(), room.bottom() - self.height()))
        self.show()
        self._calendar.setFocus()

    def _on_day(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.picked.emit(date(day.year(), day.month(), day.day()))


def _quiet(calendar: QCalendarWidget) -> None:
    """Our own arrows, and no red for a Sunday: red means that something is wrong."""
    plain = QTextCharFormat()
    plain.setForeground(theme.color("text"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    muted = QTextCharFormat()
    muted.setForeground(theme.color("text-muted"))
    calendar.setHeaderTextFormat(muted)
    for name, icon, words in (
        ("qt_calendar_prevmonth", "chevron-left", _("Month before")),
        ("qt_calendar_nextmonth", "chevron-right", _("Month after")),
    ):
        arrow = calendar.findChild(QToolButton, name)
        if arrow is not None:
            arrow.setIcon(icons.icon(icon))
            arrow.setAccessibleName(words)
