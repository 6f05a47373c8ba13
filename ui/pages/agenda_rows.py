"""The agenda as rows: what is due when, for whom, and whether it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from readiness.agenda import AgendaItem
from readiness.facts import (
    Award,
    Change,
    Deadline,
    Event,
    Facts,
    Mark,
    PersonId,
    Project,
    Put,
    Remove,
    month_of,
)
from ui.dialogs.award import called
from ui.tables import Column, IconMark
from ui.text import _, area_name, clock_time, day, long_day, month, name, ngettext, say, short_day

WORKSHOPS: Final = frozenset({"workshop", "register-by", "claim-step"})
CERTIFICATIONS: Final = frozenset(
    {"certification-expires", "renewal-opens", "certification-retires", "credit-ends", "exam-planned"}
)
_SOON: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item on the day. `aside` is the owner, else whom it is about."""

    id: str
    item: AgendaItem
    title: str
    second: str
    aside: str
    group: str
    when: str
    nearness: str
    is_late: bool

    @property
    def is_done(self) -> bool:
        return self.item.done_on is not None


def agenda_rows(items: Iterable[AgendaItem], facts: Facts, on: date) -> tuple[AgendaRow, ...]:
    """The items in their order, soonest first."""
    return tuple(_row(item, facts, on) for item in items)


def _row(item: AgendaItem, facts: Facts, on: date) -> AgendaRow:
    is_late = item.due_on < on and item.done_on is None
    time = clock_time(item.starts_at.astimezone()) if item.starts_at is not None else ""
    return AgendaRow(
        id=item.id,
        item=item,
        title=say(item.title),
        second=_second(item, facts),
        aside=_person(facts, item.owner).partition(" ")[0],
        group=_group(item, on),
        when=short_day(item.due_on),
        nearness=time if time and not is_late else nearness(item.due_on, on),
        is_late=is_late,
    )


def nearness(due: date, on: date) -> str:
    """How far a day is away, in words."""
    days = (due - on).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days)
    return ngettext("{n} day ago", "{n} days ago", -days)


def _group(item: AgendaItem, on: date) -> str:
    if item.done_on is not None and item.due_on < on:
        return _("Done")
    if item.due_on < on:
        return _("Past")
    if item.due_on <= on + _SOON:
        return _("Next 7 days")
    return month(month_of(item.due_on))


def _second(item: AgendaItem, facts: Facts) -> str:
    customer = facts.customers.get(item.customer) if item.customer else None
    parts = [
        name("item", item.kind),
        _person(facts, item.person),
        customer.name if customer else "",
        _attendance(item, facts),
    ]
    return " · ".join(part for part in parts if part)


def _person(facts: Facts, person: PersonId | None) -> str:
    known = facts.people.get(person) if person else None
    return called(known) if known else ""


def _attendance(item: AgendaItem, facts: Facts) -> str:
    record = record_of(item, facts)
    if isinstance(record, Event) and item.kind == "workshop" and record.attendees:
        return ngettext("{n} attendee", "{n} attendees", len(record.attendees))
    return ""


def record_of(item: AgendaItem, facts: Facts) -> Award | Deadline | Event | Project | None:
    """The record that the item follows from, where it is one that can be edited."""
    key = item.id.partition(":")[2].rpartition(":")[0]
    match item.kind:
        case "own":
            return facts.deadlines.get(key)
        case "workshop" | "register-by":
            return facts.events.get(key)
        case "certification-expires" | "renewal-opens":
            return facts.awards.get(key)
        case "project-goes-live":
            return facts.projects.get(key)
        case _:
            return None


def ticked(items: Iterable[AgendaItem], facts: Facts, done_on: date | None) -> tuple[Change, ...]:
    """The changes that tick items off on a day, or open them again where there is none."""
    return tuple(_ticked(item, facts, done_on) for item in items)


def _ticked(item: AgendaItem, facts: Facts, done_on: date | None) -> Change:
    record = record_of(item, facts)
    if isinstance(record, Deadline):
        return Put(replace(record, done_on=done_on))
    mark = replace(facts.marks.get(item.id, Mark(item.id)), done_on=done_on)
    return Put(mark) if mark != Mark(item.id) else Remove(Mark, item.id)


def details_of(row: AgendaRow, facts: Facts) -> tuple[tuple[str, str], ...]:
    """What the panel lists of an item."""
    item, record = row.item, record_of(row.item, facts)
    event = record if isinstance(record, Event) else None
    people = [_person(facts, p) for p in event.attendees] if event else []
    customer = facts.customers.get(item.customer) if item.customer else None
    given = (
        (_("Day"), _long(item)),
        (_("Time"), _times(item)),
        (_("Area"), area_name(item.area) if item.area else ""),
        (_("Person"), _person(facts, item.person)),
        (_("Customer"), customer.name if customer else ""),
        (_("Owner"), _person(facts, item.owner)),
        (_("Register by"), day(event.register_by) if event and event.register_by else ""),
        (_("Attendees"), ", ".join(people)),
        (_("Web address"), item.url),
        (_("Notes"), event.notes if event else ""),
        (_("Done on"), day(item.done_on) if item.done_on else ""),
    )
    return tuple((title, text) for title, text in given if text)


def _long(item: AgendaItem) -> str:
    return long_day(item.due_on)


def _times(item: AgendaItem) -> str:
    if item.starts_at is None:
        return ""
    start = item.starts_at.astimezone()
    if item.ends_at is None:
        return clock_time(start)
    end = item.ends_at.astimezone()
    if end.date() != start.date():
        return _("{start} to {day}, {end}", start=clock_time(start), day=end.date(), end=clock_time(end))
    return _("{start} to {end}", start=clock_time(start), end=clock_time(end))


def agenda_columns() -> tuple[Column[AgendaRow], ...]:
    """The first is painted, all are copied and searched."""
    return (
        Column(
            lambda: _("Due on"),
            lambda r: r.item.due_on,
            day,
            decoration=lambda r: IconMark("flag", says=f"{r.title}, {r.second}"),
            tooltip=lambda r: f"{r.title}\n{r.second}",
        ),
        Column(lambda: _("What"), lambda r: r.title),
        Column(lambda: _("About"), lambda r: r.second),
        Column(lambda: _("Area"), lambda r: r.item.area or "", lambda area: area_name(area) if area else ""),
        Column(lambda: _("Owner"), lambda r: r.aside),
        Column(lambda: _("Done"), lambda r: r.is_done, lambda done: _("done") if done else ""),
    )
