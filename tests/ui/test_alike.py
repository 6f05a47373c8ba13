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
    Put,
    Tenant,
)
from readiness.rules import Rulebook
from ui.dialogs.engagement import engagement_dialog
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow
from ui.pages.agenda import AgendaPage
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
