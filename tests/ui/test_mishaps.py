"""What nobody foresaw goes on record without a name, is told where it matters, and ends nothing."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, Person, PersonId, Put
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Folders, Wiring
from ui.dialogs.failure import BugSheet
from ui.main_window.reminder_bar import NoteBar
from ui.mishaps.crashes import last_words
from ui.mishaps.report import report_of_crash, report_of_qt

NAME = "Zyxwanary Quillfeather"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook, facts: Facts) -> Path:
    path = tmp_path / "contoso.readiness"
    Workspace.create(path, "Contoso", rulebook, [Put(thing) for thing in facts.all()]).close()
    return path


@pytest.fixture
def wiring(qtbot: QtBot, start: Callable[[Path | None], Wiring], file: Path) -> Wiring:
    wiring = start(file)
    with suppress(TimeoutError), qtbot.waitSignal(wiring.ready, timeout=2_000, raising=False):
        pass
    return wiring


def log(folders: Folders) -> str:
    path = folders.data / "errors.log"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def sheets(wiring: Wiring) -> list[BugSheet]:
    return [sheet for sheet in wiring.window.findChildren(BugSheet) if sheet.isVisible()]


def goes_on(qtbot: QtBot, wiring: Wiring) -> bool:
    """Whether a change is still written and shown."""
    session = wiring.window.session
    assert session is not None
    session.write(Message("undo.edit"), (Put(Person(PersonId("new"), "New")),))
    qtbot.waitUntil(lambda: "new" in session.snapshot.facts.people, timeout=20_000)
    return not session.workspace.check()


def reported(qtbot: QtBot, wiring: Wiring, folders: Folders) -> str:
    """Waits for the report, closes it, and returns the log, which names nobody."""
    qtbot.waitUntil(lambda: len(sheets(wiring)) == 1)
    sheets(wiring)[0].close()
    written = log(folders)
    assert "Zyxwanary" not in written
    return written


@pytest.mark.logs_warnings
def test_an_error_in_a_slot_shows_a_report_to_copy_and_the_app_goes_on(
    qtbot: QtBot, wiring: Wiring, folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    def slot() -> None:
        raise ValueError(NAME)

    QTimer.singleShot(0, wiring, slot)
    qtbot.waitUntil(lambda: len(sheets(wiring)) == 1)
    (sheet,) = sheets(wiring)
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Copy details").click()
    for words in (QApplication.clipboard().text(), log(folders), capsys.readouterr().err):
        assert "ValueError" in words
        assert "test_mishaps.py" in words
        assert "Zyxwanary" not in words
    sheet.close()
    assert goes_on(qtbot, wiring)


@pytest.mark.logs_warnings
def test_an_error_in_a_thread_shows_a_report_and_the_app_goes_on(
    qtbot: QtBot, wiring: Wiring, folders: Folders
) -> None:
    def work() -> None:
        raise KeyError(NAME)

    thread = threading.Thread(target=work, name=NAME)
    thread.start()
    thread.join()
    assert "KeyError" in reported(qtbot, wiring, folders)
    assert goes_on(qtbot, wiring)


@pytest.mark.logs_warnings
def test_a_bug_in_the_worker_shows_a_report_and_the_app_goes_on(
    qtbot: QtBot, wiring: Wiring, folders: Folders
) -> None:
    session = wiring.window.session
    assert session is not None
    session.ask(lambda snapshot: snapshot.facts.people[PersonId(NAME)], print)
    assert "KeyError" in reported(qtbot, wiring, folders)
    assert goes_on(qtbot, wiring)


@pytest.mark.logs_warnings
def test_an_error_while_an_object_is_taken_down_goes_on_record(
    qtbot: QtBot, wiring: Wiring, folders: Folders
) -> None:
    class Thing:
        def __repr__(self) -> str:
            return NAME

        def __del__(self) -> None:
            raise LookupError(NAME)

    thing: Thing | None = Thing()
    del thing
    gc.collect()
    assert "LookupError" in log(folders)
    assert "Zyxwanary" not in log(folders)
    assert not sheets(wiring), "nothing that was asked for failed"
    assert goes_on(qtbot, wiring)


@pytest.mark.logs_warnings
def test_bugs_one_after_the_other_are_told_in_one_sheet(wiring: Wiring) -> None:
    for error in (ValueError(), ValueError(), KeyError()):
        wiring.report(error)
    (sheet,) = sheets(wiring)
    told = sheet.findChildren(QPlainTextEdit)[0].toPlainText()
    assert (told.count("ValueError"), told.count("KeyError")) == (1, 1)
    sheet.close()


@pytest.mark.logs_warnings
@pytest.mark.qt_log_level_fail("NO")
def test_a_warning_of_qt_goes_on_record_once_and_without_names(wiring: Wiring, folders: Folders) -> None:
    for _ in range(3):
        qWarning(f'QThing::open: "{NAME}" cannot be found by Zyxwanary in C:\\Users\\Zyxwanary')
    assert log(folders).count("Qt warning: QThing::open: … cannot be found by … in …") == 1
    assert "Zyxwanary" not in log(folders)
    assert not sheets(wiring)


def test_a_word_of_qt_is_kept_where_it_is_no_name() -> None:
    said = "QObject::startTimer: Timers cannot be started from another thread"
    said = "ada@partner.example, /home/ada, 'ada nowak' Nowak"
    assert report_of_qt("Qt warning", said) == "Qt warning: … … … …\n"


_CRASH = """
import os, signal, sys
from pathlib import Path
from ui.mishaps.crashes import CrashFile
held = CrashFile(Path(sys.argv[1]))
if sys.argv[2] == "tell":
    next(Path(sys.argv[1]).glob("crashes/*")).write_text("Windows fatal exception: code 0x8001010d")
