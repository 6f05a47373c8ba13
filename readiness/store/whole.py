"""What is done with whole files: backups, passwords, copies, and erasing a person out of all of them."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from readiness.facts import Facts, PersonId, Put, erasing
from readiness.problems import WorkspaceError
from readiness.store import seal
from readiness.store.backups import ASKED, DAILY, Backups, newest_good, of_path, renamed
from readiness.store.copies import (
    copy_pages,
    copy_rows,
    growing,
    reading,
    replace,
    sealed,
    with_other_password,
)
from readiness.store.file import SCHEMA, WorkspaceFile, discard, examine, foreseen, open_file, reserve
from readiness.store.host import Host
from readiness.store.migrate import bring_up_to_date
from readiness.store.store import Store
from readiness.store.values import Backup, Erasure

_TRIES: Final = 20
_PAUSE: Final = 0.1
"""Seconds between two tries to copy a file that another program is writing."""


def backups_of(store: Store, host: Host) -> Backups:
    return Backups(host.backups, store.identity, host.backup_bytes)


def back_up(store: Store, host: Host, reason: str) -> Backup | None:
    """A verified backup, or None where the newest one holds the same; one that is asked for is always made.

    Raises:
        WorkspaceError: it could not be made, or the file is damaged.
    """
    store.require_sound()
    backups, found = backups_of(store, host), store.digests()
    backups.note_origin(store.file.path)
    if reason != ASKED and not backups.is_new(found):
        return None
    return backups.make(store.file.connection, store.file.password, found, host.now(), reason)


def copy_to(store: Store, out: Path) -> None:
    """A verified copy of an open file; never over anything.

    Raises:
        WorkspaceError: there is something of that name, or it can't be written.
    """
    reserve(out)
    try:
        with growing(out) as part:
            copy_pages(store.file.connection, part, store.file.password)
            sealed(part, store.file.password, store.digests())
    except BaseException:
        discard(out)
        raise


def back_up_daily(store: Store, host: Host) -> Backup | None:
    """The day's backup, where it is missing and something changed since the last one."""
    newest = next(iter(backups_of(store, host).all()), None)
    if newest is not None and newest.at.astimezone(host.now().tzinfo).date() == host.now().date():
        return None
    return back_up(store, host, DAILY)


def change_password(store: Store, host: Host | None, new: str | None) -> tuple[Store, WorkspaceError | None]:
    """Put a verified copy under another password, or under none, in the file's place; the file opened anew.

    With it comes why the copy could not take the file's place, which is then as it was.

    Raises:
        WorkspaceError: no good copy could be made; the file is as it was, and still open.
    """
    store.require_sound()
    swap = with_other_password(store.file, store.digests(), new)
    path, old = store.file.path, store.file.password
    store.close()
    try:
        swap()
    except WorkspaceError as error:
        return Store.open(path, old, host), error
    return Store.open(path, new, host), None


def encrypt_copies(store: Store, host: Host | None) -> int:
    """Put the file's password on all its backups, and on what migrations left, that have none; how many.

    Raises:
        WorkspaceError: one of them could not be written anew, and is as it was; all others have it.
    """
    plain = [path for path in copies_of(store, host) if _is_plain(path)]
    failed: WorkspaceError | None = None
    for path in plain:
        try:
            _encrypt(path, store.file.password)
        except WorkspaceError as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return len(plain)


def _encrypt(path: Path, password: str | None) -> None:
    file = open_file(path, None, read_only=True)
    try:
        with foreseen(path, reading=True):
            found = seal.digests(file.connection)
        with growing(path) as part:
            copy_rows(file.connection, part, password)
            sealed(part, password, found)
            file.close()  # some systems replace no open file
    finally:
        file.close()


def copies_of(store: Store, host: Host | None) -> tuple[Path, ...]:
    """The backups of a file, and beside it what it was before migrations."""
    path = store.file.path
    beside = sorted(path.parent.glob(f"{_escaped(path.name)}.v*.bak"))
    kept = () if host is None else backups_of(store, host).all()
    return (*(backup.path for backup in kept), *beside)


def _escaped(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "[]*?" else sign for sign in name)


def _is_plain(path: Path) -> bool:
    with suppress(WorkspaceError):
        return not examine(path).is_encrypted
    return False


# --- a person


