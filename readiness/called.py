"""What a reader knows a record by, in lists, in titles and on paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from readiness.facts import (
    AdminRelationship,
    Association,
    AssociationClaim,
    AuditControl,
    Award,
    Customer,
    CustomerId,
    CustomerReference,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    Facts,
    HeldSpecialization,
    Partner,
    Person,
    PersonId,
    Plan,
    Project,
    Reported,
    Series,
    Subscription,
    SupportCase,
    Thing,
)
from readiness.rules import Catalogue
from readiness.words import Words, folded, isolated, joined

K = TypeVar("K", bound=str)


def record_name(thing: Thing, facts: Facts, catalogue: Catalogue, words: Words) -> str:
    """The name, else what it is about; a specialization by its id. Empty where nobody asks for one."""
    said = ""
    match thing:
        case Person():
            said = thing.name or thing.email or thing.id
        case Customer() | Project() | Partner():
            said = thing.name or thing.id
        case Award() | Plan():
            said = joined(_person(facts, thing.person), catalogue.code(thing.certification))
        case Association():
            said = joined(_customer(facts, thing.customer), words.name("association", thing.kind))
        case Subscription():
            said = joined(_customer(facts, thing.customer), thing.product or thing.id)
        case Series():
            said = joined(_customer(facts, thing.id.customer), thing.id.workload)
        case Enrollment() | Reported():
            said = words.name("area", thing.area)
        case HeldSpecialization():
            said = thing.specialization
        case Event() | Deadline() | Engagement():
            said = thing.title
        case _:
            said = paper_name(thing, facts)
    return said


def paper_name(paper: object, facts: Facts) -> str:
    """What a claim, a reference, a control, a relationship, a benefit or a case is called."""
    match paper:
        case AssociationClaim() | AdminRelationship():
            return joined(_customer(facts, paper.customer), paper.name)
        case CustomerReference():
            return joined(_customer(facts, paper.customer), paper.title)
        case AuditControl():
            return paper.title
        case SupportCase():
            return paper.number
        case _:
            return str(getattr(paper, "name", ""))


def _person(facts: Facts, person: PersonId) -> str:
    known = facts.people.get(person)
    return (known.name or known.email) if known else ""


def _customer(facts: Facts, customer: CustomerId | None) -> str:
    known = facts.customers.get(customer) if customer else None
    return known.name if known else customer or ""


def told_apart(named: Iterable[tuple[K, str, Sequence[str]]]) -> dict[K, str]:
    """What each of them is called; with what tells it apart where another one is called the same.

    Beside key and name stands what may tell, best first: the first that no other one of that name shares is
    taken, where nothing does the key.
    """
    alike: dict[str, list[tuple[K, str, Sequence[str]]]] = {}
    for one in named:
        alike.setdefault(folded(one[1]), []).append(one)
    found: dict[K, str] = {}
    for some in alike.values():
        if len(some) == 1:
            found[some[0][0]] = some[0][1]
            continue
        said = Counter(hint for _key, _name, hints in some for hint in set(map(folded, hints)))
        for key, name, hints in some:
            own = (hint for hint in hints if hint and hint != name and said[folded(hint)] == 1)
            found[key] = f"{isolated(name)} · {isolated(next(own, key))}"
    return found
