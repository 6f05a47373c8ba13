"""Every page and dialog in many looks: nothing is cut off or lies over another, and all is named and reached.

One process has one scale, so the looks of another scale are measured by a process of their own.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ui.accessible import unheard, unreached
from tests.ui.geometry import faults, painted
from ui.background import Background
from ui.chart_view import ChartView
from ui.screens import demo_file, empty_file, shown, wait
from ui.screens.looks import SCALES, SIZES, Look, all_looks
from ui.session import Session
from ui.tables import Column, RowsModel
from ui.widgets import Elided, label, table
from ui.widgets.combo import ComboBox
from ui.widgets.tab_order import read_in_order

SHORT = (Look(language="fr"), Look(768, 432, theme="dark"), Look(1024, 640, is_empty=True))
"""What each run looks at; all looks are those of `-m long`."""
_SCALE = "QT_SCALE_FACTOR"


def measured(qapp: QApplication, folder: Path, rulebook: Rulebook, today: date, look: Look) -> Iterator[str]:
    """What is wrong with all there is, each fault once."""
    file = empty_file(folder) if look.is_empty else demo_file(folder, today)
    session = Session(Workspace.open(file, rulebook), today)
    known: set[str] = set()
    for name, widget in shown(qapp, session, today, look):
        found = {*faults(widget), *unheard(widget), *([] if look.is_empty else unreached(widget))} - known
        known |= found
        yield from (f"{look.name}, {name}: {said}" for said in sorted(found))
    session.close()
    wait(lambda: session.is_closed)


@pytest.mark.parametrize("look", SHORT, ids=lambda look: look.name)
def test_all_there_is_can_be_seen_heard_and_reached(
    qapp: QApplication, tmp_path: Path, rulebook: Rulebook, today: date, look: Look
) -> None:
    found = list(measured(qapp, tmp_path, rulebook, today, look))
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_all_looks_of_this_scale(qapp: QApplication, tmp_path: Path, rulebook: Rulebook, today: date) -> None:
    scale = round(float(os.environ.get(_SCALE, "1")) * 100)
    found: list[str] = []
    for look in (one for one in all_looks() if one.scale == scale):
        folder = tmp_path / look.name
        folder.mkdir()
        found += measured(qapp, folder, rulebook, today, look)
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("scale", [one for one in SCALES if one != 100])
def test_all_looks_of_another_scale(scale: int) -> None:
    this = f"{__file__}::{test_all_looks_of_this_scale.__name__}"
    command = [sys.executable, "-m", "pytest", "-q", "-m", "long", this]
    there = {**os.environ, _SCALE: str(scale / 100)}
    ended = subprocess.run(command, check=False, env=there, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout


def test_the_looks_hold_every_pair() -> None:
    rows = [((x.width, x.height), x.scale, x.theme, x.language, x.is_empty) for x in all_looks()]
    pairs = {pair for row in rows for pair in combinations(enumerate(row), 2)}
    assert len(rows) < 2 * len(SIZES) * len(SCALES)
    assert len(pairs) == 5 * 4 + (5 + 4) * (2 + 2 + 2) + 3 * 2 * 2


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setAccessibleName("window")
    made.resize(400, 200)
    qtbot.addWidget(made)
    return made


def faults_of(window: QWidget) -> list[str]:
    window.show()
    return [said.split(": ", 1)[1] for said in faults(window)]


def test_words_are_seen_where_they_are_painted(window: QWidget) -> None:
    QVBoxLayout(window).addWidget(label("Two people"))
    window.show()
    (piece,) = painted(window.findChildren(QLabel)[0])
    assert piece.words == "Two people"
    assert 50 < piece.box.width() < 90


def test_a_label_that_is_too_narrow_is_found(window: QWidget) -> None:
    made = QLabel("One more person with DP-700", window)
    made.resize(60, 20)
    assert faults_of(window) == ["cut off: 'One more person with DP-700'"]


def test_a_label_that_is_too_low_for_its_lines_is_found(window: QWidget) -> None:
    made = QLabel("One more person with DP-700 and another one", window)
    made.setWordWrap(True)
    made.resize(100, 18)
    assert any(said.startswith("cut off") for said in faults_of(window))


def test_a_button_that_is_too_narrow_is_found(window: QWidget) -> None:
    made = QPushButton("Enter what Partner Center shows", window)
    made.resize(90, 30)
    assert any("Enter what Partner Center shows" in said for said in faults_of(window))


def test_a_line_without_room_is_found(window: QWidget) -> None:
    made = QLineEdit("500 MB", window)
    made.setGeometry(10, 10, 1, 30)
    assert "no room to type in: '500 MB'" in faults_of(window)


def test_widgets_over_each_other_are_found(window: QWidget) -> None:
    for left in (10, 60):
        QPushButton("Save", window).setGeometry(left, 10, 80, 30)
    (said,) = faults_of(window)
    assert said.endswith("overlap by 30x30")


def test_a_widget_outside_its_parent_is_found(window: QWidget) -> None:
    QPushButton("Save", window).setGeometry(350, 10, 80, 30)
    (said,) = faults_of(window)
    assert said.startswith("outside of it: QPushButton('Save')")


def test_words_over_words_are_found(window: QWidget) -> None:
    class Twice(QLabel):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]
            super().paintEvent(event)  # type: ignore[arg-type]

    QVBoxLayout(window).addWidget(Twice("Usage"))
    assert faults_of(window) == ["words over words: 'Usage' and 'Usage'"]


def test_elided_words_need_a_tooltip_that_has_the_whole(window: QWidget) -> None:
    row = QHBoxLayout(window)
    told = Elided("All usage of the last month stands under an association that counts, in each area.")
    row.addWidget(told, 1)
    assert faults_of(window) == []
    told.setToolTip("")
    (said,) = faults_of(window)
    assert said.startswith("elided and nowhere told: 'All usage")


def test_a_choice_that_is_too_long_is_told(window: QWidget) -> None:
    choice = ComboBox()
    choice.addItem("A retired certification counts until its own expiry or the end of credit, then no more")
    QVBoxLayout(window).addWidget(choice)
    assert faults_of(window) == []
    assert choice.toolTip() == choice.currentText()


def test_what_is_scrolled_may_stand_outside(window: QWidget) -> None:
    area = QScrollArea()
    inside = QLabel("\n".join(["A line"] * 60))
    area.setWidget(inside)
    QVBoxLayout(window).addWidget(area)
    assert faults_of(window) == []


def test_a_control_without_a_name_is_found(window: QWidget) -> None:
    QVBoxLayout(window).addWidget(QLineEdit())
    window.show()
    assert unheard(window) == ["no name: QLineEdit('') in QWidget"]


def test_a_chart_without_a_picture_is_no_graphic(window: QWidget) -> None:
    background = Background()
    chart = ChartView(background, 100)
    chart.setAccessibleName("Progress")
    QVBoxLayout(window).addWidget(chart)
    window.show()
    assert unheard(window) == ["StaticText: ChartView('Progress') in QWidget"]
    background.stop()


def two_fields(window: QWidget) -> tuple[QLineEdit, QLineEdit]:
    """The lower one is made first."""
    below, above = QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for line, name in ((above, "above"), (below, "below")):
        line.setAccessibleName(name)
        column.addWidget(line)
    QWidget.setTabOrder(below, above)
    return above, below


def test_tab_against_the_order_of_reading_is_found(qtbot: QtBot, window: QWidget) -> None:
    third = QLineEdit()
    above, below = two_fields(window)
    window.layout().addWidget(third)  # type: ignore[union-attr]
    for one, other in ((third, below), (below, above)):
        QWidget.setTabOrder(one, other)
    window.show()
    qtbot.waitExposed(window)
    assert len(unreached(window)) == 2
    read_in_order(window)
    assert unreached(window) == []


def test_a_control_that_tab_never_comes_to_is_found(qtbot: QtBot, window: QWidget) -> None:
    class Trap(QLineEdit):
        def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
            return True

    trap, after = Trap(), QLineEdit()
    column = QVBoxLayout(window)
    for line, name in ((trap, "trap"), (after, "after")):
        line.setAccessibleName(name)
        column.addWidget(line)
    window.show()
    qtbot.waitExposed(window)
    assert unreached(window) == ["not reached: QLineEdit('after') in QWidget"]


def test_tab_leaves_a_table(qtbot: QtBot, window: QWidget) -> None:
    model = RowsModel((Column(lambda: "Name", str),))
    model.set_rows(("Ada", "Bob"))
    rows, after = table(model, name="People"), QPushButton("After")
    column = QVBoxLayout(window)
    column.addWidget(rows)
    column.addWidget(after)
    window.show()
    qtbot.waitExposed(window)
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Tab)
    assert window.focusWidget() is after
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert window.focusWidget() is rows
