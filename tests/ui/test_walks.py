"""Whole walks as a person takes them with mouse and keyboard, from the first start to closing midway."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts
from readiness.facts import Put
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.app import Wiring
from ui.widgets import Sheet

Start = Callable[[Path | None], Wiring]
W = TypeVar("W", bound=QWidget)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE = 30_000


class Person:
    """Somebody at the keyboard: sees what is on the screen, presses and types."""

    def __init__(self, qtbot: QtBot, wiring: Wiring) -> None:
        self._qtbot, self.window = qtbot, wiring.window
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE)

    def seen(self, kind: type[W]) -> list[W]:
        """What is on the screen, of the dialog that is in front where there is one."""
        within = next(iter(self._sheets()), self.window)
        return [one for one in within.findChildren(kind) if one.isVisible()]

    def _sheets(self) -> list[Sheet]:
        return [sheet for sheet in self.window.findChildren(Sheet) if sheet.isVisible()][::-1]

    def words(self) -> str:
        """All that can be read or is read aloud."""
        labels = [label.text() for label in self.seen(QLabel)]
        return "\n".join([*labels, *(widget.accessibleName() for widget in self.seen(QWidget))])

    def wait_for(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words in self.words(), timeout=PATIENCE)

    def press(self, words: str) -> None:
        """The button of these words, once it is there."""

        def found() -> list[QAbstractButton]:
            return [b for b in self.seen(QAbstractButton) if words in (b.text(), b.accessibleName())]

        self._qtbot.waitUntil(lambda: bool(found()), timeout=PATIENCE)
        self._qtbot.mouseClick(found()[0], LEFT)

    def primary(self) -> str:
        """The words of the button that Enter presses."""
        self._qtbot.waitUntil(lambda: bool(self._primary()), timeout=PATIENCE)
        return self._primary()[0].text()

    def _primary(self) -> list[QPushButton]:
        return [b for b in self.seen(QPushButton) if b.property("kind") == "primary" and b.isEnabled()]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if QApplication.activeWindow() is None:  # as a window manager does when a dialog closes
            front = next(iter(self._sheets()), self.window)
            front.activateWindow()
            self._qtbot.waitUntil(front.isActiveWindow, timeout=PATIENCE)
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, field: str, words: str) -> None:
        """Into the field of that name, in place of what stands there."""
        self._qtbot.waitUntil(lambda: bool(self._lines(field)), timeout=PATIENCE)
        line = self._lines(field)[0]
        self._qtbot.mouseClick(line, LEFT)
        self._qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
        self._qtbot.keyClicks(line, words)

    def _lines(self, field: str) -> list[QLineEdit]:
        return [line for line in self.seen(QLineEdit) if field in (line.accessibleName(), line.objectName())]

    def choose(self, field: str, words: str) -> None:
        """From the list of that name, by the arrow keys."""
        box = next(b for b in self.seen(QComboBox) if b.accessibleName() == field)
        box.setFocus()
        place = next(n for n in range(box.count()) if box.itemText(n) == words)
        step = Qt.Key.Key_Down if place > box.currentIndex() else Qt.Key.Key_Up
        while box.currentIndex() != place:
            self._qtbot.keyClick(box, step)

    def pick(self, words: str) -> None:
        """The command of the menu that is open."""
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=PATIENCE)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(a for a in menu.actions() if a.text() == words)
        self._qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def answer_file(self, path: Path) -> None:
        """In the system's dialog of files, which is Qt's own without a system."""
        self._qtbot.waitUntil(lambda: bool(self._files()), timeout=PATIENCE)
        dialog = self._files()[0]
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.accept()

    def _files(self) -> list[QFileDialog]:
        return [one for one in self.window.findChildren(QFileDialog) if one.isVisible()]

    def drop(self, path: Path) -> None:
        """Drag a file over the window and let go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        how = (Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
        for event in (
            QDragEnterEvent(QPointF(300, 300), *how),
            QDropEvent(QPointF(300, 300), *how),
        ):
            QApplication.sendEvent(self.window, event)
            assert event.isAccepted()

    def card(self, area: str) -> str:
        """What the card of an area says, once it says it."""
        spoken = re.compile(rf"^{re.escape(area)}\b.*\d", re.MULTILINE)
        self._qtbot.waitUntil(lambda: spoken.search(self.words()) is not None, timeout=PATIENCE)
        found = spoken.search(self.words())
        assert found is not None
        return found[0]

    def scores(self) -> list[str]:
        """Each card's area and total."""
        return re.findall(r"^(.+?: \d+ of 100) on", self.words(), re.MULTILINE)

    def rows(self) -> list[str]:
        """The rows of the first table that is seen, their cells joined."""
        model = self.seen(QTableView)[0].model()
        columns = range(model.columnCount())
        return [
            " | ".join(str(model.index(row, column).data() or "") for column in columns)
            for row in range(model.rowCount())
        ]


@pytest.fixture
def at(qtbot: QtBot, start: Start) -> Callable[[Path | None], Person]:
    return lambda file: Person(qtbot, start(file))


@pytest.fixture
def demo_file(tmp_path: Path, rulebook: Rulebook, today: date) -> Path:
    path = tmp_path / "contoso.readiness"
    Workspace.create(path, "Contoso", rulebook, map(Put, demo_facts(rulebook, today).all())).close()
    return path


def test_a_first_start_leads_to_the_demo_partner_and_its_six_scores(
    at: Callable[[Path | None], Person],
) -> None:
    person = at(None)
    person.wait_for("Or drop an export or a partner file anywhere in this window")
    person.press("Look around first")
    for area in ("Data & AI", "Infrastructure", "Security"):
        assert re.search(r"\d+", person.card(area))


def test_an_export_is_dropped_previewed_imported_undone_and_done_again(
    qtbot: QtBot, at: Callable[[Path | None], Person], demo_file: Path, export: Path
) -> None:
    person = at(demo_file)
    before = person.scores()
    person.drop(export)
    person.wait_for(export.name)
    person.press(person.primary())
    qtbot.waitUntil(lambda: f"Undo: Import {export.name}" in person.words(), timeout=PATIENCE)
    after = person.scores()
    assert after != before
    person.key(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: f"Redo: Import {export.name}" in person.words(), timeout=PATIENCE)
    assert person.scores() == before
    person.key(Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: person.scores() == after, timeout=PATIENCE)


def test_a_person_with_an_award_is_added_and_the_card_changes(
    qtbot: QtBot, at: Callable[[Path | None], Person], demo_file: Path
) -> None:
    person = at(demo_file)
    before = person.card("Infrastructure")
    person.press("People")
    person.press("Add person")
    person.type("Name", "Grace Quill")
    person.press("Add award…")
    person.type("Certification", "AZ-140")
    person.type("Earned on", "2026-11-02")
    person.press("Record award")
    person.press("Add person")
    qtbot.waitUntil(lambda: any(row.startswith("Grace Quill") for row in person.rows()), timeout=PATIENCE)
    person.press("Overview")
    qtbot.waitUntil(lambda: person.card("Infrastructure") != before, timeout=PATIENCE)
    assert re.search(r": 77 of 100", before)
    assert re.search(r": 81 of 100", person.card("Infrastructure"))


def test_a_workshop_is_added_found_in_the_agenda_and_sent_to_a_calendar(
    qtbot: QtBot, at: Callable[[Path | None], Person], demo_file: Path, tmp_path: Path
) -> None:
    person = at(demo_file)
    person.press("Agenda")
    person.press("Add…")
    person.pick("Workshop…")
    person.type("Title", "Zero Trust day")
    person.type("Begins", "2027-01-12")
    person.press(person.primary())
    person.press("Agenda")
    person.type("Filter the agenda", "zero trust")
    qtbot.waitUntil(lambda: len(person.rows()) == 1, timeout=PATIENCE)
    assert "Zero Trust day" in person.rows()[0]
    person.press("Send to calendar…")
    person.choose("Items", "1 item shown")
    person.press("Choose where…")
    out = tmp_path / "zero.ics"
    person.answer_file(out)
    qtbot.waitUntil(out.exists, timeout=PATIENCE)
    person.wait_for("Written: zero.ics")
    content = out.read_text("utf-8")
    assert content.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Zero Trust day" in content


def test_language_theme_and_day_are_switched_and_the_page_follows(
    qtbot: QtBot, at: Callable[[Path | None], Person], demo_file: Path
) -> None:
    person = at(demo_file)
    ground = person.window.palette().window().color().lightness()
    person.press("Settings")
    person.choose("Language", "Français")
    person.choose("Theme", "Dark")
    person.press("Save settings")
    person.wait_for("Vue d\N{RIGHT SINGLE QUOTATION MARK}ensemble")
    assert person.window.palette().window().color().lightness() < ground
    person.key(Qt.Key.Key_G, CTRL)
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    days = calendar.findChild(QCalendarWidget)
    assert days is not None
    for _ in range(7):
        person.key(Qt.Key.Key_Right)
    person.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 déc. 2026" in person.card("Sécurité"), timeout=PATIENCE)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda good: good[:5000], "is damaged"),
        (lambda good: good[:60] + (99 << 16).to_bytes(4, "big") + good[64:], "was made by a newer version"),
    ],
)
def test_a_file_that_does_not_open_says_why_and_stays_as_it_is(
    at: Callable[[Path | None], Person],
    demo_file: Path,
    tmp_path: Path,
    harm: Callable[[bytes], bytes],
    said: str,
) -> None:
    path = tmp_path / "odd.readiness"
    path.write_bytes(harm(demo_file.read_bytes()))
    content = path.read_bytes()
    person = at(None)
    person.press("Open a partner file")
    person.answer_file(path)
    person.wait_for(said)
    person.press(person.primary())
    person.wait_for("Or drop an export or a partner file anywhere in this window")
    assert path.read_bytes() == content


