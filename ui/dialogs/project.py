"""The form of a project."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import MEASURES, MICRO, STAGES, ExpectedUsage, Facts, Project, Put
from readiness.problems import Message
from readiness.rules import Catalogue
from ui.dialogs.editors import Checks, Choice, Day, Number, Percent, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.listed import Listed
from ui.dialogs.options import area_options, customer_options
from ui.dialogs.workloads import WorkloadLine, amount_words, association_choice, measure_choice
from ui.text import _, name


def project_dialog(
    facts: Facts, catalogue: Catalogue, project: Project | None, parent: QWidget | None = None
) -> FormSheet:
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
            questions=_questions(facts, catalogue, was),
            result=result,
        ),
        parent,
    )


def _questions(facts: Facts, catalogue: Catalogue, was: Project) -> tuple[Question, ...]:
    stages = Choice([(s, name("stage", s)) for s in STAGES], was.stage)
    return (
        Question("name", _("Name"), TextLine(was.name, needed=_("Give the project a name."))),
        Question("customer", _("Customer"), Choice(customer_options(facts), was.customer), half=True),
        Question("stage", _("Stage"), stages, half=True),
        Question("go_live_on", _("Goes live on"), Day(was.go_live_on), half=True),
        Question("probability", _("Probability, %"), Percent(was.probability), half=True),
        Question("areas", _("Solution areas"), Checks(area_options(), was.areas)),
        Question(
            "expected_usage",
            _("Expected usage per month"),
            Listed(
                was.expected_usage,
                expected_line,
                lambda expected, parent: expected_dialog(catalogue, expected, parent),
                add=_("Add usage…"),
                name=_("Expected usage per month"),
            ),
            hint=_("The forecast counts it from the month after the project goes live."),
        ),
    )


def expected_line(expected: ExpectedUsage) -> str:
    """`SQL Database: 900 Azure consumed revenue (USD), CSP Tier 2`."""
    words = amount_words(expected.workload, expected.measure, expected.value)
    return f"{words}, {name('association', expected.association)}" if expected.association else words


def expected_dialog(
    catalogue: Catalogue, expected: ExpectedUsage | None, parent: QWidget | None = None
) -> FormSheet:
    """What a project will bring in each month; answers with the usage itself."""
    was = expected or ExpectedUsage("", MEASURES[0], 0)
    value = Decimal(was.value) / MICRO if expected else None

    def result(values: Values) -> ExpectedUsage:
        return ExpectedUsage(**{**values, "value": int(values["value"] * MICRO)})

    return FormSheet(
        Form(
            title=_("Edit expected usage") if expected else _("Add expected usage"),
            primary=_("Save usage") if expected else _("Add usage"),
            questions=(
                Question("workload", _("Workload"), WorkloadLine(catalogue, was.workload)),
                Question("measure", _("Measure"), measure_choice(was.measure)),
                Question("value", _("Per month"), Number(value), _is_some, half=True),
                Question("association", _("Association"), association_choice(was.association), half=True),
            ),
            result=result,
        ),
        parent,
    )


def _is_some(value: Decimal | None, _values: Values) -> str | None:
    return None if value else _("Say how much it will be in a month.")
