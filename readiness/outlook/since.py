"""What changed in the scores since a day, by its cause; what moved several areas alike is said once."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.facts import AREAS, Area, Month, first_day, month_of
from readiness.outlook.causes import Cause
from readiness.outlook.course import Ahead
from readiness.problems import Message

_LEAST = Fraction(1, 20)
"""Changes that would be shown as 0.0 are left out."""


class Changed(NamedTuple):
    """One cause, the metric it moved, in which areas, and by how many points each."""

    on: date
    areas: tuple[Area, ...]
    metric: str
    change: Fraction
    because: Message


def last_refresh(on: date, refresh_day: int) -> date:
    """The day of the month before on which Partner Center took in usage."""
    return first_day(Month(month_of(on) - 1)).replace(day=refresh_day)


def changed_since(ahead: Ahead, since: date) -> tuple[Changed, ...]:
    """Between the two days, the largest change first; of changes alike the newest."""
    found: dict[tuple[object, ...], Changed] = {}
    for area in AREAS:
        for move in ahead.between(area, since).moves:
            for cause in move.causes:
                if abs(cause.change) >= _LEAST:
                    key = (move.on, cause.metric, cause.change, _spoken(cause))
                    before = found.get(key)
                    areas = (*before.areas, area) if before else (area,)
                    found[key] = Changed(move.on, areas, cause.metric, cause.change, cause.because)
    return tuple(sorted(found.values(), key=lambda c: (-abs(c.change), -c.on.toordinal(), c.areas)))


def _spoken(cause: Cause) -> tuple[str, str]:
    return cause.because.code, repr(sorted(cause.because.slots.items()))
