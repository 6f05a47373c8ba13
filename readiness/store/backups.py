"""Backups by themselves: where they lie, when they are believed, and which of them stay.

Each is a workspace file of its own, named by number, time, reason and the digest of its content. It gets that
name only after it was opened and compared. They lie in the computer's own data folder, outside of synced
ones, in one folder per file.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from readiness.problems import WorkspaceError
from readiness.store import seal
from readiness.store.copies import content_of, copy_pages, growing, reading, require_content, sealed
from readiness.store.file import SUFFIX, discard, reserve
from readiness.store.values import Backup

DAILY, ASKED, MIGRATION = "daily", "asked", "migration"
_NEWEST: Final = 3
"""Never removed, whatever the clock says."""
_KEPT: Final = (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))
"""How many days, weeks and months keep their last backup."""
_NAME: Final = re.compile(r"(\d{6,})-(\d{8}T\d{6}Z)-([a-z]+)-([0-9a-f]{16})\.readiness")
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_ORIGIN: Final = "origin.txt"
_DIGEST: Final = 16


class Backups:
    """The backups of one file, which is known by its identity."""

    def __init__(self, folder: Path, identity: str, most_bytes: int) -> None:
        self.folder = folder / _safe(identity)
        self._most_bytes = most_bytes

    def all(self) -> tuple[Backup, ...]:
        """The newest first."""
        with suppress(OSError):
            found = (_backup(path) for path in self.folder.iterdir())
            return tuple(sorted((b for b in found if b is not None), key=lambda b: -b.number))
        return ()

    def make(
        self, connection: Any, password: str | None, found: Mapping[str, str], at: datetime, reason: str
    ) -> Backup:
        """Copy an open file, whose digests are `found`; then thin the older ones.

        Raises:
            WorkspaceError: it could not be written, or is not what was copied. Nothing older was touched.
        """
        self._make_folder()
        digest = seal.content(found)[:_DIGEST]
        number = max((backup.number for backup in self.all()), default=0) + 1
        stamp = at.astimezone(UTC).strftime(_STAMP)
        target = self.folder / f"{number:06d}-{stamp}-{reason}-{digest}{SUFFIX}"
        with growing(target) as part:
            copy_pages(connection, part, password)
            sealed(part, password, found)
        self.thin()
        made = _backup(target)
        if made is None:
            raise AssertionError(target.name)
        return made

    def is_new(self, found: Mapping[str, str]) -> bool:
        """Whether the content is another than in the newest backup."""
        newest = next(iter(self.all()), None)
        return newest is None or newest.digest != seal.content(found)[:_DIGEST]

    def note_origin(self, path: Path) -> None:
        """Remember where the file lies, for the day on which it can't say itself whose it is."""
        with suppress(OSError, WorkspaceError):
            self._make_folder()
            (self.folder / _ORIGIN).write_bytes(os.fsencode(path.absolute()))

    def thin(self) -> None:
        """Remove what is too much; a backup that can't be removed stays."""
        for backup in too_many(self.all(), self._most_bytes):
            with suppress(OSError):
                backup.path.unlink()

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            raise WorkspaceError("backup-folder", name=self.folder.name) from None


def renamed(path: Path, content: str) -> Path:
    """The name of a backup that holds something else than before; another file keeps its name."""
    backup = _backup(path)
    if backup is None:
        return path
    return path.with_name(path.name.replace(backup.digest, content[:_DIGEST]))


def of_path(folder: Path, path: Path, most_bytes: int) -> Backups | None:
    """The backups of a file that lay at a path when it was last backed up."""
    with suppress(OSError):
        for own in folder.iterdir():
            with suppress(OSError, ValueError):
                if (own / _ORIGIN).read_bytes() == os.fsencode(path.absolute()):
                    return Backups(folder, own.name, most_bytes)
    return None


def newest_good(backups: Sequence[Backup], password: str | None) -> Backup | None:
    """The newest one that opens, and holds what was copied into it."""
    return next((backup for backup in backups if is_good(backup, password)), None)


def is_good(backup: Backup, password: str | None) -> bool:
    try:
        return content_of(backup.path, password).startswith(backup.digest)
    except WorkspaceError:
        return False


def restore(source: Path, target: Path, password: str | None) -> None:
    """Copy a backup to a new file, and compare the two.

    Raises:
        WorkspaceError: there is something of that name, the backup is damaged or has another password.
    """
    content = content_of(source, password)
    reserve(target)
    try:
        with growing(target) as part:
            _copy(source, part, password)
            require_content(part, password, content)
    except BaseException:
        discard(target)
        raise


def _copy(source: Path, part: Path, password: str | None) -> None:
    file = reading(source, password)
    try:
        copy_pages(file.connection, part, file.password)
    finally:
        file.close()


def too_many(backups: Sequence[Backup], most_bytes: int) -> tuple[Backup, ...]:
    """Which of them go: the newest three stay, then the last of each of 12 days, 10 weeks, 9 months in use.

    Of what stays by that, the oldest go while all take more than `most_bytes`. "Newest" and "last" go by
    number, so a clock that was wrong for a while costs at most a day's or a month's place.
    """
    ordered = sorted(backups, key=lambda backup: -backup.number)
    kept = ordered[:_NEWEST]
    seen = [{backup.at.strftime(form) for backup in kept} for form, _ in _KEPT]
    room = [
        most - (len(places) if form == _KEPT[0][0] else 0)
        for (form, most), places in zip(_KEPT, seen, strict=True)
    ]
    for backup in ordered[_NEWEST:]:
        places = [backup.at.strftime(form) for form, _ in _KEPT]
        for index, place in enumerate(places):
            if place not in seen[index] and room[index] > 0:
                room[index] -= 1
                kept.append(backup)
                for known, its_place in zip(seen, places, strict=True):
                    known.add(its_place)
                break
    total = sum(backup.size for backup in kept)
    while total > most_bytes and len(kept) > _NEWEST:
        total -= kept.pop().size
    return tuple(backup for backup in ordered if backup not in kept)


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    number, stamp, reason, digest = match.groups()
    try:
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        return Backup(path, int(number), at, reason, digest, path.stat().st_size)
    except (OSError, ValueError):
        return None


def _safe(identity: str) -> str:
    """An identity comes out of a file that anyone may have made; it never leads out of the folder."""
    return re.sub(r"[^0-9A-Za-z-]", "_", identity)[:64] or "_"
