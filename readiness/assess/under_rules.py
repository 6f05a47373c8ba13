"""One partner's points on one day under the rules of another: what a change of rules does to this partner."""

from datetime import date
from fractions import Fraction

from readiness.assess.records import Records
from readiness.assess.tree import assess_records
from readiness.facts import Area
from readiness.rules import Rulebook


def points_under(
    records: Records, rulebook: Rulebook, area: Area, on: date, rules_on: date
) -> Fraction | None:
    """The area's points with the facts of `on` and the rules of `rules_on`; None: no rules stand then."""
    root = assess_records(records, rulebook.on(rules_on), on)
    finding = next(found for found in root.because if found.rule == area)
    return finding.points if finding.because else None
