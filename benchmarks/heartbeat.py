"""How long the window is kept from answering while a person works in it: the longest gap of each step.

10,000 people with 30,000 awards, 1,000 customers with 100,000 values of usage. The floor is the longest gap
while an empty window opens and is made larger.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QPushButton, QTableView, QWidget

from benchmarks.figures import Figure, main
from benchmarks.import_trainings import write_export
from benchmarks.partners import TODAY, partner_with
from benchmarks.windows import Heartbeat, edit, until_still
from readiness import settings
from readiness.editions import Edition
from readiness.facts import Put
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
from ui.app import Folders, Wiring, application
from ui.dialogs.import_preview import ImportDialog
from ui.dialogs.password import PasswordSheet
from ui.main_window import MainWindow
from ui.pages.registry import PAGES
from ui.session import Session

PEOPLE, AWARDS, CUSTOMERS, VALUES = 10_000, 30_000, 1_000, 100_000
AREAS = ("security", "modern-work")
_LOOKS = (("theme", "dark"), ("language", "fr"), ("theme", "light"), ("language", "en"))
_WORD = "correct horse battery"
_WARM = 4.0
"""Seconds without work after which a window that was opened a moment ago is as it stays."""
Step = Callable[[], object]


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    floor = _gap(_empty_window, lambda: QTest.qWait(200)).longest
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _prepare(home)
        wiring = Wiring(app, TODAY, Folders(home / "config", home / "data"))
        wiring.start(home / "partner.readiness")
        is_idle = partial(_is_idle, wiring)
        until_still(is_idle, _WARM)
        for name, step in _walk(wiring.window, home, short=short):
            heart = _gap(step, partial(until_still, is_idle))
            told = f"{name} ({1000 * heart.by_clock:.0f} ms by the clock)"
            yield Figure(told, heart.longest, floor, "an empty window", at_most=0.1)
        wiring.end()


def _is_idle(wiring: Wiring) -> bool:
    """Nothing is under way in the file that is shown, nor in one that is being opened or closed."""
    sessions = wiring.findChildren(Session)
    return wiring.opener.is_idle and all(one.is_closed or one.is_idle for one in sessions)


def _prepare(home: Path) -> None:
    rulebook = load_rulebook()
    settings.save(settings.Settings(language="en", theme="light"), home / "config")
    write_export(home / "trainings.csv", rulebook)
    facts = partner_with(PEOPLE, AWARDS, CUSTOMERS, VALUES, rulebook)
    Workspace.create(home / "partner.readiness", "Partner", rulebook, map(Put, facts.all())).close()
    other = Workspace.create(home / "other.readiness", "Other", rulebook, map(Put, facts.all()))
    other.keeping.set_password(_WORD)
    other.close()


def _empty_window() -> None:
    window = QMainWindow()
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setCentralWidget(QWidget())
    window.show()
    window.resize(1280, 800)
    QTimer.singleShot(100, window, window.close)


def _gap(step: Step, wait: Step) -> Heartbeat:
    """What the heart notes in the step, and after it for as long as `wait` takes."""
    heart = Heartbeat()
    QTimer.singleShot(20, step)
    wait()
    heart.stop()
    return heart


def _walk(window: MainWindow, home: Path, *, short: bool) -> Iterator[tuple[str, Step]]:
    """What a person does, one after the other."""
    for page in [*(entry.id for entry in PAGES[1:]), *(f"area/{area}" for area in AREAS), "overview"]:
        yield f"first visit of {page}", partial(window.navigate, page)
    yield from _lists(window, short=short)
    yield from _dialogs(window, short=short)
    if not short:
        yield from _records(window)
        yield from _views(window)
    yield from _changes(window, home, short=short)
    yield from _looks(window, short=short)
    if not short:
        yield "half a minute later", partial(QTest.qWait, 31_000)  # garbage might be collected by then
    yield from _files(window, home, short=short)


def _lists(window: MainWindow, *, short: bool) -> Iterator[tuple[str, Step]]:
    for page, words in (("people", "son 01"), ("customers", "mer 12"), ("data", "teams"))[2 * short :]:
        yield f"{page} again", partial(window.navigate, page)
        if page == "data":
            yield "100,000 rows of usage", lambda: window.page.show_view("usage")  # type: ignore[union-attr]
        yield f"into the search of {page}", window.find_on_page
        for letter in words[-2:] if short else words:
            yield f"{page} filtered by {letter!r}", partial(_type, window, letter)
        yield f"{page} all again", lambda: _search(window).clear()
        for column in (0, 2) if short else range(_table(window).model().columnCount()):
            yield f"{page} sorted by column {column}", partial(_sort, window, column)
        yield f"{page}: the fortieth row", lambda: _table(window).selectRow(39)
        yield f"{page}: all rows", lambda: _table(window).selectAll()
        yield f"{page} scrolled to its end", lambda: _table(window).scrollToBottom()


def _dialogs(window: MainWindow, *, short: bool) -> Iterator[tuple[str, Step]]:
    """Each is opened and closed; the forms are those of pages with thousands of records behind them."""
    for command in ("find", "settings", "help", "shortcuts")[: 1 if short else None]:
        yield f"the command {command!r}", partial(window.ask, command)
        yield f"{command!r} closed", partial(_reject, window)
    for page in ("people",) if short else ("people", "customers", "projects", "agenda"):
        yield f"{page} again", partial(window.navigate, page)
        yield f"a form on {page}", partial(_add, window)
        yield f"the form on {page} closed", partial(_reject, window)


def _records(window: MainWindow) -> Iterator[tuple[str, Step]]:
    """What is kept of a record, and the form of a funded engagement, which chooses from all people."""
    for page in ("people", "customers"):
        yield f"{page} again", partial(window.navigate, page)
        for words, show in (("history", "show_history"), ("files", "show_files")):
            yield f"the {words} of a record of {page}", partial(_of_record, window, show)
            yield f"the {words} closed", partial(_reject, window)
    yield "agenda again", partial(window.navigate, "agenda")
    yield "the engagements", partial(_show_view, window, "engagements")
    yield "a form on the engagements", partial(_add_engagement, window)
    yield "the form on the engagements closed", partial(_reject, window)


def _views(window: MainWindow) -> Iterator[tuple[str, Step]]:
    """Every way in which a page shows the same, for the first time and again."""
    pages = {"people": ("matrix", "renewals", "person", "table"), "customers": ("gaps", "kept", "table")}
    pages |= {"data": ("sources", "imports", "partner", "figures", "usage"), "agenda": ("table", "agenda")}
    pages |= {"rules": ("difference",), "specializations": ("legacy",)}
    for page, views in pages.items():
        yield f"{page} again", partial(window.navigate, page)
        for view in views:
            yield f"{page} as {view}", partial(_show_view, window, view)
            if page in ("people", "data"):
                yield f"{page} as {view} again", partial(_show_view, window, view)


def _files(window: MainWindow, home: Path, *, short: bool) -> Iterator[tuple[str, Step]]:
    """Another file of that size, which is locked and opened again; at last the window is closed."""
    other = home / "other.readiness"
    yield "another file, which has a password", partial(window.open_asked.emit, other)
    yield "another file opened", partial(_unlock, window)
    for page in () if short else ("people", "customers", "overview"):
        yield f"{page} of the other file", partial(window.navigate, page)
    yield "the file locked", window.lock
    yield "the password asked for again", partial(window.open_asked.emit, other)
    yield "the file unlocked", partial(_unlock, window)
    yield "the window closed, the file sealed", window.close


def _changes(window: MainWindow, home: Path, *, short: bool) -> Iterator[tuple[str, Step]]:
    session = _session(window)
    for page in ("overview", "people")[short:]:
        yield f"{page} again", partial(window.navigate, page)
        yield f"an edit seen on {page}", lambda: edit(session)
        yield f"undo seen on {page}", session.undo
    yield "another day", lambda: session.look(TODAY + timedelta(days=30))
    yield "today again", lambda: session.look(TODAY)
    yield "preview of 10,000 rows", lambda: window.importing.take([home / "trainings.csv"])
    yield "import of 10,000 rows", partial(_agree, window, ImportDialog)
    if not short:
        yield "undo of the import", session.undo
        yield "redo of the import", session.redo
    for ending in () if short else ("xlsx", "pdf"):
        out = home / f"out.{ending}"
        yield f"export as {ending.upper()}", partial(session.export, out, lambda _: None, Edition("en"))


def _looks(window: MainWindow, *, short: bool) -> Iterator[tuple[str, Step]]:
    yield "a smaller window", lambda: window.resize(900, 700)
    for page in ("overview", "people")[short:]:
        yield f"{page} again", partial(window.navigate, page)
        for name, value in _LOOKS[: 2 if short else None]:
            yield f"{page} with {name} {value}", partial(window.change_settings, **{name: value})


def _add(window: MainWindow) -> None:
    window.page.add()  # type: ignore[union-attr]


def _add_engagement(window: MainWindow) -> None:
    window.page.engagements.add()  # type: ignore[union-attr]


def _reject(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.reject()


def _show_view(window: MainWindow, view: str) -> None:
    window.page.show_view(view)  # type: ignore[union-attr]


def _search(window: MainWindow) -> QLineEdit:
    field = window.focusWidget()
    if not isinstance(field, QLineEdit):
        raise TypeError(field)
    return field


def _table(window: MainWindow) -> QTableView:
    return next(view for view in window.findChildren(QTableView) if view.isVisible())


def _sort(window: MainWindow, column: int) -> None:
    _table(window).horizontalHeader().setSortIndicator(column, Qt.SortOrder.DescendingOrder)


def _type(window: MainWindow, letter: str) -> None:
    QTest.keyClicks(_search(window), letter)


def _session(window: MainWindow) -> Session:
    if window.session is None:
        raise RuntimeError("no session")
    return window.session


def _of_record(window: MainWindow, show: str) -> None:
    """Give one of the commands that every record has, about the one that is selected."""
    listing = window.page.listing  # type: ignore[union-attr]
    getattr(listing.records, show)(listing.current)


def _unlock(window: MainWindow) -> None:
    window.findChildren(PasswordSheet)[-1].line.setText(_WORD)
    _agree(window, PasswordSheet)


def _agree(window: QWidget, kind: type[QDialog]) -> None:
    dialog = window.findChildren(kind)[-1]
    next(b for b in dialog.findChildren(QPushButton) if b.property("kind") == "primary").click()


if __name__ == "__main__":
    sys.exit(main(measure))
