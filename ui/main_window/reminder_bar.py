"""A quiet line above the page until it is closed: a note, or a reminder."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.text import _
from ui.widgets import MessageBar, button, tool_button
from ui.widgets.boxes import boxed, row_of


class NoteBar(MessageBar):
    """Goes when it was read; `way` leads to more."""

    def __init__(self, words: str, way: QWidget | None = None) -> None:
        ways = [] if way is None else [way]
        close = tool_button("x", _("Close"), self.close_bar)
        super().__init__("info", words, boxed(row_of(*ways, close, gap=4)))

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


class FirstStepBar(NoteBar):
    """What to do in a file that holds nobody yet; it comes back where that is undone, unless it was read."""

    import_asked = Signal()

    def __init__(self) -> None:
        words = _(
            "Nothing is recorded yet. Drop a Trainings export anywhere in this window, or add people and "
            "customers on their pages."
        )
        super().__init__(words, button(_("Import…"), "", "flat", self._on_import, small=True))
        self.is_read = False

    def close_bar(self) -> None:
        self.is_read = True
        self.hide()

    def _on_import(self) -> None:
        self.import_asked.emit()
