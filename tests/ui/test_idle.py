"""What is done while nobody waits: garbage is collected bit by bit, and pages are prepared."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from readiness.facts import PersonId, Put
from readiness.problems import Message
from ui.idle import Collector, Preloading
from ui.main_window import MainWindow
from ui.pages.people import PeoplePage
from ui.session import Session

ADA = PersonId("p1")


class Cycle:
    """Garbage as a window leaves it, with a child that knows its parent."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def no_collection() -> None:
    gc.disable()


@pytest.mark.usefixtures("no_collection")
def test_what_was_set_aside_is_not_looked_through_with_the_new_and_is_found_among_all() -> None:
    old = weakref.ref(Cycle())
    Collector.set_aside()
    new = weakref.ref(Cycle())
    gc.collect(1)
    assert new() is None
    assert old() is not None
    gc.collect()
    assert old() is None


def prepared(qtbot: QtBot, window: MainWindow, session: Session) -> PeoplePage:
    qtbot.waitUntil(lambda: not window.prepare_next(), timeout=20_000)
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)
    return window.findChildren(PeoplePage)[0]


def names(page: PeoplePage) -> list[str]:
    return [row.name for row in page.listing.model.rows]


def test_pages_are_built_before_they_are_seen_and_the_one_that_is_seen_stays(
    qtbot: QtBot, session: Session, open_window: Callable[[Session | None], MainWindow]
) -> None:
    window = open_window(session)
    assert window.findChildren(PeoplePage) == []
    page = prepared(qtbot, window, session)
    assert not page.isVisible()
    assert names(page) == []
    assert session.is_idle, "a page that is not seen asks nothing"
    assert window.page_id == "overview"
    window.navigate("people")
    assert window.page is page
    assert page.isVisible()
    assert names(page) == ["Ada Nowak", "bob@partner.example"]


def test_a_page_that_is_not_made_yet_comes_in_steps_and_the_one_asked_for_last_stays(
    qtbot: QtBot, session: Session, open_window: Callable[[Session | None], MainWindow]
) -> None:
    window = open_window(session)
    window.navigate("people")
    assert window.findChildren(PeoplePage) == [], "the window answers before the page is made"
    with qtbot.waitSignal(window.shown):
        pass
    window.navigate("projects")
    window.navigate("people")
    qtbot.waitUntil(lambda: any(page.isVisible() for page in window.findChildren(PeoplePage)))
    assert window.page_id == "people"


def test_who_asks_for_the_page_meanwhile_gets_it_whole(
    session: Session, open_window: Callable[[Session | None], MainWindow]
) -> None:
    window = open_window(session)
    window.navigate("people")
    assert isinstance(window.page, PeoplePage)
    assert window.page.isVisible()


def test_a_page_that_was_prepared_shows_what_changed_since(
    qtbot: QtBot, session: Session, open_window: Callable[[Session | None], MainWindow]
) -> None:
    window = open_window(session)
    page = prepared(qtbot, window, session)
    window.navigate("people")
    window.navigate("overview")
    renamed = replace(session.snapshot.facts.people[ADA], name="Ada Lovelace")
    session.write(Message("undo.person"), (Put(renamed),))
    qtbot.waitUntil(
        lambda: session.snapshot.facts.people[ADA] is not None and session.is_idle, timeout=20_000
    )
    window.navigate("people")
    assert window.page is page
    assert names(page)[0] == "Ada Lovelace"


def test_steps_are_taken_until_none_is_left_and_again_for_what_is_new(qtbot: QtBot) -> None:
    left, taken = [True, True, False, True, False], list[bool]()

    def step() -> bool:
        taken.append(left.pop(0))
        return taken[-1]

    parent = QObject()
    ahead = Preloading(("readiness.demo",), step, parent)
    ahead.start()
    qtbot.waitUntil(lambda: taken == [True, True, False], timeout=10_000)
    qtbot.wait(150)
    assert len(taken) == 3
    ahead.start()
    qtbot.waitUntil(lambda: len(taken) == 5, timeout=10_000)
