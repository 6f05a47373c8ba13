"""The form of a deadline of the user's own."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import Deadline, Facts, Put
from readiness.problems import Message
from ui.dialogs.editors import Choice, Day, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.options import area_options, person_options
from ui.text import _


def deadline_dialog(
    facts: Facts, deadline: Deadline | None, parent: QWidget | None = None, *, due_on: date | None = None
) -> FormSheet:
    """Adds a deadline, proposing a day, or mends one; answers with an `Edit`."""

    def result(values: Values) -> Edit:
        now = replace(deadline, **values) if deadline else Deadline(id=str(uuid4()), **values)
        code = "undo.deadline-changed" if deadline else "undo.deadline-added"
        return Edit(Message(code, {"name": now.title}), () if now == deadline else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit deadline") if deadline else _("Add deadline"),
            primary=_("Save deadline") if deadline else _("Add deadline"),
            questions=_questions(facts, deadline, due_on),
            result=result,
        ),
        parent,
    )


def _questions(facts: Facts, deadline: Deadline | None, due_on: date | None) -> tuple[Question, ...]:
    areas = [(None, _("None")), *area_options()]
    return (
        Question(
            "title",
            _("What"),
            TextLine(deadline.title if deadline else "", needed=_("Say what is to be done.")),
        ),
        Question(
            "due_on",
            _("Due on"),
            Day(deadline.due_on if deadline else due_on, needed=_("Say by which day.")),
            half=True,
        ),
        Question("done_on", _("Done on"), Day(deadline.done_on if deadline else None), half=True),
        Question(
            "owner",
            _("Owner"),
            Choice(person_options(facts), deadline.owner if deadline else None),
            half=True,
        ),
        Question("area", _("Solution area"), Choice(areas, deadline.area if deadline else None), half=True),
    )
