"""From an edit to the page painted with it, at 10,000 people, beside the commit and the painting alone."""

import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from benchmarks.figures import Figure, main
from benchmarks.partners import TODAY, partner_of
from benchmarks.windows import until
from readiness.facts import Put
from readiness.problems import Message
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
from ui import text, theme
from ui.app import application
from ui.main_window import MainWindow
from ui.session import Session

PEOPLE, AWARDS = 10_000, 30_000
PAGES = ("overview", "people")


class Painted(QObject):
    """Counts the paint events of the whole window."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    runs = 5 if short else 25
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(sys.argv[:1])
    text.use("en")
    theme.use(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        session = Session(_workspace(Path(folder) / "partner.readiness"), TODAY)
        window = MainWindow(TODAY)
        window.show_session(session)
        window.show()
        session.start()
        for page in PAGES:
            window.navigate(page)
            until(lambda: session.is_idle)
            floor = _commit(Path(folder) / f"{page}.floor", runs) + _median(window.repaint, runs)
            took = statistics.median(_edits(session, runs))
            name = f"edit to {page} repainted, {PEOPLE:,} people"
            yield Figure(name, took, floor, "commit of one row, repaint of the window", at_most=0.1)
        session.close()
        until(lambda: session.is_closed)
        window.take_session()
        window.close()


def _workspace(file: Path) -> Workspace:
    rulebook = load_rulebook()
    facts = partner_of(PEOPLE, AWARDS, rulebook)
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    return Workspace.open(file, rulebook)


def _edits(session: Session, runs: int) -> list[float]:
    """Each moves the end of one award that counts, and is timed until the window is painted again."""
    painted = Painted()
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("no application")
    app.installEventFilter(painted)
    award = next(award for award in session.snapshot.facts.awards.values() if award.id.startswith("more-"))
    taken = []
    for n in range(runs + 1):
        until(lambda: session.is_idle)
        changed = replace(award, expires_on=TODAY + timedelta(days=100 + n))
        before = session.snapshot
        start = time.perf_counter()
        session.write(Message("undo.award"), (Put(changed),))
        until(lambda before=before: session.snapshot is not before)  # type: ignore[misc] # bound per turn
        seen = painted.count
        until(lambda seen=seen: painted.count > seen)  # type: ignore[misc] # bound per turn
        taken.append(time.perf_counter() - start)
    app.removeEventFilter(painted)
    return taken[1:]


def _commit(path: Path, runs: int) -> float:
    """A row updated and committed as safely as a workspace does it."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE award (id INTEGER PRIMARY KEY, ends TEXT)")
    connection.execute("INSERT INTO award VALUES (1, '')")
    numbers = itertools.count()
    taken = _median(lambda: connection.execute("UPDATE award SET ends = ?", (str(next(numbers)),)), runs)
    connection.close()
    return taken


def _median(act: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main(measure))
