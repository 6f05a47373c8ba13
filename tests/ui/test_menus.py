"""The menus and the top bar: one key and one letter for each command, and the name of the partner."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, Put
from readiness.problems import Message
from readiness.words import LANGUAGES
from ui import text
from ui.main_window import MainWindow
from ui.pages.registry import PAGES
from ui.session import Session
from ui.widgets.chrome import TopBar
from ui.widgets.rail import RailItem

Open = Callable[[Session | None], MainWindow]


@pytest.fixture
def window(session: Session, open_window: Open) -> MainWindow:
    return open_window(session)


def top(window: MainWindow) -> TopBar:
    content = window.centralWidget()
    found = None if content is None else content.findChild(TopBar)
    assert found is not None
    return found


def test_no_two_commands_share_their_keys(window: MainWindow) -> None:
    keys = [a.shortcut().toString() for a in window.findChildren(QAction) if not a.shortcut().isEmpty()]
    assert "Ctrl+N" in keys
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_opens_one_entry_of_a_menu(session: Session, open_window: Open, language: str) -> None:
    text.use(language)
    bar = open_window(session).menuBar()
    heads = bar.actions()
    for entries in (heads, *(head.menu().actions() for head in heads)):  # type: ignore[attr-defined] # stubs: QObject
        letters = [QKeySequence.mnemonic(entry.text()).toString() for entry in entries]
        told = Counter(filter(None, letters))
        assert told, "the control: there are some"
        assert max(told.values()) == 1, told


def test_a_long_name_of_the_partner_ends_in_dots_and_leaves_room_for_the_search(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open, facts: Facts
) -> None:
    usual = top(open_window(open_session(facts))).search.width()
    session = open_session(facts)
    name = "Wolfeschlegelsteinhausenbergerdorff & Söhne " * 5
    session.write(Message("undo.partner-changed"), (Put(replace(facts.partner, name=name)),))
    bar = top(open_window(session))
    qtbot.waitUntil(lambda: bar.partner.text().endswith("…"))
    qtbot.waitUntil(lambda: bar.partner.width() >= bar.partner.sizeHint().width())  # nothing is cut off
    assert bar.search.width() == usual
    assert name.strip() in bar.partner.toolTip()
    assert name.strip() in bar.partner.accessibleName()


def test_an_ampersand_in_the_partners_name_is_shown(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open
) -> None:
    session = open_session(Facts())
    window = open_window(session)
    named = replace(session.snapshot.facts.partner, name="Smith & Sons")
    with qtbot.waitSignal(session.snapshot_changed):
        session.write(Message("undo.partner-changed", {}), (Put(named),))
    bar = window.findChild(TopBar)
    assert bar is not None
    assert bar.partner.text() == "Smith && Sons"  # as Qt writes it, where one alone marks a key


@pytest.mark.parametrize("page", ["people", "agenda"])
def test_tab_leads_to_the_page_that_is_shown_in_the_rail(qtbot: QtBot, window: MainWindow, page: str) -> None:
    window.activateWindow()
    window.navigate(page)
    reached: list[QWidget | None] = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    words = next(entry.word() for entry in PAGES if entry.id == page)
    assert {item.text() for item in reached if isinstance(item, RailItem)} == {words}
