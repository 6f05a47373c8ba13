"""Pictures of every page, painted without a screen: for the README, for looking at, and for the self-test."""

import gc
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from readiness.facts import Put
from readiness.rules import load_rulebook
from readiness.settings import Settings
from readiness.workspace import Workspace
from ui import text, theme
from ui.app import application
from ui.main_window import MainWindow
from ui.pages.look_ahead import LookAhead
from ui.pages.overview import OverviewPage
from ui.pages.registry import PAGES
from ui.pages.side_questions import AboutOne
from ui.session import Session

SIZES: Final = ((1280, 800), (1920, 1080), (1024, 640))
DIALOGS: Final = ("find", "settings", "reminders", "help", "shortcuts", "about", "new")
"""Commands of the window that open a dialog, see `ui.main_window.asking`."""
_WAIT_MS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the window."""

    width: int = 1280
    height: int = 800
    theme: str = "light"
    language: str = "en"

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}-{self.theme}-{self.language}"


def looks(*, quick: bool) -> Iterator[Look]:
    """Every size in both themes and languages; quick: the base size only."""
    for width, height in SIZES[:1] if quick else SIZES:
        for scheme in ("light", "dark"):
            for language in ("en", "fr"):
                yield Look(width, height, scheme, language)


def pictures(folder: Path, file: Path, on: date, wanted: Sequence[Look]) -> tuple[Path, ...]:
    """Paint each page of a partner's file in each look, and the first page without a file.

    Raises:
        WorkspaceError: the file can't be opened.
    """
    app = application(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    session = Session(Workspace.open(file, load_rulebook()), on)
    for look in wanted:
        text.use(look.language)
        theme.use(app, look.theme)
        written += _of_session(folder, session, on, look)
        written.append(_first_page(folder, on, look))
        gc.collect()  # the windows of this look
    session.close()
    wait(lambda: session.is_closed)
    return tuple(written)


def _of_session(folder: Path, session: Session, on: date, look: Look) -> Iterator[Path]:
    window = _window(on, look)
    window.show_session(session)
    window.show()
    blocked = next((a for a, s in session.snapshot.standings.items() if s.blocked_by), "security")
    for page in (*(entry.id for entry in PAGES), f"area/{blocked}"):
        window.navigate(page)
        _settle(window.page, session)
        yield _grabbed(window, folder / f"{page.replace('/', '-')}-{look.name}.png")
        for view in getattr(window.page, "VIEWS", ()):  # other ways in which a page shows the same
            window.page.show_view(view)  # type: ignore[union-attr] # a page that names views shows them
            _settle(window.page, session)
            yield _grabbed(window, folder / f"{page}-{view}-{look.name}.png")
    for name in DIALOGS:
        yield from _dialog(window, name, folder / f"dialog-{name}-{look.name}.png")
    window.take_session()
    window.close()
    window.deleteLater()


def _dialog(window: MainWindow, name: str, path: Path) -> Iterator[Path]:
    """A dialog of the window, alone."""
    window.ask(name)
    _turn()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.grab().save(str(path))
            dialog.reject()
            yield path
    _turn()


def _first_page(folder: Path, on: date, look: Look) -> Path:
    window = _window(on, look)
    window.show_session(None)
    window.show()
    _turn()
    path = _grabbed(window, folder / f"start-{look.name}.png")
    window.close()
    window.deleteLater()
    return path


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
    if page is not None:
        asked = [*page.findChildren(LookAhead), *page.findChildren(AboutOne)]
    wait(lambda: session.is_idle and not any(one.is_about_to_ask for one in asked))
    _turn()


def _grabbed(window: MainWindow, path: Path) -> Path:
    window.grab().save(str(path))
    return path


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


def main(argv: Sequence[str]) -> int:
    """`FOLDER [FILE [DAY]] [--quick]`; without a file the pages show the demo partner."""
    words = [word for word in argv if word != "--quick"]
    if not words:
        sys.stderr.write("usage: screens FOLDER [FILE [DAY]] [--quick]\n")
        return 2
    on = date.fromisoformat(words[2]) if len(words) > 2 else date.today()  # noqa: DTZ011 - a command of its own
    wanted = tuple(looks(quick="--quick" in argv))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(words[1]) if len(words) > 1 else _demo(Path(folder), on)
        for path in pictures(Path(words[0]), file, on, wanted):
            sys.stdout.write(f"{path}\n")
    return 0


def _demo(folder: Path, on: date) -> Path:
    from readiness.demo import demo_facts  # noqa: PLC0415 - where no file is named

    rulebook = load_rulebook()
    facts = demo_facts(rulebook, on)
    file = folder / "demo.readiness"
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
