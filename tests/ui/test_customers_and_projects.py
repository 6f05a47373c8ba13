"""Customers and projects: their tables, the panel, and what removing takes along."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import CustomerId, Facts, Month, Put, Series, UsageKey
from tests.ui.hands import alone
from ui.dialogs.forms import FormSheet
from ui.pages.customer_rows import customer_rows
from ui.pages.customers import CustomersPage
from ui.pages.listing import Listing
from ui.pages.people_rows import DASH
from ui.pages.projects import ProjectsPage
from ui.session import Session
from ui.widgets import EmptyState


@pytest.fixture
def customers(qtbot: QtBot, session: Session) -> CustomersPage:
    return alone(qtbot, session, CustomersPage(session))


@pytest.fixture
def projects(qtbot: QtBot, session: Session) -> ProjectsPage:
    return alone(qtbot, session, ProjectsPage(session))


def cells(listing: Listing, row: int) -> list[str]:
    model = listing.model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_customer_shows_the_newest_month_and_its_value(customers: CustomersPage) -> None:
    assert cells(customers.listing, 1)[:6] == ["Fabrikam", "SMB", "CSP T2", "1", "Sept 2026", "460"]


def test_the_same_usage_under_two_associations_counts_once(facts: Facts, today: date) -> None:
    key = UsageKey(CustomerId("c1"), "SQL Database", "acr-usd", "pal")
    seen_twice = facts.changed([Put(Series(key, Month(2026 * 12 + 8), (500_000_000,)))])
    assert customer_rows(seen_twice, today)[1].azure == 500


def test_usage_after_the_day_is_not_shown_yet(facts: Facts) -> None:
    assert customer_rows(facts, date(2026, 8, 31))[1].month is None


def test_the_models_keep_qts_rules(
    customers: CustomersPage, projects: ProjectsPage, qtmodeltester: object
) -> None:
    for model in (customers.listing.model, projects.listing.model):
        qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_removing_a_customer_takes_associations_usage_and_projects_along(
    qtbot: QtBot, session: Session, customers: CustomersPage
) -> None:
    customers.listing.select(CustomerId("c1"))
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(customers.listing.view, Qt.Key.Key_Delete)
    facts = session.snapshot.facts
    assert list(facts.customers) == ["c2"]
    assert (facts.associations, facts.usage, facts.projects) == ({}, {}, {})
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    assert sorted(session.snapshot.facts.customers) == ["c1", "c2"]
    assert len(session.snapshot.facts.usage) == 1


def test_usage_is_entered_for_the_customer_that_is_selected(
    qtbot: QtBot, session: Session, customers: CustomersPage
) -> None:
    customers.listing.select(CustomerId("c2"))
    menu = customers.listing.menu()
    next(action for action in menu.actions() if action.text() == "Enter usage…").trigger()
    menu.deleteLater()
    sheet = customers.findChildren(FormSheet)[-1]
    qtbot.keyClicks(sheet.editor("workload").widget, "SQL Database")
    qtbot.keyClicks(sheet.editor("value").widget, "512")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    assert [series.id.customer for series in session.snapshot.facts.usage.values()] == ["c1", "c2"]


def test_the_filter_shows_customers_without_an_association(customers: CustomersPage) -> None:
    customers.filter.changed.emit("none")
    assert [row.name for row in customers.listing.model.rows] == ["Adatum"]


def test_a_project_is_edited_with_enter(qtbot: QtBot, session: Session, projects: ProjectsPage) -> None:
    qtbot.keyClick(projects.listing.view, Qt.Key.Key_Return)
    sheet = projects.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    qtbot.keyClick(sheet.editor("name").widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(sheet.editor("name").widget, "Lift SQL Server")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(sheet.editor("name").widget, Qt.Key.Key_Return)
    assert session.snapshot.facts.projects["j1"].name == "Lift SQL Server"
    assert cells(projects.listing, 0)[:5] == [
        "Lift SQL Server",
        "Fabrikam",
        "In delivery",
        "DA",
        "1 Feb 2027",
    ]


def test_projects_stand_stage_by_stage_with_the_metrics_they_will_feed(qtbot: QtBot, demo: Session) -> None:
    page = ProjectsPage(demo)
    qtbot.addWidget(page)
    page.show_snapshot(demo.snapshot)
    page.resize(1080, 720)
    page.show()
    stages = [button.text() for button in page.filter.findChildren(QPushButton)]
    assert stages == ["All 8", "Lead 3", "Won 2", "In delivery 2", "Live 1", "Ended 0"]
    qtbot.waitUntil(lambda: cells(page.listing, 0)[5] != DASH, timeout=20_000)
    fed = {row[0]: row[5] for row in (cells(page.listing, n) for n in range(8))}
    assert fed["Lift SQL Server"] == "Net adds, Growth, Deployments (DA, IN, DI)"
    qtbot.mouseClick(page.filter.findChildren(QPushButton)[3], Qt.MouseButton.LeftButton)
    assert [cells(page.listing, n)[2] for n in range(page.listing.model.rowCount())] == ["In delivery"] * 2


def test_an_empty_list_says_what_belongs_there_and_offers_to_import(
    qtbot: QtBot, open_session: Callable[[Facts], Session]
) -> None:
    empty = open_session(Facts())
    for page in (CustomersPage(empty), ProjectsPage(empty)):
        qtbot.addWidget(page)
        page.show_snapshot(empty.snapshot)
        shown = page.listing.pages.currentWidget()
        assert isinstance(shown, EmptyState)
        buttons = [b for b in shown.findChildren(QPushButton) if b.text()]
        assert [b.text() for b in buttons][1] == "Import a partner document…"
        with qtbot.waitSignal(page.import_asked):
            qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
