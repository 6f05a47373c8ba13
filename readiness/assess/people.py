"""Skilling: people who hold certifications. Awards count by person, gates by step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from heapq import nlargest
from typing import TypeAlias

from readiness.assess.asks import gate_asks, people_asks, step_asks
from readiness.assess.case import (
    REMEMBERED,
    ZERO,
    Case,
    Outcome,
    at_least,
    difference,
    exactly,
    note,
    product,
    total,
)
from readiness.assess.finding import Finding, make_finding
from readiness.assess.records import ALWAYS, Presence, award_end, leaves_after
from readiness.facts import Award, CertificationId, PersonId
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import Gate, People

LISTED = 12
"""People named one by one; where more count they stand together in one finding."""
LOST = 6
"""Awards that no longer count, named one by one."""
_DAY = timedelta(days=1)
_VALID = Message("found.valid")
Held = tuple[date, Award]
"""The last day it counts, and the award."""


def holders(case: Case, certifications: frozenset[CertificationId]) -> Mapping[PersonId, Held]:
    """Who holds any of these on the day, with the award that counts longest; a person counts once."""
    key = ("holders", case.on, certifications)
    return case.records.keep(key, _holders, case, certifications)


def _holders(case: Case, certifications: frozenset[CertificationId]) -> Mapping[PersonId, Held]:
    found: dict[PersonId, Held] = {}
    for certification in certifications & case.records.awards.keys():
        for person, held in _of_one(case, certification).items():
            before = found.get(person)
            if before is None or _rank(held) > _rank(before):
                found[person] = held
    return found


def _of_one(case: Case, certification: CertificationId) -> Mapping[PersonId, Held]:
    return case.records.keep(("holds", case.on, certification), _valid, case, certification)


def _valid(case: Case, certification: CertificationId) -> Mapping[PersonId, Held]:
    on, people = case.on, case.facts.people
    presence = case.presence
    is_retired = certification in case.records.catalogue.credit_ends
    found: dict[PersonId, Held] = {}
    for award in case.records.awards[certification]:
        if award.earned_on > on or award.person not in people:
            continue
        end = case_end(case, award) if is_retired else award.expires_on or date.max
        if end < on or not _counts(presence.get(award.person, ALWAYS), on):
            continue
        before = found.get(award.person)
        if before is None or _rank((end, award)) > _rank(before):
            found[award.person] = (end, award)
    return found


def _rank(held: Held) -> tuple[date, str]:
    """Of a person's awards the one that counts longest is shown; of two alike always the same."""
    end, award = held
    return end, award.id


def _counts(periods: Presence, on: date) -> bool:
    if len(periods) == 1:
        return periods[0][0] <= on <= periods[0][1]
    return any(first <= on <= last for first, last in periods)


def case_end(case: Case, award: Award) -> date:
    """The last day the award counts, under the reading of the day."""
    return award_end(award, case.records.catalogue, case.retired_credit)


def groups_of(case: Case, shape: People) -> tuple[frozenset[CertificationId], ...]:
    """A person counts who holds one of each: those that score, and those needed beside them."""
    doubted = bool(shape.doubtful) and case.reading("announced-certifications") == "leave-out"
    return (shape.counts - shape.doubtful if doubted else shape.counts, *shape.also)


def who_counts(case: Case, shape: People) -> Mapping[PersonId, Held]:
    """Who counts in the scoring step, with the award that scores."""
    first, *others = groups_of(case, shape)
    found = holders(case, first)
    for some in others:
        held = holders(case, some)
        found = {who: (min(end, held[who][0]), award) for who, (end, award) in found.items() if who in held}
    return found


def brought(case: Case, shape: People, gate_counts: Sequence[int]) -> tuple[tuple[Fraction, ...], bool]:
    """The points of each step before, once each, and whether the scoring step is open.

    Read in order, a step brings nothing before the ones above it are met.
    """
    in_order = len(shape.gates) > 1 and case.reading("smb-steps") == "in-order"
    is_open = True
    points = []
    for gate, n in zip(shape.gates, gate_counts, strict=True):
        is_met = n >= gate.at_least
        points.append(gate.points if is_met and (is_open or not in_order) else ZERO)
        is_open = is_open and is_met
    return tuple(points), is_open


