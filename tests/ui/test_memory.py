"""A day of use holds no more than its first minutes: dialogs, charts, pages and files leave nothing."""

import gc
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidgetItem
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts
from readiness.facts import Put
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ui.holding import (
    HAS_MEMORY,
    Act,
    Holding,
    dialogs,
    growth,
    more_after,
    open_and_close,
    turn,
    ways_to_dialogs,
)
from ui.app import Wiring
from ui.chart_view import ChartView
from ui.main_window import MainWindow
from ui.pages.people_rows import PersonRow
from ui.pages.registry import AHEAD
from ui.screens.dialogs import Ground, every_dialog
from ui.session import Session
from ui.widgets import Sheet

pytestmark = pytest.mark.skipif(not HAS_MEMORY, reason="memory is read where Linux tells of it")
LONG = (
    *(pytest.mark.long, pytest.mark.timeout(4 * 3600)),
    pytest.mark.no_qt_log,  # which keeps every message, to the end of the test
)
MOST_MEGABYTES = 20
SOME = 10_000
"""Blocks of memory that are kept for a while, as those of the last questions are."""


def is_flat(more: Holding, turns: int) -> bool:
    return not more.of_qt and more.of_python < SOME + 20 * turns and more.megabytes < MOST_MEGABYTES


@pytest.fixture
def window(open_window: Callable[[Session | None], MainWindow], demo: Session) -> MainWindow:
    return open_window(demo)


@pytest.fixture
def settle(qtbot: QtBot, window: MainWindow) -> Act:
    session = window.session
    assert session is not None
    return lambda: qtbot.waitUntil(lambda: session.is_idle, timeout=30_000)


