"""Small windows: pages scroll down and not sideways, and what was laid out stays so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from readiness.rules import Rulebook
from readiness.settings import Settings
from readiness.workspace import Workspace
from ui import text
from ui.main_window import MainWindow
from ui.pages.overview import OverviewPage
from ui.pages.registry import PAGES
from ui.screens import demo_file, wait
from ui.session import Session

SIZES = ((640, 384), (768, 432), (900, 500), (1024, 640), (1100, 700), (1280, 800))
_LEAST = 768
"""The width of a screen of 1920 at 250 %; a window may be narrower, and then scrolls."""
_LATE_MS = 250
"""The pages of a report are asked for this late, and laid out when they are there."""
_REST_MS = 150


class Counter(QObject):
    """Counts how often something is laid out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


@pytest.fixture
def window(tmp_path: Path, rulebook: Rulebook, today: date) -> Iterator[tuple[MainWindow, Session]]:
    text.use("fr")  # the longer words
    session = Session(Workspace.open(demo_file(tmp_path, today), rulebook), today)
    made = MainWindow(today, Settings())
    made.show_session(session)
    made.show()
    yield made, session
    made.take_session()
    made.close()
    made.deleteLater()
    session.close()
    wait(lambda: session.is_closed)


def test_pages_rest_and_never_scroll_sideways(
    qtbot: QtBot, qapp: QApplication, window: tuple[MainWindow, Session]
) -> None:
    shown, session = window
    counter = Counter()
    found = []
    for width, height in SIZES:
        shown.resize(width, height)
        for page in (*(entry.id for entry in PAGES), "area/security"):
            shown.navigate(page)
            qtbot.wait(_LATE_MS)
            qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)
            qtbot.wait(_REST_MS)
            counter.count = 0
            qapp.installEventFilter(counter)
            qtbot.wait(_REST_MS)
            qapp.removeEventFilter(counter)
            around = shown.page.parentWidget().parentWidget()  # type: ignore[union-attr] # a page is shown
            sideways = around.horizontalScrollBar().maximum() if isinstance(around, QScrollArea) else 0
            if (sideways and width >= _LEAST) or counter.count > 20:
                found.append((width, page, sideways, counter.count))
    assert found == []


def test_a_reminder_leaves_the_whole_overview_in_sight(
    qtbot: QtBot, window: tuple[MainWindow, Session]
) -> None:
    shown, session = window
    shown.resize(1280, 800)
    shown.remind("Une échéance est proche.")
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)
    qtbot.wait(_REST_MS)
    page = shown.page
    assert isinstance(page, OverviewPage)
    (scroll,) = page.findChildren(QScrollArea)
    assert scroll.verticalScrollBar().maximum() == 0
    assert page.progress.visibleRegion().boundingRect().height() == page.progress.height()
    shown.resize(1280, 600)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
