"""The history, forecast and steps of the area page, their table, and the pictures that can be saved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from readiness.facts import Facts
from ui.dialogs.failure import FailureSheet
from ui.main_window import MainWindow
from ui.pages.area import AreaPage
from ui.session import Session
from ui.widgets import RowsView
from ui.widgets.chrome import StatusLine

Open = Callable[[Session | None], MainWindow]


def opened(qtbot: QtBot, session: Session, open_window: Open, area: str) -> AreaPage:
    window = open_window(session)
    window.navigate(f"area/{area}")
    page = window.page
    assert isinstance(page, AreaPage)
    qtbot.waitUntil(lambda: page.history.chart.is_drawn, timeout=30_000)
    return page


@pytest.fixture
def shown(qtbot: QtBot, demo: Session, open_window: Open) -> AreaPage:
    return opened(qtbot, demo, open_window, "security")


def test_what_is_missing_is_listed_cheapest_first(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    page = opened(qtbot, demo, open_window, "modern-work")
    lines = page.missing.rows.accessibleName().split("\n")
    assert lines[0] == "Pass MS-102 on or before 30 Nov +15.0"
    assert "Bring Fabrikam to 40% active, 2 users short +2.5" in lines


def test_steps_that_there_is_no_room_for_are_shown_when_asked_for(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = opened(qtbot, demo, open_window, "modern-work")
    page.window().resize(1280, 760)
    qtbot.waitUntil(page.missing.turn.isVisible)
    assert page.missing.turn.text() == f"Show all {page.missing.rows.count}"
    before = page.missing.height()
    qtbot.mouseClick(page.missing.turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.missing.height() > before)
    assert page.missing.turn.text() == "Show fewer"
    qtbot.mouseClick(page.missing.turn, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.missing.height() == before)


def test_what_would_do_as_well_is_named(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    page = opened(qtbot, demo, open_window, "infrastructure")
    assert "One more person with AZ-140 +4.0 or AZ-120" in page.missing.rows.accessibleName()


def test_the_chart_says_each_drop_and_names_the_value_of_a_day(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = opened(qtbot, demo, open_window, "security")
    said = page.history.chart.accessibleName()
    assert said.startswith("24 Nov 2026: 70.9 points; ")
    assert "SC-100 of Samir Haddad will expire, 6 Dec 2026" in said
    tip = page.history.chart.tip
    assert tip is not None
    assert tip(date(2026, 12, 7).toordinal(), 60).split("\n") == [
        "7 Dec 2026: 62.9 points",
        "7 Dec 2026: \N{MINUS SIGN}8.0. SC-100 of Samir Haddad will expire",
    ]
    assert tip(date(2027, 1, 20).toordinal(), 60) == "20 Jan 2027: 54.9 points"
    assert tip(-5.0, 60) == tip(1e12, 60) == tip(date(2031, 1, 1).toordinal(), 60) == ""


def test_the_table_behind_the_chart_has_every_step(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    page = opened(qtbot, demo, open_window, "security")
    qtbot.mouseClick(page.history.as_table, Qt.MouseButton.LeftButton)
    (view,) = page.history.findChildren(QTableView)
    model = view.model()
    texts = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert "SC-401 of Farid Benali will expire" in texts
    assert "SC-400 of Lea Fischer expired" in texts
    qtbot.mouseClick(page.history.as_table, Qt.MouseButton.LeftButton)
    assert page.history.as_table.accessibleName() == "Show as table"


def test_the_table_behind_the_chart_is_written_as_a_spreadsheet(
    qtbot: QtBot, shown: AreaPage, tmp_path: Path
) -> None:
    qtbot.mouseClick(shown.history.as_table, Qt.MouseButton.LeftButton)
    view = shown.history.findChild(RowsView)
    assert view is not None
    next(a for a in view.columns.menu().actions() if a.text() == "Export this table…").trigger()
    dialog = shown.window().findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("steps.csv")
    dialog.accept()
    qtbot.waitUntil((tmp_path / "steps.csv").exists, timeout=20_000)
    assert "SC-401 of Farid Benali will expire" in (tmp_path / "steps.csv").read_text("utf-8")


@pytest.mark.parametrize(
    "saving",
    [
        ("score.png", 0, "score.png", b"\x89PNG"),
        ("score.svg", 0, "score.svg", b"<?xml"),
        ("score", 2, "score.pdf", b"%PDF"),
        ("", 1, "History and forecast.svg", b"<?xml"),
    ],
)
def test_the_chart_is_saved_as_a_picture(
    qtbot: QtBot, shown: AreaPage, tmp_path: Path, saving: tuple[str, int, str, bytes]
) -> None:
    typed, downs, name, begins = saving
    qtbot.mouseClick(shown.history.save_as, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    line, kinds = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QComboBox, "fileTypeCombo")
    assert line is not None
    assert kinds is not None
    for _ in range(downs):
        qtbot.keyClick(kinds, Qt.Key.Key_Down)
    if typed:
        line.selectAll()
        qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    status = shown.window().findChild(StatusLine)
    assert status is not None
    told = f"Written: {name}"
    qtbot.waitUntil(lambda: told in [label.text() for label in status.findChildren(QLabel)], timeout=20_000)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_picture_that_cannot_be_written_is_told_in_words(
    qtbot: QtBot, shown: AreaPage, tmp_path: Path
) -> None:
    qtbot.mouseClick(shown.history.save_as, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "missing" / "score.png"))
    dialog.reject()
    window = shown.window()
    qtbot.waitUntil(lambda: window.findChild(FailureSheet) is not None, timeout=20_000)
    sheet = window.findChild(FailureSheet)
    assert sheet is not None
    assert sheet.words.text().startswith("The folder for “score.png” does not exist. Nothing was written.")


def test_a_partner_without_records_has_steps_and_no_drops(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open
) -> None:
    page = opened(qtbot, open_session(Facts()), open_window, "data-ai")
    assert "which count only together" in page.missing.rows.accessibleName()
    assert page.history.chart.accessibleName() == "24 Nov 2026: 0.0 points"
