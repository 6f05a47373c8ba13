"""Fields of a record that are changed where they are read: each is saved as soon as one is done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.dialogs.editors import Around, Options, PickMany
from ui.dialogs.forms import Edit, Editor, InputError, Question, fields_in
from ui.widgets import Field
from ui.widgets.boxes import Edges, column_of
from ui.widgets.combo import OpeningBox


class SettlingEditor(Editor, Protocol):
    """An editor that can be left."""

    def when_settled(self, act: Callable[[], None]) -> None:
        """Call `act` when the user is done with it: has picked, entered or left what was typed."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """One field: the value that is recorded, and what its change is called and changes."""

    key: str
    label: str
    recorded: Any
    editor: Callable[[], SettlingEditor]
    edit: Callable[[Any], Edit]
    check: Callable[[Any], str | None] = lambda _value: None
    """Answers with the sentence that says how to mend the value, or None."""
    half: bool = True


class PickOne:
    """One of many; they are looked up when the list is opened first."""

    def __init__(self, options: Callable[[], Options], value: Any, shown: str) -> None:
        self._options, self._keys, self._is_filled = options, [value], False
        self.widget = OpeningBox(shown, self._fill)

    def _fill(self) -> bool:
        if not self._is_filled:
            chosen, options = self.read(), self._options()
            self._is_filled, self._keys = True, [key for key, _text in options]
            self.widget.clear()
            self.widget.addItems([text for _key, text in options])
            self.widget.setCurrentIndex(self._keys.index(chosen) if chosen in self._keys else -1)
        return True

    def read(self) -> Any:
        place = self.widget.currentIndex()
        return self._keys[place] if place >= 0 else None

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.currentIndexChanged.connect(lambda _index: changed())

    def when_settled(self, act: Callable[[], None]) -> None:
        self.widget.activated.connect(lambda _index: act())


class UnfoldMany:
    """Any number of many, in one line until it is opened: then as where a form asks for them."""

    def __init__(
        self, options: Callable[[], Options], values: Sequence[Any], shown: str, *, add: str
    ) -> None:
        self._options, self._values, self._add = options, tuple(values), add
        self._many: PickMany | None = None
        self._watching: list[Callable[[], None]] = []
        self._line = OpeningBox(shown, self._unfold)
        self.widget = Around()
        self.widget.setLayout(column_of(self._line))
        self.widget.setFocusProxy(self._line)

    def _unfold(self) -> bool:
        many = self._many = PickMany(self._options(), self._values, add=self._add)
        for part in (many.line, many.list):
            part.setAccessibleName(self.widget.accessibleName())
        for act in self._watching:
            many.watch(act)
        layout = self.widget.layout()
        if layout is not None:
            layout.addWidget(many.widget)
        many.widget.show()
        self.widget.setFocusProxy(many.line)
        many.line.setFocus()
        self._line.hide()
        return False

    def read(self) -> tuple[Any, ...]:
        return self._values if self._many is None else self._many.read()

    def watch(self, changed: Callable[[], None]) -> None:
        self._watching.append(changed)

    def when_settled(self, act: Callable[[], None]) -> None:
        self.watch(act)


class FieldsInPlace(QWidget):
    """Shows fields, and says what is to be written when one was changed.

    What can't be taken stays where it was typed, with how to mend it below; Esc shows what is recorded again.
    """

    submitted = Signal(object, object)  # title and changes

    def __init__(self, edges: Edges = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._about: object = None
        self._left: tuple[object, str] = (None, "")
        """The record shown before, and which of its fields had the focus: a list that is filled anew begins
        with its first row."""
        self._asked: dict[str, InPlace] = {}
        self._values: dict[str, Any] = {}
        """What is shown as recorded, by the key of the field."""
        self._editors: dict[str, SettlingEditor] = {}
        self._fields: dict[str, Field] = {}
        self._page: QWidget | None = None
        self._column = column_of(edges=edges)
        self.setLayout(self._column)

    def field(self, key: str) -> Field:
        """The field of that key, with its label, editor and error."""
        return self._fields[key]

    def show_fields(self, about: object, asked: Sequence[InPlace]) -> None:
        """Fields of the record `about`; those of the same one, with the same values, stay as they are."""
        values = {one.key: one.recorded for one in asked}
        is_same = about == self._about and values == self._values
        held = self._held_in(about)
        self._about, self._values = about, values
        self._asked = {one.key: one for one in asked}
        if not is_same:
            self._make(held)

    def _held_in(self, about: object) -> str:
        """Which field of the record has the focus, or had it when another one was shown for a moment."""
        held, left = self._held(), self._left
        if about == self._about:
            return held
        self._left = (self._about, held)
        return left[1] if left[0] == about else ""

    def _held(self) -> str:
        """The field that has the focus."""
        return next((key for key, field in self._fields.items() if _has_focus(field)), "")

    def _make(self, held: str = "") -> None:
        self._editors, self._fields = {}, {}  # nothing more is heard of those of before
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        questions = []
        for one in self._asked.values():
            editor = self._editors[one.key] = one.editor()
            questions.append(Question(one.key, one.label, editor, half=one.half))
            editor.when_settled(partial(self._settle, one.key, editor))
        grid, self._fields = fields_in(tuple(questions))
        self._page.setLayout(grid)
        self._column.addWidget(self._page)
        self._page.show()
        self.setVisible(bool(questions))
        if held in self._fields:
            self._fields[held].editor.setFocus()

    def settle(self) -> None:
        """Write what was typed, though it was not left yet."""
        for key, editor in tuple(self._editors.items()):
            self._settle(key, editor)

    def _settle(self, key: str, editor: SettlingEditor) -> None:
        if self._editors.get(key) is not editor:
            return
        asked, field = self._asked[key], self._fields[key]
        try:
            value = editor.read()
            mend = asked.check(value)
        except InputError as error:
            mend = str(error)
        if mend:
            field.set_error(mend)
            return
        field.clear_error()
        if value != self._values[key]:
            self._values[key] = value
            edit = asked.edit(value)
            self.submitted.emit(edit.title, edit.changes)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (held := self._held()):
            self._make(held)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is asked for with a key: nothing lost what was typed."""
        self.settle()
        super().hideEvent(event)


def _has_focus(field: Field) -> bool:
    return any(part.hasFocus() for part in field.findChildren(QWidget))
