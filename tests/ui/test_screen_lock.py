"""The lock of the screen: heard as the system tells it, on a real bus and in a real message."""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Wiring
from ui.main_window.locking import LockPage
from ui.screen_lock import DBusLock, SessionMessages, heard, session_path

WORD = "correct horse battery"
needs_bus = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("dbus-daemon") and shutil.which("dbus-send")),
    reason="of Linux, and needs dbus-daemon and dbus-send (Debian: dbus)",
)


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus of the test's own."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],  # noqa: S607 - where the system has it
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="ascii",
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.stdout.close()
    daemon.wait(timeout=10)


def say(bus: str, path: str, signal: str, *words: str) -> None:
    """What a desktop or the login service says on its bus."""
    subprocess.run(
        ["dbus-send", f"--bus={bus}", "--type=signal", path, signal, *words],  # noqa: S607 - as above
        check=True,
        timeout=20,
    )


class Heard:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@needs_bus
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_desktop_says_that_its_screen_is_locked(qtbot: QtBot, bus: str, saver: str) -> None:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - of Linux

    told = Heard()
    lock = DBusLock(told)
    lock.hear_desktop(QDBusConnection.connectToBus(bus, f"desktop {saver}"))
    say(bus, "/ScreenSaver", f"{saver}.ActiveChanged", "boolean:false")
    say(bus, "/ScreenSaver", f"{saver}.ActiveChanged", "boolean:true")
    qtbot.waitUntil(lambda: told.times > 0, timeout=10_000)
    assert told.times == 1, "that it was unlocked is no lock"


@needs_bus
def test_the_login_service_says_that_this_session_locks_or_that_the_computer_sleeps(
    qtbot: QtBot, bus: str
) -> None:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - of Linux

    told = Heard()
    lock = DBusLock(told)
    lock.hear_login(QDBusConnection.connectToBus(bus, "login"), "2")
    session = "org.freedesktop.login1.Session.Lock"
    say(bus, "/org/freedesktop/login1/session/_33", session)
    say(bus, "/org/freedesktop/login1/session/_32", session)
    qtbot.waitUntil(lambda: told.times > 0, timeout=10_000)
    assert told.times == 1, "another user's session is no matter of ours"
    say(bus, "/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true")
    qtbot.waitUntil(lambda: told.times > 1, timeout=10_000)


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook) -> Path:
    path = tmp_path / "secret.readiness"
    workspace = Workspace.create(path, "Contoso", rulebook, ())
    workspace.keeping.set_password(WORD)
    workspace.close()
    return path


@needs_bus
def test_a_file_with_a_password_is_locked_with_the_screen(
    qtbot: QtBot,
    bus: str,
    start: Callable[[Path | None], Wiring],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - of Linux

    def on_our_bus(_window: int, on_lock: Callable[[], None], parent: QObject) -> QObject:
        lock = DBusLock(on_lock, parent)
        lock.hear_desktop(QDBusConnection.connectToBus(bus, "window"))
        return lock

    monkeypatch.setattr("ui.screen_lock.heard", on_our_bus)  # not the tester's own screen
    wiring = start(None)
    wiring.opening.open(file, WORD)
    qtbot.waitUntil(lambda: wiring.window.session is not None, timeout=20_000)
    session = wiring.window.session
    assert session is not None
    qtbot.waitUntil(lambda: wiring.window.locking.milliseconds_left > 0, timeout=20_000)
    wiring.window.change_settings(lock_minutes=0)
    assert wiring.window.locking.milliseconds_left < 0, "only the screen locks it"
    with qtbot.waitSignal(session.closed, timeout=20_000):
        say(bus, "/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
    del session
    qtbot.wait(100)  # what held the facts is collected in a moment
    assert isinstance(wiring.window.centralWidget(), LockPage)


def test_a_session_is_called_as_the_login_service_calls_it() -> None:
    assert session_path("2") == "_32"
    assert session_path("c12") == "c12"
    assert session_path("12") == "_312"
    assert session_path("a-b") == "a_2db"


def test_where_there_is_no_bus_nothing_is_heard_and_nothing_is_said(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    told = Heard()
    lock = heard(0, told, qapp)
    QCoreApplication.processEvents()
    assert told.times == 0
    if lock is not None:
        lock.deleteLater()


def test_of_windows_messages_only_the_lock_of_the_session_is_one(qapp: object) -> None:  # noqa: ARG001 - Qt runs
    told = Heard()
    messages = SessionMessages(told)
    for kind, word, times in ((0x02B1, 0x8, 0), (0x0100, 0x7, 0), (0x02B1, 0x7, 1)):
        message = wintypes.MSG(message=kind, wParam=word)
        taken = messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
        assert taken == (False, 0), "it goes on to whom it is for"
        assert told.times == times
    messages.nativeEventFilter(b"xcb_generic_event_t", 0)
    assert told.times == 1
