"""The agenda as rows: what is due when, for whom, and whether it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from readiness.agenda import AgendaItem
from readiness.claims import with_step_done
from readiness.facts import (
    EVENT_KINDS,
    AdminRelationship,
    AssociationClaim,
    Award,
    Benefit,
    Change,
    CoopClaim,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    Facts,
    Mark,
    PersonId,
    Plan,
    Project,
    Put,
    Remove,
    SupportCase,
)
from readiness.words import joined
from ui.dialogs.event import year_name
from ui.dialogs.options import Called
from ui.pages.item_icons import item_icon
from ui.pages.item_times import elsewhere, short_time
from ui.tables import Column, IconMark
from ui.text import _, area_name, day, long_month, name, ngettext, say, short_day

WORKSHOPS: Final = frozenset({"workshop", "register-by"})
CLAIMS: Final = frozenset({"claim-step", "association-step", "coop-claim-ends"})
CERTIFICATIONS: Final = frozenset(
    {"certification-expires", "renewal-opens", "certification-retires", "credit-ends", "exam-planned"}
)
_SOON: Final = timedelta(days=7)
_SENT: Final = ("draft", "submitted")
"""The statuses of a co-op claim that the day it was submitted decides."""


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item on the day; its owner by name."""

    id: str
    item: AgendaItem
    title: str
    second: str
    owner: str
    group: str
    when: str
    nearness: str
    time: str
    is_late: bool
    event: Event | None = None
    """What takes place, where it is an appointment."""

    @property
    def is_done(self) -> bool:
        return self.item.done_on is not None


def agenda_rows(items: Iterable[AgendaItem], facts: Facts, on: date) -> tuple[AgendaRow, ...]:
    """The items in their order, soonest first."""
    nexts: dict[str, str] = {}
    ordered = tuple(items)
    for item in ordered:
        if item.kind == "claim-step" and item.done_on is None:
            nexts.setdefault(_record_id(item), item.id)
    following = frozenset(nexts.values())
    near = {due: nearness(due, on) for due in {item.due_on for item in ordered}}  # many are due on a day
    names = Called(facts)
    return tuple(_row(item, names, on, near[item.due_on], is_next=item.id in following) for item in ordered)


