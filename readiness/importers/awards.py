"""Awards as periods: a renewal lengthens the recorded one, a fresh start after a gap is a second one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from readiness.facts import Award, CertificationId, Change, PersonId, Put, Remove
from readiness.importers.ids import new_ids
from readiness.importers.reading import Counts, State

Outcome: TypeAlias = tuple[State, date | None, date | None]
"""What a period did: the state of the award it belongs to, and that award's end before and after."""


class Ledger:
    """All awards known so far while a source is read; no two periods of one award overlap.

    So the order of rows doesn't matter, and the same period twice changes nothing.
    """

    def __init__(self, awards: Mapping[str, Award]) -> None:
        self._before = awards
        self._ids = new_ids()
        self._held: dict[tuple[PersonId, CertificationId], tuple[Award, ...]] = {}
        self._touched: dict[str, Award] = {}
        self._gone: dict[str, None] = {}
        for award in awards.values():
            key = (award.person, award.certification)
            self._held[key] = (*self._held.get(key, ()), award)

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
        held = self._held.get(key, ())
        near = [award for award in held if _meet(award, earned, expires)] if held else None
        if not near:
            award = Award(next(self._ids), person, certification, earned, expires)
            self._held[key] = (*held, award)
            self._touched[award.id] = award
            return "added", None, expires
        if sure:
            return self._joined(near, earned, expires)
        self._touched.setdefault(near[0].id, near[0])
        return "unchanged", near[0].expires_on, near[0].expires_on

    def changes(self) -> tuple[list[Change], Counts]:
        """What makes the recorded awards these, in the order of their rows, and how many awards it is."""
        before, touched = self._before, self._touched.values()
        added = [award for award in touched if award.id not in before]
        changed = [award for award in touched if award.id in before and award != before[award.id]]
        unchanged = len(touched) - len(added) - len(changed)
        removals: list[Change] = [Remove(Award, gone) for gone in self._gone]
        counts = Counts(len(added), len(changed) + len(removals), unchanged)
        return [*removals, *map(Put, changed), *map(Put, added)], counts

    def _joined(self, near: list[Award], earned: date, expires: date | None) -> Outcome:
        first = near[0]
        joined = replace(
            first,
            earned_on=min(earned, *(award.earned_on for award in near)),
            expires_on=expires and max(expires, *(award.expires_on or expires for award in near)),
        )
        self._touched[first.id] = joined
        for other in near[1:]:
            self._touched.pop(other.id, None)
            if other.id in self._before:
                self._gone[other.id] = None
        key = (first.person, first.certification)
        apart = (award for award in self._held[key] if award not in near)
        self._held[key] = (*apart, joined)
        return "unchanged" if joined == first else "changed", first.expires_on, joined.expires_on


def _meet(award: Award, earned: date, expires: date | None) -> bool:
    """They have a day in common; one without an end goes only with the same first day, or with its like."""
    if award.expires_on is None:
        return expires is None or award.earned_on == earned
    return earned <= award.expires_on and (expires is None or award.earned_on <= expires)