def words_for(facts: Facts, person: PersonId) -> tuple[str, ...]:
    """By what a person is found in text: id, name, mail, number; nothing too short to mean one person."""
    known = facts.people.get(person)
    words = (person,) if known is None else (person, known.name, known.email, known.mcid)
    return tuple(word for word in words if len(word) > 3)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is erased: the id, the words by which the person is found in text, and the day of it."""

    person: PersonId
    words: tuple[str, ...]
    day: str


def erase(store: Store, facts: Facts, subject: Subject) -> None:
    """Erase a person out of the file for good.

    Raises:
        WorkspaceError: it could not be written.
    """
    words = _all_words(facts, subject)
    store.erase(erasing(facts, subject.person, words), words, subject.person, subject.day)


def _all_words(facts: Facts, subject: Subject) -> tuple[str, ...]:
    return (*subject.words, *words_for(facts, subject.person))


def erase_in_copies(store: Store, host: Host | None, subject: Subject, *, rewrite: bool) -> Erasure:
    """Erase a person out of the copies of a file as well, or only say which hold them."""
    rewritten, left = 0, []
    for path in copies_of(store, host):
        try:
            with _worked_on(path, store.file.password) as copy:
                if not holds(copy, subject):
                    continue
                if rewrite:
                    erase(copy, copy.facts(), subject)
                    copy.close()
                    _take_place(copy.file.path, path, copy)
                    rewritten += 1
                else:
                    left.append(path.name)
        except WorkspaceError:
            left.append(path.name)
    return Erasure(rewritten, tuple(left))


def holds(copy: Store, subject: Subject) -> bool:
    """Whether the person is among the records of the file, named in one, or in its undo log."""
    facts = copy.facts()
    words = _all_words(facts, subject)
    changes = erasing(facts, subject.person, words)
    is_told = subject.person in facts.people or any(isinstance(change, Put) for change in changes)
    return is_told or copy.last_mention(words) > 0


def _take_place(part: Path, path: Path, copy: Store) -> None:
    """The name of a backup tells its content, so a rewritten one gets another.

    Raises:
        WorkspaceError: another program holds the old one, which is still there.
    """
    target = renamed(path, seal.content(copy.last_digests))
    replace(part, target)
    if target != path:
        try:
            path.unlink()
        except OSError:
            raise WorkspaceError("replace-refused", name=path.name) from None


@contextmanager
def _worked_on(path: Path, password: str | None) -> Iterator[Store]:
    """A copy of a copy, up to date and open; it is gone at the end unless it was put somewhere."""
    part = path.with_name(f".{path.name}.part")
    discard(part)
    reserve(part)
    copy = None
    try:
        file = reading(path, password)
        try:
            copy_pages(file.connection, part, file.password)
            is_old, own = file.schema < SCHEMA, file.password
        finally:
            file.close()
        if is_old:
            bring_up_to_date(part, own)
        copy = Store(WorkspaceFile(part, own))
        yield copy
    finally:
        if copy is not None:
            copy.abandon()
        discard(part)


# --- a file that can't be opened


def rescue(path: Path, host: Host, password: str | None) -> Backup | None:
    """The newest good backup of a file that can't say itself whose it is."""
    found = of_path(host.backups, path, host.backup_bytes)
    return None if found is None else newest_good(found.all(), password)


# --- a copy of a file that somebody else has open


def copy_of_open(path: Path, target: Path, password: str | None) -> None:
    """Copy a file that another program has open, between two of its writes; the copy is a file of its own.

    Raises:
        WorkspaceError: it is written without pause, or can't be read; or there is something called `target`.
    """
    header = examine(path)  # refuses what is open in this process, whose lock would be lost
    if header.is_encrypted and not password:
        raise WorkspaceError("password-needed", name=path.name)
    reserve(target)
    try:
        with growing(target) as part:
            _copy_at_rest(path, part)
            _make_its_own(part, password if header.is_encrypted else None, path.name)
    except BaseException:
        discard(target)
        raise


def _copy_at_rest(path: Path, part: Path) -> None:
    if not any(_copied_at_rest(path, part) for _ in range(_TRIES)):
        raise WorkspaceError("workspace-busy", name=path.name)


def _copied_at_rest(path: Path, part: Path) -> bool:
    """Whether nothing was written while it was copied."""
    try:
        before = _rest(path)
        if before is not None:
            shutil.copyfile(path, part)
            if _rest(path) == before:
                return True
    except OSError:
        raise WorkspaceError("workspace-unreadable", name=path.name) from None
    time.sleep(_PAUSE)
    return False


def _rest(path: Path) -> tuple[int, int] | None:
    """Size and time of a file; None while a transaction has its journal beside it."""
    with suppress(FileNotFoundError):
        if path.with_name(f"{path.name}-journal").stat().st_size:
            return None
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _make_its_own(part: Path, password: str | None, name: str) -> None:
    file = open_file(part, password)
    try:
        if file.schema == SCHEMA:
            store = Store(file)
            _require_undamaged(store, name)
            store.take_identity(str(uuid4()))
            store.close()
    finally:
        file.close()


def _require_undamaged(store: Store, name: str) -> None:
    if store.damage():
        raise WorkspaceError("workspace-damaged", name=name)


def conflict_copy(path: Path, facts: Facts, password: str | None) -> Path:
    """Keep facts as a file of their own beside one that somebody else changed; where it lies.

    Raises:
        WorkspaceError: it can't be written.
    """
    number = 1
    while (kept := path.with_name(f"{path.stem} (conflict {number}){path.suffix}")).exists():
        number += 1
    Store.create(kept, map(Put, facts.all()), password).close()
    return kept
