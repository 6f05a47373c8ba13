"""People by certifications: what each cell says, how it is moved in, and that it stays quick."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from readiness.facts import Award, CertificationId, Facts, Person, PersonId, Put
from tests.ui.hands import alone, press
from ui.pages.matrix import Matrix
from ui.pages.matrix_headers import column_words
from ui.pages.matrix_view import MatrixView
from ui.pages.people import PeoplePage
from ui.pages.person_page import PersonPage
from ui.session import Session


def page_of(qtbot: QtBot, session: Session) -> PeoplePage:
    return alone(qtbot, session, PeoplePage(session))


def view_of(qtbot: QtBot, page: PeoplePage) -> MatrixView:
    press(qtbot, page, "Matrix")
    assert page.matrix is not None
    return page.matrix


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    return page_of(qtbot, session)


def told(matrix: Matrix, row: int, column: int) -> str:
    index = matrix.model.index(row, column)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(said, str)
    return said


def titles(matrix: Matrix) -> list[str]:
    model = matrix.model
    count = range(1, model.columnCount())
    return [model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) for n in count]


def test_a_cell_says_person_certification_and_state(qtbot: QtBot, page: PeoplePage) -> None:
    matrix = view_of(qtbot, page).matrix
    assert titles(matrix) == ["AZ-104", "AZ-305"]
    assert told(matrix, 0, 1) == ("Ada Nowak, AZ-104 · Azure Administrator Associate, Expiring on 6 Dec 2026")
    assert told(matrix, 1, 1).endswith("Expired on 1 Mar 2025")
    assert told(matrix, 1, 2).endswith("Planned, exam on 15 Jan 2027")


def test_the_model_keeps_qts_rules(qtbot: QtBot, page: PeoplePage, qtmodeltester: object) -> None:
    qtmodeltester.check(view_of(qtbot, page).matrix.model)  # type: ignore[attr-defined]


def test_of_an_old_and_a_new_award_the_one_that_stands_is_shown(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    again = Award(
        "a9", PersonId("p2"), CertificationId("azure-administrator"), date(2026, 10, 1), date(2027, 10, 1)
    )
    matrix = view_of(qtbot, page_of(qtbot, open_session(facts.changed([Put(again)])))).matrix
    assert told(matrix, 1, 1).endswith("Valid to 1 Oct 2027")


def test_what_is_searched_for_and_filtered_in_the_table_is_so_in_the_matrix(
    qtbot: QtBot, page: PeoplePage
) -> None:
    matrix = view_of(qtbot, page).matrix
    assert len(matrix.model.rows) == 2
    page.start_search()
    qtbot.keyClicks(page.listing.search, "nowak")
    assert [row.name for row in matrix.model.rows] == ["Ada Nowak"]


def test_an_area_leaves_the_certifications_it_counts(qtbot: QtBot, demo: Session) -> None:
    view = view_of(qtbot, page_of(qtbot, demo))
    assert "SC-200" in titles(view.matrix)
    assert "DP-203" not in titles(view.matrix), "its credit ended, so no rule in force counts it"
    view.areas.setCurrentIndex(view.areas.findData("security"))
    assert titles(view.matrix) == ["AZ-500", "SC-100", "SC-200", "SC-400", "SC-401", "SC-500"]
    view.which.setCurrentIndex(view.which.findData("all"))
    assert "SC-300" in titles(view.matrix), "counted, though nobody holds it"
    view.areas.setCurrentIndex(0)
    view.which.setCurrentIndex(view.which.findData("held"))
    assert "DP-203" in titles(view.matrix)


def test_the_foot_counts_who_counts_today(qtbot: QtBot, demo: Session) -> None:
    view = view_of(qtbot, page_of(qtbot, demo))
    qtbot.waitUntil(lambda: "AZ-104: 4" in view.matrix.foot.accessibleDescription(), timeout=10_000)
    assert "MS-102: 0" in view.matrix.foot.accessibleDescription()


def test_arrows_move_in_the_matrix_and_the_panel_follows(qtbot: QtBot, page: PeoplePage) -> None:
    view = view_of(qtbot, page).matrix.view
    view.setFocus()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 2)
    assert page.listing.current.id == "p2"
    assert next(held.lines.second for held in page.panel.model.all) == "Expired on 1 Mar 2025"


def test_delete_in_the_matrix_removes_the_person(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    view = view_of(qtbot, page).matrix.view
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert list(session.snapshot.facts.people) == ["p1"]


def test_copy_gives_the_person_and_the_states(qtbot: QtBot, page: PeoplePage) -> None:
    view = view_of(qtbot, page).matrix.view
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, line = QGuiApplication.clipboard().text().split("\n")
    assert header == "Person\tAZ-104\tAZ-305"
    assert line == "Ada Nowak\tExpiring on 6 Dec 2026\tValid to 1 Sept 2027"


def test_the_head_of_a_column_says_the_title_and_who_counts_it(qtbot: QtBot, page: PeoplePage) -> None:
    head = view_of(qtbot, page).matrix.view.horizontalHeader()
    assert head.height() > 50, "two lines and the areas above them"
    assert page.matrix is not None
    words = [column_words(column) for column in page.matrix.columns]
    assert words[1] == (
        "AZ-305 · Azure Solutions Architect Expert\n"
        "Counts for Data & AI, Infrastructure and Digital & App Innovation"
    )


def test_leavers_are_archived_and_shown_when_asked_for(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    gone = replace(facts.people[PersonId("p2")], left_on=date(2026, 6, 30))
    page = page_of(qtbot, open_session(facts.changed([Put(gone)])))
    matrix = view_of(qtbot, page).matrix
    assert [row.id for row in matrix.model.rows] == ["p1"]
    press(qtbot, page, "With leavers 2")
    assert [row.id for row in matrix.model.rows] == ["p1", "p2"]


def test_no_mark_is_cut_by_its_cell_and_no_person_by_the_names(qtbot: QtBot, demo: Session) -> None:
    matrix = view_of(qtbot, page_of(qtbot, demo)).matrix
    view = matrix.view
    assert all(view.columnWidth(n) >= 28 for n in range(1, matrix.model.columnCount()))
    names = [view.fontMetrics().horizontalAdvance(row.name) for row in matrix.model.rows]
    assert max(names) < view.verticalHeader().width()
    assert view.indexAt(QPoint(4, 4)).column() == 1, "the first certification begins where the names end"


def test_ten_thousand_people_are_shown_and_scrolled_at_once(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    """Only what is seen is painted: neither the number of people nor that of certifications matters."""
    admin = CertificationId("azure-administrator")
    people = [Person(PersonId(f"n{n}"), name=f"Person {n:05}") for n in range(10_000)]
    awards = [Award(f"w{n}", p.id, admin, date(2026, 1, 5), date(2027, 1, 5)) for n, p in enumerate(people)]
    page = page_of(qtbot, open_session(facts.changed([*map(Put, people), *map(Put, awards)])))
    qtbot.waitUntil(lambda: page.listing.model.rowCount() == 10_000 + len(facts.people), timeout=20_000)
    begun = perf_counter()
    view = view_of(qtbot, page).matrix.view
    view.grab()
    assert perf_counter() - begun < 2, "far below a second where nothing else runs"
    begun = perf_counter()
    for place in range(0, view.verticalScrollBar().maximum(), view.verticalScrollBar().maximum() // 10):
        view.verticalScrollBar().setValue(place)
        view.grab()
    assert perf_counter() - begun < 2


def test_thousands_of_people_follow_in_a_moment_and_who_was_asked_for_is_shown_then(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    people = [Person(PersonId(f"n{n}"), name=f"Person {n:05}") for n in range(3_000)]
    session = open_session(facts.changed(map(Put, people)))
    page = page_of(qtbot, session)
    assert page.listing.pages.currentWidget() is page.listing.view, "nobody says that there is nobody"
    page.show_record(PersonId("n7"))
    assert page.findChildren(PersonPage) == []
    qtbot.waitUntil(lambda: page.person is not None and page.person.person == "n7", timeout=20_000)
    assert page.listing.model.rowCount() == 3_000 + len(facts.people)
    page.close_person()
    session.look(session.on + timedelta(days=1))
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)
    assert page.person is not None
    assert not page.person.isVisible(), "who was asked for once is not shown again"
