"""What tests of the window share: words and looks, the rules, and a session on a real file."""

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts, sample_exports
from readiness.facts import (
    Association,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    Deadline,
    Event,
    Facts,
    Month,
    Person,
    PersonId,
    Plan,
    Project,
    Put,
    Segment,
    Series,
    Tenant,
    UsageKey,
)
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui import text, theme
from ui.app import Application, Folders, Wiring
from ui.main_window import MainWindow
from ui.session import Session

ADA, BOB = PersonId("p1"), PersonId("p2")
FABRIKAM, ADATUM = CustomerId("c1"), CustomerId("c2")
_ADMIN, _ARCHITECT = CertificationId("azure-administrator"), CertificationId("azure-solutions-architect")


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    return Application


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["tests", *theme.STYLE]


@pytest.fixture(autouse=True)
def english_and_light(qapp: object) -> None:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after conftest chose the platform

    assert isinstance(qapp, QApplication)
    text.use("en")
    text.teach_qt(qapp)
    theme.use(qapp, "light")


@pytest.fixture(autouse=True, scope="session")
def collected_once() -> None:
    gc.collect()


@pytest.fixture(autouse=True)
def old_is_no_garbage() -> None:
    """What all tests before left is not looked through after each test of the window: that takes a second.

    It is again once a window set aside what it had read: so each test begins with this.
    """
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_again() -> Iterator[None]:
    """The window stops the collection of garbage, and the tests of all else need it."""
    yield
    gc.enable()


@pytest.fixture
def facts() -> Facts:
    """Two people, two customers, a project, a workshop and a deadline."""
    things = (
        Person(ADA, name="Ada Nowak", email="ada@partner.example", linked_on=date(2023, 1, 20)),
        Person(BOB, email="bob@partner.example", unlinked_on=date(2026, 5, 1)),
        Award("a1", ADA, _ADMIN, date(2025, 12, 6), date(2026, 12, 6)),
        Award("a2", ADA, _ARCHITECT, date(2026, 9, 1), date(2027, 9, 1)),
        Award("a3", BOB, _ADMIN, date(2024, 3, 1), date(2025, 3, 1)),
        Plan("x1", BOB, _ARCHITECT, date(2027, 1, 15)),
        Customer(
            FABRIKAM,
            name="Fabrikam",
            tenants=(Tenant("196e2273-0000-0000-0000-000000000000", "fabrikam.example"),),
            segments=(Segment("smb"),),
        ),
        Customer(ADATUM, name="Adatum"),
        Association("s1", FABRIKAM, "csp-tier2", since=date(2024, 6, 1)),
        Series(
            UsageKey(FABRIKAM, "SQL Database", "acr-usd", "csp-tier2"), Month(2026 * 12 + 8), (460_000_000,)
        ),
        Project("j1", FABRIKAM, "Lift SQL", ("data-ai",), "in-delivery", date(2027, 2, 1)),
        Event(
            "e1",
            "Threat Protection workshop",
            "workshop",
            datetime(2026, 12, 8, 9, tzinfo=UTC),
            datetime(2026, 12, 8, 17, tzinfo=UTC),
            areas=("security",),
            attendees=(ADA, BOB),
        ),
        Deadline("d1", "Order exam vouchers", date(2026, 12, 15), owner=ADA),
    )
    return Facts().changed(Put(thing) for thing in things)


@pytest.fixture
def open_session(
    qtbot: QtBot, tmp_path: Path, rulebook: Rulebook, today: date
) -> Iterator[Callable[[Facts], Session]]:
    """Makes sessions on new files that hold some facts; closes them after the test."""
    sessions: list[Session] = []

    def made(facts: Facts) -> Session:
        path = tmp_path / f"partner{len(sessions)}.readiness"
        held = replace(facts, partner=replace(facts.partner, name="Contoso Partner"))
        workspace = Workspace.create(path, "Contoso Partner", rulebook, [Put(thing) for thing in held.all()])
        sessions.append(Session(workspace, today))
        return sessions[-1]

    yield made
    for session in sessions:
        if not session.is_closed:  # a window may have closed it
            with qtbot.waitSignal(session.closed, timeout=20_000):
                session.close()
    qtbot.waitUntil(lambda: not any(t.name.startswith("work_") for t in threading.enumerate()))


@pytest.fixture
def export(rulebook: Rulebook, today: date, tmp_path: Path) -> Path:
    """What Partner Center has of the demo partner's people today."""
    exports = sample_exports(demo_facts(rulebook, today), rulebook, today)
    name = next(name for name in exports if name.endswith(".csv"))
    (tmp_path / name).write_bytes(exports[name])
    return tmp_path / name


@pytest.fixture
def session(open_session: Callable[[Facts], Session], facts: Facts) -> Session:
    return open_session(facts)


@pytest.fixture
def open_window(qtbot: QtBot, today: date) -> Iterator[Callable[[Session | None], MainWindow]]:
    """Makes windows that show a session, or the first page; they leave its file open when they go."""
    windows: list[MainWindow] = []

    def made(session: Session | None) -> MainWindow:
        window = MainWindow(today)
        windows.append(window)
        window.show_session(session)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield made
    for window in windows:
        window.take_session()
        window.close()
        window.deleteLater()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "config", tmp_path / "data")


@pytest.fixture
def start(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, folders: Folders, today: date
) -> Iterator[Callable[[Path | None], Wiring]]:
    """Starts the program in its own folders, with a file or without; ends it after the test.

    An error that nothing caught fails the test, unless it is marked as one that makes such an error.
    """
    wirings: list[Wiring] = []

    def made(file: Path | None) -> Wiring:
        wirings.append(Wiring(qapp, today, folders))
        wirings[-1].start(file)
        qtbot.waitExposed(wirings[-1].window)
        return wirings[-1]

    yield made
    for wiring in wirings:
        wiring.window.leave()
        qtbot.waitUntil(lambda wiring=wiring: not wiring.window.isVisible(), timeout=20_000)  # type: ignore[misc]
        wiring.end()
        wiring.window.deleteLater()
        wiring.deleteLater()
    qtbot.waitUntil(lambda: not any(t.name.startswith("work_") for t in threading.enumerate()))
    if request.node.get_closest_marker("logs_warnings") is None:
        log = folders.data / "errors.log"
        assert not log.exists(), log.read_text(encoding="utf-8")


@pytest.fixture
def demo(open_session: Callable[[Facts], Session], rulebook: Rulebook, today: date) -> Session:
    """A session on the demo partner."""
    return open_session(demo_facts(rulebook, today))
