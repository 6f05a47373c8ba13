"""Which rows of a view are selected: asked, set, kept over a change, and copied."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView

from ui.tables import ROW_ROLE, RowsModel
from ui.widgets.columns import Columns


def selected_rows(view: QAbstractItemView) -> list[Any]:
    """The rows selected, in the order shown."""
    model = view.model()
    if isinstance(model, RowsModel):
        return [model.row_at(place) for place in selected_places(view)]
    return [model.index(place, 0).data(ROW_ROLE) for place in selected_places(view)]


def selected_places(view: QAbstractItemView) -> list[int]:
    """Where the selected rows are shown. By ranges: an index for each of 100,000 rows takes a second."""
    ranges: Any = view.selectionModel().selection()  # a list, which its stub does not say
    return sorted({place for part in ranges for place in range(part.top(), part.bottom() + 1)})


def select_rows(view: QAbstractItemView, wanted: Callable[[Any], bool]) -> None:
    """Select the rows that are wanted and make the first of them current; none found: nothing is selected."""
    model = view.model()
    assert isinstance(model, RowsModel)  # noqa: S101 - views of rows only
    select_places(view, [place for place, row in enumerate(model.rows) if wanted(row)])


def select_places(view: QAbstractItemView, found: Sequence[int]) -> None:
    """Select these rows and make the first of them current; none given: nothing is selected."""
    model = view.model()
    choose = QItemSelectionModel.SelectionFlag
    chosen = QItemSelection()
    for first, last in _runs(found):
        chosen.select(model.index(first, 0), model.index(last, 0))
    view.selectionModel().select(chosen, choose.ClearAndSelect | choose.Rows)
    if found:
        view.selectionModel().setCurrentIndex(model.index(found[0], 0), choose.NoUpdate)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places next to each other as the first and the last of them; the places rise."""
    first = last = -2
    for place in places:
        if place != last + 1:
            if last >= 0:
                yield first, last
            first = place
        last = place
    if last >= 0:
        yield first, last


def keep_selection(
    view: QAbstractItemView, refill: Callable[[], object], id_of: Callable[[Any], Any]
) -> None:
    """Refill the model; the rows selected before are selected after, by their id."""
    kept = {id_of(row) for row in selected_rows(view)}
    place = view.verticalScrollBar().value()
    refill()
    if kept:
        select_rows(view, lambda row: id_of(row) in kept)
    view.verticalScrollBar().setValue(place)


def copy_rows(view: QAbstractItemView) -> None:
    """The rows selected, else all rows shown, to the clipboard as tab-separated text."""
    model = view.model()
    if isinstance(model, RowsModel):
        columns: Columns | None = getattr(view, "columns", None)  # set by `table`, which not every view is
        shown = None if columns is None else columns.shown
        QGuiApplication.clipboard().setText(model.as_text(selected_rows(view) or None, shown))
