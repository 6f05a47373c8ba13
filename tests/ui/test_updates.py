"""Where new versions are: said when asked for, opened by a click alone."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import primary
from ui.dialogs.about import UpdatesSheet
from ui.main_window import MainWindow

PAGE = "https://example.com/releases"


class Browser(QObject):
    """Takes the place of the system's browser, and notes what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


@pytest.fixture
def window(qtbot: QtBot, today: date) -> MainWindow:
    made = MainWindow(today)
    qtbot.addWidget(made)
    made.show_session(None)
    made.show()
    return made


def said(sheet: UpdatesSheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))


def sheet_of(window: MainWindow) -> UpdatesSheet:
    window.ask("updates")
    (sheet,) = window.findChildren(UpdatesSheet)
    assert isinstance(sheet, UpdatesSheet)
    return sheet


def test_a_copy_that_names_no_page_says_so(qtbot: QtBot, window: MainWindow) -> None:
    sheet = sheet_of(window)
    assert "names no page" in said(sheet)
    qtbot.mouseClick(primary(sheet), Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()


def test_the_page_opens_by_a_click_and_not_before(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "partner_readiness-9.9.9.dist-info"
    record.mkdir()
    lines = (
        "Metadata-Version: 2.1",
        "Name: partner-readiness",
        "Version: 9.9.9",
        f"Project-URL: Releases, {PAGE}",
    )
    (record / "METADATA").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type] # it takes words alone
    try:
        sheet = sheet_of(window)
        assert PAGE in said(sheet)
        assert "9.9.9" in said(sheet)
        assert browser.asked == []
        qtbot.mouseClick(primary(sheet), Qt.MouseButton.LeftButton)
        assert browser.asked == [PAGE]
    finally:
        QDesktopServices.unsetUrlHandler("https")
