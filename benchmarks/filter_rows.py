"""Filtering and sorting 100,000 rows of a table in a window, beside a scan of as many strings in a list.

It counts from a letter to the rows that are seen, painted: a frame has 16.7 ms. What other programs take of
the processor is left out.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from benchmarks.figures import Figure, main, median_time
from ui import text, theme
from ui.app import application
from ui.tables import Column, RowsModel
from ui.widgets import table

ROWS = 100_000
FRAME = 1 / 60
TYPED = (
    ("", "t"),
    ("", "teams"),
    ("team", "s"),
    ("contoso ", "1"),
    ("teams 1", "2"),
    ("nobody has thi", "s"),
)
"""What stands in the search field, and what is typed or pasted after it."""
_WORKLOADS = ("SQL Database", "Teams", "Sentinel", "Business Central", "Storage", "Exchange Online")


@dataclass(frozen=True, slots=True)
class Row:
    """As long as a row of usage."""

    id: int
    customer: str
    workload: str
    month: str
    value: int


COLUMNS = (
    Column[Row](lambda: "Customer", lambda r: r.customer),
    Column[Row](lambda: "Workload", lambda r: r.workload),
    Column[Row](lambda: "Month", lambda r: r.month),
    Column[Row](lambda: "Value", lambda r: r.value, str, is_number=True),
)


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    runs = 7 if short else 31
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(sys.argv[:1])
    text.use("en")
    theme.use(app, "light")
    workloads = cycle(_WORKLOADS)
    rows = tuple(
        Row(n, f"Contoso {n % 1_000}", next(workloads), f"{2024 + n % 3}-{n % 12 + 1:02}", n * 7919 % 100_003)
        for n in range(ROWS)
    )
    model: RowsModel[Row] = RowsModel(COLUMNS)
    model.set_rows(rows)
    model.prepare_filter()
    view = table(model)
    view.resize(1_000, 700)
    view.show()
    app.processEvents()
    yield from _filters(model, view, rows, runs)
    yield from _sorts(model, view, rows, runs)
    view.close()


def _filters(model: RowsModel[Row], view: QTableView, rows: tuple[Row, ...], runs: int) -> Iterator[Figure]:
    lines = [f"{r.customer}\n{r.workload}\n{r.month}\n{r.value}".casefold() for r in rows]
    for order in ("as they came", "sorted"):
        if order == "sorted":
            view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
        for typed, letter in TYPED:
            floor = median_time(partial(_scan, lines, typed + letter), runs, time.process_time)
            took = statistics.median(_letters(model, view, typed, letter, runs))
            name = f"{ROWS:,} rows, {order}: {typed!r} and then {letter!r}, painted"
            yield Figure(name, took, floor, "scan of a list", at_most=FRAME)
    model.set_filter("")


def _letters(model: RowsModel[Row], view: QTableView, typed: str, letter: str, runs: int) -> Iterator[float]:
    """Seconds of the processor from the letter to the rows it leaves, painted."""
    for run in range(runs + 1):
        model.set_filter(typed)
        view.viewport().repaint()
        start = time.process_time()
        model.set_filter(typed + letter)
        view.viewport().repaint()
        if run:  # the first one warms
            yield time.process_time() - start


def _scan(lines: list[str], words: str) -> object:
    return [place for place, line in enumerate(lines) if words in line]


def _sorts(model: RowsModel[Row], view: QTableView, rows: tuple[Row, ...], runs: int) -> Iterator[Figure]:
    """A press on the title of a column; the bound is what nobody feels as standing still."""
    for column, order in ((3, Qt.SortOrder.AscendingOrder), (0, Qt.SortOrder.DescendingOrder)):
        value = COLUMNS[column].value

        def plain() -> object:
            return sorted(rows, key=value)  # noqa: B023 - called before the next turn

        def shown() -> None:
            model.sort(column, order)  # noqa: B023 - called before the next turn
            view.viewport().repaint()

        name = f"{ROWS:,} rows sorted by {COLUMNS[column].title().lower()} and painted"
        floor, took = (median_time(act, runs, time.process_time) for act in (plain, shown))
        yield Figure(name, took, floor, "sorted() of a list", at_most=0.1)


if __name__ == "__main__":
    sys.exit(main(measure))
