"""The form of a workshop or another appointment."""

from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import Event, Facts, Put
from readiness.problems import Message
from ui.dialogs.editors import Checks, Choice, Day, Moment, PickMany, TextArea, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.project import area_options, customer_options, person_options
from ui.text import _, day, name

EVENT_KINDS = ("workshop", "training", "exam", "meeting", "webinar", "other")
_MORNING, _EVENING = time(9), time(17)


def event_dialog(facts: Facts, event: Event | None, parent: QWidget | None = None) -> FormSheet:
    """Adds an event or mends one; answers with an `Edit`."""

    def result(values: Values) -> Edit:
        now = _made(event, values)
        code = "undo.event-changed" if event else "undo.event-added"
        return Edit(Message(code, {"name": now.title}), () if now == event else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit event") if event else _("Add workshop"),
            primary=_("Save event") if event else _("Add workshop"),
            questions=_questions(facts, event),
            result=result,
            width=600,
        ),
        parent,
    )


def _made(event: Event | None, values: Values) -> Event:
    if event is not None:
        return replace(event, **values)
    return Event(id=str(uuid4()), **values)


def _questions(facts: Facts, event: Event | None) -> tuple[Question, ...]:
    kinds = list(dict.fromkeys((*EVENT_KINDS, *((event.kind,) if event else ()))))
    starts = Moment(
        event.starts_at if event else None, default=_MORNING, needed=_("Say on which day it begins.")
    )
    ends = Moment(event.ends_at if event else None, default=_EVENING)
    if event is None:
        starts.day.watch(lambda: ends.day.widget.set_day(starts.day.widget.day()))
    people = person_options(facts)[1:]
    return (
        Question("title", _("Title"), TextLine(event.title if event else "", needed=_("Give it a title."))),
        Question("starts_at", _("Begins"), starts, half=True),
        Question("ends_at", _("Ends"), ends, _ends_later, half=True),
        Question(
            "kind",
            _("Kind"),
            Choice([(k, name("event", k)) for k in kinds], event.kind if event else "workshop"),
            half=True,
        ),
        Question(
            "register_by",
            _("Register by"),
            Day(event.register_by if event else None),
            _registers_before,
            half=True,
        ),
        Question(
            "customer",
            _("Customer"),
            Choice(customer_options(facts), event.customer if event else None),
            half=True,
        ),
        Question("url", _("Web address"), TextLine(event.url if event else ""), half=True),
        Question("areas", _("Solution areas"), Checks(area_options(), event.areas if event else ())),
        Question(
            "attendees",
            _("Attendees"),
            PickMany(people, event.attendees if event else (), add=_("Add a person…")),
        ),
        Question("notes", _("Notes"), TextArea(event.notes if event else "")),
    )


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
