"""What the window leaves on the disk and on its output holds nothing of what is recorded."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts
from readiness.facts import Facts, Partner, Person, PersonId, Put
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Folders, Wiring
from ui.dialogs.failure import BugSheet
from ui.main_window import MainWindow
from ui.pages.registry import PAGES
from ui.screens.dialogs import Ground, every_dialog
from ui.session import Session
from ui.widgets import Sheet

CANARY = "Zyxwanary Quillfeather"
ROOT = Path(__file__).parents[2]
_CRASH = """
import os, signal, sys
from pathlib import Path
from ui.mishaps.crashes import CrashFile
held = CrashFile(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGSEGV)
"""
SIGNS = [CANARY.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]


FREE_TEXT = frozenset(
    {"name", "email", "mcid", "notes", "title", "contact_name", "contact_title", "contact_email", "comments"}
    | {"outcome", "proof", "evidence", "invoice", "voucher", "tpid", "url", "role", "approval", "opportunity"}
)
"""Fields in which somebody may write what he likes."""


def _with_canaries(facts: Facts) -> Facts:
    """Every free text is told from anything else; the partner's own name stands in the window's title."""
    things: list[Any] = [thing for thing in facts.all() if not isinstance(thing, Partner)]
    return facts.changed(Put(_with_canary(thing, number)) for number, thing in enumerate(things))


def _with_canary(thing: Any, number: int) -> Any:
    free = (field.name for field in fields(thing) if field.name in FREE_TEXT)
    return replace(thing, **dict.fromkeys(free, f"{CANARY} {number}"))


@pytest.fixture
def wiring(
    start: Callable[[Path | None], Wiring],
    tmp_path: Path,
    rulebook: Rulebook,
    monkeypatch: pytest.MonkeyPatch,
) -> Wiring:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    facts = _with_canaries(demo_facts(rulebook, date(2026, 11, 24)))
    file = tmp_path / "contoso.readiness"
    Workspace.create(file, "Contoso", rulebook, [Put(thing) for thing in facts.all()]).close()
    return start(file)


def _holders(folder: Path) -> set[str]:
    """Which files hold a canary, but for the workspace and its backups."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".readiness"]
    return {path.name for path in files if any(sign in path.read_bytes() for sign in SIGNS)}


def _use_page(qtbot: QtBot, page: QWidget) -> None:
    """Type into its fields and choose another entry of its lists, as somebody does who looks around."""
    for field in page.findChildren(QLineEdit):
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            qtbot.keyClicks(field, "Zyxwanary")
            field.clear()
    for combo in page.findChildren(QComboBox):
        if combo.isVisible() and combo.isEnabled() and combo.count() > 1:
            combo.setCurrentIndex((combo.currentIndex() + 1) % combo.count())
    QApplication.processEvents()


def _walk(qtbot: QtBot, wiring: Wiring, tmp_path: Path) -> None:
    window = wiring.window
    session = window.session
    assert session is not None
    for entry in PAGES:
        window.navigate(entry.id)
        qtbot.waitUntil(lambda: session.is_idle, timeout=30_000)
        assert window.page is not None
        _use_page(qtbot, window.page)
        assert CANARY not in window.windowTitle()
    new = Person(PersonId("p-new"), f"{CANARY} new")
    session.write(Message("undo.person-added", {"name": new.name}), (Put(new),))
    qtbot.waitUntil(lambda: new.id in session.snapshot.facts.people, timeout=20_000)
    session.undo()
    qtbot.waitUntil(lambda: new.id not in session.snapshot.facts.people, timeout=20_000)
    trainings = tmp_path / "broken.csv"
    trainings.write_text(f"MCPID,First Name\n{CANARY},{CANARY}\n", encoding="utf-8")
    window.importing.take([trainings])
    qtbot.waitUntil(lambda: any(s.isVisible() for s in window.findChildren(Sheet)), timeout=20_000)
    for sheet in window.findChildren(Sheet):
        if sheet.isVisible():
            qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    trainings.unlink()
    _open_dialogs(window, session, tmp_path / "temp")


