"""The forms of usage: a figure that no export brings is written by hand, and one that came in is mended."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QWidget

from readiness.facts import (
    MEASURES,
    MICRO,
    OFFERS,
    CustomerId,
    Facts,
    Month,
    Put,
    UsageKey,
    month_of,
    series_of,
)
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui import text
from ui.dialogs.editors import Choice, Number
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.options import customer_options
from ui.dialogs.workloads import WorkloadLine, association_choice, measure_choice
from ui.text import _

_MONTHS: Final = 36
"""So far back reach the years that the rules compare."""


def figure_name(facts: Facts, key: UsageKey, month: Month) -> str:
    """`Fabrikam · SQL Database · Sept 2026`."""
    customer = facts.customers.get(key.customer)
    who = customer.name if customer is not None and customer.name else key.customer
    return joined(who, key.workload, text.month(month))


def new_usage_dialog(
    snapshot: Snapshot, customer: CustomerId | None = None, parent: QWidget | None = None
) -> FormSheet:
    """Writes the figure of one month by hand; answers with an `Edit`."""
    facts = snapshot.facts

    def result(values: Values) -> Edit:
        key, month = _key(values), values["month"]
        held = facts.usage.get(key)
        by_month = dict(held.months()) if held is not None else {}
        now = series_of(key, {**by_month, month: int(values["value"] * MICRO)})
        title = Message("undo.usage-entered", {"name": figure_name(facts, key, month)})
        return Edit(title, () if now is None else (Put(now),))

    return FormSheet(
        Form(
            title=_("Enter usage"),
            primary=_("Save figure"),
            questions=_questions(snapshot, customer),
            result=result,
        ),
        parent,
    )


def _questions(snapshot: Snapshot, customer: CustomerId | None) -> tuple[Question, ...]:
    newest = Month(month_of(snapshot.on) - 1)
    months = [(Month(m), text.month(Month(m))) for m in range(newest + 1, newest - _MONTHS, -1)]
    offers = [(offer, text.name("offer", offer)) for offer in OFFERS]
    return (
        Question("customer", _("Customer"), _customers(snapshot.facts, customer), _is_chosen),
        Question("workload", _("Workload"), WorkloadLine(snapshot.catalogue, "")),
        Question("measure", _("Measure"), measure_choice(MEASURES[0])),
        Question("month", _("Month"), Choice(months, newest), half=True),
        Question("value", _("Figure"), Number(signed=True), _is_free(snapshot.facts), half=True),
        Question("association", _("Association"), association_choice(""), half=True),
        Question("offer", _("Offer"), Choice(offers, OFFERS[0]), half=True),
    )


def _customers(facts: Facts, chosen: CustomerId | None) -> Choice:
    return Choice(customer_options(facts, _("Choose…")), chosen)


def _is_chosen(customer: CustomerId | None, _values: Values) -> str | None:
    return _("Choose whose usage it is.") if customer is None else None


def _is_free(facts: Facts) -> Callable[[Decimal | None, Values], str | None]:
    """There is a number, and none stands there already: that one is mended in its own row."""

    def check(value: Decimal | None, values: Values) -> str | None:
        if value is None:
            return _("Write a number; 0 where nothing was used.")
        if "workload" not in values or values["customer"] is None:
            return None  # the figure's place is not known yet
        held = facts.usage.get(_key(values))
        there = None if held is None else held.at(values["month"])
        if there is None:
            return None
        shown = text.number(Decimal(there) / MICRO, 2 if there % MICRO else 0)
        return _("{value} stands there already. Edit that row, or take another month.", value=shown)

    return check


def _key(values: Values) -> UsageKey:
    return UsageKey(
        values["customer"], values["workload"], values["measure"], values["association"], values["offer"]
    )


def usage_dialog(facts: Facts, key: UsageKey, month: Month, parent: QWidget | None = None) -> FormSheet:
    """Mends one figure; answers with an `Edit`."""
    series = facts.usage[key]
    name = figure_name(facts, key, month)

    def result(values: Values) -> Edit:
        now = series_of(key, {**dict(series.months()), month: int(values["value"] * MICRO)})
        changes = (Put(now),) if now is not None and now != series else ()
        return Edit(Message("undo.usage-changed", {"name": name}), changes)

    figure = Number(Decimal(series.at(month) or 0) / MICRO, signed=True)
    return FormSheet(
        Form(
            title=_("Edit figure"),
            primary=_("Save figure"),
            questions=(Question("value", text.name("measure", key.measure), figure, _needed),),
            result=result,
            origin=name,
        ),
        parent,
    )


def _needed(value: Decimal | None, _values: Values) -> str | None:
    return _("Write a number. To take the figure out, remove its row.") if value is None else None
