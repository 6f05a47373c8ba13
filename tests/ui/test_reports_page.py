"""Reports: choosing a format, looking at the pages, saving."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.pages.reports import FORMATS, ReportsPage
from ui.session import Session
from ui.widgets import select_rows


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ReportsPage:
    made = ReportsPage(session)
    qtbot.addWidget(made)
    session.snapshot_changed.connect(made.show_snapshot)
    made.resize(1080, 720)
    made.show()
    return made


def choose(page: ReportsPage, ending: str) -> None:
    select_rows(page.list, lambda row: row.id == ending)


def test_the_pages_are_shown_before_anything_is_saved(
    qtbot: QtBot, session: Session, page: ReportsPage
) -> None:
    page.show_snapshot(session.snapshot)
    qtbot.waitUntil(lambda: bool(page.pages.pages), timeout=60_000)
    first = page.pages.pages[0]
    assert first.height() > first.width() > 200, "a page on end"


@pytest.mark.parametrize(
    ("ending", "begin"),
    [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b""), ("ics", b"BEGIN:VCALENDAR"), ("json", b"{")],
)
def test_each_format_is_saved_and_said(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, ending: str, begin: bytes
) -> None:
    choose(page, ending)
    out = tmp_path / f"readiness.{ending}"
    with qtbot.waitSignal(page.message, timeout=60_000) as said:
        page.save_as(out)
    assert said.args == [f"Saved as readiness.{ending}."]
    assert out.read_bytes().startswith(begin)


def test_options_are_those_of_the_format(page: ReportsPage) -> None:
    for ending, paper, table in (("pdf", True, False), ("csv", False, True), ("xlsx", False, False)):
        choose(page, ending)
        assert (page.paper.isVisible(), page.table.isVisible()) == (paper, table)
    assert {entry.id for entry in FORMATS} == {"pdf", "xlsx", "csv", "ics", "json"}
