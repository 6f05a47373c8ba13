"""One requirement of a specialization: met, missing, or for Partner Center to say."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from readiness.assess.asks import codes
from readiness.assess.case import ZERO, Case, note
from readiness.assess.finding import Finding, make_finding
from readiness.assess.people import holders, in_view
from readiness.assess.usage import amounts, units
from readiness.facts import SPECIALIZATION, CustomerId, Month, PersonId, Reported
from readiness.problems import Message
from readiness.rules.shapes import Amount, Selection
from readiness.rules.specializations import (
    Consumption,
    Figure,
    Growth,
    Holds,
    NetCustomers,
    People,
    Requirement,
    SpecializationBook,
    Together,
    Unknown,
)

MET: Final = "met"
MISSING: Final = "missing"
ENTER: Final = "enter"
"""Neither the records nor a reported figure can say it."""
_CONSUMED: Final = Amount("acr-usd")
_USERS: Final = Amount("active-users")
_YEAR: Final = 12
_FULL: Final = 100
_LISTED: Final = 6
_ENTER: Final = Message("found.enter")


class Judged(NamedTuple):
    """A requirement's finding, and what can be said of it."""

    finding: Finding
    state: str


class Asked(NamedTuple):
    """Whose requirements, on which day, and what is held that day."""

    case: Case
    book: SpecializationBook
    specialization: str
    held: Mapping[str, str]
    """The record by which each specialization is held."""

    def reported(self, requirement: str) -> Reported | None:
        """The newest figure that Partner Center showed for it, not after the day."""
        area = SPECIALIZATION + self.specialization
        known = [
            r
            for r in self.case.facts.reported.values()
            if r.area == area and r.metric == requirement and r.as_of <= self.case.on
            and (r.value is not None or r.points is not None)
        ]  # fmt: skip
        return max(known, key=lambda r: r.as_of, default=None)


def judge(asked: Asked, requirement: Requirement) -> Judged:
    """The records where they can say it, else what Partner Center showed; without either it is to enter."""
    judges: Mapping[type, Callable[[Asked, Any], Judged]] = {
        People: _people,
        Consumption: _consumption,
        Growth: _growth,
        NetCustomers: _net_customers,
        Holds: _holds,
        Together: _together,
        Figure: _figure,
        Unknown: _unknown,
    }
    return judges[type(requirement)](asked, requirement)


def _figure(asked: Asked, requirement: Figure) -> Judged:
    slots = {"n": requirement.at_least, "scope": _scope(requirement)}
    asks = Message(f"asks.figure-{requirement.unit}", slots)
    return entered(asked, requirement.id, asks, requirement.at_least)


def _unknown(asked: Asked, requirement: Unknown) -> Judged:
    return entered(asked, requirement.id, Message(f"asks.unknown-{requirement.subject}"), None)


def entered(
    asked: Asked,
    requirement: str,
    asks: Message,
    bound: Fraction | None,
    because: tuple[Finding, ...] = (),
) -> Judged:
    """What Partner Center showed; `bound` None: the number asked for is not published."""
    reported = asked.reported(requirement)
    if reported is None:
        return Judged(note(requirement, asks, _ENTER, because=because), ENTER)
    value = None if reported.value is None else Fraction(reported.value)
    by_share = reported.points is not None and reported.points >= _FULL
    met = by_share or (bound is not None and value is not None and value >= bound)
    known = met or reported.points is not None or bound is not None
    finding = make_finding(
        requirement, asks, _shown(reported, met=met), ZERO, ZERO, met=met, value=value, full_at=bound,
        basis="reported", evidence=(reported.id,), because=because,
    )  # fmt: skip
    return Judged(finding, MET if met else MISSING if known else ENTER)


def _shown(reported: Reported, *, met: bool) -> Message:
    slots = {"on": reported.as_of, "value": reported.value}
    if reported.value is not None:
        return Message("found.shown-value", slots)
    return Message("found.shown-met", slots) if met else Message("found.shown-not-met", slots)


