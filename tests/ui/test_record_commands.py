"""What every record offers, wherever it is listed: files attached to it, and its past."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from readiness.facts import (
    LIST_OF,
    SINGLE,
    Association,
    Attachment,
    Award,
    Customer,
    Deadline,
    Engagement,
    Enrollment,
    Event,
    Facts,
    HeldSpecialization,
    Kind,
    Mark,
    Person,
    Plan,
    Project,
    Put,
    Remove,
    Reported,
    Series,
    Subscription,
)
from readiness.problems import Message
from ui.dialogs.figure import any_figure_dialog
from ui.dialogs.files import FilesSheet
from ui.dialogs.record import HistorySheet
from ui.main_window import MainWindow
from ui.pages.listing import Listing
from ui.pages.report_list import FORMATS
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.widgets import Sheet, select_rows

NEVER_EDITED: Final = frozenset((Series, Mark, Subscription, Attachment, *SINGLE))
"""Figures and ticks, what only an import brings, the files themselves, and the partner with its logo."""
IN_SHEETS: Final[Mapping[Kind, str]] = {kind: one.id for one in FORMATS for kind in one.kinds}
"""Which report's sheet of records holds records of a kind."""


@pytest.fixture
def window(demo: Session, open_window: Callable[[Session | None], MainWindow]) -> MainWindow:
    return open_window(demo)


def listed(qtbot: QtBot, window: MainWindow, page: str, kind: Kind, part: str = "") -> QMenu:
    """The menu of the first row about a record of the kind in the list of the page, or of a part of it."""
    window.navigate(page)
    shown: Any = window.page
    if page == "data":
        shown.show_view(part)
        shown = shown.shown
    elif part:
        shown.section.set_key(part)
        shown.section.changed.emit(part)
        shown = getattr(shown, part)
    listing: Listing = shown.listing
    records = listing.records
    assert records is not None, f"the list of {page} has the commands of records"
    qtbot.waitUntil(lambda: any(isinstance(records.thing(row), kind) for row in listing.model.rows))
    listing.select(next(row.id for row in listing.model.rows if isinstance(records.thing(row), kind)))
    return listing.menu()


def of_person(qtbot: QtBot, window: MainWindow, kind: Kind) -> QMenu:
    """In the panel beside somebody who has one."""
    window.navigate("people")
    page: Any = window.page
    held: Mapping[str, Any] = getattr(window.session.snapshot.facts, LIST_OF[kind])  # type: ignore[union-attr]
    page.listing.select(next(iter(held.values())).person)
    qtbot.waitUntil(lambda: any(isinstance(one.thing, kind) for one in page.panel.model.rows))
    select_rows(page.panel.view, lambda one: isinstance(one.thing, kind))
    menu: QMenu = page.panel.held.menu()
    return menu


def of_customer(qtbot: QtBot, window: MainWindow, kind: Kind) -> QMenu:
    del kind
    window.navigate("customers")
    page: Any = window.page
    customer = next(iter(window.session.snapshot.facts.associations.values())).customer  # type: ignore[union-attr]
    page.listing.select(customer)
    qtbot.waitUntil(lambda: bool(page.panel.associations.rows))
    menu: QMenu = page.panel.records.menu(page.panel.associations.rows[0], page.panel)
    return menu


def in_list(page: str, part: str = "") -> Callable[[QtBot, MainWindow, Kind], QMenu]:
    return lambda qtbot, window, kind: listed(qtbot, window, page, kind, part)


MENUS: Final[Mapping[Kind, Callable[[QtBot, MainWindow, Kind], QMenu]]] = {
    Person: in_list("people"),
    Award: of_person,
    Plan: of_person,
    Customer: in_list("customers"),
    Association: of_customer,
    Project: in_list("projects"),
    Event: in_list("agenda"),
    Deadline: in_list("agenda"),
    Engagement: in_list("agenda", "engagements"),
    Enrollment: in_list("data", "partner"),
    Reported: in_list("data", "figures"),
    HeldSpecialization: in_list("specializations"),
}


