"""Shows every page and dialog there is, one after the other, as soon as all that belongs to it is there."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from readiness.reminders import due_reminders
from readiness.settings import Settings
from ui import text, theme
from ui.chart_view import ChartView
from ui.main_window import MainWindow
from ui.main_window.reminder_bar import ReminderBar
from ui.main_window.reminding import lines
from ui.main_window.shell import START
from ui.pages.look_ahead import LookAhead
from ui.pages.overview import OverviewPage
from ui.pages.registry import PAGES
from ui.pages.side_questions import AboutOne
from ui.screens.looks import Look
from ui.session import Session

_WAIT_MS: Final = 20_000
_ROUNDS: Final = 10


def shown(app: QApplication, session: Session, on: date, look: Look) -> Iterator[tuple[str, QWidget]]:
    """Every page and dialog of a partner's file in one look, by name; last the first page without a file."""
    text.use(look.language)
    theme.use(app, look.theme)
    window = _window(on, look)
    window.show_session(session)
    window.show()
    yield from _pages(window, session)
    yield from _reminded(window, session)
    yield from _dialogs(window, session)
    window.take_session()
    yield from _locked(window, session)
    _close(window)
    first = _window(on, look)
    first.show_session(None)
    first.show()
    _turn()
    yield "start", first
    _close(first)


def _close(window: MainWindow) -> None:
    window.close()
    window.deleteLater()


def _pages(window: MainWindow, session: Session) -> Iterator[tuple[str, QWidget]]:
    """Show each page in each of its views, as soon as all that comes from the worker is there."""
    blocked = next((a for a, s in session.snapshot.standings.items() if s.blocked_by), "security")
    for page in (*(entry.id for entry in PAGES), f"area/{blocked}"):
        window.navigate(page)
        seen, name = window.page, page.replace("/", "-")
        _unmark(window)
        _settle(seen, session)
        yield name, window
        for view in getattr(seen, "VIEWS", ()):  # other ways in which a page shows the same
            seen.show_view(view)  # type: ignore[union-attr] # a page that names views shows them
            _settle(seen, session)
            yield f"{name}-{view}", window


def _unmark(window: MainWindow) -> None:
    """As one sees a page before the first key."""
    content = window.centralWidget()
    if content is not None:
        content.setFocus()


def _reminded(window: MainWindow, session: Session) -> Iterator[tuple[str, QWidget]]:
    """Show the first page with what is near above it, where anything is."""
    found = due_reminders(session.snapshot.agenda, {}, session.on)
    if not found:
        return
    window.navigate(START)
    _unmark(window)
    window.remind(" · ".join(lines(found, session.on)))
    _settle(window.page, session)
    yield "overview-reminded", window
    for bar in window.findChildren(ReminderBar):
        bar.close_bar()
    _turn()


def _locked(window: MainWindow, session: Session) -> Iterator[tuple[str, QWidget]]:
    """Show what is left of a file with a password when nobody is there."""
    window.show_locked(session.workspace.path)
    _turn()
    yield "locked", window


def _dialogs(window: MainWindow, session: Session) -> Iterator[tuple[str, QDialog]]:
    """Open each dialog over the window, show it, and close it again; the palette is the last."""
    from ui.screens.dialogs import Ground, every_dialog  # noqa: PLC0415 - loads every dialog there is

    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(window, session.workspace, session.snapshot, Path(folder))
        for name, make in every_dialog(ground):
            dialog = make()
            dialog.open()
            _turn()
            yield name.replace(":", "-"), dialog
            dialog.reject()
            _turn()
    window.ask("find")
    _turn()
    for palette in (one for one in window.findChildren(QDialog) if one.isVisible()):
        yield "Palette", palette
        palette.reject()
    _turn()


def _window(on: date, look: Look) -> MainWindow:
    window = MainWindow(on, Settings(theme=look.theme))
    window.resize(look.width, look.height)
    return window


def _settle(page: QWidget | None, session: Session) -> None:
    """Wait for what comes from the worker: the chart, the days of the window, what is to come, a preview."""
    _turn()
    if isinstance(page, OverviewPage):
        wait(lambda: page.progress.chart.is_drawn)
    asked: list[LookAhead | AboutOne] = []
    charts: list[ChartView] = []
    if page is not None:
        asked = [*page.findChildren(LookAhead), *page.findChildren(AboutOne)]
        charts = page.findChildren(ChartView)

    def is_quiet() -> bool:
        is_asking = any(one.is_about_to_ask for one in asked)
        return session.is_idle and not is_asking and not any(chart.is_about_to_draw for chart in charts)

    for _ in range(_ROUNDS):
        wait(is_quiet)
        _turn()
        if is_quiet():  # else what came was laid out anew, and a chart is drawn again for its new room
            return


def _turn() -> None:
    """Let Qt lay out, paint and deliver what is queued."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def wait(done: Callable[[], bool]) -> None:
    """Turn the event loop until it is done; after twenty seconds it goes on."""
    loop = QEventLoop()
    ticker, limit = QTimer(), QTimer()
    ticker.timeout.connect(lambda: loop.quit() if done() else None)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    ticker.start(10)
    limit.start(_WAIT_MS)
    if not done():
        loop.exec()
    ticker.stop()
    limit.stop()
