"""The form of a workshop: its own time zone, what it serves, and what it refuses with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from readiness.facts import Event, Facts, Put, Seats
from readiness.rules import Rulebook
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet
from ui.widgets.combo import ComboBox

Asked = Callable[[Event | None], FormSheet]


@pytest.fixture
def asked(qtbot: QtBot, facts: Facts, rulebook: Rulebook, today: date) -> Asked:
    def ask(event: Event | None) -> FormSheet:
        sheet = event_dialog(facts, rulebook, today, event)
        qtbot.addWidget(sheet)
        sheet.open()
        return sheet

    return ask


def write(qtbot: QtBot, sheet: FormSheet, key: str, words: str) -> None:
    line: Any = sheet.editor(key).widget
    while (proxy := line.focusProxy()) is not None:
        line = proxy
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, words)


def choose(sheet: FormSheet, key: str, words: str) -> None:
    combo = sheet.editor(key).widget
    assert isinstance(combo, ComboBox)
    combo.setCurrentIndex(combo.findText(words))


def saved(qtbot: QtBot, sheet: FormSheet) -> Event:
    with qtbot.waitSignal(sheet.submitted) as got:
        sheet.submit()
    event = next(change.thing for change in got.args[1] if isinstance(change, Put))
    assert isinstance(event, Event)
    return event


def test_nine_in_new_york_is_nine_in_new_york(qtbot: QtBot, asked: Asked) -> None:
    sheet = asked(None)
    write(qtbot, sheet, "title", "Copilot workshop")
    write(qtbot, sheet, "starts_at", "2026-12-17")
    write(qtbot, sheet, "zone", "america/new york")
    event = saved(qtbot, sheet)
    assert event.zone == "America/New_York"
    assert event.starts_at == datetime(2026, 12, 17, 14, tzinfo=UTC)
    assert (event.day, event.begins.hour) == (date(2026, 12, 17), 9)
    again = asked(event)
    with qtbot.waitSignal(again.submitted) as got:
        again.submit()
    assert got.args[1] == (), "opened again it shows nine, and changes nothing"


def test_times_without_a_zone_stay_where_they_are_until_somebody_says_one(qtbot: QtBot, asked: Asked) -> None:
    late = Event("late", "Late", "webinar", datetime(2026, 12, 8, 23, 30, tzinfo=UTC))
    sheet = asked(late)
    write(qtbot, sheet, "notes", "x")
    assert saved(qtbot, sheet) == replace(late, notes="x")
    sheet = asked(late)
    write(qtbot, sheet, "zone", "Europe/Paris")
    assert saved(qtbot, sheet).starts_at == datetime(2026, 12, 8, 22, 30, tzinfo=UTC)


def test_a_place_that_is_no_zone_is_refused_in_words(qtbot: QtBot, asked: Asked) -> None:
    sheet = asked(None)
    write(qtbot, sheet, "title", "Copilot workshop")
    write(qtbot, sheet, "starts_at", "2026-12-17")
    write(qtbot, sheet, "zone", "Middle Earth")
    with qtbot.assertNotEmitted(sheet.submitted):
        sheet.submit()
    assert sheet.field("zone").error.startswith("“Middle Earth” is no time zone")


def test_everything_a_training_says_of_itself_is_kept(qtbot: QtBot, asked: Asked, facts: Facts) -> None:
    sheet = asked(facts.events["e1"])
    for key, words in (
        ("place", "Lyon"),
        ("lab_seats", "8"),
        ("cost", "120"),
        ("audience", "Administrators"),
        ("proof", "List of names"),
        ("completed_on", "2026-12-09"),
        ("certification", "AZ-104"),
    ):
        write(qtbot, sheet, key, words)
    choose(sheet, "level", "300")
    choose(sheet, "fiscal_year", "FY26")
    choose(sheet, "specialization", "Threat Protection")
    choose(sheet, "owner", "Ada Nowak")
    targets: Any = sheet.editor("certifications")
    targets.add("AZ-104 · Azure Administrator Associate")
    event = saved(qtbot, sheet)
    assert (event.place, event.lab_seats, event.cost, event.audience) == (
        *("Lyon", Seats(8), Decimal(120), "Administrators"),
    )
    assert (event.proof, event.completed_on, event.level) == ("List of names", date(2026, 12, 9), "300")
    assert (event.specialization, event.fiscal_year, event.year) == ("sec-threat-protection", 2026, 2026)
    assert (event.certification, event.certifications) == ("azure-administrator", ("azure-administrator",))
    assert event.owner in facts.people
