"""Names that are read from the right stand where they are said, and change no line without them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextLayout
from pytestqt.qtbot import QtBot

from readiness.called import told_apart
from readiness.facts import Customer, CustomerId, Event, Facts, Person, PersonId, Put, Seats
from readiness.words import folded, isolated, joined, plain
from tests.ui.hands import alone
from ui import theme
from ui.dialogs.options import event_options
from ui.pages.agenda import AgendaPage
from ui.session import Session
from ui.widgets import copy_rows

HEBREW, ARABIC = "דנה לוי", "شركة النور"


def places(text: str, *words: str) -> list[float]:
    """Where each word begins, in pixels from the left, as Qt sets the line."""
    layout = QTextLayout(text, theme.font("body"))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(4000)
    layout.endLayout()
    runs = (line.glyphRuns(text.index(word), len(word)) for word in words)
    return [min(run.positions()[0].x() for run in some) for some in runs]


@pytest.mark.parametrize("name", [HEBREW, ARABIC])
def test_digits_after_a_name_stay_after_it(name: str) -> None:
    line = joined("Workshop", name, "3 of 12 places", "45")
    first, second, third = places(line, "Workshop", "3 of", "45")
    assert first < places(line, name)[0] < second < third
    glued = f"Workshop · {name} · 3 of 12 places · 45"
    assert places(glued, "3 of")[0] < places(glued, name)[0], "without it the digits go before the name"


@pytest.mark.parametrize("name", [HEBREW, ARABIC])
def test_a_line_that_begins_with_such_a_name_is_read_from_the_left(name: str) -> None:
    line = joined(name, "7654321", "dana@partner.example")
    assert places(line, "7654321")[0] < places(line, "dana@")[0]
    glued = f"{name} · 7654321 · dana@partner.example"
    assert places(glued, "dana@")[0] < places(glued, "7654321")[0]


@pytest.mark.parametrize("name", ["Ada Nowak", "Élodie Œuvre", "Ελένη", "山田太郎", "Ba$$in", ""])
def test_other_names_are_joined_as_they_are(name: str) -> None:
    assert isolated(name) == name
    assert joined("SC-100", name, "12") == " · ".join(part for part in ("SC-100", name, "12") if part)


def test_what_is_searched_sorted_and_written_has_only_the_letters() -> None:
    line = joined(HEBREW, "12")
    assert line != f"{HEBREW} · 12"
    assert plain(line) == f"{HEBREW} · 12"
    assert folded(line) == folded(f"{HEBREW} · 12")


def test_people_of_one_such_name_are_told_apart_in_order() -> None:
    found = told_apart([("1", HEBREW, ("1001",)), ("2", HEBREW, ("1002",))])
    assert [plain(name) for name in found.values()] == [f"{HEBREW} · 1001", f"{HEBREW} · 1002"]
    before, after = places("x " + found["1"], HEBREW, "1001")
    assert before < after


@pytest.fixture
def page(qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts) -> AgendaPage:
    things: tuple[Any, ...] = (
        Person(PersonId("d1"), HEBREW, "dana@partner.example"),
        Customer(CustomerId("n1"), ARABIC),
        Event(
            "w1",
            HEBREW,
            "workshop",
            datetime(2026, 12, 9, 9, tzinfo=UTC),
            customer=CustomerId("n1"),
            capacity=Seats(12),
            attendees=(PersonId("d1"),),
        ),
    )
    session = open_session(facts.changed(map(Put, things)))
    return alone(qtbot, session, AgendaPage(session))


def test_the_agenda_shows_them_in_order_and_copies_and_saves_only_letters(
    page: AgendaPage,
) -> None:
    page.listing.select("workshop:w1:2026-12-09")
    second = page.listing.current.second
    assert plain(second) == f"Workshop · {ARABIC} · 1 of 12 places"
    name, digits = places(second, ARABIC, "1 of")
    assert name < digits
    model = page.listing.model
    tip = model.index(model.place_of("workshop:w1:2026-12-09") or 0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{HEBREW}\n{second}"
    copy_rows(page.listing.view)
    assert f"Workshop · {ARABIC} · 1 of 12 places" in QGuiApplication.clipboard().text()
    table = model.as_table([0, 2])
    assert any(f"Workshop · {ARABIC} · 1 of 12 places" in line for line in table.rows)
    page.listing.search.setText(f"{ARABIC} · 1 of")
    assert [row.id for row in model.rows] == ["workshop:w1:2026-12-09"]


def test_a_workshop_of_such_a_name_is_offered_with_its_day_after_it(facts: Facts) -> None:
    event = Event("w1", HEBREW, "workshop", datetime(2026, 12, 9, 9, tzinfo=UTC))
    offered = dict(event_options(facts.changed((Put(event),))))
    assert plain(offered["w1"]) == f"{HEBREW}, 9 Dec 2026"
    name, digits = places("x " + offered["w1"], HEBREW, "9 Dec")
    assert name < digits
