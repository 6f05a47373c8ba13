"""What a reading of a Trainings export would put."""

from datetime import date

from readiness.facts import Award, Person, Put
from readiness.importers import Reading

ON = date(2026, 11, 24)


def people(reading: Reading) -> list[Person]:
    return [c.thing for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Person)]


def awards(reading: Reading) -> list[Award]:
    return [c.thing for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Award)]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def person_of(reading: Reading) -> Person:
    (person,) = people(reading)
    return person


def award_of(reading: Reading) -> Award:
    (award,) = awards(reading)
    return award
