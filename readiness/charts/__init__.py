"""Charts: functions that know Axes and plain data, the same for the window and for reports."""

from readiness.charts.look import Palette, palette
from readiness.charts.progress import (
    AT_RISK,
    BLOCKED,
    ROW_HEIGHT,
    ProgressRow,
    draw_progress,
    progress_rows,
)

__all__ = [
    "AT_RISK",
    "BLOCKED",
    "ROW_HEIGHT",
    "Palette",
    "ProgressRow",
    "draw_progress",
    "palette",
    "progress_rows",
]
