"""Specializations: the list, what each asks, what is entered and held, and Silver and Gold."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, HeldSpecialization, Put, Remove, Reported
from readiness.problems import Message
from tests.ui.hands import alone
from ui import text
from ui.dialogs.forms import FormSheet
from ui.pages.specialization_rows import Row
from ui.pages.specializations import SpecializationsPage
from ui.session import Session

HELD = HeldSpecialization("h1", "azure-avd", date(2025, 1, 10), date(2027, 1, 10))
MOVED = HeldSpecialization("h2", "ba-low-code", date(2024, 3, 1), date(2027, 3, 1))


@pytest.fixture
def session(open_session: Callable[[Facts], Session], facts: Facts) -> Session:
    return open_session(facts.changed([Put(HELD), Put(MOVED)]))


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SpecializationsPage:
    made = alone(qtbot, session, SpecializationsPage(session))
    qtbot.waitUntil(lambda: bool(made.listing.model.all), timeout=10_000)
    return made


def row(page: SpecializationsPage, name: str) -> Row:
    found: Row = next(one for one in page.listing.model.all if one.id == name)
    return found


def sheet_of(page: SpecializationsPage) -> FormSheet:
    sheet = page.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    return sheet


def readiness(page: SpecializationsPage, name: str) -> str:
    model = page.listing.model
    place = [one.id for one in model.rows].index(name)
    words: str = model.index(place, 2, QModelIndex()).data()
    return words


def test_each_row_says_how_far_it_is(page: SpecializationsPage) -> None:
    assert readiness(page, "azure-avd") == "Held"
    assert readiness(page, "azure-ai-platform") == "0/3 met"
    assert readiness(page, "azure-analytics") == "0/3, 2 to enter"
    assert readiness(page, "sec-agentic-security") == "Announced"
    assert readiness(page, "ba-agentic-business-solutions") == "Held"


def test_the_area_filters_the_list(page: SpecializationsPage) -> None:
    page.area.setCurrentIndex(page.area.findData("security"))
    assert {one.id for one in page.listing.model.rows} >= {"sec-iam", "mw-m365-copilot"}
    assert all("security" in one.areas for one in page.listing.model.rows)
    page.area.setCurrentIndex(0)
    assert len(page.listing.model.rows) == len(page.listing.model.all)


def test_the_panel_explains_the_selected_one(page: SpecializationsPage) -> None:
    page.listing.select("azure-analytics")
    model = page.panel.model
    root = model.index(0, 0)
    said = [model.index(place, 1, root).data() for place in range(model.rowCount(root))]
    assert said[:3] == ["Not held", "Enter what Partner Center shows", "Enter what Partner Center shows"]
    assert page.panel.figure.isEnabled()


def test_the_trees_and_lists_keep_qts_rules(page: SpecializationsPage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.listing.model)  # type: ignore[attr-defined]
    qtmodeltester.check(page.panel.model)  # type: ignore[attr-defined]


def test_what_partner_center_shows_can_be_entered(
    qtbot: QtBot, session: Session, page: SpecializationsPage
) -> None:
    page.listing.select("azure-networking")
    networking = row(page, "azure-networking")
    page.enter(networking, networking.requirements[1].finding)
    sheet = sheet_of(page)
    sheet.editor("value").widget.setText("12")  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.changed, timeout=10_000):
        sheet.submit()
    shown = Reported(
        "specialization:azure-networking",
        "single",
        "performance",
        session.on,
        Decimal(12),
        Decimal(100),
    )
    assert session.workspace.facts.reported == {shown.id: shown}
    qtbot.waitUntil(lambda: readiness(page, "azure-networking") == "1/3, 1 to enter", timeout=10_000)


def test_a_figure_alone_needs_a_figure(page: SpecializationsPage) -> None:
    networking = row(page, "azure-networking")
    page.enter(networking, networking.requirements[1].finding)
    sheet = sheet_of(page)
    sheet.editor("points").widget.setCurrentIndex(2)  # type: ignore[attr-defined]
    sheet.submit()
    assert sheet.field("value").error == "Write the figure that Partner Center shows."
    sheet.reject()


def test_a_figure_is_proposed_as_it_stood_on_the_day_looked_at(
    qtbot: QtBot, session: Session, page: SpecializationsPage
) -> None:
    networking = row(page, "azure-networking")
    on = session.on
    days = ((on - timedelta(days=30), Decimal(7)), (on, Decimal(12)), (on + timedelta(days=30), Decimal(99)))
    figures = [
        Reported("specialization:azure-networking", "single", "performance", day, value)
        for day, value in days
    ]

    def proposed() -> tuple[Decimal, date]:
        page.enter(networking, networking.requirements[1].finding)
        sheet = sheet_of(page)
        value, as_of = sheet.editor("value").read(), sheet.editor("as_of").read()
        sheet.reject()
        return value, as_of

    with qtbot.waitSignal(session.changed, timeout=10_000):
        session.write(Message("undo.figure-entered", {"name": "x"}), tuple(map(Put, figures)))
    assert proposed() == (Decimal(12), on), "what is shown later was not known yet"
    with qtbot.waitSignal(session.changed, timeout=10_000):
        session.write(Message("undo.figure-entered", {"name": "x"}), (Remove(Reported, figures[1].id),))
    assert proposed() == (Decimal(7), on)


def test_what_is_held_can_be_recorded_and_forgotten(
    qtbot: QtBot, session: Session, page: SpecializationsPage
) -> None:
    page.edit(row(page, "sec-iam"))
    sheet = sheet_of(page)
    sheet.submit()
    assert sheet.field("attained_on").error
    sheet.editor("attained_on").widget.set_day(date(2026, 5, 2))  # type: ignore[attr-defined]
    sheet.editor("anniversary").widget.set_day(date(2027, 5, 2))  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.changed, timeout=10_000):
        sheet.submit()
    qtbot.waitUntil(lambda: row(page, "sec-iam").state == "held", timeout=10_000)
    page.listing.select("sec-iam")
    with qtbot.waitSignal(session.changed, timeout=10_000):
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: row(page, "sec-iam").state != "held", timeout=10_000)


def test_only_what_is_held_can_be_forgotten(page: SpecializationsPage) -> None:
    page.listing.select("sec-iam")
    assert not page.listing.menu().actions()[2].isEnabled()
    page.listing.select("azure-avd")
    assert page.listing.menu().actions()[2].isEnabled()


def test_a_merged_one_names_what_was_merged(page: SpecializationsPage) -> None:
    page.listing.select("ba-agentic-business-solutions")
    assert {one.id for one in row(page, "ba-agentic-business-solutions").became} == {
        "ba-low-code",
        "ba-intelligent-automation",
    }
    assert page.panel.held.text() == "Edit what is held…"


def test_another_day_shows_the_names_of_that_day(
    qtbot: QtBot, session: Session, page: SpecializationsPage
) -> None:
    session.look(date(2023, 6, 1))
    qtbot.waitUntil(
        lambda: any(one.id == "azure-kubernetes" for one in page.listing.model.all), timeout=10_000
    )
    assert row(page, "sec-data-security").name == "Information Protection and Governance"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_silver_and_gold_say_what_followed_and_what_was_kept(
    page: SpecializationsPage, language: str
) -> None:
    text.use(language)
    page.section.set_key("legacy")
    page.section.changed.emit("legacy")
    shown = page.competencies
    assert shown is not None
    assert len(shown.model.rows) == 18
    shown.anniversary.set_day(date(2021, 2, 28))
    shown.anniversary.changed.emit()
    assert "2025" in shown.kept.text()
    assert "kept." not in shown.kept.text()
    assert shown.kept.isVisibleTo(shown)
