"""Intake: which tables have come in, up to which month, and what to download next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from readiness.facts import (
    Association,
    Award,
    Change,
    Customer,
    Event,
    Facts,
    Kind,
    Month,
    Project,
    Put,
    Remove,
    Reported,
    Series,
    Subscription,
    month_of,
    series_of,
)

USAGE: Final[Mapping[str, str]] = {
    "azure-usage": "acr-usd",
    "licences": "paid-seats",
    "active-users": "active-users",
    "revenue": "revenue-usd",
    "capacity": "capacity",
}
"""The tables of usage, each with its measure."""
_MEASURED: Final = {measure: table for table, measure in USAGE.items()}
_OF_KIND: Final[Mapping[Kind, str]] = {
    Award: "trainings",
    Customer: "customers",
    Association: "associations",
    Subscription: "subscriptions",
    Project: "projects",
    Event: "events",
    Reported: "reported",
}
TABLES: Final = (
    "trainings",
    *USAGE,
    "customers",
    "associations",
    "subscriptions",
    "reported",
    "projects",
    "events",
)
"""In the order of the page."""
_DATED: Final[Mapping[str, str]] = {
    "trainings": "earned_on",
    "reported": "as_of",
    "subscriptions": "starts_on",
    "projects": "go_live_on",
}
_EVERY: Final[Mapping[str, timedelta]] = {
    "trainings": timedelta(days=14),
    "customers": timedelta(days=31),
    "associations": timedelta(days=31),
}
"""How long an import of a table without months stays fresh: those that a score rests on."""


class Import(NamedTuple):
    """One import that stands, as far back as undo reaches."""

    number: int
    """Of its step; a later step has a higher one."""
    at: datetime | None
    """In UTC."""
    source: str
    """The file's name."""
    tables: Mapping[str, int]
    """How many records of which table it touched."""


class Intake(NamedTuple):
    """What has come in of one table."""

    table: str
    records: int
    """Of usage, values of a month."""
    months: Mapping[Month, int]
    """Records by month, where they have one."""
    imported: Import | None
    """The newest import that touched it."""
    missing: tuple[Month, ...]
    """Months that Partner Center shows and that are not in yet, oldest first."""
    state: str
    """`current`, `due`, `unknown` (nobody knows when it came in) or `none` (nothing has come in)."""

    @property
    def newest(self) -> Month | None:
        return max(self.months, default=None)


def intake(
    facts: Facts, on: date, partner_center_month: Month, imports: Iterable[Import] = ()
) -> tuple[Intake, ...]:
    """Every table on the day; `partner_center_month` is the newest whose usage Partner Center shows."""
    counted = _counted(facts)
    latest: dict[str, Import] = {}
    for one in sorted(imports, key=lambda one: one.number):
        latest |= dict.fromkeys(one.tables, one)
    found = []
    for table in TABLES:
        count, months = counted[table]
        last = month_of(on) if table == "reported" else partner_center_month
        missing = _missing(months, last) if table in USAGE or table == "reported" else ()
        state = _state(table, count, missing, latest.get(table), on)
        found.append(Intake(table, count, months, latest.get(table), missing, state))
    return tuple(found)


def table_of(change: Change) -> str | None:
    """The table that a change belongs to; None: none that comes in."""
    if isinstance(change, Put):
        kind, key = type(change.thing), change.thing.id
    else:
        kind, key = change.kind, change.id
    return _MEASURED.get(key.measure) if kind is Series and not isinstance(key, str) else _OF_KIND.get(kind)


def month_removed(facts: Facts, table: str, month: Month) -> tuple[Change, ...]:
    """The changes that remove a month of a table of usage, or its records dated in it."""
    if table in USAGE:
        changes: list[Change] = []
        for key, series in facts.usage.items():
            if key.measure == USAGE[table] and series.at(month) is not None:
                rest = series_of(key, {m: value for m, value in series.months() if m != month})
                changes.append(Put(rest) if rest else Remove(Series, key))
        return tuple(changes)
    kind = next(kind for kind, name in _OF_KIND.items() if name == table)
    return tuple(Remove(kind, one.id) for one in _things(facts, table) if _month_of(one, table) == month)


def _counted(facts: Facts) -> Mapping[str, tuple[int, Mapping[Month, int]]]:
    found: dict[str, tuple[int, Mapping[Month, int]]] = {}
    usage: dict[str, Counter[Month]] = {table: Counter() for table in USAGE}
    for key, series in facts.usage.items():
        table = _MEASURED.get(key.measure)
        if table is not None:
            usage[table].update(month for month, _value in series.months())
    for table in TABLES:
        if table in usage:
            found[table] = (usage[table].total(), usage[table])
        else:
            things = _things(facts, table)
            months = Counter(month for one in things if (month := _month_of(one, table)) is not None)
            found[table] = (len(things), months)
    return found


def _things(facts: Facts, table: str) -> tuple[Any, ...]:
    lists: Mapping[str, Mapping[Any, Any]] = {
        "trainings": facts.awards,
        "customers": facts.customers,
        "associations": facts.associations,
        "subscriptions": facts.subscriptions,
        "reported": facts.reported,
        "projects": facts.projects,
        "events": facts.events,
    }
    return tuple(lists[table].values())


def _month_of(one: Any, table: str) -> Month | None:
    if table == "events":
        return month_of(one.day)
    day = getattr(one, _DATED[table]) if table in _DATED else None
    return None if day is None else month_of(day)


def _missing(months: Mapping[Month, int], last: Month) -> tuple[Month, ...]:
    """From the newest one on; nothing is missing where nothing ever came in."""
    newest = max(months, default=last)
    return tuple(Month(month) for month in range(newest + 1, last + 1))


def _state(table: str, count: int, missing: tuple[Month, ...], last: Import | None, on: date) -> str:
    if not count:
        return "none"
    if table in USAGE or table == "reported":
        return "due" if missing else "current"
    if table not in _EVERY:
        return "current"
    if last is None or last.at is None:
        return "unknown"
    return "due" if last.at.date() + _EVERY[table] < on else "current"
