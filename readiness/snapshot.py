"""Snapshot: day, facts, findings and agenda, computed together; what every screen and every report reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.facts import Area, Enrollment, Facts, Month
from readiness.rules import Catalogue

_NO_NAMES = Catalogue({}, {})


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which being qualified counts, and the first and last of them that were (all inclusive)."""

    since: date
    until: date
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One area on the day: the tree's answers, ready to show."""

    area: Area
    finding: Finding
    """The area's node; below it the tracks, the chosen one first; nothing below: no rules for that day."""
    track: str | None
    points: Fraction
    shown: str
    """The total as text: rounded half up to a whole point, never up to the pass mark; decimal point `.`."""
    missing: Fraction
    """Points short of the pass mark; 0 when reached."""
    blocked_by: tuple[str, ...]
    """Metrics of the chosen track that stand at zero."""
    qualified_today: bool
    enrollment: Enrollment | None
    status: str | None
    """A status of contracts.md; None where no rules are in force."""
    preview: bool = False
    window: Window | None = None
    """None until the days were looked at (`judged`)."""

    @property
    def has_rules(self) -> bool:
        return bool(self.finding.because)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything there is to show for one day."""

    on: date
    facts: Facts
    finding: Finding
    """The root of the explanation; its children are the six areas."""
    standings: Mapping[Area, Standing]
    """In the order of `AREAS`."""
    agenda: tuple[AgendaItem, ...]
    """Soonest first."""
    data_month: Month | None
    """The month that "last month" means here; None where there is no usage at all."""
    partner_center_month: Month
    solutions_partner: bool
    rules_digest: str
    catalogue: Catalogue = _NO_NAMES
    """The names of certifications and workloads."""
