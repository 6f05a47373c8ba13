"""Groups: the things of a kind by one of their fields, kept from one value of Facts to the next."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

Grouped: TypeAlias = Mapping[Any, tuple[Any, ...]]
Held: TypeAlias = Mapping[Any, Any]


class Changed(NamedTuple):
    """What was held of a kind, what is held now, and the few keys between."""

    before: Held
    now: Held
    keys: tuple[Any, ...]


class Groups:
    """What was grouped of one value of Facts so far."""

    __slots__ = ("made",)

    def __init__(self) -> None:
        self.made: dict[tuple[type[Any], str], Grouped] = {}

    def __reduce__(self) -> tuple[type["Groups"], tuple[()]]:
        """Another process groups anew."""
        return Groups, ()

    def of(self, kind: type[Any], by: str, held: Held) -> Grouped:
        """What is held of a kind, by a field."""
        found = self.made.get((kind, by))
        if found is None:
            groups: defaultdict[Any, list[Any]] = defaultdict(list)
            value = attrgetter(by)
            for thing in held.values():
                groups[value(thing)].append(thing)
            made = {group: tuple(things) for group, things in groups.items()}
            found = self.made[kind, by] = MappingProxyType(made)
        return found

    def follow(self, earlier: "Groups", changed: Mapping[type[Any], Changed]) -> None:
        """Take over what was grouped earlier; groups that hold one of the changed keys are made anew."""
        for (kind, by), groups in earlier.made.items():
            known = kind in changed
            self.made[kind, by] = _regrouped(groups, attrgetter(by), changed[kind]) if known else groups


def _regrouped(groups: Grouped, value: Callable[[Any], Any], changed: Changed) -> Grouped:
    touched: defaultdict[Any, dict[Any, Any]] = defaultdict(dict)
    for key in changed.keys:
        for held in (changed.before, changed.now):
            if key in held:
                touched[value(held[key])][key] = changed.now.get(key)
    fresh = dict(groups)
    for group, some in touched.items():
        things = {thing.id: thing for thing in groups.get(group, ())} | some
        fresh[group] = tuple(t for t in things.values() if t is not None and value(t) == group)
        if not fresh[group]:
            del fresh[group]
    return MappingProxyType(fresh)
