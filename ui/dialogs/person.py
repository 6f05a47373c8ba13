"""The form of a person, with the awards the person holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import Award, Change, Facts, Person, PersonId, Put, Remove
from readiness.problems import Message
from readiness.rules import Catalogue
from ui.dialogs.award import award_part_dialog
from ui.dialogs.certification import certification_line
from ui.dialogs.editors import Choice, Day, TextArea, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.listed import Listed
from ui.dialogs.options import called, place_options
from ui.text import _, day

_LINKED, _UNLINKED, _UNKNOWN = "linked", "unlinked", "unknown"


def link_state(person: Person, on: date) -> str:
    """`linked`, `unlinked` or `unknown`: whether the person's Learn profile is linked on the day."""
    if person.unlinked_on is not None and person.unlinked_on <= on:
        return _UNLINKED
    if person.linked_on is not None:
        return _LINKED if person.linked_on <= on else _UNLINKED
    return _UNKNOWN


def linked(person: Person, state: str, on: date) -> Person:
    """The person with the Learn profile in that state from the day on."""
    if state == link_state(person, on):
        return person
    match state:
        case "linked":
            return replace(person, linked_on=on, unlinked_on=None)
        case "unlinked":
            return replace(person, unlinked_on=on)
        case _:
            return replace(person, linked_on=None, unlinked_on=None)


def link_options() -> tuple[tuple[str, str], ...]:
    return (
        (_UNKNOWN, _("Not known")),
        (_LINKED, _("Linked")),
        (_UNLINKED, _("Not linked")),
    )


def person_dialog(
    facts: Facts, catalogue: Catalogue, on: date, person: Person | None, parent: QWidget | None = None
) -> FormSheet:
    """Adds a person or mends one, awards included; answers with an `Edit`."""
    was = person or Person(PersonId(str(uuid4())))
    awards = tuple(sorted((a for a in facts.awards.values() if a.person == was.id), key=_soonest_end))

    def result(values: Values) -> Edit:
        now = _made(was, values, on)
        changes = tuple(_changes(person, now, awards, values["awards"]))
        code = "undo.person-changed" if person else "undo.person-added"
        return Edit(Message(code, {"name": called(now)}), changes)

    return FormSheet(
        Form(
            title=_("Edit person") if person else _("Add person"),
            primary=_("Save person") if person else _("Add person"),
            questions=_questions(facts, catalogue, on, was, awards),
            result=result,
            width=600,
        ),
        parent,
    )


def _questions(
    facts: Facts, catalogue: Catalogue, on: date, was: Person, awards: tuple[Award, ...]
) -> tuple[Question, ...]:
    return (
        Question("name", _("Name"), TextLine(was.name), _some_name, half=True),
        Question("email", _("Work email"), TextLine(was.email), is_mail, half=True),
        Question("mcid", _("MCP ID"), TextLine(was.mcid), half=True),
        Question(
            "location", _("Location"), Choice(place_options(facts, was.location), was.location), half=True
        ),
        Question("joined_on", _("Joined on"), Day(was.joined_on), half=True),
        Question("left_on", _("Left on"), Day(was.left_on), _left_after, half=True),
        Question("link", _("Learn profile"), Choice(link_options(), link_state(was, on)), half=True),
        Question("account_deleted_on", _("Account deleted on"), Day(was.account_deleted_on), half=True),
        Question("awards", _("Awards"), _awards(catalogue, was.id, awards)),
        Question("notes", _("Notes"), TextArea(was.notes)),
    )


def _awards(catalogue: Catalogue, person: PersonId, awards: tuple[Award, ...]) -> Listed[Award]:
    return Listed(
        awards,
        lambda award: award_line(catalogue, award),
        lambda award, parent: award_part_dialog(catalogue, award, person, parent),
        add=_("Add award…"),
        name=_("Awards"),
    )


def award_line(catalogue: Catalogue, award: Award) -> str:
    """`AZ-104 · Azure Administrator Associate, until 14 Mar 2027`."""
    known = catalogue.get(award.certification)
    what = award.certification if known is None else certification_line(known)
    if award.expires_on is None:
        return _("{what}, no expiry", what=what)
    return _("{what}, until {day}", what=what, day=day(award.expires_on))


def _soonest_end(award: Award) -> tuple[date, str]:
    return (award.expires_on or date.max, award.certification)


def _some_name(name: str, values: Values) -> str | None:
    if not (name or values.get("email") or values.get("mcid")):
        return _("Give a name, an email or an MCP ID, so that an import finds this person again.")
    return None


def is_mail(mail: str, _values: Values) -> str | None:
    if mail and ("@" not in mail.strip("@") or " " in mail):
        return _("An email address has a name, an @ and a domain.")
    return None


def _left_after(left: date | None, values: Values) -> str | None:
    joined: date | None = values.get("joined_on")
    if left is not None and joined is not None and left < joined:
        return _("Left before joining. Take a day after {day}.", day=day(joined))
    return None


def _made(was: Person, values: Values, on: date) -> Person:
    given = {
        key: values[key]
        for key in (
            "name",
            "email",
            "mcid",
            "location",
            "joined_on",
            "left_on",
            "account_deleted_on",
            "notes",
        )
    }
    now = replace(was, **given)
    return linked(now, values["link"], on)


def _changes(
    before: Person | None, now: Person, awards: tuple[Award, ...], kept: tuple[Award, ...]
) -> Iterator[Change]:
    if before != now:
        yield Put(now)
    held = {award.id: award for award in awards}
    yield from (Remove(Award, a.id) for a in awards if a.id not in {k.id for k in kept})
    yield from (Put(award) for award in kept if held.get(award.id) != award)
