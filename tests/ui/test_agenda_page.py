"""Agenda: what is due, soonest first; ticking off, adding and sending to a calendar."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import AssociationClaim, Benefit, CoopClaim, CustomerId, Mark, Put, SupportCase, Thing
from readiness.problems import Message
from tests.ui.hands import alone
from ui import theme
from ui.dialogs.forms import FormSheet
from ui.pages.agenda import AgendaPage
from ui.session import Session
from ui.widgets import copy_rows


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> AgendaPage:
    return alone(qtbot, session, AgendaPage(session))


def shown(page: AgendaPage) -> list[str]:
    return [row.id for row in page.listing.model.rows]


def test_items_stand_soonest_first_in_their_groups(page: AgendaPage) -> None:
    rows = page.listing.model.rows
    days = [row.item.due_on for row in rows]
    assert days == sorted(days)
    assert {"certification-expires:a1:2026-12-06", "workshop:e1:2026-12-08", "own:d1:2026-12-15"} <= set(
        shown(page)
    )
    first = next(row for row in rows if row.id == "certification-expires:a1:2026-12-06")
    assert (first.group, first.nearness) == ("December 2026", "in 12 days")


def test_a_group_has_its_heading_above_its_first_row_only(page: AgendaPage) -> None:
    rows = page.listing.model.rows
    headings = [page.delegate.heading(place) for place in range(len(rows))]
    assert [h for h in headings if h] == list(dict.fromkeys(row.group for row in rows))


def test_a_row_is_as_high_as_what_stands_in_it(qtbot: QtBot, page: AgendaPage) -> None:
    view = page.listing.view

    def is_right() -> bool:
        places = range(len(page.listing.model.rows))
        return [view.rowHeight(place) for place in places] == [
            page.delegate.height(place) for place in places
        ]

    assert is_right()
    for words in ("expires", "", "workshop"):  # fewer rows, all again, others
        page.listing.search.setText(words)
        assert is_right()
    qtbot.mouseClick(section(page, "Table"), Qt.MouseButton.LeftButton)
    assert {view.rowHeight(place) for place in range(len(page.listing.model.rows))} == {theme.size("row")}
    qtbot.mouseClick(section(page, "Dates"), Qt.MouseButton.LeftButton)
    assert is_right()


def test_the_model_keeps_qts_rules(page: AgendaPage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.listing.model)  # type: ignore[attr-defined]


def test_what_a_certification_costs_when_it_ends_stands_beside_whose_it_is(
    qtbot: QtBot, demo: Session
) -> None:
    page = AgendaPage(demo)
    qtbot.addWidget(page)
    page.show_snapshot(demo.snapshot)

    def second(title: str) -> str:
        return str(next(row.second for row in page.listing.model.rows if row.title == title))

    assert second("SC-100 expires") == "Certification · Samir Haddad"
    page.listing.select(next(row.id for row in page.listing.model.rows if row.title == "SC-100 expires"))
    qtbot.waitUntil(lambda: "from" in second("SC-100 expires"), timeout=20_000)
    assert second("SC-100 expires") == "Certification · Samir Haddad · \N{MINUS SIGN}8.0 from 7 Dec"
    assert page.listing.current.title == "SC-100 expires", "what was selected stays so"


def test_pressing_the_box_ticks_an_own_deadline_off(
    qtbot: QtBot, session: Session, page: AgendaPage, today: date
) -> None:
    place = shown(page).index("own:d1:2026-12-15")
    page.listing.view.scrollTo(page.listing.model.index(place, 0))
    rect = page.listing.view.visualRect(page.listing.model.index(place, 0))
    box = QPoint(rect.left() + 20, rect.bottom() - 20)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.mouseClick(page.listing.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert session.snapshot.facts.deadlines["d1"].done_on == today
    assert "own:d1:2026-12-15" not in shown(page), "what is done is hidden"
    page.filters.done.click()
    assert "own:d1:2026-12-15" in shown(page)


def test_space_ticks_a_derived_item_off_with_a_mark_and_opens_it_again(
    qtbot: QtBot, session: Session, page: AgendaPage, today: date
) -> None:
    item = "certification-expires:a1:2026-12-06"
    page.filters.done.click()
    page.listing.select(item)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Space)
    assert session.snapshot.facts.marks == {item: Mark(item, done_on=today)}
    assert page.listing.current.id == item
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Space)
    assert session.snapshot.facts.marks == {}, "a mark that says nothing is not kept"


def test_a_deadline_is_added_with_the_keyboard_and_selected(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Insert)
    sheet = page.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    qtbot.keyClicks(sheet.editor("title").widget, "Renew the designation")
    qtbot.keyClicks(sheet.editor("due_on").widget.focusProxy(), "2027-02-16")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    assert page.listing.current.title == "Renew the designation"


def test_kinds_are_filtered(page: AgendaPage) -> None:
    page.filters.kind.set_key("workshops")
    page.filters.kind.changed.emit("workshops")
    assert shown(page) == ["workshop:e1:2026-12-08"]
    page.filters.kind.set_key("own")
    page.filters.kind.changed.emit("own")
    assert shown(page) == ["own:d1:2026-12-15"]


def test_delete_removes_an_own_deadline_but_no_date_that_follows_from_a_record(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    page.listing.select("certification-expires:a1:2026-12-06")
    with qtbot.waitSignal(page.message) as said:
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Delete)
    assert "change it there" in said.args[0]
    page.listing.select("own:d1:2026-12-15")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Delete)
    assert session.snapshot.facts.deadlines == {}
    assert len(session.snapshot.facts.awards) == 3


def test_the_calendar_holds_the_workshop(
    qtbot: QtBot, session: Session, page: AgendaPage, tmp_path: Path
) -> None:
    out = tmp_path / "agenda.ics"
    with qtbot.waitSignal(session.written, timeout=20_000) as said:
        page.save_calendar(out)
    assert said.args == [out]
    assert b"SUMMARY:Threat Protection workshop" in out.read_bytes()


def test_editing_a_derived_item_opens_its_record(qtbot: QtBot, page: AgendaPage) -> None:
    page.listing.select("certification-expires:a1:2026-12-06")
    qtbot.keyClick(page.listing.view, Qt.Key.Key_Return)
    sheet = page.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    assert sheet.windowTitle() == "Edit award"
    sheet.reject()


def test_what_follows_from_papers_is_ticked_off_in_them_and_opened_in_their_form(
    qtbot: QtBot, session: Session, page: AgendaPage
) -> None:
    things: tuple[Thing, ...] = (
        Benefit("b1", "Azure credits", date(2026, 12, 20)),
        CoopClaim("o1", "Webinar", date(2026, 10, 25)),
        SupportCase("s1", "2611200040001873", follow_up_on=date(2026, 11, 27)),
        AssociationClaim("k1", CustomerId("c1"), "Teams", proof_on=date(2026, 1, 10)),
    )
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.write(Message("undo.paper-added", {"name": "x"}), tuple(Put(thing) for thing in things))
    wanted = ("benefit-redeem-by:b1:2026-12-20", "coop-claim-ends:o1:2027-02-15",
              "case-follow-up:s1:2026-11-27", "association-step:k1:2027-01-10")  # fmt: skip
    rows = {row.id: row for row in page.listing.model.rows}
    titles = []
    for item in wanted:
        page.listing.select(item)
        qtbot.keyClick(page.listing.view, Qt.Key.Key_Return)
        sheet = page.findChildren(FormSheet)[-1]
        titles.append(sheet.windowTitle())
        sheet.reject()
    assert titles == [
        "Edit benefit",
        "Edit co-op claim",
        "Edit case with support",
        "Edit claim of association",
    ]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.tick([rows[item] for item in wanted[:3]])
    facts = session.snapshot.facts
    assert facts.benefits["b1"].redeemed_on == session.on
    assert (facts.coop_claims["o1"].status, facts.coop_claims["o1"].submitted_on) == ("submitted", session.on)
    assert facts.cases["s1"].closed_on is None, "a case that was followed up is open still"
    assert facts.marks["case-follow-up:s1:2026-11-27"].done_on == session.on


def test_as_a_table_the_agenda_sorts_and_shows_the_columns_that_the_user_wants(
    qtbot: QtBot, page: AgendaPage
) -> None:
    ids, view = shown(page), page.listing.view
    page.listing.select("workshop:e1:2026-12-08")
    qtbot.mouseClick(section(page, "Table"), Qt.MouseButton.LeftButton)
    assert not page.month.isVisible()
    head = view.horizontalHeader()
    assert head.isVisible()
    assert page.listing.columns.isVisible()
    at = QPoint(head.sectionViewportPosition(0) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    titles = [row.title for row in page.listing.model.rows]
    assert titles == sorted(titles, key=str.casefold)
    assert page.listing.current.id == "workshop:e1:2026-12-08"
    choose(page, "Place")
    choose(page, "Owner")
    assert "Place" in copied(page)
    assert "Owner" not in copied(page)
    page.listing.select("workshop:e1:2026-12-08")
    qtbot.mouseClick(section(page, "Dates"), Qt.MouseButton.LeftButton)
    assert page.month.isVisible()
    assert not head.isVisible()
    assert shown(page) == ids
    assert page.listing.current.id == "workshop:e1:2026-12-08"


def section(page: AgendaPage, words: str) -> QPushButton:
    return next(b for b in page.section.findChildren(QPushButton) if b.text() == words)


def choose(page: AgendaPage, title: str) -> None:
    next(a for a in page.listing.view.columns.menu().actions() if a.text() == title).trigger()


def copied(page: AgendaPage) -> list[str]:
    """The titles of the columns that are copied."""
    page.listing.view.selectAll()
    copy_rows(page.listing.view)
    return QGuiApplication.clipboard().text().splitlines()[0].split("\t")
