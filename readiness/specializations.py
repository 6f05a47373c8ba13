"""Readiness for the specializations, asked of a snapshot; and what the old competencies led to."""

from collections.abc import Mapping

from readiness.assess import Records
from readiness.assess.case import case_of
from readiness.assess.specializations import SpecializationStanding, assess_specializations
from readiness.facts import Area
from readiness.rules import Rulebook
from readiness.rules.specializations import specialization_book
from readiness.snapshot import Snapshot

__all__ = ["SpecializationStanding", "specializations"]


def specializations(snapshot: Snapshot, rulebook: Rulebook) -> tuple[SpecializationStanding, ...]:
    """Those of the day; none before the programme began.

    Raises:
        RulesError: the rules of the specializations are broken.
    """
    records = Records(snapshot.facts, rulebook.catalogue)
    case = case_of(records, rulebook.on(snapshot.on), snapshot.on)
    if case is None:
        return ()
    return assess_specializations(case, specialization_book(rulebook), _designations(snapshot))


def _designations(snapshot: Snapshot) -> Mapping[Area, str]:
    """Designations bought that stand, and areas qualified that day or in their window."""
    held = {area: "enrolled" for area, standing in snapshot.standings.items() if standing.enrollment}
    return {
        area: "qualified"
        for area, standing in snapshot.standings.items()
        if standing.qualified_today or standing.status == "qualified"
    } | held
