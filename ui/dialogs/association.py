"""The form of an association: whose usage of what it makes count, since when, and beyond what baseline."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import ASSOCIATIONS, MICRO, Association, Baseline, CustomerId
from readiness.rules import Catalogue
from ui.dialogs.editors import Choice, Day, Number, TextLine
from ui.dialogs.forms import Form, FormSheet, Question, Values
from ui.dialogs.listed import Listed
from ui.dialogs.workloads import WorkloadLine, WorkloadsLine, amount_words, measure_choice
from ui.text import _, day, name


def association_line(association: Association) -> str:
    """`CPOR: Teams, since 1 Feb 2026`."""
    kind = name("association", association.kind)
    workloads = ", ".join(association.workloads) or _("all workloads")
    since, until = association.since, association.until
    if since and until:
        return _(
            "{kind}: {workloads}, {since} to {until}",
            kind=kind, workloads=workloads, since=day(since), until=day(until),
        )  # fmt: skip
    if since:
        return _("{kind}: {workloads}, since {since}", kind=kind, workloads=workloads, since=day(since))
    if until:
        return _("{kind}: {workloads}, until {until}", kind=kind, workloads=workloads, until=day(until))
    return _("{kind}: {workloads}", kind=kind, workloads=workloads)


def association_dialog(
    customer: CustomerId,
    catalogue: Catalogue,
    association: Association | None,
    parent: QWidget | None = None,
) -> FormSheet:
    was = association or Association(str(uuid4()), customer, "csp-tier2")
    return FormSheet(
        Form(
            title=_("Edit association") if association else _("Add association"),
            primary=_("Save association") if association else _("Add association"),
            questions=_questions(catalogue, was),
            result=lambda values: replace(was, **values),
        ),
        parent,
    )


def _questions(catalogue: Catalogue, was: Association) -> tuple[Question, ...]:
    kinds = Choice([(a, name("association", a)) for a in ASSOCIATIONS], was.kind)
    workloads = WorkloadsLine(catalogue, was.workloads)
    return (
        Question("kind", _("Kind"), kinds),
        Question(
            "workloads",
            _("Workloads"),
            workloads,
            hint=_("Separate them with commas. Empty: all workloads"),
        ),
        Question("since", _("Since"), Day(was.since), half=True),
        Question("until", _("Until"), Day(was.until), _ends_later, half=True),
        Question("role", _("Role"), TextLine(was.role), half=True),
        Question("subscription", _("Azure subscription"), TextLine(was.subscription), half=True),
        Question(
            "account",
            _("Account or service principal"),
            TextLine(was.account),
            hint=_("Of a PAL: with whose credential it was made."),
        ),
        _baseline(catalogue, was),
    )


def _baseline(catalogue: Catalogue, was: Association) -> Question:
    listed = Listed(
        was.baseline,
        lambda held: amount_words(held.workload, held.measure, held.value),
        lambda held, over: baseline_dialog(catalogue, held, over),
        add=_("Add usage…"),
        name=_("In use when it began"),
    )
    hint = _("The baseline of a claim: only what is used beyond it counts.")
    return Question("baseline", _("In use when it began"), listed, hint=hint)


def baseline_dialog(catalogue: Catalogue, held: Baseline | None, parent: QWidget | None = None) -> FormSheet:
    """What was in use already; answers with the baseline of one workload and measure."""
    was = held or Baseline("", "active-users", 0)
    value = Decimal(was.value) / MICRO if held else None

    def result(values: Values) -> Baseline:
        return Baseline(values["workload"], values["measure"], int(values["value"] * MICRO))

    return FormSheet(
        Form(
            title=_("Edit what was in use") if held else _("Add what was in use"),
            primary=_("Save usage") if held else _("Add usage"),
            questions=(
                Question("workload", _("Workload"), WorkloadLine(catalogue, was.workload)),
                Question("measure", _("Measure"), measure_choice(was.measure)),
                Question("value", _("Value"), Number(value), _is_said, half=True),
            ),
            result=result,
        ),
        parent,
    )


def _is_said(value: Decimal | None, _values: Values) -> str | None:
    return _("Say how much was in use; 0 where nothing was.") if value is None else None


def _ends_later(until: date | None, values: Values) -> str | None:
    since: date | None = values.get("since")
    if until is not None and since is not None and until < since:
        return _("Ends before it begins. Take a day after {day}.", day=day(since))
    return None
