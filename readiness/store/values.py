"""What is told about backups and erasures; cheap to load, since every window names them."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple


class Backup(NamedTuple):
    """One backup that was found good when it was made; `number` counts them, whatever the clock says."""

    path: Path
    number: int
    at: datetime
    """In UTC."""
    reason: str
    """`daily`, `import`, `restore`, `migration` or `asked`."""
    digest: str
    size: int
    """Bytes."""


class Erasure(NamedTuple):
    """What became of the copies of a file out of which a person was erased."""

    rewritten: int
    """Copies that held the person, and no longer do."""
    left: tuple[str, ...]
    """Names of copies that hold the person still, or can't be opened with the file's password."""