def test_a_file_that_is_open_elsewhere_says_so_and_a_copy_is_offered(
    at: Callable[[Path | None], Person], demo_file: Path, rulebook: Rulebook
) -> None:
    other = Workspace.open(demo_file, rulebook)
    person = at(None)
    person.key(Qt.Key.Key_O, CTRL)
    person.answer_file(demo_file)
    person.wait_for("contoso.readiness is open in another window or program.")
    assert person.primary() == "Open a copy…"
    person.press("Cancel")
    person.wait_for("Or drop an export or a partner file anywhere in this window")
    other.close()


def test_a_consultant_goes_from_one_client_to_another_and_back(
    at: Callable[[Path | None], Person], demo_file: Path, tmp_path: Path, rulebook: Rulebook
) -> None:
    other = tmp_path / "Fabrikam" / demo_file.name
    other.parent.mkdir()
    Workspace.create(other, "Fabrikam", rulebook).close()
    person = at(demo_file)
    person.card("Security")
    person.key(Qt.Key.Key_O, CTRL)
    person.answer_file(other)
    person.wait_for("Partner: Fabrikam")
    person.press("Partner: Fabrikam")
    person.pick(f"{demo_file.name} \N{EN DASH} {tmp_path.name}")
    person.wait_for("Partner: Contoso")


def test_closing_in_the_middle_of_an_import_leaves_all_of_it_or_nothing(
    qtbot: QtBot, at: Callable[[Path | None], Person], demo_file: Path, export: Path, rulebook: Rulebook
) -> None:
    before = Workspace.open(demo_file, rulebook)
    people = len(before.facts.awards)
    before.close()
    person = at(demo_file)
    person.drop(export)
    person.wait_for(export.name)
    person.press(person.primary())
    person.key(Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not person.window.isVisible(), timeout=PATIENCE)
    after = Workspace.open(demo_file, rulebook)
    assert after.check() == ()
    assert len(after.facts.awards) == people or after.undo_title is not None
    after.close()
