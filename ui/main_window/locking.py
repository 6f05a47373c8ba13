"""Locking: a file with a password is closed when nobody is there, and asks for it again."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.session import Session
from ui.text import _
from ui.widgets import EmptyState, button
from ui.widgets.boxes import column_of

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
MINUTE_MS = 60_000
_BUSY_MS: Final = 5_000


class Locking(QObject):
    """Watches for input and for the lock of the screen while a file with a password is open.

    Locking drops the file's key and all that shows it.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.lock_when_idle)
        self._is_watching = False
        self._screen: QObject | None = None
        self._last_input = 0.0
        """By the clock on the wall: a timer stands still while the computer sleeps."""
        window.closing.connect(self.stop)

    @property
    def can_lock(self) -> bool:
        """Whether the open file has a password."""
        session = self._window.session
        return session is not None and session.workspace.keeping.has_password

    @property
    def milliseconds_left(self) -> int:
        """Until it locks by itself; less than 0 where it will not."""
        return self._timer.remainingTime()

    def follow(self) -> None:
        """Begin or stop watching, as the file and the settings are now."""
        if not self.can_lock:
            self.stop()
            return
        if self._screen is None:
            from ui.screen_lock import heard  # noqa: PLC0415 - where a file has a password

            self._screen = heard(int(self._window.winId()), self.lock_when_idle, self)
        wait = self._window.settings.lock_minutes * MINUTE_MS
        if not wait:
            self._stop_waiting()
        elif not self._timer.isActive() or self._timer.interval() != wait:
            self._timer.setInterval(wait)
            self._begin_anew()
            self._watch()

    def stop(self) -> None:
        self._stop_waiting()
        if self._screen is not None:
            self._screen.deleteLater()
            self._screen = None

    def _stop_waiting(self) -> None:
        self._timer.stop()
        app = QApplication.instance()
        if self._is_watching and app is not None:
            app.removeEventFilter(self)
        self._is_watching = False

    def lock_when_idle(self) -> None:
        """What is being written is written first."""
        session = self._window.session
        if session is None or not self.can_lock:
            return
        if session.is_idle:
            self.lock()
        else:
            QTimer.singleShot(_BUSY_MS, self, self.lock_when_idle)

    def lock(self) -> None:
        """Close the file; what is left of it on the screen is its name."""
        session = self._window.session
        if session is None or not self.can_lock:
            return
        self.stop()
        for dialog in self._window.findChildren(QDialog):
            dialog.reject()
        self._window.show_locked(session.workspace.path)
        session.closed.connect(lambda: self._on_closed(session))
        session.close()

    def page(self, path: Path) -> "LockPage":
        """What is shown instead of a locked file."""
        return LockPage(self._window, path)

    def _begin_anew(self) -> None:
        self._last_input = time.time()
        self._timer.start()

    def _watch(self) -> None:
        app = QApplication.instance()
        if not self._is_watching and app is not None:
            app.installEventFilter(self)
            self._is_watching = True

    def _on_closed(self, session: Session) -> None:
        """Of the facts nothing stays, nor of the names that were drawn.

        All this goes without a search for circles: that takes longer than a window may be held.
        """
        from readiness.charts import look  # noqa: PLC0415 - where a file has a password

        session.deleteLater()
        look.forget()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        if event.type() in _INPUT:
            if (time.time() - self._last_input) * 1000 > self._timer.interval():
                self._timer.start(0)  # it woke up, and nobody was there for longer than the timer has run
            else:
                self._begin_anew()
        return False


class LockPage(QWidget):
    """Says that the file is locked, and asks for its password at a click."""

    def __init__(self, window: "MainWindow", path: Path) -> None:
        super().__init__()
        self.path = path
        self.unlock = button(_("Unlock…"), "lock", "primary", lambda: window.open_asked.emit(path))
        self.unlock.setFocus()
        said = EmptyState(
            "lock",
            _("{name} is locked", name=path.name),
            _("It was closed, so that nobody reads it while you are away. Its password opens it again."),
            (self.unlock,),
        )
        self.setLayout(column_of(said, edges=(48, 24, 48, 24)))
