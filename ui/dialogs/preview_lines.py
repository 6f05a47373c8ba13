"""What an import would do, as rows for the preview's tables."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from readiness.called import record_name
from readiness.facts import CertificationId, Event, Facts, Put, Remove, Thing
from readiness.frozen import frozen
from readiness.importers.reading import WARNINGS, Entry, Reading
from readiness.rules import Catalogue
from readiness.words import joined
from ui.text import _, area_name, day, name, problem, signed, words

if TYPE_CHECKING:
    from readiness.planning.effects import AwardEffect, ImportEffects, Key

MOST_LINES: Final = 2_000
"""Of a file with more records, so many are shown: nobody reads on, and the window would stand still."""


@frozen
class Line:
    """One row of the preview. `state` is that of the reading; days as text."""

    id: int
    state: str
    row: int | None
    who: str
    what: str
    before: str = ""
    after: str = ""
    why: str = ""
    key: "Key | None" = None
    """Whose award of what it is."""
    effects: "tuple[AwardEffect, ...] | None" = None
    """What the award brings by area, the most first; None: not known."""


def state_word(state: str) -> str:
    match state:
        case "added":
            return _("Added")
        case "changed":
            return _("Changed")
        case "unchanged":
            return _("Unchanged")
        case "refused":
            return _("Refused")
        case _:
            return _("Left out")


def lines_of(reading: Reading, before: Facts, after: Facts, catalogue: Catalogue) -> tuple[Line, ...]:
    """A line for every row of a table of awards; else one for every record that would change."""
    if reading.entries:
        end, code = cache(_end), cache(partial(_code, catalogue))  # of ten thousand rows many are alike
        return tuple(_of_entry(number, entry, end, code) for number, entry in enumerate(reading.entries))
    changes = islice(_of_changes(reading, before, after, catalogue), MOST_LINES)
    return (*changes, *islice(_of_problems(reading), MOST_LINES))


def totals_of(reading: Reading) -> dict[str, int]:
    """How many there are for each tab: rows of a table of awards, else records."""
    if reading.entries and len(reading.entries) == reading.rows:
        found = Counter(entry.state for entry in reading.entries)
        return {
            "changes": found["added"] + found["changed"],
            **{key: found[key] for key in ("unchanged", "left-out", "refused")},
        }
    return {
        "changes": reading.added + reading.changed,
        "unchanged": reading.unchanged,
        "left-out": reading.left_out,
        "refused": reading.refused,
    }


def _code(catalogue: Catalogue, certification: CertificationId) -> str:
    known = catalogue.get(certification)
    return known.code if known else ""


def _of_entry(
    number: int, entry: Entry, end: Callable[[date | None], str], code: Callable[[CertificationId], str]
) -> Line:
    is_held = entry.state in ("changed", "unchanged")
    return Line(
        id=number,
        state=entry.state,
        row=entry.row,
        who=entry.label or _("Nobody named"),
        what=(code(entry.certification) if entry.certification else "") or entry.title,
        before=end(entry.expires_before) if is_held else "\N{EN DASH}",
        after=end(entry.expires_after),
        why=problem(entry.problem)[0] if entry.problem else "",
        key=(entry.person, entry.certification) if entry.person and entry.certification else None,
    )


def with_effects(lines: Sequence[Line], found: "ImportEffects") -> tuple[Line, ...]:
    """The same lines with what is known of their awards."""
    return tuple(replace(line, effects=found.awards.get(line.key) if line.key else None) for line in lines)


def effect_of(line: Line) -> tuple[Fraction, str] | None:
    """The most that an area would have less without the award, and how that is said; None: not known."""
    if line.effects is None:
        return None
    if not line.effects:
        return Fraction(-1), _("does not score")
    best = line.effects[0]
    return best.points, _effect_words(best)


def effect_tone(line: Line) -> str:
    best = line.effects[0] if line.effects else None
    if best is None or not best.points:
        return "text-muted"
    return "text" if best.is_kept or best.points < 0 else "success"


def every_effect(line: Line) -> str:
    """All areas in which the award plays a part, a line for each."""
    return "\n".join(
        _("{area}: {effect}", area=area_name(effect.area), effect=_effect_words(effect))
        for effect in line.effects or ()
    )


def _effect_words(effect: "AwardEffect") -> str:
    if not effect.is_kept:
        return signed(effect.points)
    return _("keeps {points:points}", points=effect.points) if effect.points else _("renewed")


def _end(expires_on: date | None) -> str:
    return _("no expiry") if expires_on is None else day(expires_on)


def _of_changes(reading: Reading, before: Facts, after: Facts, catalogue: Catalogue) -> Iterator[Line]:
    for number, change in enumerate(reading.changes):
        match change:
            case Put(thing):
                is_new = before.find(type(thing), thing.id) is None
                state, kind, what = (
                    ("added" if is_new else "changed"),
                    type(thing),
                    _called(thing, after, catalogue),
                )
            case Remove(kind, key):
                gone: Thing | None = before.find(kind, key)
                state, what = (
                    "changed",
                    str(key) if gone is None else _called(gone, before, catalogue),
                )
        yield Line(number, state, None, name("thing", kind.__name__.casefold()), what)


def _called(thing: Thing, facts: Facts, catalogue: Catalogue) -> str:
    """Appointments with their day: the dates of a series are called alike."""
    called = record_name(thing, facts, catalogue, words())
    return joined(called, day(thing.day)) if isinstance(thing, Event) else called


def _of_problems(reading: Reading) -> Iterator[Line]:
    for number, found in enumerate(reading.problems):
        if found.code in WARNINGS or (found.row is None and found.path is None):
            continue
        yield Line(
            id=len(reading.changes) + number,
            state="refused",
            row=found.row,
            who=found.path or "",
            what=found.column or "",
            why=problem(found)[0],
        )
