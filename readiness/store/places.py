"""What the place of a file means for it: synced folders, network drives, copies that a conflict left."""

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

_CLOUDS: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "sshfs", "fuse.sshfs", "afs", "davfs"}
)
_MOUNTS: Final = Path("/proc/mounts")


def synced_by(
    path: Path,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
    mounts: Path = _MOUNTS,
) -> str:
    """Who copies the file's folder to other computers: a service's name, `network`, or nothing.

    `mounts` is the list in which Linux says which drive lies where.
    """
    path, home = path.absolute(), home or Path.home()
    for name in _CLOUDS:
        if environment.get(name) and path.is_relative_to(environment[name]):
            return "OneDrive"
    storage = home / "Library" / "CloudStorage"
    if path.is_relative_to(storage) and path != storage:
        return path.relative_to(storage).parts[0].split("-")[0]
    if any(path.is_relative_to(folder) for folder in _dropbox(environment, home)):
        return "Dropbox"
    return "network" if _is_on_network(path, mounts) else ""


def _dropbox(environment: Mapping[str, str], home: Path) -> tuple[str, ...]:
    """Dropbox says in a file of its own which folders are its."""
    places = [home / ".dropbox"]
    places += [
        Path(environment[name]) / "Dropbox" for name in ("APPDATA", "LOCALAPPDATA") if name in environment
    ]
    for place in places:
        with suppress(OSError, ValueError, AttributeError):
            told = json.loads((place / "info.json").read_text(encoding="utf-8"))
            return tuple(str(entry["path"]) for entry in told.values() if "path" in entry)
    return ()


def _is_on_network(path: Path, mounts: Path) -> bool:
    if str(path).startswith("\\\\"):
        return True
    if not sys.platform.startswith("linux"):
        return False
    with suppress(OSError, ValueError):
        found = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
        drives = [(mount.replace("\\040", " "), kind) for mount, kind in found]
        over = [(len(mount), kind) for mount, kind in drives if path.is_relative_to(mount)]
        return bool(over) and max(over)[1] in _NETWORK
    return False


def conflict_copies(path: Path) -> tuple[str, ...]:
    """Names beside the file as the loser of a conflict gets them from a sync service: `x (1)`, `x-PC7`."""
    marks = r" \(\d+\)|-[\w-]*\d[\w-]*| \(.*(?:conflict|conflit|Konflikt).*\)|\.sync-conflict-.*"
    form = re.compile(f"{re.escape(path.stem)}(?:{marks}){re.escape(path.suffix)}", re.IGNORECASE)
    with suppress(OSError):
        return tuple(sorted(other.name for other in path.parent.iterdir() if form.fullmatch(other.name)))
    return ()
