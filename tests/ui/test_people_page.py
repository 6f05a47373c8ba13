"""People: the table, the panel, and what the keyboard does with them."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from readiness.facts import PersonId
from tests.ui.hands import alone
from ui.dialogs.files import FilesSheet
from ui.dialogs.forms import FormSheet
from ui.pages.people import PeoplePage
from ui.pages.people_rows import DASH, PersonRow
from ui.pages.record_commands import Records
from ui.session import Session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    return alone(qtbot, session, PeoplePage(session))


def cells(page: PeoplePage, row: int) -> list[str]:
    model = page.listing.model
    return [model.index(row, column, QModelIndex()).data() for column in range(model.columnCount())]


def sheet_of(page: PeoplePage) -> FormSheet:
    sheet = page.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    return sheet


def test_a_row_counts_what_stands_what_ends_and_what_ended(page: PeoplePage) -> None:
    assert cells(page, 0)[:6] == ["Ada Nowak", "1", "1", DASH, "6 Dec 2026", "Linked"]
    assert cells(page, 1)[:6] == ["bob@partner.example", DASH, DASH, "1", DASH, "Not linked"]


def test_the_day_asked_for_decides_the_states(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.look(date(2024, 6, 1))
    assert cells(page, 1)[1:4] == ["1", DASH, DASH]


def test_the_model_keeps_qts_rules(page: PeoplePage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.listing.model)  # type: ignore[attr-defined]


def test_the_panel_shows_the_awards_with_their_states(page: PeoplePage) -> None:
    shown = [held.lines.second for held in page.panel.model.all]
    assert shown == ["Expiring on 6 Dec 2026", "Valid to 1 Sept 2027"]
    page.listing.select(PersonId("p2"))
    assert [held.lines.second for held in page.panel.model.all] == [
        "Expired on 1 Mar 2025",
        "Planned, exam on 15 Jan 2027",
    ]


def test_search_leaves_what_has_every_word(qtbot: QtBot, page: PeoplePage) -> None:
    page.start_search()
    qtbot.keyClicks(page.listing.search, "BOB example")
    assert [row.id for row in page.listing.model.rows] == ["p2"]
    qtbot.keyClicks(page.listing.search, " nobody")
    assert page.listing.model.rows == []
    qtbot.keyClick(page.listing.search, Qt.Key.Key_Escape)
    assert len(page.listing.model.rows) == 2


def test_delete_removes_all_that_are_selected_and_one_undo_brings_them_back(
    qtbot: QtBot, session: Session, page: PeoplePage
) -> None:
    page.listing.view.selectAll()
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Delete)
    facts = session.snapshot.facts
    assert (facts.people, facts.awards, facts.plans) == ({}, {}, {})
    assert facts.events["e1"].attendees == ()
    assert page.listing.pages.currentWidget() is not page.listing.view, "an empty list says what belongs here"
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    assert len(session.snapshot.facts.people) == 2
    assert len(session.snapshot.facts.awards) == 3
    assert session.snapshot.facts.events["e1"].attendees == ("p1", "p2")


def test_insert_adds_a_person_who_is_then_selected(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Insert)
    sheet = sheet_of(page)
    qtbot.keyClicks(sheet.editor("name").widget, "Cleo Ray")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(sheet.editor("name").widget, Qt.Key.Key_Return)
    assert [p.name for p in session.snapshot.facts.people.values()] == ["Ada Nowak", "", "Cleo Ray"]
    assert page.listing.current.name == "Cleo Ray"


def test_ctrl_n_in_the_list_adds_and_the_window_does_not_get_it(qtbot: QtBot, page: PeoplePage) -> None:
    asked: list[str] = []
    shortcut = QShortcut(QKeySequence.StandardKey.New, page)
    shortcut.activated.connect(lambda: asked.append("a new file"))
    page.listing.add_asked.connect(lambda: asked.append("a person"))
    page.listing.view.setFocus()
    qtbot.keyClick(page.listing.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["a person"]
    sheet_of(page).reject()
    page.listing.search.setFocus()
    qtbot.keyClick(page.listing.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["a person", "a new file"]


def test_selection_stays_with_the_person_when_the_order_changes(page: PeoplePage) -> None:
    page.listing.select(PersonId("p2"))
    page.listing.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert page.listing.current.id == "p2"
    assert page.listing.view.currentIndex().row() == 0


def test_copy_gives_tab_separated_text_with_a_header(qtbot: QtBot, page: PeoplePage) -> None:
    page.listing.view.selectAll()
    qtbot.keyClick(page.listing.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, first, _second = QGuiApplication.clipboard().text().split("\n")
    assert header.startswith("Name\tValid")
    assert first.startswith("Ada Nowak\t1\t1")


def test_an_award_is_recorded_from_the_panel(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    page.panel.thing_asked.emit(PersonId("p2"), None)
    sheet = sheet_of(page)
    qtbot.keyClicks(sheet.editor("certification").widget, "AZ-104")
    qtbot.keyClicks(sheet.editor("earned_on").widget.focusProxy(), "2026-11-01")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    made = [a for a in session.snapshot.facts.awards.values() if a.id not in {"a1", "a2", "a3"}]
    assert [(a.person, a.certification, a.earned_on, a.expires_on) for a in made] == [
        ("p2", "azure-administrator", date(2026, 11, 1), date(2027, 11, 1))
    ]


def test_delete_in_the_panel_removes_the_award_alone(
    qtbot: QtBot, session: Session, page: PeoplePage
) -> None:
    page.panel.view.selectRow(0)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(page.panel.view, Qt.Key.Key_Delete)
    assert sorted(session.snapshot.facts.awards) == ["a2", "a3"]


def test_the_menu_names_how_many_it_removes(page: PeoplePage) -> None:
    page.listing.view.selectAll()
    menu = page.listing.menu()
    assert "Remove 2 people" in [action.text() for action in menu.actions()]
    menu.deleteLater()


def save_as(qtbot: QtBot, sheet: FilesSheet, path: Path) -> Path:
    """Answer the system's dialog as its user does."""
    qtbot.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    dialog = sheet.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    return path