def _open_dialogs(window: MainWindow, session: Session, folder: Path) -> None:
    """Every dialog there is, filled from the file."""
    for path in folder.iterdir():
        assert not path.name.startswith("readiness-"), "what was unpacked or pasted is gone"
    with tempfile.TemporaryDirectory() as exports:
        for _, make in every_dialog(Ground(window, session.workspace, session.snapshot, Path(exports))):
            dialog = make()
            dialog.open()
            QApplication.processEvents()
            dialog.reject()
            QApplication.processEvents()


def _fail(wiring: Wiring, number: int) -> None:
    """In each of the ways in which something can go wrong that nobody foresaw, with names at hand."""

    class Thing:
        def __del__(self) -> None:
            raise LookupError(CANARY)

    def fail() -> None:
        raise KeyError(f"{CANARY} {number}")

    match number % 5:
        case 0:
            QTimer.singleShot(0, wiring, fail)
        case 1:
            thread = threading.Thread(target=fail, name=CANARY)
            thread.start()
            thread.join()
        case 2:
            Thing()
        case 3:
            qWarning(f"QThing{number}::open of {CANARY}: '{CANARY}' in C:\\{CANARY}")
        case _:
            wiring.window.show_failure(ValueError(CANARY))


def _crash(data: Path, folder: Path) -> None:
    """A program before this one crashed, in a folder that is named after somebody."""
    folder.mkdir()
    (folder / "crash.py").write_text(_CRASH, encoding="utf-8")
    words = [sys.executable, str(folder / "crash.py"), str(data)]
    done = subprocess.run(words, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    shutil.rmtree(folder)
    assert done.returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="ends a program by a signal")
@pytest.mark.logs_warnings
def test_the_report_of_a_crash_holds_no_name(
    qtbot: QtBot, start: Callable[[Path | None], Wiring], folders: Folders, tmp_path: Path
) -> None:
    _crash(folders.data, tmp_path / CANARY)
    log = folders.data / "errors.log"
    start(None)
    qtbot.waitUntil(log.exists)
    assert "crash.py, line" in log.read_text(encoding="utf-8")
    assert _holders(tmp_path) == set()


@pytest.mark.qt_log_level_fail("NO")
@pytest.mark.logs_warnings
def test_a_walk_through_the_window_leaves_no_name_outside_the_workspace(
    qtbot: QtBot, wiring: Wiring, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _walk(qtbot, wiring, tmp_path)
    for number in range(200):
        _fail(wiring, number)
    log = tmp_path / "data" / "errors.log"
    qtbot.waitUntil(lambda: log.read_text(encoding="utf-8").count("\nKeyError") == 80)
    shown = _bug_sheets(wiring)
    assert shown
    for sheet in shown:
        assert CANARY not in sheet.findChildren(QPlainTextEdit)[0].toPlainText()
        sheet.close()
    wiring.window.close()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    told = log.read_text(encoding="utf-8")
    for word in ("\nLookupError", "\nValueError", "Qt warning: QThing"):
        assert told.count(word) == 40
    said = "".join(capfd.readouterr())
    assert "ValueError" in said
    assert CANARY not in said
    assert (tmp_path / "config" / "settings.json").exists()
    assert _holders(tmp_path) == set()


def _bug_sheets(wiring: Wiring) -> list[BugSheet]:
    return [sheet for sheet in wiring.window.findChildren(BugSheet) if sheet.isVisible()]


def test_the_search_finds_a_name_where_there_is_one(tmp_path: Path) -> None:
    """The positive control."""
    (tmp_path / "errors.log").write_text(f"ValueError: {CANARY} 3", encoding="utf-8")
    (tmp_path / "settings.json").write_bytes(CANARY.encode("utf-16-le"))
    (tmp_path / "other.txt").write_text("Zyx", encoding="utf-8")
    assert _holders(tmp_path) == {"errors.log", "settings.json"}
