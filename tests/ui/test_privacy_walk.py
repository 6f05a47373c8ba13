"""What the window leaves on the disk and on its output holds nothing of what is recorded."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts
from readiness.facts import Facts, Person, PersonId, Put
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Wiring
from ui.dialogs.failure import BugSheet
from ui.pages.registry import PAGES
from ui.widgets import Sheet

CANARY = "Zyxwanary Quillfeather"
SIGNS = [CANARY.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]


def _with_canaries(facts: Facts) -> Facts:
    """Everybody's name, mail, number and notes are told from anything else."""
    return facts.changed(
        Put(replace(person, name=f"{CANARY} {n}", email=f"{CANARY}@{n}.example", mcid=CANARY, notes=CANARY))
        for n, person in enumerate(facts.people.values())
    )


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


@pytest.mark.logs_warnings
def test_a_walk_through_the_window_leaves_no_name_outside_the_workspace(
    qtbot: QtBot, wiring: Wiring, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _walk(qtbot, wiring, tmp_path)
    for number in range(20):
        error = ValueError(f"{CANARY} {number}")
        sys.excepthook(type(error), error, None)
    shown = [sheet for sheet in wiring.window.findChildren(BugSheet) if sheet.isVisible()]
    assert shown
    for sheet in shown:
        sheet.close()
    wiring.window.close()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    said = "".join(capfd.readouterr())
    assert "ValueError" in said
    assert CANARY not in said
    assert (tmp_path / "data" / "errors.log").exists()
    assert (tmp_path / "config" / "settings.json").exists()
    assert _holders(tmp_path) == set()


def test_the_search_finds_a_name_where_there_is_one(tmp_path: Path) -> None:
    """The positive control."""
    (tmp_path / "errors.log").write_text(f"ValueError: {CANARY} 3", encoding="utf-8")
    (tmp_path / "settings.json").write_bytes(CANARY.encode("utf-16-le"))
    (tmp_path / "other.txt").write_text("Zyx", encoding="utf-8")
    assert _holders(tmp_path) == {"errors.log", "settings.json"}
