"""One rule in full: its values, the notes on it, and the page that states it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from readiness.words import joined
from ui import text
from ui.pages.rules_rows import RuleRow, certainty_words
from ui.text import _
from ui.widgets import Panel, button, paragraph, scrolled
from ui.widgets.boxes import REST, boxed, column_of, row_of


class RulePanel(Panel):
    """Beside the list; empty without a row."""

    def __init__(self) -> None:
        super().__init__(_("Rule"))
        self.row: RuleRow | None = None
        self.link = button(_("Open the page"), "arrow-right", on_click=self._on_link)
        self.change = button(_("Read otherwise…"), "pencil")
        self.add_action(self.change)
        self._scroll = scrolled(QWidget(), by_keys=True)
        self._scroll.setAccessibleName(_("Rule"))
        self.body.addWidget(self._scroll, 1)
        self.body.addLayout(row_of(self.link, REST, edges=(14, 10, 14, 10)))
        self.show_row(None)

    def show_row(self, row: RuleRow | None) -> None:
        self.row = row
        self.link.setVisible(row is not None)
        self.change.setVisible(row is not None and row.id[:2] == ("", "") and bool(row.values))
        column = column_of(gap=10, edges=(14, 10, 14, 10))
        if row is not None:
            self._fill(column, row)
        column.addStretch(1)
        inside = boxed(column)
        inside.setProperty("page", "true")
        self._scroll.setWidget(inside)

    def _fill(self, column: QVBoxLayout, row: RuleRow) -> None:
        self.set_title(row.name)
        self.set_note(joined(text.area_name(row.area, "medium") if row.area else "", row.track))
        column.addWidget(paragraph(row.asks))
        for note in row.notes:
            column.addWidget(paragraph(note, "muted"))
        since = (_("Since"), text.day(row.dated.since))
        if row.is_announced:
            since = (_("From"), text.day(row.dated.since))
        source = row.dated.source
        column.addLayout(
            _grid(
                (
                    *row.values,
                    since,
                    (_("Certainty"), certainty_words(row)),
                    (_("Source"), source.title),
                    (_("Read on"), text.day(source.read_on)),
                )
            )
        )

    def _on_link(self) -> None:
        if self.row is not None:
            QDesktopServices.openUrl(QUrl(self.row.dated.source.url))


def _grid(rows: tuple[tuple[str, str], ...]) -> QGridLayout:
    """Names above their values: both may be long."""
    grid = QGridLayout()
    grid.setVerticalSpacing(2)
    for place, (name, value) in enumerate(rows):
        title = paragraph(name, "small")
        title.setContentsMargins(0, 8 if place else 0, 0, 0)
        grid.addWidget(title, 2 * place, 0)
        grid.addWidget(paragraph(value), 2 * place + 1, 0)
    return grid
