"""A first import as a new user does it: drop the file, read the preview, import, look at a day, undo."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts
from readiness.facts import Facts
from readiness.rules import Rulebook
from readiness.settings import load
from readiness.workspace import Workspace
from tests.ui.hands import drop, primary
from ui.app import Wiring
from ui.dialogs.failure import FailureSheet
from ui.dialogs.import_preview import ImportDialog
from ui.dialogs.preview_panels import LinesPanel
from ui.dialogs.preview_scores import ScoresPanel
from ui.main_window import MainWindow
from ui.main_window.reminder_bar import NoteBar
from ui.pages.people import PeoplePage
from ui.session import Session
from ui.widgets import Sheet

CONTOSO = Path(__file__).parents[3] / "shared/samples/trainings/insights-trainings-contoso.csv"


@pytest.fixture
def window(qtbot: QtBot, today: date) -> MainWindow:
    made = MainWindow(today)
    qtbot.addWidget(made, before_close_func=lambda w: w.take_session())
    return made


def preview_of(qtbot: QtBot, window: MainWindow) -> ImportDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)), timeout=20_000)
    dialog = window.findChildren(ImportDialog)[-1]
    assert isinstance(dialog, ImportDialog)
    return dialog


def press_import(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.mouseClick(primary(dialog), Qt.MouseButton.LeftButton)


def test_an_old_export_is_dropped_imported_and_valid_again_on_an_old_day(
    qtbot: QtBot, window: MainWindow, open_session: Callable[[Facts], Session]
) -> None:
    if not CONTOSO.exists():
        pytest.skip("the sample export is not beside this checkout")
    session = open_session(Facts())
    window.show_session(session)
    window.show()
    drop(window, CONTOSO)
    dialog = preview_of(qtbot, window)
    assert session.workspace.facts.people == {}
    with qtbot.waitSignal(session.changed, timeout=20_000):
        press_import(qtbot, dialog)
    window.navigate("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    assert sum(row.expired for row in page.listing.model.all) == 160
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.look(date(2021, 1, 15))
    rows = page.listing.model.all
    assert sum(row.valid + row.expiring for row in rows) > 80
    assert not any(standing.has_rules for standing in session.snapshot.standings.values())


@pytest.fixture
def demo(rulebook: Rulebook, today: date) -> Facts:
    return demo_facts(rulebook, today)


def test_an_export_changes_the_scores_and_undo_brings_them_back(
    qtbot: QtBot,
    window: MainWindow,
    open_session: Callable[[Facts], Session],
    demo: Facts,
    export: Path,
) -> None:
    session = open_session(demo)
    before = {area: s.points for area, s in session.snapshot.standings.items()}
    window.show_session(session)
    window.show()
    drop(window, export)
    with qtbot.waitSignal(session.changed, timeout=20_000):
        press_import(qtbot, preview_of(qtbot, window))
    after = {area: s.points for area, s in session.snapshot.standings.items()}
    assert after != before
    for turn, wanted in ((window.undo, before), (window.redo, after)):
        with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
            turn()
        assert {area: s.points for area, s in session.snapshot.standings.items()} == wanted


def closed(qtbot: QtBot, window: MainWindow, kind: type[Sheet]) -> str:
    """Waits for a dialog of that kind, presses Escape in it, and returns all it said."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)), timeout=20_000)
    shown = next(d for d in window.findChildren(kind) if d.isVisible())
    said = "\n".join(words.text() for words in shown.findChildren(QLabel))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.asked is None)
    return said


