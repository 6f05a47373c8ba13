"""Which certifications the rules of a day name, and how many people count with each."""

from collections.abc import Iterable, Mapping
from datetime import date

from readiness.assess import Records
from readiness.assess.case import case_of
from readiness.assess.people import holders
from readiness.facts import Area, CertificationId, Facts
from readiness.rules import Rulebook, Rules
from readiness.rules.shapes import People


def counted_by(rules: Rules) -> Mapping[CertificationId, tuple[Area, ...]]:
    """The certifications that play a part, each with the areas that name it."""
    found: dict[CertificationId, dict[Area, None]] = {}
    for area, some in rules.areas.items():
        shapes = (metric.shape for track in some.tracks for metric in track.metrics)
        for certification in (name for shape in shapes if isinstance(shape, People) for name in shape.named):
            found.setdefault(certification, {})[area] = None
    return {certification: tuple(areas) for certification, areas in found.items()}


def people_counted(
    facts: Facts, rulebook: Rulebook, certifications: Iterable[CertificationId], on: date
) -> Mapping[CertificationId, int]:
    """How many people count with each on the day; none where no rules are in force."""
    case = case_of(Records(facts, rulebook.catalogue), rulebook.on(on), on)
    if case is None:
        return {}
    return {one: len(holders(case, frozenset({one}))) for one in certifications}
