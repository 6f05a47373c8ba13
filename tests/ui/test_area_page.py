"""The area page: both tracks, the metric that blocks, each point explained, and who it rests on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from tests.ui.geometry import ELLIPSIS, painted
from ui import text
from ui.main_window import MainWindow
from ui.pages.area import AreaPage
from ui.session import Session

Open = Callable[[Session | None], MainWindow]


@pytest.fixture
def page(demo: Session, open_window: Open) -> AreaPage:
    window = open_window(demo)
    window.navigate("area/modern-work")
    shown = window.page
    assert isinstance(shown, AreaPage)
    return shown


def lines(page: AreaPage) -> list[tuple[str, str, str]]:
    """What the tree shows, open lines only."""
    found: list[tuple[str, str, str]] = []
    index = page.model.index(0, 0)
    while index.isValid():
        found.append((index.data(), index.siblingAtColumn(1).data(), index.siblingAtColumn(2).data()))
        index = page.tree.indexBelow(index)
    return found


def test_the_node_that_blocks_is_open_and_selected_on_arrival(page: AreaPage) -> None:
    current = page.tree.currentIndex()
    assert page.model.finding_at(current).rule == "advanced-certifications"
    assert current.siblingAtColumn(2).data() == "0.0 / 15"
    assert any(asked == "MS-102, Ines Moreau" for asked, _found, _points in lines(page))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sentence_of_the_explanation_is_cut(
    qtbot: QtBot, demo: Session, open_window: Open, language: str
) -> None:
    text.use(language)
    window = open_window(demo)
    window.resize(1280, 4000)  # as wide as usual, and high enough for every line
    for area in demo.snapshot.standings:
        window.navigate(f"area/{area}")
        page = window.page
        assert isinstance(page, AreaPage)
        page.tree.expandAll()
        qtbot.wait(1)
        said = [piece.words for piece in painted(page.tree.viewport())]
        assert len(said) > 3 * len(page.metrics)
        assert [words for words in said if ELLIPSIS in words] == [], area


def test_who_it_rests_on_is_told_by_name(page: AreaPage) -> None:
    names = [row.name for row in page.why.evidence.model.rows]
    assert names == ["Ines Moreau"]
    assert "MS-102" in page.why.evidence.model.rows[0].detail


def test_the_page_is_seen_whole_in_a_window_of_the_usual_size(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    window = open_window(demo)
    window.resize(1280, 800)
    for area in demo.snapshot.standings:
        window.navigate(f"area/{area}")
        page = window.page
        assert isinstance(page, AreaPage)
        qtbot.waitUntil(lambda page=page: page.history.chart.is_drawn, timeout=30_000)  # type: ignore[misc]
        bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
        assert bar.maximum() == 0, area
        window.resize(1280, 700)
        qtbot.waitUntil(lambda bar=bar: bar.maximum() > 0)  # type: ignore[misc] # there it can be
        window.resize(1280, 800)


def test_a_note_without_room_is_said_in_its_shorter_words(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    window = open_window(demo)
    window.resize(1280, 800)
    window.navigate("area/modern-work")
    page = window.page
    assert isinstance(page, AreaPage)

    def notes() -> set[str]:
        return {label.text() for label in page.history.findChildren(QLabel)}

    qtbot.waitUntil(lambda: "dashed: forecast" in notes(), timeout=20_000)
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: "dashed: forecast, usage as in Oct 2026" in notes())


def test_records_stand_beside_the_explanation_by_turns_and_below_it_in_a_high_window(
    qtbot: QtBot, page: AreaPage
) -> None:
    page.window().resize(1280, 800)
    turns = {button.text(): button for button in page.why.turns.findChildren(QPushButton)}
    assert set(turns) == {"Why this score", "Records  1"}
    assert page.tree.isVisible()
    assert not page.why.evidence.isVisible()
    qtbot.mouseClick(turns["Records  1"], Qt.MouseButton.LeftButton)
    assert page.why.evidence.isVisible()
    assert not page.tree.isVisible()
    page.window().resize(1280, 1080)
    qtbot.waitUntil(page.tree.isVisible)
    assert page.why.evidence.isVisible()
    assert not page.why.turns.isVisible()


def test_there_is_a_card_for_each_metric_and_it_leads_to_its_explanation(
    qtbot: QtBot, page: AreaPage
) -> None:
    assert [card.finding.rule for card in page.metrics] == [
        "net-customer-adds",
        "intermediate-certifications",
        "advanced-certifications",
        "usage-growth",
        "deployments",
    ]
    qtbot.mouseClick(page.metrics[0], Qt.MouseButton.LeftButton)
    assert page.model.finding_at(page.tree.currentIndex()).rule == "net-customer-adds"
    assert len(page.why.evidence.model.rows) > 3


def test_both_tracks_show_their_totals_and_can_be_looked_at(qtbot: QtBot, page: AreaPage) -> None:
    switch = {button.text(): button for button in page.score.findChildren(QPushButton)}
    assert set(switch) == {"SMB  72.8", "Enterprise  16.9"}
    qtbot.mouseClick(switch["Enterprise  16.9"], Qt.MouseButton.LeftButton)
    assert lines(page)[0][2] == "16.9 / 100"
    qtbot.mouseClick(switch["SMB  72.8"], Qt.MouseButton.LeftButton)
    assert lines(page)[0][2] == "72.8 / 100"


def test_a_new_snapshot_keeps_the_line_that_was_looked_at(
    qtbot: QtBot, page: AreaPage, demo: Session
) -> None:
    qtbot.mouseClick(page.metrics[4], Qt.MouseButton.LeftButton)
    demo.look(date(2026, 11, 23))
    qtbot.waitUntil(lambda: demo.is_idle, timeout=20_000)
    assert page.model.finding_at(page.tree.currentIndex()).rule == "deployments"


def test_a_day_without_rules_says_so_and_shows_no_score(qtbot: QtBot, page: AreaPage, demo: Session) -> None:
    demo.look(date(2021, 1, 15))
    qtbot.waitUntil(lambda: not page.tree.isVisible())
    assert page.metrics == []
    demo.look(date(2026, 11, 24))
    qtbot.waitUntil(page.tree.isVisible)
    assert len(page.metrics) == 5


def test_every_line_has_words_in_every_column_it_fills(page: AreaPage) -> None:
    page.tree.expandAll()

    def walk(index: QModelIndex) -> int:
        asked = index.data()
        assert asked
        assert "." not in asked.split(" ")[0][1:-1] or not asked.startswith(("asks.", "found."))
        return 1 + sum(walk(page.model.index(row, 0, index)) for row in range(page.model.rowCount(index)))

    assert walk(page.model.index(0, 0)) > 40
