"""Lists and trees as models: Qt's own checks, sorting with unknowns last, filtering, copying."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from readiness.assess.finding import Finding
from readiness.problems import Message
from ui import text, theme
from ui.findings import FindingsModel
from ui.tables import DECORATION_ROLE, ROW_ROLE, Column, IconMark, RowsModel, Tiles
from ui.widgets import select_places, selected_rows, table


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    ends_on: date | None = None
    points: int = 0


COLUMNS = (
    Column[Row](lambda: "Name", lambda r: r.name, decoration=lambda _: Tiles(("security",))),
    Column[Row](
        lambda: "Ends", lambda r: r.ends_on, text.day_or, tone=lambda r: "" if r.ends_on else "danger"
    ),
    Column[Row](lambda: "Points", lambda r: r.points, is_number=True, strong=lambda r: r.points > 5),
)
ROWS = (Row("élan", date(2027, 3, 1), 3), Row("Zoe", None, 9), Row("Bob", date(2026, 3, 1), 1))


@pytest.fixture
def model() -> RowsModel[Row]:
    made: RowsModel[Row] = RowsModel(COLUMNS)
    made.set_rows(ROWS)
    return made


def names(model: QAbstractItemModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_list_is_a_model_as_qt_wants_it(model: RowsModel[Row], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.set_filter("b")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        (Qt.SortOrder.AscendingOrder, ["Bob", "élan", "Zoe"]),
        (Qt.SortOrder.DescendingOrder, ["élan", "Bob", "Zoe"]),
    ],
)
def test_what_is_not_known_stands_last_either_way(
    model: RowsModel[Row], order: Qt.SortOrder, wanted: list[str]
) -> None:
    model.sort(1, order)
    assert names(model) == wanted


def test_days_sort_as_days_and_names_whatever_their_case(model: RowsModel[Row]) -> None:
    model.set_rows((Row("b", date(2026, 12, 1)), Row("A", date(2026, 2, 1))))
    model.sort(1)
    assert names(model) == ["A", "b"]
    model.sort(0)
    assert names(model) == ["A", "b"]
    model.sort(-1)
    assert names(model) == ["b", "A"]


def test_the_filter_finds_every_word_in_some_column(model: RowsModel[Row]) -> None:
    model.set_filter("MAR 2026")
    assert names(model) == ["Bob"]
    model.set_filter("ÉL")
    assert names(model) == ["élan"]
    model.set_filter("nobody")
    assert names(model) == []
    model.set_filter("")
    assert len(names(model)) == 3


def test_accents_hide_nothing_and_sort_where_their_letter_stands(model: RowsModel[Row]) -> None:
    model.set_filter("elan")
    assert names(model) == ["élan"]
    model.set_filter("zoé")
    assert names(model) == ["Zoe"]
    model.set_filter("")
    model.sort(0)
    assert names(model) == ["Bob", "élan", "Zoe"]


def test_filter_and_order_outlive_new_rows(model: RowsModel[Row]) -> None:
    model.set_filter("o")
    model.sort(0)
    model.set_rows((*ROWS, Row("Olga")))
    assert names(model) == ["Bob", "Olga", "Zoe"]
    model.set_keep(lambda row: row.points > 0)
    assert names(model) == ["Bob", "Zoe"]
    assert len(model.all) == 4


def test_cells_say_what_is_painted(model: RowsModel[Row]) -> None:
    name, ends, points = (model.index(1, column) for column in range(3))
    assert name.data(ROW_ROLE) is ROWS[1]
    assert name.data(DECORATION_ROLE) == Tiles(("security",))
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Security, Zoe"
    assert ends.data() == ""
    assert ends.data(Qt.ItemDataRole.ForegroundRole) == theme.color("danger")
    assert points.data(Qt.ItemDataRole.FontRole) == theme.font("strong")
    assert points.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"


def test_copied_rows_are_one_line_each() -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS)
    model.set_rows((Row("two\nlines\tand a tab", None, 1),))
    assert model.as_text() == "Name\tEnds\tPoints\ntwo lines and a tab\t\t1"


def finding(rule: str, *because: Finding, points: int = 0) -> Finding:
    said = Message(rule)
    return Finding(rule, said, said, Fraction(points), Fraction(10), met=False, because=because)


TREE = finding("track", finding("a", finding("a1"), finding("a2")), finding("b"))
FINDING_COLUMNS = (
    Column[Finding](lambda: "Asked", lambda f: f.rule, decoration=lambda _: IconMark("x", says="Not met")),
    Column[Finding](lambda: "Points", lambda f: f.points, text.points, is_number=True),
)


@pytest.fixture
def tree() -> FindingsModel:
    made = FindingsModel(FINDING_COLUMNS)
    made.set_finding(TREE)
    return made


def test_the_tree_is_a_model_as_qt_wants_it(tree: FindingsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(tree)
    tree.set_finding(finding("alone"))
    qtmodeltester.check(tree)


def test_every_node_is_found_by_its_path_and_says_it(tree: FindingsModel) -> None:
    def walk(index: QModelIndex, path: tuple[int, ...]) -> list[tuple[tuple[int, ...], Any]]:
        below = [walk(tree.index(row, 0, index), (*path, row)) for row in range(tree.rowCount(index))]
        return [(path, index), *(found for part in below for found in part)]

    found = walk(tree.index(0, 0), ())
    assert [index.data() for _, index in found] == ["track", "a", "a1", "a2", "b"]
    for path, index in found:
        assert tree.index_of(path) == index
        assert tree.path_of(index) == path


def test_a_path_that_leads_nowhere_is_no_index(tree: FindingsModel) -> None:
    assert not tree.index_of((7, 1)).isValid()
    assert FindingsModel(FINDING_COLUMNS).rowCount() == 0


def test_a_sign_is_said_before_the_words(tree: FindingsModel) -> None:
    assert tree.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Not met, track"


@dataclass(frozen=True, slots=True)
class Numbered:
    id: int
    points: int


NUMBERED = (
    Column[Numbered](lambda: "Id", lambda r: f"row {r.id}"),
    Column[Numbered](lambda: "Points", lambda r: r.points),
)
MANY = tuple(Numbered(n, n * 7 % 100) for n in range(100))


@pytest.fixture
def many() -> RowsModel[Numbered]:
    made: RowsModel[Numbered] = RowsModel(NUMBERED)
    made.set_rows(MANY)
    return made


@pytest.mark.parametrize("ids", [{3}, {99, 10, 5}, {0, 1, 2, 30, 31, 77, 99, 100, "nobody"}, set(range(100))])
@pytest.mark.parametrize("order", [None, *Qt.SortOrder])
@pytest.mark.parametrize("words", ["", "row 1"])
def test_places_are_those_of_the_rows_as_shown(
    many: RowsModel[Numbered], ids: set[object], order: Qt.SortOrder | None, words: str
) -> None:
    many.set_filter(words)
    if order is not None:
        many.sort(1, order)
    assert many.places_of(ids) == [place for place, row in enumerate(many.rows) if row.id in ids]


def test_runs_of_rows_are_selected_as_they_are_read(qtbot: QtBot, many: RowsModel[Numbered]) -> None:
    view = table(many)
    qtbot.addWidget(view)
    wanted = [0, 1, 2, 30, 31, 77, 99]
    select_places(view, wanted)
    assert [row.id for row in selected_rows(view)] == wanted
    assert view.currentIndex().row() == 0
    select_places(view, [])
    assert selected_rows(view) == []
    view.selectAll()
    assert selected_rows(view) == list(MANY)


@pytest.mark.parametrize(
    "typed",
    [
        ("r", "ro", "row", "row ", "row 1", "row 12", "row 1", "w 1", "", "9"),
        ("1 ro", "1 row", "12 row", "12 row 2", "2", "21"),
        ("row 3", "nobody", "row 3"),
    ],
)
@pytest.mark.parametrize("is_sorted", ["sorted", ""])
def test_letter_by_letter_finds_what_a_fresh_search_finds(
    many: RowsModel[Numbered], typed: tuple[str, ...], is_sorted: str
) -> None:
    """What was found before is looked through where a word grows, and everything where it does not."""
    many.set_keep(lambda row: row.points != 14)
    if is_sorted:
        many.sort(1, Qt.SortOrder.DescendingOrder)
    for words in typed:
        many.set_filter(words)
        fresh: RowsModel[Numbered] = RowsModel(NUMBERED)
        fresh.set_rows([row for row in MANY if row.points != 14])
        if is_sorted:
            fresh.sort(1, Qt.SortOrder.DescendingOrder)
        fresh.set_filter(words)
        assert many.rows == fresh.rows
        assert all(word in f"row {row.id}\n{row.points}" for row in many.rows for word in words.split())
