"""The dialogs of files begin where the user was last, and never where the program was started."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.open_file import ask_files
from ui.dialogs.save_file import ask_where


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def begins_in(dialog: QFileDialog) -> Path:
    return Path(dialog.directory().absolutePath())


def type_name(qtbot: QtBot, dialog: QFileDialog, name: Path) -> None:
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    field.setText(str(name))
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_dialog_begins_where_the_one_before_it_ended(
    qtbot: QtBot, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, used = tmp_path / "started", tmp_path / "used"
    for folder in (started, used):
        folder.mkdir()
    monkeypatch.chdir(started)
    chosen: list[Path] = []
    first = ask_where(parent, "Save", "People.xlsx", "Excel (*.xlsx)", chosen.append)
    assert begins_in(first) != started
    assert [Path(path).name for path in first.selectedFiles()] == ["People.xlsx"]
    type_name(qtbot, first, used / "Staff.xlsx")
    assert chosen == [used / "Staff.xlsx"]
    again = ask_where(parent, "Save", "Customers.xlsx", "Excel (*.xlsx)", chosen.append)
    assert begins_in(again) == used
    again.reject()
    opened = ask_files(parent, "Open", "Excel (*.xlsx)", chosen.extend)
    assert begins_in(opened) == used
    opened.reject()
    used.rmdir()
    gone = ask_files(parent, "Open", "Excel (*.xlsx)", chosen.extend)
    assert gone.directory().exists()
    assert begins_in(gone) != started
    gone.reject()
