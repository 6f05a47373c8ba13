"""Why a score differs between one day and the next: an award ends, usage came in, rules begin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from readiness.assess import Finding
from readiness.assess.case import ZERO, Case
from readiness.assess.people import Held, case_end, groups_of, holders
from readiness.assess.records import leaves_after
from readiness.assess.tree import assess_rules
from readiness.facts import Area, Award, CustomerId, ExpectedUsage, PersonId, Project
from readiness.outlook.forecast import PLANNED
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import (
    Amount,
    DistinctWorkloads,
    GrowthPercent,
    GrowthUnits,
    NetItems,
    People,
    Selection,
)

_NAMED = 2
"""Customers named one by one; more of them are counted."""


class Cause(NamedTuple):
    """A part of a change: which metric, by how many points (exact, signed), and why."""

    metric: str
    """Empty where the whole score changes, with its track."""
    change: Fraction
    because: Message
    records: tuple[str, ...] = ()
    """Ids of the people, customers or projects it speaks of."""


class Sides(NamedTuple):
    """The last day before a change, and its first day; an area that has rules on both."""

    before: Case
    between: Case
    """The last day before it under the rules of its first day."""
    after: Case
    area: Area
    projects: tuple[Project, ...] = ()
    """Those whose usage begins to count with the later day."""
    is_ahead: bool = False
    """The day is still to come."""

    @property
    def on(self) -> date:
        return self.after.on


def causes(sides: Sides) -> tuple[Cause, ...]:
    """What changed, metric by metric, the largest change first; together they are the whole change."""
    before, between, after = (_track(case, sides.area) for case in (sides.before, sides.between, sides.after))
    if before.rule != after.rule:
        said = Message("cause.track", {"track": Message(f"track.{after.rule}")})
        return (Cause("", after.points - before.points, said),)
    found = [
        Cause(metric, change, Message("cause.rules", {"on": sides.on}))
        for metric, change in _differences(before, between)
    ]
    found += [_cause(sides, after.rule, metric, change) for metric, change in _differences(between, after)]
    return tuple(sorted(found, key=lambda cause: -abs(cause.change)))


def step_causes(before: Case, after: Case, area: Area, because: Message) -> Iterator[Cause]:
    """What a step of the user's changed on one day, metric by metric."""
    was, now = _track(before, area), _track(after, area)
    if was.rule != now.rule:
        yield Cause("", now.points - was.points, because)
    else:
        yield from (Cause(metric, change, because) for metric, change in _differences(was, now))


def _track(case: Case, area: Area) -> Finding:
    return assess_rules(case, case.rules.areas[area]).because[0]


def _differences(before: Finding, after: Finding) -> Iterator[tuple[str, Fraction]]:
    """Each metric whose points differ, and by how many."""
    old, new = (_by_metric(track) for track in (before, after))
    for metric in dict.fromkeys((*old, *new)):
        was, now = old.get(metric), new.get(metric)
        change = (now.points if now else ZERO) - (was.points if was else ZERO)
        if change:
            yield metric, change


def _by_metric(track: Finding) -> Mapping[str, Finding]:
    return {metric.rule: metric for category in track.because for metric in category.because}


def _cause(sides: Sides, track: str, name: str, change: Fraction) -> Cause:
    metric = _rule(sides.after, sides.area, track, name)
    said: tuple[Message, tuple[str, ...]] | None = None
    if metric is not None and isinstance(metric.shape, People):
        said = _people(sides, metric.shape, is_loss=change < 0)
    elif metric is not None:
        said = _usage(sides, metric, is_loss=change < 0)
    because, records = said or (_otherwise(sides), ())
    return Cause(name, change, because, records)


def _rule(case: Case, area: Area, track: str, name: str) -> Metric | None:
    rules = case.rules.areas[area].track(track)
    return next((metric for metric in rules.metrics if metric.id == name), None) if rules else None


def _otherwise(sides: Sides) -> Message:
    """A figure reported for that day, or what no other cause explains."""
    reported = any(r.area == sides.area and r.as_of == sides.on for r in sides.after.facts.reported.values())
    return Message("cause.reported" if reported else "cause.other", {"on": sides.on})


