"""Taking back one step that is not the newest: what later steps made of the same records stays."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from readiness.facts import Change, Customer, Facts, Key, Kind, Person, Put, Remove, removal
from readiness.facts.nouns import Month, Series, series_of


class TakenBack(NamedTuple):
    """The changes that take a step back, and how many records of it stay as they are."""

    changes: tuple[Change, ...]
    kept: int
    """Changed again since, or needed by what came in later."""


def taken_back(facts: Facts, step: Sequence[Change], later: Iterable[Sequence[Change]]) -> TakenBack:
    """Take a step back that led, with the later ones, to these facts.

    Each step is given as the changes that take it back; `later` the oldest first. Of a series of usage, the
    months that no later step touched go back.
    """
    left = _left_by(later)
    back: list[Change] = []
    kept = 0
    for change in step:
        kind, key, before = _parts(change)
        now = facts.find(kind, key)
        if (kind, key) not in left:
            wanted = before
        elif kind is Series:
            wanted = _months_back(key, before, left[kind, key], now)
        else:
            kept += 1
            continue
        if wanted != now:
            back.append(Put(wanted) if wanted is not None else Remove(kind, key))
    changes, needed = _without_needed(facts, back)
    return TakenBack(changes, kept + needed)


def _left_by(later: Iterable[Sequence[Change]]) -> Mapping[tuple[Kind, Key], Any]:
    """What stood before any of the later steps, of all that they touched."""
    left: dict[tuple[Kind, Key], Any] = {}
    for step in later:
        for change in step:
            kind, key, before = _parts(change)
            left.setdefault((kind, key), before)
    return left


def _parts(change: Change) -> tuple[Kind, Key, Any]:
    if isinstance(change, Put):
        return type(change.thing), change.thing.id, change.thing
    return change.kind, change.id, None


def _months_back(key: Any, before: Series | None, left: Series | None, now: Series | None) -> Series | None:
    old, made, held = (dict(series.months()) if series else {} for series in (before, left, now))
    for month in old.keys() | made.keys():
        if old.get(month) != made.get(month) and held.get(month) == made.get(month):
            _set(held, month, old.get(month))
    return series_of(key, held)


def _set(months: dict[Month, int], month: Month, value: int | None) -> None:
    if value is None:
        months.pop(month, None)
    else:
        months[month] = value


def _without_needed(facts: Facts, back: list[Change]) -> tuple[tuple[Change, ...], int]:
    """People and customers that something else still needs are not removed; the others leave their events."""
    after = facts.changed(back)
    needed = {Person: _people_needed(after), Customer: _customers_needed(after)}
    gone: dict[Kind, list[Key]] = {Person: [], Customer: []}
    changes: list[Change] = []
    for change in back:
        if isinstance(change, Remove) and change.kind in gone:
            if change.id not in needed[change.kind]:
                gone[change.kind].append(change.id)
        else:
            changes.append(change)
    kept = len(back) - len(changes) - sum(map(len, gone.values()))
    for kind, keys in gone.items():
        changes += removal(after, kind, *keys)
    return tuple(changes), kept


def _people_needed(facts: Facts) -> frozenset[Key]:
    return frozenset(award.person for award in facts.awards.values()) | frozenset(
        plan.person for plan in facts.plans.values()
    )


def _customers_needed(facts: Facts) -> frozenset[Key]:
    needed: set[Key | None] = {association.customer for association in facts.associations.values()}
    needed |= {key.customer for key in facts.usage}
    needed |= {project.customer for project in facts.projects.values()}
    needed |= {subscription.customer for subscription in facts.subscriptions.values()}
    return frozenset(customer for customer in needed if customer is not None)
