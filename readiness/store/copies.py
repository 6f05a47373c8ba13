"""Whole copies of a file, made through SQLite and believed only after they were opened and compared."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from readiness.problems import WorkspaceError
from readiness.store import seal
from readiness.store.file import WorkspaceFile, discard, examine, foreseen, open_file, reserve
from readiness.store.password import attach, unlock


@contextmanager
def growing(target: Path) -> Iterator[Path]:
    """A file beside the target to write into; it takes the target's place at the end, or is gone.

    Raises:
        WorkspaceError: the folder can't be written.
    """
    part = target.with_name(f".{target.name}.part")
    discard(part)  # left over by a program that was killed
    reserve(part)
    try:
        yield part
        replace(part, target)
    except BaseException:
        discard(part)
        raise


def replace(part: Path, target: Path) -> None:
    """Put a finished file in its place, so that a power cut finds the one or the other.

    Raises:
        WorkspaceError: the system does not allow it, as while another program reads the target.
    """
    try:
        part.replace(target)
    except OSError:
        raise WorkspaceError("replace-refused", name=target.name) from None
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Names in a folder are on the disk when this returns, where the system knows of such a thing."""
    if os.name == "posix":
        with suppress(OSError):  # some network drives can't
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def copy_pages(connection: Any, target: Path, password: str | None) -> None:
    """Copy an open file page by page, under its own password; the copy is on the disk when this returns.

    Raises:
        WorkspaceError: the disk is full, or reported an error.
    """
    with foreseen(target), _connected(target, password) as copy:
        copy.execute("PRAGMA synchronous=FULL")
        connection.backup(copy)


def copy_rows(connection: Any, target: Path, password: str | None) -> None:
    """Copy an open file row by row into one with another password, or with none.

    Raises:
        WorkspaceError: the disk is full, or reported an error.
    """
    with foreseen(target):
        attach(connection, target, "target", password)
        try:
            connection.execute("PRAGMA target.synchronous=FULL")
            connection.execute("SELECT sqlcipher_export('target')").fetchall()
            for mark in ("application_id", "user_version"):
                (value,) = connection.execute(f"PRAGMA main.{mark}").fetchone()
                connection.execute(f"PRAGMA target.{mark} = {value}")
        finally:
            connection.execute("DETACH target")


def sealed(path: Path, password: str | None, found: Mapping[str, str]) -> None:
    """Seal a copy, then open it anew and compare it with what was copied.

    Raises:
        WorkspaceError: it is not what was copied.
    """
    with foreseen(path), _connected(path, password) as copy:
        copy.execute("PRAGMA synchronous=FULL")
        if has_meta(copy):
            write_seal(copy, found)
    require_content(path, password, seal.content(found))


def require_content(path: Path, password: str | None, content: str) -> None:
    """Raises WorkspaceError where a copy is not what was copied."""
    if content_of(path, password) != content:
        raise WorkspaceError("copy-differs", name=path.name)


def content_of(path: Path, password: str | None) -> str:
    """The digest of all that stands in a file nobody has open; its pages, and its seal, were found good.

    Raises:
        WorkspaceError: it is damaged, or none of ours, or the password is another.
    """
    file = reading(path, password)
    try:
        with foreseen(path, reading=True):
            good = file.connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            found = seal.digests(file.connection)
            broken = seal.broken(*read_seal(file.connection, found))
        if not good or broken:
            raise WorkspaceError("workspace-damaged", name=path.name)
        return seal.content(found)
    finally:
        file.close()


def reading(path: Path, password: str | None) -> WorkspaceFile:
    """Open a file that nobody has open, only to read it.

    Raises:
        WorkspaceError: it can't be used, or has another password.
    """
    header = examine(path)
    if header.is_encrypted and not password:
        raise WorkspaceError("password-needed", name=path.name)
    return open_file(path, password if header.is_encrypted else None, read_only=True)


def has_meta(connection: Any) -> bool:
    """Whether the file is of a schema that has seals."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone() is not None


def read_seal(connection: Any, found: Mapping[str, str]) -> tuple[str, Mapping[str, str], str, int]:
    """What `seal.broken` asks for."""
    if not has_meta(connection):
        return "", found, "", 0
    told = read_meta(connection)
    return told["seal"], found, told["identity"], int(told["generation"])


def read_meta(connection: Any) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM meta").fetchall())


def write_seal(connection: Any, found: Mapping[str, str]) -> None:
    """In one transaction of its own."""
    told = read_meta(connection)
    text = seal.seal_text(found, told["identity"], int(told["generation"]))
    connection.execute("UPDATE meta SET value = ? WHERE name = 'seal'", (text,))


@contextmanager
def _connected(path: Path, password: str | None) -> Iterator[Any]:
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=0, check_same_thread=False)
    try:
        unlock(connection, password)
        yield connection
    finally:
        connection.close()


def with_other_password(file: WorkspaceFile, found: Mapping[str, str], new: str | None) -> Callable[[], None]:
    """A verified copy under another password beside the file; what is returned puts it in the file's place.

    The file must be closed in between, as some systems replace no open file.

    Raises:
        WorkspaceError: the copy could not be made; the file is as it was.
    """
    part = file.path.with_name(f".{file.path.name}.part")
    discard(part)
    reserve(part)
    try:
        copy_rows(file.connection, part, new)
        sealed(part, new, found)
    except BaseException:
        discard(part)
        raise
    return lambda: replace(part, file.path)
