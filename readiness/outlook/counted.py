"""How many people count with each certification on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from readiness.assess import Records
from readiness.assess.case import case_of
from readiness.assess.people import holders
from readiness.facts import CertificationId, Facts
from readiness.rules import Rulebook


def people_counted(
    facts: Facts, rulebook: Rulebook, certifications: Iterable[CertificationId], on: date
) -> Mapping[CertificationId, int]:
    """How many people count with each on the day; none where no rules are in force."""
    case = case_of(Records(facts, rulebook.catalogue), rulebook.on(on), on)
    if case is None:
        return {}
    return {one: len(holders(case, frozenset({one}))) for one in certifications}
