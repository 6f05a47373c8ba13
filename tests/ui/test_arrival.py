"""Where the keys go when a page is asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
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
    tree = window.focusWidget()
    assert isinstance(tree, QAbstractItemView)
    assert tree.accessibleName() == "Why this score"
