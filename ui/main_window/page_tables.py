"""The tables of a page: their columns are remembered, and what they show is written where the user says."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.dialogs.save_table import ask_export
from ui.widgets import RowsView

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow


class PageTables(QObject):
    """Joins the tables of pages to the user's settings and to the worker."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def adopt(self, page: QWidget, name: str) -> None:
        """Show the page's tables as the user left them, and keep what is changed from now on."""
        for number, view in enumerate(page.findChildren(RowsView)):
            key = f"{name}/{number}"
            view.columns.use(self._window.settings.tables.get(key))
            view.columns.changed.connect(partial(self._keep, key))
            view.columns.can_export = True
            view.columns.export_asked.connect(partial(self._export, view))

    def _keep(self, key: str, layout: object) -> None:
        self._window.change_settings(tables={**self._window.settings.tables, key: layout})

    def _export(self, view: RowsView) -> None:
        if self._window.session is not None:
            ask_export(view, self._window.session, self._window)
