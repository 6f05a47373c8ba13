"""When the user of this computer last looked at a file, and what was written since.

The moments lie with the computer and not in the file: another user of the file has seen other things.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from readiness.facts import Change
from readiness.problems import Message
from readiness.store.file import foreseen
from readiness.store.steps import title_of, unpacked
from readiness.store.store import Store

_DONE = "SELECT at, title, changes FROM steps WHERE NOT undone ORDER BY number DESC"


class Written(NamedTuple):
    """A step that stands, and the changes that take it back."""

    title: Message
    back: Sequence[Change]


def visit(folder: Path, identity: str, now: datetime) -> datetime | None:
    """Note that the file is looked at; answers with the end of the last visit on a day before.

    None: there was none. A folder that can't be written remembers nothing.
    """
    path = folder / f"{sha256(identity.encode()).hexdigest()[:20]}.json"
    latest, before = _noted(path)
    if latest is not None and latest.date() < now.date():
        before = latest
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".tmp")
        fresh.write_text(
            json.dumps({"latest": now.isoformat(), "before": before and before.isoformat()}), encoding="ascii"
        )
        fresh.replace(path)
    return before


def _noted(path: Path) -> tuple[datetime | None, datetime | None]:
    try:
        read = json.loads(path.read_text(encoding="ascii"))
        latest, before = (read[name] and datetime.fromisoformat(read[name]) for name in ("latest", "before"))
    except (OSError, ValueError, KeyError, TypeError):
        return None, None
    return latest, before


def written_since(store: Store, moment: datetime) -> tuple[Written, ...]:
    """The steps made after it that stand, the newest first."""
    found = []
    with foreseen(store.file.path, reading=True):
        for at, title, changes in store.file.connection.execute(_DONE):
            if not at or datetime.fromisoformat(at) <= moment:
                break
            found.append(Written(title_of(title), unpacked(changes)))
    return tuple(found)
