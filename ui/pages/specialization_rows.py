"""Specializations as rows, and what each asks as a tree."""

from fractions import Fraction
from typing import Final, NamedTuple

from readiness.assess.finding import Finding
from readiness.assess.requirements import ENTER, MET
from readiness.assess.specializations import (
    ANNOUNCED,
    CLOSED,
    HELD,
    IN_PROGRESS,
    NOTES,
    READY,
    SpecializationStanding,
)
from readiness.words import joined
from ui import text
from ui.pages.people_rows import DASH
from ui.tables import Column, Decoration, IconMark, Tiles
from ui.text import _

Row = SpecializationStanding
_NEAREST: Final = (HELD, READY, IN_PROGRESS)
_ICONS: Final = {
    HELD: ("award", "success"),
    READY: ("circle-check", "success"),
    IN_PROGRESS: ("circle-half", "text-muted"),
    ANNOUNCED: ("clock", "text-muted"),
    CLOSED: ("ban", "text-muted"),
}


_PLAIN: Final = ("now", "before", "mover", "item", "gone", "new")
"""Figures below a requirement, which are neither met nor missing."""


class _Rank(NamedTuple):
    """How near it is, which sorts, and the words for it."""

    order: int
    missing: Fraction
    words: str


def specialization_columns() -> tuple[Column[Row], ...]:
    return (
        Column[Row](lambda: _("Specialization"), lambda r: r.name, tooltip=lambda r: r.name),
        Column[Row](
            lambda: _("Designation"),
            areas_text,
            decoration=lambda r: Tiles(r.areas, alone=True) if r.areas else None,
            tooltip=areas_text,
        ),
        Column[Row](
            lambda: _("Readiness"),
            _rank,
            lambda rank: rank.words,
            decoration=_icon,
            tone=lambda r: "success" if r.state in (HELD, READY) else "",
            tooltip=lambda r: text.say(r.readiness),
        ),
    )


def areas_text(row: Row) -> str:
    """Whose designation opens it."""
    return text.words().listed((text.area_name(area) for area in row.areas), "or") if row.areas else DASH


def _rank(row: Row) -> _Rank:
    order = _NEAREST.index(row.state) if row.state in _NEAREST else len(_NEAREST)
    missing = 1 - Fraction(row.met, row.of) if row.of else Fraction(1)
    return _Rank(order, missing, _("Held") if row.state == HELD else text.say(row.readiness))


def _icon(row: Row) -> Decoration:
    icon, role = _ICONS.get(row.state, ("circle", "text-muted"))
    return IconMark(icon, role)


def requirement_columns() -> tuple[Column[Finding], ...]:
    """What is asked, and what was found."""
    return (
        Column[Finding](
            lambda: _("Asked"), lambda f: text.say(f.asks), decoration=_mark,
            tooltip=lambda f: text.say(f.asks),
        ),
        Column[Finding](
            lambda: _("Found"), lambda f: text.say(f.found), tone=_tone, tooltip=lambda f: text.say(f.found)
        ),
    )  # fmt: skip


def is_to_enter(finding: Finding) -> bool:
    """Only Partner Center knows."""
    return finding.found.code in ("found.enter", "found.people-twice")


def _mark(finding: Finding) -> Decoration | None:
    if finding.rule in _PLAIN:
        return None
    if finding.rule in NOTES:
        return IconMark("info", "text-muted")
    if finding.rule == "validation" and not finding.met:
        return IconMark("clock", "text-muted")
    if finding.met:
        return IconMark("check", "success", text.name("chip", "met"))
    if is_to_enter(finding):
        return IconMark("pencil", "warning", _("to enter"))
    return IconMark("x", "danger", text.name("chip", "not-met"))


def _tone(finding: Finding) -> str:
    if finding.rule in NOTES:
        return "text-muted"
    return "warning" if is_to_enter(finding) and not finding.met else ""


def can_be_entered(row: Row, finding: Finding) -> bool:
    """Whether Partner Center's word on it counts: the requirements themselves."""
    return any(some.finding.rule == finding.rule for some in row.requirements)


def missing_text(row: Row) -> str:
    """How many requirements are missing, and how many only Partner Center knows."""
    missing = sum(some.state not in (MET, ENTER) for some in row.requirements)
    parts = []
    if missing:
        parts.append(text.ngettext("{n} missing", "{n} missing", missing))
    if row.to_enter:
        parts.append(text.ngettext("{n} to enter", "{n} to enter", row.to_enter))
    return joined(*parts)
