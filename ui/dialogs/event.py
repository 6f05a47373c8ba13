"""The form of a workshop or another appointment."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import DELIVERIES, EVENT_KINDS, Change, Event, Facts, Mark, PersonId, Put, Remove, Seats
from readiness.problems import Message
from readiness.rules import Catalogue
from ui.dialogs.certification import CertificationEditor
from ui.dialogs.editors import Checks, Choice, Count, Day, Moment, Number, PickMany, TextArea, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.project import area_options, customer_options, person_options
from ui.text import _, day, name, ngettext

_MORNING, _EVENING = time(9), time(17)
_OPTIONAL = ("language", "access_code")
"""Texts that are absent where they are empty."""


def event_dialog(
    facts: Facts, catalogue: Catalogue, event: Event | None, parent: QWidget | None = None
) -> FormSheet:
    """Adds an event or mends one; answers with an `Edit`."""

    def result(values: Values) -> Edit:
        now = _made(event, values)
        code = "undo.event-changed" if event else "undo.event-added"
        return Edit(Message(code, {"name": now.title}), tuple(_changes(facts, event, now)))

    return FormSheet(
        Form(
            title=_("Edit event") if event else _("Add workshop"),
            primary=_("Save event") if event else _("Add workshop"),
            questions=_questions(facts, catalogue, event),
            result=result,
            width=600,
        ),
        parent,
    )


def _made(event: Event | None, values: Values) -> Event:
    given = {**values, **{key: values[key] or None for key in _OPTIONAL}}
    return replace(event, **given) if event is not None else Event(id=str(uuid4()), **given)


def _changes(facts: Facts, was: Event | None, now: Event) -> Iterator[Change]:
    """The event, and what was said of its days where they move."""
    if now == was:
        return
    yield Put(now)
    if was is None:
        return
    for kind, before, after in (
        ("workshop", was.starts_at.date(), now.starts_at.date()),
        ("register-by", was.register_by, now.register_by),
    ):
        mark = facts.marks.get(f"{kind}:{was.id}:{before}")
        if mark is not None and after is not None and after != before:
            yield Remove(Mark, mark.id)
            yield Put(replace(mark, id=f"{kind}:{was.id}:{after}"))


def _questions(facts: Facts, catalogue: Catalogue, event: Event | None) -> tuple[Question, ...]:
    starts = Moment(
        event.starts_at if event else None, default=_MORNING, needed=_("Say on which day it begins.")
    )
    ends = Moment(event.ends_at if event else None, default=_EVENING)
    if event is None:
        starts.day.watch(lambda: ends.day.widget.set_day(starts.day.widget.day()))
    title = TextLine(event.title if event else "", needed=_("Give it a title."))
    customer = Choice(customer_options(facts), event.customer if event else None)
    return (
        Question("title", _("Title"), title),
        Question("starts_at", _("Begins"), starts, half=True),
        Question("ends_at", _("Ends"), ends, _ends_later, half=True),
        Question("kind", _("Kind"), _kind(event), half=True),
        Question("customer", _("Customer"), customer, half=True),
        *_registration(event),
        Question("areas", _("Solution areas"), Checks(area_options(), event.areas if event else ())),
        Question(
            "attendees",
            _("Attendees"),
            PickMany(person_options(facts)[1:], event.attendees if event else (), add=_("Add a person…")),
            _fits,
        ),
        *_how(catalogue, event),
        Question("notes", _("Notes"), TextArea(event.notes if event else "")),
    )


def _kind(event: Event | None) -> Choice:
    kinds = list(dict.fromkeys((*EVENT_KINDS, *((event.kind,) if event else ()))))
    return Choice([(k, name("event", k)) for k in kinds], event.kind if event else "workshop")


def _registration(event: Event | None) -> tuple[Question, ...]:
    by = Day(event.register_by if event else None)
    return (
        Question("register_by", _("Register by"), by, _registers_before, half=True),
        Question("capacity", _("Places"), Count(event.capacity if event else None), half=True),
    )


def _how(catalogue: Catalogue, event: Event | None) -> tuple[Question, ...]:
    """How it takes place, and what it prepares for."""
    deliveries = [(None, _("Not said")), *((d, name("delivery", d)) for d in DELIVERIES)]
    certification = CertificationEditor(catalogue, event.certification if event else None, is_needed=False)
    return (
        Question("certification", _("Prepares for the certification"), certification),
        Question(
            "delivery", _("Takes place"), Choice(deliveries, event.delivery if event else None), half=True
        ),
        Question("language", _("Spoken language"), _line(event.language if event else None), half=True),
        Question("url", _("Web address"), TextLine(event.url if event else ""), half=True),
        Question("access_code", _("Access code"), _line(event.access_code if event else None), half=True),
        Question("cost", _("Cost per person"), Number(event.cost if event else None), half=True),
    )


def _line(text: str | None) -> TextLine:
    return TextLine(text or "")


def _ends_later(ends: datetime | None, values: Values) -> str | None:
    starts: datetime | None = values.get("starts_at")
    if ends is not None and starts is not None and ends <= starts:
        return _("Ends before it begins. Take a later time.")
    return None


def _registers_before(register_by: date | None, values: Values) -> str | None:
    starts: datetime | None = values.get("starts_at")
    if register_by is not None and starts is not None and register_by > starts.date():
        return _(
            "Registration would end after the beginning. Take a day up to {day}.", day=day(starts.date())
        )
    return None


def _fits(attendees: Sequence[PersonId], values: Values) -> str | None:
    places: Seats | None = values.get("capacity")
    if places is not None and len(attendees) > places:
        return ngettext(
            "There is {n} place only. Add places, or take people off.",
            "There are {n} places only. Add places, or take people off.",
            places,
        )
    return None
