"""The overview: six cards, the way to an area, the chart, the next thirty days, days without rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts
from readiness.facts import AREAS, Change, Choices, Enrollment, Facts, Put, Reported
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Host, Workspace
from tests.ui.geometry import ELLIPSIS, painted
from ui import text, theme
from ui.main_window import MainWindow
from ui.pages.area import AreaPage
from ui.pages.next_days import upcoming
from ui.pages.overview import OverviewPage
from ui.session import Session

Open = Callable[[Session | None], MainWindow]


def overview(window: MainWindow) -> OverviewPage:
    page = window.page
    assert isinstance(page, OverviewPage)
    return page


def test_each_card_says_its_area_score_day_and_what_matters(demo: Session, open_window: Open) -> None:
    page = overview(open_window(demo))
    assert [card.area for card in page.cards] == list(AREAS)
    for card in page.cards:
        standing = demo.snapshot.standings[card.area]
        said = card.accessibleName()
        assert text.area_name(card.area) in said
        assert f"{standing.shown} of 100 on 24 Nov 2026" in said
    blocked = page.cards[AREAS.index("modern-work")].accessibleName()
    assert "Blocked: advanced certifications at 0" in blocked


def test_a_card_says_through_which_month_usage_is_known_where_the_last_one_is_not_in(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = overview(open_window(demo))
    assert "usage through" not in page.cards[0].accessibleName()
    demo.look(date(2026, 12, 5))
    qtbot.waitUntil(lambda: "on 5 Dec 2026" in page.cards[0].accessibleName(), timeout=20_000)
    assert all("usage through Oct 2026." in card.accessibleName() for card in page.cards)


def test_a_day_without_rules_is_no_zero(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    page = overview(open_window(demo))
    demo.look(date(2021, 1, 15))
    qtbot.waitUntil(lambda: "2021" in page.cards[0].accessibleName())
    for card in page.cards:
        said = card.accessibleName()
        assert "No rules are known for this day" in said
        assert "0 of 100" not in said


def test_a_click_on_a_card_opens_its_area_and_back(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    window = open_window(demo)
    qtbot.mouseClick(overview(window).cards[4], Qt.MouseButton.LeftButton)
    page = window.page
    assert isinstance(page, AreaPage)
    assert page.area == "modern-work"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert isinstance(window.page, OverviewPage)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_card_is_opened_from_the_keyboard(
    qtbot: QtBot, demo: Session, open_window: Open, key: Qt.Key
) -> None:
    window = open_window(demo)
    card = overview(window).cards[0]
    card.setFocus()
    qtbot.keyClick(card, key)
    assert isinstance(window.page, AreaPage)


@pytest.mark.parametrize(("width", "columns"), [(1920, 3), (1280, 2), (1024, 2)])
def test_cards_stand_in_as_many_columns_as_there_is_room_for(
    qtbot: QtBot, demo: Session, open_window: Open, width: int, columns: int
) -> None:
    window = open_window(demo)
    window.resize(width, 800)
    page = overview(window)
    qtbot.waitUntil(lambda: page.width() > width - 220 and page.next_days.isVisible())
    assert len({card.x() for card in page.cards}) == columns
    assert page.cards[0].is_full == (width >= theme.WIDE)
    beside = page.next_days.x() > page.cards[0].geometry().right()
    assert beside == (width >= theme.NARROW)


def test_nothing_overlaps_and_nothing_leaves_the_page(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    window = open_window(demo)
    page = overview(window)
    shown = (page.head, *page.cards, page.progress, page.next_days, page.changed)
    qtbot.waitUntil(lambda: all(widget.isVisible() for widget in shown))
    for width in (700, 1024, 1280, 1599, 1600, 1920, 2560):
        window.resize(width, 900)
        qtbot.waitUntil(lambda width=width: page.width() >= width - 220)  # type: ignore[misc]
        boxes = [w.geometry() for w in shown]
        assert all(box.left() >= 0 and box.right() < page.width() for box in boxes)
        assert not [1 for i, one in enumerate(boxes) for other in boxes[:i] if one.intersects(other)]


def test_the_cards_are_painted_first_and_the_chart_follows(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    window = MainWindowSpy(open_window, demo)
    qtbot.waitUntil(lambda: window.page.progress.chart.is_drawn, timeout=20_000)
    spoken = window.page.progress.chart.accessibleName()
    assert "Modern Work: 72.8" in spoken


class MainWindowSpy:
    """Looks at the overview before anything was drawn."""

    def __init__(self, open_window: Open, session: Session) -> None:
        self.page = overview(open_window(session))
        assert not self.page.progress.chart.is_drawn


def test_the_chart_turns_into_its_table_and_names_the_value_under_the_pointer(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = overview(open_window(demo))
    qtbot.waitUntil(lambda: page.progress.chart.is_drawn, timeout=20_000)
    tip = page.progress.chart.tip
    assert tip is not None
    assert tip(5, 4).startswith("Modern Work, Net customer adds: 16.0 points")
    assert tip(99, 4) == ""
    assert tip(5, 7) == ""
    buttons = {
        button.toolTip(): button for button in page.progress.findChildren(type(page.progress.as_table))
    }
    qtbot.mouseClick(buttons["Show as table"], Qt.MouseButton.LeftButton)
    assert page.progress.as_table.toolTip() == "Show as chart"
    qtbot.mouseClick(page.progress.as_table, Qt.MouseButton.LeftButton)
    assert page.progress.as_table.toolTip() == "Show as table"


def test_the_next_days_are_those_that_are_open_and_due_within_thirty(demo: Session) -> None:
    snapshot = demo.snapshot
    items = upcoming(snapshot)
    assert items
    assert all(timedelta(0) <= item.due_on - snapshot.on <= timedelta(30) for item in items)
    assert list(items) == sorted(items, key=lambda item: item.due_on)
    assert all(item.done_on is None for item in items)


def test_an_empty_partner_has_a_quiet_overview(
    open_session: Callable[[Facts], Session], open_window: Open
) -> None:
    page = overview(open_window(open_session(Facts())))
    assert "0 of 100" in page.cards[0].accessibleName()
    assert page.grab().width() > 0


def test_the_one_thing_to_do_next_and_what_threatens_come_after_the_picture(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = overview(open_window(demo))
    said = {card.area: card.accessibleName for card in page.cards}
    assert not any("Next:" in words() for words in said.values())
    qtbot.waitUntil(lambda: all("Next:" in words() for words in said.values()), timeout=20_000)
    assert "Next: Pass MS-102 on or before 30 Nov, +15.0." in said["modern-work"]()
    assert "At risk, Qualified. Falls to 62.9 on 7 Dec, 54.9 on 14 Dec." in said["security"]()
    assert said["security"]().endswith("Next: Renew SC-100 and SC-401, keeps 16.0.")
    assert "At risk" not in said["infrastructure"]()


@pytest.mark.parametrize("on", [date(2026, 11, 24), date(2026, 12, 8)])  # then usage of a month is not in
def test_a_card_says_its_whole_name_track_and_status_in_the_longer_language(
    qtbot: QtBot, open_session: Callable[[Facts], Session], open_window: Open, rulebook: Rulebook, on: date
) -> None:
    text.use("fr")
    tracks = {"data-ai": "enterprise", "digital-app-innovation": "enterprise", "security": "smb"}
    due = (
        Put(Enrollment(area, area, date(2025, 11, 20), date(2026, 11, 20), track))  # 30 days to renew
        for area, track in tracks.items()
    )
    session = open_session(demo_facts(rulebook, date(2026, 11, 24)).changed(tuple(due)))
    session.look(on)
    window = open_window(session)
    window.resize(1280, 800)
    cards = [card for card in overview(window).cards if card.area in tracks]
    qtbot.waitUntil(lambda: all("Ensuite" in card.accessibleName() for card in cards), timeout=20_000)
    for card in cards:
        said = [piece for piece in painted(card) if piece.box.top() < 74]
        words = {piece.words for piece in said}
        assert words & {text.area_name(card.area), text.area_name(card.area, "medium")}
        assert words & {"Inscrit (renouvellement dû)", "Renouvellement dû"}
        assert text.name("track", tracks[card.area]) in words
        assert ("À risque" in words) == ("À risque" in card.accessibleName())
        assert not any(ELLIPSIS in piece.words for piece in said)
        for one, other in combinations(said, 2):
            assert not one.box.adjusted(1, 4, -1, -4).intersects(other.box.adjusted(1, 4, -1, -4))


def test_what_changed_is_told_with_its_cause(qtbot: QtBot, demo: Session, open_window: Open) -> None:
    page = overview(open_window(demo))
    qtbot.waitUntil(lambda: page.changed.count > 0, timeout=20_000)
    assert since(page) == "Since the last refresh 20 Oct"
    first, second, *_rest = page.changed.rows.accessibleName().split("\n")
    assert first == "Modern Work, Advanced certifications: \N{MINUS SIGN}15.0. MS-102 of Ines Moreau expired"
    assert second == "Security, Intermediate certifications: +8.0. SC-401 earned by Lea Fischer"
    assert (
        "Data & AI, Infrastructure and Digital & App Innovation, Usage growth: +2.4"
        in page.changed.rows.accessibleName()
    )


def since(page: OverviewPage) -> str:
    """The head of the panel of what changed."""
    # Words that give way while the head is laid out are taken whole.
    said = [getattr(label, "whole", label.text()) for label in page.changed.findChildren(QLabel)]
    said = [words for words in said if words]
    return " ".join(said)


def test_what_changed_counts_from_the_last_visit_by_time_and_by_each_action(
    qtbot: QtBot, tmp_path: Path, rulebook: Rulebook, today: date, open_window: Open
) -> None:
    path, now = tmp_path / "seen.readiness", [datetime(2026, 10, 5, 9, tzinfo=UTC)]
    host = Host(lambda: now[0], "desk", tmp_path / "backups")
    held = [Put(thing) for thing in demo_facts(rulebook, today).all()]
    Workspace.create(path, "Contoso Partner", rulebook, held, host).close()

    def visited(*edits: tuple[Message, tuple[Change, ...]], undo: int = 0) -> tuple[str, str]:
        """What the overview says of changes on one visit, in which these are made, and so many taken back."""
        session = Session(Workspace.open(path, rulebook, host=host), now[0].date())
        page = overview(open_window(session))
        qtbot.waitUntil(lambda: "Changed since" in page.changed.accessibleName(), timeout=20_000)
        for name, changes in edits:
            with qtbot.waitSignal(session.changed, timeout=20_000):
                session.write(name, changes)
        for _step in range(undo):
            with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
                session.undo()
        qtbot.waitUntil(lambda: session.is_idle and not page.ahead.is_about_to_ask, timeout=20_000)
        said = since(page), page.changed.rows.accessibleName()
        with qtbot.waitSignal(session.closed, timeout=20_000):
            session.close()
        return said

    by_hand = Message("undo.figure-entered", {"name": "Total"})
    figure = Reported("security", "smb", "deployments", date(2026, 11, 22), Decimal(1), Decimal(1))
    read = Choices(metric_source={"security/deployments": "reported"})
    assert visited()[0] == "Since the last refresh 20 Sept", (
        "nobody looked at it before: since the last refresh"
    )
    now[0] = datetime(2026, 10, 5, 15, tzinfo=UTC)
    visited()
    now[0] = datetime(2026, 11, 24, 9, tzinfo=UTC)
    title, rows = visited((by_hand, (Put(figure), Put(read))))
    first = "Since your last visit 5 Oct, 15:00"
    assert title == first
    assert "SC-401 earned by Lea Fischer" in rows, "time went on"
    assert "Security, Deployments" in rows
    assert text.say(by_hand) in rows, "and this was done since"
    now[0] = datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert visited()[0] == first, "what was seen earlier today is still new today"
    now[0] = datetime(2026, 11, 25, 9, tzinfo=UTC)
    title, rows = visited()
    assert (title, text.say(by_hand) in rows) == ("Since your last visit 24 Nov, 15:00", False)
    title, rows = visited(undo=1)
    assert f"Taken back: {text.say(by_hand)}" in rows, "it stood when the last visit ended"
    now[0] = datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert "Taken back" not in visited()[1], "it was taken back by then"


def test_an_edit_brings_a_new_answer_and_another_day_too(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = overview(open_window(demo))
    security = page.cards[AREAS.index("security")]
    qtbot.waitUntil(lambda: "Falls to 62.9" in security.accessibleName(), timeout=20_000)
    soon = [a for a in demo.snapshot.facts.awards.values() if a.expires_on and a.expires_on.year == 2026]
    later = tuple(Put(replace(award, expires_on=date(2027, 12, 6))) for award in soon)
    demo.write(Message("undo.award-changed", {"certification": "SC-100", "person": ""}), later)
    qtbot.waitUntil(lambda: "Next:" in security.accessibleName(), timeout=20_000)
    qtbot.waitUntil(lambda: "Falls" not in security.accessibleName(), timeout=20_000)
    demo.look(date(2026, 9, 1))
    qtbot.waitUntil(lambda: since(page) == "Since the last refresh 20 Aug", timeout=20_000)


def test_nothing_is_asked_again_for_the_same_facts_and_day(
    qtbot: QtBot, demo: Session, open_window: Open
) -> None:
    page = overview(open_window(demo))
    qtbot.waitUntil(lambda: page.changed.count > 0, timeout=20_000)
    with qtbot.assertNotEmitted(page.ahead.forgotten, wait=50):
        page.show_snapshot(demo.snapshot)
    with qtbot.waitSignal(page.ahead.forgotten):  # the control: another day is another question
        demo.look(date(2026, 11, 1))
    qtbot.waitUntil(lambda: demo.is_idle, timeout=20_000)
