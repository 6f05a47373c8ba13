"""Locking: nothing of a file with a password is shown or held until it is opened again."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from readiness import settings
from readiness.facts import Award, CertificationId, Customer, CustomerId, Facts, Person, PersonId, Put, Thing
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Folders, Wiring
from ui.chart_view import ChartView
from ui.dialogs.forms import FormSheet
from ui.dialogs.password import PasswordSheet
from ui.main_window.locking import LockPage
from ui.pages.registry import PAGES
from ui.widgets import Sheet

Start = Callable[[Path], Wiring]
WORD = "correct horse battery"
CANARIES = ("Zebulon", "Quux", "Wunderkund")
PERSON, CUSTOMER = " ".join(CANARIES[:2]), " ".join(CANARIES[2:0:-1])
"""Put together here, so that no line of the tests' own code is taken for a name that is held."""


@pytest.fixture
def start(start: Callable[[Path | None], Wiring], qtbot: QtBot) -> Start:
    """With a file that was opened by its password."""

    def made(file: Path) -> Wiring:
        wiring = start(None)
        wiring.opening.open(file, WORD)
        qtbot.waitUntil(lambda: wiring.window.session is not None, timeout=20_000)
        qtbot.waitUntil(lambda: is_idle(wiring), timeout=20_000)
        return wiring

    return made


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook) -> Path:
    gc.unfreeze()
    gc.collect()  # windows of tests before that showed these people
    path = tmp_path / "secret.readiness"
    things: tuple[Thing, ...] = (
        Person(PersonId("z1"), name=PERSON, email="zebulon@quux.example"),
        Award(
            "z2", PersonId("z1"), CertificationId("azure-administrator"), date(2026, 1, 6), date(2027, 1, 6)
        ),
        Customer(CustomerId("z3"), name=CUSTOMER),
    )
    workspace = Workspace.create(path, "Contoso", rulebook, map(Put, things))
    workspace.keeping.set_password(WORD)
    workspace.close()
    return path


def is_idle(wiring: Wiring) -> bool:
    session = wiring.window.session
    return session is not None and session.is_idle


def sheet(wiring: Wiring) -> Sheet | None:
    return next((s for s in wiring.window.findChildren(Sheet) if s.isVisible()), None)


def shown(window: QWidget) -> str:
    """All words of all widgets, as seen, spoken or in a tooltip."""
    words = [window.windowTitle()]
    for widget in (window, *window.findChildren(QWidget)):
        text = getattr(widget, "text", None)
        words += [widget.accessibleName(), widget.toolTip(), str(text()) if callable(text) else ""]
    return "\n".join(words)


def held() -> list[str]:
    """What of the file anything still refers to, by its kind: facts, people, and words with a name.

    Also what only refers to itself, in circles: nothing is collected for it.
    """
    return [type(one).__name__ for one in reached() if is_ours(one)]


def held_in_a_while(qtbot: QtBot, wiring: Wiring) -> list[str]:
    """Pages and dialogs are freed in steps, and the window lives between them; garbage is collected later."""
    qtbot.wait(500)
    qtbot.waitUntil(lambda: wiring.window.leftovers.are_gone, timeout=10_000)
    return held()


def reached() -> Iterator[object]:
    """All that Python looks after, and what only that refers to: words, and rows of nothing but words."""
    seen: set[int] = set()
    left = gc.get_objects()
    while left:
        one = left.pop()
        yield one
        for part in gc.get_referents(one):
            if not gc.is_tracked(part) and id(part) not in seen:
                seen.add(id(part))
                left.append(part)


def is_ours(one: object) -> bool:
    if isinstance(one, str):
        return any(name in one and name is not one for name in (PERSON, CUSTOMER))
    people = one.people.values() if isinstance(one, Facts) else (one,)
    return any(isinstance(person, Person) and person.name == PERSON for person in people)


def look_at_everything(qtbot: QtBot, wiring: Wiring) -> None:
    """Every page in every way it shows, its charts drawn, and the search for everything."""
    for page in PAGES:
        wiring.window.navigate(page.id)
        for view in ("", *getattr(wiring.window.page, "VIEWS", ())):
            if view:
                wiring.window.page.show_view(view)  # type: ignore[union-attr]
            qtbot.waitUntil(lambda: is_idle(wiring) and are_drawn(wiring.window), timeout=20_000)
    wiring.window.ask("find")
    palette = wiring.window.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    assert palette
    for dialog in QApplication.topLevelWidgets():
        if dialog.isVisible() and dialog is not wiring.window:
            dialog.close()


def are_drawn(window: QWidget) -> bool:
    return all(chart.is_drawn for chart in window.findChildren(ChartView) if chart.isVisible())


