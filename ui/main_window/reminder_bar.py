"""A quiet line above the page until it is closed: a note, or a reminder."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.text import _
from ui.widgets import MessageBar, button, tool_button


class NoteBar(MessageBar):
    """Goes when it was read; `way` leads to more."""

    def __init__(self, words: str, way: QWidget | None = None) -> None:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if way is not None:
            row.addWidget(way)
        row.addWidget(tool_button("x", _("Close"), self.close_bar))
        super().__init__("info", words, ways)

    def close_bar(self) -> None:
        """It was read."""
        self.hide()
        self.deleteLater()


class ReminderBar(NoteBar):
    """Opens the agenda, or goes."""

    agenda_asked = Signal()
    closed = Signal()  # somebody has read it

    def __init__(self, words: str) -> None:
        super().__init__(words, button(_("Open agenda"), "", "flat", self._on_agenda, small=True))

    def close_bar(self) -> None:
        super().close_bar()
        self.closed.emit()

    def _on_agenda(self) -> None:
        self.agenda_asked.emit()
        self.close_bar()