@pytest.mark.parametrize("openings", [50, pytest.param(2_000, marks=LONG)])
def test_dialogs_that_were_closed_are_gone(
    window: MainWindow, demo: Session, settle: Act, openings: int
) -> None:
    opened: Counter[str] = Counter()

    def each_once() -> None:
        for words, way in ways_to_dialogs(window, demo, settle):
            opened[words] += bool(open_and_close(window, way, settle))

    each_once()
    assert opened.total() >= 20
    turns = -(-openings // opened.total())
    more = more_after(each_once, turns, warm=max(1, turns // 10))
    assert is_flat(more, turns), (more, opened)


@pytest.mark.parametrize("openings", [50, pytest.param(2_000, marks=LONG)])
def test_a_dialog_of_every_kind_is_gone_when_it_was_closed(
    window: MainWindow, demo: Session, settle: Act, tmp_path: Path, openings: int
) -> None:
    """Also of the kinds that the pages ask for about a record that is selected, or when something failed."""
    makers = [make for _, make in every_dialog(Ground(window, demo.workspace, demo.snapshot, tmp_path))]

    def each_once() -> None:
        for make in makers:
            open_and_close(window, lambda make=make: make().open(), settle)  # type: ignore[misc]

    turns = -(-openings // len(makers))
    more = more_after(each_once, turns, warm=max(1, turns // 10))
    assert is_flat(more, turns), more


def test_a_dialog_that_is_kept_is_noticed(window: MainWindow, settle: Act) -> None:
    """The positive control."""
    kept: list[Sheet] = []

    def open_sheet() -> None:
        kept.append(Sheet("Kept", "", window))
        kept[-1].finished.disconnect()
        kept[-1].open()

    more = more_after(lambda: open_and_close(window, open_sheet, settle), 5)
    assert more.of_qt["Sheet"] == 5
    assert not is_flat(more, 5)


def test_no_wrapper_of_a_layouts_item_is_held(window: MainWindow, settle: Act) -> None:
    """Qt takes such items down unseen; what comes to lie in their place would be taken for them."""
    for dialog in ("settings", "help", "new"):
        window.ask(dialog)
        turn()
        held = [thing for thing in gc.get_referrers(QWidgetItem) if isinstance(thing, QWidgetItem)]
        assert held == []
        for shown in dialogs(window):
            shown.reject()
        settle()


def test_no_wrapper_of_a_form_is_held(window: MainWindow, settle: Act) -> None:
    """Qt has long taken it down; counted among the objects of Qt it is not seen."""
    window.navigate("people")
    settle()
    assert window.page is not None
    add = next(b for b in window.page.findChildren(QAbstractButton) if b.text() == "Add person")

    def open_form() -> None:
        assert open_and_close(window, add.click, settle)

    def areas() -> int:
        gc.collect()
        return sum(isinstance(thing, QScrollArea) for thing in gc.get_objects())

    open_form()
    before = areas()
    for _ in range(3):
        open_form()
    assert areas() == before


def test_memory_that_is_kept_is_noticed() -> None:
    """The positive control."""
    kept: list[bytes] = []
    assert not is_flat(more_after(lambda: kept.append(b"x" * 1_000_000), 25), 25)


_CHARTS = {"overview": "", "people": "Renewals", "customers": "Kept and lost", "area": ""}


@pytest.mark.parametrize("times", [10, pytest.param(2_000, marks=LONG)])
def test_charts_are_redrawn_on_one_canvas(
    qtbot: QtBot, window: MainWindow, demo: Session, settle: Act, times: int
) -> None:
    for page, words in _CHARTS.items():
        window.navigate(page if page != "area" else f"area/{next(iter(demo.snapshot.standings))}")
        settle()
        assert window.page is not None
        for button in window.page.findChildren(QAbstractButton):
            if words and words in (button.text(), button.accessibleName()) and not button.isChecked():
                button.click()
        qtbot.waitUntil(lambda: bool(_charts(window)), timeout=30_000)
        for chart in _charts(window):
            qtbot.waitUntil(lambda chart=chart: chart.is_drawn, timeout=30_000)  # type: ignore[misc]
            _redraw(qtbot, chart, times)


def _charts(window: MainWindow) -> list[ChartView]:
    """Of the page that is shown."""
    assert window.page is not None
    return [chart for chart in window.page.findChildren(ChartView) if chart.isVisible()]


def _redraw(qtbot: QtBot, chart: ChartView, times: int) -> None:
    width = chart.width()
    drawn: list[int] = []
    chart.drawn.connect(lambda: drawn.append(1))

    def redraw() -> None:
        with qtbot.waitSignal(chart.drawn, timeout=20_000):
            chart.resize(width - (chart.width() == width), chart.height())

    canvases = _canvases()
    more = more_after(redraw, times, warm=5, often=100)
    assert len(drawn) >= times
    assert _canvases() == canvases
    assert is_flat(more, times), more


def _canvases() -> int:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - as late as in the window

    return sum(isinstance(thing, FigureCanvasAgg) for thing in gc.get_referrers(FigureCanvasAgg))


@pytest.mark.parametrize("times", [5, pytest.param(200, marks=LONG)])
def test_a_window_that_is_built_anew_lets_its_old_pages_go(
    qtbot: QtBot, window: MainWindow, settle: Act, times: int
) -> None:
    def build() -> None:
        for page in ("overview", "people", "agenda"):
            window.navigate(page)
            settle()
        window.build()
        turn()
        settle()
        qtbot.waitUntil(lambda: window.leftovers.are_gone)

    more = more_after(build, times, warm=max(2, times // 10))
    assert is_flat(more, times), more


def test_what_pages_have_held_is_freed_without_a_search_for_garbage(
    qtbot: QtBot, window: MainWindow, settle: Act
) -> None:
    window.navigate("people")
    assert window.page is not None
    settle()
    window.navigate("overview")
    gc.collect()
    assert _people_rows(), "the page is there, so this finds what it looks for"
    assert not gc.isenabled()
    window.build()
    qtbot.waitUntil(lambda: not _people_rows())


def _people_rows() -> int:
    return sum(isinstance(thing, PersonRow) for thing in gc.get_objects())


def test_a_page_made_ahead_goes_with_the_window_that_has_no_place_for_it_yet(
    window: MainWindow, settle: Act
) -> None:
    def build() -> None:
        settle()
        assert window.prepare_next()
        window.build()
        turn()
        settle()

    assert not more_after(build, 3).of_qt


@pytest.fixture
def two_files(tmp_path: Path, rulebook: Rulebook, today: date) -> tuple[Path, Path]:
    """Two partners like the demo."""
    files = tmp_path / "a.readiness", tmp_path / "b.readiness"
    for file in files:
        facts = demo_facts(rulebook, today)
        Workspace.create(file, file.stem, rulebook, map(Put, facts.all())).close()
    return files


@pytest.fixture
def open_both(
    qtbot: QtBot, start: Callable[[Path | None], Wiring], two_files: tuple[Path, Path]
) -> Callable[[], None]:
    """Opens both files, the one in place of the other, and closes the second."""
    wiring = start(two_files[0])
    for module in AHEAD:  # as it is once the window was left alone for a moment
        import_module(module)
    qtbot.waitUntil(lambda: not wiring.window.prepare_next(), timeout=30_000)

    def open_file(file: Path) -> None:
        wiring.window.open_asked.emit(file)
        qtbot.waitUntil(lambda: _is_open(wiring, file), timeout=30_000)
        turn()

    def act() -> None:
        for file in reversed(two_files):
            open_file(file)
        wiring.window.close_file()  # what is prepared of its pages goes with it
        qtbot.waitUntil(lambda: not wiring.findChildren(Session), timeout=30_000)

    return act


def test_files_that_were_closed_are_gone(open_both: Act) -> None:
    more = more_after(open_both, 3, warm=3)
    assert is_flat(more, 3), more


@pytest.mark.parametrize(
    ("left", "is_small"),
    [(0, True), pytest.param(60_000, False, id="the positive control")],
)
@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
@pytest.mark.no_qt_log
def test_two_thousand_files_one_after_the_other_would_leave_little(
    open_both: Act, left: int, *, is_small: bool
) -> None:
    """As the later half of 160 says; the control leaves 60,000 bytes each time."""
    kept: list[bytes] = []

    def act() -> None:
        open_both()
        kept.append(b"x" * left)

    each = growth(act, 80)
    assert (1_000 * each < MOST_MEGABYTES) is is_small, each


def test_growth_is_seen_behind_a_first_half_that_takes_more() -> None:
    """The positive control: megabytes at first are no growth, and some thousands of bytes each time are."""
    kept: list[bytes] = []
    sizes = iter([*[1_000_000] * 20, *[0] * 20, *[0] * 20, *[100_000] * 20])

    def take() -> None:
        kept.append(b"x" * next(sizes))

    assert growth(take, 40) == pytest.approx(0, abs=0.02)
    assert growth(take, 40) == pytest.approx(0.1, abs=0.03)


def _is_open(wiring: Wiring, file: Path) -> bool:
    session = wiring.window.session
    others = [one for one in wiring.findChildren(Session) if one is not session]
    return session is not None and session.workspace.path == file and session.is_idle and not others
