"""Rules files of the user's own in the window: used where good, said and left out where not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from readiness.rules import Rulebook
from ui.app import Folders, Wiring
from ui.dialogs.about import AboutSheet
from ui.dialogs.failure import FailureSheet
from ui.widgets import Sheet

SECURITY = Path(__file__).parents[2] / "resources" / "rules" / "security.toml"


def folders(tmp_path: Path, old: str, new: str) -> Folders:
    """A data folder with one changed rules file."""
    text = SECURITY.read_text("utf-8")
    assert old in text
    (tmp_path / "data" / "rules").mkdir(parents=True)
    (tmp_path / "data" / "rules" / "security.toml").write_text(text.replace(old, new, 1), "utf-8")
    return Folders(tmp_path / "config", tmp_path / "data")


@contextmanager
def started(qtbot: QtBot, qapp: QApplication, today: date, folders: Folders) -> Iterator[Wiring]:
    wiring = Wiring(qapp, today, folders)
    wiring.start(None)
    qtbot.waitExposed(wiring.window)
    yield wiring
    wiring.window.close()
    wiring.end()
    wiring.window.deleteLater()
    wiring.deleteLater()


def words(sheet: Sheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))


def test_the_window_opens_with_the_shipped_rules_and_says_why(
    qtbot: QtBot, qapp: QApplication, today: date, tmp_path: Path, rulebook: Rulebook
) -> None:
    own = folders(tmp_path, "maximum = 40", "maximum = 41")
    with started(qtbot, qapp, today, own) as wiring:
        assert wiring.rulebook.digest == rulebook.digest
        (sheet,) = (s for s in wiring.window.findChildren(FailureSheet) if s.isVisible())
        told = words(sheet)
        assert "security.toml" in told
        assert "add up to 101, not 100" in told
        sheet.reject()


def test_good_rules_of_ones_own_are_used_and_named(
    qtbot: QtBot, qapp: QApplication, today: date, tmp_path: Path, rulebook: Rulebook
) -> None:
    own = folders(tmp_path, 'title = "', 'title = "Our copy of ')
    with started(qtbot, qapp, today, own) as wiring:
        assert wiring.rulebook.own == ("security.toml",)
        assert wiring.rulebook.digest != rulebook.digest
        assert not [s for s in wiring.window.findChildren(Sheet) if s.isVisible()]
        about = AboutSheet(wiring.rulebook, today, wiring.window)
        assert "security.toml" in words(about)
        assert "Microsoft AI Cloud Partner Program" in words(about)
        about.deleteLater()
