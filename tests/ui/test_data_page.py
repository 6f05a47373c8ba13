"""Data: what has come in and what is missing; usage, imports, partner and figures are mended there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import Location, Month
from readiness.problems import Message
from tests.ui.hands import press, primary
from ui import text
from ui.dialogs.forms import FormSheet
from ui.dialogs.take_out import ImportRemovalSheet, MonthSheet
from ui.main_window import MainWindow
from ui.pages.data import DataPage
from ui.pages.people import PeoplePage
from ui.session import Session
from ui.widgets import Sheet, select_rows

Open = Callable[[Session | None], MainWindow]
OCTOBER = Month(2026 * 12 + 9)


@pytest.fixture
def window(qtbot: QtBot, session: Session, open_window: Open) -> MainWindow:
    made = open_window(session)
    made.navigate("data")
    qtbot.waitUntil(lambda: bool(page(made).sources.listing.model.rows), timeout=20_000)
    return made


def page(window: MainWindow) -> DataPage:
    assert isinstance(window.page, DataPage)
    return window.page


def section(window: MainWindow, key: str) -> Any:
    button = next(b for b in page(window).section.findChildren(QPushButton) if b.text() == SECTIONS[key])
    button.click()
    return page(window).shown


SECTIONS = {"usage": "Usage", "imports": "Imports", "partner": "Partner", "figures": "Figures"}


def sheet(window: MainWindow) -> Any:
    return next((s for s in window.findChildren(Sheet) if s.isVisible()), None)


def state_of(window: MainWindow, table: str) -> tuple[str, str]:
    model = page(window).sources.listing.model
    row = next(place for place, row in enumerate(model.rows) if row.id == table)
    return model.index(row, 1).data(), model.index(row, 2).data()


def test_each_table_says_how_new_it_is_and_the_checklist_where_to_get_the_next(window: MainWindow) -> None:
    assert state_of(window, "azure-usage") == ("Sept 2026", "Oct 2026 is missing")
    assert state_of(window, "licences")[1] == "Nothing yet"
    assert state_of(window, "trainings") == ("Sept 2026", "No import known")
    lines = page(window).sources.checklist.lines
    assert ("Azure usage", "Oct 2026 is missing", "Insights, Downloads hub, Azure usage") in lines
    assert "Revenue" not in {line[0] for line in lines}, "nothing asks for what no score here rests on"


def test_a_month_is_removed_in_one_step(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    sources = page(window).sources
    select_rows(sources.listing.view, lambda row: row.id == "azure-usage")
    entry = next(a for a in sources.listing.menu().actions() if a.text() == "Remove a month…")
    entry.trigger()
    asked = sheet(window)
    assert isinstance(asked, MonthSheet)
    assert asked.words.text() == "1 record goes."
    with qtbot.waitSignal(session.changed, timeout=10_000) as got:
        qtbot.mouseClick(primary(asked), Qt.MouseButton.LeftButton)
    assert text.say(got.args[0]) == "Azure usage: Sept 2026 removed"
    assert not session.snapshot.facts.usage
    session.undo()
    qtbot.waitUntil(lambda: bool(session.snapshot.facts.usage))


def test_a_row_leads_to_its_records(qtbot: QtBot, window: MainWindow) -> None:
    sources = page(window).sources
    select_rows(sources.listing.view, lambda row: row.id == "azure-usage")
    qtbot.keyClick(sources.listing.view, Qt.Key.Key_Return)
    usage: Any = page(window).shown
    qtbot.waitUntil(lambda: [row.customer for row in usage.listing.model.rows] == ["Fabrikam"])
    page(window).section.findChildren(QPushButton)[0].click()
    select_rows(sources.listing.view, lambda row: row.id == "trainings")
    qtbot.keyClick(sources.listing.view, Qt.Key.Key_Return)
    assert isinstance(window.page, PeoplePage)


def test_usage_is_found_mended_and_removed(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    usage = section(window, "usage")
    qtbot.waitUntil(lambda: bool(usage.listing.model.rows))
    qtbot.keyClicks(usage.listing.search, "fabri sept")
    assert [row.value for row in usage.listing.model.rows] == [460_000_000]
    qtbot.keyClick(usage.listing.view, Qt.Key.Key_F2)
    form = sheet(window)
    assert isinstance(form, FormSheet)
    form.field("value").editor.setText("470.5")  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.changed, timeout=10_000):
        form.submit()
    (series,) = session.snapshot.facts.usage.values()
    assert series.values == (470_500_000,)
    qtbot.waitUntil(lambda: [row.value for row in usage.listing.model.rows] == [470_500_000])
    usage.listing.view.selectAll()
    with qtbot.waitSignal(session.changed, timeout=10_000) as got:
        qtbot.keyClick(usage.listing.view, Qt.Key.Key_Delete)
    assert text.say(got.args[0]) == "1 row of usage removed"
    assert not session.snapshot.facts.usage


def test_an_import_is_taken_out_again_although_it_is_not_the_newest(
    qtbot: QtBot, demo: Session, open_window: Open, export: Path
) -> None:
    window = open_window(demo)
    before = demo.snapshot.facts
    with qtbot.waitSignal(demo.changed, timeout=20_000):
        demo.preview_import(export, demo.import_)
    window.navigate("data")
    partner = section(window, "partner")
    partner.edit_partner()
    form = sheet(window)
    form.field("name").editor.setText("Contoso Partners")
    with qtbot.waitSignal(demo.changed, timeout=20_000):
        form.submit()
    imports = section(window, "imports")
    qtbot.waitUntil(
        lambda: [row.found.source for row in imports.listing.model.rows] == [export.name], timeout=20_000
    )
    imports.listing.view.selectRow(0)
    qtbot.keyClick(imports.listing.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: isinstance(sheet(window), ImportRemovalSheet), timeout=20_000)
    with qtbot.waitSignal(demo.changed, timeout=20_000) as got:
        qtbot.mouseClick(primary(sheet(window)), Qt.MouseButton.LeftButton)
    assert text.say(got.args[0]) == f"Import of {export.name} removed"
    assert demo.snapshot.facts.awards == before.awards
    assert demo.snapshot.facts.people == before.people
    assert demo.snapshot.facts.partner.name == "Contoso Partners"


def test_partner_and_locations_are_mended_with_checks(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    partner = section(window, "partner")
    partner.edit_partner()
    form = sheet(window)
    form.field("country").editor.setText("France")
    form.submit()
    assert form.field("country").error == "A country is two capital letters, like FR."
    form.field("country").editor.setText("FR")
    form.editor("locations").add()
    place = next(s for s in form.findChildren(FormSheet) if s.isVisible())
    place.field("id").editor.setText("7654321")
    place.submit()
    with qtbot.waitSignal(session.changed, timeout=10_000):
        form.submit()
    held = session.snapshot.facts.partner
    assert (held.country, held.locations) == ("FR", (Location("7654321"),))
    assert partner.locations.rows == [Location("7654321")]


def test_locations_that_are_not_there_yet_are_explained_and_one_is_added_from_there(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    partner = section(window, "partner")
    said = {one.text() for one in partner.places.findChildren(QLabel) if one.isVisible()}
    assert {"No location yet", "In Partner Center: Account settings, Identifiers"} <= said
    press(qtbot, partner.places, "Add location…")
    form = sheet(window)
    qtbot.mouseClick(primary(form), Qt.MouseButton.LeftButton)
    assert form.field("id").error == "Give the PartnerID of the place."
    qtbot.keyClicks(form.field("id").editor, "7654321")
    qtbot.keyClicks(form.field("name").editor, "Lyon")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(form.field("name").editor, Qt.Key.Key_Return)
    place = Location("7654321", "Lyon")
    assert session.snapshot.facts.partner.locations == (place,)
    assert session.workspace.undo_title == Message("undo.location-added", {"name": "Lyon · 7654321"})
    said = {one.text() for one in partner.places.findChildren(QLabel) if one.isVisible()}
    assert "No location yet" not in said
    assert partner.locations.rows == [place]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    said = {one.text() for one in partner.places.findChildren(QLabel) if one.isVisible()}
    assert "No location yet" in said


def test_an_enrolment_is_recorded_and_removed(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    partner = section(window, "partner")
    qtbot.mouseClick(partner.record, Qt.MouseButton.LeftButton)
    menu = next(m for m in partner.findChildren(QMenu) if m.isVisible())
    next(a for a in menu.actions() if a.text() == "Security").trigger()
    menu.close()
    form = sheet(window)
    form.field("purchased_on").editor.set_day(date(2026, 3, 1))
    with qtbot.waitSignal(session.changed, timeout=10_000):
        form.submit()
    assert [e.area for e in session.snapshot.facts.enrollments.values()] == ["security"]
    partner.listing.view.selectRow(0)
    with qtbot.waitSignal(session.changed, timeout=10_000):
        qtbot.keyClick(partner.listing.view, Qt.Key.Key_Delete)
    assert not session.snapshot.facts.enrollments


def test_a_figure_is_entered_mended_and_removed(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    figures = section(window, "figures")
    figures.add()
    form = sheet(window)
    form.submit()
    assert form.field("value").error
    form.field("points").editor.setText("12.5")
    with qtbot.waitSignal(session.changed, timeout=10_000):
        form.submit()
    (held,) = session.snapshot.facts.reported.values()
    assert str(held.points) == "12.5"
    figures.listing.view.selectRow(0)
    qtbot.keyClick(figures.listing.view, Qt.Key.Key_F2)
    form = sheet(window)
    form.field("as_of").editor.set_day(date(2026, 10, 1))
    with qtbot.waitSignal(session.changed, timeout=10_000):
        form.submit()
    assert [r.as_of for r in session.snapshot.facts.reported.values()] == [date(2026, 10, 1)]
    figures.listing.view.selectRow(0)
    with qtbot.waitSignal(session.changed, timeout=10_000):
        qtbot.keyClick(figures.listing.view, Qt.Key.Key_Delete)
    assert not session.snapshot.facts.reported


def test_a_figure_is_typed_by_hand_in_words_checked_undone_and_done_again(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    usage = section(window, "usage")
    qtbot.waitUntil(lambda: bool(usage.listing.model.rows))
    press(qtbot, usage, "Enter usage…")
    form = sheet(window)
    assert isinstance(form, FormSheet)
    form.submit()
    assert form.field("customer").error == "Choose whose usage it is."
    assert form.field("workload").error == "Type a workload, like Teams or SQL Database."
    assert form.field("value").error == "Write a number; 0 where nothing was used."
    form.field("customer").editor.setCurrentText("Fabrikam")  # type: ignore[attr-defined]
    qtbot.keyClicks(form.field("workload").editor, "SQL Database")
    form.field("association").editor.setCurrentText("CSP Tier 2")  # type: ignore[attr-defined]
    form.field("month").editor.setCurrentText("Sept 2026")  # type: ignore[attr-defined]
    qtbot.keyClicks(form.field("value").editor, "512.25")
    form.submit()
    already = "460 stands there already. Edit that row, or take another month."
    assert form.field("value").error == already, "what came in is not written over unseen"
    form.field("month").editor.setCurrentText("Oct 2026")  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.changed, timeout=10_000) as got:
        form.submit()
    assert text.say(got.args[0]) == "Usage entered: Fabrikam · SQL Database · Oct 2026"
    (series,) = session.snapshot.facts.usage.values()
    assert series.values == (460_000_000, 512_250_000), "it continues the series that came in"
    assert session.snapshot.data_month == OCTOBER
    window.undo()
    qtbot.waitUntil(lambda: next(iter(session.snapshot.facts.usage.values())).values == (460_000_000,))
    window.redo()
    qtbot.waitUntil(lambda: len(next(iter(session.snapshot.facts.usage.values())).values) == 2)
