"""Indexes over one value of Facts, made when first asked and good for every day."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeVar, TypeVarTuple

from readiness.assess.streams import Block, Group, Item, Stream
from readiness.facts import (
    LIST_OF,
    Area,
    Association,
    Award,
    CertificationId,
    CustomerId,
    Deadline,
    Engagement,
    Event,
    Facts,
    Mark,
    Month,
    Person,
    PersonId,
    Plan,
    Put,
    Reported,
    first_day,
    month_of,
)
from readiness.rules import Catalogue

T = TypeVar("T")
Given = TypeVarTuple("Given")
Presence = tuple[tuple[date, date], ...]
"""Periods in which a person counts, inclusive, in order."""
_MISSING: Final = object()
_FOR_EVER: Final = month_of(date.max)
ALWAYS: Presence = ((date.min, date.max),)


_READ_ALIKE: Final = ("distinct", "rows", "amounts", "presence")
"""What is kept under these names does not depend on any reading that is not in the key itself."""
_OF_PEOPLE: Final = ("day", "holders", "holds", "in-view", "presence", "people-days")
"""What is kept under these names depends on people and awards."""
_SCORED_BESIDE: Final = tuple(
    name
    for kind, name in LIST_OF.items()
    if kind not in (Person, Award, Plan, Event, Engagement, Mark, Deadline)
)
"""The lists that play a part in the score, people and awards aside."""


def _go_on() -> None:
    """Nobody asks to stop."""


class Records:
    """One partner's facts, found by what the rules ask for.

    `check` is called whenever something is read for the first time, and may raise to stop: what nobody waits
    for must not keep an edit waiting.
    """

    def __init__(self, facts: Facts, catalogue: Catalogue, check: Callable[[], None] = _go_on) -> None:
        self.facts = facts
        self.catalogue = catalogue
        self.check = check
        self._kept: dict[object, object] = {}
        self.kept: Callable[[object], Any] = self._kept.get
        """What is kept under the key, or None: for what is asked for so often that `keep` takes too long."""
        self._names: dict[str, str] = {}

    def keep(self, key: object, make: Callable[[*Given], T], *given: *Given) -> T:
        """What `make(*given)` gave for this key the first time."""
        found = self._kept.get(key, _MISSING)
        if found is _MISSING:
            self.check()
            found = self._kept[key] = make(*given)
        return found  # type: ignore[return-value]

    def read_as(self, reading: str, alternative: str) -> "Records":
        """The same facts with one open rule read otherwise; usage, once read, is shared."""
        choices = self.facts.choices
        other = replace(choices, readings={**choices.readings, reading: alternative})
        records = Records(self.facts.changed([Put(other)]), self.catalogue, self.check)
        mine = {name: value for name, value in vars(self).items() if name not in vars(records)}
        vars(records).update(mine, _names=self._names)
        for key, value in self._kept.items():
            if isinstance(key, tuple) and key[0] in _READ_ALIKE:
                records._kept[key] = value
        return records

    def with_people(self, facts: Facts) -> "Records":
        """Facts that differ in people and awards alone; what was read of usage is shared."""
        records = Records(facts, self.catalogue, self.check)
        mine = {name: value for name, value in vars(self).items() if name not in vars(records)}
        vars(records).update(mine, _names=self._names)
        for key, value in self._kept.items():
            if isinstance(key, tuple) and key[0] not in _OF_PEOPLE:
                records._kept[key] = value
        return records

    def after(self, facts: Facts) -> "Records":
        """Later facts: what was read of lists, and of certifications, in which nothing changed is shared."""
        if any(getattr(facts, name) is not getattr(self.facts, name) for name in _SCORED_BESIDE):
            return Records(facts, self.catalogue, self.check)
        records = self.with_people(facts)
        before, now = self.awards, records.awards
        changed = {c for c in (*before, *now) if before.get(c) is not now.get(c)}
        for key, value in self._kept.items() if facts.people is self.facts.people else ():
            if isinstance(key, tuple) and key[0] in _OF_PEOPLE and changed.isdisjoint(_certifications(key)):
                records.keep(key, _itself, value)
        return records

    @property
    def awards(self) -> Mapping[CertificationId, tuple[Award, ...]]:
        """Awards by certification."""
        return self.facts.grouped(Award, "certification")

    @property
    def usage(self) -> Mapping[str, Mapping[Group, Block]]:
        """Usage by measure, and by what makes it eligible."""
        return self._usage[0]

    @property
    def owners(self) -> Mapping[str, CustomerId]:
        """The customer of each tenant that has usage."""
        return self._usage[1]

    @cached_property
    def _usage(self) -> tuple[Mapping[str, Mapping[Group, Block]], Mapping[str, CustomerId]]:
        found: dict[str, dict[Group, Block]] = {}
        homes: dict[str, tuple[Item, str]] = {}
        owners: dict[str, CustomerId] = {}
        make, only = tuple.__new__, self.only_tenants
        for series in self.facts.usage.values():
            key = series.id
            tenant = key.tenant or only.get(key.customer, key.customer)
            whole, cloud = homes.get(tenant) or self._home(tenant, homes)
            owners[tenant] = key.customer
            workload = self._names.get(key.workload) or self.workload(key.workload)
            group = (key.association, key.offer, cloud, workload)
            groups = found.get(key.measure)
            if groups is None:
                groups = found[key.measure] = {}
            block = groups.get(group)
            if block is None:
                block = groups[group] = Block(workload, [])
            # Without the constructor's own call, which takes longer than all the rest of this.
            fields = (series, whole, workload, cloud, series.first, series.values)
            block.rows.append(make(Stream, fields))
        return found, owners

    def _home(self, tenant: str, homes: dict[str, tuple[Item, str]]) -> tuple[Item, str]:
        """The tenant as an item, one object for each as they are compared often; and its cloud."""
        home = homes[tenant] = ((tenant, ""), self.clouds.get(tenant, "commercial"))
        return home

    def streams(self, measure: str) -> Iterator[Stream]:
        """All usage of the measure."""
        return chain.from_iterable(block.rows for block in self.usage.get(measure, {}).values())

    @cached_property
    def associations(self) -> Mapping[CustomerId, list[Association]]:
        """Associations by customer."""
        found: dict[CustomerId, list[Association]] = {}
        for association in self.facts.associations.values():
            found.setdefault(association.customer, []).append(association)
        return found

    @cached_property
    def terms(self) -> Sequence[tuple[Association, Month, Month]]:
        """Associations with the first and the last month they stood in, on any day; the oldest first."""
        begun = sorted(self.facts.associations.values(), key=lambda one: (one.since or date.min, one.id))
        return [(association, *months_of(association)) for association in begun]

    @cached_property
    def clouds(self) -> Mapping[str, str]:
        """The cloud of each tenant; a customer's own id stands for usage that names no tenant.

        Such usage is in a special cloud where all the customer's tenants are in that one.
        """
        found: dict[str, str] = {}
        for customer in self.facts.customers.values():
            found |= {tenant.id: tenant.cloud for tenant in customer.tenants}
            clouds = {tenant.cloud for tenant in customer.tenants}
            found[customer.id] = clouds.pop() if len(clouds) == 1 else "commercial"
        return found

    @cached_property
    def only_tenants(self) -> Mapping[CustomerId, str]:
        """The tenant of customers that have exactly one: usage without a tenant is that one's."""
        return {c.id: c.tenants[0].id for c in self.facts.customers.values() if len(c.tenants) == 1}

    def workload(self, name: str) -> str:
        """The name that rules use; an unknown one stays."""
        if name not in self._names:
            self._names[name] = self.catalogue.workload_name(name)
        return self._names[name]

    @property
    def has_aliases(self) -> bool:
        """Whether a workload was met under several names so far."""
        return len(set(self._names.values())) < len(self._names)

    @cached_property
    def reported(self) -> Mapping[tuple[Area, str, str], list[Reported]]:
        """Figures of Partner Center by area, track and metric."""
        found: dict[tuple[Area, str, str], list[Reported]] = {}
        for figure in self.facts.reported.values():
            if figure.points is not None or figure.value is not None:
                found.setdefault((figure.area, figure.track, figure.metric), []).append(figure)
        return found

    def data_month(self, on: date) -> Month | None:
        """The month before `on`, or the newest earlier one that has usage; None where none has."""
        last = Month(month_of(on) - 1)
        return self.keep(("data-month", last), self._newest, last)

    def _newest(self, last: Month) -> Month | None:
        newest: Month | None = None
        for series in self.facts.usage.values():
            month = min(last, series.first + len(series.values) - 1)
            while month >= series.first and series.at(Month(month)) is None:
                month -= 1
            if month == last >= series.first:
                return last
            if month >= series.first and (newest is None or month > newest):
                newest = Month(month)
        return newest

    def presence(self, leaver_day: int | None, *, unlinked_count: bool) -> Mapping[PersonId, Presence]:
        """When each person counts; who always does is not listed."""
        key = ("presence", leaver_day, unlinked_count)
        return self.keep(key, lambda: self._presence(leaver_day, unlinked_count=unlinked_count))

    def _presence(self, leaver_day: int | None, *, unlinked_count: bool) -> Mapping[PersonId, Presence]:
        found = {}
        for person in self.facts.people.values():
            periods = presence_of(person, leaver_day, unlinked_count=unlinked_count)
            if periods is not ALWAYS:
                found[person.id] = periods
        return found