def _scope(requirement: Consumption | Growth | NetCustomers | Figure) -> Message:
    return Message(f"scope.{requirement.scope}")


def _people(asked: Asked, requirement: People) -> Judged:
    case, wanted = asked.case, requirement.any_of
    people = holders(case, wanted)
    _, because = in_view(case, wanted, people)
    names = codes(case.records.catalogue, wanted)
    if requirement.at_least is None:
        asks = Message("asks.people-unpublished", {"certifications": names})
        return entered(asked, requirement.id, asks, None, because)
    slots = {"n": requirement.at_least, "certifications": names, "each": requirement.each_at_least}
    asks = Message("asks.people-each", slots) if requirement.each_at_least else Message("asks.gate", slots)
    bound = Fraction(requirement.at_least)
    if asked.reported(requirement.id) and not any(c in case.records.awards for c in wanted):
        return entered(asked, requirement.id, asks, bound)
    short = tuple(
        certification
        for certification in sorted(wanted)
        if len(holders(case, frozenset((certification,)))) < requirement.each_at_least
    )
    found = Message("found.people-of", {"value": len(people), "n": bound})
    if short:
        lacking = tuple(map(case.code, short))
        found = Message("found.people-lacking", {"value": len(people), "n": bound, "certifications": lacking})
    met = len(people) >= bound and not short
    return _counted(requirement.id, (asks, found), (Fraction(len(people)), bound), because, people, met=met)


def _counted(  # noqa: PLR0913 - a finding's own fields
    requirement: str,
    said: tuple[Message, Message],
    figures: tuple[Fraction, Fraction],
    because: Sequence[Finding],
    evidence: Iterable[str],
    *,
    met: bool,
) -> Judged:
    (asks, found), (value, bound) = said, figures
    ids, parts = tuple(sorted(evidence)), tuple(because)
    finding = make_finding(
        requirement, asks, found, ZERO, ZERO, met=met, value=value, full_at=bound, evidence=ids, because=parts
    )
    return Judged(finding, MET if met else MISSING)


def apart(asked: Asked, groups: Sequence[tuple[People, Judged]]) -> tuple[Judged, ...]:
    """The groups again where it isn't confirmed that one person may fill two of them.

    A group that is only full with people who fill another one too is for Partner Center to say.
    """
    taken: set[PersonId] = set()
    again = []
    for group, judged in _hardest_first(asked, groups):
        others = [holders(asked.case, other.any_of) for other, _ in groups]
        free = sorted(
            set(holders(asked.case, group.any_of)) - taken,
            key=lambda person: (sum(person in some for some in others), person),
        )
        bound = group.at_least or 0
        taken.update(free[:bound])
        if judged.state == MET and len(free) < bound and judged.finding.basis == "records":
            found = Message("found.people-twice", {"value": len(free), "n": Fraction(bound)})
            judged = Judged(judged.finding._replace(found=found, met=False), ENTER)  # noqa: PLW2901 - judged again
        again.append((group.id, judged))
    by_id = dict(again)
    return tuple(by_id[group.id] for group, _ in groups)


def _hardest_first(asked: Asked, groups: Sequence[tuple[People, Judged]]) -> list[tuple[People, Judged]]:
    """Those with the fewest people to choose from come first, so that none takes another's last ones."""
    return sorted(groups, key=lambda entry: len(holders(asked.case, entry[0].any_of)))


