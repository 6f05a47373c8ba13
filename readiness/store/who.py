"""The small file beside an open one that says who has it; only for words: SQLite's lock is the truth."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from readiness.store.host import Host


class Who(NamedTuple):
    """On which computer a file is open, and since when by that computer's clock."""

    computer: str
    since: datetime


def who_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.who")


def say_who(path: Path, host: Host) -> None:
    """What can't be said is not said: the folder may be full, or refuse."""
    told = {"computer": host.computer, "since": host.now().isoformat(timespec="minutes")}
    with suppress(OSError):
        who_file(path).write_text(json.dumps(told), encoding="utf-8")


def unsay_who(path: Path) -> None:
    with suppress(OSError):
        who_file(path).unlink(missing_ok=True)


def read_who(path: Path) -> Who | None:
    """None where nobody says so; the file may be anything."""
    try:
        told = json.loads(who_file(path).read_text(encoding="utf-8"))
        return Who(str(told["computer"])[:64], datetime.fromisoformat(told["since"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None
