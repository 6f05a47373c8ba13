"""The bar that names what happened and offers to take it back."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import icons
from ui.text import _
from ui.widgets.basics import Heading, button, tool_button
from ui.widgets.boxes import row_of
from ui.widgets.frames import icon_label

_BESIDE: Final = 32
"""How much narrower than the page it stays."""


class UndoBar(QFrame):
    """Names what happened and takes it back; goes after ten seconds without pointer or focus on it."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "inverted")
        self._over = parent
        self.setFixedHeight(40)
        self._words = Heading("", "")
        self._undo = button(_("Undo"), small=True, on_click=self._on_undo)
        self._undo.setIcon(icons.icon("undo-2", "surface"))
        self._undo.setIconSize(QSize(14, 14))
        close = tool_button("x", _("Close"), self.hide)
        close.setIcon(icons.icon("x", "surface"))
        icon = icon_label("circle-check", "surface")
        self.setLayout(row_of(icon, self._words, 24, self._undo, close, gap=10, edges=(14, 0, 6, 0)))
        self._timer = QTimer(self)
        self._timer.setInterval(10_000)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self.hide()

    def tell(self, words: str) -> None:
        self._words.set_text(words)
        self.setAccessibleName(words)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Bottom centre of what it lies over, and no wider: a long name gives way to what takes it back."""
        self.resize(min(self.sizeHint().width(), self._over.width() - _BESIDE), self.height())
        self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - 16)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_asked.emit()

    def _on_timeout(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()
