"""A list of which one row is chosen, with a sentence and the buttons that act on it."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.tables import Column, RowsModel
from ui.widgets import paragraph, select_rows, selected_rows, table
from ui.widgets.boxes import REST, column_of, row_of


class Row(Protocol):
    """What can be listed: it is found again by its id."""

    @property
    def id(self) -> str: ...


class OneOfMany(QWidget):
    """The first row is chosen where none was; what was chosen stays so when the rows are shown anew."""

    changed = Signal()  # another row is chosen, or none

    def __init__(self, columns: Sequence[Column[Any]], name: str, buttons: Iterable[QPushButton]) -> None:
        super().__init__()
        self.model: RowsModel[Any] = RowsModel(columns, self)
        self.view = table(self.model, stretch=0, name=name)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self.changed.emit())
        self.note = paragraph("", "muted")
        self.setLayout(column_of((self.view, 1), self.note, row_of(*buttons, REST, gap=8), gap=12))

    @property
    def chosen(self) -> Any:
        """The row; None where there is none."""
        rows = selected_rows(self.view)
        return rows[0] if rows else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        before = self.chosen
        self.model.set_rows(tuple(rows))
        if self.model.rows:
            ids = [row.id for row in self.model.rows]
            wanted = before.id if before is not None and before.id in ids else ids[0]
            select_rows(self.view, lambda row: row.id == wanted)
        self.changed.emit()
