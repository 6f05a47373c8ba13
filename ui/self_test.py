"""`--self-test [FOLDER]`: the whole path once, on invented data, with a window of its own.

Without a screen, unless QT_QPA_PLATFORM names one. The pictures it draws are left in FOLDER.
"""

import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from readiness.demo import demo_facts, sample_exports
from readiness.editions import Edition
from readiness.facts import AREAS, Put
from readiness.rules import Rulebook, load_rulebook
from readiness.snapshot import Snapshot
from readiness.workspace import Workspace

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.session import Session

_REPORTS: Final = ("summary.pdf", "summary.xlsx", "agenda.ics", "partner.json")


def self_test(pictures: Path | None = None) -> int:
    """0 when all went well; what did not go well raises."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    today = date.today()  # noqa: DTZ011 - the program's own start, as in `ui.app`
    with tempfile.TemporaryDirectory() as folder:
        for said in _steps(Path(folder), today, pictures or Path(folder) / "pages"):
            sys.stdout.write(f"ok: {said}\n")
            sys.stdout.flush()
    return 0


def _steps(folder: Path, today: date, pictures: Path) -> Iterator[str]:
    rulebook = load_rulebook()
    yield f"rules {rulebook.digest[:12]}, {len(rulebook.dates)} dates"
    file = folder / "self-test.readiness"
    yield from _workspace(file, rulebook, today)
    yield from _window(file, rulebook, today, pictures)
    yield from _pages(file, today, pictures)


def _workspace(file: Path, rulebook: Rulebook, today: date) -> Iterator[str]:
    facts = demo_facts(rulebook, today)
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    workspace = Workspace.open(file, rulebook)
    try:
        snapshot = workspace.judged(workspace.snapshot(today))
        yield "scores " + " ".join(f"{area} {_points(snapshot, area)}" for area in AREAS)
        for export in _exports(file.parent, workspace, today):
            workspace.import_(workspace.preview_import(export, today))
            workspace.undo()
            if workspace.facts != facts or workspace.check():
                raise RuntimeError("the workspace is not what was written to it")
            yield f"{export.suffix} imported, undone, checked"
        for report in _REPORTS:
            workspace.export(file.parent / report, snapshot, Edition())
            yield f"{report}, {(file.parent / report).stat().st_size} bytes"
    finally:
        workspace.close()


def _exports(folder: Path, workspace: Workspace, today: date) -> tuple[Path, Path]:
    """The demo's Trainings export, and the same packed: that is unpacked by another process."""
    name, data = next(iter(sample_exports(workspace.facts, workspace.rulebook, today).items()))
    plain, packed = folder / name, folder / f"{Path(name).stem}.zip"
    plain.write_bytes(data)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    packed.write_bytes(content.getvalue())
    return plain, packed


def _points(snapshot: Snapshot, area: str) -> str:
    standing = snapshot.standings[area]
    if standing.has_rules and not 0 <= standing.points <= standing.finding.maximum:
        raise RuntimeError(f"impossible points in {area}")
    return standing.shown if standing.has_rules else "-"


def _window(file: Path, rulebook: Rulebook, today: date, pictures: Path) -> Iterator[str]:
    """What a first user does: drop the export on the window, read the preview, import, write the summary."""
    from ui import text, theme  # noqa: PLC0415 - Qt is loaded once its platform is named
    from ui.app import application  # noqa: PLC0415 - as above
    from ui.main_window import MainWindow  # noqa: PLC0415 - as above
    from ui.screens import wait  # noqa: PLC0415 - as above
    from ui.session import Session  # noqa: PLC0415 - as above

    app = application(sys.argv[:1])
    text.use("en")
    theme.use(app, "light")
    workspace = Workspace.open(file, rulebook)
    export, _ = _exports(file.parent, workspace, today)
    session = Session(workspace, today)
    window = MainWindow(today)
    window.show_session(session)
    window.show()
    _drop(window, export)
    rows = _import_dropped(window, session)
    yield f"dropped, previewed, imported: {rows} records"
    yield f"summary written, {_summary(window, session, file.parent / 'walk.pdf')} bytes"
    yield f"a chart saved as {', '.join(_saved_charts(window, file.parent))}"
    _draw_screen(window, pictures / "screen.png")
    window.take_session()
    window.close()
    session.close()
    wait(lambda: session.is_closed)


