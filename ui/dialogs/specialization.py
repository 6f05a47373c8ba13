"""The forms of a specialization: that it is held, and what Partner Center shows of one requirement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.assess.finding import Finding
from readiness.assess.specializations import SpecializationStanding
from readiness.facts import SPECIALIZATION, Facts, HeldSpecialization, Put, Reported
from readiness.problems import Message
from ui.dialogs.editors import Choice, Day, Number
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.text import _, say

_MET, _NOT_MET = Decimal(100), Decimal(0)


def held_dialog(standing: SpecializationStanding, parent: QWidget | None = None) -> FormSheet:
    """Records that it is held, or mends that; answers with an `Edit`."""
    held = standing.held

    def result(values: Values) -> Edit:
        fresh = HeldSpecialization(str(uuid4()), standing.id, **values)
        now = replace(held, **values) if held else fresh
        code = "undo.specialization-changed" if held else "undo.specialization-recorded"
        return Edit(Message(code, {"name": standing.name}), () if now == held else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit specialization held") if held else _("Record specialization held"),
            primary=_("Save specialization") if held else _("Record specialization"),
            questions=_held_questions(held),
            result=result,
            origin=standing.name,
        ),
        parent,
    )


def _held_questions(held: HeldSpecialization | None) -> tuple[Question, ...]:
    return (
        Question(
            "attained_on",
            _("Attained on"),
            Day(held.attained_on if held else None, needed=_("Say since which day it is held.")),
            half=True,
        ),
        Question(
            "anniversary",
            _("Next anniversary"),
            Day(held.anniversary if held else None, needed=_("Say on which day it is renewed next.")),
            check=_not_before_attained,
            half=True,
        ),
        Question(
            "last_validated_on",
            _("Audit or references last passed on"),
            Day(held.last_validated_on if held else None),
            hint=_("Leave empty where it was only when the specialization was attained."),
        ),
    )


def _not_before_attained(anniversary: date, values: Values) -> str | None:
    attained = values.get("attained_on")
    if attained is not None and anniversary < attained:
        return _("The anniversary comes after the day it was attained.")
    return None


def figure_dialog(
    facts: Facts,
    standing: SpecializationStanding,
    requirement: Finding,
    on: date,
    parent: QWidget | None = None,
) -> FormSheet:
    """Takes what Partner Center shows of a requirement; answers with an `Edit`.

    Proposed is what it showed last on the day looked at, or before.
    """
    area = SPECIALIZATION + standing.id

    def result(values: Values) -> Edit:
        now = Reported(area, "single", requirement.rule, values["as_of"], values["value"], values["points"])
        title = Message("undo.figure-entered", {"name": standing.name})
        return Edit(title, () if facts.reported.get(now.id) == now else (Put(now),))

    about = (area, requirement.rule)
    known = (r for r in facts.reported.values() if (r.area, r.metric) == about and r.as_of <= on)
    last = max(known, key=lambda r: r.as_of, default=None)
    return FormSheet(
        Form(
            title=_("What Partner Center shows"),
            primary=_("Save figure"),
            questions=_figure_questions(say(requirement.asks), last, on),
            result=result,
            origin=standing.name,
        ),
        parent,
    )


def _figure_questions(asks: str, last: Reported | None, on: date) -> tuple[Question, ...]:
    states = [(_MET, _("Met")), (_NOT_MET, _("Not met")), (None, _("Only a figure"))]
    value = Number(last.value if last else None)
    return (
        Question("points", asks, Choice(states, last.points if last else _MET)),
        Question("value", _("Figure"), value, _needed_alone, half=True),
        Question("as_of", _("As of"), Day(on, needed=_("Say on which day it is shown.")), half=True),
    )


def _needed_alone(value: Decimal | None, values: Values) -> str | None:
    if value is None and values.get("points") is None:
        return _("Write the figure that Partner Center shows.")
    return None
