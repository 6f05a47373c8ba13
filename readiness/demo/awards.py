"""Awards that fit the rules of the day asked for: what has retired gives way to what counts then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from readiness.demo.cast import Wish, person_id
from readiness.demo.days import Days, years_before
from readiness.facts import Award, CertificationId, PersonId, Plan
from readiness.rules import Certification, Rulebook, Rules
from readiness.rules.shapes import People

_AFTER_CREDIT = timedelta(days=30)
_BEFORE_RETIREMENT = timedelta(days=200)


@dataclass(slots=True)
class Fitting:
    """Gives each wish a certification that exists, counts and is not held by the person yet."""

    rulebook: Rulebook
    days: Days
    held: set[tuple[PersonId, CertificationId]] = field(default_factory=set)

    def awards(self, wishes: Iterable[Wish]) -> Iterator[Award]:
        for wish in wishes:
            if wish.state != "planned" and (award := self._award(wish)) is not None:
                self.held.add((award.person, award.certification))
                yield award

    def plans(self, wishes: Iterable[Wish]) -> Iterator[Plan]:
        """Exams still to come; none for a certification that retires before, or that is held already."""
        for wish in wishes:
            exam_on = self.days.workday(wish.days)
            if wish.state == "planned" and (found := self._first(wish, exam_on)) is not None:
                person = person_id(self.days, wish.person)
                yield Plan(self.days.id("plan", wish.person, found.id), person, found.id, exam_on)

    def _award(self, wish: Wish) -> Award | None:
        if wish.state == "retired" and (found := self._retired(wish)) is not None:
            return self._make(wish, found, *_span_of_retired(found))
        if wish.state == "expired":
            return self._expired(wish)
        found = self._first(wish, self.days.on)
        if found is None:
            return None
        if found.never_expires:
            return self._make(wish, found, self.days.day(min(wish.days, -30)), None)
        expires = self.days.day(max(wish.days, 150) if wish.state == "retired" else wish.days)
        return self._make(wish, found, years_before(expires, wish.years), expires)

    def _make(self, wish: Wish, found: Certification, earned: date, expires: date | None) -> Award:
        identity = self.days.id("award", wish.person, found.id)
        return Award(identity, person_id(self.days, wish.person), found.id, earned, expires)

    def _retired(self, wish: Wish) -> Certification | None:
        on = self.days.on
        for found in self._preferred(wish):
            ended, credit = found.retired_on, found.credit_until
            if (
                ended is not None
                and credit is not None
                and ended < on <= credit
                and self._is_new(wish, found)
            ):
                return found
        return None

    def _expired(self, wish: Wish) -> Award | None:
        expires = self.days.day(wish.days)
        earned = years_before(expires, wish.years)
        for found in self._preferred(wish):
            last = found.retired_on or earned
            return self._make(wish, found, min(earned, last), expires)
        return None

    def _first(self, wish: Wish, until: date) -> Certification | None:
        """The first that can still be earned on that day and counts on the day asked for."""
        for found in (*self._preferred(wish), *self._standing_in(wish)):
            ended = found.retired_on is not None and found.retired_on < until
            if (not ended or wish.state == "kept") and self._is_new(wish, found):
                return found
        return None

    def _is_new(self, wish: Wish, found: Certification) -> bool:
        return (person_id(self.days, wish.person), found.id) not in self.held

    def _preferred(self, wish: Wish) -> Iterator[Certification]:
        found = (self.rulebook.catalogue.find(name) for name in wish.prefers)
        return (certification for certification in found if certification is not None)

    def _standing_in(self, wish: Wish) -> Iterator[Certification]:
        if wish.step:
            rules = self.rulebook.on(self.days.on)
            found = (rules.catalogue.get(name) for name in sorted(step_of(rules, wish.step)))
            yield from (c for c in found if c is not None and c.status in ("active", "retiring"))


def _span_of_retired(found: Certification) -> tuple[date, date | None]:
    """Earned well before the retirement and renewed shortly before it, so that the credit ends first."""
    ended, credit = found.retired_on or date.max, found.credit_until or date.max
    if found.never_expires:
        return ended - _BEFORE_RETIREMENT, None
    expires = credit + _AFTER_CREDIT
    return years_before(expires, 2), expires


def step_of(rules: Rules, step: str) -> frozenset[CertificationId]:
    """The certifications of area/metric/`counts` or area/metric/number of the gate; none without it."""
    area, name, part = step.split("/")
    standing = rules.areas.get(area)
    if standing is None:
        return frozenset()
    track = standing.track("smb") or standing.tracks[0]
    shape = next((metric.shape for metric in track.metrics if metric.id == name), None)
    if not isinstance(shape, People):
        return frozenset()
    if part == "counts":
        return shape.counts
    return shape.gates[int(part)].any_of if int(part) < len(shape.gates) else frozenset()
