"""The icon in the system's tray: it tells reminders, and brings the window back."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui import icons
from ui.text import _

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

_SHOWN_MS: Final = 15_000


class Tray(QSystemTrayIcon):
    """Nobody's name stands in what it tells: others may see the screen."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(icons.icon("calendar-days", "accent", 32), window)
        self._window = window
        self.setToolTip(_("Partner Readiness"))
        self._menu = QMenu(window)
        self._menu.addAction(_("Open the window")).triggered.connect(lambda _checked=False: self._show())
        self._menu.addAction(_("Open agenda")).triggered.connect(lambda _checked=False: self._show_agenda())
        self._menu.addSeparator()
        self._menu.addAction(_("Quit")).triggered.connect(lambda _checked=False: window.leave())
        self.setContextMenu(self._menu)
        self.activated.connect(self._on_activated)
        self.messageClicked.connect(self._show_agenda)

    def tell(self, words: str) -> None:
        """One notification of the system."""
        self.showMessage(_("Coming up"), words, self.MessageIcon.Information, _SHOWN_MS)

    def _show(self) -> None:
        self._window.come_forward()

    def _show_agenda(self) -> None:
        self._show()
        self._window.navigate("agenda")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == self.ActivationReason.Trigger:
            self._show()
