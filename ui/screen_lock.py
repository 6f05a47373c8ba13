"""The lock of the system's screen, heard where the system tells of it: Linux by D-Bus, Windows by a message.

macOS tells only programs of its own kind; there a file is locked by its minutes alone.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

IS_HEARD: Final = sys.platform != "darwin"
_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Each desktop's own name for the same signal."""
_ACTIVE: Final[Any] = SLOT("on_active(bool)")  # a str, whatever the stubs of PySide6 6.12 say
_TOLD: Final[Any] = SLOT("on_told()")
_LOGIN: Final = "org.freedesktop.login1"
_SESSIONS: Final = "/org/freedesktop/login1/session/"
_SYSTEM_BUS: Final = "/run/dbus/system_bus_socket"
_WM_WTSSESSION_CHANGE: Final = 0x02B1
_WTS_SESSION_LOCK: Final = 0x7
_NOTIFY_FOR_THIS_SESSION: Final = 0


def heard(window: int, on_lock: Callable[[], None], parent: QObject) -> QObject | None:
    """Call `on_lock` when the screen locks or the computer goes to sleep, while what is given back lives.

    `window` is the system's own number of the window. None where the system says nothing of it.
    """
    if sys.platform == "win32":
        return WindowsLock(window, on_lock, parent)
    if not sys.platform.startswith("linux"):
        return None
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - where a file has a password

    lock = DBusLock(on_lock, parent)
    if _has_session_bus():
        lock.hear_desktop(QDBusConnection.sessionBus())
    if Path(_SYSTEM_BUS).exists():
        lock.hear_login(QDBusConnection.systemBus(), os.environ.get("XDG_SESSION_ID", ""))
    return lock


def _has_session_bus() -> bool:
    """Asked first: Qt would start a bus where there is none."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(runtime and Path(runtime, "bus").exists())


class DBusLock(QObject):
    """Listens; it asks nothing of any other program."""

    def __init__(self, on_lock: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_lock = on_lock

    def hear_desktop(self, bus: "QDBusConnection") -> None:
        """On the bus of the user's session: the screen saver became active."""
        for saver in _SAVERS:
            bus.connect("", "", saver, "ActiveChanged", self, _ACTIVE)

    def hear_login(self, bus: "QDBusConnection", session: str) -> None:
        """On the bus of the system: this session is to lock, or the computer goes to sleep."""
        manager = f"{_LOGIN}.Manager"
        bus.connect("", "/org/freedesktop/login1", manager, "PrepareForSleep", self, _ACTIVE)
        if session:
            path = _SESSIONS + session_path(session)
            bus.connect("", path, f"{_LOGIN}.Session", "Lock", self, _TOLD)

    @Slot(bool)
    def on_active(self, active: bool) -> None:  # noqa: FBT001 - what the signal brings
        if active:
            self._on_lock()

    @Slot()
    def on_told(self) -> None:
        self._on_lock()


def session_path(session: str) -> str:
    """A session's id as its object is called: `2` is `_32`, since a letter must come first."""
    parts = (
        char if char.isascii() and (char.isalpha() or (char.isdigit() and place)) else f"_{ord(char):02x}"
        for place, char in enumerate(session)
    )
    return "".join(parts)


class WindowsLock(QObject):
    """Windows tells a window that asked for it by one of its messages."""

    def __init__(self, window: int, on_lock: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = SessionMessages(on_lock)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)
        system: Any = getattr(ctypes, "WinDLL")("wtsapi32")  # noqa: B009 - on Windows alone
        system.WTSRegisterSessionNotification(ctypes.c_void_p(window), _NOTIFY_FOR_THIS_SESSION)


class SessionMessages(QAbstractNativeEventFilter):
    """Reads one kind of message and takes none."""

    def __init__(self, on_lock: Callable[[], None]) -> None:
        super().__init__()
        self._on_lock = on_lock

    # Qt overrides

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        from ctypes import wintypes  # noqa: PLC0415 - on Windows alone

        if bytes(QByteArray(kind).data()) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if told.message == _WM_WTSSESSION_CHANGE and told.wParam == _WTS_SESSION_LOCK:
                self._on_lock()
        return False, 0
