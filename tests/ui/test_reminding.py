"""Reminders in the window: told once, on the days they are for, whatever the clock does; nobody is named."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from readiness import settings
from readiness.facts import Deadline, Put
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ui.hands import press
from ui import text
from ui.app import Folders, Wiring
from ui.dialogs.forms import FormSheet
from ui.main_window import MainWindow
from ui.main_window.reminder_bar import ReminderBar
from ui.main_window.reminding import Reminding
from ui.main_window.tray import Tray
from ui.pages.agenda import AgendaPage

ON = date(2026, 11, 24)
PROMISED = (
    *("certification-expires", "renewal-opens", "certification-retires", "credit-ends", "exam-planned"),
    *("qualification-window-ends", "anniversary", "renewal-window-ends", "register-by", "workshop"),
    *("claim-step", "project-goes-live", "data-refresh", "rules-change", "own"),
)
"""The kinds of items that other programs rely on, but for those of New Commerce."""


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.today = ON

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "config", tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path, rulebook: Rulebook) -> Path:
    path = tmp_path / "contoso.readiness"
    own = Deadline("Quillfeather", "Call Zyxwanary Quillfeather", ON + timedelta(14))
    Workspace.create(path, "Contoso", rulebook, [Put(own)]).close()
    return path


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, folders: Folders, clock: Clock
) -> Iterator[Callable[[Path], Wiring]]:
    wirings: list[Wiring] = []

    def made(path: Path) -> Wiring:
        wirings.append(Wiring(qapp, clock.today, folders, clock))
        wirings[-1].start(path)
        qtbot.waitExposed(wirings[-1].window)
        return wirings[-1]

    yield made
    for wiring in wirings:
        close(qtbot, wiring)
        wiring.window.deleteLater()
        wiring.deleteLater()
    qtbot.waitUntil(lambda: not any(t.name.startswith("work_") for t in threading.enumerate()))


def close(qtbot: QtBot, wiring: Wiring) -> None:
    wiring.window.leave()
    qtbot.waitUntil(lambda: not wiring.window.isVisible(), timeout=20_000)
    wiring.end()


def told(wiring: Wiring) -> list[str]:
    return [bar.accessibleName() for bar in wiring.window.findChildren(ReminderBar)]


def reminding(qtbot: QtBot, wiring: Wiring) -> Reminding:
    qtbot.waitUntil(lambda: wiring.window.findChild(Reminding) is not None, timeout=20_000)
    found = wiring.window.findChild(Reminding)
    assert isinstance(found, Reminding)
    return found


def settled(qtbot: QtBot, wiring: Wiring) -> None:
    session = wiring.window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)


def test_what_is_near_is_told_at_the_start_and_not_at_the_next_one(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    first = start(file)
    qtbot.waitUntil(lambda: told(first) != [], timeout=20_000)
    (words,) = told(first)
    assert "Own deadline: 8 Dec 2026, in 14 days" in words.split(" · ")
    close(qtbot, first)
    again = start(file)
    reminding(qtbot, again)
    settled(qtbot, again)
    assert told(again) == []


def test_a_night_in_which_the_program_stays_open_brings_the_next_reminder_and_the_new_day(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, clock: Clock
) -> None:
    wiring = start(file)
    qtbot.waitUntil(lambda: len(told(wiring)) == 1, timeout=20_000)
    found = reminding(qtbot, wiring)
    clock.today = ON + timedelta(7)
    found.look()
    qtbot.waitUntil(lambda: len(told(wiring)) == 2, timeout=20_000)
    assert "Own deadline: 8 Dec 2026, in 7 days" in told(wiring)[1].split(" · ")
    session = wiring.window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.snapshot.on == clock.today, timeout=20_000)
    for day in (ON, ON + timedelta(7), ON + timedelta(8)):
        clock.today = day
        found.look()
        settled(qtbot, wiring)
    assert len(told(wiring)) == 2, "no clock that goes back or forth tells it again"


def test_who_looks_every_day_is_told_on_the_six_days_and_on_no_other(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, clock: Clock
) -> None:
    clock.today = ON + timedelta(14) - timedelta(91)
    wiring = start(file)
    found = reminding(qtbot, wiring)
    said = []
    for days in range(91, -2, -1):
        clock.today = ON + timedelta(14) - timedelta(days)
        before = len(told(wiring))
        found.look()
        settled(qtbot, wiring)
        new = [line for words in told(wiring)[before:] for line in words.split(" · ") if "Own" in line]
        said += [(days, line) for line in new]
    assert [days for days, _line in said] == [90, 60, 30, 14, 7, 1]
    assert said[0][1] == "Own deadline: 8 Dec 2026, in 90 days"
    assert said[-1][1] == "Own deadline: 8 Dec 2026, tomorrow"


def test_nothing_that_was_recorded_stands_in_the_reminder_or_in_what_is_kept_of_it(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders
) -> None:
    wiring = start(file)
    qtbot.waitUntil(lambda: told(wiring) != [], timeout=20_000)
    (kept,) = (folders.data / "reminders").iterdir()
    assert json.loads(kept.read_text()), "the control: it is kept"
    for words in (*told(wiring), kept.read_text(), kept.name):
        assert "Quillfeather" not in words
        assert "contoso" not in words.casefold()


def test_the_agenda_is_a_press_away_and_a_reminder_goes_when_it_is_closed(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    wiring = start(file)
    qtbot.waitUntil(lambda: told(wiring) != [], timeout=20_000)
    bar = wiring.window.findChild(ReminderBar)
    assert isinstance(bar, ReminderBar)
    bar.agenda_asked.emit()
    page: Any = wiring.window.page
    assert page.listing.model.all
    bar.close_bar()
    qtbot.waitUntil(lambda: told(wiring) == [])


def test_a_reminder_that_nobody_has_closed_is_there_in_another_language_and_theme(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    wiring = start(file)
    qtbot.waitUntil(lambda: told(wiring) != [], timeout=20_000)
    wiring.window.change_settings(language="fr", theme="dark")
    qtbot.waitUntil(lambda: any("dans 14 jours" in words for words in told(wiring)), timeout=20_000)
    bar = wiring.window.findChild(ReminderBar)
    assert isinstance(bar, ReminderBar)
    qtbot.waitUntil(bar.isVisible)
    press(qtbot, bar, "Fermer")
    wiring.window.change_settings(language="en")
    qtbot.waitUntil(lambda: wiring.window.page is not None, timeout=20_000)
    qtbot.waitUntil(lambda: told(wiring) == [])


def test_kinds_are_chosen_in_a_dialog_and_kept(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders
) -> None:
    wiring = start(file)
    reminding(qtbot, wiring)
    wiring.window.asking.reminders()
    sheet = next(s for s in wiring.window.findChildren(FormSheet) if s.isVisible())
    own: Any = sheet.editor("own").widget
    own.setCurrentIndex(own.findText("From 7 days before"))
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: settings.load(folders.config).reminders == {"own": 7})
    assert settings.load(folders.config).in_tray is False


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_kind_that_others_rely_on_is_turned_off_by_itself(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders, language: str
) -> None:
    settings.save(replace(settings.Settings(), language=language), folders.config)
    wiring = start(file)
    reminding(qtbot, wiring)
    wiring.window.asking.reminders()
    sheet = next(s for s in wiring.window.findChildren(FormSheet) if s.isVisible())
    names = [text.name("item", kind) for kind in PROMISED]
    assert len(set(names)) == len(PROMISED), "each is called something else"
    for kind in PROMISED:
        combo: Any = sheet.editor(kind).widget
        assert combo.count() == 7, "six steps, or never"
        if kind != "own":
            qtbot.keyClick(combo, Qt.Key.Key_End)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    wanted = {kind: 0 for kind in PROMISED if kind != "own"}
    qtbot.waitUntil(lambda: settings.load(folders.config).reminders == wanted)


def test_a_kind_that_is_not_wanted_is_not_told(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path, folders: Folders
) -> None:
    settings.save(replace(settings.Settings(), reminders={"own": 0}), folders.config)
    wiring = start(file)
    reminding(qtbot, wiring)
    settled(qtbot, wiring)
    assert not any("Own deadline" in words for words in told(wiring))


def test_a_window_that_stays_in_the_tray_hides_when_closed_and_ends_when_left(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    wiring = start(file)
    reminding(qtbot, wiring)
    wiring.window.stays = lambda: True  # as with the icon in a system's tray, which a test has none of
    wiring.window.close()
    assert not wiring.window.isVisible()
    assert wiring.window.session is not None
    assert not wiring.window.session.is_closed
    session = wiring.window.session
    wiring.window.show()
    wiring.window.leave()
    qtbot.waitUntil(lambda: session.is_closed, timeout=20_000)


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # there is no tray without a screen
def test_the_icon_in_the_tray_brings_the_window_back_opens_the_agenda_and_ends_the_program(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    wiring = start(file)
    reminding(qtbot, wiring)
    window, session = wiring.window, wiring.window.session
    assert session is not None
    tray = Tray(window)
    tray.tell("Own deadline: 8 Dec 2026, in 14 days")
    open_it, agenda, leave = (a for a in tray.contextMenu().actions() if not a.isSeparator())
    window.stays = lambda: True
    tray.show()
    window.close()
    assert tray.has_said_it_stays, "whoever closes a window expects that it has ended"
    tray.hide()
    open_it.trigger()
    assert window.isVisible()
    agenda.trigger()
    assert isinstance(window.page, AgendaPage)
    tray.has_said_it_stays = False
    tray.show()
    leave.trigger()
    qtbot.waitUntil(lambda: session.is_closed, timeout=20_000)
    assert not tray.has_said_it_stays
    tray.hide()


class Notifications(Tray):
    """What the system is given to show."""

    def __init__(self, window: MainWindow) -> None:
        self.shown: list[str] = []
        super().__init__(window, apart_ms=50)

    def showMessage(self, _title: str, words: str, *_how: object) -> None:  # noqa: N802 - Qt's name
        self.shown.append(words)


def test_the_tray_tells_one_thing_after_the_other(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    tray = Notifications(start(file).window)
    for words in ("first", "second", "third"):
        tray.tell(words)
    assert tray.shown == ["first"], "a system that shows the last one alone would show none of the others"
    qtbot.waitUntil(lambda: tray.shown == ["first", "second", "third"])


def test_the_menu_of_the_tray_speaks_the_language_that_was_chosen(
    qtbot: QtBot, start: Callable[[Path], Wiring], file: Path
) -> None:
    wiring = start(file)
    tray = reminding(qtbot, wiring).tray = Tray(wiring.window)
    wiring.window.change_settings(language="fr")
    words = [action.text() for action in tray.contextMenu().actions() if not action.isSeparator()]
    assert words == ["Ouvrir la fenêtre", "Ouvrir l’agenda", "Quitter"]
