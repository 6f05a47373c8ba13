"""What differs between the rules of two days, field by field and in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from readiness.facts import Area
from readiness.problems import Message
from readiness.rules.book import AreaRules, Metric, Rulebook
from readiness.rules.catalogue import Catalogue
from readiness.rules.plain import plain_metric, plain_programme, plain_value

_NOT_RULES = frozenset({"from", "announced", "certainty", "source", "deviation", "metric"})
_WORDS = {
    "associations": "association",
    "offers": "offer",
    "clouds": "cloud",
    "measure": "measure",
    "segments": "segment",
    "window": "window",
    "period": "window",
    "kind": "shape",
    "tracks": "track",
}
"""Fields whose values are of a closed list, and the kind of their names in the catalogue."""
_PROGRAMME = frozenset({"pass_mark", "window", "calendar", "readings"})
_CERTIFICATIONS = frozenset({"counts", "any_of", "also", "doubtful"})


class Difference(NamedTuple):
    """One field of the rules of two days; None: it does not stand on that day."""

    metric: str | None
    """None: the area itself, or the whole programme."""
    track: str | None
    """None: all tracks alike."""
    field: str
    before: Any
    after: Any
    words: Message


def compare(rulebook: Rulebook, area: Area, first: date, second: date) -> tuple[Difference, ...]:
    """Everything that the second day asks otherwise than the first, in the order of a score card."""
    one, two = rulebook.on(first), rulebook.on(second)
    catalogue = rulebook.catalogue
    found = []
    if one.programme is not None and two.programme is not None:
        pair = (plain_programme(one.programme), plain_programme(two.programme))
        found += [_said(None, None, changed, catalogue) for changed in _changes(*pair)]
    before, after = one.areas.get(area), two.areas.get(area)
    found += [_said(None, None, changed, catalogue) for changed in _changes(_head(before), _head(after))]
    found += _metrics(before, after, catalogue)
    return tuple(found)


def values_of(metric: Metric, catalogue: Catalogue) -> tuple[tuple[Message, Any], ...]:
    """Every field of a metric by name, with its value as a sentence shows it, in the order of the rule."""
    found: list[tuple[Message, Any]] = []
    rates: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
    for path, value in _leaves(plain_metric(metric)):
        if "rates" in path:  # one line for all workloads
            place = path.index("rates")
            *_before, workload, name = path
            rates.setdefault(path[:place], {}).setdefault(workload, {})[name] = value
        else:
            leaf = _kind_of_value(path)
            found.append((_field(path), _one(leaf, value, catalogue)))
    for path, held in rates.items():
        found.append((_field((*path, "rate")), tuple(_rate(workload, one) for workload, one in held.items())))
    return tuple(found)


def _rate(workload: str, rate: Mapping[str, Any]) -> Message:
    slots = {"workload": workload, "rate": rate["rate"], "measure": Message(f"measure.{rate['measure']}")}
    return Message("diff.rate", slots)


def _head(rules: AreaRules | None) -> Mapping[str, Any]:
    if rules is None:
        return {}
    return {"tracks": [track.id for track in rules.tracks], "choice": plain_value(rules.choice)}


def _metrics(before: AreaRules | None, after: AreaRules | None, catalogue: Catalogue) -> list[Difference]:
    """By metric and track; what is the same in all tracks stands once."""
    pairs = _pairs(before, after)
    by_track: dict[tuple[str, _Change], list[str]] = {}
    for track, (old, new) in pairs.items():
        for metric in dict.fromkeys([*new, *old]):
            for change in _changes(old.get(metric, {}), new.get(metric, {})):
                by_track.setdefault((metric, change), []).append(track)
    found = []
    for (metric, change), tracks in by_track.items():
        everywhere = len(tracks) == len(pairs)
        found += [_said(metric, track, change, catalogue) for track in ([None] if everywhere else tracks)]
    return found


Metrics = Mapping[str, Mapping[str, Any]]


def _pairs(before: AreaRules | None, after: AreaRules | None) -> Mapping[str, tuple[Metrics, Metrics]]:
    """Each track of the second day with its own of the first, or the only one there was."""
    old, new = _by_track(before), _by_track(after)
    names = list(new) or list(old)
    return {name: (_like(name, old), _like(name, new)) for name in names}


def _by_track(rules: AreaRules | None) -> Mapping[str, Metrics]:
    if rules is None:
        return {}
    return {track.id: {m.id: plain_metric(m) for m in track.metrics} for track in rules.tracks}


def _like(name: str, tracks: Mapping[str, Metrics]) -> Metrics:
    return tracks.get(name) or next(iter(tracks.values()), {})


class _Change(NamedTuple):
    """A leaf of the data: its path, and its two values; a list is a tuple."""

    path: tuple[str, ...]
    before: Any
    after: Any


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[_Change]:
    old, new = dict(_leaves(before)), dict(_leaves(after))
    paths = dict.fromkeys([*new, *old])
    return [_Change(p, old.get(p), new.get(p)) for p in paths if old.get(p) != new.get(p)]


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Parts with an id stand under it, others under their number from 1."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            if name not in _NOT_RULES and name != "id":
                yield from _leaves(held, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping | list):
        for number, held in enumerate(value, 1):
            name = held.get("id", str(number)) if isinstance(held, Mapping) else str(number)
            yield from _leaves(held, (*path, str(name)))
    else:
        yield path, tuple(value) if isinstance(value, list) else value


def _said(metric: str | None, track: str | None, change: _Change, catalogue: Catalogue) -> Difference:
    path, before, after = change
    subject = Message("diff.programme") if path[0] in _PROGRAMME else _subject(metric, track)
    slots: dict[str, Any] = {"subject": subject, "field": _field(path)}
    leaf = _kind_of_value(path)
    if isinstance(before, tuple) and isinstance(after, tuple):
        added, removed = (_several(leaf, [v for v in some if v not in others], catalogue)
                          for some, others in ((after, before), (before, after)))  # fmt: skip
        code = "swapped" if added and removed else "added" if added else "removed"
        slots |= {"added": added, "removed": removed}
    else:
        code = "new" if before is None else "gone" if after is None else "changed"
        slots |= {"before": _one(leaf, before, catalogue), "after": _one(leaf, after, catalogue)}
    words = Message(f"diff.{code}", slots)
    return Difference(metric, track, ".".join(path), _json(before), _json(after), words)


def _kind_of_value(path: tuple[str, ...]) -> str:
    """The name in the path that says what its values are."""
    if path[0] == "readings":
        return f"reading.{path[1]}"
    return next((n for n in reversed(path) if n in _WORDS or n in _CERTIFICATIONS), path[-1])


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _subject(metric: str | None, track: str | None) -> Message:
    if metric is None:
        return Message("diff.area")
    name = Message(f"metric.{metric}")
    if track is None:
        return Message("diff.metric", {"metric": name})
    return Message("diff.metric-track", {"metric": name, "track": Message(f"track.{track}")})


def _field(path: tuple[str, ...]) -> Message:
    """The field's name, with the number or the name of the part it belongs to."""
    names = [name for name in path if not name.isdecimal()]
    numbers = [name for name in path if name.isdecimal()]
    leaf = names[-1]
    name = Message(
        f"field.{'step-' if 'gates' in names else ''}{leaf}", {"step": numbers[0] if numbers else ""}
    )
    if "parts" in path:
        part = path[path.index("parts") + 1]
        return Message("diff.of-part", {"field": name, "part": Message(f"part.{part}")})
    if "readings" in path:
        reading = Message(f"open-rule.{names[names.index('readings') + 1]}")
        return Message("diff.of-reading", {"field": name, "reading": reading})
    return name


def _several(leaf: str, values: list[Any], catalogue: Catalogue) -> tuple[Any, ...]:
    return tuple(_one(leaf, value, catalogue) for value in values)


def _one(leaf: str, value: Any, catalogue: Catalogue) -> Any:
    """A value as the sentence shows it."""
    match value:
        case None:
            said: Any = ""
        case bool():
            said = Message("diff.yes" if value else "diff.no")
        case tuple():
            said = _several(leaf, list(value), catalogue)
        case str() if leaf in _CERTIFICATIONS:
            said = catalogue.code(value)
        case str() if leaf == "reading":
            said = Message(f"open-rule.{value}")
        case str() if leaf.startswith("reading."):
            said = Message(f"{leaf}.{value}")
        case str() if leaf in _WORDS:
            said = Message(f"{_WORDS[leaf]}.{value}")
        case float():
            said = Fraction(str(value))
        case _:
            said = value
    return said
