"""Pictures of every page and dialog, painted without a screen: to look at, and for the self-test."""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from readiness.facts import Put
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
from ui.app import application
from ui.screens.looks import Look, all_looks, quick_looks
from ui.screens.showing import shown, wait
from ui.session import Session

__all__ = ["Look", "all_looks", "of_scale", "pictures", "shown", "wait"]


def pictures(folder: Path, file: Path, on: date, wanted: Sequence[Look]) -> tuple[Path, ...]:
    """Paint each page and dialog of a partner's file in each look, and the first page without a file.

    Raises:
        WorkspaceError: the file can't be opened.
    """
    app = application(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as nowhere:
        for is_empty, some in groupby(sorted(wanted, key=lambda look: look.is_empty), lambda x: x.is_empty):
            held = empty_file(Path(nowhere)) if is_empty else file
            session = Session(Workspace.open(held, load_rulebook()), on)
            for look in some:
                for name, widget in shown(app, session, on, look):
                    written.append(folder / f"{name}-{look.name}.png")
                    widget.grab().save(str(written[-1]))
                gc.collect()  # the windows of this look
            session.close()
            wait(lambda session=session: session.is_closed)  # type: ignore[misc] # this one
    return tuple(written)


def empty_file(folder: Path) -> Path:
    """A partner's file that holds nothing yet."""
    file = folder / "empty.readiness"
    Workspace.create(file, "Contoso Partner", load_rulebook(), ()).close()
    return file


def of_scale(scale: int, command: Sequence[str]) -> int:
    """Run a command of this program where everything is so large, in percent; its exit code."""
    there = {**os.environ, "QT_SCALE_FACTOR": str(scale / 100)}
    return subprocess.call([sys.executable, "-m", *command], env=there)  # noqa: S603 - this very program


def main(argv: Sequence[str]) -> int:
    """`FOLDER [FILE [DAY]] [--quick | --scale=PERCENT]`; without a file the pages show the demo partner."""
    words = [word for word in argv if not word.startswith("--")]
    if not words:
        sys.stderr.write("usage: screens FOLDER [FILE [DAY]] [--quick | --scale=PERCENT]\n")
        return 2
    on = date.fromisoformat(words[2]) if len(words) > 2 else date.today()  # noqa: DTZ011 - a command of its own
    asked = next((int(w.removeprefix("--scale=")) for w in argv if w.startswith("--scale=")), 0)
    wanted = tuple(quick_looks() if "--quick" in argv else all_looks())
    scales = sorted({look.scale for look in wanted})
    if not asked and scales != [100]:
        return max(of_scale(scale, ["ui.screens", *argv, f"--scale={scale}"]) for scale in scales)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(words[1]) if len(words) > 1 else demo_file(Path(folder), on)
        some = [look for look in wanted if not asked or look.scale == asked]
        for path in pictures(Path(words[0]), file, on, some):
            sys.stdout.write(f"{path}\n")
    return 0


def demo_file(folder: Path, on: date) -> Path:
    """The demo partner's file, new."""
    from readiness.demo import demo_facts  # noqa: PLC0415 - where no file is named

    rulebook = load_rulebook()
    facts = demo_facts(rulebook, on)
    file = folder / "demo.readiness"
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    return file
