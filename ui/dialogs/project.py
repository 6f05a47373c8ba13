"""The form of a project."""

from dataclasses import replace
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import AREAS, STAGES, Facts, Project, Put
from readiness.problems import Message
from ui.dialogs.editors import Checks, Choice, Day, Percent, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.text import _, area_name, name


def project_dialog(facts: Facts, project: Project | None, parent: QWidget | None = None) -> FormSheet:
    """Adds a project or mends one; answers with an `Edit`."""
    was = project or Project(str(uuid4()))

    def result(values: Values) -> Edit:
        now = replace(was, **values)
        code = "undo.project-changed" if project else "undo.project-added"
        return Edit(Message(code, {"name": now.name}), () if now == project else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit project") if project else _("Add project"),
            primary=_("Save project") if project else _("Add project"),
            questions=_questions(facts, was),
            result=result,
        ),
        parent,
    )


def customer_options(facts: Facts) -> list[tuple[object, str]]:
    """Nobody first, then the customers by name."""
    named = sorted(facts.customers.values(), key=lambda c: c.name.casefold())
    return [(None, _("None")), *((c.id, c.name) for c in named)]


def person_options(facts: Facts) -> list[tuple[object, str]]:
    """Nobody first, then the people by name."""
    named = sorted(facts.people.values(), key=lambda p: (p.name or p.email).casefold())
    return [(None, _("Nobody")), *((p.id, p.name or p.email or p.mcid) for p in named)]


def area_options() -> list[tuple[object, str]]:
    return [(area, area_name(area, "medium")) for area in AREAS]


def _questions(facts: Facts, was: Project) -> tuple[Question, ...]:
    stages = Choice([(s, name("stage", s)) for s in STAGES], was.stage)
    return (
        Question("name", _("Name"), TextLine(was.name, needed=_("Give the project a name."))),
        Question("customer", _("Customer"), Choice(customer_options(facts), was.customer), half=True),
        Question("stage", _("Stage"), stages, half=True),
        Question("go_live_on", _("Goes live on"), Day(was.go_live_on), half=True),
        Question("probability", _("Probability, %"), Percent(was.probability), half=True),
        Question("areas", _("Solution areas"), Checks(area_options(), was.areas)),
    )
