"""What each area loses when somebody's awards end."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.facts import AREAS, Area, PersonId
from readiness.outlook.causes import day_before
from readiness.outlook.course import Ahead

_OVER = "cause.expired-ahead"


class Fall(NamedTuple):
    """An area and the points, exact and below zero, by which it changes."""

    area: Area
    change: Fraction


def falls_by_expiry(
    ahead: Ahead, check: Callable[[], None]
) -> Mapping[tuple[PersonId, date], tuple[Fall, ...]]:
    """By person and last valid day, the largest first; within a year, and where no other one falls with it.

    `check` is called often and may raise to stop.
    """
    ahead.stop_by(check)
    found: dict[tuple[PersonId, date], dict[Area, Fraction]] = {}
    for area in AREAS:
        for move in ahead.forecast(area).moves:
            for cause in move.causes:
                if cause.because.code == _OVER and cause.change < 0:
                    (person,) = cause.records
                    falls = found.setdefault((PersonId(person), day_before(move.on)), {})
                    falls[area] = falls.get(area, Fraction(0)) + cause.change
    return {
        key: tuple(Fall(*one) for one in sorted(falls.items(), key=lambda fall: fall[1]))
        for key, falls in found.items()
    }
