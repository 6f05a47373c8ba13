"""The form of a workshop or another appointment: when, how it is held, who takes part, what it serves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import (
    DELIVERIES,
    EVENT_KINDS,
    LEVELS,
    Change,
    Event,
    Facts,
    Mark,
    PersonId,
    Put,
    Remove,
    Seats,
    fiscal_year_of,
    moment_in,
    zone_of,
)
from readiness.problems import Message
from readiness.rules import Catalogue, Rulebook
from readiness.rules.specializations import specialization_book
from ui.dialogs.certification import CertificationEditor, certification_line
from ui.dialogs.editors import (
    Checks,
    Choice,
    Count,
    Day,
    Moment,
    Number,
    Options,
    PickMany,
    TextArea,
    TextLine,
    Zone,
)
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.options import area_options, customer_options, person_options
from ui.text import _, day, name, ngettext
from ui.zone import zone_here

_MORNING, _EVENING = time(9), time(17)
_OPTIONAL = ("language", "access_code")
"""Texts that are absent where they are empty."""
_UNSAID = datetime(2000, 1, 1)  # noqa: DTZ001 - never shown: an event that is not there yet has no times


def event_dialog(
    facts: Facts, rulebook: Rulebook, on: date, event: Event | None, parent: QWidget | None = None
) -> FormSheet:
    """Adds an event or mends one; answers with an `Edit`."""
    was = event or Event("", "", "workshop", _UNSAID, zone=zone_here())

    def result(values: Values) -> Edit:
        now = _made(was, values)
        code = "undo.event-changed" if event else "undo.event-added"
        return Edit(Message(code, {"name": now.title}), event_changes(facts, event, now))

    catalogue = rulebook.catalogue
    return FormSheet(
        Form(
            title=_("Edit event") if event else _("Add workshop"),
            primary=_("Save event") if event else _("Add workshop"),
            questions=(
                *_when(facts, was, is_new=event is None),
                *_how(was),
                *_who(facts, was),
                *_what_for(catalogue, _specializations(rulebook, on, was), on, was),
                *_proof(was),
            ),
            result=result,
            width=640,
        ),
        parent,
    )


def _made(was: Event, values: Values) -> Event:
    """Times that nobody changed stay as they are recorded, whatever zone they are shown in."""
    given = {**values, **{key: values[key] or None for key in _OPTIONAL}}
    zone = zone_of(values["zone"]) if values["zone"] else was.starts_at.tzinfo
    starts, ends = moment_in(zone, values["starts_at"]), values["ends_at"]
    given |= {"starts_at": starts, "ends_at": None if ends is None else moment_in(zone, ends)}
    return replace(was, **{"id": was.id or str(uuid4())} | given)


def event_changes(facts: Facts, was: Event | None, now: Event) -> tuple[Change, ...]:
    """The event, and what was said of its days where they move; nothing where it is as it was."""
    return tuple(_changes(facts, was, now))


def _changes(facts: Facts, was: Event | None, now: Event) -> Iterator[Change]:
    if now == was:
        return
    yield Put(now)
    if was is None:
        return
    for kind, before, after in (
        ("workshop", was.day, now.day),
        ("register-by", was.register_by, now.register_by),
    ):
        mark = facts.marks.get(f"{kind}:{was.id}:{before}")
        if mark is not None and after is not None and after != before:
            yield Remove(Mark, mark.id)
            yield Put(replace(mark, id=f"{kind}:{was.id}:{after}"))


def _when(facts: Facts, was: Event, *, is_new: bool) -> tuple[Question, ...]:
    needed = _("Say on which day it begins.")
    starts = Moment(None if is_new else _clock(was.begins), default=_MORNING, needed=needed)
    ends = Moment(_clock(was.ends), default=_EVENING)
    if is_new:
        starts.day.watch(lambda: ends.day.widget.set_day(starts.day.widget.day()))
    kinds = list(dict.fromkeys((*EVENT_KINDS, was.kind)))
    return (
        Question("title", _("Title"), TextLine(was.title, needed=_("Give it a title."))),
        Question("starts_at", _("Begins"), starts, half=True),
        Question("ends_at", _("Ends"), ends, _ends_later, half=True),
        Question("zone", _("Time zone"), Zone(was.zone), half=True),
        Question("kind", _("Kind"), Choice([(k, name("event", k)) for k in kinds], was.kind), half=True),
        Question("customer", _("Customer"), Choice(customer_options(facts), was.customer), half=True),
        Question("owner", _("Owner"), Choice(person_options(facts), was.owner), half=True),
        Question("areas", _("Solution areas"), Checks(area_options(), was.areas)),
    )


def _clock(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=None)


def _how(was: Event) -> tuple[Question, ...]:
    deliveries = [(None, _("Not said")), *((d, name("delivery", d)) for d in DELIVERIES)]
    held = Choice(deliveries, was.delivery)
    return (
        Question("delivery", _("Takes place"), held, half=True, heading=_("Where and how")),
        Question("language", _("Spoken language"), TextLine(was.language or ""), half=True),
        Question("place", _("Place"), TextLine(was.place)),
        Question("url", _("Web address"), TextLine(was.url), half=True),
        Question("access_code", _("Access code"), TextLine(was.access_code or ""), half=True),
    )


def _who(facts: Facts, was: Event) -> tuple[Question, ...]:
    levels = [("", _("Not said")), *((level, level) for level in LEVELS)]
    people = PickMany(person_options(facts)[1:], was.attendees, add=_("Add a person…"))
    by = Day(was.register_by)
    return (
        Question(
            "register_by", _("Register by"), by, registers_before, half=True, heading=_("Who takes part")
        ),
        Question("cost", _("Cost per person"), Number(was.cost), half=True),
        Question("capacity", _("Places"), Count(was.capacity), half=True),
        Question("lab_seats", _("Lab seats"), Count(was.lab_seats), half=True),
        Question("audience", _("Audience or role"), TextLine(was.audience), half=True),
        Question("level", _("Level"), Choice(levels, was.level), half=True),
        Question("attendees", _("Attendees"), people, fits),
    )


def _what_for(catalogue: Catalogue, specializations: Options, on: date, was: Event) -> tuple[Question, ...]:
    lines = [(one.id, certification_line(one)) for one in catalogue]
    targets = PickMany(lines, was.certifications, add=_("Add a certification…"))
    return (
        Question(
            "certification",
            _("Prepares for the certification"),
            CertificationEditor(catalogue, was.certification, is_needed=False),
            heading=_("What it serves"),
        ),
        Question(
            "specialization", _("Specialization"), Choice(specializations, was.specialization), half=True
        ),
        Question("fiscal_year", _("Fiscal year"), Choice(_years(on, was), was.fiscal_year), half=True),
        Question("certifications", _("Exams its attendees mean to sit"), targets),
    )


def _specializations(rulebook: Rulebook, on: date, was: Event) -> Options:
    """Those that stand on the day, and the one it serves already."""
    known = specialization_book(rulebook).specializations.values()
    named = sorted((one.name_on(on), one.id) for one in known if one.stands_on(on))
    options = [("", _("None")), *((key, called) for called, key in named)]
    if was.specialization not in dict(options):
        options.append((was.specialization, was.specialization))
    return options


def _years(on: date, was: Event) -> Options:
    """The fiscal years around today, and the one it belongs to already."""
    this = fiscal_year_of(on)
    near = {this - 1, this, this + 1, *([was.fiscal_year] if was.fiscal_year is not None else [])}
    return [(None, _("By its beginning")), *((Seats(year), year_name(year)) for year in sorted(near))]


def year_name(year: int) -> str:
    """Like FY27."""
    return _("FY{year}", year=f"{year % 100:02}")


def _proof(was: Event) -> tuple[Question, ...]:
    return (
        Question(
            "completed_on",
            _("Completed on"),
            Day(was.completed_on),
            half=True,
            heading=_("Completion and notes"),
        ),
        Question("proof", _("Proof of completion"), TextLine(was.proof), half=True),
        Question("notes", _("Notes"), TextArea(was.notes)),
    )


def _ends_later(ends: datetime | None, values: Values) -> str | None:
    starts: datetime | None = values.get("starts_at")
    if ends is not None and starts is not None and ends <= starts:
        return _("Ends before it begins. Take a later time.")
    return None


def registers_before(register_by: date | None, values: Values) -> str | None:
    """Registration ends on the day of `starts_at` at the latest."""
    starts: datetime | None = values.get("starts_at")
    if register_by is not None and starts is not None and register_by > starts.date():
        return _(
            "Registration would end after the beginning. Take a day up to {day}.", day=day(starts.date())
        )
    return None


def fits(attendees: Sequence[PersonId], values: Values) -> str | None:
    """There are no more than `capacity`."""
    places: Seats | None = values.get("capacity")
    if places is not None and len(attendees) > places:
        return ngettext(
            "There is {n} place only. Add places, or take people off.",
            "There are {n} places only. Add places, or take people off.",
            places,
        )
    return None
