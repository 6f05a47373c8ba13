"""A person's own page: awards and exams, what the score loses, workshops, and the mail to copy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, PersonId, Plan, Put
from tests.ui.hands import alone, press
from ui.dialogs.forms import FormSheet
from ui.pages.people import PeoplePage
from ui.pages.person_page import PersonPage
from ui.session import Session


def people(qtbot: QtBot, session: Session) -> PeoplePage:
    return alone(qtbot, session, PeoplePage(session))


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    return people(qtbot, session)


def opened(qtbot: QtBot, page: PeoplePage, person: str) -> PersonPage:
    page.listing.select(PersonId(person))
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Return)
    assert page.person is not None
    return page.person


def second_lines(page: PersonPage) -> list[str]:
    return [held.lines.second for held in page.held.model.rows]


def sheet_of(page: PeoplePage) -> FormSheet:
    return page.findChildren(FormSheet)[-1]


def test_enter_opens_it_escape_leads_back(qtbot: QtBot, page: PeoplePage) -> None:
    person = opened(qtbot, page, "p1")
    assert person.isVisible()
    assert second_lines(person) == ["Expiring on 6 Dec 2026", "Valid to 1 Sept 2027"]
    qtbot.keyClick(person.held.view, Qt.Key.Key_Escape)
    assert page.listing.isVisible()
    assert page.listing.current.id == "p1"


def test_a_double_click_opens_it_and_f2_still_edits(qtbot: QtBot, page: PeoplePage) -> None:
    view = page.listing.view
    where = view.visualRect(page.listing.model.index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.person is not None
    assert page.person.person == "p2"
    page.close_person()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert sheet_of(page).editor("email").read() == "bob@partner.example"
    sheet_of(page).reject()


def test_it_says_what_the_score_loses(qtbot: QtBot, demo: Session) -> None:
    listed = people(qtbot, demo)
    samir = next(row for row in listed.listing.model.all if row.name == "Samir Haddad")
    person = opened(qtbot, listed, samir.id)
    qtbot.waitUntil(lambda: bool(person.losses.words), timeout=10_000)
    (words,) = person.losses.words
    assert words.startswith("Security: \N{MINUS SIGN}28.0, from 70.9 to 42.9. No longer qualified.")


def test_workshops_attended_stand_there(qtbot: QtBot, page: PeoplePage) -> None:
    assert [event.title for event in opened(qtbot, page, "p2").attended.rows] == [
        "Threat Protection workshop"
    ]


def test_an_exam_is_planned_with_its_voucher(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    person = opened(qtbot, page, "p1")
    press(qtbot, person, "Plan an exam…")
    sheet = sheet_of(page)
    qtbot.keyClicks(sheet.editor("certification").widget, "SC-200")
    qtbot.keyClicks(sheet.editor("exam_on").widget.focusProxy(), "2027-01-20")
    qtbot.keyClicks(sheet.editor("voucher").widget, "V-77")
    qtbot.keyClicks(sheet.editor("voucher_expires_on").widget.focusProxy(), "2027-01-10")
    sheet.submit()
    assert "ends before the exam" in sheet.field("voucher_expires_on").error
    ends = sheet.editor("voucher_expires_on").widget.focusProxy()
    qtbot.keyClick(ends, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(ends, "2027-01-31")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    assert second_lines(person)[-1] == "Planned, exam on 20 Jan 2027 · Voucher V-77, valid to 31 Jan 2027"
    person.held.view.selectRow(len(person.held.model.rows) - 1)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(person.held.view, Qt.Key.Key_Delete)
    assert sorted(session.snapshot.facts.plans) == ["x1"]


def test_a_voucher_that_ends_before_the_exam_is_noticed(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    late = replace(facts.plans["x1"], voucher_expires_on=date(2026, 12, 31))
    assert isinstance(late, Plan)
    person = opened(qtbot, people(qtbot, open_session(facts.changed([Put(late)]))), "p2")
    assert second_lines(person)[-1].endswith("The voucher ends before, on 31 Dec 2026")


def test_the_mail_is_copied_in_the_language_chosen(qtbot: QtBot, page: PeoplePage) -> None:
    person = opened(qtbot, page, "p1")
    qtbot.waitUntil(lambda: bool(person.renewal.mail), timeout=10_000)
    assert "12 days left" in person.renewal.mail
    press(qtbot, person, "Français")
    press(qtbot, person, "Copy the mail")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Votre certification Microsoft à renouveler")
    assert "https://learn.microsoft.com/fr-fr/credentials/certifications/azure-administrator/renew/" in copied


def test_who_has_nothing_to_renew_gets_no_mail(qtbot: QtBot, page: PeoplePage) -> None:
    person = opened(qtbot, page, "p2")
    assert not person.renewal.copy.isVisible()
    assert person.renewal.mail == ""


def test_an_edit_shows_at_once_and_a_removal_leads_back(
    qtbot: QtBot, session: Session, page: PeoplePage
) -> None:
    person = opened(qtbot, page, "p1")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(person.held.view, Qt.Key.Key_Delete)
    assert second_lines(person) == ["Valid to 1 Sept 2027"]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.remove((page.listing.current,))
    assert page.listing.isVisible()


def test_who_searches_on_a_persons_page_is_led_to_the_list(qtbot: QtBot, page: PeoplePage) -> None:
    person = opened(qtbot, page, "p1")
    page.start_search()
    assert not person.isVisible()
    assert page.listing.search.hasFocus()


def test_showing_all_takes_the_filter_off_too(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    gone = replace(facts.people[PersonId("p2")], left_on=date(2026, 6, 30))
    listed = people(qtbot, open_session(facts.changed([Put(gone)])))
    qtbot.keyClicks(listed.listing.search, "bob")
    assert listed.listing.model.rows == []
    found = next(b for b in listed.findChildren(QPushButton) if b.text() == "Show all")
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    assert [row.id for row in listed.listing.model.rows] == ["p1", "p2"]
    assert listed.filter.key == "all"
