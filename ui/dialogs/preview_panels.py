"""The panels of the import preview: rows, problems, scores."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTableView, QWidget

from readiness.importers.reading import OF_AWARDS, Reading
from readiness.problems import Problem
from ui.dialogs.preview_lines import (
    Line,
    effect_of,
    effect_tone,
    every_effect,
    state_word,
    totals_of,
    with_effects,
)
from ui.tables import Column, IconMark, RowsModel, Tiles
from ui.text import _, ngettext, number, problem
from ui.widgets import Panel, RowsView, Segmented, button, paragraph, table
from ui.widgets.boxes import REST, Stretch, boxed, column_of
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate, icon_mark

if TYPE_CHECKING:
    from readiness.planning.effects import ImportEffects

_WIDEST_COLUMN: Final = 122
_TAB_OF = {"added": "changes", "changed": "changes"}
_STATE_ICONS = {"added": IconMark("plus", "success"), "changed": IconMark("pencil", "info")}

_CHANGES = (
    Column[Line](
        lambda: _("State"),
        lambda line: line.state,
        state_word,
        decoration=lambda line: _STATE_ICONS.get(line.state),
        tone=lambda line: "success" if line.state == "added" else "info",
    ),
    Column[Line](lambda: _("Person"), lambda line: line.who, tooltip=lambda line: line.who),
    Column[Line](lambda: _("Award"), lambda line: line.what, tooltip=lambda line: line.what),
    Column[Line](lambda: _("Expires now"), lambda line: line.before, tone=lambda _line: "text-muted"),
    Column[Line](lambda: _("Expires after"), lambda line: line.after),
    Column[Line](
        lambda: _("Effect"),
        effect_of,
        lambda effect: "" if effect is None else effect[1],
        decoration=lambda line: Tiles((line.effects[0].area,)) if line.effects else None,
        tone=effect_tone,
        strong=lambda line: effect_tone(line) == "success",
        tooltip=every_effect,
    ),
)
_EXPIRES_NOW: Final = 3
_WIDE: Final = 600
_RECORDS = (
    _CHANGES[0],
    Column[Line](lambda: _("Kind"), lambda line: line.who),
    Column[Line](lambda: _("Record"), lambda line: line.what),
)
_ROW_NUMBER = Column[Line](
    lambda: _("Row"), lambda line: line.row, lambda row: "" if row is None else number(row), is_number=True
)
_ROWS = (
    _ROW_NUMBER,
    Column[Line](lambda: _("Person"), lambda line: line.who),
    Column[Line](lambda: _("Certification"), lambda line: line.what),
    Column[Line](lambda: _("Why"), lambda line: line.why, tooltip=lambda line: line.why),
)
_OTHER_ROWS = (
    _ROW_NUMBER,
    Column[Line](lambda: _("Name"), lambda line: line.who),
    Column[Line](lambda: _("Record"), lambda line: line.what, tooltip=lambda line: line.what),
    _ROWS[3],
)


class LinesPanel(Panel):
    """The rows of the file by what becomes of them, a tab for each end."""

    def __init__(self, lines: Sequence[Line], reading: Reading) -> None:
        super().__init__("")
        is_of_awards = self._is_of_awards = reading.kind in OF_AWARDS
        tabs = {key: [x for x in lines if _TAB_OF.get(x.state, x.state) == key] for key in _titles()}
        counts = totals_of(reading)
        asked = {**counts, "changes": len(reading.changes)}  # one of them may hold many months
        self.tabs = Segmented([(key, title(counts[key])) for key, title in _titles().items()], _("Rows"))
        self.head.insertWidget(0, self.tabs)
        self._pages = QStackedWidget()
        self._places: dict[str, int] = {}
        self._shown: dict[str, tuple[Line, ...]] = {}
        for key, some in tabs.items():
            columns: Sequence[Column[Line]] = _CHANGES if key == "changes" else _ROWS
            if not is_of_awards:
                columns = _RECORDS if key == "changes" else _OTHER_ROWS
            hidden = asked[key] - len(some) if some and not reading.entries else 0
            note = _note(key, is_empty=not counts[key], is_of_awards=is_of_awards, hidden=max(0, hidden))
            self._places[key] = self._pages.addWidget(_page(some, columns, note))
            self._shown[key] = tuple(some)
        self.tabs.changed.connect(self.show_tab)
        self.body.addWidget(self._pages)
        self.setMinimumHeight(236)
        self.show_tab(next((key for key, some in tabs.items() if some), "changes"))

    def show_tab(self, key: str) -> None:
        self.tabs.set_key(key)
        self._pages.setCurrentIndex(self._places[key])

    @property
    def _awards(self) -> RowsView | None:
        """The table of what is added and changed, where that is awards."""
        page = self._pages.widget(self._places["changes"])
        return page.findChild(RowsView) if self._is_of_awards and page is not None else None

    def show_effects(self, effects: "ImportEffects") -> None:
        """What each award brings; known some time after the rows."""
        view = self._awards
        if view is not None:
            model: RowsModel[Line] = view.model()  # type: ignore[assignment] # `_page` made it
            model.set_rows(with_effects(self._shown["changes"], effects))
            view.columns.measure()
            _narrow(view, 1)

    def view(self) -> QTableView | None:
        """The table of the tab shown; None where it has no rows."""
        page = self._pages.currentWidget()
        return None if page is None else page.findChild(QTableView)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        view = self._awards
        if view is not None:  # the names have the room of what can be missed
            is_new = not any(line.state == "changed" for line in self._shown["changes"])
            view.setColumnHidden(_EXPIRES_NOW, is_new or self.width() < _WIDE)


def _titles() -> dict[str, Callable[[int], str]]:
    return {
        "changes": lambda n: _("Added and changed {count}", count=number(n)),
        "unchanged": lambda n: _("Unchanged {count}", count=number(n)),
        "left-out": lambda n: _("Left out {count}", count=number(n)),
        "refused": lambda n: _("Refused {count}", count=number(n)),
    }


def _page(lines: Sequence[Line], columns: Sequence[Column[Line]], words: str) -> QWidget:
    note = paragraph(words, "small")
    note.setContentsMargins(14, 8, 14, 8)
    if not lines:
        return boxed(column_of(REST, note, Stretch(2), gap=0))
    model = RowsModel(columns)
    model.set_rows(lines)
    view = _narrowed(model, stretch=1 if columns is _CHANGES else len(columns) - 1)
    model.setParent(view)
    return boxed(column_of((view, 1), note, gap=0))


def _narrowed(model: RowsModel[Line], stretch: int) -> QTableView:
    """A table whose columns leave room for the one that matters."""
    view = table(model, stretch=stretch, name=_("Rows of the file"))
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes the room there is
    _narrow(view, stretch)
    return view


def _narrow(view: QTableView, stretch: int) -> None:
    head = view.horizontalHeader()
    for column in range(head.count()):
        if column != stretch and head.sectionSize(column) > _WIDEST_COLUMN:
            head.resizeSection(column, _WIDEST_COLUMN)


def _note(key: str, *, is_empty: bool, is_of_awards: bool, hidden: int) -> str:
    if hidden:
        return ngettext("{n} more is not shown here.", "{n} more are not shown here.", hidden)
    if key == "left-out" and not is_empty and not is_of_awards:
        return _("Left out: rows that repeat others, or hold nothing that is kept here.")
    nothing, something = {
        "changes": (_("This file adds and changes nothing."), _("Nothing is removed by this import.")),
        "unchanged": (
            _("Nothing in this file is recorded already."),
            _("These are recorded just so already."),
        ),
        "left-out": (_("No row is left out."), _("Left out: courses and other rows that do not score.")),
        "refused": (_("No row is refused."), _("Refused rows are not imported; the others can be.")),
    }[key]
    return nothing if is_empty else something


class ProblemsPanel(Panel):
    """Every problem with its place, its sentence and its remedy; what many rows share stands last."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Problems"), number(len(problems)))
        self._model = RowsModel(
            (
                Column[tuple[int, Problem]](
                    lambda: _("Problem"),
                    lambda row: "\t".join((place_of(row[1]), *problem(row[1]))),
                    decoration=_problem_lines,
                    tooltip=lambda row: "\n".join((place_of(row[1]), *problem(row[1]))),
                ),
            ),
            self,
        )
        often = Counter(found.code for found in problems)
        rare_first = sorted(problems, key=lambda found: often[found.code])
        self._model.set_rows(tuple(enumerate(rare_first)))
        view = table(self._model, stretch=0, name=_("Problems"))
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        view.horizontalHeader().hide()
        view.setItemDelegate(TwoLinesDelegate(view))
        view.verticalHeader().setDefaultSectionSize(42)
        self.body.addWidget(view)
        self.copy_button = button(_("Copy"), "copy", "quiet", self.copy, small=True)
        self.add_action(self.copy_button)
        self.setMinimumHeight(150)

    def copy(self) -> None:
        """All problems as text, for the person who made the file."""
        QGuiApplication.clipboard().setText(self._model.as_text())


def place_of(found: Problem) -> str:
    """Where a problem is: row and column as a spreadsheet shows them, or a JSON path."""
    if found.row is not None and found.column:
        return _("Row {row}, column {column}", row=found.row, column=found.column)
    if found.row is not None:
        return _("Row {row}", row=found.row)
    return found.path or found.column or _("Whole file")


def _problem_lines(row: tuple[int, Problem]) -> TwoLines:
    found = row[1]
    sentence, remedy = problem(found)
    place = _("Row {row}", row=found.row) if found.row is not None else place_of(found)
    column = found.column if found.row is not None else ""
    return TwoLines(
        first=_("{place}: {sentence}", place=place, sentence=sentence),
        second=_("{column}: {remedy}", column=column, remedy=remedy) if column else remedy,
        mark=icon_mark("triangle-alert", "warning"),
    )
