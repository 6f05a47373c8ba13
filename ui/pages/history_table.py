"""The table behind the chart of history and forecast."""

from collections.abc import Sequence

from readiness.charts.course_values import CourseRow
from ui import text
from ui.tables import Column
from ui.text import _


def columns() -> Sequence[Column[CourseRow]]:
    """The day, the cause, what it changed, and the score after it; days ahead are muted."""
    return (
        Column[CourseRow](lambda: _("Cause"), lambda r: text.say(r.because), tone=_tone),
        Column[CourseRow](lambda: _("Day"), lambda r: r.on, text.day, tone=_tone),
        Column[CourseRow](lambda: _("Metric"), _metric, tone=_tone),
        Column[CourseRow](lambda: _("Change"), lambda r: r.change, text.signed, is_number=True),
        Column[CourseRow](lambda: _("Points"), lambda r: r.points, text.points, is_number=True),
        Column[CourseRow](lambda: _("Kind"), lambda r: _("Forecast") if r.is_ahead else _("History")),
    )


def _metric(row: CourseRow) -> str:
    return text.name("metric-short", row.metric) if row.metric else _("Track")


def _tone(row: CourseRow) -> str:
    return "text-muted" if row.is_ahead else "text"
