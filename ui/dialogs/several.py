"""The form of several records at once: what is filled in becomes so in all of them, the rest stays."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from readiness.facts import SEGMENTS, STAGES, Change, Customer, Facts, Person, Project, Put, Segment
from readiness.problems import Message
from ui.dialogs.customer import segment_on
from ui.dialogs.editors import Choice, Day, Options, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.person import link_options, linked
from ui.text import _, name, ngettext

_STAYS: Final = object()


def several_people_dialog(
    facts: Facts, on: date, people: Sequence[Person], parent: QWidget | None = None
) -> FormSheet:
    """Location, Learn profile and days of several people; answers with an `Edit`."""
    places = [(place.id, place.name or place.id) for place in facts.partner.locations]
    questions = (
        Question("location", _("Location"), _choice(places), half=True),
        Question("link", _("Learn profile"), _choice(link_options()), half=True),
        Question("joined_on", _("Joined on"), Day(), half=True),
        Question("left_on", _("Left on"), Day(), half=True),
    )
    title = ngettext("Edit {n} person", "Edit {n} people", len(people))
    undo = Message("undo.people-changed", {"n": len(people)})
    return _sheet(title, undo, people, questions, partial(_person, on), parent)


def several_customers_dialog(
    on: date, customers: Sequence[Customer], parent: QWidget | None = None
) -> FormSheet:
    """Segment and country of several customers; answers with an `Edit`."""
    questions = (
        Question("segment", _("Segment"), _choice([(s, name("segment", s)) for s in SEGMENTS]), half=True),
        Question("country", _("Country"), TextLine(), half=True),
    )
    title = ngettext("Edit {n} customer", "Edit {n} customers", len(customers))
    undo = Message("undo.customers-changed", {"n": len(customers)})
    return _sheet(title, undo, customers, questions, partial(_customer, on), parent)


def several_projects_dialog(projects: Sequence[Project], parent: QWidget | None = None) -> FormSheet:
    """Stage and go-live day of several projects; answers with an `Edit`."""
    questions = (
        Question("stage", _("Stage"), _choice([(s, name("stage", s)) for s in STAGES]), half=True),
        Question("go_live_on", _("Goes live on"), Day(), half=True),
    )
    title = ngettext("Edit {n} project", "Edit {n} projects", len(projects))
    undo = Message("undo.projects-changed", {"n": len(projects)})
    return _sheet(title, undo, projects, questions, replace, parent)


def _choice(options: Options) -> Choice:
    return Choice([(_STAYS, _("As it is")), *options], _STAYS)


def _sheet(  # noqa: PLR0913, PLR0917 - a form of many records: its words, the records, the fields, what they do
    title: str,
    undo: Message,
    things: Sequence[Any],
    questions: tuple[Question, ...],
    changed: Callable[..., Any],
    parent: QWidget | None,
) -> FormSheet:
    def result(values: Values) -> Edit:
        filled = {key: value for key, value in values.items() if value not in (None, "", _STAYS)}
        pairs = [(thing, changed(thing, **filled)) for thing in things]
        changes: tuple[Change, ...] = tuple(Put(now) for was, now in pairs if now != was)
        return Edit(undo, changes)

    origin = _("What is left empty stays as it is in each of them.")
    return FormSheet(
        Form(title=title, primary=_("Save all"), questions=questions, result=result, origin=origin), parent
    )


def _person(on: date, person: Person, link: str | None = None, **values: Any) -> Person:
    now = replace(person, **values)
    return now if link is None else linked(now, link, on)


def _customer(on: date, customer: Customer, segment: str | None = None, **values: Any) -> Customer:
    """The segment that stands on the day is another one; segments before it stay."""
    now = replace(customer, **values)
    standing = segment_on(customer, on)
    if segment is None or (standing is not None and standing.segment == segment):
        return now
    since = standing.since if standing is not None else None
    others = tuple(one for one in customer.segments if one != standing)
    ordered = sorted((*others, Segment(segment, since)), key=lambda s: s.since or date.min)
    return replace(now, segments=tuple(ordered))
