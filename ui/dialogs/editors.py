"""Editors for forms: each shows one kind of value and reads it back."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from readiness.facts import Seats, zone_of
from readiness.words import folded
from ui.dialogs.forms import InputError
from ui.text import _, day, locale, read_number
from ui.widgets import DayField
from ui.widgets.boxes import column_of, row_of
from ui.widgets.check import CheckBox
from ui.widgets.combo import ComboBox

Options = Sequence[tuple[Any, str]]
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.hH](\d{2})?)?")


class TextLine:
    """One line of text, without blanks at its ends; `needed` is the sentence shown when it is empty."""

    def __init__(self, text: str = "", *, needed: str = "") -> None:
        self.widget = QLineEdit(text)
        self._needed = needed

    def read(self) -> str:
        text = self.widget.text().strip()
        if not text and self._needed:
            raise InputError(self._needed)
        return text

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())


class TextArea:
    """Several lines of text; Tab leaves it."""

    def __init__(self, text: str = "") -> None:
        self.widget = _Paper(text)
        self.widget.setTabChangesFocus(True)
        self.widget.setFixedHeight(68)

    def read(self) -> str:
        return self.widget.toPlainText().strip()

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(changed)

    def when_settled(self, act: Callable[[], None]) -> None:
        self.widget.left.connect(act)


class _Paper(QPlainTextEdit):
    left = Signal()

    # Qt overrides

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu
            self.left.emit()


class Day:
    """A day in the locale's format or ISO; empty is None unless `needed` says why it must not be."""

    def __init__(self, shown: date | None = None, *, needed: str = "") -> None:
        self.widget = DayField(allow_empty=True)
        self.widget.set_day(shown)
        self._needed = needed

    def read(self) -> date | None:
        if not self.widget.is_valid():
            raise InputError(
                _("That is not a day. Write it like {example}, or 2026-12-31.", example=_example())
            )
        chosen: date | None = self.widget.day()
        if chosen is None and self._needed:
            raise InputError(self._needed)
        return chosen

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.changed.connect(changed)

    def when_settled(self, act: Callable[[], None]) -> None:
        self.widget.settled.connect(act)


def _example() -> str:
    return day(date(2026, 12, 31))


class Choice:
    """One of a closed list."""

    def __init__(self, options: Options, value: Any) -> None:
        self.widget = ComboBox()
        self.widget.addItems([text for _key, text in options])  # at once: one by one many take a second
        self._keys = [key for key, _text in options]
        if value in self._keys:
            self.widget.setCurrentIndex(self._keys.index(value))

    def read(self) -> Any:
        return self._keys[self.widget.currentIndex()]

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.currentIndexChanged.connect(lambda _index: changed())


class Checks:
    """Any number of a closed list, in its order."""

    def __init__(self, options: Options, values: Sequence[Any], *, columns: int = 2) -> None:
        self.widget = QWidget()
        grid = QGridLayout(self.widget)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setVerticalSpacing(6)
        self._boxes: list[tuple[Any, CheckBox]] = []
        for place, (key, text) in enumerate(options):
            box = CheckBox(text)
            box.setChecked(key in values)
            grid.addWidget(box, place // columns, place % columns)
            self._boxes.append((key, box))
        if self._boxes:
            self.widget.setFocusProxy(self._boxes[0][1])

    def read(self) -> tuple[Any, ...]:
        return tuple(key for key, box in self._boxes if box.isChecked())

    def watch(self, changed: Callable[[], None]) -> None:
        for _key, box in self._boxes:
            box.toggled.connect(lambda _on: changed())


class Percent:
    """A share as the user writes it (80 or 80 %), read as 0 to 1; empty is None."""

    def __init__(self, share: Decimal | None) -> None:
        self.widget = QLineEdit("" if share is None else locale().toString(float(share * 100), "g", 6))

    def read(self) -> Decimal | None:
        text = self.widget.text().replace("%", "").strip().replace(locale().decimalPoint(), ".")
        if not text:
            return None
        try:
            share = Decimal(text) / 100
        except InvalidOperation:
            share = Decimal(-1)
        if not share.is_finite() or not 0 <= share <= 1:
            raise InputError(_("Write a number from 0 to 100."))
        return share

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())


class Number:
    """A number as the user writes it, 0 or more unless `signed`; empty is None."""

    def __init__(self, value: Decimal | None = None, *, signed: bool = False) -> None:
        self.widget = QLineEdit("" if value is None else locale().toString(float(value), "f", -128))
        self._signed = signed

    def read(self) -> Decimal | None:
        text = self.widget.text().strip()
        number = read_number(text)
        if not text:
            return None
        if number is None or (number < 0 and not self._signed):
            raise InputError(_("Write a number.") if self._signed else _("Write a number, 0 or more."))
        return number

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())