def _people(sides: Sides, shape: People, *, is_loss: bool) -> tuple[Message, tuple[str, ...]] | None:
    """The awards with which people begin or cease to count."""
    moved: dict[str, Award] = {}
    groups = (*(gate.any_of for gate in shape.gates), *groups_of(sides.after, shape))
    for group in dict.fromkeys(groups):
        was, now = holders(sides.before, group), holders(sides.after, group)
        moved |= {award.id: award for award in (_gone(was, now) if is_loss else _gone(now, was))}
    if not moved:
        return None
    reasons: dict[str, list[Award]] = {}
    for award in moved.values():
        reasons.setdefault(_lost(sides, award) if is_loss else _gained(sides, award), []).append(award)
    reason, awards = max(reasons.items(), key=lambda entry: len(entry[1]))
    return _said(sides, reason, awards), tuple(sorted({award.person for award in awards}))


def _gone(some: Mapping[PersonId, Held], others: Mapping[PersonId, Held]) -> Iterator[Award]:
    return (held[1] for person, held in some.items() if person not in others)


def _lost(sides: Sides, award: Award) -> str:
    last = sides.before.on
    if case_end(sides.before, award) == last:
        return "expired" if award.expires_on == last else "credit-ended"
    person = sides.before.facts.people[award.person]
    return "left" if leaves_after(person, sides.before.leaver_day) == last else "not-linked"


def _gained(sides: Sides, award: Award) -> str:
    if award.id.startswith(PLANNED):
        return "exam"
    if award.earned_on == sides.on:
        return "earned"
    return "joined" if sides.after.facts.people[award.person].joined_on == sides.on else "linked"


def _said(sides: Sides, reason: str, awards: Sequence[Award]) -> Message:
    tense = "-ahead" if sides.is_ahead and reason in ("expired", "credit-ended", "left") else ""
    people = sorted({award.person for award in awards})
    codes = tuple(sorted({sides.after.code(award.certification) for award in awards}))
    slots: dict[str, object] = {
        "certifications": codes,
        "on": sides.before.on if reason in ("expired", "credit-ended") else sides.on,
    }
    if len(people) > 1:
        return Message(f"cause.{reason}{tense}-many", slots | {"n": len(people)})
    known = sides.after.facts.people[people[0]]
    return Message(f"cause.{reason}{tense}", slots | {"person": known.name or known.email})


def _usage(sides: Sides, metric: Metric, *, is_loss: bool) -> tuple[Message, tuple[str, ...]] | None:
    if sides.before.records is not sides.after.records:
        return _live(sides, metric)
    month = sides.after.month
    if month == sides.before.month:
        return None
    if isinstance(metric.shape, NetItems):
        was, now = (set(_by_metric(_track(c, sides.area))[metric.id].evidence) for c in sides[1:3])
        moved = [CustomerId(customer) for customer in (was - now if is_loss else now - was)]
        if moved:
            return _named(sides, moved, is_loss=is_loss), tuple(sorted(moved))
    return Message("cause.usage", {"month": month}), ()


def _live(sides: Sides, metric: Metric) -> tuple[Message, tuple[str, ...]]:
    read = list(_reads(metric))
    mine = [p for p in sides.projects if any(_is_read(sides, read, e) for e in p.expected_usage)]
    if not mine:
        return Message("cause.live-longer"), ()
    slots = {"projects": tuple(p.name for p in mine[:_NAMED]), "n": len(mine)}
    return Message(_many("cause.live", len(mine)), slots), tuple(project.id for project in mine)


def _reads(metric: Metric) -> Iterator[tuple[Selection, Amount]]:
    """Which usage the metric looks at, and as what amount."""
    match metric.shape:
        case GrowthPercent(usage=usage, amount=amount) | DistinctWorkloads(usage=usage, amount=amount):
            yield from ((selection, amount) for selection in usage)
        case GrowthUnits(parts=grown):
            yield from ((selection, part.amount) for part in grown for selection in part.usage)
        case NetItems(parts=parts):
            for part in parts:
                for condition in part.conditions:
                    yield from ((selection, condition.amount) for selection in part.usage)


def _is_read(sides: Sides, read: Iterable[tuple[Selection, Amount]], expected: ExpectedUsage) -> bool:
    name = sides.after.records.workload(expected.workload)
    return any(
        name not in selection.excluded
        and (selection.workloads is None or name in selection.workloads)
        and expected.measure in ({amount.measure} | {measure for _, measure, _ in amount.rates})
        for selection, amount in read
    )


def _many(code: str, count: int) -> str:
    return f"{code}-many" if count > _NAMED else code


def _named(sides: Sides, customers: Iterable[CustomerId], *, is_loss: bool) -> Message:
    known = sides.after.facts.customers
    names = sorted(known[customer].name for customer in customers if customer in known)
    slots = {"customers": tuple(names[:_NAMED]), "n": len(names), "month": sides.after.month}
    return Message(_many(f"cause.customers-{'lost' if is_loss else 'won'}", len(names)), slots)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
