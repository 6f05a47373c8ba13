"""What changed in the scores since a day, by its cause; what moved several areas alike is said once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess import Records
from readiness.assess.case import case_of
from readiness.facts import AREAS, Area, Change, Facts, Month, first_day, month_of
from readiness.outlook.causes import Cause, step_causes
from readiness.outlook.course import Ahead
from readiness.problems import Message

_LEAST = Fraction(1, 20)
"""Changes that would be shown as 0.0 are left out."""

_STEPS = 24
"""More steps than these are not told one by one."""


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


def changed_since(ahead: Ahead, since: date, steps: "Sequence[Step]" = ()) -> tuple[Changed, ...]:
    """Between the two days, the largest change first; of changes alike the newest.

    What time and rules did is told of the records of `ahead`, as they were seen on the first day; what each
    of the steps did since, on the day asked for.
    """
    found: dict[tuple[object, ...], Changed] = {}
    for on, area, cause in (*_by_time(ahead, since), *_by_steps(ahead, steps)):
        if abs(cause.change) >= _LEAST:
            key = (on, cause.metric, cause.change, _spoken(cause))
            before = found.get(key)
            areas = (*before.areas, area) if before else (area,)
            found[key] = Changed(on, areas, cause.metric, cause.change, cause.because)
    return tuple(sorted(found.values(), key=lambda c: (-abs(c.change), -c.on.toordinal(), c.areas)))


class Step(NamedTuple):
    """What the user did, and the records it led to."""

    title: Message
    facts: Facts


def steps_between(
    facts: Facts, written: Iterable[tuple[Message, Sequence[Change]]]
) -> tuple[Facts, list[Step]]:
    """The records before the steps, and the steps, oldest first.

    Each is given, the newest first, with the changes that take it back from what it led to. Of many the
    oldest are told as one.
    """
    steps: list[Step] = []
    for title, back in written:
        steps.append(Step(title, facts))
        facts = facts.changed(back)
    older = len(steps) - _STEPS
    if older > 0:
        steps[_STEPS:] = [Step(Message("cause.steps", {"n": older}), steps[_STEPS].facts)]
    return facts, steps[::-1]


def _by_time(ahead: Ahead, since: date) -> Iterator[tuple[date, Area, Cause]]:
    for area in AREAS:
        for move in ahead.between(area, since).moves:
            yield from ((move.on, area, cause) for cause in move.causes)


def _by_steps(ahead: Ahead, steps: "Sequence[Step]") -> Iterator[tuple[date, Area, Cause]]:
    rules, on = ahead.rulebook.on(ahead.on), ahead.on
    before = case_of(ahead.records, rules, on)
    for step in steps:
        after = case_of(Records(step.facts, ahead.rulebook.catalogue, ahead.records.check), rules, on)
        if before is None or after is None:
            return
        for area in (area for area, known in rules.areas.items() if not known.is_preview):
            yield from ((on, area, cause) for cause in step_causes(before, after, area, step.title))
        before = after


def _spoken(cause: Cause) -> tuple[str, str]:
    return cause.because.code, repr(sorted(cause.because.slots.items()))
