"""Finding: one node of the explanation, and so of the score itself."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.problems import Message
from readiness.rules import Source


class Finding(NamedTuple):
    """What a rule asks, what was found, and the exact points it brings; the score is the tree of these.

    The tree is partner > area > track (the chosen one first) > category > metric > steps and parts.
    `points` of an area are those of its chosen track; of a track and a category the sum of what is below.
    A named tuple: a score is hundreds of findings, and a frozen dataclass takes four times as long to make.
    """

    rule: str
    """The id of an area, track, category or metric; below a metric the kind of part (`gate`, `step`, ...)."""
    asks: Message
    found: Message
    points: Fraction
    maximum: Fraction
    met: bool
    """Points are full; for a gate, step or condition: it is satisfied."""
    value: Fraction | None = None
    full_at: Fraction | None = None
    basis: str = "records"
    """`records` or `reported`: what the metric's value rests on."""
    source: Source | None = None
    rules_from: date | None = None
    certainty: str | None = None
    reading: Message | None = None
    """Which reading of an open rule was used, where one was."""
    evidence: tuple[str, ...] = ()
    """Ids of the records that decide it."""
    because: tuple["Finding", ...] = ()

    @property
    def chip(self) -> str:
        """Partner Center's word for where a metric stands: `achieved`, `in-progress` or `not-started`."""
        if self.points >= self.maximum:
            return "achieved"
        return "in-progress" if self.points > 0 else "not-started"


def make_finding(  # noqa: PLR0913 - a finding's own fields
    rule: str,
    asks: Message,
    found: Message,
    points: Fraction,
    maximum: Fraction,
    *,
    met: bool,
    value: Fraction | None = None,
    full_at: Fraction | None = None,
    basis: str = "records",
    source: Source | None = None,
    rules_from: date | None = None,
    certainty: str | None = None,
    reading: Message | None = None,
    evidence: tuple[str, ...] = (),
    because: tuple[Finding, ...] = (),
) -> Finding:
    """As the constructor does, which takes twice as long where fields are named."""
    fields = (
        rule,
        asks,
        found,
        points,
        maximum,
        met,
        value,
        full_at,
        basis,
        source,
        rules_from,
        certainty,
        reading,
        evidence,
        because,
    )
    return tuple.__new__(Finding, fields)
