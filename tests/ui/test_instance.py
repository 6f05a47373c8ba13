"""One window: a second start hands its file over; a socket that was left behind hinders nobody."""

import json
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from readiness import settings
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Folders, Wiring
from ui.main_window.instance import OWN, TAKEN, address, handed_over

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the client's end is a pipe there")
Start = Callable[[Path | None], Wiring]


@pytest.fixture
def start(start: Start, qtbot: QtBot, folders: Folders) -> Start:
    """As always, and ready for a second one to call."""

    def made(file: Path | None) -> Wiring:
        wiring = start(file)
        qtbot.waitUntil(lambda: Path(address(folders.data)).exists(), timeout=20_000)
        return wiring

    return made


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook) -> Path:
    path = tmp_path / "fabrikam.readiness"
    Workspace.create(path, "Fabrikam", rulebook).close()
    return path


def second(qtbot: QtBot, act: Callable[[], Any]) -> Any:
    """What another program would see, while this one goes on."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(act()))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    thread.join()
    return answers[0]


def partner(wiring: Wiring) -> str:
    session = wiring.window.session
    return "" if session is None else session.snapshot.facts.partner.name


def test_a_second_start_hands_its_file_to_the_first(
    qtbot: QtBot, start: Start, folders: Folders, file: Path
) -> None:
    wiring = start(None)
    assert second(qtbot, lambda: handed_over(folders.data, file))
    qtbot.waitUntil(lambda: partner(wiring) == "Fabrikam", timeout=20_000)
    assert second(qtbot, lambda: handed_over(folders.data, file)), "it is open already"
    assert second(qtbot, lambda: handed_over(folders.data, None)), "only the window comes forward"
    assert partner(wiring) == "Fabrikam"


def test_by_choice_each_file_has_a_window_of_its_own(
    qtbot: QtBot, start: Start, folders: Folders, file: Path, tmp_path: Path
) -> None:
    settings.save(replace(settings.Settings(), own_window=True), folders.config)
    wiring = start(file)
    assert not second(qtbot, lambda: handed_over(folders.data, tmp_path / "other.readiness"))
    assert second(qtbot, lambda: handed_over(folders.data, file)), "the same file twice is the same window"
    assert partner(wiring) == "Fabrikam"


def test_what_is_being_asked_is_not_lost_by_another_file(
    qtbot: QtBot, start: Start, folders: Folders, file: Path
) -> None:
    wiring = start(None)
    wiring.window.ask("about")
    assert not second(qtbot, lambda: handed_over(folders.data, file))
    assert wiring.window.session is None


def test_nobody_runs_and_nothing_is_handed_over(folders: Folders, file: Path) -> None:
    assert not handed_over(folders.data, file)


def test_a_socket_left_behind_is_taken_over(qtbot: QtBot, start: Start, folders: Folders, file: Path) -> None:
    folders.data.mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(address(folders.data))
    assert not handed_over(folders.data, file)
    wiring = start(None)
    qtbot.waitUntil(lambda: second(qtbot, lambda: handed_over(folders.data, file)), timeout=20_000)
    qtbot.waitUntil(lambda: partner(wiring) == "Fabrikam", timeout=20_000)


@pytest.mark.parametrize(
    ("said", "heard"),
    [(b"x\n", OWN), (b'{"file": 7}\n', OWN), (b"[]\n", OWN), (b'{"file": null}\n', TAKEN)],
)
def test_only_this_program_is_understood(
    qtbot: QtBot, start: Start, folders: Folders, said: bytes, heard: bytes
) -> None:
    start(None)

    def say() -> bytes:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.settimeout(5)
            plug.connect(address(folders.data))
            plug.sendall(said)
            return plug.recv(16)

    assert second(qtbot, say) == heard


def test_the_socket_is_for_this_user_only(start: Start, folders: Folders) -> None:
    start(None)
    assert Path(address(folders.data)).stat().st_mode & 0o077 == 0


def test_a_long_path_has_its_socket_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    where = address(Path("/" + "x" * 200))
    assert where.startswith(str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert address(Path("/" + "x" * 200)) == ""
    assert not handed_over(Path("/" + "x" * 200), None)


def test_the_page_seen_last_is_shown_first(start: Start, folders: Folders, file: Path) -> None:
    settings.save(replace(settings.Settings(), page="rules"), folders.config)
    assert start(file).window.page_id == "rules"


def test_an_unknown_page_is_the_overview(start: Start, folders: Folders, file: Path) -> None:
    (folders.config).mkdir(parents=True)
    (folders.config / "settings.json").write_text(json.dumps({"page": "gone"}), encoding="utf-8")
    assert start(file).window.page_id == "overview"
