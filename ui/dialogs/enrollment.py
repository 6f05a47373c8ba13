"""The form of a designation that was bought: since when, until when, and on which track."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.assess import anniversary_of
from readiness.facts import Area, Enrollment, Facts, Put
from readiness.problems import Message
from readiness.rules import Rules
from ui import text
from ui.dialogs.editors import Choice, Day
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.text import _


def enrollment_dialog(
    facts: Facts, rules: Rules, area: Area, held: Enrollment | None, parent: QWidget | None = None
) -> FormSheet:
    """Records that the designation was bought, or mends that; answers with an `Edit`."""

    def result(values: Values) -> Edit:
        days = {**values, "anniversary": values["anniversary"] or _worked_out(facts, rules, held, values)}
        now = replace(held, **days) if held else Enrollment(str(uuid4()), area, **days)
        code = "undo.enrolment-changed" if held else "undo.enrolment-recorded"
        return Edit(Message(code, {"area": Message(f"area.{area}")}), () if now == held else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit enrolment") if held else _("Record enrolment"),
            primary=_("Save enrolment") if held else _("Record enrolment"),
            questions=_questions(rules, area, held),
            result=result,
            origin=text.area_name(area),
        ),
        parent,
    )


def _worked_out(facts: Facts, rules: Rules, held: Enrollment | None, values: Mapping[str, Any]) -> date:
    """The anniversary that all designations share, else a term after the purchase."""
    others = {key: one for key, one in facts.enrollments.items() if held is None or key != held.id}
    bought: date = values["purchased_on"]
    programme = rules.programme
    return (
        bought if programme is None else anniversary_of(replace(facts, enrollments=others), bought, programme)
    )


def _questions(rules: Rules, area: Area, held: Enrollment | None) -> tuple[Question, ...]:
    known = rules.areas.get(area)
    tracks = [track.id for track in known.tracks] if known else []
    named = [(track, text.name("track", track)) for track in tracks if track != "single"]
    return (
        Question(
            "purchased_on",
            _("Bought on"),
            Day(held.purchased_on if held else None, needed=_("Say on which day it was bought.")),
            half=True,
        ),
        Question(
            "anniversary",
            _("Anniversary"),
            Day(held.anniversary if held else None),
            check=_not_before_bought,
            half=True,
            hint=_("Leave empty for the one that all designations share, or a year after the purchase."),
        ),
        Question(
            "track",
            _("Enrolment track"),
            Choice([(None, _("Worked out")), *named], held.track if held else None),
            hint=_("Where the track is fixed for the year, as Partner Center shows it."),
        ),
    )


def _not_before_bought(anniversary: date | None, values: Values) -> str | None:
    bought = values.get("purchased_on")
    if anniversary is not None and bought is not None and anniversary < bought:
        return _("The anniversary comes after the day it was bought.")
    return None
