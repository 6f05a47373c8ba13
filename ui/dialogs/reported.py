"""The form of what Partner Center shows of a metric: points or value as of a day, and which source counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QWidget

from readiness.assess.finding import Finding
from readiness.facts import Change, Facts, Put, Remove, Reported
from readiness.problems import Message
from readiness.words import joined
from ui import text
from ui.dialogs.editors import Choice, Day, Number
from ui.dialogs.forms import Check, Edit, Form, FormSheet, Question, Values
from ui.text import _

_BY_ITSELF: Final = ""


def reported_dialog(
    facts: Facts, where: tuple[str, str], metric: Finding, on: date, parent: QWidget | None = None
) -> FormSheet:
    """Takes what Partner Center shows of a metric in an area's track; answers with an `Edit`."""
    area, track = where
    name = text.name("metric", metric.rule)

    def result(values: Values) -> Edit:
        figure = Reported(area, track, metric.rule, values["as_of"], values["value"], values["points"])
        changes = (*_figure(facts, figure), *_chosen(facts, f"{area}/{metric.rule}", values["source"]))
        return Edit(Message("undo.reported-entered", {"name": name}), changes)

    return FormSheet(
        Form(
            title=_("What Partner Center shows"),
            primary=_("Save figure"),
            questions=_questions(facts, where, metric, on),
            result=result,
            origin=joined(text.area_name(area, "medium"), name),
        ),
        parent,
    )


def _questions(facts: Facts, where: tuple[str, str], metric: Finding, on: date) -> tuple[Question, ...]:
    area, track = where
    known = (
        r
        for r in facts.reported.values()
        if (r.area, r.track, r.metric) == (area, track, metric.rule) and r.as_of <= on
    )
    last = max(known, key=lambda r: r.as_of, default=None)
    source = facts.choices.metric_source.get(f"{area}/{metric.rule}", _BY_ITSELF)
    value = Number(last.value if last else None, signed=True)
    check = _one_of_both(facts, f"{area}/{track}/{metric.rule}")
    return (
        Question("as_of", _("As of"), Day(on, needed=_("Say on which day it is shown."))),
        Question("points", _("Points"), Number(last.points if last else None), half=True),
        Question("value", _("Value"), value, check, half=True),
        Question("source", _("What counts"), Choice(_sources(), source), hint=_asked(metric)),
    )


def _asked(metric: Finding) -> str:
    return _("By the records: {found}", found=text.say(metric.found)) if metric.basis == "records" else ""


def _sources() -> tuple[tuple[str, str], ...]:
    return (
        (_BY_ITSELF, _("The records where there are any, else the figure")),
        ("records", _("The records")),
        ("reported", _("The figure of Partner Center")),
    )


def _one_of_both(facts: Facts, key: str) -> Check:
    """Points or a value is needed, unless what stands for that day is to be taken back."""

    def check(value: Decimal | None, values: Values) -> str | None:
        as_of = values.get("as_of")
        is_known = as_of is not None and f"{key}/{as_of.isoformat()}" in facts.reported
        if value is None and values.get("points") is None and not is_known:
            return _("Write the points or the value that Partner Center shows.")
        return None

    return check


def _figure(facts: Facts, figure: Reported) -> tuple[Change, ...]:
    """The figure; an empty one takes back what was entered for the day."""
    if figure.value is None and figure.points is None:
        return (Remove(Reported, figure.id),) if figure.id in facts.reported else ()
    return () if facts.reported.get(figure.id) == figure else (Put(figure),)


def _chosen(facts: Facts, key: str, source: str) -> tuple[Change, ...]:
    sources = {name: chosen for name, chosen in facts.choices.metric_source.items() if name != key}
    if source:
        sources[key] = source
    if sources == dict(facts.choices.metric_source):
        return ()
    return (Put(replace(facts.choices, metric_source=sources)),)
