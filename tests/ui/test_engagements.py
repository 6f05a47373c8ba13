"""Engagements: recorded, followed step by step, and found in the agenda; exams planned with a voucher."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from readiness.facts import CustomerId, Engagement, Facts, Put
from ui.dialogs.forms import FormSheet
from ui.pages.agenda import AgendaPage
from ui.pages.customers import CustomersPage
from ui.pages.engagements import Engagements
from ui.session import Session

CONSENT = "Customer\N{RIGHT SINGLE QUOTATION MARK}s consent"
CLAIM = Engagement(
    "g1",
    "Threat Protection engagement",
    "workshop",
    areas=("security",),
    event="e1",
    status="awaiting-consent",
    claimed_on=date(2026, 11, 10),
)


@pytest.fixture
def page(qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts) -> AgendaPage:
    session = open_session(facts.changed([Put(CLAIM)]))
    made = AgendaPage(session)
    qtbot.addWidget(made)
    session.snapshot_changed.connect(made.show_snapshot)
    made.show_snapshot(session.snapshot)
    made.session = session  # type: ignore[attr-defined] # for the tests
    made.resize(1080, 760)
    made.show()
    return made


def session_of(page: AgendaPage) -> Session:
    session: Session = page.session  # type: ignore[attr-defined]
    return session


def section(page: AgendaPage) -> Engagements:
    page.section.set_key("engagements")
    page.section.changed.emit("engagements")
    return page.engagements


def sheet_of(page: AgendaPage) -> FormSheet:
    sheet = page.findChildren(FormSheet)[-1]
    assert isinstance(sheet, FormSheet)
    return sheet


def write(qtbot: QtBot, sheet: FormSheet, key: str, words: str) -> None:
    widget: Any = sheet.editor(key).widget
    qtbot.keyClicks(widget.focusProxy() or widget, words)


def test_an_engagement_is_added_and_its_first_step_stands_in_the_agenda(
    qtbot: QtBot, page: AgendaPage
) -> None:
    session = session_of(page)
    page.add_menu().actions()[2].trigger()
    sheet = sheet_of(page)
    write(qtbot, sheet, "title", "Azure Migrate assessment")
    size: Any = sheet.editor("size").widget
    size.setCurrentIndex(size.findText("Assessment"))
    write(qtbot, sheet, "claimed_on", "2026-11-20")
    write(qtbot, sheet, "consent_on", "2026-11-19")
    sheet.submit()
    assert sheet.field("consent_on").error.startswith("That is before the step ahead of it")
    sheet.editor("consent_on").widget.set_day(None)  # type: ignore[attr-defined] # a DayField
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    row = section(page).listing.current
    assert (row.name, row.next.step, row.next.due_on) == (
        "Azure Migrate assessment",
        "consent",
        date(2026, 12, 20),
    )
    (due,) = (r for r in page.listing.model.rows if "Azure Migrate" in r.title)
    assert (due.title, due.second) == (
        f"{CONSENT}: Azure Migrate assessment",
        "Next step of the claim",
    )


def test_a_step_that_is_done_leads_to_the_next_and_undo_brings_it_back(
    qtbot: QtBot, page: AgendaPage
) -> None:
    session, engagements = session_of(page), section(page)
    engagements.listing.select("g1")
    assert engagements.panel.done.text() == f"Done: {CONSENT}"
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        engagements.panel.done.click()
    now = session.snapshot.facts.engagements["g1"]
    assert (now.consent_on, now.status) == (date(2026, 11, 24), "consent-received")
    assert engagements.panel.done.text() == "Done: Submit the claim"
    steps = [(row.step.step, row.lines.second) for row in engagements.panel.steps.rows]
    assert steps[1:3] == [("consent", "Done on 24 Nov 2026"), ("submit", "Next: By 22 Feb 2027")]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    assert session.snapshot.facts.engagements["g1"] == CLAIM


def test_ticking_a_step_off_in_the_agenda_records_its_day(qtbot: QtBot, page: AgendaPage) -> None:
    session = session_of(page)
    page.listing.select("claim-step:g1:2026-12-10")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.panel.done.click()
    facts = session.snapshot.facts
    assert (facts.engagements["g1"].consent_on, facts.marks) == (date(2026, 11, 24), {})
    page.filters.done.click()
    page.listing.select("claim-step:g1:2026-12-10")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.panel.done.click()
    assert session.snapshot.facts.engagements["g1"] == CLAIM, "it is open again"


def test_how_a_review_ended_is_asked_for(qtbot: QtBot, page: AgendaPage) -> None:
    session, engagements = session_of(page), section(page)
    for _ in range(2):
        with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
            engagements.panel.done.click()
    assert engagements.panel.done.text() == "Done: Review done"
    with qtbot.waitSignal(page.message) as said:
        engagements.panel.done.click()
    assert said.args[0].startswith("Say how it ended")
    assert sheet_of(page).windowTitle() == "Edit engagement"


def test_a_workshop_says_how_the_claim_it_delivers_stands(page: AgendaPage) -> None:
    page.listing.select("workshop:e1:2026-12-08")
    said = dict(page.panel.details.rows)
    assert said["Claim"] == f"Awaiting consent. Next: {CONSENT} by 10 Dec 2026"


def test_a_step_says_how_it_stands_with_all_the_others_and_which_is_next(page: AgendaPage) -> None:
    page.listing.select(next(row.id for row in page.listing.model.rows if row.item.kind == "claim-step"))
    said = dict(page.panel.details.rows)
    assert said["Claim"] == "Awaiting consent"
    assert said[CONSENT] == "Next: By 10 Dec 2026"
    assert said["Submit the claim"] == "Its days begin with the step before"


def test_a_workshop_that_microsoft_funds_brings_its_engagement_along(qtbot: QtBot, page: AgendaPage) -> None:
    session = session_of(page)
    page.listing.select("workshop:e1:2026-12-08")
    page.panel.more_menu().actions()[0].trigger()
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet_of(page).submit()
    made = next(one for one in session.snapshot.facts.engagements.values() if one.id != "g1")
    assert (made.title, made.size, made.event, made.areas, made.people) == (
        "Threat Protection workshop",
        "workshop",
        "e1",
        ("security",),
        ("p1", "p2"),
    )
    assert page.section.key == "engagements"


def test_adding_a_funded_engagement_to_the_calendar_asks_for_its_claim_next(
    qtbot: QtBot, page: AgendaPage
) -> None:
    session = session_of(page)
    page.add_workshop()
    sheet = sheet_of(page)
    write(qtbot, sheet, "title", "Data Security engagement")
    starts: Any = sheet.editor("starts_at")
    starts.day.widget.set_day(date(2027, 1, 20))
    kind: Any = sheet.editor("kind").widget
    kind.setCurrentIndex(kind.findText("Funded engagement"))
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    qtbot.waitUntil(lambda: sheet_of(page).windowTitle() == "Add engagement")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet_of(page).submit()
    made = next(one for one in session.snapshot.facts.engagements.values() if one.id != "g1")
    assert made.title == "Data Security engagement"
    assert session.snapshot.facts.events[made.event or ""].kind == "engagement"


def test_a_customer_shows_what_is_funded_there_and_what_is_next(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    session = open_session(facts.changed([Put(replace(CLAIM, customer=CustomerId("c1")))]))
    page = CustomersPage(session)
    qtbot.addWidget(page)
    page.show_snapshot(session.snapshot)
    page.show()
    page.listing.select("c1")
    said = f"Threat Protection engagement: Awaiting consent. Next: {CONSENT} by 10 Dec 2026"
    assert dict(page.panel.details.rows)["Engagement"] == said


def test_removing_a_workshop_leaves_the_engagement_without_it(qtbot: QtBot, page: AgendaPage) -> None:
    session = session_of(page)
    page.listing.select("workshop:e1:2026-12-08")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        page.panel.more_menu().actions()[-1].trigger()
    facts = session.snapshot.facts
    assert (facts.events, facts.engagements["g1"].event) == ({}, None)


def test_an_exam_is_planned_with_a_voucher_that_lasts_until_then(qtbot: QtBot, page: AgendaPage) -> None:
    session = session_of(page)
    page.add_menu().actions()[3].trigger()
    sheet = sheet_of(page)
    sheet.submit()
    assert sheet.field("person").error == "Say who sits the exam."
    person: Any = sheet.editor("person").widget
    person.setCurrentIndex(person.findText("Ada Nowak"))
    write(qtbot, sheet, "certification", "SC-300")
    write(qtbot, sheet, "exam_on", "2027-01-20")
    write(qtbot, sheet, "voucher", "V-77")
    write(qtbot, sheet, "voucher_expires_on", "2027-01-10")
    sheet.submit()
    assert sheet.field("voucher_expires_on").error.startswith("The voucher ends before the exam.")
    sheet.editor("voucher_expires_on").widget.set_day(date(2027, 1, 31))  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    row = page.listing.current
    assert (row.item.kind, row.second) == (
        "exam-planned",
        "Planned exam · Ada Nowak · Voucher until 31 Jan",
    )
