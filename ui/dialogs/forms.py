"""Forms as data: a question is a label, an editor and a check; a dialog is a tuple of questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TypeAlias

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from readiness.facts import Change
from readiness.problems import Message
from ui.widgets import Field, Sheet, label

Values: TypeAlias = Mapping[str, Any]
"""What a form holds, by the keys of its questions."""
_PAUSE_MS: Final = 600
"""After the last key: what is half typed is not wrong yet."""
_BESIDE_BAR: Final = 8
_ABOVE_GROUP: Final = 8
Check: TypeAlias = Callable[[Any, Values], str | None]
"""Sees the value and all values; answers with the sentence that says how to mend it, or None."""


class InputError(ValueError):
    """What was typed can't be taken; the text is the sentence that says how to mend it."""


class Editor(Protocol):
    """A widget that shows and reads one value."""

    @property
    def widget(self) -> QWidget: ...

    def read(self) -> Any:
        """The value.

        Raises:
            InputError: what stands there is none.
        """

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever the user changes something."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form."""

    key: str
    label: str
    editor: Editor
    check: Check | None = None
    half: bool = False
    """Two halves that follow each other stand side by side."""
    hint: str = ""
    heading: str = ""
    """Of the group of fields that begins with this one."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a dialog gives back: changes, and what they are called in the history."""

    title: Message
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A dialog as data. `result` turns the values into what the dialog answers with."""

    title: str
    primary: str
    questions: tuple[Question, ...]
    result: Callable[[Values], object]
    origin: str = ""
    width: int = 520


def answers(questions: tuple[Question, ...]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values that could be read, and a sentence for each question that has none to take."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in questions:
        try:
            values[question.key] = question.editor.read()
        except InputError as error:
            errors[question.key] = str(error)
    for question in questions:
        if question.check is not None and question.key in values:
            sentence = question.check(values[question.key], values)
            if sentence is not None:
                errors[question.key] = sentence
    return values, errors


def fields_in(questions: tuple[Question, ...]) -> tuple[QGridLayout, dict[str, Field]]:
    """The fields of questions by their keys, and how they stand."""
    grid, fields = _grid(), {}
    row, column = 0, 0
    for question in questions:
        if column and (question.heading or not question.half):
            row, column = row + 1, 0
        if question.heading:
            grid.addWidget(_group_head(question.heading), row, 0, 1, 2)
            row += 1
        field = fields[question.key] = Field(question.label, question.editor.widget, question.hint)
        grid.addWidget(field, row, column, 1, 1 if question.half else 2, Qt.AlignmentFlag.AlignTop)
        column = (column + 1) % 2 if question.half else 0
        row += 0 if column else 1
    grid.setRowStretch(row + 1, 1)  # what room there is more stays below
    return grid, fields


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


class FormSheet(Sheet):
    """Shows a form; answers once, when everything can be taken."""

    decided = Signal(object)  # what the form's `result` made
    submitted = Signal(object, object)  # title and changes, where the result is an Edit

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(form.title, form.origin, parent)
        self._form = form
        self._edited: set[str] = set()
        """The questions whose errors are shown: those edited so far, and all once an answer was asked for."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._checked(take_focus=False))
        grid, self._fields = fields_in(form.questions)
        self._area = _Scrolled(grid, form.width - 40)
        self.body.addWidget(self._area)
        self.primary(form.primary).clicked.connect(self.submit)
        for question in form.questions:
            question.editor.watch(partial(self._on_edited, question.key))
        self.resize(form.width, 200)
        form.questions[0].editor.widget.setFocus()

    def field(self, key: str) -> Field:
        """The field of a question, with its label and its error."""
        return self._fields[key]

    def editor(self, key: str) -> Editor:
        return next(q.editor for q in self._form.questions if q.key == key)

    def submit(self) -> None:
        """Answer, or show beside each field what must be mended first."""
        self._edited = set(self._fields)
        values = self._checked()
        if values is None:
            return
        outcome = self._form.result(values)
        self.accept()
        self.decided.emit(outcome)
        if isinstance(outcome, Edit):
            self.submitted.emit(outcome.title, outcome.changes)

    def _checked(self, *, take_focus: bool = True) -> Values | None:
        values, errors = answers(self._form.questions)
        for key, field in self._fields.items():
            if key in errors and key in self._edited:
                field.set_error(errors[key])
            else:
                field.clear_error()
        if errors:
            self._grow()
        if errors and take_focus:
            first = next(q for q in self._form.questions if q.key in errors)
            first.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._fields[first.key])
        return None if errors else values

    def _on_edited(self, key: str) -> None:
        """What is mended loses its sentence at once; what is wrong gets one after a pause."""
        self._edited.add(key)
        self._pause.start()
        if any(field.error for field in self._fields.values()):
            _values, errors = answers(self._form.questions)
            for mended in self._fields.keys() - errors.keys():
                self._fields[mended].clear_error()

    def _grow(self) -> None:
        """As high as the form asks, up to what the window behind allows."""
        self._area.updateGeometry()
        wanted = self.sizeHint().height()
        if self.height() < wanted:
            self.resize(self.width(), min(wanted, self.maximumHeight()))

    # Qt overrides

    def open(self) -> None:
        self._fit()
        self._grow()
        super().open()


def _group_head(words: str) -> QLabel:
    head = label(words, "strong")
    head.setContentsMargins(0, _ABOVE_GROUP, 0, 0)
    return head


class _Scrolled(QScrollArea):
    """Lets a form that is higher than the window scroll, on the dialog's own ground."""

    def __init__(self, grid: QGridLayout, width: int) -> None:
        super().__init__()
        self._grid, self._width = grid, width
        page = QWidget()
        page.setLayout(grid)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setProperty("page", "true")
        self.setWidget(page)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)

    def _on_range(self, _least: int, most: int) -> None:
        """The bar stands apart from the fields."""
        self._grid.setContentsMargins(0, 0, _BESIDE_BAR if most else 0, 0)

    # Qt overrides

    def sizeHint(self) -> QSize:
        grid = self._grid
        is_wrapped = grid.hasHeightForWidth()
        high = grid.totalHeightForWidth(self._width) if is_wrapped else grid.totalSizeHint().height()
        return QSize(self._width, high)
