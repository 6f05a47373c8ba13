"""Rules: what stands on the day with its source, and what two days ask differently of this partner."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness.assess import Records, assess
from readiness.assess.under_rules import points_under
from ui.dialogs.forms import FormSheet
from ui.main_window import MainWindow
from ui.pages.rules import RulesPage
from ui.pages.rules_difference import DifferenceSection
from ui.session import Session
from ui.widgets import Sheet, select_rows

Open = Callable[[Session | None], MainWindow]


@pytest.fixture
def window(demo: Session, open_window: Open) -> MainWindow:
    made = open_window(demo)
    made.navigate("rules")
    return made


def page(window: MainWindow) -> RulesPage:
    assert isinstance(window.page, RulesPage)
    return window.page


def chosen(window: MainWindow, *key: str) -> Any:
    listing = page(window).listing
    select_rows(listing.view, lambda row: row.id == key)
    return page(window).panel


def values(window: MainWindow, *key: str) -> dict[str, str]:
    row = chosen(window, *key).row
    assert row is not None
    return dict(row.values)


def test_every_metric_of_every_track_stands_there_with_its_source(demo: Session, window: MainWindow) -> None:
    rules = demo.workspace.rulebook.on(demo.snapshot.on)
    asked = {(a, t.id, m.id) for a, area in rules.areas.items() for t in area.tracks for m in t.metrics}
    rows = {row.id: row for row in page(window).listing.model.all}
    assert asked <= rows.keys()
    assert all(row.dated.source.url.startswith("https://") and row.asks for row in rows.values())


def test_a_rule_shows_its_values_in_words(window: MainWindow) -> None:
    shown = values(window, "security", "enterprise", "intermediate-certifications")
    assert shown["Most points"] == "40"
    assert "SC-300" in shown["Certifications that count"]
    growth = values(window, "business-applications", "enterprise", "usage-growth")
    assert "Business Central: 1,000 for each unit (Active users)" in growth["Value of one unit"]
    assert "azure-growth" not in str(values(window, "data-ai", "smb", "usage-growth"))
    row = chosen(window, "data-ai", "smb", "usage-growth").row
    assert row.notes[-1].startswith("Read as: ")


def test_the_page_that_states_a_rule_opens_in_the_browser(qtbot: QtBot, window: MainWindow) -> None:
    panel = chosen(window, "security", "enterprise", "deployments")
    opened: list[QUrl] = []

    class Browser(QObject):
        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            opened.append(url)

    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type] # the stub wants bytes, Qt text
    qtbot.mouseClick(panel.link, Qt.MouseButton.LeftButton)
    QDesktopServices.unsetUrlHandler("https")
    assert [url.toString() for url in opened] == [panel.row.dated.source.url]


def test_an_area_is_shown_with_what_holds_for_all(window: MainWindow) -> None:
    area = page(window).area
    area.setCurrentIndex(area.findData("security"))
    assert {row.area for row in page(window).listing.model.rows} == {"", "security"}


def test_before_the_programme_there_are_no_rules(qtbot: QtBot, demo: Session, window: MainWindow) -> None:
    with qtbot.waitSignal(demo.snapshot_changed, timeout=20_000):
        demo.look(date(2021, 6, 1))
    assert page(window).listing.model.all == ()


def test_an_open_rule_is_read_otherwise(qtbot: QtBot, demo: Session, window: MainWindow) -> None:
    panel = chosen(window, "", "", "leavers")
    before = panel.row.asks
    qtbot.mouseClick(panel.change, Qt.MouseButton.LeftButton)
    form = next(s for s in window.findChildren(Sheet) if s.isVisible())
    assert isinstance(form, FormSheet)
    form.field("leavers").editor.setCurrentIndex(1)  # type: ignore[attr-defined]
    with qtbot.waitSignal(demo.snapshot_changed, timeout=20_000):
        form.submit()
    assert chosen(window, "", "", "leavers").row.asks != before
    assert demo.snapshot.facts.choices.readings["leavers"]


def section(qtbot: QtBot, window: MainWindow) -> DifferenceSection:
    button = next(b for b in page(window).section.findChildren(QPushButton) if b.text() == "Between two days")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    found = page(window).difference
    assert found is not None
    return found


def test_two_days_differ_in_words_and_in_points(qtbot: QtBot, demo: Session, window: MainWindow) -> None:
    found = section(qtbot, window)
    qtbot.waitUntil(lambda: bool(found.listing.model.all), timeout=20_000)
    snapshot, rulebook = demo.snapshot, demo.workspace.rulebook
    records = Records(snapshot.facts, rulebook.catalogue)
    for effect in found.effects.all:
        wanted = points_under(records, rulebook, effect.id, snapshot.on, date(2025, 11, 24))
        assert effect.before == wanted
        assert effect.after == snapshot.standings[effect.id].points
    assert any(effect.change for effect in found.effects.all)


def test_the_same_day_twice_asks_the_same(qtbot: QtBot, window: MainWindow) -> None:
    found = section(qtbot, window)
    qtbot.waitUntil(lambda: bool(found.effects.all), timeout=20_000)
    found.first.set_day(found.second.day())
    found.first.changed.emit()
    qtbot.waitUntil(lambda: not found.listing.model.all, timeout=20_000)
    assert {effect.change for effect in found.effects.all} == {0}


def test_points_under_todays_rules_are_todays_points(demo: Session) -> None:
    snapshot, rulebook = demo.snapshot, demo.workspace.rulebook
    records = Records(snapshot.facts, rulebook.catalogue)
    root = assess(snapshot.facts, rulebook.on(snapshot.on), snapshot.on)
    for finding in root.because:
        assert points_under(records, rulebook, finding.rule, snapshot.on, snapshot.on) == finding.points
    assert points_under(records, rulebook, "security", snapshot.on, date(2020, 1, 1)) is None
