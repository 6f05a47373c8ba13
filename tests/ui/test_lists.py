"""Lists as every page has them: columns as the user wants them, files of what is seen, many rows at once."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from readiness.importers.mapping import TableMapping, mappings_text, signature
from tests.ui.hands import primary, sheet_over
from ui import text
from ui.dialogs.forms import FormSheet
from ui.dialogs.import_preview import ImportDialog
from ui.dialogs.mapping import MappingDialog
from ui.main_window import MainWindow
from ui.pages.data import DataPage
from ui.pages.listing import Listing
from ui.pages.people import PeoplePage
from ui.session import Session
from ui.widgets import RowsView, select_rows
from ui.widgets.chrome import StatusLine

Open = Callable[[Session | None], MainWindow]


@pytest.fixture
def window(session: Session, open_window: Open) -> MainWindow:
    made = open_window(session)
    made.navigate("people")
    assert made.page is not None
    QApplication.processEvents()  # laid out
    return made


def people(window: MainWindow) -> Listing:
    page = window.page
    assert isinstance(page, PeoplePage)
    return page.listing


def choose(listing: Listing, title: str) -> None:
    action = next(a for a in listing.view.columns.menu().actions() if a.text() == title)
    action.trigger()


def titles(listing: Listing) -> list[str]:
    return [str(listing.model.headerData(c, Qt.Orientation.Horizontal)) for c in listing.view.columns.shown]


def test_a_column_left_out_is_copied_nowhere_and_stays_out(qtbot: QtBot, window: MainWindow) -> None:
    listing = people(window)
    choose(listing, "Expired")
    assert "Expired" not in titles(listing)
    listing.view.selectAll()
    choose(listing, "Learn link")
    button = next(b for b in window.findChildren(QPushButton) if b.toolTip() == "Copy as text")
    button.click()
    assert "Learn link" not in QGuiApplication.clipboard().text()
    window.build()
    qtbot.waitUntil(lambda: "Expired" not in titles(people(window)))
    choose(people(window), "Columns as at first")
    assert "Expired" in titles(people(window))


def test_the_last_column_stays(window: MainWindow) -> None:
    listing = people(window)
    for title in titles(listing):
        choose(listing, title)
    assert len(titles(listing)) == 1


def test_order_width_and_sort_are_remembered(qtbot: QtBot, window: MainWindow) -> None:
    listing = people(window)
    head = listing.view.horizontalHeader()
    qtbot.wait(100)  # a page lays itself out in more than one step, and nobody drags meanwhile
    head.moveSection(head.visualIndex(4), 1)
    edge = head.sectionViewportPosition(1) + head.sectionSize(1) - 1
    viewport, middle = head.viewport(), head.height() // 2
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge, middle))
    qtbot.mouseMove(viewport, QPoint(edge + 30, middle))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge + 30, middle))
    wide = head.sectionSize(1)
    qtbot.waitUntil(lambda: bool(window.settings.tables))
    head.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    window.build()
    again = people(window).view.horizontalHeader()
    qtbot.waitUntil(lambda: again.visualIndex(4) == 1)
    assert again.sectionSize(1) == wide
    assert (again.sortIndicatorSection(), again.sortIndicatorOrder()) == (1, Qt.SortOrder.DescendingOrder)


@pytest.mark.parametrize("kept", [None, {"columns": 3}, {"columns": 7, "hidden": [9], "order": [0]}, "x"])
def test_an_odd_layout_changes_nothing(qtbot: QtBot, window: MainWindow, kept: object) -> None:
    before = titles(people(window))
    window.change_settings(tables={"people/people": kept})
    window.build()
    qtbot.waitUntil(lambda: titles(people(window)) == before)


def exported(qtbot: QtBot, window: MainWindow, out: Path) -> None:
    listing = people(window)
    listing.view.columns.export_asked.emit()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(lambda: out.exists() and window.session is not None and window.session.is_idle)


def test_the_table_is_written_as_it_is_seen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    listing = people(window)
    choose(listing, "Valid")
    qtbot.keyClicks(listing.search, "ada")
    exported(qtbot, window, tmp_path / "seen.csv")
    rows = list(csv.reader((tmp_path / "seen.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == titles(listing)
    assert len(rows) == 2
    assert rows[1][rows[0].index("Next expiry")] == "2026-12-06"
    assert rows[1][rows[0].index("Expiring")] == "1"


def test_what_was_written_is_opened_at_a_press_in_the_program_for_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    opened: list[QUrl] = []

    class Spreadsheets(QObject):
        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            opened.append(url)

    status = window.findChild(StatusLine)
    assert status is not None
    button = next(b for b in status.findChildren(QPushButton) if b.text() == "Open")
    assert not button.isVisible()
    exported(qtbot, window, tmp_path / "seen.csv")
    qtbot.waitUntil(button.isVisible)
    spreadsheets = Spreadsheets()
    QDesktopServices.setUrlHandler("file", spreadsheets, "open")  # type: ignore[arg-type] # Qt takes text
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "seen.csv")]


def test_a_workbook_has_days_as_days(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    exported(qtbot, window, tmp_path / "seen.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "seen.xlsx").active
    head = [cell.value for cell in sheet[1]]
    assert head == titles(people(window))
    assert sheet[2][head.index("Next expiry")].value.date() == date(2026, 12, 6)


def test_rows_of_a_spreadsheet_are_pasted_through_the_preview(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    assert session is not None
    header = ("Who", "What", "When")
    known = {
        signature(header): TableMapping("awards", {"first": "Who", "title": "What", "earned": "When"}, "")
    }
    window.change_settings(mappings=mappings_text(known))
    rows = "Who\tWhat\tWhen\nEve Stone\tMicrosoft Certified: Azure Administrator Associate\t2026-10-01\n"
    QGuiApplication.clipboard().setText(rows)
    qtbot.keyClick(people(window).view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(sheet_over(window), ImportDialog), timeout=20_000)
    dialog = sheet_over(window)
    assert dialog is not None
    before = len(session.snapshot.facts.people)
    qtbot.mouseClick(primary(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.snapshot.facts.people) == before + 1, timeout=20_000)


def test_unknown_pasted_columns_are_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("Alpha\tBeta\nx\ty\n")
    window.paste()
    qtbot.waitUntil(lambda: isinstance(sheet_over(window), MappingDialog), timeout=20_000)


@pytest.mark.parametrize("headings", ["Name\tE-mail\tArrivée le\n", "Name\tEmail\tJoined\n", ""])
def test_a_list_of_staff_is_pasted(qtbot: QtBot, window: MainWindow, headings: str) -> None:
    session = window.session
    assert session is not None
    rows = "Eve Stone\teve@partner.example\t29/02/2024\nZoé Ünal\tzoe@partner.example\t31/12/2025"
    QGuiApplication.clipboard().setText(headings + rows)
    qtbot.keyClick(people(window).view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.asked, MappingDialog), timeout=20_000)
    asked = window.asked
    assert isinstance(asked, MappingDialog)
    if not headings:  # nothing to guess by
        asked.target.setFocus()
        qtbot.keyClicks(asked.target, "People")
        for field, column in {"first": "A", "mail": "B", "joined": "C"}.items():
            qtbot.keyClicks(asked.columns[field], column)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.asked, ImportDialog), timeout=20_000)
    qtbot.keyClick(window.asked, Qt.Key.Key_Return)

    def added() -> dict[str, tuple[str, date | None]]:
        found = session.snapshot.facts.people.values()
        return {
            one.name: (one.email, one.joined_on) for one in found if one.email.endswith("@partner.example")
        }

    qtbot.waitUntil(lambda: "Eve Stone" in added(), timeout=20_000)
    assert added()["Eve Stone"] == ("eve@partner.example", date(2024, 2, 29))
    assert added()["Zoé Ünal"] == ("zoe@partner.example", date(2025, 12, 31))
    assert "Eve" not in window.settings.mappings, "nobody's name is kept among the settings"
    assert bool(window.settings.mappings) == bool(headings)


def test_a_clipboard_without_rows_says_what_to_copy(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("one word")
    window.paste()
    content = window.centralWidget()
    assert content is not None
    line = content.findChild(StatusLine)
    assert line is not None
    assert any("Copy them with their header" in w.accessibleName() for w in line.findChildren(QLabel))


def test_several_people_are_edited_in_one_step(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    listing = people(window)
    listing.view.selectAll()
    qtbot.keyClick(listing.view, Qt.Key.Key_F2)
    form = sheet_over(window)
    assert isinstance(form, FormSheet)
    form.field("left_on").editor.set_day(date(2026, 11, 1))  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.changed, timeout=10_000) as got:
        form.submit()
    assert text.say(got.args[0]) == "2 people changed"
    assert {p.left_on for p in session.snapshot.facts.people.values()} == {date(2026, 11, 1)}
    names = {p.name for p in session.snapshot.facts.people.values()}
    session.undo()
    qtbot.waitUntil(lambda: {p.left_on for p in session.snapshot.facts.people.values()} == {None})
    assert names == {"Ada Nowak", ""}


def test_a_removal_says_what_goes_too(qtbot: QtBot, session: Session, window: MainWindow) -> None:
    listing = people(window)
    listing.view.selectAll()
    with qtbot.waitSignal(session.changed, timeout=10_000) as got:
        qtbot.keyClick(listing.view, Qt.Key.Key_Delete)
    assert text.say(got.args[0]) == "2 people removed, with 3 awards and 1 planned exam"
    window.navigate("customers")
    customers = window.page.listing  # type: ignore[union-attr]
    select_rows(customers.view, lambda row: row.name == "Fabrikam")
    with qtbot.waitSignal(session.changed, timeout=10_000) as got:
        qtbot.keyClick(customers.view, Qt.Key.Key_Delete)
    said = text.say(got.args[0])
    assert said == "Fabrikam removed, with 1 association, 1 row of usage and 1 project"


def test_tables_made_while_one_looks_are_written_and_remembered_too(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    def usage() -> Listing:
        window.navigate("data")
        page = window.page
        assert isinstance(page, DataPage)
        page.show_view("usage")
        found = next(one for one in page.findChildren(Listing) if one.view.accessibleName() == "Usage")
        qtbot.waitUntil(found.view.isVisible)
        return found

    listing = usage()
    choose(listing, "Workload")
    tool = next(b for b in listing.bar.findChildren(QPushButton) if b.toolTip() == "Export this table…")
    qtbot.mouseClick(tool, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "usage.csv"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "usage.csv").exists)
    assert (tmp_path / "usage.csv").read_text("utf-8-sig").splitlines()[0].split(",") == titles(listing)
    window.build()
    qtbot.waitUntil(lambda: "Workload" not in titles(usage()))


def test_columns_are_still_chosen_after_tab_went_around(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page
    assert isinstance(page, PeoplePage)
    people(window).view.setFocus()
    page.show_view("person")
    assert page.person is not None
    qtbot.waitUntil(page.person.isVisible)
    for _time in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Tab)
    for view in page.person.findChildren(RowsView):
        assert view.columns.layout()["columns"] > 0
