"""A new partner's file: what it is called, where it lies, and what is said where none can be made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from readiness.problems import ReadinessError
from tests.ui.hands import drop, primary, sheet_over
from ui.dialogs.failure import FailureSheet
from ui.dialogs.new_partner import NewPartnerDialog
from ui.main_window import MainWindow
from ui.session import Session
from ui.widgets import Field

Open = Callable[[Session | None], MainWindow]


def test_the_first_page_asks_for_a_name_before_an_export_is_read(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(None)
    (tmp_path / "people.csv").write_bytes(b"anything")
    drop(window, tmp_path / "people.csv")
    qtbot.waitUntil(lambda: isinstance(sheet_over(window), NewPartnerDialog))
    dialog = sheet_over(window)
    assert isinstance(dialog, NewPartnerDialog)
    qtbot.keyClicks(dialog.name, "Fabrikam: North")
    assert dialog.place.text().endswith("Fabrikam- North.readiness")
    dialog.place.setText(str(tmp_path / "f.readiness"))
    with qtbot.waitSignal(window.new_asked) as asked:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert asked.args == [tmp_path / "f.readiness", "Fabrikam: North"]


def test_a_new_file_needs_a_name_and_a_free_place(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    window = open_window(None)
    window.asking.new()
    dialog = sheet_over(window)
    assert isinstance(dialog, NewPartnerDialog)
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    (tmp_path / "taken.readiness").write_bytes(b"something")
    qtbot.keyClicks(dialog.name, "Contoso")
    dialog.place.setText(str(tmp_path / "taken.readiness"))
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert (tmp_path / "taken.readiness").read_bytes() == b"something"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sheet_over(window) is None)


def test_a_new_file_is_proposed_where_there_is_a_folder_and_by_a_name_that_fits(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(None)
    window.asking.new()
    dialog = sheet_over(window)
    assert isinstance(dialog, NewPartnerDialog)
    qtbot.keyClicks(dialog.name, "Fabrikam " * 40)
    proposed = Path(dialog.place.text())
    assert proposed.parent.is_dir()
    assert not proposed.exists()  # too long a name could not even be asked for
    assert proposed.name.startswith("Fabrikam Fabrikam")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("place", "said"),
    [("nowhere/f.readiness", "no such folder"), (f"{'f' * 260}.readiness", "too long"), ("", "Choose where")],
)
def test_where_no_file_can_be_made_the_form_says_so_and_keeps_what_was_typed(
    qtbot: QtBot, open_window: Open, tmp_path: Path, place: str, said: str
) -> None:
    window = open_window(None)
    window.asking.new()
    dialog = sheet_over(window)
    assert isinstance(dialog, NewPartnerDialog)
    qtbot.keyClicks(dialog.name, "Contoso")
    dialog.place.setText(str(tmp_path / place) if place else "")
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    errors = [field.error for field in dialog.findChildren(Field) if field.error]
    assert [said in error for error in errors] == [True]
    dialog.place.setText(str(tmp_path / "found again"))
    with qtbot.waitSignal(window.new_asked) as asked:
        qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert asked.args == [tmp_path / "found again.readiness", "Contoso"]


def test_a_failure_about_a_long_name_is_no_wider_than_the_window(open_window: Open) -> None:
    window = open_window(None)
    name = f"{'insights-trainings_' * 12}.csv"
    window.show_failure(ReadinessError("folder-missing", name=name))
    sheet = sheet_over(window)
    assert isinstance(sheet, FailureSheet)
    assert name in sheet.words.text()
    assert sheet.width() <= 460
    assert sheet.rect().contains(primary(sheet).geometry())
