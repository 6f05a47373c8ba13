"""The chart of all six areas toward the pass mark, its table, and saving it as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from readiness import charts
from readiness.facts import METRICS
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.chart_view import ChartView
from ui.session import Session
from ui.text import _
from ui.widgets import Panel, paint, tool_button

if TYPE_CHECKING:
    from ui.tables import RowsModel

HEIGHT = 43 + 6 * charts.ROW_HEIGHT + 46
_PASS_MARK = 70


class ProgressPanel(Panel):
    """Bars stacked by metric with a line at 70; the button turns it into the table behind it."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Progress to 70"))
        self.put_beside_title(Legend())
        self._snapshot: Snapshot | None = None
        self._rows: tuple[charts.ProgressRow, ...] = ()
        self.chart = ChartView(session.background, HEIGHT - 43 - 14)
        self.chart.tip = self._tip
        self._model: RowsModel[charts.ProgressRow] | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(_inset(self.chart))
        self.as_table = tool_button("table", _("Show as table"), self._on_table)
        self._save = tool_button("save", _("Save as picture…"), self._on_save)
        self.add_action(self.as_table)
        self.add_action(self._save)
        self.body.addWidget(self._stack)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Nothing is drawn before `draw`: the first picture of the page does not wait for it."""
        self._snapshot = snapshot

    def draw(self) -> None:
        """Ask for the picture; the first time it waits for matplotlib."""
        if self._snapshot is None:
            return
        rows, colours = (
            charts.progress_rows(self._snapshot, text.words()),
            charts.palette(theme.current().name),
        )
        self._rows = rows
        if self._model is not None:
            self._model.set_rows(rows)
        said = "; ".join(f"{row.label}: {row.total}" for row in rows)
        self.chart.show_chart(
            lambda axes: charts.draw_progress(axes, rows, pass_mark=_PASS_MARK, palette=colours), said
        )

    def _on_table(self) -> None:
        from ui.pages.progress_table import columns  # noqa: PLC0415 - when asked for
        from ui.tables import RowsModel  # noqa: PLC0415 - when asked for
        from ui.widgets import table  # noqa: PLC0415 - when asked for

        if self._model is None:
            self._model = RowsModel(columns(), self)
            self._model.set_rows(self._rows)
            self._stack.addWidget(table(self._model, stretch=0, name=_("Progress to 70")))
        shows_table = self._stack.currentIndex() == 0
        self._stack.setCurrentIndex(int(shows_table))
        tip = _("Show as chart") if shows_table else _("Show as table")
        self.as_table.setToolTip(tip)
        self.as_table.setAccessibleName(tip)

    def _on_save(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - each class of Qt costs start-up time

        title, kinds = _("Save as picture"), "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"
        chosen, _kind = QFileDialog.getSaveFileName(self, title, _("Progress") + ".png", kinds)
        if chosen:
            self.chart.save(Path(chosen))

    def _tip(self, x: float, y: float) -> str:
        place = round(y)
        if not 0 <= place < len(self._rows) or abs(y - place) > 0.35 or x < 0:
            return ""
        return _tip_of(self._rows[place], x)


class Legend(QWidget):
    """The five metrics and their strengths of colour, as far as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(20)
        strengths, ground = theme.tokens()["metric-strength"], theme.color("surface")
        self._colors = [theme.mixed(theme.color("text"), ground, strengths[metric]) for metric in METRICS]
        self.setAccessibleName(", ".join(text.name("metric-short", metric) for metric in METRICS))

    # Qt overrides

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            names = [text.name("metric-short", metric) for metric in METRICS]
            x = 8.0
            if x + sum(paint.width_of(name, "micro") + 30 for name in names) <= self.width():
                for color, name in zip(self._colors, names, strict=True):
                    mark = QRectF(x, 5, 10, 10)
                    paint.draw_box(painter, mark, color, theme.color("text"), 2)
                    box = QRectF(x + 16, 1, 200, 18)
                    x += 30 + paint.draw_text(painter, box, name, "micro", "text-muted")


def _tip_of(row: charts.ProgressRow, x: float) -> str:
    start = 0.0
    for metric, points in zip(METRICS, row.points, strict=False):
        end = start + float(points)
        if start <= x < end:
            name = text.name("metric", metric)
            return _("{area}, {metric}: {points:points} points", area=row.label, metric=name, points=points)
        start = end
    return ""


def _inset(widget: QWidget) -> QWidget:
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(13, 4, 13, 4)
    column.addWidget(widget)
    return around
