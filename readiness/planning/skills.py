"""Steps of people: link an account, renew, pass the planned exam, certify one more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from heapq import nsmallest
from typing import Final

from readiness.assess.case import ZERO
from readiness.assess.people import groups_of, holders
from readiness.facts import Award, CertificationId, Person, PersonId, Put
from readiness.outlook.forecast import award_of, renewed
from readiness.planning.trial import Step, Trial
from readiness.problems import Message
from readiness.rules import Certification
from readiness.rules.shapes import People

SOON_DAYS: Final = 90
"""Ends of certifications this near are worth a renewal now."""
MOST_PEOPLE: Final = 3
"""A step that takes more people is none."""
_MOST_LINKS: Final = 20
_MOST_RENEWALS: Final = 20
"""Of more ends of certifications the nearest are tried."""
_MOST_EXAMS: Final = 20
_MONTH: Final = 30
"""A certification that retires within so many days is taken only where no other brings the same."""


def skill_steps(trial: Trial) -> Iterator[Step]:
    """Everything that people could do, one step each."""
    yield from _renewals(trial)
    yield from _links(trial)
    yield from _exams(trial)
    yield from _people(trial)
    yield from _openings(trial)


def _named(trial: Trial) -> frozenset[CertificationId]:
    return frozenset[CertificationId]().union(*(shape.named for _, shape in _shapes(trial)))


def _shapes(trial: Trial) -> Iterator[tuple[str, People]]:
    for metric in trial.track.metrics:
        if isinstance(metric.shape, People):
            yield metric.id, metric.shape


def _metric_of(trial: Trial, certification: CertificationId) -> str:
    return next((metric for metric, shape in _shapes(trial) if certification in shape.named), "")


def _renewals(trial: Trial) -> Iterator[Step]:
    """What expires soon and can be renewed, all together: the points that would go without."""
    last = trial.on + timedelta(days=SOON_DAYS)
    soon = [award for award in _counting(trial) if award.expires_on and trial.on <= award.expires_on <= last]
    able = [award for award in soon if _can_renew(trial, award)]
    able = nsmallest(_MOST_RENEWALS, able, key=lambda award: (str(award.expires_on), award.id))
    if not able:
        return
    day = max(award.expires_on for award in able if award.expires_on) + timedelta(days=1)
    awards = sorted(_needed(trial, able, day), key=lambda award: (str(award.expires_on), award.id))
    if awards:
        codes = tuple(dict.fromkeys(trial.case.code(award.certification) for award in awards))
        then = trial.total(_renewed(trial, awards), day, people_only=True)
        yield Step(
            "renew",
            Message("step.renew", {"certifications": codes}),
            _kept(trial, awards, day),
            then is not None and then.met,
            _metric_of(trial, awards[0].certification),
            0,
            awards[0].expires_on,
            records=tuple(dict.fromkeys(award.person for award in awards)),
        )


def _needed(trial: Trial, awards: list[Award], day: date) -> list[Award]:
    """Without those whose renewal keeps nothing."""
    kept = _kept(trial, awards, day)
    if not kept:
        return []
    for award in awards:
        fewer = [other for other in awards if other is not award]
        if _kept(trial, fewer, day) == kept:
            return _needed(trial, fewer, day)
    return awards


def _counting(trial: Trial) -> Iterator[Award]:
    """The awards that count today for the track, each once."""
    found: dict[str, Award] = {}
    for _, shape in _shapes(trial):
        for group in (*(gate.any_of for gate in shape.gates), *groups_of(trial.case, shape)):
            found |= {award.id: award for _end, award in holders(trial.case, group).values()}
    yield from found.values()


def _can_renew(trial: Trial, award: Award) -> bool:
    known = trial.records.catalogue.get(award.certification)
    return known is not None and not known.never_expires and not _is_retired(known, trial.on)


def _is_retired(certification: Certification, on: date) -> bool:
    return certification.retired_on is not None and certification.retired_on < on


def _renewed(trial: Trial, awards: Sequence[Award]) -> list[Put]:
    return [Put(renewed(award, trial.records.catalogue)) for award in awards]


def _kept(trial: Trial, awards: Sequence[Award], day: date) -> Fraction:
    without = trial.total((), day, people_only=True)
    then = trial.total(_renewed(trial, awards), day, people_only=True)
    return then.points - without.points if then and without else ZERO


def _links(trial: Trial) -> Iterator[Step]:
    """People who hold something of use, and whose Learn account is not linked."""
    named = _named(trial)
    holders_of = {a.person for c in named for a in trial.records.awards.get(c, ()) if a.earned_on <= trial.on}
    apart = [p for p in trial.records.facts.people.values() if p.id in holders_of and _is_apart(p, trial.on)]
    for person in sorted(apart, key=lambda p: p.id)[:_MOST_LINKS]:
        linked = replace(person, linked_on=trial.on, unlinked_on=None)
        gain, reaches = trial.gain([Put(linked)], people_only=True)
        if gain > 0:
            title = Message("step.link", {"person": person.name or person.email})
            yield Step("link", title, gain, reaches, "", 1, records=(person.id,))


def _is_apart(person: Person, on: date) -> bool:
    if person.left_on is not None and person.left_on < on:
        return False
    is_linked = person.linked_on is None or person.linked_on <= on
    return not is_linked or (person.unlinked_on is not None and person.unlinked_on <= on)


def _exams(trial: Trial) -> Iterator[Step]:
    """Exams that are planned already, as if they were passed today."""
    named = _named(trial)
    plans = [p for p in trial.records.facts.plans.values() if p.certification in named]
    ahead = [plan for plan in plans if plan.exam_on >= trial.on]
    for plan in nsmallest(_MOST_EXAMS, ahead, key=lambda p: (p.exam_on, p.id)):
        person = trial.records.facts.people.get(plan.person)
        award = award_of(replace(plan, exam_on=trial.on), trial.records.catalogue)
        gain, reaches = trial.gain([Put(award)], people_only=True)
        if gain > 0 and person is not None:
            slots = {
                "person": person.name or person.email,
                "certification": trial.case.code(plan.certification),
                "on": plan.exam_on,
            }
            metric = _metric_of(trial, plan.certification)
            title = Message("step.exam", slots)
            yield Step("exam", title, gain, reaches, metric, 2, plan.exam_on, records=(person.id,))


def _people(trial: Trial) -> Iterator[Step]:
    """One more person with a certification, or as few as bring points; those that bring the same are one."""
    for certifications in _alike(trial):
        first, *others = certifications
        for count in range(1, MOST_PEOPLE + 1):
            gain, reaches = trial.gain(_newcomers(trial, first, count), people_only=True)
            if gain > 0:
                codes = tuple(trial.case.code(c.id) for c in others)
                metric = _metric_of(trial, first.id)
                title = _title(trial, first, count)
                yield Step("person", title, gain, reaches, metric, 3 + count, first.retired_on, codes)
                break


def _openings(trial: Trial) -> Iterator[Step]:
    """All that the unmet steps before ask for and one who counts then, where each alone brings nothing."""
    for metric, shape in _shapes(trial):
        wanted: dict[CertificationId, int] = {}
        for gate in shape.gates:
            missing = gate.at_least - len(holders(trial.case, gate.any_of))
            nearest = _nearest(trial, gate.any_of)
            if missing > 0 and nearest is not None:
                wanted[nearest.id] = max(wanted.get(nearest.id, 0), missing)
        scoring = _nearest(trial, groups_of(trial.case, shape)[0])
        if not wanted or scoring is None or any(gate.points for gate in shape.gates):
            continue
        wanted.setdefault(scoring.id, 1)
        count = sum(wanted.values())
        changes = [
            c
            for key, n in wanted.items()
            for c in _newcomers(trial, trial.records.catalogue.certifications[key], n)
        ]
        gain, reaches = trial.gain(changes, people_only=True)
        if gain > 0 and len(wanted) > 1:
            codes = tuple(_times(trial.case.code(key), n) for key, n in wanted.items())
            title = Message("step.open", {"certifications": codes})
            yield Step("person", title, gain, reaches, metric, 3 + count)


def _times(code: str, count: int) -> str:
    return code if count == 1 else f"{count} \N{MULTIPLICATION SIGN} {code}"


def _nearest(trial: Trial, certifications: Iterable[CertificationId]) -> Certification | None:
    known = (trial.records.catalogue.get(name) for name in certifications)
    able = [one for one in known if one is not None and not _is_retired(one, trial.on)]
    return min(able, key=lambda one: _nearness(trial, one), default=None)


def _alike(trial: Trial) -> Iterator[list[Certification]]:
    """Certifications that can be earned, those with the same part in the rules together, the best first."""
    groups: dict[tuple[bool, ...], list[Certification]] = {}
    shapes = [shape for _, shape in _shapes(trial)]
    for name in _named(trial):
        known = trial.records.catalogue.get(name)
        if known is None or _is_retired(known, trial.on):
            continue
        part = tuple(
            name in group
            for shape in shapes
            for group in (*groups_of(trial.case, shape), *(gate.any_of for gate in shape.gates))
        )
        groups.setdefault(part, []).append(known)
    for part in sorted(groups, reverse=True):
        yield sorted(groups[part], key=lambda known: _nearness(trial, known))


def _nearness(trial: Trial, known: Certification) -> tuple[bool, int, str]:
    """What retires soon comes last; then what more people hold, since somebody can help."""
    retires = known.retired_on is not None and (known.retired_on - trial.on).days <= _MONTH
    return retires, -len(trial.records.awards.get(known.id, ())), trial.case.code(known.id)


def _newcomers(trial: Trial, certification: Certification, count: int) -> list[Put]:
    """People nobody knows yet, each with the certification and what is asked beside it."""
    also = [
        min(group, key=trial.case.code)
        for _, shape in _shapes(trial)
        if certification.id in shape.counts
        for group in shape.also
    ]
    wanted = tuple(dict.fromkeys((certification.id, *also)))
    changes = []
    for number in range(count):
        person = PersonId(f"newcomer:{certification.id}:{number}")
        awards = (Award(f"{person}:{held}", person, held, trial.on) for held in wanted)
        changes += [Put(Person(person)), *map(Put, awards)]
    return changes


def _title(trial: Trial, certification: Certification, count: int) -> Message:
    code = trial.case.code(certification.id)
    last = certification.retired_on
    if last is not None and (last - trial.on).days <= _MONTH:
        return Message("step.person-by", {"certification": code, "on": last, "n": count})
    holds = len(trial.records.awards.get(certification.id, ()))
    slots = {"certification": code, "n": count}
    return Message("step.person-more" if holds else "step.person", slots)
