"""Forms: what they ask, what they refuse with a sentence beside the field, and what they give back."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from readiness.facts import (
    Award,
    Baseline,
    Customer,
    CustomerId,
    ExpectedUsage,
    Facts,
    Project,
    Put,
    Remove,
    Segment,
    Tenant,
)
from readiness.rules import Rulebook
from ui.dialogs.association import association_dialog
from ui.dialogs.award import award_dialog
from ui.dialogs.certification import CertificationEditor
from ui.dialogs.customer import customer_dialog
from ui.dialogs.deadline import deadline_dialog
from ui.dialogs.editors import Day, Percent, PickMany, TimeOfDay
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet, InputError
from ui.dialogs.listed import Listed
from ui.dialogs.person import person_dialog
from ui.dialogs.project import project_dialog
from ui.widgets.check import CheckBox

Opened = Callable[[FormSheet], FormSheet]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    def show(sheet: FormSheet) -> FormSheet:
        qtbot.addWidget(sheet)
        sheet.open()
        return sheet

    return show


def write(qtbot: QtBot, sheet: FormSheet, key: str, words: str) -> None:
    widget: Any = sheet.editor(key).widget
    line: QWidget = widget
    while (proxy := line.focusProxy()) is not None:
        line = proxy
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, words)


def answer(qtbot: QtBot, sheet: FormSheet) -> tuple[Any, tuple[Any, ...]]:
    with qtbot.waitSignal(sheet.submitted) as got:
        sheet.submit()
    assert sheet.result() == QDialog.DialogCode.Accepted
    title, changes = got.args
    return title, changes


@pytest.mark.parametrize(
    "text",
    [
        "AZ-104",
        "az104",
        "Azure Administrator Associate",
        "Microsoft Certified: Azure Administrator",
        "AZ-103",
    ],
)
def test_a_certification_is_found_by_code_title_or_old_name(
    qtbot: QtBot, rulebook: Rulebook, text: str
) -> None:
    editor = CertificationEditor(rulebook.catalogue)
    qtbot.addWidget(editor.widget)
    editor.widget.setText(text)
    assert editor.read() == "azure-administrator"


def test_typing_part_of_a_name_completes_it(qtbot: QtBot, rulebook: Rulebook) -> None:
    editor = CertificationEditor(rulebook.catalogue)
    qtbot.addWidget(editor.widget)
    completer = editor.widget.completer()
    completer.setCompletionPrefix("administrator ass")
    found = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert "AZ-104 · Azure Administrator Associate" in found


def test_what_the_catalogue_does_not_know_is_refused_in_words(qtbot: QtBot, rulebook: Rulebook) -> None:
    editor = CertificationEditor(rulebook.catalogue)
    qtbot.addWidget(editor.widget)
    editor.widget.setText("Azure Fabric Wizard")
    with pytest.raises(InputError, match="“Azure Fabric Wizard” is not in the catalogue"):
        editor.read()


@pytest.mark.parametrize("text", ["2026-12-31", "31 Dec 2026", "31/12/2026"])
def test_a_day_is_read_as_the_locale_writes_it_or_as_iso(qtbot: QtBot, text: str) -> None:
    editor = Day()
    qtbot.addWidget(editor.widget)
    qtbot.keyClicks(editor.widget.focusProxy(), text)
    assert editor.read() == date(2026, 12, 31)


def test_what_is_no_day_says_how_to_write_one(qtbot: QtBot) -> None:
    editor = Day()
    qtbot.addWidget(editor.widget)
    qtbot.keyClicks(editor.widget.focusProxy(), "31/02/2026")
    with pytest.raises(InputError, match="Write it like 31 Dec 2026, or 2026-12-31"):
        editor.read()


@pytest.mark.parametrize(
    ("text", "share"), [("80", Decimal("0.8")), ("12.5 %", Decimal("0.125")), ("", None)]
)
def test_a_share_is_read_as_percent(qtbot: QtBot, text: str, share: Decimal | None) -> None:
    editor = Percent(None)
    qtbot.addWidget(editor.widget)
    editor.widget.setText(text)
    assert editor.read() == share


@pytest.mark.parametrize("text", ["101", "-1", "many", "nan"])
def test_no_share_is_below_0_or_above_100(qtbot: QtBot, text: str) -> None:
    editor = Percent(None)
    qtbot.addWidget(editor.widget)
    editor.widget.setText(text)
    with pytest.raises(InputError):
        editor.read()


@pytest.mark.parametrize(("text", "read"), [("9", time(9)), ("09:30", time(9, 30)), ("14h05", time(14, 5))])
def test_a_time_is_read_as_people_write_it(qtbot: QtBot, text: str, read: time) -> None:
    editor = TimeOfDay(time(8))
    qtbot.addWidget(editor.widget)
    editor.widget.setText(text)
    assert editor.read() == read


@pytest.mark.parametrize("text", ["", "24:00", "9:75", "noon"])
def test_what_is_no_time_says_how_to_write_one(qtbot: QtBot, text: str) -> None:
    editor = TimeOfDay(time(8))
    qtbot.addWidget(editor.widget)
    editor.widget.setText(text)
    with pytest.raises(InputError, match="Write the time like 09:00"):
        editor.read()


def test_what_is_typed_is_checked_while_it_is_typed_and_what_is_untouched_is_left_in_peace(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(person_dialog(facts, rulebook.catalogue, today, None))
    write(qtbot, sheet, "email", "ada")
    assert sheet.field("email").error == "", "half a word is not wrong yet"
    qtbot.waitUntil(lambda: sheet.field("email").error.startswith("An email address has"), timeout=5_000)
    assert sheet.field("name").error == ""
    write(qtbot, sheet, "email", "ada@partner.example")
    assert sheet.field("email").error == "", "the sentence goes as soon as it is mended"
    write(qtbot, sheet, "left_on", "31/13/2026")
    qtbot.waitUntil(lambda: sheet.field("left_on").error.startswith("That is not a day."), timeout=5_000)


def test_an_award_that_ends_before_it_begins_is_refused_beside_its_field(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook
) -> None:
    sheet = opened(award_dialog(facts, rulebook.catalogue, facts.awards["a1"], facts.awards["a1"].person))
    write(qtbot, sheet, "expires_on", "2024-01-01")
    sheet.submit()
    assert sheet.isVisible(), "it stays open"
    assert sheet.field("expires_on").error == "Expires before it was earned. Take a day after 6 Dec 2025."
    write(qtbot, sheet, "expires_on", "2026-12-07")
    assert sheet.field("expires_on").error == "", "the sentence goes as soon as it is mended"
    title, changes = answer(qtbot, sheet)
    assert changes == (
        Put(
            Award(
                "a1",
                facts.awards["a1"].person,
                facts.awards["a1"].certification,
                date(2025, 12, 6),
                date(2026, 12, 7),
            )
        ),
    )
    assert title.code == "undo.award-changed"


def test_an_unchanged_form_changes_nothing(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook, today: date
) -> None:
    for sheet in (
        person_dialog(facts, rulebook.catalogue, today, next(iter(facts.people.values()))),
        customer_dialog(facts, rulebook.catalogue, today, next(iter(facts.customers.values()))),
        project_dialog(facts, rulebook.catalogue, facts.projects["j1"]),
        event_dialog(facts, rulebook, today, facts.events["e1"]),
        deadline_dialog(facts, facts.deadlines["d1"]),
    ):
        assert answer(qtbot, opened(sheet))[1] == ()


def test_escape_gives_nothing_back(qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook) -> None:
    sheet = opened(project_dialog(facts, rulebook.catalogue, None))
    with qtbot.assertNotEmitted(sheet.submitted):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_person_without_any_name_is_refused(
    qtbot: QtBot, opened: Opened, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(person_dialog(Facts(), rulebook.catalogue, today, None))
    sheet.submit()
    assert sheet.field("name").error.startswith("Give a name, an email or an MCP ID")
    write(qtbot, sheet, "mcid", "990012345")
    (change,) = answer(qtbot, sheet)[1]
    assert change.thing.mcid == "990012345"


def test_unlinking_a_person_takes_the_day_asked_for(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(person_dialog(facts, rulebook.catalogue, today, next(iter(facts.people.values()))))
    choice: Any = sheet.editor("link").widget
    choice.setCurrentIndex(choice.findText("Not linked"))
    (change,) = answer(qtbot, sheet)[1]
    assert change.thing.unlinked_on == today


def test_awards_taken_off_a_person_are_removed_with_the_same_step(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(person_dialog(facts, rulebook.catalogue, today, next(iter(facts.people.values()))))
    awards = sheet.editor("awards")
    assert isinstance(awards, Listed)
    awards.list.setCurrentRow(0)
    qtbot.keyClick(awards.list, Qt.Key.Key_Delete)
    assert answer(qtbot, sheet)[1] == (Remove(Award, "a1"),)


def test_another_segment_from_a_day_on_keeps_the_one_before(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(customer_dialog(facts, rulebook.catalogue, today, next(iter(facts.customers.values()))))
    choice: Any = sheet.editor("segment").widget
    choice.setCurrentIndex(choice.findText("Enterprise"))
    write(qtbot, sheet, "since", "2026-07-01")
    (change,) = answer(qtbot, sheet)[1]
    assert change.thing.segments == (Segment("smb"), Segment("enterprise", date(2026, 7, 1)))


def test_an_association_says_its_workloads_and_what_was_in_use_when_it_began(
    qtbot: QtBot, opened: Opened, rulebook: Rulebook
) -> None:
    sheet = opened(association_dialog(CustomerId("c1"), rulebook.catalogue, None))
    write(qtbot, sheet, "workloads", "Azure SQL Database, Exchange Online, Azure SQL Database")
    listed: Any = sheet.editor("baseline")
    qtbot.mouseClick(listed.add_button, Qt.MouseButton.LeftButton)
    inner = next(s for s in sheet.findChildren(FormSheet) if s.isVisible())
    write(qtbot, inner, "workload", "Exchange Online")
    inner.submit()
    assert inner.field("value").error.startswith("Say how much was in use")
    write(qtbot, inner, "value", "40")
    inner.submit()
    assert listed.list.item(0).text() == "Exchange Online: 40 Active users"
    with qtbot.waitSignal(sheet.decided) as got:
        sheet.submit()
    (made,) = got.args
    assert made.workloads == ("SQL Database", "Exchange Online")
    assert made.baseline == (Baseline("Exchange Online", "active-users", 40_000_000),)


def test_a_workload_is_completed_after_the_last_comma(
    qtbot: QtBot, opened: Opened, rulebook: Rulebook
) -> None:
    sheet = opened(association_dialog(CustomerId("c1"), rulebook.catalogue, None))
    write(qtbot, sheet, "workloads", "Exchange Online, busin")
    line: Any = sheet.editor("workloads").widget
    found = line.completer()
    assert found.completionPrefix() == "Exchange Online, busin"
    assert found.currentCompletion() == "Exchange Online, Business Central"


def test_a_tenant_is_added_in_a_form_of_its_own(
    qtbot: QtBot, opened: Opened, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(customer_dialog(Facts(), rulebook.catalogue, today, None))
    write(qtbot, sheet, "name", "Coho Winery")
    tenants = sheet.editor("tenants")
    assert isinstance(tenants, Listed)
    qtbot.mouseClick(tenants.add_button, Qt.MouseButton.LeftButton)
    inner = tenants.widget.findChildren(FormSheet)[-1]
    assert isinstance(inner, FormSheet)
    write(qtbot, inner, "id", "not an id")
    inner.submit()
    assert inner.field("id").error.startswith("A tenant ID looks like")
    write(qtbot, inner, "id", "196e2273-0000-0000-0000-000000000000")
    inner.submit()
    (change,) = answer(qtbot, sheet)[1]
    assert isinstance(change.thing, Customer)
    assert change.thing.tenants == (Tenant("196e2273-0000-0000-0000-000000000000"),)


def test_a_project_says_what_usage_it_is_expected_to_bring(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook
) -> None:
    sheet = opened(project_dialog(facts, rulebook.catalogue, facts.projects["j1"]))
    listed: Any = sheet.editor("expected_usage")
    qtbot.mouseClick(listed.add_button, Qt.MouseButton.LeftButton)
    inner = next(s for s in sheet.findChildren(FormSheet) if s.isVisible())
    inner.submit()
    assert inner.field("workload").error.startswith("Type a workload")
    assert inner.field("value").error == "Say how much it will be in a month."
    write(qtbot, inner, "workload", "azure sql database")
    write(qtbot, inner, "value", "912.50")
    inner.submit()
    assert listed.list.item(0).text() == "SQL Database: 912.50 Azure consumed revenue (USD)"
    (change,) = answer(qtbot, sheet)[1]
    assert change.thing.expected_usage == (ExpectedUsage("SQL Database", "acr-usd", 912_500_000),)


def test_a_project_needs_a_name_and_takes_areas(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook
) -> None:
    sheet = opened(project_dialog(facts, rulebook.catalogue, None))
    sheet.submit()
    assert sheet.field("name").error == "Give the project a name."
    write(qtbot, sheet, "name", "Fabric pilot")
    areas: Any = sheet.editor("areas")
    qtbot.mouseClick(areas.widget.findChildren(CheckBox)[0], Qt.MouseButton.LeftButton)
    (change,) = answer(qtbot, sheet)[1]
    assert isinstance(change.thing, Project)
    assert (change.thing.name, change.thing.areas) == ("Fabric pilot", ("data-ai",))


def test_a_workshop_ends_on_its_own_day_and_after_it_begins(
    qtbot: QtBot, opened: Opened, facts: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = opened(event_dialog(facts, rulebook, today, None))
    write(qtbot, sheet, "title", "Copilot workshop")
    write(qtbot, sheet, "starts_at", "2026-12-17")
    write(qtbot, sheet, "register_by", "2026-12-18")
    sheet.submit()
    assert sheet.field("register_by").error.startswith("Registration would end after the beginning")
    write(qtbot, sheet, "register_by", "2026-12-10")
    (change,) = answer(qtbot, sheet)[1]
    starts, ends = change.thing.starts_at, change.thing.ends_at
    assert (starts.replace(tzinfo=None), ends.replace(tzinfo=None)) == (
        datetime(2026, 12, 17, 9),  # noqa: DTZ001 - the wall clock
        datetime(2026, 12, 17, 17),  # noqa: DTZ001 - a local time
    )
    assert starts.tzinfo is not None


def test_many_are_picked_by_typing_and_taken_off_with_delete(qtbot: QtBot) -> None:
    editor = PickMany([("p1", "Ada Nowak"), ("p2", "Bob Roy")], (), add="Add a person…")
    qtbot.addWidget(editor.widget)
    editor.add("Bob Roy")
    editor.add("Ada Nowak")
    editor.add("Nobody at all")
    assert editor.read() == ("p2", "p1")
    editor.list.setCurrentRow(0)
    editor.remove()
    assert editor.read() == ("p1",)
