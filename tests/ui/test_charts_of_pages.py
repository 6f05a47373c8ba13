"""The charts on People and Customers: made when asked for, with a table behind, kept current."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from readiness.facts import Award, Facts, Remove
from readiness.problems import Message
from tests.ui.hands import alone, press
from ui.pages.customers import CustomersPage
from ui.pages.people import PeoplePage
from ui.session import Session


@pytest.fixture
def people(qtbot: QtBot, demo: Session) -> PeoplePage:
    return alone(qtbot, demo, PeoplePage(demo))


@pytest.fixture
def customers(qtbot: QtBot, demo: Session) -> CustomersPage:
    return alone(qtbot, demo, CustomersPage(demo))


def test_renewals_are_drawn_said_and_all_in_the_table(
    qtbot: QtBot, demo: Session, people: PeoplePage, tmp_path: Path
) -> None:
    press(qtbot, people, "Renewals")
    assert people.renewals is not None
    panel = people.renewals.panel
    qtbot.waitUntil(lambda: panel.chart.is_drawn, timeout=20_000)
    qtbot.waitUntil(lambda: panel.chart.height() > 400, timeout=10_000)
    assert panel.chart.accessibleName().startswith("Samir Haddad, SC-100: ends on 6 Dec 2026; ")
    assert panel.chart.tip is not None
    assert "Can be renewed from 6 Jun 2026 on" in panel.chart.tip(0.0, 0.2)
    press(qtbot, people, "Show as table")
    table = next(view for view in panel.findChildren(QTableView) if view.isVisible())
    assert table.model().rowCount() == 29
    for ending in ("png", "svg", "pdf"):
        path = tmp_path / f"renewals.{ending}"
        with qtbot.waitSignal(demo.written, timeout=20_000):
            panel.chart.save(path, demo.written.emit, demo.failed.emit)
        assert path.stat().st_size > 2_000


def test_a_chart_is_saved_also_before_it_was_seen(
    qtbot: QtBot, demo: Session, people: PeoplePage, tmp_path: Path
) -> None:
    press(qtbot, people, "Renewals")
    assert people.renewals is not None
    panel = people.renewals.panel
    qtbot.waitUntil(lambda: panel.chart.accessibleName() != "", timeout=20_000)
    press(qtbot, people, "Save as picture…")
    assert not panel.chart.is_drawn
    dialog = panel.findChild(QFileDialog)
    field = None if dialog is None else dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    field.setText(str(tmp_path / "renewals.svg"))
    with qtbot.waitSignal(demo.written, timeout=20_000):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Samir Haddad" in (tmp_path / "renewals.svg").read_text(encoding="utf-8")


def test_a_removed_award_leaves_the_chart(qtbot: QtBot, demo: Session, people: PeoplePage) -> None:
    press(qtbot, people, "Renewals")
    assert people.renewals is not None
    chart = people.renewals.panel.chart
    qtbot.waitUntil(lambda: "SC-100" in chart.accessibleName(), timeout=20_000)
    facts = demo.snapshot.facts
    samir = next(person.id for person in facts.people.values() if person.name == "Samir Haddad")
    award = next(
        a
        for a in facts.awards.values()
        if a.person == samir and demo.snapshot.catalogue.code(a.certification) == "SC-100"
    )
    title = Message("undo.award-removed", {"award": "SC-100", "name": "Samir Haddad"})
    demo.write(title, (Remove(Award, award.id),))
    qtbot.waitUntil(lambda: "SC-100" not in chart.accessibleName(), timeout=20_000)


def test_searching_leads_from_the_chart_to_the_list(qtbot: QtBot, people: PeoplePage) -> None:
    press(qtbot, people, "Renewals")
    assert not people.listing.search.isVisible(), "the chart shows everybody"
    people.start_search()
    assert people.listing.view.isVisible()
    assert people.listing.search.hasFocus()


def test_kept_and_lost_follow_the_area(qtbot: QtBot, customers: CustomersPage) -> None:
    press(qtbot, customers, "Kept and lost")
    panel = customers.kept
    assert panel is not None
    qtbot.waitUntil(lambda: panel.chart.is_drawn, timeout=20_000)
    qtbot.waitUntil(lambda: "Oct 2026: 5 kept, 4 new, 1 lost" in panel.chart.accessibleName(), timeout=10_000)
    panel.areas.setCurrentIndex(panel.areas.findData("modern-work"))
    qtbot.waitUntil(lambda: "Oct 2026: 8 kept, 9 new, 1 lost" in panel.chart.accessibleName(), timeout=10_000)
    assert panel.chart.tip is not None
    assert "Lost: " in panel.chart.tip(11.0, 3.0)
    press(qtbot, customers, "Show as table")
    table = next(view for view in panel.findChildren(QTableView) if view.isVisible())
    assert table.model().rowCount() == 12


def test_the_chart_shrinks_with_the_window(qtbot: QtBot, customers: CustomersPage) -> None:
    press(qtbot, customers, "Kept and lost")
    assert customers.kept is not None
    customers.resize(860, 440)
    chart = customers.kept.chart
    qtbot.waitUntil(lambda: chart.mapTo(customers, chart.rect().bottomLeft()).y() < 440, timeout=5_000)


def test_without_records_the_views_say_what_belongs_there(
    qtbot: QtBot, open_session: Callable[[Facts], Session]
) -> None:
    session = open_session(Facts())
    for page, words, title in (
        (PeoplePage(session), "Renewals", "Nothing ends within a year"),
        (PeoplePage(session), "Matrix", "No people yet"),
        (CustomersPage(session), "Kept and lost", "No usage yet"),
    ):
        qtbot.addWidget(page)
        page.resize(1080, 720)
        page.show_snapshot(session.snapshot)
        page.show()
        press(qtbot, page, words)
        qtbot.waitUntil(
            lambda page=page, title=title: (
                title  # type: ignore[misc] # bound per turn
                in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
            ),
            timeout=10_000,
        )