def lock(qtbot: QtBot, wiring: Wiring) -> LockPage:
    session = wiring.window.session
    assert session is not None
    with qtbot.waitSignal(session.closed, timeout=20_000):
        wiring.window.lock()
    del session
    page = wiring.window.centralWidget()
    assert isinstance(page, LockPage)
    return page


def unlock(qtbot: QtBot, wiring: Wiring, page: LockPage) -> None:
    qtbot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(sheet(wiring), PasswordSheet), timeout=20_000)
    asked = sheet(wiring)
    assert isinstance(asked, PasswordSheet)
    qtbot.keyClicks(asked.line, WORD)
    qtbot.keyClick(asked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wiring.window.session is not None, timeout=20_000)


def test_nothing_readable_is_shown_or_held_after_locking(qtbot: QtBot, start: Start, file: Path) -> None:
    wiring = start(file)
    look_at_everything(qtbot, wiring)
    assert held(), "the file is open, so this finds what it looks for"
    wiring.window.navigate("people")
    qtbot.waitUntil(lambda: "Zebulon" in shown(wiring.window), timeout=20_000)
    lock(qtbot, wiring)
    assert not held_in_a_while(qtbot, wiring)
    assert not any(word in shown(wiring.window) for word in (*CANARIES, "Contoso"))
    assert wiring.window.session is None


def test_the_key_is_dropped_so_that_another_can_open_the_file(
    qtbot: QtBot, start: Start, file: Path, rulebook: Rulebook
) -> None:
    wiring = start(file)
    lock(qtbot, wiring)
    other = Workspace.open(file, rulebook, password=WORD)
    other.close()


def test_the_password_opens_it_again_at_the_page_that_was_seen(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    wiring = start(file)
    wiring.window.navigate("customers")
    unlock(qtbot, wiring, lock(qtbot, wiring))
    assert wiring.window.page_id == "customers"


def test_it_stays_locked_in_another_scheme_theme_and_language(
    qtbot: QtBot, qapp: QApplication, start: Start, file: Path
) -> None:
    wiring = start(file)
    wiring.window.navigate("customers")
    lock(qtbot, wiring)

    def made_anew(change: Callable[[], None]) -> LockPage:
        before = wiring.window.centralWidget()
        change()
        qtbot.waitUntil(lambda: wiring.window.centralWidget() is not before, timeout=10_000)
        page = wiring.window.centralWidget()
        assert isinstance(page, LockPage)
        return page

    made_anew(lambda: qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark))
    made_anew(lambda: wiring.window.change_settings(theme="dark"))
    page = made_anew(lambda: wiring.window.change_settings(language="fr"))
    assert page.unlock.text() == "Déverrouiller…"
    unlock(qtbot, wiring, page)
    assert wiring.window.page_id == "customers", "the page that was seen is still known"


def test_a_dialog_that_is_open_closes_and_takes_its_words_along(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    wiring = start(file)
    wiring.window.navigate("people")
    wiring.window.page.listing.view.selectRow(0)  # type: ignore[union-attr]
    wiring.window.page.edit(wiring.window.page.listing.current)  # type: ignore[union-attr]
    assert isinstance(sheet(wiring), FormSheet)
    lock(qtbot, wiring)
    assert sheet(wiring) is None
    assert not held_in_a_while(qtbot, wiring)


def test_it_locks_by_itself_when_nobody_was_there_for_the_minutes_of_the_settings(
    qtbot: QtBot, start: Start, file: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.main_window.locking.MINUTE_MS", 1_500)  # nobody wants to wait for a real one
    settings.save(replace(settings.Settings(), lock_minutes=1), folders.config)
    wiring = start(file)
    session = wiring.window.session
    assert session is not None
    with qtbot.waitSignal(session.closed, timeout=20_000):
        for _ in range(12):  # twice as long as it takes, were nobody there
            qtbot.keyClick(wiring.window, Qt.Key.Key_Shift)
            qtbot.wait(250)
            assert wiring.window.session is session, "a key begins the time anew"
    del session
    assert isinstance(wiring.window.centralWidget(), LockPage)
    assert not held_in_a_while(qtbot, wiring)


def test_never_is_never_and_a_file_without_a_password_stays_open(
    qtbot: QtBot, start: Start, file: Path
) -> None:
    wiring = start(file)
    wiring.window.change_settings(lock_minutes=0)
    wiring.window.locking.follow()
    assert wiring.window.locking.milliseconds_left < 0
    session = wiring.window.session
    assert session is not None
    session.tend(lambda keeping: keeping.set_password(None), lambda _count: None)
    qtbot.waitUntil(lambda: not wiring.window.locking.can_lock, timeout=20_000)
    wiring.window.lock()
    assert wiring.window.session is session
