"""Rules files of the user's own in the window: used where good, said and left out where not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel

from readiness.rules import Rulebook
from ui.app import Folders, Wiring
from ui.dialogs.about import AboutSheet
from ui.dialogs.failure import FailureSheet
from ui.widgets import Sheet

Start = Callable[[Path | None], Wiring]
SECURITY = Path(__file__).parents[2] / "resources" / "rules" / "security.toml"


def put_rules(folders: Folders, old: str, new: str) -> None:
    """One changed rules file in the data folder."""
    text = SECURITY.read_text("utf-8")
    assert old in text
    (folders.data / "rules").mkdir(parents=True)
    (folders.data / "rules" / "security.toml").write_text(text.replace(old, new, 1), "utf-8")


def words(sheet: Sheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))


def test_the_window_opens_with_the_shipped_rules_and_says_why(
    start: Start, folders: Folders, rulebook: Rulebook
) -> None:
    put_rules(folders, "maximum = 40", "maximum = 41")
    wiring = start(None)
    assert wiring.rulebook.digest == rulebook.digest
    (sheet,) = (s for s in wiring.window.findChildren(FailureSheet) if s.isVisible())
    told = words(sheet)
    assert "security.toml" in told
    assert "add up to 101, not 100" in told
    sheet.reject()


def test_good_rules_of_ones_own_are_used_and_named(
    start: Start, folders: Folders, today: date, rulebook: Rulebook
) -> None:
    put_rules(folders, 'title = "', 'title = "Our copy of ')
    wiring = start(None)
    assert wiring.rulebook.own == ("security.toml",)
    assert wiring.rulebook.digest != rulebook.digest
    assert not [s for s in wiring.window.findChildren(Sheet) if s.isVisible()]
    about = AboutSheet(wiring.rulebook, today, wiring.window)
    assert "security.toml" in words(about)
    assert "Microsoft AI Cloud Partner Program" in words(about)
    about.deleteLater()
