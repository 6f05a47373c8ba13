"""The form of open rules: how the partner reads what the published pages leave open."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from readiness.facts import Choices, Facts, Put
from readiness.problems import Message
from readiness.rules import Reading
from ui import text
from ui.dialogs.editors import Choice
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.text import _


def readings_dialog(
    facts: Facts, readings: Mapping[str, Reading], parent: QWidget | None = None
) -> FormSheet:
    """One choice for each open rule of the day; answers with an `Edit`."""

    def result(values: Values) -> Edit:
        chosen = {name: way for name, way in facts.choices.readings.items() if name not in readings}
        chosen |= {name: way for name, way in values.items() if way != readings[name].default}
        changed: Choices = replace(facts.choices, readings=chosen)
        is_same = all(
            reading.chosen(facts.choices) == reading.chosen(changed) for reading in readings.values()
        )
        return Edit(Message("undo.readings-chosen"), () if is_same else (Put(changed),))

    def question(reading: Reading) -> Question:
        ways = Choice(_ways(reading), reading.chosen(facts.choices))
        return Question(reading.id, text.name("open-rule", reading.id), ways)

    return FormSheet(
        Form(
            title=_("How open rules are read"),
            primary=_("Save choices"),
            questions=tuple(question(reading) for reading in readings.values()),
            result=result,
            width=640,
        ),
        parent,
    )


def _ways(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Each way to read it, the usual one marked."""
    said = {way: text.say(Message(f"reading.{reading.id}.{way}")) for way in reading.alternatives}
    return tuple(
        (way, _("{way} (usual)", way=words) if way == reading.default else words)
        for way, words in said.items()
    )