def _itself(value: T) -> T:
    return value


def _certifications(key: tuple[Any, ...]) -> Iterable[CertificationId]:
    """Those whose awards play a part in what is kept under the key."""
    match key:
        case ("holds", _, certification):
            return (certification,)
        case ("holders" | "in-view", _, certifications):
            return certifications  # type: ignore[no-any-return]
        case ("people-days", groups, *_):
            return frozenset[CertificationId]().union(*groups)
        case _:
            return ()


def months_of(association: Association) -> tuple[Month, Month]:
    """The first and the last month in which the association stood on any day."""
    since, until = association.since, association.until
    return Month(0) if since is None else month_of(since), _FOR_EVER if until is None else month_of(until)


def leaves_after(person: Person, leaver_day: int | None) -> date | None:
    """The last day a leaver counts: `leaver_day` of the month after the account was deleted, else left.

    Without `leaver_day` the day itself.
    """
    gone = person.account_deleted_on or person.left_on
    if gone is None or leaver_day is None:
        return gone
    return first_day(Month(month_of(gone) + 1)).replace(day=leaver_day)


def presence_of(person: Person, leaver_day: int | None, *, unlinked_count: bool) -> Presence:
    """When a person counts: from joining to leaving, and while the Learn account is linked.

    A link that is not known counts as linked. `unlinked_on` is the first day without the link.
    """
    first, last = person.joined_on, leaves_after(person, leaver_day)
    linked, unlinked = person.linked_on, person.unlinked_on
    if unlinked_count or (linked is None and unlinked is None):
        if first is None and last is None:
            return ALWAYS
        return _clipped(ALWAYS, first, last)
    periods = _linked(linked, unlinked)
    return periods if first is None and last is None else _clipped(periods, first, last)


def _linked(linked: date | None, unlinked: date | None) -> Presence:
    if unlinked is None:
        return ((linked or date.min, date.max),)
    before = unlinked - timedelta(days=1) if unlinked > date.min else date.min
    if linked is not None and linked <= unlinked:
        return ((linked, before),)
    again = () if linked is None else ((linked, date.max),)
    return ((date.min, before), *again)


def _clipped(periods: Iterable[tuple[date, date]], first: date | None, last: date | None) -> Presence:
    low, high = first or date.min, last or date.max
    cut = ((max(a, low), min(b, high)) for a, b in periods)
    return tuple((a, b) for a, b in cut if a <= b)


def award_end(award: Award, catalogue: Catalogue, retired_credit: str) -> date:
    """The last day an award counts: its own expiry and the end of partner credit.

    Under the reading `credit-end` the end of credit alone counts for an award that was valid when its
    certification retired.
    """
    own = award.expires_on or date.max
    ended = catalogue.credit_ends.get(award.certification)
    if ended is None:
        return own
    last, retired_on = ended
    if retired_credit == "credit-end" and retired_on and own >= retired_on:
        return last
    return min(own, last)
