"""Editors for forms: each shows one kind of value and reads it back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QWidget,
)

from ui.dialogs.forms import InputError
from ui.text import _, day, locale
from ui.widgets import DayField
from ui.widgets.check import CheckBox
from ui.widgets.combo import ComboBox

Options = Sequence[tuple[Any, str]]


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
        self.widget = QPlainTextEdit(text)
        self.widget.setTabChangesFocus(True)
        self.widget.setFixedHeight(68)

    def read(self) -> str:
        return self.widget.toPlainText().strip()

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(changed)


class Day:
    """A day in the locale's format or ISO; empty is None unless `needed` says why it must not be."""

    def __init__(self, shown: date | None = None, *, needed: str = "") -> None:
        self.widget = DayField(allow_empty=True)
        self.widget.set_day(shown)
        self._needed = needed

    def read(self) -> date | None:
        if not self.widget.is_valid():
            raise InputError(_("That is no day. Write it like {example}, or 2026-12-31.", example=_example()))
        chosen: date | None = self.widget.day()
        if chosen is None and self._needed:
            raise InputError(self._needed)
        return chosen

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.changed.connect(changed)


def _example() -> str:
    return day(date(2026, 12, 31))


class Choice:
    """One of a closed list."""

    def __init__(self, options: Options, value: Any) -> None:
        self.widget = ComboBox()
        for key, text in options:
            self.widget.addItem(text, key)
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


class Moment:
    """A day and a time of day on it; the offset stays that of the value shown, else the machine's."""

    def __init__(self, moment: datetime | None, *, default: time, needed: str = "") -> None:
        self.widget = QWidget()
        self._day = Day(moment.date() if moment else None, needed=needed)
        self._zone = moment.tzinfo if moment else None
        shown = moment.time() if moment else default
        self._time = QTimeEdit(QTime(shown.hour, shown.minute))
        self._time.setAccessibleName(_("Time"))
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._day.widget, 1)
        row.addWidget(self._time)
        self.widget.setFocusProxy(self._day.widget)

    @property
    def day(self) -> Day:
        return self._day

    def read(self) -> datetime | None:
        chosen = self._day.read()
        if chosen is None:
            return None
        shown = self._time.time()
        moment = datetime.combine(chosen, time(shown.hour(), shown.minute()), tzinfo=self._zone)
        return moment if self._zone is not None else moment.astimezone()

    def watch(self, changed: Callable[[], None]) -> None:
        self._day.watch(changed)
        self._time.timeChanged.connect(lambda _time: changed())
