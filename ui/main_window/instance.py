"""One window for one user: a second start hands its file to the one that runs.

A plain socket asks before Qt is there, and only where the first one left its own; the server is set up after
the first picture. On Windows both ends are a pipe of the user's own.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject

TAKEN: Final = b"taken\n"
OWN: Final = b"own\n"
_PATIENCE: Final = 2.0
"""Seconds; a window that does not answer by then is not waited for."""
_LONGEST: Final = 100
"""Bytes that the path of a socket may have."""
_MOST: Final = 65_536


def address(folder: Path) -> str:
    """Where the window of this user listens: in a folder of the user's own, or a pipe named after it."""
    name = f"{os.getuid() if hasattr(os, 'getuid') else os.environ.get('USERNAME', '')}-{folder}"
    if sys.platform == "win32":
        return rf"\\.\pipe\partner-readiness-{_short(name)}"
    beside = folder / "window.socket"
    if len(os.fsencode(beside)) <= _LONGEST:
        return str(beside)
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return os.path.join(runtime, f"partner-readiness-{_short(name)}") if runtime else ""  # noqa: PTH118 - a str


def _short(name: str) -> str:
    import zlib  # noqa: PLC0415 - seldom needed

    return f"{zlib.crc32(name.encode(errors='surrogateescape')):08x}"


def handed_over(folder: Path, file: Path | None) -> bool:
    """Whether a window that runs took the file; then there is nothing left to do."""
    where = address(folder)
    if not where or (sys.platform != "win32" and not os.path.exists(where)):  # noqa: PTH110 - a str
        return False
    asked = {"file": None if file is None else str(file.absolute())}
    try:
        return _answer(where, json.dumps(asked).encode() + b"\n") == TAKEN
    except OSError:  # left behind by one that was killed, or nobody answers
        return False


def _answer(where: str, asked: bytes) -> bytes:
    if sys.platform == "win32":
        with open(where, "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe, no path
            pipe.write(asked)
            return pipe.readline(16)
    import socket  # noqa: PLC0415 - where another window runs

    with socket.socket(socket.AF_UNIX) as plug:
        plug.settimeout(_PATIENCE)
        plug.connect(where)
        plug.sendall(asked)
        return plug.recv(16)


class Listener(QObject):
    """Hears of files of later starts; `take` says whether this window takes the one it is given."""

    def __init__(self, folder: Path, take: Callable[[Path | None], bool], parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first picture

        self._take = take
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        where = address(folder)
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if where and not self._server.listen(where):
            QLocalServer.removeServer(where)  # left behind by one that was killed: the start asked it in vain
            self._server.listen(where)

    def close(self) -> None:
        self._server.close()

    def _on_connection(self) -> None:
        plug = self._server.nextPendingConnection()
        if plug is not None:
            plug.readyRead.connect(lambda: self._on_words(plug))
            plug.disconnected.connect(plug.deleteLater)

    def _on_words(self, plug: Any) -> None:
        if plug.canReadLine():
            taken = self._understood(bytes(plug.readLine(_MOST).data()))
            plug.write(TAKEN if taken else OWN)
            plug.flush()
            plug.disconnectFromServer()
        elif plug.bytesAvailable() > _MOST:
            plug.abort()

    def _understood(self, line: bytes) -> bool:
        """What is not of this program is not taken."""
        try:
            asked = json.loads(line)
            file = asked["file"]
        except (ValueError, KeyError, TypeError):
            return False
        if file is not None and not isinstance(file, str):
            return False
        return self._take(None if file is None else Path(file))
