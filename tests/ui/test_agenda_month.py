"""The month beside the agenda, and what can be done with an item: put it off, give it away, send it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import Event, Facts, Mark, PersonId, Put
from readiness.problems import Message
from tests.ui import hands
from tests.ui.hands import alone
from ui.dialogs.forms import FormSheet
from ui.main_window import MainWindow
from ui.pages.agenda import AgendaPage
from ui.pages.month_view import MonthPanel
from ui.session import Session
from ui.tables import ROW_ROLE

EXPIRY, WORKSHOP = "certification-expires:a1:2026-12-06", "workshop:e1:2026-12-08"


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> AgendaPage:
    return alone(qtbot, session, AgendaPage(session), height=760)


def sheet_of(page: AgendaPage) -> FormSheet:
    sheet = page.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    return sheet


def line_of(sheet: FormSheet, key: str) -> Any:
    """The field that is typed into."""
    widget = sheet.editor(key).widget
    while (inside := widget.focusProxy()) is not None:
        widget = inside
    return widget


def shown_on(month: MonthPanel, day: date) -> list[str]:
    index = month.view.days.index_of(day)
    return [row.id for row in index.data(ROW_ROLE).rows]


def press(qtbot: QtBot, month: MonthPanel, day: date) -> None:
    month.view.setFocus()
    where = month.view.visualRect(month.view.days.index_of(day)).center()
    qtbot.mouseClick(month.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where))


def test_the_model_keeps_qts_rules(page: AgendaPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.month.view.days)


def test_the_month_follows_the_item_that_is_selected_and_shows_what_the_list_shows(page: AgendaPage) -> None:
    page.listing.select(WORKSHOP)
    assert page.month.view.day == date(2026, 12, 8)
    assert shown_on(page.month, date(2026, 12, 8)) == [WORKSHOP]
    assert shown_on(page.month, date(2026, 12, 6)) == [EXPIRY]
    page.filters.kind.set_key("workshops")
    page.filters.kind.changed.emit("workshops")
    assert shown_on(page.month, date(2026, 12, 6)) == []


def test_pressing_a_day_selects_what_is_due_on_it(qtbot: QtBot, page: AgendaPage) -> None:
    page.listing.select(WORKSHOP)
    press(qtbot, page.month, date(2026, 12, 6))
    assert [row.id for row in page.listing.selected] == [EXPIRY]
    press(qtbot, page.month, date(2026, 12, 9))
    assert page.listing.selected == []


def test_the_month_is_that_of_the_day_that_is_looked_at_also_where_nothing_is_due(
    qtbot: QtBot, page: AgendaPage, session: Session
) -> None:
    page.month.go(date(2026, 12, 8))
    with qtbot.waitSignal(session.snapshot_changed):
        session.look(date(2019, 2, 28))
    assert not page.listing.model.rows
    assert (page.month.view.day, page.month.view.days.month) == (date(2019, 2, 28), date(2019, 2, 1))


def test_arrows_walk_over_the_edge_of_the_month_and_page_keys_by_months(
    qtbot: QtBot, page: AgendaPage
) -> None:
    view = page.month.view
    page.month.go(date(2026, 12, 31))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert (view.day, view.days.month) == (date(2027, 1, 1), date(2027, 1, 1))
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert (view.day, view.days.month) == (date(2026, 12, 25), date(2026, 12, 1))
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.day == date(2027, 2, 25)
    page.month.go(date(2027, 1, 31))
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.day == date(2027, 2, 28), "the last day where the month is shorter"
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.day == date(2026, 11, 24)


def test_enter_on_a_day_adds_a_deadline_on_it(qtbot: QtBot, session: Session, page: AgendaPage) -> None:
    page.month.go(date(2027, 2, 3))
    qtbot.keyClick(page.month.view, Qt.Key.Key_Return)
    sheet = sheet_of(page)
    qtbot.keyClicks(sheet.editor("title").widget, "Call the distributor")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    (made,) = (d for d in session.snapshot.facts.deadlines.values() if d.title == "Call the distributor")
    assert made.due_on == date(2027, 2, 3)
    assert shown_on(page.month, date(2027, 2, 3)) == [f"own:{made.id}:2027-02-03"]


def test_a_week_of_certification_stands_on_each_of_its_days(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    starts, ends = datetime(2026, 12, 9, 9, tzinfo=UTC), datetime(2026, 12, 13, 15, tzinfo=UTC)
    week = Event("e2", "Certification week", "certification-week", starts, ends)
    session = open_session(facts.changed([Put(week)]))
    page = AgendaPage(session)
    qtbot.addWidget(page)
    page.show_snapshot(session.snapshot)
    page.show()
    page.month.go(date(2026, 12, 11))
    for day in range(5):
        assert shown_on(page.month, date(2026, 12, 9) + timedelta(day)) == ["workshop:e2:2026-12-09"]
    assert shown_on(page.month, date(2026, 12, 14)) == []
    assert [row.title for row in page.listing.selected] == ["Certification week"]


def test_every_day_says_to_a_screen_reader_what_is_due_on_it(page: AgendaPage) -> None:
    page.month.show_day(date(2026, 12, 8))
    index = page.month.view.days.index_of(date(2026, 12, 8))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.splitlines() == ["8 December 2026", "Threat Protection workshop"]


def test_an_item_is_put_off_for_a_week_and_brought_back(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(EXPIRY)
    menu = page.panel.snooze_menu()
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        menu.actions()[1].trigger()
    assert session.snapshot.facts.marks == {EXPIRY: Mark(EXPIRY, snoozed_until=date(2026, 12, 1))}
    assert EXPIRY not in [row.id for row in page.listing.model.rows]
    page.filters.done.click()
    page.listing.select(EXPIRY)
    assert "Snoozed to 1 Dec" in page.listing.current.second
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.panel.snooze_menu().actions()[-1].trigger()
    assert session.snapshot.facts.marks == {}


def _sent(qtbot: QtBot, page: AgendaPage, out: Path, names: int) -> str:
    """Presses through the two dialogs of sending, and reads the file."""
    sheet = sheet_of(page)
    choice: Any = sheet.editor("names").widget
    choice.setCurrentIndex(names)
    sheet.submit()
    dialog = page.findChildren(QFileDialog)[-1]
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(out.exists, timeout=20_000)
    return out.read_text(encoding="utf-8")


def test_the_hours_of_an_appointment_are_never_cut(page: AgendaPage) -> None:
    """They stand in a line of their own, which goes on below where it is too long."""
    page.listing.select(WORKSHOP)
    said = dict(page.panel.details.rows)
    assert said["Time"].startswith("09:00")
    time = next(one for one in page.panel.details.findChildren(QLabel) if one.text() == said["Time"])
    assert time.wordWrap()


def test_one_item_is_sent_alone_with_and_without_names(
    qtbot: QtBot, page: AgendaPage, tmp_path: Path
) -> None:
    page.listing.select(EXPIRY)
    hands.press(qtbot, page.panel, "Send to calendar…")
    with_names = _sent(qtbot, page, tmp_path / "one.ics", 0)
    assert with_names.count("BEGIN:VEVENT") == 1
    assert "Ada Nowak" in with_names
    hands.press(qtbot, page.panel, "Send to calendar…")
    without = _sent(qtbot, page, tmp_path / "nobody.ics", 1)
    assert without.count("BEGIN:VEVENT") == 1
    assert "Ada" not in without


def test_a_workshop_is_added_and_found_in_the_agenda_and_in_the_calendar_file(
    qtbot: QtBot, open_window: Callable[[Session], MainWindow], session: Session, tmp_path: Path
) -> None:
    window = open_window(session)
    window.navigate("agenda")
    page = window.page
    assert isinstance(page, AgendaPage)
    page.add_menu().actions()[1].trigger()
    sheet = sheet_of(page)
    for key, words in (
        ("title", "Copilot workshop"),
        ("starts_at", "2026-12-17"),
        ("register_by", "2026-12-10"),
        ("capacity", "12"),
    ):
        qtbot.keyClicks(line_of(sheet, key), words)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    row = page.listing.current
    assert (row.title, row.second) == ("Copilot workshop", "Workshop · 0 of 12 places")
    kinds = {row.item.kind for row in page.listing.model.rows if "Copilot workshop" in row.title}
    assert kinds == {"workshop", "register-by"}
    out = tmp_path / "all.ics"
    with qtbot.waitSignal(session.written, timeout=20_000):
        page.save_calendar(out)
    events = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} >= {
        "Copilot workshop",
        "Last day to register for Copilot workshop",
    }


def test_who_owns_a_workshop_and_when_it_was_put_off_goes_with_it_to_another_day(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    session = open_session(facts.changed([Put(Mark(WORKSHOP, owner=PersonId("p1")))]))
    page = AgendaPage(session)
    qtbot.addWidget(page)
    session.snapshot_changed.connect(page.show_snapshot)
    page.show_snapshot(session.snapshot)
    page.show()
    page.listing.select(WORKSHOP)
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Return)
    sheet = sheet_of(page)
    for key in ("starts_at", "ends_at"):
        line = line_of(sheet, key)
        line.selectAll()
        qtbot.keyClicks(line, "2026-12-09")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    moved = "workshop:e1:2026-12-09"
    assert session.snapshot.facts.marks == {moved: Mark(moved, owner=PersonId("p1"))}
    assert session.workspace.undo_title == Message(
        "undo.event-changed", {"name": "Threat Protection workshop"}
    )


def test_showing_all_takes_every_filter_off(qtbot: QtBot, page: AgendaPage) -> None:
    page.filters.area.setCurrentIndex(page.filters.area.findData("data-ai"))
    qtbot.keyClicks(page.listing.search, "nothing of that name")
    assert not page.listing.model.rows
    show_all = next(b for b in page.findChildren(QPushButton) if b.text() == "Show all" and b.isVisible())
    show_all.click()
    assert len(page.listing.model.rows) == len(page.listing.model.all)
    assert page.filters.area.currentText() == "Any area"
