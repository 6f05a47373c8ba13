"""Being told to end by the system: by SIGTERM, by a terminal that is closed, by Ctrl+C or Ctrl+Break."""

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import socket

    from PySide6.QtCore import QSocketNotifier

_SIGNALS: Final = frozenset(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class Ending:
    """Python hears of a signal only while it runs, and Qt waits outside of it: a socket wakes it up."""

    def __init__(self) -> None:
        self._is_told = False
        self._ends: tuple[socket.socket, socket.socket] | None = None
        self._notifier: QSocketNotifier | None = None
        for number in _SIGNALS:
            signal.signal(number, self._on_signal)

    def follow(self, end: Callable[[], None]) -> None:
        """Call `end` in the event loop as soon as the program is told to end, or was told before."""
        import socket  # noqa: PLC0415 - after the first picture

        from PySide6.QtCore import QSocketNotifier  # noqa: PLC0415 - Qt comes after this module

        self._ends = near, far = socket.socketpair()
        near.settimeout(0)
        far.settimeout(0)
        self._notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)

        def on_woken(*_: Any) -> None:
            if _SIGNALS.intersection(near.recv(4096)):
                end()

        self._notifier.activated.connect(on_woken)
        signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)
        if self._is_told:
            end()

    def stop(self) -> None:
        """The program is ending; whoever tells it to do so once more changes nothing.

        Ignored, since Python gives back its own handlers at the very end, when the system would kill it.
        """
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        signal.set_wakeup_fd(-1)
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        for end in self._ends or ():
            end.close()

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._is_told = True
