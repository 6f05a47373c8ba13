"""The panel beside the agenda: what is changed in it, by mouse and keyboard, is saved at once."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from readiness.facts import Event, Mark
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ui.conftest import ADA, BOB, FABRIKAM
from tests.ui.hands import alone
from ui.main_window import MainWindow
from ui.pages.agenda import AgendaPage
from ui.session import Session
from ui.widgets import Field

EXPIRY, WORKSHOP, OWN = "certification-expires:a1:2026-12-06", "workshop:e1:2026-12-08", "own:d1:2026-12-15"


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> AgendaPage:
    made = alone(qtbot, session, AgendaPage(session), height=760)
    made.window().activateWindow()
    return made


def field(page: AgendaPage, key: str) -> Field:
    return page.panel.fields.field(key)


def line(page: AgendaPage, key: str) -> QLineEdit:
    return next(iter(field(page, key).findChildren(QLineEdit)))


def box(page: AgendaPage, key: str) -> QComboBox:
    return next(iter(field(page, key).findChildren(QComboBox)))


def typed(qtbot: QtBot, page: AgendaPage, key: str, words: str) -> None:
    """Types a day in place of the one that stands there, and leaves it with Enter."""
    editor = line(page, key)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def event(session: Session) -> Event:
    return session.snapshot.facts.events["e1"]


def picked(qtbot: QtBot, page: AgendaPage, key: str, words: str) -> None:
    """Opens the list with the mouse, goes to one by its first letters, and takes it."""
    chosen = box(page, key)
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    view = chosen.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClicks(view, words)
    assert view.currentIndex().data() == words
    qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_customer_of_a_workshop_is_picked_and_undone_in_one_step(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(WORKSHOP)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        picked(qtbot, page, "customer", "Fabrikam")
    assert event(session).customer == FABRIKAM
    assert session.workspace.undo_title == Message(
        "undo.event-changed", {"name": "Threat Protection workshop"}
    )
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    assert event(session).customer is None
    assert box(page, "customer").currentText() == "None", "the panel shows what is recorded now"


def test_keys_open_the_list_of_owners_and_change_nothing_unseen(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(EXPIRY)
    owner = box(page, "owner")
    before = session.snapshot.facts
    owner.setFocus()
    qtbot.keyClick(owner, Qt.Key.Key_Down)
    qtbot.waitUntil(owner.view().isVisible)
    assert session.snapshot.facts is before
    qtbot.keyClick(owner.view(), Qt.Key.Key_Down)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(owner.view(), Qt.Key.Key_Return)
    assert session.snapshot.facts.marks == {EXPIRY: Mark(EXPIRY, owner=ADA)}
    assert session.workspace.undo_title == Message("undo.item-assigned", {"name": "AZ-104 expires"})
    page.filters.owner.setCurrentIndex(page.filters.owner.findText("Ada Nowak"))
    assert {row.id for row in page.listing.model.rows} == {EXPIRY, OWN}


def test_the_owner_of_an_own_deadline_stands_in_the_deadline(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(OWN)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        picked(qtbot, page, "owner", "Nobody")
    assert session.snapshot.facts.deadlines["d1"].owner is None
    assert session.snapshot.facts.marks == {}


def test_a_deadline_that_moves_stays_the_one_that_is_selected(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(OWN)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        typed(qtbot, page, "due_on", "2026-12-18")
    assert session.snapshot.facts.deadlines["d1"].due_on == date(2026, 12, 18)
    assert page.listing.current.id == "own:d1:2026-12-18"
    assert session.workspace.undo_title == Message("undo.deadline-changed", {"name": "Order exam vouchers"})
    assert line(page, "due_on").hasFocus(), "one can go on with Tab"


def test_what_is_no_day_and_one_too_late_are_said_beside_the_field_and_not_saved(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(WORKSHOP)
    before = session.snapshot.facts
    typed(qtbot, page, "register_by", "soon")
    assert field(page, "register_by").error.startswith("That is not a day.")
    typed(qtbot, page, "register_by", "2026-12-09")
    assert field(page, "register_by").error.startswith("Registration would end after the beginning.")
    assert session.snapshot.facts is before
    qtbot.keyClick(line(page, "register_by"), Qt.Key.Key_Escape)
    assert (line(page, "register_by").text(), field(page, "register_by").error) == ("", "")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        typed(qtbot, page, "register_by", "2026-12-01")
    assert event(session).register_by == date(2026, 12, 1)
    assert page.listing.current.id == WORKSHOP


def test_notes_are_saved_when_they_are_left_with_tab(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(WORKSHOP)
    notes = field(page, "notes").findChild(QPlainTextEdit) or field(page, "notes").editor
    assert isinstance(notes, QPlainTextEdit)
    notes.setFocus()
    qtbot.waitUntil(notes.hasFocus)
    qtbot.keyClicks(notes, "Bring the licence overview")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(notes, Qt.Key.Key_Tab)
    assert event(session).notes == "Bring the licence overview"


def test_attendees_unfold_and_each_that_is_taken_off_is_saved_at_once(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select(WORKSHOP)
    folded = box(page, "attendees")
    assert folded.currentText() == "Ada Nowak, bob@partner.example"
    folded.setFocus()
    qtbot.keyClick(folded, Qt.Key.Key_Down)
    chosen = next(iter(field(page, "attendees").findChildren(QListWidget)))
    assert chosen.isVisible()
    chosen.setFocus()
    chosen.setCurrentRow(1)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(chosen, Qt.Key.Key_Delete)
    assert event(session).attendees == (ADA,)
    assert chosen.isVisible(), "the next one can follow"
    more = line(page, "attendees")
    more.setFocus()
    qtbot.keyClicks(more, "bob")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(more.completer().popup(), Qt.Key.Key_Down)
        qtbot.keyClick(more.completer().popup(), Qt.Key.Key_Return)
    assert event(session).attendees == (ADA, BOB)


def test_what_was_done_and_put_off_can_be_given_another_day(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.filters.done.click()
    page.listing.select(OWN)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.mouseClick(page.panel.done, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        typed(qtbot, page, "done_on", "2026-11-20")
    assert session.snapshot.facts.deadlines["d1"].done_on == date(2026, 11, 20)
    page.listing.select(EXPIRY)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.panel.snooze_menu().actions()[1].trigger()
    page.listing.select(EXPIRY)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        typed(qtbot, page, "snoozed_until", "2026-12-03")
    assert session.snapshot.facts.marks == {EXPIRY: Mark(EXPIRY, snoozed_until=date(2026, 12, 3))}


def test_every_field_in_the_panel_has_a_name_for_screen_readers(page: AgendaPage) -> None:
    page.listing.select(WORKSHOP)
    for key, name in (("customer", "Customer"), ("owner", "Owner"), ("attendees", "Attendees")):
        assert box(page, key).accessibleName() == name
    assert line(page, "register_by").accessibleName() == "Register by"


def type_a_day(qtbot: QtBot, window: MainWindow) -> None:
    """In the field of an own deadline, which is not left."""
    window.navigate("agenda")
    page = window.page
    assert isinstance(page, AgendaPage)
    page.listing.select(OWN)
    editor = line(page, "due_on")
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "2026-12-17")


def test_what_is_typed_is_not_lost_when_another_page_is_asked_for(
    qtbot: QtBot, session: Session, open_window: Callable[[Session], MainWindow]
) -> None:
    window = open_window(session)
    type_a_day(qtbot, window)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        window.navigate("people")
    assert session.snapshot.facts.deadlines["d1"].due_on == date(2026, 12, 17)


def test_what_is_typed_is_saved_when_the_window_is_closed(
    qtbot: QtBot, session: Session, open_window: Callable[[Session], MainWindow], rulebook: Rulebook
) -> None:
    window = open_window(session)
    type_a_day(qtbot, window)
    with qtbot.waitSignal(session.closed, timeout=10_000):
        window.close()
    again = Workspace.open(session.workspace.path, rulebook)
    assert again.facts.deadlines["d1"].due_on == date(2026, 12, 17)
    again.close()


def test_a_planned_exam_moves_and_its_voucher_must_outlast_it(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select("exam-planned:x1:2027-01-15")
    typed(qtbot, page, "voucher_expires_on", "2027-01-10")
    assert field(page, "voucher_expires_on").error.startswith("The voucher ends before the exam.")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        typed(qtbot, page, "exam_on", "2027-01-08")
    assert page.listing.current.id == "exam-planned:x1:2027-01-08"