def _drop(window: "MainWindow", path: Path) -> None:
    """The two events that the system sends when a file is dragged onto the window and let go."""
    from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl  # noqa: PLC0415 - see `_window`
    from PySide6.QtGui import QDragEnterEvent, QDropEvent  # noqa: PLC0415 - as above
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(200, 200), *how)
    QApplication.sendEvent(window, entered)
    dropped = QDropEvent(QPointF(200, 200), *how)
    QApplication.sendEvent(window, dropped)
    if not (entered.isAccepted() and dropped.isAccepted()):
        raise RuntimeError("the window takes no file")


def _import_dropped(window: "MainWindow", session: "Session") -> int:
    """Agree to the preview that the drop opens; how many records it brought."""
    from PySide6.QtWidgets import QPushButton  # noqa: PLC0415 - see `_window`

    from ui.dialogs.import_preview import ImportDialog  # noqa: PLC0415 - as above
    from ui.screens import wait  # noqa: PLC0415 - as above

    wait(lambda: bool(window.findChildren(ImportDialog)))
    *_, dialog = window.findChildren(ImportDialog)
    before = session.workspace.facts
    changes = len(dialog.preview.reading.changes)
    next(b for b in dialog.findChildren(QPushButton) if b.property("kind") == "primary").click()
    wait(lambda: session.workspace.facts != before and session.is_idle)
    if session.workspace.facts == before or not changes:
        raise RuntimeError("what was dropped was not imported")
    return changes


def _summary(window: "MainWindow", session: "Session", out: Path) -> int:
    """Written from the page of reports; its size in bytes."""
    from ui.screens import wait  # noqa: PLC0415 - see `_window`

    failures: list[BaseException] = []
    session.failed.connect(failures.append)
    window.navigate("reports")
    session.export(out, lambda _: None, Edition("fr"))
    wait(lambda: session.is_idle)
    if failures or not out.read_bytes().startswith(b"%PDF"):
        raise RuntimeError("the summary could not be written")
    return out.stat().st_size


def _draw_screen(window: "MainWindow", out: Path) -> None:
    """All that the screen shows; of the window alone where there is no screen."""
    out.parent.mkdir(parents=True, exist_ok=True)
    shown = window.screen().grabWindow(0) if os.environ["QT_QPA_PLATFORM"] != "offscreen" else window.grab()
    if not shown.save(str(out)):
        raise RuntimeError("the screen could not be drawn")


def _saved_charts(window: "MainWindow", folder: Path) -> Iterator[str]:
    """The endings that a chart of the Overview was saved with."""
    from ui.chart_view import ChartView  # noqa: PLC0415 - Qt is loaded once its platform is named
    from ui.screens import wait  # noqa: PLC0415 - as above

    window.navigate("overview")
    chart, written = window.findChildren(ChartView)[0], list[Path]()
    wait(lambda: chart.is_drawn)
    for ending, begins in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        path = folder / f"chart.{ending}"
        chart.save(path, written.append, window.show_failure)
        wait(lambda: path in written)  # noqa: B023 - it ends in this turn
        if not path.read_bytes().startswith(begins):
            raise RuntimeError(f"the chart could not be saved as {ending}")
        yield ending


def _pages(file: Path, today: date, folder: Path) -> Iterator[str]:
    from ui.screens import Look, pictures  # noqa: PLC0415 - Qt is loaded once its platform is named

    drawn = pictures(folder, file, today, (Look(theme="dark", language="fr"),))
    if not all(picture.stat().st_size for picture in drawn):
        raise RuntimeError("a page could not be drawn")
    yield f"{len(drawn)} pages drawn"
