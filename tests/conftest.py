"""What every test stands on: no screen, the words compiled, a fixed day, and nothing left behind."""

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from readiness.rules import Rulebook, load_rulebook
from readiness.words import compile_catalogues
from readiness.workspace import Workspace

# Before Qt is imported by anything. A real screen is for the tests that start their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The list of fonts is looked up once, not once for each test's own home.
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parents[1] / "build" / "matplotlib"))

# How long a law takes to think of its next input says how busy the machine is, and nothing of the law.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure() -> None:
    compile_catalogues()


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def workspace(tmp_path: Path, rulebook: Rulebook) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "contoso.readiness", "Contoso", rulebook)
    yield workspace
    workspace.close()


@pytest.fixture
def today() -> date:
    """The day all tests that need one agree on."""
    return date(2026, 11, 24)


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings, data and caches of the person at the keyboard are neither read nor touched."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.removeprefix("XDG_").lower()))


@pytest.fixture(autouse=True)
def no_logged_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or worse in the log fails the test that caused it."""
    yield
    if request.node.get_closest_marker("logs_warnings") is None:
        loud = [
            record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING
        ]
        assert not loud


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """No thread, and of a test with a window no window, timer or QThread, outlives its test."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        # A file that nobody waits for any more is made to its end; a worker goes once its last work is done.
        if thread.name.startswith(("report", "work")):
            thread.join(30)
    left = [thread.name for thread in set(threading.enumerate()) - before if not thread.daemon]
    assert not left
    if "qapp" in request.fixturenames and "PySide6.QtWidgets" in sys.modules:
        assert not _left_in_qt()


def _left_in_qt() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer  # noqa: PLC0415 - tests without Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - tests without Qt
    from shiboken6 import isValid  # noqa: PLC0415 - tests without Qt

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    alive = [thing for thing in gc.get_objects() if isinstance(thing, QTimer | QThread) and isValid(thing)]
    running = [
        thing for thing in alive if (thing.isActive() if isinstance(thing, QTimer) else thing.isRunning())
    ]
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return [repr(thing) for thing in (*running, *shown)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files of reports anew")
