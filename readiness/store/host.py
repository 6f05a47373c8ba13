"""What surrounds a file on this computer; handed down by the window and the command line."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

BACKUP_BYTES: Final = 500_000_000
"""What the backups of one file may take together, where the user sets nothing else."""


class Host(NamedTuple):
    """The clock, the computer's name, and the folder of the backups of all files."""

    now: Callable[[], datetime]
    """The user's own time, with its zone."""
    computer: str
    backups: Path
    backup_bytes: int = BACKUP_BYTES

    def stamp(self) -> str:
        """This moment in UTC, to the second."""
        return self.now().astimezone(UTC).isoformat(timespec="seconds")