def files_of(session: Session, page: PeoplePage, row: PersonRow) -> FilesSheet:
    Records(session, page, lambda row: row.person).show_files(row)
    (sheet,) = page.window().findChildren(FilesSheet)
    return sheet


def test_a_file_that_can_not_be_read_is_refused_in_words(
    session: Session, page: PeoplePage, tmp_path: Path
) -> None:
    page.listing.select("p1")
    (row,) = page.listing.selected
    sheet = files_of(session, page, row)
    sheet.attach(tmp_path / "gone.png")
    assert "No such file" in sheet.list.note.text()
    assert session.snapshot.facts.attachments == {}


def test_a_badge_is_attached_to_a_person_and_goes_with_them(
    qtbot: QtBot, session: Session, page: PeoplePage, tmp_path: Path
) -> None:
    page.listing.select("p1")
    menu = page.listing.menu()
    assert "Attached files…" in [action.text() for action in menu.actions()]
    menu.deleteLater()
    (row,) = page.listing.selected
    sheet = files_of(session, page, row)
    assert (sheet.list.note.text(), sheet.save_button.isEnabled()) == ("Nothing is recorded here yet.", False)
    badge, film = tmp_path / "badge.png", tmp_path / "film.mp4"
    badge.write_bytes(b"abc")
    film.write_bytes(bytes(5_000_001))
    sheet.attach(film)
    assert "5 MB" in sheet.list.note.text()
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.attach(badge)
    assert [one.name for one in sheet.list.model.rows] == ["badge.png"]
    assert sheet.list.note.text().startswith("SHA-256 ba7816bf")
    (kept,) = session.snapshot.facts.attachments.values()
    assert (kept.about, kept.content) == ("people:p1", b"abc")
    copy = save_as(qtbot, sheet, tmp_path / "copy.png")
    assert copy.read_bytes() == b"abc"
    save_as(qtbot, sheet, tmp_path / "missing" / "copy.png")
    assert "No such file" in sheet.list.note.text()
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.mouseClick(sheet.remove_button, Qt.MouseButton.LeftButton)
    assert list(sheet.list.model.rows) == []
    assert session.snapshot.facts.attachments == {}
    sheet.accept()
