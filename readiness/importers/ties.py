"""Associations that a file tells of: known ones stay as they are, what is new is added."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from readiness.facts import Association, Change, CustomerId, Facts, Put
from readiness.importers.ids import new_ids
from readiness.importers.reading import Counts


class Ties:
    """All associations known so far while a source is read."""

    def __init__(self, facts: Facts) -> None:
        self._before = facts.associations
        self._ids = new_ids()
        self._now: dict[str, Association] = {}
        self._held: dict[tuple[CustomerId, str], list[str]] = {}
        for tie in facts.associations.values():
            self._held.setdefault((tie.customer, tie.kind), []).append(tie.id)

    def add(self, customer: CustomerId, kind: str, since: date | None, workloads: Iterable[str] = ()) -> None:
        """The customer is ours from that day on (None: not known since when), for these workloads.

        Where none are named, and none of this kind is known yet, for all of them.
        """
        wanted = frozenset(workloads)
        held = [self._get(key) for key in self._held.get((customer, kind), ())]
        for tie in held:
            if _covers(tie, since, wanted):
                self._now.setdefault(tie.id, tie)
                return
        for tie in held:
            if tie.since == since and tie.workloads and wanted:
                self._now[tie.id] = replace(tie, workloads=tuple(sorted(wanted.union(tie.workloads))))
                return
        new = Association(next(self._ids), customer, kind, tuple(sorted(wanted)), since=since)
        self._now[new.id] = new
        self._held.setdefault((customer, kind), []).append(new.id)

    def changes(self) -> tuple[list[Change], Counts]:
        """What makes the recorded associations these, and how many it is."""
        now = self._now.values()
        added = [tie for tie in now if tie.id not in self._before]
        changed = [tie for tie in now if tie.id in self._before and tie != self._before[tie.id]]
        counts = Counts(len(added), len(changed), len(now) - len(added) - len(changed))
        return [*map(Put, changed), *map(Put, added)], counts

    def _get(self, key: str) -> Association:
        return self._now.get(key) or self._before[key]


def _covers(tie: Association, since: date | None, workloads: frozenset[str]) -> bool:
    """What is recorded says it already."""
    early = since is None or tie.since is None or tie.since <= since
    return early and (not tie.workloads or workloads.issubset(tie.workloads))
