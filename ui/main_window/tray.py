"""The icon in the system's tray: it tells reminders, and brings the window back."""

from collections import deque
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui import icons
from ui.text import _

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

_SHOWN_MS: Final = 8_000


class Tray(QSystemTrayIcon):
    """Nobody's name stands in what it tells: others may see the screen."""

    def __init__(self, window: "MainWindow", apart_ms: int = _SHOWN_MS) -> None:
        """`apart_ms` lie between two notifications: many a system shows the last of several alone."""
        super().__init__(icons.icon("calendar-days", "accent", 32), window)
        self._window = window
        self.has_said_it_stays = False
        """Whether the user was told, once, that closing the window did not end the program."""
        self._is_ending = False
        window.closing.connect(self._on_closing)
        window.installEventFilter(self)
        self._waiting: deque[str] = deque()
        self._pause = QTimer(self, singleShot=True, interval=apart_ms)
        self._pause.timeout.connect(self._tell_next)
        self._menu = QMenu(window)
        self._open, self._agenda = self._menu.addAction(""), self._menu.addAction("")
        self._menu.addSeparator()
        self._quit = self._menu.addAction("")
        self._open.triggered.connect(lambda _checked=False: self._show())
        self._agenda.triggered.connect(lambda _checked=False: self._show_agenda())
        self._quit.triggered.connect(lambda _checked=False: window.leave())
        self.speak()
        self.setContextMenu(self._menu)
        self.activated.connect(self._on_activated)
        self.messageClicked.connect(self._show_agenda)

    def speak(self) -> None:
        """Name itself and its menu in the language in use."""
        self.setToolTip(_("Partner Readiness"))
        self._open.setText(_("Open the window"))
        self._agenda.setText(_("Open agenda"))
        self._quit.setText(_("Quit"))

    def tell(self, words: str) -> None:
        """One notification of the system, after those that were given before."""
        self._waiting.append(words)
        if not self._pause.isActive():
            self._tell_next()

    def _tell_next(self) -> None:
        if self._waiting:
            words = self._waiting.popleft()
            self.showMessage(_("Coming up"), words, self.MessageIcon.Information, _SHOWN_MS)
            self._pause.start()

    def _show(self) -> None:
        self._window.come_forward()

    def _show_agenda(self) -> None:
        self._show()
        self._window.navigate("agenda")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == self.ActivationReason.Trigger:
            self._show()

    def _on_closing(self) -> None:
        self._is_ending = True

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_hidden = event.type() == QEvent.Type.Hide and not event.spontaneous()
        if is_hidden and self.isVisible() and not self._is_ending and not self.has_said_it_stays:
            self.has_said_it_stays = True
            words = _("The program goes on here and reminds you. Quit in its menu ends it.")
            self.showMessage(_("Partner Readiness"), words, self.MessageIcon.Information, _SHOWN_MS)
        return super().eventFilter(watched, event)
