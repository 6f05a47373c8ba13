"""Customers: the worklist of gaps with their points, and what the rules ask of the one selected."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from readiness.facts import Association, Put, first_day, parse_month
from readiness.problems import Message
from tests.ui.hands import alone, press
from ui.pages.customers import CustomersPage
from ui.session import Session


@pytest.fixture
def page(qtbot: QtBot, demo: Session) -> CustomersPage:
    return alone(qtbot, demo, CustomersPage(demo))


def choose(page: CustomersPage, name: str) -> None:
    page.listing.select(next(row.id for row in page.listing.model.all if row.name == name))


def gap_cells(page: CustomersPage) -> list[list[str]]:
    model = page.gaps.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def wait_for_points(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.waitUntil(
        lambda: bool(page.gaps.model.all) and all(row.gain is not None for row in page.gaps.model.all),
        timeout=20_000,
    )


def test_gaps_come_with_their_points_the_most_first(qtbot: QtBot, page: CustomersPage) -> None:
    wait_for_points(qtbot, page)
    cells = gap_cells(page)
    assert [line[0] for line in cells][:2] == ["Relecloud", "Trey Research"]
    assert cells[0][1:4] == ["USD 1,240, SQL Database", "\N{EN DASH}", "CSP, DPOR or PAL"]
    assert cells[0][5] == "+18.3"


def test_customers_with_gaps_are_marked_and_can_be_shown_alone(qtbot: QtBot, page: CustomersPage) -> None:
    wait_for_points(qtbot, page)
    press(qtbot, page, "With gaps 5")
    assert len(page.listing.model.rows) == 5
    assert all(row.gaps == 1 for row in page.listing.model.rows)


def test_choosing_a_gap_shows_its_customer(qtbot: QtBot, page: CustomersPage) -> None:
    wait_for_points(qtbot, page)
    page.gaps.view.selectRow(1)
    assert page.listing.current.name == "Trey Research"


def test_a_gap_that_is_closed_is_gone(qtbot: QtBot, demo: Session, page: CustomersPage) -> None:
    wait_for_points(qtbot, page)
    relecloud = page.gaps.model.rows[0].gap.customer
    made = Association("new", relecloud, "csp-tier1", since=first_day(parse_month("2026-10")))
    demo.write(Message("undo.customer-changed", {"name": "Relecloud"}), (Put(made),))
    qtbot.waitUntil(
        lambda: (
            {row.customer for row in page.gaps.model.all}
            == {"Trey Research", "Fourth Coffee", "Margie's Travel", "Wingtip Toys"}
        ),
        timeout=20_000,
    )


def test_the_panel_says_each_criterion_with_its_number(qtbot: QtBot, page: CustomersPage) -> None:
    choose(page, "Fabrikam")
    model = page.panel.criteria.model
    qtbot.waitUntil(lambda: bool(model.all), timeout=10_000)
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert spoken[0].startswith(
        "Data & AI, Infrastructure and Digital & App Innovation, Not met, Net adds, Azure."
    )
    assert any("37.5% of 40%, 2.5% short" in words for words in spoken)
    assert sum(", Not met, " in words for words in spoken) == 4
    assert all("To beat next month" in words for words in spoken)


def test_a_customer_without_usage_that_counts_says_why_nothing_is_asked(
    qtbot: QtBot, page: CustomersPage
) -> None:
    choose(page, "Relecloud")
    qtbot.waitUntil(lambda: page.panel.criteria.currentIndex() == 1, timeout=10_000)
    assert page.panel.criteria.model.all == ()


def test_gaps_are_copied_as_text(qtbot: QtBot, page: CustomersPage) -> None:
    wait_for_points(qtbot, page)
    page.resize(1400, 800)
    page.gaps.view.selectRow(0)
    qtbot.keyClick(page.gaps.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, line = QGuiApplication.clipboard().text().split("\n")
    assert header == "Customer\tUsage\tHas\tCounts with\tArea\tPoints"
    assert line.startswith("Relecloud\tUSD 1,240, SQL Database")


def test_on_a_low_window_the_gaps_take_the_place_of_the_table(qtbot: QtBot, page: CustomersPage) -> None:
    assert page.gaps.isVisible()
    page.resize(1000, 480)
    assert not page.gaps.isVisible()
    press(qtbot, page, "Gaps")
    assert page.gaps.isVisible()
    assert not page.listing.isVisible()