class Count:
    """A whole number, 0 or more; empty is None."""

    def __init__(self, value: int | None = None) -> None:
        self._number = Number(None if value is None else Decimal(value))
        self.widget = self._number.widget

    def read(self) -> Seats | None:
        number = self._number.read()
        if number is not None and number != number.to_integral_value():
            raise InputError(_("Write a whole number."))
        return None if number is None else Seats(int(number))

    def watch(self, changed: Callable[[], None]) -> None:
        self._number.watch(changed)


class Around(QWidget):
    """A screen reader hears the name at the widget that takes the focus for it."""

    # Qt overrides

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - passed on
        super().setAccessibleName(name)
        inside = self.focusProxy()
        if inside is not None:
            inside.setAccessibleName(name)


class PickMany:
    """Any number of many: typing completes from all, what is chosen is listed; Delete takes it off."""

    def __init__(self, options: Options, values: Sequence[Any], *, add: str) -> None:
        self._texts = dict(options)
        self._keys = list(values)
        self._changed: list[Callable[[], None]] = []
        self.widget = Around()
        self.line = QLineEdit()
        self.line.setPlaceholderText(add)
        completer = QCompleter(sorted(self._texts.values(), key=folded), self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self.add, Qt.ConnectionType.QueuedConnection)  # after it fills the line
        self.line.setCompleter(completer)
        self.list = QListWidget()
        self.list.setProperty("boxed", "true")
        self.list.setFixedHeight(84)
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove)
        self.widget.setLayout(column_of(self.line, self.list, gap=8))
        self.widget.setFocusProxy(self.line)
        self._show()

    def add(self, words: str) -> None:
        """Choose the one of that text."""
        key = next((key for key, text in self._texts.items() if text == words), None)
        if key is not None and key not in self._keys:
            self._keys.append(key)
            self._show()
        self.line.clear()

    def remove(self) -> None:
        """Take the selected one off."""
        place = self.list.currentRow()
        if place >= 0:
            del self._keys[place]
            self._show()

    def read(self) -> tuple[Any, ...]:
        return tuple(self._keys)

    def watch(self, changed: Callable[[], None]) -> None:
        self._changed.append(changed)

    def _show(self) -> None:
        self.list.clear()
        self.list.addItems([self._texts.get(key, str(key)) for key in self._keys])
        for changed in self._changed:
            changed()


class TimeOfDay:
    """Hours and minutes: `9`, `9:30`, `09h30`."""

    def __init__(self, shown: time) -> None:
        self.widget = QLineEdit(f"{shown:%H:%M}")
        self.widget.setAccessibleName(_("Time"))
        self.widget.setFixedWidth(72)

    def read(self) -> time:
        found = _TIME.fullmatch(self.widget.text().strip())
        hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hours > 23 or minutes > 59:
            raise InputError(_("Write the time like 09:00."))
        return time(hours, minutes)

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())


class Moment:
    """A day and a time of day on it, both without a zone."""

    def __init__(self, shown: datetime | None, *, default: time, needed: str = "") -> None:
        self.widget = Around()
        self.day = Day(shown.date() if shown else None, needed=needed)
        self.time = TimeOfDay(shown.time() if shown else default)
        self.widget.setLayout(row_of((self.day.widget, 1), self.time.widget, gap=8))
        self.widget.setFocusProxy(self.day.widget)

    def read(self) -> datetime | None:
        chosen = self.day.read()
        return None if chosen is None else datetime.combine(chosen, self.time.read())

    def watch(self, changed: Callable[[], None]) -> None:
        self.day.watch(changed)
        self.time.watch(changed)


class Zone:
    """A time zone by its IANA name, completed from those that Qt knows; empty where none is said."""

    def __init__(self, name: str) -> None:
        self.widget = QLineEdit(name)
        self.widget.setPlaceholderText("Europe/Paris")
        names = [bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds()]
        self._names = {one.casefold(): one for one in names}
        completer = QCompleter([one for one in names if "/" in one], self.widget)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.widget.setCompleter(completer)

    def read(self) -> str:
        typed = self.widget.text().strip()
        name = typed.replace(" ", "_")
        name = self._names.get(name.casefold(), name)
        if name and zone_of(name) is None:
            raise InputError(
                _("“{text}” is no time zone. Type a city, and choose from the list.", text=typed)
            )
        return name

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())
