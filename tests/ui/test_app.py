"""The wiring: first start, opening, making, remembering, refusing, and the report of a bug."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from readiness import settings
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ui.hands import press
from ui import theme
from ui.app import Folders, Wiring
from ui.dialogs.backups import LockedSheet
from ui.dialogs.failure import BugSheet, FailureSheet
from ui.dialogs.forms import FormSheet
from ui.mishaps.report import report_of, write_log
from ui.pages.start import StartPage
from ui.widgets import Sheet

Start = Callable[[Path | None], Wiring]


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook) -> Path:
    path = tmp_path / "contoso.readiness"
    Workspace.create(path, "Contoso", rulebook).close()
    return path


def sheet(wiring: Wiring) -> Sheet | None:
    return next((s for s in wiring.window.findChildren(Sheet) if s.isVisible()), None)


def partner(wiring: Wiring) -> str:
    session = wiring.window.session
    return "" if session is None else session.snapshot.facts.partner.name


def test_a_first_start_offers_ways_to_begin(start: Start) -> None:
    assert isinstance(start(None).window.centralWidget(), StartPage)


def test_a_file_is_opened_and_remembered(qtbot: QtBot, start: Start, file: Path, folders: Folders) -> None:
    wiring = start(file)
    assert partner(wiring) == "Contoso"
    qtbot.waitUntil(lambda: settings.load(folders.config).recent == (str(file),))


def test_a_file_that_the_system_asks_to_open_is_opened(
    qtbot: QtBot, qapp: QApplication, start: Start, file: Path
) -> None:
    wiring = start(None)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(file)))
    qtbot.waitUntil(lambda: partner(wiring) == "Contoso", timeout=20_000)


@pytest.mark.skipif(sys.platform == "darwin", reason="there the icon comes from the .app")
def test_the_window_bears_the_apps_icon_after_the_first_picture(
    qtbot: QtBot, qapp: QApplication, start: Start, file: Path
) -> None:
    start(file)
    qtbot.waitUntil(lambda: not qapp.windowIcon().isNull(), timeout=20_000)
    sizes = {(size.width(), size.height()) for size in qapp.windowIcon().availableSizes()}
    assert {(16, 16), (32, 32), (256, 256)} <= sizes


@pytest.mark.parametrize("content", [b"", b"not a workspace", b"SQLite format 3\x00" + bytes(500)])
def test_what_is_no_workspace_is_refused_in_words_and_untouched(
    qtbot: QtBot, start: Start, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "odd.readiness"
    path.write_bytes(content)
    wiring = start(path)
    qtbot.waitUntil(lambda: sheet(wiring) is not None)
    shown = sheet(wiring)
    assert isinstance(shown, FailureSheet)
    assert "odd.readiness" in shown.words.text()
    assert path.read_bytes() == content


def test_a_second_window_on_one_file_is_refused_in_words(start: Start, file: Path) -> None:
    first, second = start(file), start(file)
    assert partner(first) == "Contoso"
    shown = sheet(second)
    assert isinstance(shown, LockedSheet)
    assert file.name in shown.words.text()


def test_another_file_takes_the_place_of_the_first(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, rulebook: Rulebook
) -> None:
    wiring = start(file)
    other = tmp_path / "other.readiness"
    Workspace.create(other, "Fabrikam", rulebook).close()
    wiring.window.open_asked.emit(other)
    qtbot.waitUntil(lambda: partner(wiring) == "Fabrikam", timeout=20_000)
    qtbot.waitUntil(lambda: _opens(file, rulebook), timeout=20_000)


def test_a_file_that_is_still_being_opened_is_closed_with_the_window(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path, rulebook: Rulebook
) -> None:
    wiring = start(file)
    other = tmp_path / "other.readiness"
    Workspace.create(other, "Fabrikam", rulebook).close()
    before = {path.name for path in tmp_path.iterdir()}
    with qtbot.waitSignal(wiring.left, timeout=20_000):
        wiring.window.open_asked.emit(other)
        wiring.window.leave()
    assert partner(wiring) == ""
    assert {path.name for path in tmp_path.iterdir()} - before <= {"config", "data"}
    assert _opens(other, rulebook)


def test_a_file_opened_after_midnight_is_shown_as_of_the_new_day(
    qtbot: QtBot, qapp: QApplication, folders: Folders, file: Path, today: date
) -> None:
    days = [today]
    wiring = Wiring(qapp, today, folders, lambda: days[-1])
    wiring.start(None)
    days.append(today + timedelta(days=1))
    wiring.window.open_asked.emit(file)
    qtbot.waitUntil(lambda: partner(wiring) == "Contoso", timeout=20_000)
    session = wiring.window.session
    assert session is not None
    assert (session.on, session.snapshot.on) == (days[-1], days[-1])
    with qtbot.waitSignal(wiring.left, timeout=20_000):
        wiring.window.leave()
    wiring.end()
    wiring.window.deleteLater()
    wiring.deleteLater()


def _opens(file: Path, rulebook: Rulebook) -> bool:
    try:
        Workspace.open(file, rulebook).close()
    except Exception:  # noqa: BLE001 - whatever it is, it does not open yet
        return False
    return True


def test_a_new_file_is_made_where_it_was_asked_for(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    wiring = start(None)
    wiring.window.new_asked.emit(tmp_path / "new.readiness", "Adatum")
    qtbot.waitUntil(lambda: partner(wiring) == "Adatum", timeout=20_000)
    assert (tmp_path / "new.readiness").exists()


def test_a_place_that_cannot_be_written_is_told_and_the_window_stays(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    wiring = start(None)
    wiring.window.new_asked.emit(tmp_path / "missing" / "new.readiness", "Adatum")
    qtbot.waitUntil(lambda: isinstance(sheet(wiring), FailureSheet), timeout=20_000)
    assert isinstance(wiring.window.centralWidget(), StartPage)


def test_the_demo_partner_is_made_once_and_then_opened(qtbot: QtBot, start: Start) -> None:
    wiring = start(None)
    wiring.window.demo_asked.emit()
    qtbot.waitUntil(lambda: partner(wiring) != "", timeout=30_000)
    session = wiring.window.session
    assert session is not None
    assert len(session.snapshot.facts.people) == 14
    wiring.window.demo_asked.emit()
    assert wiring.window.session is session


def test_theme_and_language_are_remembered(qtbot: QtBot, start: Start, file: Path, folders: Folders) -> None:
    wiring = start(file)
    wiring.window.change_settings(theme="dark")
    wiring.window.change_settings(language="fr")
    kept = settings.load(folders.config)
    assert (kept.theme, kept.language) == ("dark", "fr")
    qtbot.waitUntil(lambda: wiring.window.page is not None)
    assert wiring.window.menuBar().actions()[0].text() == "&Fichier"
    assert theme.current().name == "dark"


def test_the_page_that_is_seen_stays_in_another_theme_though_its_questions_are_open(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    wiring = start(file)
    session = wiring.window.session
    assert session is not None
    wiring.window.navigate("specializations")  # which asks the worker for its rows
    before = wiring.window.page
    assert not session.is_idle
    wiring.window.change_settings(theme="dark")
    qtbot.waitUntil(lambda: session.is_idle and wiring.window.page is not None)
    assert wiring.window.page_id == "specializations"
    assert wiring.window.page is not before
    assert sheet(wiring) is None


def test_qts_own_dialogs_speak_the_language_too(start: Start, file: Path, qapp: QApplication) -> None:
    def said() -> tuple[str, str]:
        return qapp.translate("QFileDialog", "Look in:"), qapp.translate("QWidgetTextControl", "&Copy")

    wiring = start(file)
    assert said() == ("Look in:", "&Copy")
    wiring.window.change_settings(language="fr")
    assert said() == ("Voir dans\N{NO-BREAK SPACE}:", "Cop&ier")
    wiring.window.change_settings(language="en")
    assert said() == ("Look in:", "&Copy")


def test_a_file_dialog_has_no_english_word_in_french(start: Start, file: Path, tmp_path: Path) -> None:
    wiring = start(file)
    wiring.window.change_settings(language="fr")
    dialog = QFileDialog(wiring.window, directory=str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert said == [
        "Voir dans\N{NO-BREAK SPACE}:",
        "&Nom de fichier\N{NO-BREAK SPACE}:",
        "Fichiers de type\N{NO-BREAK SPACE}:",
    ]


@pytest.mark.parametrize("end", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_what_is_typed_is_not_lost_where_the_systems_scheme_changes(
    qtbot: QtBot, qapp: QApplication, start: Start, file: Path, end: Qt.Key
) -> None:
    wiring = start(file)
    window, session = wiring.window, wiring.window.session
    assert session is not None
    window.navigate("people")
    before = window.page
    assert before is not None
    press(qtbot, before, "Add person")
    form = window.asked
    assert isinstance(form, FormSheet)
    name = form.editor("name").widget
    qtbot.keyClicks(name, "Ada")
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        qapp.styleHints().colorSchemeChanged.emit(scheme)
    qtbot.keyClicks(name, " Nowak")
    assert window.asked is form
    qtbot.keyClick(form, end)
    qtbot.waitUntil(lambda: window.page not in (None, before), timeout=20_000)
    qtbot.waitUntil(lambda: session.is_idle)
    added = [person.name for person in session.snapshot.facts.people.values()]
    assert added == (["Ada Nowak"] if end == Qt.Key.Key_Return else [])


def test_habits_that_cannot_be_written_stop_nothing(
    qtbot: QtBot, start: Start, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").write_bytes(b"a file where the folder should be")
    wiring = start(file)
    wiring.window.change_settings(theme="dark")
    qtbot.waitUntil(lambda: partner(wiring) == "Contoso")


@pytest.mark.logs_warnings
def test_a_bug_shows_a_report_and_the_app_goes_on(
    start: Start, file: Path, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    wiring = start(file)
    error = ValueError("Ada Nowak <ada@partner.example>")
    sys.excepthook(type(error), error, None)
    shown = sheet(wiring)
    assert isinstance(shown, BugSheet)
    shown.copy()
    copied = QApplication.clipboard().text()
    logged = (folders.data / "errors.log").read_text(encoding="utf-8")
    for words in (copied, logged, capsys.readouterr().err):
        assert "ValueError" in words
        assert "Ada" not in words
    assert partner(wiring) == "Contoso"


def test_a_report_names_places_and_causes_but_no_words_of_theirs() -> None:
    def inner() -> None:
        raise KeyError("Ada")

    try:
        try:
            inner()
        except KeyError as cause:
            raise RuntimeError("Nowak") from cause
    except RuntimeError as error:
        words = report_of(error)
    assert "RuntimeError" in words
    assert "KeyError" in words
    assert "inner" in words
    assert "Ada" not in words
    assert "Nowak" not in words


def test_a_large_log_makes_room(tmp_path: Path) -> None:
    (tmp_path / "errors.log").write_bytes(b"x" * 1_000_001)
    write_log(tmp_path, "fresh")
    assert (tmp_path / "errors.log").read_text(encoding="utf-8") == "fresh\n"
    assert (tmp_path / "errors.old.log").stat().st_size == 1_000_001
    write_log(tmp_path / "errors.log", "nowhere to write")


def test_settings_of_an_unknown_language_fall_back(start: Start, folders: Folders) -> None:
    settings.save(replace(settings.Settings(), language="xx"), folders.config)
    assert start(None).window.isVisible()
