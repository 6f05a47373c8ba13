"""The columns of the explanation: what a rule asks, what was found, and the points it brings."""

from collections.abc import Callable
from typing import Final

from readiness.assess.finding import Finding
from readiness.assess.subjects import subject_of
from readiness.facts import METRICS, TRACKS
from readiness.snapshot import Snapshot
from ui import text
from ui.tables import Column, Decoration, IconMark
from ui.text import _

SUMS: Final = ("performance", "skilling", "customer-success")
"""Categories: their points are the sum of what is below."""
_SHOWN: Final = ("now", "before", "mover", "new", "kept")
"""Parts that are figures and not conditions; nothing is met or missed there."""
_NOTES: Final = ("deviation", "other-reading", "reason", "exact", "difference", "cause")
"""What is to be known beside the points."""
_LOST: Final = ("alternative", "near", "gone", "lost", "left-out", "baseline")
"""What was considered and brings nothing."""


def columns(snapshot: Callable[[], Snapshot | None]) -> tuple[Column[Finding], ...]:
    """Asked, found, points; names of people and customers come from the snapshot shown."""

    def asked(finding: Finding) -> str:
        return asked_words(finding, snapshot())

    return (
        Column[Finding](
            lambda: _("Asked"), asked, decoration=_mark, tone=_tone, strong=_is_sum, tooltip=asked
        ),
        Column[Finding](
            lambda: _("Found"), _found, is_number=True, tone=_tone, tooltip=lambda f: text.say(f.found)
        ),
        Column[Finding](
            lambda: _("Points"), lambda f: f, _points, is_number=True, strong=_is_sum, tone=_tone
        ),
    )


def asked_words(finding: Finding, snapshot: Snapshot | None) -> str:
    """What is asked, with the name of the one record it is about."""
    words = text.say(finding.asks)
    who = subject_of(finding, snapshot.facts) if snapshot is not None else ""
    if not who:
        return words
    if finding.asks.code == "asks.item":
        return who
    if finding.rule in ("person", "lost"):
        return _("{what}, {who}", what=words, who=who)
    return _("{who}, {what}", who=who, what=words)


def _found(finding: Finding) -> str:
    return "" if finding.rule in SUMS else text.say(finding.found)


def _is_sum(finding: Finding) -> bool:
    return finding.rule in SUMS or finding.rule in TRACKS


def _mark(finding: Finding) -> Decoration | None:
    mark: Decoration | None = None
    if finding.rule in SUMS or finding.rule in _SHOWN:
        pass
    elif finding.rule in _NOTES:
        mark = IconMark("info", "text-muted")
    elif finding.met:
        mark = IconMark("check", "success", text.name("chip", "met"))
    elif finding.rule == "lost":
        mark = IconMark("x", "danger", text.name("chip", "not-met"))
    elif finding.rule in _LOST:
        mark = IconMark("minus", "text-muted")
    elif finding.points > 0:
        mark = IconMark("circle-half", "text-muted", text.name("chip", "in-progress"))
    else:
        mark = IconMark("x", "danger", text.name("chip", "not-met"))
    return mark


def _tone(finding: Finding) -> str:
    if finding.rule in METRICS and finding.maximum and finding.points == 0:
        return "danger"
    return "text-muted" if finding.rule in _LOST or finding.rule in _NOTES else ""


def _points(finding: Finding) -> str:
    if not finding.maximum:
        return text.points(finding.points) if finding.points else ""
    return _("{points:points} / {most}", points=finding.points, most=text.maximum(finding.maximum))