def press(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    assert action.isEnabled()
    action.trigger()
    menu.deleteLater()


def attached(window: MainWindow) -> set[str]:
    assert window.session is not None
    return {
        one.about for one in window.session.snapshot.facts.attachments.values() if one.name == "proof.txt"
    }


def test_every_kind_of_record_that_can_be_edited_has_a_place_for_its_files() -> None:
    assert set(LIST_OF) == MENUS.keys() | IN_SHEETS.keys() | NEVER_EDITED


@pytest.mark.parametrize("kind", MENUS, ids=lambda kind: kind.__name__)
def test_a_file_is_attached_from_the_menu_of_a_record_and_its_past_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, kind: Kind
) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_bytes(b"abc")
    press(MENUS[kind](qtbot, window, kind), "Attached files…")
    (sheet,) = window.findChildren(FilesSheet)
    assert window.session is not None
    with qtbot.waitSignal(window.session.snapshot_changed, timeout=10_000):
        sheet.attach(proof)
    (about,) = attached(window)
    assert about.partition(":")[0] == LIST_OF[kind]
    assert window.session.snapshot.facts.find(kind, about.partition(":")[2]) is not None
    sheet.accept()
    menu = MENUS[kind](qtbot, window, kind)
    assert "Attached files (1)…" in [action.text() for action in menu.actions()]
    press(menu, "History of this record…")
    qtbot.waitUntil(lambda: bool(window.findChildren(HistorySheet)), timeout=10_000)


@pytest.mark.parametrize("kind", IN_SHEETS, ids=lambda kind: kind.__name__)
def test_a_file_is_attached_to_a_record_of_a_pack_and_its_past_is_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, kind: Kind
) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_bytes(b"abc")
    window.navigate("reports")
    page = window.page
    assert isinstance(page, ReportsPage)
    assert window.session is not None
    select_rows(page.list, lambda row: row.id == IN_SHEETS[kind])
    sheet = page.records_sheet({})
    sheet.open()
    sheet.section.set_key(LIST_OF[kind])
    sheet.show_facts(window.session.snapshot.facts)
    with qtbot.waitSignal(window.session.snapshot_changed, timeout=10_000):
        sheet.attach(proof)
    assert [about.partition(":")[0] for about in attached(window)] == [LIST_OF[kind]]
    qtbot.mouseClick(sheet.history_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sheet.findChildren(HistorySheet)), timeout=10_000)
    for shown in (*sheet.findChildren(Sheet), sheet):
        shown.accept()


def test_files_go_with_an_award_that_is_taken_out_and_come_back_with_it(
    qtbot: QtBot, session: Session
) -> None:
    award = session.snapshot.facts.awards["a1"]
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.write(
            Message("undo.file-attached", {"name": "badge.png"}),
            (Put(Attachment("f1", "badge.png", "awards:a1", b"abc")),),
        )
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.write(Message("undo.item-removed", {"name": "badge"}), (Remove(Award, award.id),))
    assert not session.snapshot.facts.attachments
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    assert list(session.snapshot.facts.attachments) == ["f1"]


def test_files_of_a_figure_stay_with_it_when_its_day_is_mended(
    qtbot: QtBot, open_session: Callable[[Facts], Session], facts: Facts
) -> None:
    figure = Reported(
        "security", "smb", "usage-growth", facts.deadlines["d1"].due_on.replace(year=2025), points=Decimal(8)
    )
    proof = Attachment("f1", "screen.png", f"reported:{figure.id}", b"abc")
    session = open_session(facts.changed((Put(figure), Put(proof))))
    sheet = any_figure_dialog(session.snapshot, figure, None)
    qtbot.addWidget(sheet)
    sheet.submitted.connect(session.write)
    day: Any = sheet.editor("as_of").widget
    day.set_day(date(2025, 11, 15))
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.submit()
    (now,) = session.snapshot.facts.reported
    assert now != figure.id
    assert session.snapshot.facts.attachments["f1"].about == f"reported:{now}"
