"""The table behind the progress chart."""

from collections.abc import Sequence
from fractions import Fraction

from readiness import charts
from readiness.facts import METRICS
from ui import text
from ui.tables import Column, Tiles
from ui.text import _


def columns() -> Sequence[Column[charts.ProgressRow]]:
    """Area, points of each metric, and their sum."""
    metrics = [
        Column[charts.ProgressRow](
            lambda metric=metric: text.name("metric-short", metric),  # type: ignore[misc] # bound per turn
            lambda row, place=place: row.points[place] if place < len(row.points) else None,  # type: ignore[misc]
            lambda value: "" if value is None else text.points(value),
            is_number=True,
        )
        for place, metric in enumerate(METRICS)
    ]
    return (
        Column[charts.ProgressRow](
            lambda: _("Area"), lambda row: row.label, decoration=lambda row: Tiles((row.area,))
        ),
        *metrics,
        Column[charts.ProgressRow](
            lambda: _("Points"), lambda row: sum(row.points, Fraction(0)), text.points, is_number=True
        ),
    )