def _consumption(asked: Asked, requirement: Consumption) -> Judged:
    slots = {"scope": _scope(requirement), "n": Fraction(requirement.months), "bound": requirement.at_least}
    asks = (
        Message("asks.consumption-monthly", slots)
        if requirement.monthly
        else Message("asks.consumption", slots)
    )
    if requirement.customers:
        asks = Message("asks.with-customers", {"asks": asks, "n": requirement.customers})
    bound = requirement.at_least
    if not requirement.usage or _is_reported_only(asked, requirement, _CONSUMED):
        return entered(asked, requirement.id, asks, bound)
    by_customer = _consumed(asked.case, requirement)
    total = sum(by_customer.values(), ZERO)
    value = total / requirement.months if requirement.monthly else total
    customers = [customer for customer, consumed in by_customer.items() if consumed > 0]
    enough = len(customers) >= requirement.customers
    because = [_bound(value, bound)]
    if requirement.customers:
        because.append(_enough_customers(len(customers), requirement.customers))
    because += _largest(by_customer)
    met = value >= bound and enough
    return _counted(requirement.id, (asks, _of(value, bound)), (value, bound), because, customers, met=met)


def _bound(value: Fraction, bound: Fraction) -> Finding:
    slots = {"bound": bound}
    return note("bound", Message("asks.usd-at-least", slots), _of(value, bound), met=value >= bound)


def _of(value: Fraction, bound: Fraction) -> Message:
    if value >= bound:
        return Message("found.amount", {"value": value})
    return Message("found.short", {"value": value, "bound": bound, "short": bound - value})


def _enough_customers(count: int, wanted: int) -> Finding:
    asks = Message("asks.customers-at-least", {"n": wanted})
    return note("customers", asks, Message("found.customers", {"n": count}), met=count >= wanted)


def _is_reported_only(asked: Asked, requirement: Consumption | Growth | NetCustomers, amount: Amount) -> bool:
    """Partner Center's figure stands, and no usage of the kind is recorded."""
    if asked.reported(requirement.id) is None:
        return False
    return not amounts(asked.case.records, requirement.usage, amount)


def _by_customer(
    case: Case, usage: tuple[Selection, ...], amount: Amount, month: Month
) -> Mapping[CustomerId, Fraction]:
    found: dict[CustomerId, Fraction] = {}
    for (tenant, _), value in amounts(case.records, usage, amount).month(month).items():
        customer = case.records.owners[tenant]
        found[customer] = found.get(customer, ZERO) + units(value)
    return found


def _largest(by_customer: Mapping[CustomerId, Fraction]) -> list[Finding]:
    """The customers with the largest figures, or the largest changes."""
    sizes = sorted(by_customer.items(), key=lambda entry: (abs(entry[1]), entry[0]), reverse=True)
    return [
        note(
            "item", Message("asks.item"), Message("found.amount", {"value": value}), met=True, evidence=(one,)
        )
        for one, value in sizes[:_LISTED]
        if value
    ]


def _consumed(case: Case, requirement: Consumption) -> dict[CustomerId, Fraction]:
    """What each customer consumed in the months that are looked at."""
    found: dict[CustomerId, Fraction] = {}
    for back in range(requirement.months):
        month = Month(case.month - back)
        for customer, value in _by_customer(case, requirement.usage, _CONSUMED, month).items():
            found[customer] = found.get(customer, ZERO) + value
    return found


def _movers(grown: Mapping[CustomerId, Fraction]) -> Iterator[Finding]:
    """The customers whose users changed most."""
    for one, change in sorted(grown.items(), key=lambda entry: (-abs(entry[1]), entry[0]))[:_LISTED]:
        if change:
            found = Message("found.change", {"value": change})
            yield note("mover", Message("asks.item"), found, met=change > 0, evidence=(one,))


def _growth(asked: Asked, requirement: Growth) -> Judged:
    asks = Message("asks.user-growth", {"scope": _scope(requirement), "n": requirement.at_least})
    if not requirement.usage or _is_reported_only(asked, requirement, _USERS):
        return entered(asked, requirement.id, asks, requirement.at_least)
    case = asked.case
    now, before = (_by_customer(case, requirement.usage, _USERS, Month(case.month - m)) for m in (0, _YEAR))
    grown = {one: now.get(one, ZERO) - before.get(one, ZERO) for one in {**now, **before}}
    value = sum(grown.values(), ZERO)
    figures_of = _figures(case, sum(now.values(), ZERO), sum(before.values(), ZERO))
    because = [*figures_of, *_movers(grown)]
    met = value >= requirement.at_least
    figures = (value, requirement.at_least)
    return _counted(
        requirement.id, (asks, _of(*figures)), figures, because, [c for c in grown if grown[c] > 0], met=met
    )


