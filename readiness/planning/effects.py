"""What an import would do to the scores: each award of it by itself, and the days on which a score falls."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from readiness.assess import Records
from readiness.facts import Area, Award, CertificationId, Facts, PersonId, Put, Remove
from readiness.outlook.course import Ahead, Course
from readiness.outlook.days import quick_total
from readiness.rules import Rulebook
from readiness.rules.shapes import People

MOST_AWARDS: Final = 60
"""Of an import of more awards the others are not looked at one by one."""
_MOST_DAYS: Final = 4
Key: TypeAlias = tuple[PersonId, CertificationId]


class AwardEffect(NamedTuple):
    """What an area would have less, exactly, if this one award were left out of the import."""

    area: Area
    points: Fraction
    is_kept: bool
    """Not on the day itself, but on the first one after the end that is recorded now."""


class Foreseen(NamedTuple):
    """A day of the coming year on which a score steps down: the exact totals without and with the import."""

    area: Area
    on: date
    before: Fraction
    after: Fraction


class ImportEffects(NamedTuple):
    awards: Mapping[Key, tuple[AwardEffect, ...]]
    """The area with most points first; an award that plays a part in none has none."""
    foreseen: tuple[Foreseen, ...]
    """Soonest first."""


def import_effects(
    before: Facts, after: Facts, rulebook: Rulebook, on: date, check: Callable[[], None] = lambda: None
) -> ImportEffects:
    """`check` is called often, and may raise to stop."""
    new = (award for key, award in after.awards.items() if before.awards.get(key) != award)
    trial = _Trial(after, rulebook, on, check)
    awards = {
        (award.person, award.certification): tuple(trial.effects(award, before.awards.get(award.id)))
        for award in islice(new, MOST_AWARDS)
    }
    foreseen = sorted(_foreseen(before, after, rulebook, on, check), key=lambda one: (one.on, one.area))
    return ImportEffects(awards, tuple(foreseen[:_MOST_DAYS]))


class _Trial:
    def __init__(self, facts: Facts, rulebook: Rulebook, on: date, check: Callable[[], None]) -> None:
        self._rulebook, self._on, self._check = rulebook, on, check
        self._named = {
            area: frozenset[CertificationId]().union(
                *(
                    metric.shape.named
                    for track in rules.tracks
                    for metric in track.metrics
                    if isinstance(metric.shape, People)
                )
            )
            for area, rules in rulebook.on(on).areas.items()
        }
        counted = frozenset[CertificationId]().union(*self._named.values())
        self._facts = replace(
            facts,
            awards={key: award for key, award in facts.awards.items() if award.certification in counted},
        )
        self._records = Records(self._facts, rulebook.catalogue, check)

    def effects(self, award: Award, known: Award | None) -> list[AwardEffect]:
        areas = [area for area, named in self._named.items() if award.certification in named]
        ends = known.expires_on if known is not None else None
        is_kept = ends is not None and ends >= self._on
        day = ends + timedelta(days=1) if ends is not None and is_kept else self._on
        change = Remove(Award, award.id) if known is None else Put(known)
        less = self._records.with_people(self._facts.changed((change,)))
        found = [AwardEffect(area, self._lost(less, area, day), is_kept) for area in areas]
        return sorted(found, key=lambda effect: -effect.points)

    def _lost(self, less: Records, area: Area, day: date) -> Fraction:
        self._check()
        now = quick_total(self._records, self._rulebook, area, day)
        then = quick_total(less, self._rulebook, area, day)
        return now.points - then.points if now is not None and then is not None else Fraction(0)


def _foreseen(
    before: Facts, after: Facts, rulebook: Rulebook, on: date, check: Callable[[], None]
) -> Iterator[Foreseen]:
    without, with_it = Ahead(before, rulebook, on), Ahead(after, rulebook, on)
    for ahead in (without, with_it):
        ahead.stop_by(check)
    for area in rulebook.on(on).areas:
        courses = without.forecast(area), with_it.forecast(area)
        days = {move.on for course in courses for move in course.moves if move.change < 0}
        for day in sorted(days):
            points = _points_on(courses[0], day), _points_on(courses[1], day)
            if points[0] is not None and points[1] is not None and points[0] != points[1]:
                yield Foreseen(area, day, points[0], points[1])


def _points_on(course: Course, day: date) -> Fraction | None:
    return next((level.points for level in course.levels if level.since <= day <= level.until), None)