def test_the_preview_says_what_each_award_brings_and_what_is_foreseen(
    qtbot: QtBot,
    window: MainWindow,
    open_session: Callable[[Facts], Session],
    demo: Facts,
    export: Path,
) -> None:
    window.show_session(open_session(demo))
    window.show()
    drop(window, export)
    dialog = preview_of(qtbot, window)
    rows = dialog.findChildren(LinesPanel)[0]

    def said() -> dict[str, str]:
        view = rows.view()
        model = None if view is None else view.model()
        assert model is not None
        lines = range(model.rowCount())
        return {model.index(n, 1).data(): model.index(n, model.columnCount() - 1).data() for n in lines}

    qtbot.waitUntil(lambda: "keeps 8.0" in said().values(), timeout=20_000)
    assert said()["Samir Haddad"] == "keeps 8.0"
    assert said()["Hugo Martin"] == "+4.0"
    assert said()["Grace Lin"] == "does not score"
    totals = dialog.findChildren(ScoresPanel)[0]
    assert [
        row.accessibleName() for row in totals.findChildren(QWidget) if "7 Dec" in row.accessibleName()
    ] == ["Security, on 7 Dec 2026: 62.9 before, 70.9 after"]


def test_of_several_files_one_that_is_refused_keeps_none_of_the_others_back(
    qtbot: QtBot,
    window: MainWindow,
    open_session: Callable[[Facts], Session],
    demo: Facts,
    export: Path,
) -> None:
    broken = export.with_name("broken.csv")
    broken.write_bytes(b"\x00\x01\xff")
    window.show_session(open_session(demo))
    window.show()
    drop(window, broken, export, export.with_name("gone.csv"), export)
    assert "broken.csv" in closed(qtbot, window, FailureSheet)
    assert export.name in closed(qtbot, window, ImportDialog)
    assert "gone.csv" in closed(qtbot, window, FailureSheet)
    assert export.name in closed(qtbot, window, ImportDialog)


def test_an_export_dropped_with_a_partner_is_read_into_that_partner(
    qtbot: QtBot,
    start: Callable[[Path | None], Wiring],
    rulebook: Rulebook,
    tmp_path: Path,
    export: Path,
) -> None:
    first, second = (tmp_path / f"{name}.readiness" for name in ("first", "second"))
    for path in (first, second):
        Workspace.create(path, path.stem, rulebook).close()
    wiring = start(first)
    window = wiring.window
    drop(window, export, second)
    assert export.name in closed(qtbot, window, ImportDialog)
    assert window.session is not None
    assert window.session.workspace.path == second
    drop(window, second, export)  # it is open: what else is dropped is read
    assert export.name in closed(qtbot, window, ImportDialog)


def test_of_several_partners_one_is_opened_and_the_others_are_named(
    qtbot: QtBot, start: Callable[[Path | None], Wiring], rulebook: Rulebook, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.readiness" for name in ("first", "second", "third")]
    for path in files:
        Workspace.create(path, path.stem, rulebook).close()
    window = start(None).window
    drop(window, *files)

    def told() -> str:
        return "".join(note.accessibleName() for note in window.findChildren(NoteBar))

    qtbot.waitUntil(lambda: "second.readiness, third.readiness" in told(), timeout=20_000)
    assert window.session is not None
    assert window.session.workspace.path == files[0]
    assert window.recent() == tuple(files), "the others are a click away"


@pytest.mark.skipif(sys.platform != "linux", reason="there alone a variable says where settings lie")
def test_by_choice_each_of_several_partners_gets_a_window(
    qtbot: QtBot,
    start: Callable[[Path | None], Wiring],
    rulebook: Rulebook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [tmp_path / f"{name}.readiness" for name in ("first", "second")]
    for path in files:
        Workspace.create(path, path.stem, rulebook).close()
    window = start(None).window
    window.change_settings(own_window=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "of-the-other"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "of-the-other"))
    monkeypatch.setenv("READINESS_FIRST_PAINT", "1")  # the other one paints, and ends
    drop(window, *files)
    theirs = tmp_path / "of-the-other" / "partner-readiness"
    qtbot.waitUntil(lambda: str(files[1]) in load(theirs).recent, timeout=60_000)
    assert window.session is not None
    assert window.session.workspace.path == files[0]
    assert "second" not in "".join(note.accessibleName() for note in window.findChildren(NoteBar))
