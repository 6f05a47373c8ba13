"""One thing of the agenda, and the stretch of days that it is looked for in."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from readiness.facts import Area, CustomerId, Facts, PersonId
from readiness.problems import Message
from readiness.rules import Rulebook, Rules


class AgendaItem(NamedTuple):
    """One thing to do or to know by `due_on` (inclusive).

    `id` is `kind:record:date`, stable while the record and its date stand, so that a mark and a calendar
    entry find it again. `starts_at` and `ends_at` are on the clock of `zone`, where the time zone it
    takes place in is known.
    """

    id: str
    due_on: date
    kind: str
    title: Message
    area: Area | None = None
    person: PersonId | None = None
    customer: CustomerId | None = None
    owner: PersonId | None = None
    done_on: date | None = None
    snoozed_until: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    url: str = ""
    zone: str = ""
    place: str = ""

    @property
    def series(self) -> str:
        """What it shares with the other dates of a series of appointments; its record where it is none.

        The dates of a series are recorded as `series/day`.
        """
        record = self.id.partition(":")[2].rpartition(":")[0]
        whole, _, day = record.rpartition("/")
        return f"{self.kind}:{whole if whole and day[:8].isdecimal() else record}"

    @property
    def is_whole_days(self) -> bool:
        """Whether it lasts from midnight to midnight."""
        return (
            self.starts_at is not None
            and self.ends_at is not None
            and self.starts_at < self.ends_at
            and self.starts_at.time() == self.ends_at.time() == time()
        )

    @property
    def last_day(self) -> date:
        """The last day on which it takes place; the day it is due where it ends on none later."""
        if self.ends_at is None:
            return self.due_on
        return max(self.due_on, (self.ends_at - timedelta.resolution).date())


class Stretch(NamedTuple):
    """What items are derived from, and the days they may fall on: `since` to `until`, both inclusive."""

    facts: Facts
    rulebook: Rulebook
    rules: Rules
    on: date
    since: date
    until: date

    def has(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until

    def is_here(self, person: PersonId) -> bool:
        """Whether somebody is known and has not left by the day asked for."""
        known = self.facts.people.get(person)
        return (
            known is not None
            and (known.left_on is None or known.left_on >= self.on)
            and (known.account_deleted_on is None or known.account_deleted_on >= self.on)
        )


def item_of(kind: str, record: str, due_on: date, slots: Mapping[str, Any], **more: Any) -> AgendaItem:
    return AgendaItem(
        f"{kind}:{record}:{due_on.isoformat()}", due_on, kind, Message(f"agenda.{kind}", slots), **more
    )


def only(areas: tuple[Area, ...]) -> Area | None:
    """The one area; None: there is none, or several."""
    return areas[0] if len(areas) == 1 else None
