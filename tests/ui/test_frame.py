"""The frame of the window: settings, help, printing, copies, and a file that changes underneath."""

import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ui.hands import press
from ui.dialogs.failure import FailureSheet
from ui.dialogs.forms import FormSheet
from ui.dialogs.help import HelpSheet
from ui.dialogs.printing import print_pages
from ui.dialogs.settings import SettingsSheet
from ui.main_window import MainWindow
from ui.main_window.shell import rules_words
from ui.pages.registry import PAGES
from ui.pages.start import StartPage
from ui.session import Session
from ui.widgets import MessageBar, Sheet
from ui.widgets.rail import RailCommand

Open = Callable[[Session | None], MainWindow]


@pytest.fixture
def window(session: Session, open_window: Open) -> MainWindow:
    return open_window(session)


def sheet(window: MainWindow) -> Any:
    return next((s for s in window.findChildren(Sheet) if s.isVisible()), None)


def rail_command(window: MainWindow, words: str) -> RailCommand:
    return next(c for c in window.findChildren(RailCommand) if c.text() == words)


def test_settings_are_changed_in_one_dialog(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(rail_command(window, "Settings"), Qt.MouseButton.LeftButton)
    form = sheet(window)
    assert isinstance(form, SettingsSheet)
    form.field("lock_minutes").editor.setCurrentIndex(0)  # type: ignore[attr-defined]
    form.field("backup_megabytes").editor.setText("250")  # type: ignore[attr-defined]
    with qtbot.waitSignal(window.settings_changed) as got:
        form.submit()
    assert got.args == [{"lock_minutes": 0, "backup_megabytes": 250}]
    assert window.settings.backup_megabytes == 250


def test_reminders_are_chosen_from_the_settings_too(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(rail_command(window, "Settings"), Qt.MouseButton.LeftButton)
    form = sheet(window)
    qtbot.mouseClick(form.field("reminders").editor, Qt.MouseButton.LeftButton)
    reminders = next(s for s in window.findChildren(FormSheet) if s.isVisible() and s is not form)
    assert reminders.windowTitle() == "Reminders"
    assert "no tray now" in " ".join(label.text() for label in reminders.findChildren(QLabel))
    reminders.editor("workshop").widget.setCurrentIndex(3)  # type: ignore[attr-defined] # a list to choose from
    qtbot.keyClick(reminders, Qt.Key.Key_Return)
    assert window.settings.reminders == {"workshop": 14}
    with qtbot.assertNotEmitted(window.settings_changed):
        form.submit()


@pytest.mark.parametrize("room", ["0", "1.5", "", "ten"])
def test_room_that_is_no_number_of_megabytes_is_refused_in_words(window: MainWindow, room: str) -> None:
    window.ask("settings")
    form = sheet(window)
    form.field("backup_megabytes").editor.setText(room)
    form.submit()
    assert form.field("backup_megabytes").error
    assert form.isVisible()


def test_broken_rules_of_ones_own_are_refused_at_once(window: MainWindow, tmp_path: Path) -> None:
    window.ask("settings")
    form = sheet(window)
    form.editor("rules").line.setText(str(tmp_path / "missing"))
    form.submit()
    assert form.field("rules").error == "There is no such folder."
    (tmp_path / "security.toml").write_text("area = 7", encoding="utf-8")
    form.editor("rules").line.setText(str(tmp_path))
    form.submit()
    assert "security.toml" in form.field("rules").error


def test_settings_that_stay_change_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.ask("settings")
    with qtbot.assertNotEmitted(window.settings_changed):
        sheet(window).submit()


def test_help_opens_at_the_page_that_is_seen_and_tells_of_every_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.navigate("data")
    qtbot.mouseClick(rail_command(window, "Help"), Qt.MouseButton.LeftButton)
    found = sheet(window)
    assert isinstance(found, HelpSheet)
    assert found.list.currentItem().text() == "Data"
    told = {found.list.item(row).text() for row in range(found.list.count())}
    assert {page.word() for page in PAGES} <= told
    found.list.setCurrentRow(1)
    words = " ".join(label.text() for label in found.findChildren(QLabel))
    assert "Azure usage: Insights, Downloads hub, Azure usage" in words


def test_the_report_is_printed_page_by_page(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.ask("print")
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    dialog.reject()
    session = window.session
    assert session is not None
    pages: list[tuple[bytes, ...]] = []
    from readiness.editions import Edition  # noqa: PLC0415 - for this test alone

    session.ask(lambda now: session.workspace.report_pages(now, Edition("en"), 100), pages.append)
    qtbot.waitUntil(lambda: bool(pages), timeout=60_000)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(printer, pages[0])
    content = (tmp_path / "printed.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == len(pages[0])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system asks")
@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_pages_printed_to_a_file_are_named_and_those_that_went_nowhere_too(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    def print_to(name: str) -> None:
        window.ask("print")
        dialog = next(d for d in window.findChildren(QPrintDialog) if d.isVisible())
        field = dialog.findChild(QLineEdit, "filename")
        assert isinstance(field, QLineEdit)
        assert field.text().endswith(".pdf"), "more than a folder is proposed"
        field.setText(str(tmp_path / name))
        press(qtbot, dialog, "&Print")

    def said() -> str:
        return " ".join(label.text() for label in window.findChildren(QLabel))

    print_to("taken.pdf")
    (tmp_path / "taken.pdf").mkdir()  # while the pages are made
    qtbot.waitUntil(lambda: isinstance(window.asked, FailureSheet), timeout=60_000)
    assert "were not printed" in said()
    qtbot.keyClick(window.asked, Qt.Key.Key_Escape)
    print_to("printed.pdf")
    qtbot.waitUntil(lambda: "Written: printed.pdf" in said(), timeout=60_000)


def test_a_copy_is_saved_and_the_file_stays_open(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, rulebook: Rulebook
) -> None:
    window.keep("ask_copy")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    out = tmp_path / "copy.readiness"
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    qtbot.waitUntil(lambda: out.exists() and window.session is not None and window.session.is_idle)
    copy = Workspace.open(out, rulebook)
    assert window.session is not None
    assert copy.facts == window.session.snapshot.facts
    copy.close()


def test_a_file_is_closed_and_the_first_page_comes_back(
    qtbot: QtBot, session: Session, open_window: Open
) -> None:
    window = open_window(session)
    with qtbot.waitSignal(session.closed, timeout=20_000):
        window.close_file()
    assert isinstance(window.centralWidget(), StartPage)
    assert window.session is None


def notices(window: MainWindow) -> str:
    return " ".join(bar.accessibleName() for bar in window.findChildren(MessageBar) if bar.isVisible())


def come_back(window: MainWindow) -> None:
    """As if another program had been in front."""
    window.activateWindow()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))


def test_a_file_that_is_renamed_underneath_is_noticed_and_noticed_when_it_is_back(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    window.look_around()
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)
    path = session.workspace.path
    path.rename(path.with_name("elsewhere.readiness"))
    come_back(window)
    qtbot.waitUntil(lambda: "moved, renamed, removed" in notices(window), timeout=10_000)
    path.with_name("elsewhere.readiness").rename(path)
    come_back(window)
    qtbot.waitUntil(lambda: not notices(window), timeout=10_000)


def test_a_file_that_another_program_wrote_into_is_noticed(
    qtbot: QtBot, session: Session, window: MainWindow
) -> None:
    window.look_around()
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)
    os.utime(session.workspace.path, (1, 1))
    come_back(window)
    qtbot.waitUntil(lambda: "Another program wrote" in notices(window), timeout=10_000)


def test_rules_that_were_read_long_ago_are_marked(session: Session) -> None:
    _words, warns = rules_words(session.snapshot, session.snapshot.on)
    assert not warns
    words, warns = rules_words(session.snapshot, session.snapshot.on + timedelta(days=91))
    assert warns
    assert words.startswith("Rules in force, read on")
    assert words.endswith("over 90 days ago")
    assert session.snapshot.on == date(2026, 11, 24)


def test_every_command_of_the_file_menu_that_needs_a_file_waits_for_one(open_window: Open) -> None:
    window = open_window(None)
    names = {words for words, _keys, _act in window.menus.commands()}
    assert not {"Print…", "Save a copy…", "Close file", "Export…"} & names
    assert {"Settings…", "Help", "Open…"} <= names
    assert not [b for b in window.findChildren(QPushButton) if b.text() == "Settings"]
