"""A crash of Qt or another library: Python's last words go into a file, which the next start takes up.

Each run has a file of its own, and holds it for as long as it lives. It stays empty where all goes well, to
the very end: a program may also crash while it is taken down.
"""

import faulthandler
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

_FOLDER: Final = "crashes"


class CrashFile:
    """Where this run would leave its last words; a disk that can't be written leaves the run without."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[str] | None = None
        with suppress(OSError):
            place = folder / _FOLDER
            place.mkdir(parents=True, exist_ok=True)
            self._file = (place / f"{time.time_ns():x}.txt").open("x", encoding="ascii")
            _hold(self._file)
            faulthandler.enable(self._file)

    def all_well(self) -> None:
        """The program ends in order: what Windows told before, and the program survived, was no crash."""
        if self._file is not None:
            self._file.truncate(0)


def last_words(folder: Path) -> tuple[str, ...]:
    """What runs that crashed have left; their files, and the empty ones of others, are gone afterwards."""
    found = (_taken(path) for path in sorted((folder / _FOLDER).glob("*.txt")))
    return tuple(words for words in found if words)


def _taken(path: Path) -> str:
    """Nothing where the file's own run still lives."""
    try:
        with path.open("r+", encoding="ascii", errors="replace") as file:
            _hold(file)
            words = file.read()
        path.unlink()
    except OSError:
        return ""
    return words


def _hold(file: IO[str]) -> None:
    """As long as it is open; OSError where another run does. Windows removes no file that is open."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