def people_points(
    case: Case, shape: People, maximum: Fraction, gate_counts: Sequence[int], count: int
) -> Fraction:
    """Points of the steps before, each once, and of every counted person when all gates are met."""
    if not shape.gates:
        return _each(shape, count, maximum)
    return _together(shape, maximum, brought(case, shape, gate_counts), count)


def _together(
    shape: People, maximum: Fraction, steps: tuple[tuple[Fraction, ...], bool], count: int
) -> Fraction:
    before, is_open = steps
    points = total((*before, _each(shape, count, maximum)) if is_open else before)
    return maximum if at_least(points, maximum) else points


def _each(shape: People, count: int, maximum: Fraction) -> Fraction:
    """What so many people bring, up to the maximum."""
    up, down = shape.each.as_integer_ratio()
    top, bottom = maximum.as_integer_ratio()
    return maximum if count * up * bottom >= top * down else exactly(count * up, down)


def has_people_records(case: Case, shape: People) -> bool:
    """Whether any award, valid or not, speaks of this metric."""
    return any(certification in case.records.awards for certification in shape.named)


def assess_people(case: Case, metric: Metric, shape: People) -> Outcome:
    """The steps before, then the people who count."""
    gates = [holders(case, gate.any_of) for gate in shape.gates]
    counted = who_counts(case, shape)
    each, is_open = steps = brought(case, shape, [len(some) for some in gates])
    points = _together(shape, metric.maximum, steps, len(counted))
    before = [_gate(case, *step) for step in zip(shape.gates, gates, each, strict=True)]
    rest = difference(points, total(each)) if any(each) else points
    step = _step(case, shape, counted, rest if is_open else None)
    return Outcome(
        value=exactly(len(counted)),
        full_at=shape.full_at,
        points=points,
        asks=people_asks(metric, shape),
        found=Message("found.people-of", {"value": len(counted), "n": shape.full_at}),
        because=(*before, step),
        evidence=step.evidence,
    )


def _gate(case: Case, gate: Gate, people: Mapping[PersonId, Held], points: Fraction) -> Finding:
    evidence, because = in_view(case, gate.any_of, people)
    return make_finding(
        rule="gate",
        asks=gate_asks(case.records.catalogue, gate),
        found=Message("found.holders", {"n": len(people)}),
        points=points,
        maximum=gate.points,
        met=len(people) >= gate.at_least,
        value=exactly(len(people)),
        full_at=exactly(gate.at_least),
        evidence=evidence,
        because=because,
    )


def _step(case: Case, shape: People, people: Mapping[PersonId, Held], brings: Fraction | None) -> Finding:
    """The people who count; `brings` None: the steps before are not met."""
    is_open, count = brings is not None, {"n": len(people)}
    groups = groups_of(case, shape)
    look = _seen if shape.also else in_view
    evidence, because = look(case, groups[0], people)
    return make_finding(
        rule="step",
        asks=step_asks(case.records.catalogue, shape, groups),
        found=Message("found.people", count) if is_open else Message("found.people-waiting", count),
        points=brings or ZERO,
        maximum=product(shape.full_at, shape.each),
        met=is_open and at_least(len(people), shape.full_at),
        value=exactly(len(people)),
        full_at=shape.full_at,
        evidence=evidence,
        because=because,
    )


Seen: TypeAlias = tuple[tuple[str, ...], tuple[Finding, ...]]
"""Who counts, by id; and what is said of them, and of the awards of others that almost count."""


def in_view(case: Case, certifications: frozenset[CertificationId], people: Mapping[PersonId, Held]) -> Seen:
    """Of all who hold any of these."""
    key = ("in-view", case.on, certifications)
    return case.records.keep(key, _seen, case, certifications, people)


def _seen(case: Case, certifications: frozenset[CertificationId], people: Mapping[PersonId, Held]) -> Seen:
    return tuple(sorted(people)), (*_named(case, people), *_lost(case, certifications, people))