def _figures(case: Case, now: Fraction, before: Fraction) -> list[Finding]:
    measure = Message("measure.active-users")
    return [
        note(
            rule,
            Message("asks.figure-month", {"measure": measure, "month": Month(case.month - back)}),
            Message("found.amount", {"value": value}),
            met=value > 0,
        )
        for rule, back, value in (("now", 0, now), ("before", _YEAR, before))
    ]


def _net_customers(asked: Asked, requirement: NetCustomers) -> Judged:
    slots = {"scope": _scope(requirement), "n": requirement.at_least, "users": requirement.users}
    asks = Message("asks.net-customers", slots)
    bound = Fraction(requirement.at_least)
    if not requirement.usage or _is_reported_only(asked, requirement, _USERS):
        return entered(asked, requirement.id, asks, bound)
    now, before = (
        {
            customer
            for customer, users in _by_customer(
                asked.case, requirement.usage, _USERS, Month(asked.case.month - back)
            ).items()
            if users >= requirement.users
        }
        for back in (0, _YEAR)
    )
    value = Fraction(len(now) - len(before))
    because = [_changed("gone", before - now), _changed("new", now - before)]
    return _counted(
        requirement.id, (asks, _of(value, bound)), (value, bound), because, now - before, met=value >= bound
    )


def _changed(rule: str, customers: set[CustomerId]) -> Finding:
    """Customers who came, which is good, or went, which is not."""
    asks = Message("asks.items-new") if rule == "new" else Message("asks.items-gone")
    found = Message("found.items", {"n": len(customers)})
    met = bool(customers) == (rule == "new")
    return note(rule, asks, found, met=met, evidence=tuple(sorted(customers)))


def _holds(asked: Asked, requirement: Holds) -> Judged:
    names = [asked.book.specializations[one].name_on(asked.case.on) for one in requirement.any_of]
    asks = Message("asks.holds-specialization", {"specializations": any_of(names)})
    held = [asked.held[one] for one in requirement.any_of if one in asked.held]
    if not held and asked.reported(requirement.id):
        return entered(asked, requirement.id, asks, None)
    found = Message("found.held") if held else Message("found.not-held")
    finding = note(requirement.id, asks, found, met=bool(held), evidence=tuple(held))
    return Judged(finding, MET if held else MISSING)


def any_of(names: Sequence[str | Message]) -> str | Message:
    """`a, b or c`."""
    *rest, last = names
    if not rest:
        return last
    first = rest[0]
    for name in rest[1:]:
        first = Message("list.comma", {"first": first, "last": name})
    return Message("list.or", {"first": first, "last": last})


def _together(asked: Asked, requirement: Together) -> Judged:
    """Any one met is enough, or all must be; a missing part can't be made up by one that is to enter."""
    parts = [judge(asked, part) for part in requirement.parts]
    states = [part.state for part in parts]
    if requirement.any_one:
        state = next((s for s in (MET, ENTER, MISSING) if s in states), MISSING)
        asks = Message("asks.any-one")
    else:
        state = next((s for s in (MISSING, ENTER, MET) if s in states), MISSING)
        asks = Message("asks.all-of-them")
    if state == MISSING and asked.reported(requirement.id):
        return entered(asked, requirement.id, asks, None, tuple(part.finding for part in parts))
    found = (
        _ENTER
        if state == ENTER
        else Message("found.parts-met", {"value": states.count(MET), "n": len(states)})
    )
    finding = note(requirement.id, asks, found, met=state == MET, because=tuple(p.finding for p in parts))
    return Judged(finding, state)
