"""Deadlines and workshops: those that follow from the facts and the rules, and the user's own."""

from dataclasses import dataclass
from datetime import date, datetime

from readiness.facts import Area, CustomerId, PersonId
from readiness.problems import Message


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing to do or to know by `due_on` (inclusive).

    `id` is `kind:record:date`, stable while the record and its date stand, so that a mark and a calendar
    entry find it again.
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
