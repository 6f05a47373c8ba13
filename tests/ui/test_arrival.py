"""What a new user meets: where the keys go when a page is asked for, and how to begin."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, Person, PersonId, Put
from readiness.problems import Message
from tests.ui.hands import press
from ui.main_window import MainWindow
from ui.main_window.reminder_bar import FirstStepBar
from ui.pages.area_card import AreaCard
from ui.pages.registry import PAGES
from ui.session import Session

Open = Callable[[Session | None], MainWindow]


def test_a_page_asked_for_by_its_keys_is_used_by_the_arrows_at_once(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    window = open_window(demo)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for place, entry in enumerate(PAGES, start=1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{place}"), Qt.KeyboardModifier.ControlModifier)
        assert window.page_id == entry.id
        page, reached = window.page, window.focusWidget()
        assert page is not None
        assert reached is not None
        assert page.isAncestorOf(reached), entry.id
        if entry.id == "overview":  # its cards stand before all that can be listed
            assert isinstance(reached, AreaCard)
        else:
            assert isinstance(reached, QAbstractItemView), entry.id
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    view = window.focusWidget()
    assert isinstance(view, QAbstractItemView)
    qtbot.waitUntil(lambda: view.model().rowCount() > 2)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    before = view.currentIndex().row()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == before + 1


def test_an_area_opened_by_the_keyboard_is_read_by_the_arrows_at_once(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    window = open_window(demo)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    card = window.focusWidget()
    assert isinstance(card, AreaCard)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QAbstractItemView))
    assert window.focusWidget().accessibleName() == "Why this score"


def test_an_empty_file_says_how_to_begin_until_somebody_is_in_it(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open
) -> None:
    session = open_session(Facts())
    window = open_window(session)
    (bar,) = window.findChildren(FirstStepBar)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.import_asked):
        bar.import_asked.connect(window.importing.forget)
        press(qtbot, bar, "Import…")
    for sheet in window.findChildren(QDialog):
        sheet.reject()
    eve = Put(Person(PersonId("p9"), name="Eve"))
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.write(Message("undo.person-added", {"name": "Eve"}), (eve,))
    assert not bar.isVisible()
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.undo()
    assert bar.isVisible()
    press(qtbot, bar, "Close")
    assert not bar.isVisible()
