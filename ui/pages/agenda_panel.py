"""The panel about one item of the agenda, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from readiness.facts import Deadline, Event, Facts
from ui.pages.agenda_rows import AgendaRow, details_of, record_of
from ui.pages.detail_rows import DetailRows
from ui.text import _, name
from ui.widgets import Panel, button, hairline, paragraph


class AgendaPanel(Panel):
    """Shows the item that is selected in the list."""

    edit_asked = Signal(object)  # the AgendaRow
    tick_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._row: AgendaRow | None = None
        self._facts = Facts()
        self.title = paragraph("", "strong")
        self.details = DetailRows()
        self.done = button(_("Done"), "check", on_click=lambda: self.tick_asked.emit(self._row), small=True)
        self.edit = button(_("Edit…"), "pencil", on_click=lambda: self.edit_asked.emit(self._row), small=True)
        self.remove = button(
            _("Remove"), "trash-2", "danger", lambda: self.remove_asked.emit(self._row), small=True
        )
        self._arrange()

    def set_facts(self, facts: Facts) -> None:
        """What the details are looked up in; `show_row` follows."""
        self._facts = facts

    def show_row(self, row: AgendaRow | None) -> None:
        self._row = row
        self._buttons.setVisible(row is not None)
        self.set_title(name("item", row.item.kind) if row else _("Nothing selected"))
        self.title.setText(row.title if row else "")
        self.title.setVisible(row is not None)
        self.details.show_rows(details_of(row, self._facts) if row else ())
        if row is not None:
            record = record_of(row.item, self._facts)
            self.done.setText(_("Open again") if row.is_done else _("Done"))
            self.edit.setVisible(record is not None)
            self.remove.setVisible(isinstance(record, Deadline | Event))

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(14, 12, 14, 0)
        words.setSpacing(2)
        words.addWidget(self.title)
        self.body.addLayout(words)
        self.body.addWidget(self.details)
        self.body.addStretch(1)
        self._buttons = QWidget()
        foot = QVBoxLayout(self._buttons)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(8)
        row.addWidget(self.done)
        row.addWidget(self.edit)
        row.addStretch(1)
        row.addWidget(self.remove)
        foot.addLayout(row)
        self.body.addWidget(self._buttons)
