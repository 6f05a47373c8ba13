"""The chart of all six areas toward the pass mark, its table, and saving it as a picture."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from readiness import charts
from readiness.facts import METRICS
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.pages.chart_panel import ChartPanel
from ui.session import Session
from ui.text import _
from ui.widgets import paint

if TYPE_CHECKING:
    from ui.tables import Column

_AROUND = 43 + 14
_AROUND_NAME = (30, 22)


class ProgressPanel(ChartPanel[charts.ProgressRow]):
    """Bars stacked by metric with a line at 70; the button turns it into the table behind it."""

    def __init__(self, session: Session, height: int) -> None:
        """`height` is the panel's, head included."""
        super().__init__(session, _("Progress to 70"), height - _AROUND, _columns)
        self.put_beside_title(Legend())
        self._snapshot: Snapshot | None = None
        self._at_risk: frozenset[str] = frozenset()
        self.chart.tip = self._tip

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Nothing is drawn before `draw`: the first picture of the page does not wait for it."""
        self._snapshot = snapshot

    def show_at_risk(self, area: str, *, is_at_risk: bool) -> None:
        """Whether the forecast of the area falls below what is asked."""
        known = self._at_risk | {area} if is_at_risk else self._at_risk - {area}
        if known != self._at_risk:
            self._at_risk = known
            self.draw()

    def set_height(self, height: int) -> None:
        """The panel's whole height, head included."""
        if self.chart.height() != height - _AROUND:
            self.chart.setFixedHeight(height - _AROUND)

    def draw(self) -> None:
        """Ask for the picture; the first time it waits for matplotlib."""
        if self._snapshot is None:
            return
        mark = None if self._snapshot.pass_mark is None else float(self._snapshot.pass_mark)
        found = charts.progress_rows(self._snapshot, text.words(), self._at_risk)
        if found == self._rows:  # most edits move no bar
            return
        colours = charts.palette(theme.current().name)
        said = "; ".join(f"{row.label}: {row.total}" for row in found)
        self.show_rows(
            found,
            lambda axes: charts.draw_progress(axes, found, pass_mark=mark, palette=colours),
            said,
        )

    def _tip(self, x: float, y: float) -> str:
        place = round(y)
        if not 0 <= place < len(self._rows) or abs(y - place) > 0.35 or x < 0:
            return ""
        return _tip_of(self._rows[place], x)


def _columns() -> "Sequence[Column[charts.ProgressRow]]":
    from ui.pages.progress_table import columns  # noqa: PLC0415 - when asked for

    return columns()


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
            x, asked = 8.0, sum(paint.width_of(name, "micro") for name in names)
            # A mark, and between and behind it the wider gaps or the narrower ones.
            around = next((a for a in _AROUND_NAME if x + asked + a * len(names) <= self.width()), None)
            if around is None:
                return
            for color, name in zip(self._colors, names, strict=True):
                mark = QRectF(x, 5, 10, 10)
                paint.draw_box(painter, mark, color, theme.color("text"), 2)
                box = QRectF(x + 10 + (around - 10) * 0.3, 1, 200, 18)
                x += around + paint.draw_text(painter, box, name, "micro", "text-muted")


def _tip_of(row: charts.ProgressRow, x: float) -> str:
    start = 0.0
    for metric, points in zip(METRICS, row.points, strict=False):
        end = start + float(points)
        if start <= x < end:
            name = text.name("metric", metric)
            return _("{area}, {metric}: {points:points} points", area=row.label, metric=name, points=points)
        start = end
    return ""
