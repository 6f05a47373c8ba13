"""The palette: anything is found by a few letters, with the keyboard alone, and quickly."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, Person, PersonId
from ui import text
from ui.dialogs.about import ShortcutsSheet
from ui.dialogs.forms import FormSheet
from ui.dialogs.palette import Entry, Index, Palette
from ui.main_window import MainWindow
from ui.pages.people import PeoplePage
from ui.pages.rules import RulesPage
from ui.session import Session
from ui.widgets import Sheet
from ui.widgets.chrome import TopBar

Open = Callable[[Session | None], MainWindow]


@pytest.fixture
def window(session: Session, open_window: Open) -> MainWindow:
    return open_window(session)


def palette(qtbot: QtBot, window: MainWindow) -> Palette:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(p.isVisible() for p in window.findChildren(Palette)))
    return next(p for p in window.findChildren(Palette) if p.isVisible())


def found(shown: Palette) -> list[str]:
    return [entry.title for entry in shown.model.rows]


def test_a_person_is_found_and_shown_by_the_keyboard_alone(qtbot: QtBot, window: MainWindow) -> None:
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "NOWAK ad")
    assert found(shown) == ["Ada Nowak"]
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, PeoplePage)
    assert page.person is not None
    assert page.person.person == "p1"


def test_arrows_choose_among_what_is_found(qtbot: QtBot, window: MainWindow) -> None:
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "rul")
    assert found(shown)[0] == "Rules"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        qtbot.keyClick(shown.search, key)
    assert shown.view.currentIndex().row() == 0
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert isinstance(window.page, RulesPage)


def test_a_customer_is_selected_in_its_table(qtbot: QtBot, window: MainWindow) -> None:
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "fabrikam.example")
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert window.page is not None
    assert window.page.listing.current.name == "Fabrikam"  # type: ignore[attr-defined]


def test_a_certification_leads_to_those_who_hold_it(qtbot: QtBot, window: MainWindow) -> None:
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "solutions architect")
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, PeoplePage)
    assert [row.name for row in page.listing.model.rows] == ["Ada Nowak"]


def test_a_command_is_given(qtbot: QtBot, window: MainWindow) -> None:
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "keyboard shortcuts")
    assert shown.model.rows[0].keys == "Ctrl+/"
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(isinstance(s, ShortcutsSheet) for s in window.findChildren(Sheet)))


def test_escape_closes_and_nothing_happens(qtbot: QtBot, window: MainWindow) -> None:
    before = window.page
    shown = palette(qtbot, window)
    qtbot.keyClick(shown.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Palette))
    assert window.page is before


def test_the_field_of_the_top_bar_opens_it_in_the_language_of_the_window(
    qtbot: QtBot, session: Session, open_window: Open
) -> None:
    text.use("fr")
    window = open_window(session)
    content = window.centralWidget()
    assert content is not None
    bar = content.findChild(TopBar)
    assert bar is not None
    qtbot.mouseClick(bar.search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(p.isVisible() for p in window.findChildren(Palette)))
    shown = window.findChildren(Palette)[0]
    shown.search.setText("règ")
    assert found(shown)[0] == "Règles"
    qtbot.keyClick(shown.search, Qt.Key.Key_Escape)


def test_theme_language_and_the_files_opened_lately_are_found(
    qtbot: QtBot, open_window: Open, session: Session, tmp_path: Path
) -> None:
    window = open_window(session)
    other = tmp_path / "woodgrove.readiness"
    window.change_settings(recent=(str(session.workspace.path), str(other)))
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "readiness wood")
    assert found(shown) == ["woodgrove.readiness"], "the file that is open is not opened"
    with qtbot.waitSignal(window.open_asked) as asked:
        qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert asked.args == [other]
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, "dark")
    assert found(shown) == ["Theme: Dark"]
    with qtbot.waitSignal(window.settings_changed) as changed:
        qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert changed.args == [{"theme": "dark"}]


@pytest.mark.parametrize(
    ("typed", "title", "page"),
    [
        ("add pers", "Add person", "people"),
        ("add cust", "Add customer", "customers"),
        ("add proj", "Add project", "projects"),
        ("add dead", "Add deadline", "agenda"),
        ("add work", "Add workshop", "agenda"),
        ("add enga", "Add engagement", "agenda"),
        ("plan exam", "Plan an exam", "agenda"),
    ],
)
def test_whatever_can_be_added_is_added_from_anywhere(
    qtbot: QtBot, window: MainWindow, typed: str, title: str, page: str
) -> None:
    shown = palette(qtbot, window)
    qtbot.keyClicks(shown.search, typed)
    assert found(shown)[0] == title
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.asked, FormSheet), timeout=20_000)
    assert window.page_id == page


def test_without_a_file_only_commands_are_found(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(None)
    shown = palette(qtbot, window)
    assert {entry.detail for entry in shown.model.rows} == {"Command"}
    qtbot.keyClick(shown.search, Qt.Key.Key_Escape)


def test_ten_thousand_people_are_searched_within_a_frame(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open, facts: Facts
) -> None:
    people = {
        PersonId(f"q{n}"): Person(PersonId(f"q{n}"), name=f"Name {n:05} Example") for n in range(10_000)
    }
    window = open_window(open_session(replace(facts, people={**facts.people, **people})))
    shown = palette(qtbot, window)
    qtbot.keyClick(shown.search, Qt.Key.Key_Escape)
    opened = palette(qtbot, window)
    times = []
    for words in ("n", "name 0", "name 09", "09999 exa", "nobody"):
        start = time.perf_counter()
        opened.search.setText(words)
        QApplication.processEvents()
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.05, times
    opened.search.setText("09999")
    assert found(opened) == ["Name 09999 Example"]
    qtbot.keyClick(opened.search, Qt.Key.Key_Escape)


def test_what_begins_so_stands_first() -> None:
    entries = [Entry(t, t, "", "users", lambda: None) for t in ("a Rule", "xrule", "Rules", "no")]
    assert [entry.title for entry in Index(entries).find("rul")] == ["Rules", "a Rule", "xrule"]
    assert len(Index(entries).find("")) == 4


@pytest.mark.parametrize(
    "typed",
    [
        "elodie",
        "ÉLODIE",
        "elodei",
        "eloodie",
        "eldie",
        "elopie",
        "lodie gueri",
        "ferriere",
        "coeru",
        "eloide cœur",
    ],
)
def test_accents_case_and_one_slip_of_the_keys_hide_nobody(typed: str) -> None:
    titles = ("Élodie Guérin-Ferrière Cœuré", "Eloi Ferrand", "Overview", "Odile Coerver")
    entries = [Entry(t, t, "", "users", lambda: None) for t in titles]
    assert titles[0] in [entry.title for entry in Index(entries).find(typed)]
    assert "Overview" not in [entry.title for entry in Index(entries).find(typed)]


@pytest.mark.parametrize("typed", ["xlodei", "eod", "elodixx", "olympe"])
def test_more_than_a_slip_finds_nobody(typed: str) -> None:
    assert not Index([Entry("e", "Élodie Guérin", "", "users", lambda: None)]).find(typed)
