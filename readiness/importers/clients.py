"""Which customer a row is about: the one already recorded, or a new one.

A tenant belongs to one customer. A row without a tenant is found by its TPID, else by its exact name, where
only one customer has it. A new customer whose name is much like another's is said to be so, and never merged:
the user knows, and the file doesn't.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from readiness.facts import Change, Customer, CustomerId, Month, Put, Segment, Tenant, first_day
from readiness.importers.columns import cell, identifier
from readiness.importers.ids import new_ids
from readiness.importers.reading import Counts
from readiness.problems import Problem

_LEGAL_FORMS: Final = frozenset((
    *("ab", "ag", "and", "as", "asa", "bv", "co", "company", "corp", "corporation", "cv", "et", "gmbh"),
    *("group", "groupe", "holding", "inc", "kg", "kgaa", "limited", "llc", "llp", "ltd", "mbh", "nv", "oy"),
    *("plc", "pte", "pty", "sa", "sagl", "sarl", "sas", "sasu", "se", "spa", "srl", "the", "ug", "und"),
))  # fmt: skip
_LONGEST: Final = 400


class Client(NamedTuple):
    """What one row says of its customer; any of it may be empty."""

    tenant: str = ""
    name: str = ""
    tpid: str = ""
    domain: str = ""
    country: str = ""
    segment: str = ""

    @classmethod
    def of(cls, cells: Iterable[str]) -> "Client":
        """From cells in the order of the fields."""
        tenant, name, tpid, domain, country, segment = cells
        return cls(
            identifier(tenant).casefold(),
            cell(name),
            identifier(tpid),
            cell(domain).casefold(),
            country_code(cell(country)),
            segment_of(segment),
        )


class NobodyError(Exception):
    """The row names no customer; the argument is the code of the problem."""


class Clients:
    """All customers known so far while a source is read; finds or adds the customer of a row."""

    def __init__(self, customers: Mapping[CustomerId, Customer]) -> None:
        self._before = customers
        self._ids = new_ids()
        self._now: dict[CustomerId, Customer] = {}
        self._by_tenant: dict[str, CustomerId] = {}
        self._by_tpid: dict[str, list[CustomerId]] = {}
        self._by_name: dict[str, list[CustomerId]] = {}
        self._alike: dict[str, list[CustomerId]] = {}
        self._segments: dict[CustomerId, tuple[Month | None, str]] = {}
        self.problems: list[Problem] = []
        for customer in customers.values():
            self._enter(customer)

    def __getitem__(self, customer: CustomerId) -> Customer:
        return self._now.get(customer) or self._before[customer]

    def of(self, said: Client, row: int) -> CustomerId:
        """The customer of a row, added or completed where need be.

        Raises:
            NobodyError: it names nobody, or more than one customer goes by what it says.
        """
        if max(map(len, said)) > _LONGEST:
            raise NobodyError("customer-too-long")
        found = self._found(said)
        if found is None:
            found = self._added(said, row)
        else:
            self._now.setdefault(found, self[found])
            self._complete(found, said)
        if said.segment:
            self.tell_segment(found, said.segment, None)
        return found

    def tell_segment(self, customer: CustomerId, segment: str, month: Month | None) -> None:
        """What the file says the customer's segment is, and from which month on; the newest counts."""
        known = self._segments.get(customer)
        if known is None or (month or 0) >= (known[0] or 0):
            self._segments[customer] = (month, segment)

    def changes(self) -> tuple[list[Change], Counts]:
        """What makes the recorded customers these, and how many customers it is."""
        now = [self._segmented(customer) for customer in self._now.values()]
        added = [customer for customer in now if customer.id not in self._before]
        changed = [c for c in now if c.id in self._before and c != self._before[c.id]]
        counts = Counts(len(added), len(changed), len(now) - len(added) - len(changed))
        return [*map(Put, changed), *map(Put, added)], counts

    def _segmented(self, customer: Customer) -> Customer:
        """With the newest segment the file names; an earlier one stays, and holds until then."""
        month, segment = self._segments.get(customer.id, (None, ""))
        if not segment:
            return customer
        if not customer.segments:
            return replace(customer, segments=(Segment(segment),))
        last = customer.segments[-1]
        since = first_day(month) if month is not None else None
        if last.segment == segment or since is None or (last.since is not None and last.since >= since):
            return customer
        return replace(customer, segments=(*customer.segments, Segment(segment, since)))

    def _found(self, said: Client) -> CustomerId | None:
        if said.tenant:
            return self._by_tenant.get(said.tenant) or self._same_parent(said)
        some = self._by_tpid.get(said.tpid, []) if said.tpid else []
        if len(some) == 1:
            return some[0]
        if not said.name:
            raise NobodyError("customer-ambiguous" if some else "customer-missing")
        named = [c for c in self._by_name.get(said.name.casefold(), []) if not some or c in some]
        if len(named) > 1:
            raise NobodyError("customer-ambiguous")
        return named[0] if named else None

    def _same_parent(self, said: Client) -> CustomerId | None:
        """A second tenant of a customer of the same TPID and the same name."""
        if not (said.tpid and said.name):
            return None
        some = self._by_tpid.get(said.tpid, [])
        same = [c for c in some if self[c].name.casefold() == said.name.casefold()]
        return same[0] if len(same) == 1 else None

    def _added(self, said: Client, row: int) -> CustomerId:
        new = CustomerId(next(self._ids))
        tenants = (Tenant(said.tenant, said.domain),) if said.tenant else ()
        name = said.name or said.domain or said.tenant or said.tpid
        customer = Customer(new, name, tenants, said.tpid, said.country)
        for other in self._alike.get(alike_key(name), ())[:1]:
            slots = {"name": name, "other": self[other].name}
            self.problems.append(Problem("customer-alike", slots, row=row))
        self._now[new] = customer
        self._enter(customer)
        return new

    def _complete(self, found: CustomerId, said: Client) -> None:
        """Fill in what was not known; what the user has recorded stays as it is."""
        known = self[found]
        tenants = known.tenants
        held = next((tenant for tenant in tenants if tenant.id.casefold() == said.tenant), None)
        if said.tenant and held is None:
            tenants = (*tenants, Tenant(said.tenant, said.domain))
        elif held is not None and said.domain and not held.domain:
            tenants = tuple(replace(t, domain=said.domain) if t is held else t for t in tenants)
        nameless = not known.name or known.name.casefold() in {said.tenant, said.tpid}
        now = replace(
            known,
            name=said.name if nameless and said.name else known.name,
            tenants=tenants,
            tpid=known.tpid or said.tpid,
            country=known.country or said.country,
        )
        if now != known:
            self._now[found] = now
            self._enter(now)

    def _enter(self, customer: Customer) -> None:
        for tenant in customer.tenants:
            self._by_tenant.setdefault(tenant.id.casefold(), customer.id)
        for table, key in (
            (self._by_tpid, customer.tpid),
            (self._by_name, customer.name.casefold()),
            (self._alike, alike_key(customer.name)),
        ):
            if key and customer.id not in (some := table.setdefault(key, [])):
                some.append(customer.id)


def alike_key(name: str) -> str:
    """What names that are much alike share: no case, no punctuation, no legal form."""
    words = re.findall(r"\w+", name.casefold().replace(".", ""))
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return "".join(kept) or "".join(words)


@cache
def segment_of(text: str) -> str:
    """The segment that an export's word for it means; empty where it says nothing we know."""
    key = "".join(c for c in text.casefold() if c.isalnum())
    if "smb" in key or key in {"small", "smallbusiness", "smallandmedium", "smallandmidsize"}:
        return "smb"
    if "corporate" in key and not ("small" in key and "medium" in key):
        return "smc-corporate"
    if any(word in key for word in ("enterprise", "major", "strategic", "global")):
        return "enterprise"
    return ""


@cache
def country_code(text: str) -> str:
    """Two letters for an English country name; a name that is not known stays as it is."""
    if len(text) == 2 and text.isalpha():
        return text.upper()
    return _countries().get(text.casefold(), text) if text else ""


@cache
def _countries() -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 (slow to load, and only files of customers ask)

    names = {name.casefold(): code for code, name in Locale("en").territories.items() if len(code) == 2}
    return names | {"korea": "KR", "hong kong sar": "HK", "macao sar": "MO", "turkey": "TR", "russia": "RU"}
