"""A panel with a chart, the table behind it, and saving it as a picture."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.chart_view import ChartView
from ui.session import Session
from ui.text import _
from ui.widgets import Panel, tool_button
from ui.widgets.boxes import REST, boxed, column_of

if TYPE_CHECKING:
    from ui.chart_view import Draw
    from ui.tables import Column, RowsModel

R = TypeVar("R")


class ChartPanel(Panel, Generic[R]):
    """The button turns the chart into its table; both show what was given last."""

    def __init__(
        self, session: Session, title: str, height: int, columns: "Callable[[], Sequence[Column[R]]]"
    ) -> None:
        super().__init__(title)
        self._session = session
        self._named = title
        self._columns = columns
        self._rows: tuple[R, ...] = ()
        self._model: RowsModel[R] | None = None
        self.chart = ChartView(session.background, height)
        self._stack = QStackedWidget()
        self._picture, self._behind, self._nothing = _inset(self.chart), QWidget(), QWidget()
        self._stack.addWidget(self._picture)
        self.as_table = tool_button("table", _("Show as table"), self._on_table)
        self.save_as = tool_button("save", _("Save as picture…"), self._on_save)
        self.add_action(self.as_table)
        self.add_action(self.save_as)
        self.body.addWidget(self._stack)

    def show_rows(self, rows: tuple[R, ...], draw: "Draw", words: str) -> None:
        """The rows of the table, how to draw them, and the chart in words."""
        self._rows = rows
        if self._model is not None:
            self._model.set_rows(rows)
        if self._stack.currentWidget() is self._nothing:
            self._turn(self._picture)
        self.chart.show_chart(draw, words)

    def show_nothing(self, icon: str, title: str, sentence: str) -> None:
        """In place of an empty chart: what would stand here."""
        from ui.widgets import EmptyState  # noqa: PLC0415 - few partners have nothing to show

        self._stack.removeWidget(self._nothing)
        self._nothing = EmptyState(icon, title, sentence)
        self._stack.addWidget(self._nothing)
        self._turn(self._nothing)

    def _turn(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        for action in (self.as_table, self.save_as):
            action.setVisible(page is not self._nothing)

    def _on_table(self) -> None:
        from ui.tables import RowsModel  # noqa: PLC0415 - when asked for
        from ui.widgets import table  # noqa: PLC0415 - when asked for

        if self._model is None:
            self._model = RowsModel(self._columns(), self)
            self._model.set_rows(self._rows)
            self._behind = table(self._model, stretch=0, name=self._named)
            self._stack.addWidget(self._behind)
        shows_table = self._stack.currentWidget() is self._picture
        self._stack.setCurrentWidget(self._behind if shows_table else self._picture)
        tip = _("Show as chart") if shows_table else _("Show as table")
        self.as_table.setToolTip(tip)
        self.as_table.setAccessibleName(tip)

    def _on_save(self) -> None:
        from ui.dialogs.save_file import ask_where  # noqa: PLC0415 - when asked for

        kinds = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"
        ask_where(self, _("Save as picture"), f"{self._named}.png", kinds, self._save)

    def _save(self, out: Path) -> None:
        self.chart.save(out, self._session.written.emit, self._session.failed.emit)


def _inset(widget: QWidget) -> QWidget:
    # the rest is below a chart that does not grow
    return boxed(column_of((widget, 1000), REST, edges=(13, 4, 13, 4)))
