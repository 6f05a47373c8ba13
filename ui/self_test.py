"""`--self-test`: the whole path once, on invented data in a temporary folder, without a screen."""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from readiness.demo import demo_facts, sample_exports
from readiness.facts import AREAS, Put
from readiness.rules import Rulebook, load_rulebook
from readiness.snapshot import Snapshot
from readiness.workspace import Workspace

_REPORTS: Final = ("summary.pdf", "summary.xlsx", "agenda.ics", "partner.json")


def self_test() -> int:
    """0 when all went well; what did not go well raises."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    today = date.today()  # noqa: DTZ011 - the program's own start, as in `ui.app`
    with tempfile.TemporaryDirectory() as folder:
        for said in _steps(Path(folder), today):
            sys.stdout.write(f"ok: {said}\n")
    return 0


def _steps(folder: Path, today: date) -> Iterator[str]:
    rulebook = load_rulebook()
    yield f"rules {rulebook.digest[:12]}, {len(rulebook.dates)} dates"
    file = folder / "self-test.readiness"
    yield from _workspace(file, rulebook, today)
    from ui.screens import Look, pictures  # noqa: PLC0415 - Qt is loaded once its platform is named

    drawn = pictures(folder / "pages", file, today, (Look(), Look(theme="dark", language="fr")))
    if not all(picture.stat().st_size for picture in drawn):
        raise RuntimeError("a page could not be drawn")
    yield f"{len(drawn)} pages drawn"


def _workspace(file: Path, rulebook: Rulebook, today: date) -> Iterator[str]:
    facts = demo_facts(rulebook, today)
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    workspace = Workspace.open(file, rulebook)
    try:
        snapshot = workspace.judged(workspace.snapshot(today))
        yield "scores " + " ".join(f"{area} {_points(snapshot, area)}" for area in AREAS)
        name, data = next(iter(sample_exports(facts, rulebook, today).items()))
        (file.parent / name).write_bytes(data)
        workspace.import_(workspace.preview_import(file.parent / name, today))
        workspace.undo()
        if workspace.facts != facts or workspace.check():
            raise RuntimeError("the workspace is not what was written to it")
        yield "imported, undone, checked"
        for report in _REPORTS:
            workspace.export(file.parent / report, snapshot, language="en")
            yield f"{report}, {(file.parent / report).stat().st_size} bytes"
    finally:
        workspace.close()


def _points(snapshot: Snapshot, area: str) -> str:
    standing = snapshot.standings[area]
    if standing.has_rules and not 0 <= standing.points <= standing.finding.maximum:
        raise RuntimeError(f"impossible points in {area}")
    return standing.shown if standing.has_rules else "-"
