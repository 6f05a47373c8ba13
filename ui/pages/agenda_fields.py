"""What of an item of the agenda is changed in the panel beside it, without a form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final, TypeAlias

from readiness.agenda import AgendaItem
from readiness.called import paper_name
from readiness.facts import (
    Benefit,
    Change,
    CoopClaim,
    Deadline,
    Engagement,
    Event,
    Facts,
    Plan,
    Put,
    SupportCase,
)
from readiness.problems import Message
from readiness.rules import Catalogue
from ui.dialogs.editors import Day, TextArea
from ui.dialogs.event import event_changes, fits, registers_before
from ui.dialogs.forms import Edit
from ui.dialogs.in_place import InPlace, PickOne, UnfoldMany
from ui.dialogs.options import Called, customer_options, person_options
from ui.dialogs.plan import after_exam, plan_title
from ui.pages.agenda_rows import AgendaRow, assigned, record_of, snoozed, ticked
from ui.text import _

Noted: TypeAlias = Engagement | CoopClaim | Benefit | SupportCase
"""What has notes; its other fields are changed in its form."""
_CODES: Final[Mapping[type, str]] = {Engagement: "undo.engagement-changed", Deadline: "undo.deadline-changed"}


def fields_of(row: AgendaRow, facts: Facts, catalogue: Catalogue) -> tuple[InPlace, ...]:
    """The fields of the item and of the record behind it; each change is a step of undo."""
    item = row.item
    owner = _owner(row, facts)
    match record_of(item, facts):
        case Event() as event:
            made = (*_of_event(event, owner, facts), *_marked(row, facts), _event_notes(event, facts))
        case Deadline() as own:
            due = partial(Day, own.due_on, needed=_("Say by which day."))
            edit = partial(_edit, own, facts, "due_on")
            made = (InPlace("due_on", _("Due on"), own.due_on, due, edit), owner, *_marked(row, facts))
        case Plan() as plan:
            made = (*_of_plan(plan, facts, catalogue), owner, *_marked(row, facts))
        case Engagement() | CoopClaim() | Benefit() | SupportCase() as noted:
            made = (owner, *_marked(row, facts), _notes(noted.notes, partial(_edit, noted, facts, "notes")))
        case _:
            made = (owner, *_marked(row, facts))
    return made


def item_after(item: AgendaItem, thing: object) -> str:
    """The id of the item once its record is changed: it has the day in it."""
    match thing:
        case Deadline():
            moved = thing.due_on
        case Plan():
            moved = thing.exam_on
        case Event() if item.kind == "register-by" and thing.register_by is not None:
            moved = thing.register_by
        case _:
            return item.id
    return f"{item.id.rpartition(':')[0]}:{moved.isoformat()}"


def _edit(thing: Deadline | Noted, facts: Facts, key: str, value: Any) -> Edit:
    name = thing.title if isinstance(thing, Engagement | Deadline) else paper_name(thing, facts)
    code = _CODES.get(type(thing), "undo.paper-changed")
    return Edit(Message(code, {"name": name}), (Put(replace(thing, **{key: value})),))


def _owner(row: AgendaRow, facts: Facts) -> InPlace:
    owner = row.item.owner
    return InPlace(
        "owner",
        _("Owner"),
        owner,
        lambda: PickOne(partial(person_options, facts), owner, row.owner or _("Nobody")),
        partial(_of_item, "assigned", assigned, row, facts),
    )


def _marked(row: AgendaRow, facts: Facts) -> Iterator[InPlace]:
    """Until when it is put off, and when it was done: where it is so."""
    item = row.item
    for key, words, recorded, kinds, changes in (
        ("snoozed_until", _("Snoozed to"), item.snoozed_until, ("unsnoozed", "snoozed"), snoozed),
        ("done_on", _("Done on"), item.done_on, ("opened", "done"), ticked),
    ):
        if recorded is not None:
            yield InPlace(
                key, words, recorded, partial(Day, recorded), partial(_of_day, kinds, changes, row, facts)
            )


Marking: TypeAlias = Callable[[list[AgendaItem], Facts, Any], tuple[Change, ...]]


def _of_day(kinds: tuple[str, str], changes: Marking, row: AgendaRow, facts: Facts, day: date | None) -> Edit:
    return _of_item(kinds[day is not None], changes, row, facts, day)


def _of_item(kind: str, changes: Marking, row: AgendaRow, facts: Facts, value: Any) -> Edit:
    return Edit(Message(f"undo.item-{kind}", {"name": row.title}), changes([row.item], facts, value))


def _of_event(event: Event, owner: InPlace, facts: Facts) -> Iterator[InPlace]:
    customer = Called(facts).customer(event.customer) or _("None")
    edit = partial(_edit_event, event, facts)
    yield InPlace(
        "customer",
        _("Customer"),
        event.customer,
        lambda: PickOne(partial(customer_options, facts), event.customer, customer),
        partial(edit, "customer"),
    )
    yield owner
    yield _attendees(event, facts)
    yield InPlace(
        "register_by",
        _("Register by"),
        event.register_by,
        partial(Day, event.register_by),
        partial(edit, "register_by"),
        lambda day: registers_before(day, {"starts_at": event.begins}),
    )


def _attendees(event: Event, facts: Facts) -> InPlace:
    names = Called(facts)
    people = [names.person(one) for one in event.attendees if one in facts.people]
    return InPlace(
        "attendees",
        _("Attendees"),
        event.attendees,
        lambda: UnfoldMany(
            lambda: person_options(facts)[1:],
            event.attendees,
            ", ".join(people) or _("Nobody"),
            add=_("Add a person…"),
        ),
        partial(_edit_event, event, facts, "attendees"),
        lambda people: fits(people, {"capacity": event.capacity}),
    )


def _edit_event(event: Event, facts: Facts, key: str, value: Any) -> Edit:
    now = replace(event, **{key: value})
    return Edit(Message("undo.event-changed", {"name": event.title}), event_changes(facts, event, now))


def _event_notes(event: Event, facts: Facts) -> InPlace:
    return _notes(event.notes, partial(_edit_event, event, facts, "notes"))


def _notes(notes: str, edit: Callable[[Any], Edit]) -> InPlace:
    return InPlace("notes", _("Notes"), notes, partial(TextArea, notes), edit, half=False)


def _of_plan(plan: Plan, facts: Facts, catalogue: Catalogue) -> Iterator[InPlace]:
    def edit(key: str, value: Any) -> Edit:
        now = replace(plan, **{key: value})
        return Edit(plan_title("changed", facts, catalogue, now), (Put(now),))

    ends = plan.voucher_expires_on
    exam = partial(Day, plan.exam_on, needed=_("Say when the exam is."))
    yield InPlace("exam_on", _("Exam on"), plan.exam_on, exam, partial(edit, "exam_on"))
    yield InPlace(
        "voucher_expires_on",
        _("Voucher valid to"),
        ends,
        partial(Day, ends),
        partial(edit, "voucher_expires_on"),
        lambda day: after_exam(day, {"exam_on": plan.exam_on}),
    )
