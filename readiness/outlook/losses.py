"""The same facts under other rules, and fewer facts under the same."""

from dataclasses import replace
from datetime import date

from readiness.facts import Change, Customer, CustomerId, Facts, Person, PersonId, removal
from readiness.problems import ReadinessError
from readiness.rules import Rulebook


def under(rulebook: Rulebook, day: date) -> Rulebook:
    """A rulebook in which the rules of that day stand on every day."""
    return replace(rulebook, dates=(), _known={0: rulebook.on(day)})


def loss_of(facts: Facts, record: str) -> tuple[Change, ...]:
    """What goes with `person:ID` or `customer:ID`, as if it had never been recorded.

    Raises:
        ReadinessError: the word is neither, or nothing of that id is recorded.
    """
    kind, _, key = record.partition(":")
    if kind == "person" and PersonId(key) in facts.people:
        return removal(facts, Person, key)
    if kind == "customer" and CustomerId(key) in facts.customers:
        return removal(facts, Customer, key)
    raise ReadinessError("no-such-record", record=record)