if sys.argv[2] in ("well", "tell"):
    held.all_well()
else:
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))
"""


def run(folder: Path, how: str) -> int:
    return subprocess.run([sys.executable, "-c", _CRASH, str(folder), how], cwd=ROOT, check=False).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="ends itself by signals")
def test_a_crash_leaves_last_words_for_the_next_start_and_other_ends_leave_none(tmp_path: Path) -> None:
    for how, code in (("well", 0), ("SIGKILL", -9), ("SIGSEGV", -11)):
        assert run(tmp_path, how) == code
    (words,) = last_words(tmp_path)
    assert "Segmentation fault" in words
    assert list((tmp_path / "crashes").iterdir()) == []
    assert last_words(tmp_path) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="ends itself by signals")
def test_the_file_of_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    living = subprocess.Popen([sys.executable, "-c", _CRASH, str(tmp_path), "SIGSTOP"], cwd=ROOT)
    try:
        os.waitid(os.P_PID, living.pid, os.WSTOPPED)
        (path,) = (tmp_path / "crashes").iterdir()
        path.write_text("Windows fatal exception: code 0x8001010d\n", encoding="ascii")
        assert last_words(tmp_path) == ()
        assert path.exists()
    finally:
        living.kill()
        living.wait()
    assert last_words(tmp_path) != ()


def test_what_windows_told_and_the_program_survived_is_no_crash(tmp_path: Path) -> None:
    assert run(tmp_path, "tell") == 0
    assert last_words(tmp_path) == ()


def test_a_folder_that_cannot_be_written_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file", encoding="utf-8")
    assert run(tmp_path, "well") == 0
    assert last_words(tmp_path) == ()


def test_the_report_of_a_crash_holds_places_and_no_folder_of_the_user() -> None:
    told = (
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x00007f0c (most recent call first):\n"
        f'  File "/home/{NAME}/app/ui/pages/people.py", line 12 in show\n'
        f'  File "C:\\Users\\{NAME}\\app\\ui\\app.py", line 3 in <module>\n'
        f"{NAME}\n"
    )
    report = report_of_crash(told)
    assert "Segmentation fault" in report
    assert "  ui/pages/people.py, line 12 in show\n" in report
    assert "  ui/app.py, line 3 in <module>\n" in report
    assert "Zyxwanary" not in report


@pytest.mark.logs_warnings
@pytest.mark.skipif(sys.platform == "win32", reason="ends itself by signals")
def test_the_next_start_says_quietly_that_the_last_one_crashed(
    qtbot: QtBot, start: Callable[[Path | None], Wiring], file: Path, folders: Folders
) -> None:
    assert run(folders.data, "SIGSEGV") == -11
    wiring = start(None)
    qtbot.waitUntil(lambda: "Segmentation fault" in log(folders))
    wiring.window.open_asked.emit(file)

    def bars() -> list[NoteBar]:
        found = wiring.window.findChildren(NoteBar)
        return [bar for bar in found if bar.isVisible() and "errors.log" in bar.accessibleName()]

    qtbot.waitUntil(lambda: len(bars()) == 1, timeout=20_000)
    assert str(folders.data / "errors.log") in bars()[0].accessibleName()
    assert not sheets(wiring)
    bars()[0].close_bar()
    wiring.window.build()
    QApplication.processEvents()
    assert not bars()
