"""A reminder in the window: a quiet line above the page until it is closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.text import _
from ui.widgets import MessageBar, button, tool_button


class ReminderBar(MessageBar):
    """Opens the agenda, or goes."""

    agenda_asked = Signal()

    def __init__(self, words: str) -> None:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(button(_("Open agenda"), "", "flat", self._on_agenda, small=True))
        row.addWidget(tool_button("x", _("Close"), self.close_bar))
        super().__init__("info", words, ways)

    def close_bar(self) -> None:
        """It was read."""
        self.hide()
        self.deleteLater()

    def _on_agenda(self) -> None:
        self.agenda_asked.emit()
        self.close_bar()
