"""Days, rules and records other than those of today: windows, history, losses, other rules, tracks."""

from readiness.outlook.days import (
    Period,
    Qualified,
    Stretch,
    is_qualified,
    qualification_window,
    qualified_days,
    qualified_spans,
    quick_total,
    stretches,
)
from readiness.outlook.keeper import Kept, MonthRow, falls_out, keep_window
from readiness.outlook.losses import AreaLoss, MetricLoss, loss_of, losses, under
from readiness.outlook.tracks import TrackFlip, flip_in, track_flip

__all__ = [
    "AreaLoss",
    "Kept",
    "MetricLoss",
    "MonthRow",
    "Period",
    "Qualified",
    "Stretch",
    "TrackFlip",
    "falls_out",
    "flip_in",
    "is_qualified",
    "keep_window",
    "loss_of",
    "losses",
    "qualification_window",
    "qualified_days",
    "qualified_spans",
    "quick_total",
    "stretches",
    "track_flip",
    "under",
]
