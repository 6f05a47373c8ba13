"""Attribution gaps: usage that a rule speaks of under no eligible association, and what each would bring."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from readiness.assess import Records
from readiness.assess.case import Case, case_of
from readiness.assess.left_out import refused, usage_of
from readiness.facts import (
    Area,
    Association,
    Change,
    CustomerId,
    Facts,
    Month,
    Put,
    Series,
    UsageKey,
    first_day,
    series_of,
)
from readiness.outlook.days import quick_total
from readiness.rules import Rulebook, Rules
from readiness.rules.shapes import Selection

_REASONS: Final = ("found.no-association", "found.association-not-eligible")
_GAP: Final = "gap:"
Key: TypeAlias = tuple[CustomerId, str]
"""A customer and a workload."""


class Gap(NamedTuple):
    """A customer's use of a workload that counts for nothing in some area, for want of an association.

    `figures` are those of the last month in millionths, by measure; `has` the associations the usage stands
    under; `counts_with` those that would make it count, alike ones together: one of each is tried.
    """

    customer: CustomerId
    workload: str
    figures: tuple[tuple[str, int], ...]
    has: tuple[str, ...]
    counts_with: tuple[tuple[str, ...], ...]
    areas: tuple[Area, ...]
    series: tuple[UsageKey, ...]

    @property
    def id(self) -> Key:
        return self.customer, self.workload


class Gain(NamedTuple):
    """What closing a gap would bring, exactly, by area; with this association."""

    association: str
    areas: tuple[tuple[Area, Fraction], ...]

    @property
    def points(self) -> Fraction:
        """Of all areas together."""
        return sum((points for _area, points in self.areas), Fraction(0))


def gaps(facts: Facts, rulebook: Rulebook, tracks: Mapping[Area, str | None], on: date) -> tuple[Gap, ...]:
    """All gaps of the last month under the tracks that count, the largest use first."""
    rules = rulebook.on(on)
    records = Records(facts, rulebook.catalogue)
    case = case_of(records, rules, on)
    if case is None:
        return ()
    found: dict[Key, _Found] = {}
    for area, selections, measure in _asked(rules, tracks):
        for value, stream, reason in refused(case, measure, selections):
            key = stream.series.id
            if reason.code in _REASONS:
                there = found.setdefault((key.customer, stream.workload), _Found({}, {}, {}, {}))
                there.figures[key] = (measure, value)
                there.areas[area] = None
                for kinds in _eligible(selections, stream.workload, key):
                    there.kinds[kinds] = None
                there.held.update(dict.fromkeys(_held(records, key)))
    same_use = _same_use(case, found)
    made = (_gap(key, there, same_use[key]) for key, there in sorted(found.items()))
    return tuple(sorted(made, key=_largest, reverse=True))


def _largest(gap: Gap) -> int:
    return max((value for _measure, value in gap.figures), default=0)


class _Found(NamedTuple):
    """What is known of a gap while all areas are looked at; dicts, for their order."""

    figures: dict[UsageKey, tuple[str, int]]
    areas: dict[Area, None]
    kinds: dict[frozenset[str], None]
    held: dict[str, None]

    @property
    def sums(self) -> Mapping[str, int]:
        """One consumption seen under several associations counts once, at its largest."""
        once: dict[UsageKey, tuple[str, int]] = {}
        for key, (measure, value) in self.figures.items():
            bare = replace(key, association="")
            once[bare] = (measure, max(value, once.get(bare, (measure, 0))[1]))
        sums: dict[str, int] = {}
        for measure, value in once.values():
            sums[measure] = sums.get(measure, 0) + value
        return sums


def _asked(
    rules: Rules, tracks: Mapping[Area, str | None]
) -> Iterator[tuple[Area, tuple[Selection, ...], str]]:
    """What the metrics of the tracks that count select, measure by measure."""
    for area, there in rules.areas.items():
        track = there.track(tracks.get(area))
        for metric in track.metrics if track is not None and not there.is_preview else ():
            for measure, selections in usage_of(metric.shape):
                yield area, selections, measure


def _eligible(selections: Iterable[Selection], workload: str, key: UsageKey) -> Iterator[frozenset[str]]:
    for selection in selections:
        names = selection.workloads is None or workload in selection.workloads
        if names and workload not in selection.excluded and key.offer in selection.offers:
            yield selection.associations


def _held(records: Records, key: UsageKey) -> tuple[str, ...]:
    """The association the row stands under; where it names none, those the customer has."""
    if key.association:
        return (key.association,)
    return tuple(association.kind for association in records.associations.get(key.customer, ()))


def _gap(key: Key, found: _Found, series: Iterable[UsageKey]) -> Gap:
    """Kinds that are eligible in the same rules are alike."""
    kinds = frozenset[str]().union(*found.kinds) - found.held.keys()
    alike: dict[tuple[bool, ...], list[str]] = {}
    for kind in sorted(kinds):
        alike.setdefault(tuple(kind in some for some in found.kinds), []).append(kind)
    return Gap(
        *key,
        tuple(sorted(found.sums.items())),
        tuple(sorted(found.held)),
        tuple(tuple(some) for some in alike.values()),
        tuple(found.areas),
        tuple(series),
    )


def _same_use(case: Case, wanted: Iterable[Key]) -> Mapping[Key, list[UsageKey]]:
    """All rows of the customers' workloads: an association brings every measure along."""
    found: dict[Key, list[UsageKey]] = {key: [] for key in wanted}
    customers = {customer for customer, _workload in found}
    for key in case.facts.usage:
        if key.customer in customers:
            place = (key.customer, case.records.workload(key.workload))
            if place in found:
                found[place].append(key)
    return found


