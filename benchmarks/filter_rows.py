"""Filtering and sorting 100,000 rows of a table in a window, beside a scan of as many strings in a list.

The clock runs from the letter to the rows that are seen, painted: a frame has 16.7 ms.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
WORDS = ("contoso 1", "teams", "2026", "nobody has this", "teams 12")
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
    yield from _filters(model, view, rows, runs)
    yield from _sorts(model, view, rows, runs)
    view.close()


def _filters(model: RowsModel[Row], view: QTableView, rows: tuple[Row, ...], runs: int) -> Iterator[Figure]:
    lines = [f"{r.customer}\n{r.workload}\n{r.month}\n{r.value}".casefold() for r in rows]
    for order in (None, Qt.SortOrder.DescendingOrder):
        if order is not None:
            view.sortByColumn(3, order)
        for words in WORDS:
            def scan(words: str = words) -> object:
                return [place for place, line in enumerate(lines) if words in line]

            def shown(words: str = words) -> None:
                model.set_filter(words)
                view.repaint()

            name = f"{ROWS:,} rows{'' if order is None else ', sorted,'} filtered by {words!r} and painted"
            floor, took = median_time(scan, runs), median_time(shown, runs)
            yield Figure(name, took, floor, "scan of a list", at_most=FRAME)
        model.set_filter("")


def _sorts(model: RowsModel[Row], view: QTableView, rows: tuple[Row, ...], runs: int) -> Iterator[Figure]:
    """A press on the title of a column; the bound is what nobody feels as standing still."""
    for column, order in ((3, Qt.SortOrder.AscendingOrder), (0, Qt.SortOrder.DescendingOrder)):
        value = COLUMNS[column].value

        def plain() -> object:
            return sorted(rows, key=value)  # noqa: B023 - called before the next turn

        def shown() -> None:
            model.sort(column, order)  # noqa: B023 - called before the next turn
            view.repaint()

        name = f"{ROWS:,} rows sorted by {COLUMNS[column].title().lower()} and painted"
        floor, took = median_time(plain, runs), median_time(shown, runs)
        yield Figure(name, took, floor, "sorted() of a list", at_most=0.1)


if __name__ == "__main__":
    sys.exit(main(measure))
