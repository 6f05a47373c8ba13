"""The form of an exam that a person means to sit, with its voucher."""

from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import Facts, PersonId, Plan, Put
from readiness.problems import Message
from readiness.rules import Catalogue
from ui.dialogs.certification import CertificationEditor
from ui.dialogs.editors import Choice, Day, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.options import called, people_apart, person_options
from ui.text import _, day


def plan_title(code: str, facts: Facts, catalogue: Catalogue, plan: Plan) -> Message:
    """`added`, `changed` or `removed`."""
    person = facts.people.get(plan.person)
    slots = {"exam": catalogue.code(plan.certification), "name": called(person) if person else ""}
    return Message(f"undo.plan-{code}", slots)


def plan_dialog(
    facts: Facts,
    catalogue: Catalogue,
    plan: Plan | None,
    person: PersonId | None,
    parent: QWidget | None = None,
) -> FormSheet:
    """Plans an exam, or mends a plan; asks of whom where no person is given. Answers with an `Edit`."""
    holder = facts.people.get(person) if person else None

    def result(values: Values) -> Edit:
        given = {"person": person, **values}
        made = Plan(id=plan.id if plan else str(uuid4()), **given)
        title = plan_title("changed" if plan else "added", facts, catalogue, made)
        return Edit(title, (Put(made),) if made != plan else ())

    asked = (
        () if person else (Question("person", _("Person"), Choice(person_options(facts), None), _somebody),)
    )
    return FormSheet(
        Form(
            title=_("Edit exam plan") if plan else _("Plan an exam"),
            primary=_("Save exam plan") if plan else _("Plan exam"),
            questions=(*asked, *_questions(catalogue, plan)),
            result=result,
            origin=people_apart(facts).get(holder.id, "") if holder else "",
        ),
        parent,
    )


def _questions(catalogue: Catalogue, plan: Plan | None) -> tuple[Question, ...]:
    certification = CertificationEditor(catalogue, plan.certification if plan else None)
    exam_on = Day(plan.exam_on if plan else None, needed=_("Say when the exam is."))
    ends = Day(plan.voucher_expires_on if plan else None)
    return (
        Question("certification", _("Certification"), certification),
        Question("exam_on", _("Exam on"), exam_on, half=True),
        Question("voucher", _("Voucher"), TextLine(plan.voucher if plan else ""), half=True),
        Question("voucher_expires_on", _("Voucher valid to"), ends, after_exam, half=True),
    )


def _somebody(person: PersonId | None, _values: Values) -> str | None:
    return None if person else _("Say who sits the exam.")


def after_exam(ends: date | None, values: Values) -> str | None:
    """A voucher is valid on `exam_on` still."""
    exam: date | None = values.get("exam_on")
    if ends is not None and exam is not None and ends < exam:
        return _("The voucher ends before the exam. Take one that is valid on {day}.", day=day(exam))
    return None
