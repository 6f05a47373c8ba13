"""Memory of the window at its start and after a walk through its pages, beside a window with nothing in it.

Resident memory of a process of its own each, once nothing is under way; as Linux tells it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure, main

_EMPTY = "an empty window"
_SIZES = (
    ("25 people", (25, 75, 10, 1_000), (5.2, 7.3)),
    ("10,000 people, 100,000 values of usage", (10_000, 30_000, 1_000, 100_000), (6.9, 8.9)),
)
"""People, awards, customers and values; and how many times the memory of an empty window it may take at the
start and after the walk: a tenth more than it took when this was written."""


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    from benchmarks.partners import TODAY, partner_with  # noqa: PLC0415 - not in the process that is measured
    from readiness.facts import Put  # noqa: PLC0415 - likewise
    from readiness.rules import load_rulebook  # noqa: PLC0415 - likewise
    from readiness.workspace import Workspace  # noqa: PLC0415 - likewise

    floor = _told("--empty")[0]
    for name, size, (most_first, most_last) in _SIZES[short:]:
        with tempfile.TemporaryDirectory() as folder:
            file, rulebook = Path(folder) / "partner.readiness", load_rulebook()
            facts = partner_with(*size, rulebook)
            Workspace.create(file, "Partner", rulebook, map(Put, facts.all())).close()
            at_start, after_walk = _told("--walk", str(file), TODAY.isoformat())
        for when, megabytes, most_times in (
            ("at the start", at_start, most_first),
            ("after all pages and an edit", after_walk, most_last),
        ):
            yield Figure(f"memory {when}, {name}", megabytes, floor, _EMPTY, most_times=most_times, unit="MB")


def _told(*words: str) -> list[float]:
    """Megabytes that a process of its own says of itself."""
    command = [sys.executable, "-P", "-m", "benchmarks.memory", *words]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=environment)
    megabytes: list[float] = json.loads(done.stdout)
    return megabytes


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _empty() -> list[float]:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - in the process that is measured
    from PySide6.QtWidgets import QApplication, QMainWindow, QWidget  # noqa: PLC0415 - likewise

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    window.resize(1280, 800)
    window.show()
    QTimer.singleShot(500, app.quit)
    app.exec()
    return [_megabytes()]


def _walk(file: Path, on: date) -> list[float]:
    """At the start, when the judging is over; and after each page was seen, and one edit."""
    from benchmarks.windows import edit, until, until_quiet  # noqa: PLC0415 - in the process that is measured
    from ui.app import Folders, Wiring, application  # noqa: PLC0415 - likewise
    from ui.pages.registry import PAGES  # noqa: PLC0415 - likewise

    wiring = Wiring(application(["memory"]), on, Folders(file.parent / "config", file.parent / "data"))
    wiring.start(file)
    window = wiring.window
    session = window.session
    if session is None:
        raise FileNotFoundError(file)
    until_quiet(session, 1)
    told = [_megabytes()]
    for page in (*(entry.id for entry in PAGES), "area/security", "overview"):
        window.navigate(page)
        until_quiet(session)
    edit(session)
    until_quiet(session)
    told.append(_megabytes())
    window.close()
    until(lambda: session.is_closed)
    wiring.end()
    return told


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--empty"]:
            print(json.dumps(_empty()))
        case ["--walk", file, day]:
            print(json.dumps(_walk(Path(file), date.fromisoformat(day))))
        case _:
            sys.exit(main(measure))
