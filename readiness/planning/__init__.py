"""What to do next: single steps, each tried on the facts of the day, with the points it brings."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess import Records
from readiness.facts import Area
from readiness.outlook.course import Ahead, Outlook
from readiness.planning.skills import skill_steps
from readiness.planning.trial import Step, Trial
from readiness.planning.usage import usage_steps
from readiness.rules import Rulebook

__all__ = ["AreaAhead", "Step", "look_ahead", "next_step", "steps"]


class AreaAhead(NamedTuple):
    """What is to come in one area, what could be done, the cheapest first, and the one thing to do next."""

    outlook: Outlook
    steps: tuple[Step, ...]
    next: Step | None


def look_ahead(
    ahead: Ahead, area: Area, blocked: tuple[str, ...], check: Callable[[], None] = lambda: None
) -> AreaAhead:
    """`blocked`: the metrics at zero; `check` is called often and may raise to stop."""
    ahead.stop_by(check)
    outlook = ahead.outlook(area)
    check()
    found = steps(ahead.records, ahead.rulebook, area, ahead.on, check)
    is_met = bool(outlook.history.levels) and outlook.history.levels[-1].met
    return AreaAhead(outlook, found, next_step(found, blocked, is_met=is_met, is_at_risk=outlook.is_at_risk))


def steps(
    records: Records, rulebook: Rulebook, area: Area, on: date, check: Callable[[], None] = lambda: None
) -> tuple[Step, ...]:
    """Every step that brings something, the cheapest first; none on a day without rules in force."""
    try:
        trial = Trial(records, rulebook, area, on, check)
    except LookupError:
        return ()
    unblocking = {metric for metric, points in trial.points.items() if not points}
    found = _once((*skill_steps(trial), *usage_steps(trial)))
    return tuple(sorted(found, key=lambda s: (s.metric not in unblocking, s.effort, -s.gain, str(s.title))))


def _once(some: tuple[Step, ...]) -> list[Step]:
    """One customer may be near two bounds of a metric: the better of two steps stands."""
    best: dict[object, Step] = {}
    for step in some:
        key = (step.kind, step.metric, step.records) if step.kind == "tenant" else id(step)
        if key not in best or best[key].gain < step.gain:
            best[key] = step
    return list(best.values())


def next_step(
    found: tuple[Step, ...], blocked: tuple[str, ...], *, is_met: bool, is_at_risk: bool
) -> Step | None:
    """The one thing to do: it unblocks, keeps what is held, reaches the mark or brings most."""
    able = [step for step in found if step.kind != "renew" or is_at_risk]
    for wanted in (
        [step for step in able if step.metric in blocked],
        [step for step in able if step.kind == "renew"],
        [step for step in able if step.reaches and not is_met and step.kind != "growth"],
    ):
        if wanted:
            return wanted[0]
    return max(able, key=_worth, default=found[0] if found else None)


def _worth(step: Step) -> tuple[bool, Fraction, int]:
    """What two people bring is worth half of it; growth of all customers together is no single thing."""
    return step.kind != "growth", step.gain / max(step.effort - 3, 1), -step.effort
