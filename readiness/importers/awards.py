"""Awards as periods: a renewal lengthens the recorded one, a fresh start after a gap is a second one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from readiness.facts import Award, CertificationId, Change, PersonId, Put, Remove
from readiness.importers.ids import new_ids
from readiness.importers.reading import State


class Outcome(NamedTuple):
    """What a period did: the state of the award it belongs to, and that award's end before and after."""

    state: State
    before: date | None
    after: date | None


class Ledger:
    """All awards known so far while a source is read; no two periods of one award overlap.

    So the order of rows doesn't matter, and the same period twice changes nothing.
    """

    def __init__(self, awards: Mapping[str, Award], expected: int) -> None:
        """`expected`: how many may come at most."""
        self._before = awards
        self._ids = new_ids(expected)
        self._held: dict[tuple[PersonId, CertificationId], list[Award]] = {}
        self._touched: dict[str, Award] = {}
        self._gone: dict[str, None] = {}
        for award in awards.values():
            self._held.setdefault((award.person, award.certification), []).append(award)

    def add(
        self,
        person: PersonId,
        certification: CertificationId,
        earned: date,
        expires: date | None,
        *,
        sure: bool,
    ) -> Outcome:
        """Enter a period; one whose end is not `sure` never moves the end of a recorded award."""
        key = (person, certification)
        held = self._held.get(key)
        near = [award for award in held if _meet(award, earned, expires)] if held else ()
        if held is None or not near:
            award = Award(next(self._ids), person, certification, earned, expires)
            self._held.setdefault(key, []).append(award)
            self._touched[award.id] = award
            return Outcome("added", None, expires)
        if sure:
            return self._joined(held, near, earned, expires)
        self._touched.setdefault(near[0].id, near[0])
        return Outcome("unchanged", near[0].expires_on, near[0].expires_on)

    def changes(self) -> Iterator[Change]:
        """What makes the recorded awards these, in the order of their rows."""
        yield from (Remove(Award, gone) for gone in self._gone)
        yield from (Put(award) for award in self._touched.values() if award != self._before.get(award.id))

    def counts(self) -> tuple[int, int, int]:
        """Awards added, changed (those that became part of another too) and found unchanged."""
        known = [award for award in self._touched.values() if award.id in self._before]
        changed = sum(1 for award in known if award != self._before[award.id])
        return len(self._touched) - len(known), changed + len(self._gone), len(known) - changed

    def _joined(self, held: list[Award], near: list[Award], earned: date, expires: date | None) -> Outcome:
        first = near[0]
        joined = replace(
            first,
            earned_on=min(earned, *(award.earned_on for award in near)),
            expires_on=expires and max(expires, *(award.expires_on or expires for award in near)),
        )
        self._touched[first.id] = joined
        for other in near[1:]:
            held.remove(other)
            self._touched.pop(other.id, None)
            if other.id in self._before:
                self._gone[other.id] = None
        held[held.index(first)] = joined
        return Outcome("unchanged" if joined == first else "changed", first.expires_on, joined.expires_on)


def _meet(award: Award, earned: date, expires: date | None) -> bool:
    """They have a day in common; one without an end goes only with the same first day, or with its like."""
    if award.expires_on is None:
        return expires is None or award.earned_on == earned
    return earned <= award.expires_on and (expires is None or award.earned_on <= expires)
