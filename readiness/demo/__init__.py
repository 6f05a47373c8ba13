"""The demo partner: believable, invented, relative to the day asked for, the same for the same seed."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from readiness.demo.awards import Fitting
from readiness.demo.cast import PARTNER, WISHES, people
from readiness.demo.clients import NAMES, associations, customer_id, customers
from readiness.demo.days import Days
from readiness.demo.diary import (
    deadlines,
    engagements,
    enrollments,
    events,
    projects,
    reported,
    specializations,
)
from readiness.demo.exports import sample_exports as exports_of
from readiness.demo.papers import papers
from readiness.demo.usage import series
from readiness.facts import Facts, Partner, Put, Thing
from readiness.rules import Rulebook

SEED: Final = 70

__all__ = ["SEED", "demo_facts", "sample_exports"]


def demo_facts(rulebook: Rulebook, on: date, seed: int = SEED, *, name: str = PARTNER.name) -> Facts:
    """Everything the demo partner has recorded by that day; ids follow from the seed."""
    days = Days(on, seed)
    fitting = Fitting(rulebook, days)
    partner = Partner(
        name, PARTNER.partner_id, PARTNER.country, PARTNER.currency, PARTNER.kinds, PARTNER.locations
    )
    things: tuple[Thing, ...] = (
        partner,
        *enrollments(days),
        *people(days),
        *fitting.awards(WISHES),
        *fitting.plans(WISHES),
        *customers(days),
        *associations(days),
        *series(days, {customer: customer_id(days, customer) for customer in NAMES}),
        *projects(days),
        *events(days),
        *deadlines(days),
        *reported(days),
        *specializations(days),
        *engagements(days),
        *papers(days),
    )
    return Facts().changed(Put(thing) for thing in things)


def sample_exports(facts: Facts, rulebook: Rulebook, on: date, seed: int = SEED) -> Mapping[str, bytes]:
    """File name -> content of files to try the import with; `facts` are those of `demo_facts`."""
    return exports_of(facts, rulebook, on, seed)
