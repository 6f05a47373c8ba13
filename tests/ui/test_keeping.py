"""The window and the file as a whole: backups, passwords, damage, copies, a record's past and end."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from readiness.facts import Person, PersonId, Put
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Host, Workspace
from tests.ui.hands import press
from ui.app import Folders, Wiring
from ui.dialogs.backups import BackupsSheet, LockedSheet, RescueSheet
from ui.dialogs.failure import FailureSheet
from ui.dialogs.password import NewPasswordSheet, PasswordSheet
from ui.dialogs.record import EraseSheet, HeldSheet, HistorySheet
from ui.pages.people import PeoplePage
from ui.session import Session
from ui.widgets import MessageBar, Sheet

CANARY = "Zyxwanary Quillfeather"
ADA = Person(PersonId("p1"), CANARY, "zyx@canary.example")
S = TypeVar("S", bound=Sheet)


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook) -> Path:
    path = tmp_path / "contoso.readiness"
    workspace = Workspace.create(path, "Contoso", rulebook)
    workspace.write(Message("undo.person-added", {"name": CANARY}), (Put(ADA),))
    workspace.close()
    return path


def shown(wiring: Wiring, kind: type[S]) -> S | None:
    return next((sheet for sheet in wiring.window.findChildren(kind) if sheet.isVisible()), None)


def wait_for(qtbot: QtBot, wiring: Wiring, kind: type[S]) -> S:
    qtbot.waitUntil(lambda: shown(wiring, kind) is not None, timeout=20_000)
    found = shown(wiring, kind)
    assert found is not None
    return found


def session_of(qtbot: QtBot, wiring: Wiring) -> Session:
    """The session, once nothing is under way."""
    qtbot.waitUntil(lambda: wiring.window.session is not None, timeout=20_000)
    session = wiring.window.session
    assert session is not None
    qtbot.waitUntil(lambda: session._daily.isActive() and session.is_idle, timeout=20_000)  # noqa: SLF001
    return session


def path_of(wiring: Wiring) -> Path | None:
    session = wiring.window.session
    return None if session is None else session.workspace.path


def choose(wiring: Wiring, out: Path) -> None:
    """Answer the system's dialog of where to save."""
    dialog = next(d for d in wiring.window.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(out))
    dialog.close()


def backups(folders: Folders) -> list[Path]:
    return sorted((folders.data / "backups").rglob("*.readiness"))


def test_the_days_backup_makes_itself_and_the_status_line_says_when(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders
) -> None:
    wiring = start(file)
    session_of(qtbot, wiring)
    assert [path.name.split("-")[2] for path in backups(folders)] == ["daily"]
    words = [label.text() for label in wiring.window.findChildren(QLabel)]
    assert any(text.startswith("Last backup ") for text in words)


def test_a_backup_is_made_listed_and_restored_to_a_new_file_that_opens(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders, tmp_path: Path
) -> None:
    wiring = start(file)
    session_of(qtbot, wiring)
    wiring.window.keep("back_up")
    session_of(qtbot, wiring)
    assert len(backups(folders)) == 2
    wiring.window.keep("show_backups")
    sheet = wait_for(qtbot, wiring, BackupsSheet)
    assert [backup.number for backup in sheet.model.rows] == [2, 1]
    press(qtbot, sheet, "Restore…")
    out = tmp_path / "again.readiness"
    choose(wiring, out)
    qtbot.waitUntil(lambda: path_of(wiring) == out, timeout=20_000)
    assert session_of(qtbot, wiring).snapshot.facts.people == {ADA.id: ADA}


def test_a_password_is_set_asked_for_and_a_wrong_one_is_told(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders
) -> None:
    wiring = start(file)
    session_of(qtbot, wiring)
    wiring.window.keep("ask_password")
    sheet = wait_for(qtbot, wiring, NewPasswordSheet)
    sheet.first.setText("it's long")
    press(qtbot, sheet, "Set password")
    assert sheet.second_field.error
    sheet.second.setText("it's long")
    press(qtbot, sheet, "Set password")
    session = session_of(qtbot, wiring)
    assert session.workspace.keeping.has_password
    everything = [file, *backups(folders)]
    assert not [path for path in everything[1:] if CANARY.encode() in path.read_bytes()]
    wiring.window.close()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    assert CANARY.encode() not in file.read_bytes()
    again = start(file)
    asked = wait_for(qtbot, again, PasswordSheet)
    asked.line.setText("its long")
    press(qtbot, asked, "Open file")
    qtbot.waitUntil(lambda: _asks_again(again), timeout=20_000)
    asked = wait_for(qtbot, again, PasswordSheet)
    asked.line.setText("it's long")
    press(qtbot, asked, "Open file")
    assert session_of(qtbot, again).snapshot.facts.people == {ADA.id: ADA}


def _asks_again(wiring: Wiring) -> bool:
    sheet = shown(wiring, PasswordSheet)
    return sheet is not None and bool(sheet.field.error)


