"""What is offered where a form asks for a record: names, and what tells those apart that are called alike."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar

from readiness.called import told_apart
from readiness.facts import AREAS, Customer, CustomerId, Event, Facts, Person, PersonId
from readiness.words import folded, isolated
from ui.text import _, area_name, clock_time, day

Offered = list[tuple[object, str]]
N = TypeVar("N", Person, Customer)
_NAME: Final = attrgetter("name")


def person_options(facts: Facts) -> Offered:
    """Nobody first, then the people by name."""
    return [(None, _("Nobody")), *_in_order(people_apart(facts))]


def customer_options(facts: Facts, nobody: str = "") -> Offered:
    """Nobody first, by that name, then the customers by theirs."""
    return [(None, nobody or _("None")), *_in_order(customers_apart(facts))]


def event_options(facts: Facts) -> Offered:
    """None first, then the events by title and day."""
    ordered = sorted(facts.events.values(), key=lambda e: (folded(e.title), e.day, e.id))
    apart = told_apart(
        (
            e.id,
            _("{title}, {day}", title=isolated(e.title), day=day(e.day)),
            (clock_time(e.begins), *_about(facts, e)),
        )
        for e in ordered
    )
    return [(None, _("None")), *apart.items()]


def place_options(facts: Facts, chosen: str) -> Offered:
    """Not said first, then the partner's locations; one that is chosen and no longer there stays."""
    apart = told_apart((place.id, place.name or place.id, (place.id,)) for place in facts.partner.locations)
    return [("", _("Not said")), *apart.items(), *([] if chosen in {"", *apart} else [(chosen, chosen)])]


def called(person: Person) -> str:
    """What a person is called in lists: the name, else the mail, else the MCP ID."""
    return person.name or person.email or person.mcid or _("Person without a name")


def area_options() -> Offered:
    return [(area, area_name(area, "medium")) for area in AREAS]


class Called:
    """What people and customers are called in a list: those of one name are told apart, the others not.

    Made once for all rows: among 10,000 people those of one name are found in a millisecond.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def person(self, person: PersonId | None) -> str:
        """Empty for nobody, and for somebody who is not known."""
        known = self.facts.people.get(person) if person else None
        return "" if known is None else self._people.get(known.id) or called(known)

    def customer(self, customer: CustomerId | None) -> str:
        """Empty for none, and for one that is not known."""
        known = self.facts.customers.get(customer) if customer else None
        return "" if known is None else self._customers.get(known.id) or known.name or known.id

    @cached_property
    def _people(self) -> Mapping[PersonId, str]:
        return people_alike(self.facts)

    @cached_property
    def _customers(self) -> Mapping[CustomerId, str]:
        return customers_alike(self.facts)


def people_alike(facts: Facts) -> Mapping[PersonId, str]:
    """What those are called whose name somebody else has as well."""
    return _apart(_alike(facts.people), facts)


def customers_alike(facts: Facts) -> Mapping[CustomerId, str]:
    """What those are called whose name another customer has as well."""
    return _customers_apart(_alike(facts.customers))


def _alike(held: Mapping[Any, N]) -> list[N]:
    """Those of a name that is said and that another one has."""
    names = Counter(map(_NAME, held.values()))
    names.pop("", None)
    if max(names.values(), default=0) < 2:
        return []
    return [one for one in held.values() if names[one.name] > 1]


def people_apart(facts: Facts) -> Mapping[PersonId, str]:
    """What everybody is called; by mail, MCP ID or location as well where several are called alike."""
    return _apart(facts.people.values(), facts)


def customers_apart(facts: Facts) -> Mapping[CustomerId, str]:
    """What every customer is called; by domain, TPID or country as well where several are called alike."""
    return _customers_apart(facts.customers.values())


def _apart(people: Iterable[Person], facts: Facts) -> Mapping[PersonId, str]:
    places = {place.id: place.name for place in facts.partner.locations}
    return told_apart(
        (p.id, called(p), (p.email, p.mcid, places.get(p.location, p.location))) for p in people
    )


def _customers_apart(customers: Iterable[Customer]) -> Mapping[CustomerId, str]:
    return told_apart(
        (c.id, c.name or c.id, (*(tenant.domain for tenant in c.tenants[:1]), c.tpid, c.country))
        for c in customers
    )


def _about(facts: Facts, event: Event) -> tuple[str, str]:
    customer = facts.customers.get(event.customer) if event.customer else None
    return (customer.name if customer else "", event.place)


def _in_order(named: Mapping[PersonId, str] | Mapping[CustomerId, str]) -> Offered:
    return sorted(named.items(), key=lambda pair: folded(pair[1]))
