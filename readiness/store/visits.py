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
_UNDONE = "SELECT at, title, changes FROM steps WHERE undone AND number <= ? ORDER BY number"
_NEWEST = "SELECT coalesce(max(number), 0) FROM steps WHERE NOT undone"


class Visit(NamedTuple):
    """When a user stopped looking at a file, and the number of the newest step that stood then."""

    ended: datetime
    newest: int
    """0: there was none, or nobody noted it."""


class Written(NamedTuple):
    """Something the user did, and the changes that take it back."""

    title: Message
    back: Sequence[Change]


def visit(folder: Path, store: Store, now: datetime) -> Visit | None:
    """Note that the file is looked at; answers with the end of the last visit on a day before.

    None: there was none. A folder that can't be written remembers nothing.
    """
    path = folder / f"{sha256(store.identity.encode()).hexdigest()[:20]}.json"
    latest, before = _noted(path)
    if latest is not None and latest.ended.date() < now.date():
        before = latest
    with foreseen(store.file.path, reading=True):
        (newest,) = store.file.connection.execute(_NEWEST).fetchone()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".tmp")
        note = {"latest": _written(Visit(now, newest)), "before": before and _written(before)}
        fresh.write_text(json.dumps(note), encoding="ascii")
        fresh.replace(path)
    return before


def _written(visited: Visit) -> list[str | int]:
    return [visited.ended.isoformat(), visited.newest]


def _noted(path: Path) -> tuple[Visit | None, Visit | None]:
    try:
        read = json.loads(path.read_text(encoding="ascii"))
        latest, before = (read[name] and _read(read[name]) for name in ("latest", "before"))
    except (OSError, ValueError, KeyError, TypeError):
        return None, None
    return latest, before


def _read(note: list[str | int] | str) -> Visit:
    """Notes of 0.1 held the moment alone."""
    ended, newest = (note, 0) if isinstance(note, str) else note
    return Visit(datetime.fromisoformat(str(ended)), int(newest))


def written_since(store: Store, last: Visit) -> tuple[Written, ...]:
    """What was done after a visit and stands, the newest first.

    To undo a step that stood then is something done too. Nothing was done after it: that would have ended
    what can be done again.
    """
    found = []
    with foreseen(store.file.path, reading=True):
        for at, title, changes in store.file.connection.execute(_UNDONE, (last.newest,)):
            if at and datetime.fromisoformat(at) <= last.ended:
                undone = Message("cause.undone", {"step": title_of(title)})
                found.append(Written(undone, unpacked(changes)))
        for at, title, changes in store.file.connection.execute(_DONE):
            if not at or datetime.fromisoformat(at) <= last.ended:
                break
            found.append(Written(title_of(title), unpacked(changes)))
    return tuple(found)
