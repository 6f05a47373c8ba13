"""The main window: pages, undo, the day, dropped files, failures, and closing in good order."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from tests.ui.hands import drop, primary, sheet_over
from ui import text, theme
from ui.dialogs.about import AboutSheet, ShortcutsSheet
from ui.dialogs.failure import FailureSheet
from ui.dialogs.import_preview import ImportDialog
from ui.dialogs.preview_panels import LinesPanel, ProblemsPanel
from ui.main_window import MainWindow
from ui.main_window.importing import is_partner_file
from ui.pages.registry import PAGES
from ui.session import Session
from ui.widgets import SearchField, UndoBar
from ui.widgets.chrome import StatusLine, TopBar
from ui.widgets.rail import Rail, RailCommand, RailItem

Open = Callable[[Session | None], MainWindow]
EVE = Put(Person(PersonId("p9"), name="Eve"))
ADD = Message("undo.person-added", {"name": "Eve"})


@pytest.fixture
def window(session: Session, open_window: Open) -> MainWindow:
    return open_window(session)


W = TypeVar("W", bound=QWidget)


def one(window: MainWindow, kind: type[W]) -> W:
    """The one of its kind in the window; what is about to be deleted does not count."""
    content = window.centralWidget()
    found = None if content is None else content.findChild(kind)
    assert found is not None
    return found


def top(window: MainWindow) -> TopBar:
    return one(window, TopBar)


def action(window: MainWindow, words: str) -> QAction:
    return next(a for a in window.findChildren(QAction) if a.text().replace("&", "") == words)


def test_the_rail_leads_to_every_page_and_back(qtbot: QtBot, window: MainWindow) -> None:
    items = window.findChildren(RailItem)
    assert [item.text() for item in items] == [entry.word() for entry in PAGES]
    seen = []
    for item in items:
        qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
        assert item.isChecked()
        seen.append(type(window.page))
    assert len(set(seen)) == len(PAGES)
    qtbot.mouseClick(items[0], Qt.MouseButton.LeftButton)
    assert type(window.page) is seen[0]


def test_arrows_move_in_the_rail_and_space_opens(qtbot: QtBot, window: MainWindow) -> None:
    rail = one(window, Rail)
    items = rail.findChildren(RailItem)
    items[0].setFocus()
    qtbot.keyClick(items[0], Qt.Key.Key_Down)
    assert items[1].hasFocus()
    qtbot.keyClick(items[1], Qt.Key.Key_Space)
    assert items[1].isChecked()
    items[0].setFocus()
    qtbot.keyClick(items[0], Qt.Key.Key_Up)
    assert rail.findChildren(RailCommand)[-1].hasFocus()


def test_a_small_window_has_a_narrow_rail_with_words_as_tooltips(qtbot: QtBot, window: MainWindow) -> None:
    rail = one(window, Rail)
    assert rail.width() == 200
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: rail.width() == 56)
    assert [item.toolTip() for item in rail.findChildren(RailItem)] == [entry.word() for entry in PAGES]


def test_undo_and_redo_are_named_and_work_from_bar_and_menu(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    assert not top(window).undo.isEnabled()
    session.write(ADD, (EVE,))
    qtbot.waitUntil(top(window).undo.isEnabled)
    named = f"Undo: {text.say(ADD)}"
    assert top(window).undo.toolTip() == named
    assert action(window, named).isEnabled()
    qtbot.mouseClick(top(window).undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(top(window).redo.isEnabled)
    assert EVE.thing.id not in session.snapshot.facts.people
    action(window, f"Redo: {text.say(ADD)}").trigger()
    qtbot.waitUntil(lambda: EVE.thing.id in session.snapshot.facts.people)


def test_the_undo_bar_names_what_happened_and_takes_it_back(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.write(ADD, (EVE,))
    qtbot.waitUntil(lambda: window.findChild(UndoBar) is not None)
    bar = one(window, UndoBar)
    assert bar.accessibleName() == text.say(ADD)
    undo = next(b for b in bar.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: EVE.thing.id not in session.snapshot.facts.people)
    assert not bar.isVisible()


def test_a_day_is_picked_and_today_comes_back(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    top(window).day_chosen.emit(date(2021, 1, 15))
    qtbot.waitUntil(lambda: top(window).day.text() == "15 Jan 2021")
    assert one(window, StatusLine).isVisible()
    action(window, "As of today").trigger()
    qtbot.waitUntil(lambda: session.snapshot.on == date(2026, 11, 24))


def test_a_dropped_export_is_previewed_and_imported(
    qtbot: QtBot, demo: Session, open_window: Open, export: Path
) -> None:
    window = open_window(demo)
    before = {area: standing.shown for area, standing in demo.snapshot.standings.items()}
    drop(window, export)
    qtbot.waitUntil(lambda: isinstance(sheet_over(window), ImportDialog), timeout=20_000)
    dialog = sheet_over(window)
    assert dialog is not None
    qtbot.mouseClick(primary(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: demo.workspace.undo_title is not None)
    qtbot.waitUntil(lambda: demo.is_idle, timeout=20_000)
    after = {area: standing.shown for area, standing in demo.snapshot.standings.items()}
    assert after != before
    window.undo()
    qtbot.waitUntil(lambda: demo.workspace.redo_title is not None)
    qtbot.waitUntil(lambda: demo.is_idle, timeout=20_000)
    assert {area: standing.shown for area, standing in demo.snapshot.standings.items()} == before


SERIES = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:weekly
SUMMARY:Lab hour
DTSTART;TZID=Europe/Paris:20261201T093000
DURATION:PT1H
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:late
SUMMARY:Late webinar
DTSTART:20261208T233000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_dropped_calendar_brings_its_series_and_the_day_of_the_place_that_it_is_read_at(
    qtbot: QtBot, demo: Session, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    window = open_window(demo)
    (tmp_path / "invitation.ics").write_text(SERIES, "utf-8")
    drop(window, tmp_path / "invitation.ics")
    qtbot.waitUntil(lambda: isinstance(sheet_over(window), ImportDialog), timeout=20_000)
    dialog = sheet_over(window)
    assert dialog is not None
    view = dialog.findChild(LinesPanel).view()  # type: ignore[union-attr]
    assert view is not None
    names = [view.model().index(row, view.model().columnCount() - 1).data() for row in range(3)]
    assert names == ["Lab hour · 1 Dec 2026", "Lab hour · 8 Dec 2026", "Lab hour · 15 Dec 2026"]
    dialog.findChild(ProblemsPanel).copy()  # type: ignore[union-attr]
    series = "“Lab hour” is a series of which 53 dates until 30 Nov 2027 are imported"
    assert series in QGuiApplication.clipboard().text()
    primary = next(b for b in dialog.findChildren(QPushButton) if b.property("kind") == "primary")
    assert primary.text() == "Import 54 records"
    qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: demo.workspace.undo_title is not None)
    qtbot.waitUntil(lambda: demo.is_idle, timeout=20_000)
    due = [item.due_on for item in demo.snapshot.agenda if item.title.slots.get("title") == "Late webinar"]
    assert due == [date(2026, 12, 9)]


def test_several_dropped_files_are_shown_one_after_the_other(
    qtbot: QtBot, demo: Session, open_window: Open, export: Path, tmp_path: Path
) -> None:
    window = open_window(demo)
    for copy in ("a.csv", "b.csv"):
        (tmp_path / copy).write_bytes(export.read_bytes())
    drop(window, tmp_path / "a.csv", tmp_path / "b.csv")
    for copy in ("a.csv", "b.csv"):
        qtbot.waitUntil(
            lambda copy=copy: (  # type: ignore[misc]
                isinstance(shown := sheet_over(window), ImportDialog) and shown.preview.reading.source == copy
            ),
            timeout=20_000,
        )
        dialog = sheet_over(window)
        assert dialog is not None
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert demo.workspace.undo_title is None


def test_a_dropped_partner_file_is_opened_and_not_imported(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    with qtbot.waitSignal(window.open_asked) as asked:
        drop(window, session.workspace.path)
    assert asked.args == [session.workspace.path]


def test_what_is_a_partner_file_is_told_by_its_beginning(session: Session, tmp_path: Path) -> None:
    (tmp_path / "fake.readiness").write_bytes(b"no such thing")
    assert is_partner_file(session.workspace.path)
    assert not is_partner_file(tmp_path / "fake.readiness")
    assert not is_partner_file(tmp_path)


def test_a_foreseen_failure_is_one_sentence(qtbot: QtBot, window: MainWindow) -> None:
    window.show_failure(WorkspaceError("workspace-missing", name="gone.readiness"))
    shown = sheet_over(window)
    assert isinstance(shown, FailureSheet)
    assert "gone.readiness" in shown.words.text()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet_over(window) is None)


def test_a_bug_is_handed_to_the_wiring(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.bug_found) as told:
        window.show_failure(RuntimeError("a bug"))
    assert isinstance(told.args[0], RuntimeError)


def test_a_file_that_cannot_be_read_is_told_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    drop(window, tmp_path / "empty.csv")
    qtbot.waitUntil(lambda: isinstance(sheet_over(window), FailureSheet))
    shown = sheet_over(window)
    assert isinstance(shown, FailureSheet)
    assert "empty.csv" in shown.words.text()


def test_a_long_name_leaves_room_for_the_button_that_takes_it_back(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    session.write(Message("undo.person-added", {"name": "Eve " * 60}), (EVE,))
    qtbot.waitUntil(lambda: window.findChild(UndoBar) is not None)
    bar = one(window, UndoBar)
    assert "Eve Eve" in bar.accessibleName()
    undo = next(made for made in bar.findChildren(QPushButton) if made.text() == "Undo")
    over = bar.parentWidget()
    assert isinstance(over, QWidget)
    assert bar.width() < over.width()
    menu = action(window, "Edit").menu()
    assert isinstance(menu, QMenu)
    assert menu.sizeHint().width() < window.width()
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert over.rect().contains(bar.geometry())
    assert EVE.thing.id not in session.workspace.facts.people


def test_the_first_page_has_its_four_ways(qtbot: QtBot, open_window: Open) -> None:
    from ui.pages.start import StartPage, Way  # noqa: PLC0415 - beside its use

    window = open_window(None)
    page = window.centralWidget()
    assert isinstance(page, StartPage)
    assert len(page.findChildren(Way)) == 4
    with qtbot.waitSignal(window.demo_asked):
        qtbot.mouseClick(page.demo, Qt.MouseButton.LeftButton)
    assert not action(window, "Export…").isEnabled()
    assert action(window, "New…").isEnabled()


@pytest.mark.parametrize(("scheme", "language"), [("dark", "fr"), ("light", "fr"), ("dark", "en")])
def test_the_content_is_built_anew_in_another_look_on_the_same_page(
    window: MainWindow, qapp: QApplication, scheme: str, language: str
) -> None:
    window.navigate("people")
    page = type(window.page)
    text.use(language)
    theme.use(qapp, scheme)
    window.build()
    assert type(window.page) is page
    words = [item.text() for item in one(window, Rail).findChildren(RailItem)]
    assert ("Personnes" in words) == (language == "fr")
    assert one(window, StatusLine).grab().toImage().pixelColor(300, 20) == theme.color("rail")


def test_help_says_whose_it_is_not_and_lists_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.asking.about()
    about = sheet_over(window)
    assert isinstance(about, AboutSheet)
    said = " ".join(label.text() for label in about.findChildren(QLabel))
    assert "Not affiliated with Microsoft" in said
    qtbot.keyClick(about, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sheet_over(window) is None)
    action(window, "Keyboard shortcuts").trigger()
    assert isinstance(sheet_over(window), ShortcutsSheet)


def test_find_goes_to_the_search_field_of_a_list(qtbot: QtBot, window: MainWindow) -> None:
    window.navigate("people")
    window.find_on_page()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), SearchField))


def test_closing_while_the_worker_runs_waits_and_closes_the_file(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open
) -> None:
    session = open_session(Facts())
    window = open_window(session)
    session.write(ADD, (EVE,))
    window.close()
    qtbot.waitUntil(lambda: session.is_closed)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_title_names_the_partner_and_no_person(window: MainWindow) -> None:
    assert window.windowTitle() == "Contoso Partner \N{EN DASH} Partner Readiness"
