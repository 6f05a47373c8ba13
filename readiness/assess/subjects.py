"""Who or what a finding is about, by name: findings hold ids, people read names."""

from typing import Final

from readiness.assess.finding import Finding
from readiness.facts import CustomerId, Facts, PersonId

_LISTS: Final = ("new", "kept", "gone", "part", "alternative")
"""Findings about several records, also where there happens to be one."""


def subject_of(finding: Finding, facts: Facts) -> str:
    """The customer or the person of a line about one record; empty for any other."""
    if not finding.evidence or finding.because or finding.rule in _LISTS:
        return ""
    first, *others = finding.evidence
    customer = facts.customers.get(CustomerId(first))
    if customer is not None:
        return customer.name if not others else ""
    person = facts.people.get(PersonId(first))
    return person.name if person is not None and finding.rule in ("person", "lost") else ""


def members_of(finding: Finding, facts: Facts) -> tuple[str, ...]:
    """The customers of a list that names none of them one by one, in alphabetical order."""
    if finding.because or finding.rule not in (*_LISTS, "service"):
        return ()
    found = (facts.customers.get(CustomerId(record)) for record in finding.evidence)
    return tuple(sorted((customer.name for customer in found if customer is not None), key=str.casefold))
