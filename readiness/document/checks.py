"""What is wrong with facts as a whole; used where they came in past the importers, or rules have moved on."""

from collections.abc import Container, Iterator
from typing import Protocol

from readiness.document.flaws import flaws
from readiness.document.references import certifications, references, specializations, workloads
from readiness.document.shapes import rows_of
from readiness.facts import LIST_OF, Choices, Customer, Event, Facts, Partner, Person, Series, Thing
from readiness.problems import Problem


class Catalogue(Protocol):
    """What is asked of the catalogue, which stands above this module."""

    def get(self, certification: str) -> object | None: ...

    def workload(self, name: str) -> object | None: ...


def problems_in(
    facts: Facts, catalogue: Catalogue, known_specializations: Container[str]
) -> Iterator[Problem]:
    """Flaws of values, references to nothing, and names that the rules do not know."""
    for thing in facts.all():
        where = _where(thing)
        yield from _flaws(thing, where)
        for reference in references(thing):
            if facts.find(reference.kind, reference.id) is None:
                yield missing(reference.kind, reference.id, where + reference.path)
        for path, certification in certifications(thing):
            if catalogue.get(certification) is None:
                yield Problem("certification-unknown", {"title": certification}, path=where + path)
        for path, name in workloads(thing):
            if catalogue.workload(name) is None:
                yield Problem("workload-unknown", {"workload": name}, path=where + path)
        for path, name in specializations(thing):
            if name not in known_specializations:
                yield Problem("specialization-unknown", {"specialization": name}, path=where + path)


def missing(kind: type, key: str, path: str) -> Problem:
    """Nobody, no customer or no event of that id."""
    code = {Person: "person-unknown", Customer: "customer-unknown", Event: "event-unknown"}[kind]
    return Problem(code, {"id": key}, path=path)


def _flaws(thing: Thing, where: str) -> Iterator[Problem]:
    parts = rows_of(thing) if isinstance(thing, Series) else (thing,)
    for part in parts:
        yield from (Problem(flaw.code, flaw.slots, path=where + flaw.path) for flaw in flaws(part))


def _where(thing: Thing) -> str:
    name = LIST_OF[type(thing)]
    if isinstance(thing, Partner | Choices):
        return f"$.{name}"
    if isinstance(thing, Series):
        return f"$.{name}[{thing.id.customer}, {thing.id.workload}]"
    return f"$.{name}[{thing.id}]"