def _row(item: AgendaItem, names: Called, on: date, near: str, *, is_next: bool) -> AgendaRow:
    is_late = item.due_on < on and item.done_on is None
    time, record = short_time(item), record_of(item, names.facts)
    return AgendaRow(
        id=item.id,
        item=item,
        title=say(item.title),
        second=_second(item, names, is_next=is_next),
        owner=names.person(item.owner),
        group=_group(item, on),
        when=short_day(item.due_on),
        nearness=time if time and not is_late else near,
        time=time,
        is_late=is_late,
        event=record if isinstance(record, Event) else None,
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
    return long_month(item.due_on)


def _second(item: AgendaItem, names: Called, *, is_next: bool) -> str:
    facts, there = names.facts, elsewhere(item)
    parts = [
        _("Next step of the claim") if is_next else kind_words(item, facts),
        _("{city} time", city=there) if there else "",
        names.person(item.person),
        names.customer(item.customer),
        _attendance(item, facts),
        _voucher(item, facts),
        _("Snoozed to {day}", day=short_day(item.snoozed_until)) if item.snoozed_until else "",
    ]
    return joined(*parts)


def kind_words(item: AgendaItem, facts: Facts) -> str:
    """What kind of date it is; of an appointment the kind of appointment."""
    record = record_of(item, facts)
    if item.kind == "workshop" and isinstance(record, Event) and record.kind in EVENT_KINDS:
        return name("event", record.kind)
    return name("item", item.kind)


def _attendance(item: AgendaItem, facts: Facts) -> str:
    record = record_of(item, facts)
    if not isinstance(record, Event):
        return ""
    if record.capacity is not None:
        return _("{n} of {places} places", n=len(record.attendees), places=record.capacity)
    if item.kind == "workshop" and record.attendees:
        return ngettext("{n} attendee", "{n} attendees", len(record.attendees))
    return ""


def _voucher(item: AgendaItem, facts: Facts) -> str:
    record = record_of(item, facts)
    if not isinstance(record, Plan) or record.voucher_expires_on is None:
        return ""
    if record.voucher_expires_on < record.exam_on:
        return _("Voucher ends before, on {day}", day=short_day(record.voucher_expires_on))
    return _("Voucher until {day}", day=short_day(record.voucher_expires_on))


Paper: TypeAlias = AssociationClaim | CoopClaim | AdminRelationship | Benefit | SupportCase
Record: TypeAlias = Award | Deadline | Event | Project | Engagement | Enrollment | Plan | Paper


_RECORDS: Final = {
    "own": "deadlines",
    "workshop": "events",
    "register-by": "events",
    "certification-expires": "awards",
    "renewal-opens": "awards",
    "exam-planned": "plans",
    "project-goes-live": "projects",
    "claim-step": "engagements",
    "anniversary": "enrollments",
    "qualification-window-ends": "enrollments",
    "renewal-window-ends": "enrollments",
    "association-step": "claims",
    "coop-claim-ends": "coop_claims",
    "relationship-ends": "relationships",
    "benefit-redeem-by": "benefits",
    "benefit-ends": "benefits",
    "case-follow-up": "cases",
}
"""The list that holds what an item of each kind follows from."""


def record_of(item: AgendaItem, facts: Facts) -> Record | None:
    """The record that the item follows from, where it is one that can be edited."""
    held = _RECORDS.get(item.kind)
    if held is None:
        return None
    found: Record | None = getattr(facts, held).get(_record_id(item))
    return found


def _record_id(item: AgendaItem) -> str:
    return item.id.partition(":")[2].rpartition(":")[0]


def step_of(item: AgendaItem) -> str:
    """Which step of a claim it is."""
    code: str = item.title.slots["step"].code
    return code.removeprefix("claim-step.")


def ticked(items: Iterable[AgendaItem], facts: Facts, done_on: date | None) -> tuple[Change, ...]:
    """The changes that tick items off on a day, or open them again where there is none."""
    return tuple(_ticked(item, facts, done_on) for item in items)


def _ticked(item: AgendaItem, facts: Facts, done_on: date | None) -> Change:
    record = record_of(item, facts)
    if isinstance(record, Deadline):
        return Put(replace(record, done_on=done_on))
    if isinstance(record, Engagement):
        now = with_step_done(record, step_of(item), done_on)
        if now is not None:
            return Put(now)
    if isinstance(record, Benefit) and item.kind == "benefit-redeem-by":
        return Put(replace(record, redeemed_on=done_on))
    if isinstance(record, CoopClaim) and record.status in _SENT:
        return Put(replace(record, submitted_on=done_on, status=_SENT[0] if done_on is None else _SENT[1]))
    return _marked(replace(_mark(item, facts), done_on=done_on))


def snoozed(items: Iterable[AgendaItem], facts: Facts, until: date | None) -> tuple[Change, ...]:
    """The changes that put items off until a day, or bring them back where there is none."""
    return tuple(_marked(replace(_mark(item, facts), snoozed_until=until)) for item in items)


def assigned(items: Iterable[AgendaItem], facts: Facts, owner: PersonId | None) -> tuple[Change, ...]:
    """The changes that give items to a person, or to nobody."""
    return tuple(_assigned(item, facts, owner) for item in items)


def _assigned(item: AgendaItem, facts: Facts, owner: PersonId | None) -> Change:
    record = record_of(item, facts)
    mark = _mark(item, facts)
    if isinstance(record, Deadline) or (isinstance(record, Event) and mark.owner is None):
        return Put(replace(record, owner=owner))
    return _marked(replace(mark, owner=owner))


def _mark(item: AgendaItem, facts: Facts) -> Mark:
    return facts.marks.get(item.id, Mark(item.id))


def _marked(mark: Mark) -> Change:
    """A mark that says nothing is not kept."""
    return Put(mark) if mark != Mark(mark.id) else Remove(Mark, mark.id)


COLUMNS_TO_DROP: Final = (10, 9, 11, 8, 12, 7, 5, 6, 3)
"""Of the columns, those that are left out where there is no room, the first one first."""


def agenda_columns() -> tuple[Column[AgendaRow], ...]:
    """Where the list is painted as one, the first says it all; all are copied and searched."""
    return (
        Column(
            lambda: _("What"),
            lambda r: r.title,
            decoration=lambda r: IconMark(item_icon(r.item.kind), says=f"{r.when}, {r.second}"),
            tooltip=lambda r: f"{r.title}\n{r.second}",
        ),
        Column(lambda: _("Due on"), lambda r: r.item.due_on, day),
        Column(lambda: _("About"), lambda r: r.second, tooltip=lambda r: r.second),
        Column(lambda: _("Area"), lambda r: r.item.area or "", lambda area: area_name(area) if area else ""),
        Column(lambda: _("Owner"), lambda r: r.owner),
        Column(lambda: _("Done"), lambda r: r.is_done, lambda done: _("done") if done else ""),
        Column(lambda: _("Begins"), lambda r: r.time),
        Column(lambda: _("Time zone"), lambda r: r.item.zone),
        Column(lambda: _("Place"), lambda r: r.event.place if r.event else ""),
        Column(lambda: _("Language"), lambda r: (r.event.language or "") if r.event else ""),
        Column(lambda: _("Audience or role"), lambda r: r.event.audience if r.event else ""),
        Column(lambda: _("Level"), lambda r: r.event.level if r.event else ""),
        Column(
            lambda: _("Fiscal year"),
            lambda r: r.event.year if r.event else 0,
            lambda year: year_name(year) if year else "",
        ),
    )
