"""An area's score a year back and a year ahead, with the cause of each drop; the table has every step."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from readiness import charts
from readiness.facts import Month
from ui import text, theme
from ui.pages.chart_panel import ChartPanel
from ui.session import Session
from ui.text import _

if TYPE_CHECKING:
    from readiness.charts.course_values import CourseChart, CourseRow
    from readiness.outlook.course import Outlook
    from ui.tables import Column

CHART: Final = 248
LEAST: Final = 136
"""A chart can be read from this height on."""
_NEAR_DAYS: Final = 6


class HistoryPanel(ChartPanel["CourseRow"]):
    """Empty until the worker has looked at the days."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("History and forecast"), CHART, _columns)
        self._outlook: Outlook | None = None
        self._shown: CourseChart | None = None
        self.chart.tip = self._tip

    def show_outlook(self, outlook: "Outlook", pass_mark: Fraction, data_month: Month | None) -> None:
        from readiness.charts.course import draw_course  # noqa: PLC0415 - late
        from readiness.charts.course_values import course_chart, course_rows  # noqa: PLC0415 - so are these

        self._outlook = outlook
        shown = self._shown = course_chart(outlook, text.words(), pass_mark)
        colours = charts.palette(theme.current().name)
        note = _("dashed: forecast")
        self.set_note(
            note if data_month is None else _("dashed: forecast, usage as in {month}", month=data_month), note
        )
        self.show_rows(
            course_rows(outlook),
            lambda axes: draw_course(axes, shown, palette=colours),
            _spoken(shown),
        )

    def _tip(self, x: float, _y: float) -> str:
        from readiness.charts.course_values import move_on  # noqa: PLC0415 - drawn by now

        shown, outlook = self._shown, self._outlook
        if shown is None or outlook is None or not 1 <= x < date.max.toordinal():
            return ""
        day = date.fromordinal(round(x))
        level = shown.at(day)
        if level is None or level.points is None:
            return ""
        said = _("{day}: {points:points} points", day=day, points=level.points)
        move = move_on((*outlook.history.moves, *outlook.forecast.moves), day, _NEAR_DAYS)
        if move is None:
            return said
        lines = (
            _("{day}: {points:signed}. {cause}", day=move.on, points=c.change, cause=c.because)
            for c in move.causes
        )
        return "\n".join((said, *lines))


def _columns() -> "Sequence[Column[CourseRow]]":
    from ui.pages.history_table import columns  # noqa: PLC0415 - when asked for

    return columns()


def _spoken(shown: "CourseChart") -> str:
    """Where the score stands, and each drop."""
    now = shown.at(shown.today)
    head = (
        _("{day}: {points:points} points", day=shown.today, points=now.points)
        if now is not None and now.points is not None
        else _("No rules are known for this day")
    )
    return "; ".join((head, *(f"{note.change} {note.words}" for note in shown.notes)))
