"""The window keeper: on which days an area was qualified, month by month, and until when that counts."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from readiness.assess import Records
from readiness.facts import Area, Enrollment, Month, month_of
from readiness.outlook.days import Period, Stretch, qualification_window, qualified_spans, stretches
from readiness.rules import Rulebook

_LONGEST = 366
"""Days ahead that are looked at; no window was longer than half of that."""


class MonthRow(NamedTuple):
    """One month of the window: its highest total, and whether any day of it was qualified.

    `points` None: no rules were in force.
    """

    month: Month
    points: Fraction | None
    met: bool


class Kept(NamedTuple):
    """What the window holds."""

    window: Period
    spans: tuple[Period, ...]
    """Qualified days in it, oldest first."""
    counts_until: date | None
    """The last day on which the newest qualified day still counts; after it, it has fallen out."""
    months: tuple[MonthRow, ...]
    """Oldest first; of the running month the days so far."""


def keep_window(
    records: Records, rulebook: Rulebook, area: Area, on: date, enrollment: Enrollment | None
) -> Kept | None:
    """The window of the day, its days up to and with `on`; None before the programme began."""
    programme = rulebook.on(on).programme
    if programme is None:
        return None
    window = qualification_window(programme, on, enrollment)
    found = stretches(records, rulebook, area, Period(window.since, min(window.until, on)))
    spans = qualified_spans(found)
    counts_until = None
    if spans:
        newest = spans[-1].until
        counts_until = window.until if enrollment else falls_out(rulebook, newest, on) - timedelta(days=1)
    return Kept(window, spans, counts_until, _months(found))


def falls_out(rulebook: Rulebook, qualified: date, on: date) -> date:
    """The first day after `on` whose window, of who is not enrolled, leaves that day out."""
    for ahead in range(1, _LONGEST):
        day = on + timedelta(days=ahead)
        programme = rulebook.on(day).programme
        if programme is None or qualification_window(programme, day).since > qualified:
            return day
    return on + timedelta(days=_LONGEST)


def _months(found: Sequence[Stretch]) -> tuple[MonthRow, ...]:
    rows = []
    for month, group in groupby(found, key=lambda stretch: month_of(stretch.since)):
        some = tuple(group)
        best = max((s.points for s in some if s.points is not None), default=None)
        rows.append(MonthRow(month, best, any(s.met for s in some)))
    return tuple(rows)
