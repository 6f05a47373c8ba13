"""Writing a table as it is seen, where the user says."""

from PySide6.QtWidgets import QWidget

from ui import text
from ui.dialogs.save_file import ask_where
from ui.session import Session
from ui.tables import RowsModel
from ui.text import _
from ui.widgets.columns import Columns

_KINDS = "Excel (*.xlsx);;CSV (*.csv)"


def ask_export(columns: Columns, session: Session, parent: QWidget) -> None:
    """With the columns that are shown, in their order; `session.written` tells where it is."""
    model = columns.view.model()
    if not isinstance(model, RowsModel):
        return
    title, table = columns.view.accessibleName(), model.as_table(columns.shown)
    name = f"{title.replace('/', ' ')}.xlsx"
    ask_where(
        parent,
        _("Export this table"),
        name,
        _KINDS,
        lambda out: session.export_table(out, title, table, text.language(), session.written.emit),
    )
