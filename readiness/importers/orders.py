"""Subscriptions that a file tells of: what it knows replaces what was recorded, what it leaves open stays."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from readiness.facts import Change, Put, Subscription
from readiness.importers.columns import cell
from readiness.importers.reading import Counts

_STATES: Final[Mapping[str, str]] = {
    "active": "active", "open": "active", "enabled": "active", "provisioned": "active", "warning": "expired",
    "pending": "pending", "pendingactive": "pending", "suspended": "suspended", "expired": "expired",
    "ingraceperiod": "expired", "ingrace": "expired", "inactive": "disabled", "disabled": "disabled",
    "closed": "deleted", "deleted": "deleted", "canceled": "deleted", "cancelled": "deleted",
}  # fmt: skip
_TERMS: Final[Mapping[str, str]] = {
    "p1m": "P1M", "1month": "P1M", "onemonth": "P1M", "monthly": "P1M", "month": "P1M",
    "p1y": "P1Y", "1year": "P1Y", "oneyear": "P1Y", "annual": "P1Y", "year": "P1Y", "yearly": "P1Y",
    "p3y": "P3Y", "3years": "P3Y", "threeyears": "P3Y", "3year": "P3Y", "threeyear": "P3Y",
    "triennial": "P3Y", "p1d": "", "none": "", "": "",
}  # fmt: skip
_BILLINGS: Final[Mapping[str, str]] = {
    "monthly": "monthly", "month": "monthly", "annual": "annual", "yearly": "annual", "annually": "annual",
    "triennial": "triennial", "3years": "triennial", "onetime": "upfront", "upfront": "upfront",
    "none": "", "unknown": "", "": "",
}  # fmt: skip


class Orders:
    """All subscriptions known so far while a source is read; an id is the same in any case."""

    def __init__(self, recorded: Mapping[str, Subscription]) -> None:
        self._before = recorded
        self._ids = {key.casefold(): key for key in recorded}
        self._now: dict[str, Subscription] = {}

    def put(self, told: Subscription) -> None:
        """What a file says of one; fields that it leaves empty stay as they are."""
        key = self._ids.setdefault(told.id.casefold(), told.id)
        known = self._now.get(key) or self._before.get(key) or Subscription(key)
        fuller: dict[str, Any] = {
            field.name: value
            for field in fields(Subscription)
            if field.name != "id" and (value := getattr(told, field.name)) is not None and value != ""
        }
        self._now[key] = replace(known, **fuller)

    def __len__(self) -> int:
        return len(self._now)

    @property
    def without_customer(self) -> int:
        """So many of the told ones have no customer yet."""
        return sum(1 for order in self._now.values() if order.customer is None)

    def changes(self) -> tuple[list[Change], Counts]:
        """What makes the recorded subscriptions these, and how many it is."""
        now = self._now.values()
        added = [order for order in now if order.id not in self._before]
        changed = [order for order in now if order.id in self._before and order != self._before[order.id]]
        counts = Counts(len(added), len(changed), len(now) - len(added) - len(changed))
        return [*map(Put, changed), *map(Put, added)], counts


@cache
def state_of(text: str) -> str | None:
    """The state; empty for no word, None for one that nobody knows."""
    key = _key(text)
    return _STATES.get(key) if key else ""


@cache
def term_of(text: str) -> str | None:
    """The term; empty for no word, None for one that nobody knows."""
    return _TERMS.get(_key(text))


@cache
def billing_of(text: str) -> str | None:
    """The billing plan; empty for no word, None for one that nobody knows."""
    return _BILLINGS.get(_key(text))


@cache
def flag_of(text: str) -> bool | None:
    """Yes or no; None for anything else."""
    key = _key(text)
    return (
        True if key in {"yes", "true", "1", "on"} else False if key in {"no", "false", "0", "off"} else None
    )


def sku_of(text: str) -> str:
    """Product and SKU of an offer's id, without the availability, which changes with the price."""
    parts = cell(text).split(":")
    return ":".join(parts[:2]) if len(parts) > 1 else cell(text)


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