def best_gain(
    facts: Facts, rulebook: Rulebook, gap: Gap, on: date, check: Callable[[], None] = lambda: None
) -> Gain:
    """The association that brings most, as if the customer had named us for the workload in the last month.

    Usage of the months before stays as it was, so that it counts as new; nothing is stored. The first one
    where none brings anything.
    """
    now = _totals(Records(facts, rulebook.catalogue), rulebook, gap, on, check)
    month = Records(facts, rulebook.catalogue).data_month(on)
    gains = []
    for kind, *_alike in gap.counts_with:
        closed = facts.changed(_closed(facts, gap, kind, month)) if month is not None else facts
        then = _totals(Records(closed, rulebook.catalogue), rulebook, gap, on, check)
        changed = ((area, then[area] - now[area]) for area in gap.areas if area in then and area in now)
        gains.append(Gain(kind, tuple((area, points) for area, points in changed if points)))
    return max(gains, key=lambda gain: gain.points, default=Gain("", ()))


def _totals(
    records: Records, rulebook: Rulebook, gap: Gap, on: date, check: Callable[[], None]
) -> Mapping[Area, Fraction]:
    found = {}
    for area in gap.areas:
        check()
        quick = quick_total(records, rulebook, area, on)
        if quick is not None:
            found[area] = quick.points
    return found


def _closed(facts: Facts, gap: Gap, kind: str, month: Month) -> Iterator[Change]:
    """The usage of the month under the association, as Partner Center would show it."""
    yield Put(Association(f"{_GAP}{kind}", gap.customer, kind, (gap.workload,), since=first_day(month)))
    for key in gap.series:
        value = facts.usage[key].at(month)
        if value is not None and key.association:
            seen = replace(key, association=kind)
            yield Put(_with(facts.usage.get(seen), seen, month, value))


def _with(series: Series | None, key: UsageKey, month: Month, value: int) -> Series:
    by_month = dict(series.months()) if series is not None else {}
    made = series_of(key, by_month | {month: max(value, by_month.get(month, 0))})
    assert made is not None  # noqa: S101 - it has a value in the month
    return made
