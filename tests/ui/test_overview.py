"""The overview: six cards, the way to an area, the chart, the next thirty days, days without rules."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from readiness.facts import AREAS, Facts
from ui import text, theme
from ui.main_window import MainWindow
from ui.pages.area import AreaPage
from ui.pages.next_days import upcoming
from ui.pages.overview import OverviewPage
from ui.session import Session

Open = Callable[[Session | None], MainWindow]


def overview(window: MainWindow) -> OverviewPage:
    page = window.page
    assert isinstance(page, OverviewPage)
    return page


def test_each_card_says_its_area_score_day_and_what_matters(demo: Session, open_window: Open) -> None:
    page = overview(open_window(demo))
    assert [card.area for card in page.cards] == list(AREAS)
    for card in page.cards:
        standing = demo.snapshot.standings[card.area]
        said = card.accessibleName()
        assert text.area_name(card.area) in said
        assert f"{standing.shown} of 100 on 24 Nov 2026" in said
    blocked = page.cards[AREAS.index("modern-work")].accessibleName()
    assert "Blocked: advanced certifications at 0" in blocked


def test_a_day_without_rules_is_no_zero(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    page = overview(open_window(demo))
    demo.look(date(2021, 1, 15))
    qtbot.waitUntil(lambda: "2021" in page.cards[0].accessibleName())
    for card in page.cards:
        said = card.accessibleName()
        assert "No rules are known for this day" in said
        assert "0 of 100" not in said


def test_a_click_on_a_card_opens_its_area_and_back(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    window = open_window(demo)
    qtbot.mouseClick(overview(window).cards[4], Qt.MouseButton.LeftButton)
    page = window.page
    assert isinstance(page, AreaPage)
    assert page.area == "modern-work"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(window.page, OverviewPage)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_card_is_opened_from_the_keyboard(
    qtbot: QtBot, demo: Session, open_window: Open, key: Qt.Key
) -> None:
    window = open_window(demo)
    card = overview(window).cards[0]
    card.setFocus()
    qtbot.keyClick(card, key)
    assert isinstance(window.page, AreaPage)


@pytest.mark.parametrize(("width", "columns"), [(1920, 3), (1280, 2), (1024, 2)])
def test_cards_stand_in_as_many_columns_as_there_is_room_for(
    qtbot: QtBot, demo: Session, open_window: Open, width: int, columns: int
) -> None:
    window = open_window(demo)
    window.resize(width, 800)
    page = overview(window)
    qtbot.waitUntil(lambda: page.width() > width - 220)
    assert len({card.x() for card in page.cards}) == columns
    assert page.cards[0].is_full == (width >= theme.WIDE)
    beside = page.next_days.x() > page.cards[0].geometry().right()
    assert beside == (width >= theme.NARROW)


def test_nothing_overlaps_and_nothing_leaves_the_page(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    window = open_window(demo)
    page = overview(window)
    for width in (700, 1024, 1280, 1599, 1600, 1920, 2560):
        window.resize(width, 900)
        qtbot.waitUntil(lambda width=width: page.width() >= width - 220)  # type: ignore[misc]
        boxes = [w.geometry() for w in (page.head, *page.cards, page.progress, page.next_days)]
        assert all(box.left() >= 0 and box.right() < page.width() for box in boxes)
        assert not [1 for i, one in enumerate(boxes) for other in boxes[:i] if one.intersects(other)]


def test_the_cards_are_painted_first_and_the_chart_follows(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    window = MainWindowSpy(open_window, demo)
    qtbot.waitUntil(lambda: window.page.progress.chart.is_drawn, timeout=20_000)
    spoken = window.page.progress.chart.accessibleName()
    assert "Modern Work: 72.8" in spoken


class MainWindowSpy:
    """Looks at the overview before anything was drawn."""

    def __init__(self, open_window: Open, session: Session) -> None:
        self.page = overview(open_window(session))
        assert not self.page.progress.chart.is_drawn


def test_the_chart_turns_into_its_table_and_names_the_value_under_the_pointer(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = overview(open_window(demo))
    qtbot.waitUntil(lambda: page.progress.chart.is_drawn, timeout=20_000)
    tip = page.progress.chart.tip
    assert tip is not None
    assert tip(5, 4).startswith("Modern Work, Net customer adds: 16.0 points")
    assert tip(99, 4) == ""
    assert tip(5, 7) == ""
    buttons = {
        button.toolTip(): button for button in page.progress.findChildren(type(page.progress.as_table))
    }
    qtbot.mouseClick(buttons["Show as table"], Qt.MouseButton.LeftButton)
    assert page.progress.as_table.toolTip() == "Show as chart"
    qtbot.mouseClick(page.progress.as_table, Qt.MouseButton.LeftButton)
    assert page.progress.as_table.toolTip() == "Show as table"


def test_the_next_days_are_those_that_are_open_and_due_within_thirty(demo: Session) -> None:
    snapshot = demo.snapshot
    items = upcoming(snapshot)
    assert items
    assert all(timedelta(0) <= item.due_on - snapshot.on <= timedelta(30) for item in items)
    assert list(items) == sorted(items, key=lambda item: item.due_on)
    assert all(item.done_on is None for item in items)


def test_an_empty_partner_has_a_quiet_overview(
    open_session: Callable[[Facts], Session], open_window: Open
) -> None:
    page = overview(open_window(open_session(Facts())))
    assert "0 of 100" in page.cards[0].accessibleName()
    assert page.grab().width() > 0
