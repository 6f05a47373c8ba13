"""Pairs of a name and a value, as panels list them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets import Elided, label, paragraph


class DetailRows(QWidget):
    """Names on the left, values on the right; what is too long elides, or goes on below where it `wraps`.

    What elides has its whole as tooltip.
    """

    def __init__(self, parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(parent)
        self._wraps = wraps
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.rows: tuple[tuple[str, str], ...] = ()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        self.rows = tuple(rows)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (title, value) in enumerate(rows):
            self._grid.addWidget(label(title, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(paragraph(value) if self._wraps else Elided(value), place, 1)
        self.setVisible(bool(rows))
