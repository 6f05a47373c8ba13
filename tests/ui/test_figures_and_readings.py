"""What Partner Center shows is typed in, open rules are read another way, quiet lines say what counts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from readiness.assess import Finding
from readiness.demo import demo_facts
from readiness.facts import Choices, Facts, Put, Reported
from readiness.rules import Rulebook
from readiness.snapshot import metrics_of
from tests.ui.hands import alone
from ui.dialogs.editors import Choice, Day, Number
from ui.dialogs.forms import FormSheet
from ui.pages.area import AreaPage
from ui.session import Session

Opened = Callable[[Facts], Session]
DAY = date(2026, 11, 24)
GROWTH = "usage-growth"


@pytest.fixture
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, DAY)


@pytest.fixture
def session(open_session: Opened, demo: Facts) -> Session:
    return open_session(demo)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> AreaPage:
    return alone(qtbot, session, AreaPage(session, "data-ai"), 1100, 800)


def sheet_of(page: AreaPage) -> FormSheet:
    (sheet,) = [sheet for sheet in page.findChildren(FormSheet) if sheet.isVisible()]
    return sheet


def growth(session: Session) -> Finding:
    track = session.snapshot.standings["data-ai"].finding.because[0]
    return next(metric for metric in metrics_of(track) if metric.rule == GROWTH)


def fill(sheet: FormSheet, *, points: str = "", value: str = "", source: str | None = None) -> None:
    for key, words in (("points", points), ("value", value)):
        editor = sheet.editor(key)
        assert isinstance(editor, Number)
        editor.widget.setText(words)
    if source is not None:
        chosen = sheet.editor("source")
        assert isinstance(chosen, Choice)
        chosen.widget.setCurrentIndex(["", "records", "reported"].index(source))


def test_a_figure_is_entered_and_counts_when_it_is_chosen(
    qtbot: QtBot, session: Session, page: AreaPage
) -> None:
    assert growth(session).basis == "records"
    page.enter_figure(GROWTH)
    fill(sheet_of(page), points="12.5", source="reported")
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        sheet_of(page).submit()
    found = growth(session)
    assert (found.basis, found.points) == ("reported", Fraction(25, 2))
    assert session.snapshot.facts.choices.metric_source == {"data-ai/usage-growth": "reported"}
    card = next(card for card in page.metrics if card.finding.rule == GROWTH)
    assert card.finding.points == Fraction(25, 2)
    assert [part.rule for part in found.because if part.rule == "difference"], "the records stand beside it"


def test_without_a_choice_the_records_count_and_the_figure_stands_beside(
    qtbot: QtBot, session: Session, page: AreaPage
) -> None:
    before = growth(session).points
    page.enter_figure(GROWTH)
    fill(sheet_of(page), value="3")
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        sheet_of(page).submit()
    assert growth(session).points == before
    (note,) = [part for part in growth(session).because if part.rule == "difference"]
    assert note.found.slots["shown"] == 3


def test_an_empty_figure_is_refused_in_words_and_a_known_one_can_be_taken_back(
    qtbot: QtBot, open_session: Opened, demo: Facts
) -> None:
    known = Reported("data-ai", "smb", GROWTH, DAY, points=Decimal(5))
    session = open_session(demo.changed([Put(known)]))
    page = AreaPage(session, "data-ai")
    qtbot.addWidget(page)
    page.show_snapshot(session.snapshot)
    page.show()
    page.enter_figure(GROWTH)
    sheet = sheet_of(page)
    day = sheet.editor("as_of")
    assert isinstance(day, Day)
    fill(sheet)
    day.widget.set_day(date(2026, 11, 1))
    sheet.submit()
    assert sheet.isVisible()
    day.widget.set_day(DAY)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        sheet.submit()
    assert known.id not in session.snapshot.facts.reported


@pytest.mark.parametrize(
    ("words", "is_taken"), [("12,5x", False), ("\N{MINUS SIGN}3", True), ("1 000", True)]
)
def test_a_value_is_a_number_also_below_zero(page: AreaPage, words: str, *, is_taken: bool) -> None:
    page.enter_figure(GROWTH)
    sheet = sheet_of(page)
    fill(sheet, value=words)
    sheet.submit()
    assert sheet.isVisible() is not is_taken


def test_the_figure_asked_for_is_that_of_the_line_chosen(page: AreaPage) -> None:
    card = page.metrics[-1]
    card.chosen.emit(card.finding.rule)
    page.enter_figure()
    sheet = sheet_of(page)
    assert sheet.isVisible()
    sheet.reject()
    (action,) = page.metrics[0].actions()
    action.trigger()
    assert sheet_of(page) is not sheet


def test_an_open_rule_is_read_as_chosen_and_the_score_follows(
    qtbot: QtBot, session: Session, page: AreaPage
) -> None:
    page.choose_readings()
    sheet = sheet_of(page)
    assert all(
        isinstance(sheet.editor(name), Choice) for name in ("every-metric", "azure-growth", "smb-share")
    )
    growth_choice = sheet.editor("azure-growth")
    assert isinstance(growth_choice, Choice)
    growth_choice.widget.setCurrentIndex(1)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        sheet.submit()
    assert session.snapshot.facts.choices.readings == {"azure-growth": "trailing-year"}
    reading = growth(session).reading
    assert reading is not None
    assert reading.code == "reading.azure-growth.trailing-year"


def test_a_default_is_not_written_down_and_unknown_choices_stay(
    qtbot: QtBot, open_session: Opened, demo: Facts
) -> None:
    kept = Choices(readings={"azure-growth": "trailing-year", "of-tomorrow": "some"})
    session = open_session(demo.changed([Put(kept)]))
    page = AreaPage(session, "data-ai")
    qtbot.addWidget(page)
    page.show_snapshot(session.snapshot)
    page.show()
    page.choose_readings()
    sheet = sheet_of(page)
    choice = sheet.editor("azure-growth")
    assert isinstance(choice, Choice)
    choice.widget.setCurrentIndex(0)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        sheet.submit()
    assert session.snapshot.facts.choices.readings == {"of-tomorrow": "some"}


def test_the_quiet_lines_wait_for_the_days_of_the_window(
    qtbot: QtBot, open_session: Opened, demo: Facts
) -> None:
    session = open_session(demo)
    page = AreaPage(session, "security")
    qtbot.addWidget(page)
    page.show_snapshot(session.snapshot)
    lines = page.score.lines
    assert lines.isHidden()
    session.snapshot_changed.connect(page.show_snapshot)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.judge()
    assert lines.window_line.text() == "Qualified 2 Nov 2026 to 24 Nov 2026; counts until 30 Apr 2027"
    assert lines.flip_line.isHidden(), "the totals of both tracks say it already"
    assert lines.window_line.toolTip().splitlines()[-1].startswith("Nov 2026")


def test_the_way_to_the_other_track_stands_under_the_score(
    qtbot: QtBot, session: Session, page: AreaPage
) -> None:
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.judge()
    assert page.score.lines.flip_line.text().startswith(
        "In the Enterprise track the total would change by \N{MINUS SIGN}28.0 points."
    )