def _named(case: Case, people: Mapping[PersonId, Held]) -> Iterator[Finding]:
    """Each person with the award that counts, who ends first on top; nobody where they are many."""
    if len(people) > LISTED:
        return
    for person, (end, award) in sorted(people.items(), key=lambda entry: (entry[1][0], entry[0])):
        until = _VALID if end == date.max else Message("found.valid-until", {"until": end})
        yield note("person", _holds(case, award), until, met=True, evidence=(person, award.id))


def _holds(case: Case, award: Award) -> Message:
    return _asks_holds(case.code(award.certification))


@lru_cache(maxsize=REMEMBERED)
def _asks_holds(code: str) -> Message:
    return Message("asks.holds", {"certification": code})


def _lost(
    case: Case, certifications: Iterable[CertificationId], people: Mapping[PersonId, Held]
) -> Iterator[Finding]:
    """Awards that would count but for a reason, of people who do not count; the newest ones."""
    known = case.facts.people
    candidates: dict[PersonId, tuple[date, str, Award]] = {}
    awards = case.records.awards
    for certification in awards.keys() & certifications:
        for award in awards[certification]:
            who = award.person
            if who in people or who not in known:
                continue
            one = (case_end(case, award), award.id, award)
            before = candidates.get(who)
            if before is None or one[:2] > before[:2]:
                candidates[who] = one
    for _, _, award in nlargest(LOST, candidates.values()):  # no two have one id: awards are not compared
        yield note("lost", _holds(case, award), _reason(case, award), evidence=(award.person, award.id))


def _reason(case: Case, award: Award) -> Message:
    """Why an award does not count on the day."""
    if award.earned_on > case.on:
        return Message("found.earned-later", {"on": award.earned_on})
    end = case_end(case, award)
    if end < case.on:
        own = award.expires_on is not None and award.expires_on <= end
        return Message("found.expired", {"on": end}) if own else Message("found.credit-ended", {"on": end})
    person = case.facts.people[award.person]
    last = leaves_after(person, case.leaver_day)
    if last is not None and last < case.on:
        return Message("found.left", {"on": last})
    if person.joined_on is not None and person.joined_on > case.on:
        return Message("found.joins", {"on": person.joined_on})
    is_here = _counts(case.presence.get(person.id, ALWAYS), case.on)
    return Message("found.lacks-others" if is_here else "found.not-linked")


def people_days(case: Case, groups: tuple[frozenset[CertificationId], ...]) -> Sequence[tuple[date, int]]:
    """How many people hold one of each group, as steps: from each day on, so many; ascending.

    The same answer as counting on every day that shares the programme's rules, in one pass.
    """
    first, *others = [_spans(case, some) for some in groups]
    for some in others:
        first = {who: _common(spans, some[who]) for who, spans in first.items() if who in some}
    changes: dict[date, int] = {}
    for spans in first.values():
        for begin, last in spans:
            changes[begin] = changes.get(begin, 0) + 1
            if last < date.max:
                after = last + _DAY
                changes[after] = changes.get(after, 0) - 1
    total = 0
    steps = []
    for day in sorted(changes):
        total += changes[day]
        steps.append((day, total))
    return steps


Span: TypeAlias = tuple[date, date]


def _spans(case: Case, certifications: frozenset[CertificationId]) -> dict[PersonId, list[Span]]:
    """When each person holds any of these, as periods that do not touch."""
    presence, awards, people = case.presence, case.records.awards, case.facts.people
    by_person: dict[PersonId, list[Span]] = {}
    for certification in awards.keys() & certifications:
        for award in awards[certification]:
            who, end = award.person, case_end(case, award)
            if who not in people:
                continue
            for first, last in presence.get(who, ALWAYS):
                span = (max(award.earned_on, first), min(end, last))
                if span[0] <= span[1]:
                    by_person.setdefault(who, []).append(span)
    return {who: spans if len(spans) == 1 else list(_united(spans)) for who, spans in by_person.items()}


def _common(some: list[Span], others: list[Span]) -> list[Span]:
    """The days in both."""
    cut = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [(first, last) for first, last in cut if first <= last]


def _united(spans: list[Span]) -> Iterator[Span]:
    spans.sort()
    first, last = spans[0]
    for begin, end in spans[1:]:
        if begin > last:
            yield first, last
            first, last = begin, end
        else:
            last = max(last, end)
    yield first, last
