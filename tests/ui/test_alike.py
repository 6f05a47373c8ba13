"""People, customers and workshops of one name: where one is picked, it is the one that was meant."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from readiness.facts import (
    Customer,
    CustomerId,
    Deadline,
    Engagement,
    Event,
    Facts,
    Location,
    Person,
    PersonId,
    Project,
    Put,
    Tenant,
    removal,
)
from readiness.problems import Message
from readiness.rules import Rulebook
from tests.ui.hands import alone
from ui.dialogs.engagement import engagement_dialog
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow
from ui.pages.agenda import AgendaPage
from ui.pages.engagement_rows import engagement_rows
from ui.pages.projects import project_rows
from ui.session import Session
from ui.widgets.combo import ComboBox

ADA = Person(PersonId("a1"), "Ada Nowak", "ada@partner.example")
OTHER = Person(PersonId("a2"), "Ada Nowak", "a.nowak@partner.example")
THIRD = Person(PersonId("a3"), "Ada Nowak", location="77")
BOB = Person(PersonId("b1"), "Bob", "bob@partner.example")
NINE = datetime(2026, 12, 8, 9, tzinfo=UTC)


@pytest.fixture
def alike(facts: Facts) -> Facts:
    tenants = (Tenant("196e2273-0000-0000-0000-000000000000", "north.example"),)
    things: tuple[Any, ...] = (
        *(ADA, OTHER, THIRD, BOB),
        replace(facts.partner, locations=(Location("77", "Lyon", "FR"), Location("78", "Lyon", "FR"))),
        Customer(CustomerId("n1"), "Northwind", tenants),
        Customer(CustomerId("n2"), "Northwind", country="FR"),
        Event("w1", "Lab hour", "workshop", NINE),
        Event("w2", "Lab hour", "workshop", NINE.replace(hour=15)),
        Deadline("d8", "Call", date(2026, 12, 9), owner=ADA.id),
        Deadline("d9", "Write", date(2026, 12, 9), owner=OTHER.id),
    )
    return Facts(partner=facts.partner).changed(tuple(map(Put, things)))


def options(sheet: FormSheet, key: str) -> list[str]:
    combo = sheet.editor(key).widget
    assert isinstance(combo, ComboBox)
    return [combo.itemText(place) for place in range(combo.count())]


def test_typing_completes_to_the_attendee_that_is_meant(
    qtbot: QtBot, alike: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = event_dialog(alike, rulebook, today, Event("w", "Workshop", "workshop", NINE))
    qtbot.addWidget(sheet)
    sheet.open()
    people: Any = sheet.editor("attendees")
    for typed in ("a.nowak", "nowak · lyon"):
        qtbot.keyClicks(people.line, typed)
        popup = people.line.completer().popup()
        qtbot.waitUntil(popup.isVisible)
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not people.line.text())
    assert [people.list.item(place).text() for place in range(2)] == [
        "Ada Nowak · a.nowak@partner.example", "Ada Nowak · Lyon",
    ]  # fmt: skip
    with qtbot.waitSignal(sheet.submitted) as got:
        sheet.submit()
    assert got.args[1][0].thing.attendees == (OTHER.id, THIRD.id)


def test_every_list_to_pick_from_tells_them_apart(
    qtbot: QtBot, alike: Facts, rulebook: Rulebook, today: date
) -> None:
    sheet = event_dialog(alike, rulebook, today, None)
    claim = engagement_dialog(alike, Engagement("g", "Workshop", "workshop"))
    for one in (sheet, claim):
        qtbot.addWidget(one)
    assert options(sheet, "owner") == [
        "Nobody",
        "Ada Nowak · a.nowak@partner.example",
        "Ada Nowak · ada@partner.example",
        "Ada Nowak · Lyon",
        "Bob",
    ]
    assert options(sheet, "customer") == ["None", "Northwind · FR", "Northwind · north.example"]
    assert options(claim, "event") == [
        "None", "Lab hour, 8 Dec 2026 · 09:00", "Lab hour, 8 Dec 2026 · 15:00",
    ]  # fmt: skip
    assert options(claim, "location") == ["Not said", "Lyon · 77", "Lyon · 78"]


def test_the_filter_of_the_agenda_and_the_palette_tell_them_apart(
    qtbot: QtBot,
    alike: Facts,
    open_session: Callable[[Facts], Session],
    open_window: Callable[[Session | None], MainWindow],
) -> None:
    window = open_window(open_session(alike))
    window.navigate("agenda")
    page = window.page
    assert isinstance(page, AgendaPage)
    owner = page.filters.owner
    place = owner.findText("Ada Nowak · a.nowak@partner.example")
    owner.setCurrentIndex(place)
    assert [row.title for row in page.listing.model.rows] == ["Write"]
    window.ask("find")
    palette = next(p for p in window.findChildren(Palette) if p.isVisible())
    qtbot.keyClicks(palette.search, "nowak")
    assert {entry.title for entry in palette.model.rows} == {
        "Ada Nowak · ada@partner.example", "Ada Nowak · a.nowak@partner.example", "Ada Nowak · Lyon",
    }  # fmt: skip
    palette.reject()


def test_in_the_lists_of_people_and_customers_each_has_what_tells_it_apart(
    qtbot: QtBot,
    alike: Facts,
    open_session: Callable[[Facts], Session],
    open_window: Callable[[Session | None], MainWindow],
) -> None:
    session = open_session(alike)
    window = open_window(session)
    window.navigate("people")
    people: Any = window.page
    assert [row.name for row in people.listing.model.rows] == [
        "Ada Nowak · a.nowak@partner.example", "Ada Nowak · ada@partner.example", "Ada Nowak · Lyon", "Bob",
    ]  # fmt: skip
    model = people.listing.model
    lines = model.as_text(places=[0]).splitlines()
    assert lines == ["Name", *["Ada Nowak"] * 3, "Bob"], "what is pasted again is a name alone"
    assert [line[0] for line in model.as_table([0]).rows] == lines[1:]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.write(Message("undo.person-removed", {"name": "x"}), tuple(removal(alike, Person, OTHER.id)))
    assert [row.name for row in people.listing.model.rows] == [
        "Ada Nowak · ada@partner.example", "Ada Nowak · Lyon", "Bob",
    ]  # fmt: skip
    now = session.snapshot.facts
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.write(Message("undo.person-removed", {"name": "x"}), tuple(removal(now, Person, THIRD.id)))
    assert [row.name for row in people.listing.model.rows] == ["Ada Nowak", "Bob"], "nobody is alike any more"
    window.navigate("customers")
    customers: Any = window.page
    assert [row.name for row in customers.listing.model.rows] == [
        "Northwind · FR", "Northwind · north.example",
    ]  # fmt: skip
    assert customers.listing.model.as_text(places=[0]).splitlines()[1:] == ["Northwind", "Northwind"]


def test_in_the_agenda_and_its_panel_owners_attendees_and_customers_are_told_apart(
    qtbot: QtBot, alike: Facts, open_session: Callable[[Facts], Session]
) -> None:
    event = Event(
        "w3", "Day", "workshop", NINE, attendees=(ADA.id, BOB.id), owner=OTHER.id, customer=CustomerId("n2")
    )
    session = open_session(alike.changed((Put(event),)))
    page = alone(qtbot, session, AgendaPage(session))
    page.listing.select("workshop:w3:2026-12-08")
    assert page.listing.current.owner == "Ada Nowak · a.nowak@partner.example"
    assert page.listing.current.second == "Workshop · Northwind · FR · 2 attendees"
    shown = {
        key: page.panel.fields.field(key).findChildren(ComboBox)[0].currentText()
        for key in ("owner", "customer", "attendees")
    }
    assert shown == {
        "owner": "Ada Nowak · a.nowak@partner.example",
        "customer": "Northwind · FR",
        "attendees": "Ada Nowak · ada@partner.example, Bob",
    }


def test_what_leads_to_a_row_and_an_engagement_or_project_says_which_one(
    alike: Facts, rulebook: Rulebook, today: date
) -> None:
    engagement = Engagement("g", "Workshop", "workshop", customer=CustomerId("n1"), owner=THIRD.id)
    project = Project("j", CustomerId("n2"), "Lift", ("security",), "in-delivery")
    facts = alike.changed((Put(engagement), Put(project)))
    (row,) = engagement_rows(facts, rulebook.programme, today)
    assert (row.customer, row.owner) == ("Northwind · north.example", "Ada Nowak · Lyon")
    (lift,) = project_rows(facts, today)
    assert lift.customer == "Northwind · FR"