def test_damage_that_sqlite_does_not_see_is_told_once_with_the_newest_good_backup(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    wiring = start(file)
    session_of(qtbot, wiring)
    wiring.window.close()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    file.write_bytes(file.read_bytes().replace(CANARY.encode(), CANARY.swapcase().encode()))
    again = start(file)
    sheet = wait_for(qtbot, again, RescueSheet)
    assert "newest good backup" in sheet.offer.text()
    sheet.close()
    session = session_of(qtbot, again)
    before = file.stat().st_mtime_ns
    session.write(Message("undo.edit"), (Put(Person(PersonId("p2"), "Bob")),))
    failure = wait_for(qtbot, again, FailureSheet)
    assert "damaged" in failure.words.text()
    failure.close()
    assert file.stat().st_mtime_ns == before


def test_a_file_that_does_not_open_any_more_has_its_backup_offered(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, tmp_path: Path
) -> None:
    wiring = start(file)
    session_of(qtbot, wiring)
    wiring.window.close()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    file.write_bytes(file.read_bytes()[:9000])
    again = start(file)
    sheet = wait_for(qtbot, again, RescueSheet)
    press(qtbot, sheet, "Restore this backup…")
    choose(again, tmp_path / "again.readiness")
    assert session_of(qtbot, again).snapshot.facts.people == {ADA.id: ADA}


def test_what_is_open_elsewhere_opens_as_a_copy(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, tmp_path: Path
) -> None:
    """A second window of this program is another process; here it shares one, and is refused a copy."""
    first = start(file)
    session_of(qtbot, first)
    second = start(file)
    sheet = wait_for(qtbot, second, LockedSheet)
    assert "since" in sheet.words.text()
    press(qtbot, sheet, "Open a copy…")
    choose(second, tmp_path / "copy.readiness")
    wait_for(qtbot, second, LockedSheet).close()
    assert not (tmp_path / "copy.readiness").exists()


def test_a_file_that_is_only_read_says_so_above_the_page(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # rights do not bind root
    wiring = start(file)
    session = session_of(qtbot, wiring)
    qtbot.waitUntil(lambda: bool(wiring.window.findChildren(MessageBar)), timeout=20_000)
    bars = wiring.window.findChildren(MessageBar)
    assert any("only be read" in bar.accessibleName() for bar in bars)
    session.write(Message("undo.edit"), (Put(Person(PersonId("p2"), "Bob")),))
    wait_for(qtbot, wiring, FailureSheet).close()


def test_the_past_of_a_person_what_is_held_and_the_end_of_it(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders
) -> None:
    wiring = start(file)
    session_of(qtbot, wiring)
    wiring.window.navigate("people")
    page = wiring.window.page
    assert isinstance(page, PeoplePage)
    actions = {action.text(): action for action in page.listing.menu().actions()}
    actions["History of this record…"].trigger()
    past = wait_for(qtbot, wiring, HistorySheet)
    assert [step.title.code for step in past.model.rows] == ["undo.person-added"]
    past.close()
    actions["What is held about this person…"].trigger()
    held = wait_for(qtbot, wiring, HeldSheet)
    press(qtbot, held, "Copy as text")
    assert "zyx@canary.example" in QGuiApplication.clipboard().text()
    held.close()
    actions["Erase for good…"].trigger()
    sheet = wait_for(qtbot, wiring, EraseSheet)
    assert sheet.copies.isChecked()
    press(qtbot, sheet, "Erase for good")
    session = session_of(qtbot, wiring)
    qtbot.waitUntil(lambda: not session.snapshot.facts.people, timeout=20_000)
    wiring.window.close()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    everything = [file, *(path for path in folders.data.rglob("*") if path.is_file())]
    assert not [path for path in everything if CANARY.encode() in path.read_bytes()]


def test_a_host_is_handed_down_with_the_users_clock(start: Callable[[Path], Wiring], file: Path) -> None:
    host = start(file).host
    assert isinstance(host, Host)
    assert host.now().tzinfo is not None


_HOLDER = """
import sys
from pathlib import Path
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), load_rulebook())
print("open", flush=True)
sys.stdin.read()
workspace.close()
"""


def test_a_file_that_is_open_elsewhere_is_gone_on_with_in_a_copy(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, tmp_path: Path
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    wiring, out = start(file), tmp_path / "copy.readiness"
    sheet = wait_for(qtbot, wiring, LockedSheet)
    press(qtbot, sheet, "Open a copy…")
    choose(wiring, out)
    session = session_of(qtbot, wiring)
    assert session.workspace.path == out
    assert session.snapshot.facts.people == {ADA.id: ADA}
    session.write(Message("undo.edit"), (Put(Person(PersonId("p2"), "Only in the copy")),))
    qtbot.waitUntil(lambda: len(session.snapshot.facts.people) == 2, timeout=20_000)
    holder.communicate("")
    assert holder.returncode == 0
    other = Workspace.open(file, session.workspace.rulebook)
    assert other.facts.people == {ADA.id: ADA}
    other.close()
