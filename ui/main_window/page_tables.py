"""The tables of a window: their columns are remembered, and what they show is written where the user says."""

from functools import partial
from typing import TYPE_CHECKING

from ui.dialogs.save_table import ask_export
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow


def adopt(window: "MainWindow", columns: Columns) -> None:
    """Show a table as the user left it, and keep what is changed from now on."""
    if columns.view.objectName():
        key = f"{window.page_id}/{columns.view.objectName()}"
        columns.use(window.settings.tables.get(key))
        columns.changed.connect(partial(_keep, window, key))
    columns.can_export = True
    columns.export_asked.connect(partial(_export, window, columns))


def _keep(window: "MainWindow", key: str, layout: object) -> None:
    window.change_settings(tables={**window.settings.tables, key: layout})


def _export(window: "MainWindow", columns: Columns) -> None:
    if window.session is not None:
        ask_export(columns, window.session, window)
