"""The file itself: what it is before SQLite touches it, how it is opened, locked, closed, and what failed.

The file is never opened beside SQLite while it is open here: closing such a handle would drop SQLite's locks.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlcipher3 import dbapi2

from readiness.problems import WorkspaceError
from readiness.store.password import PAGE, opens_a_page, unlock

APPLICATION_ID: Final = 0x50745264
"""`PtRd`, at offset 68 of the file."""
SCHEMA: Final = 1 << 16 | 5
"""The newest schema this program reads, as major * 65536 + minor, at offset 60 of the file."""
FIRST_SCHEMA: Final = 1 << 16
"""The first one released; every one since then is brought up to date when its file is opened."""
SUFFIX: Final = ".readiness"
_SMALLEST: Final = 512
_HEADER: Final = 100

_READING: Final = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cell_size_check=ON",
)
_PROFILE: Final = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "secure_delete=ON",
    *_READING,
)
_MAGICS: Final = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b\x08\x00", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"\x89PNG")
"""How files of other kinds begin, in four bytes, so that noise is hardly ever taken for one of them."""

_ERRORS: Final = {
    "SQLITE_BUSY": "workspace-locked",
    "SQLITE_LOCKED": "workspace-locked",
    "SQLITE_NOTADB": "workspace-damaged",
    "SQLITE_CORRUPT": "workspace-damaged",
    "SQLITE_FULL": "disk-full",
    "SQLITE_READONLY": "workspace-read-only",
    "SQLITE_PERM": "workspace-read-only",
    "SQLITE_CANTOPEN": "workspace-read-only",
    "SQLITE_IOERR": "disk-error",
    "SQLITE_CONSTRAINT": "records-contradict",
}
"""What each primary result of SQLite that the world around can cause means for the user."""
_WHILE_READING: Final = _ERRORS | {
    "SQLITE_CANTOPEN": "workspace-unreadable",
    "SQLITE_ERROR": "workspace-damaged",
}
"""A missing table is damage; and while writing it is the journal that can't be opened, not the file."""

_WITHOUT_NAME: Final = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
}
"""What SQLite says of its results in words: the driver's copying of pages names no result."""

_open_files: Final[set[tuple[int, int]]] = set()
"""Device and inode of the files open in this process. POSIX locks belong to the process: reading the header
of one of these through a second handle would drop its lock, so such a file is known without being read."""


@contextmanager
def foreseen(path: Path, *, reading: bool = False) -> Iterator[None]:
    """Turn what the driver says of disk, lock and damage into a WorkspaceError; other errors are our own."""
    try:
        yield
    except UnicodeDecodeError:  # a name or a message of SQLite's that damage made no text
        if not reading:
            raise
        raise WorkspaceError("workspace-damaged", name=path.name) from None
    except dbapi2.DatabaseError as error:
        told = getattr(error, "sqlite_errorname", None) or _WITHOUT_NAME.get(str(error))
        if told is None and reading:  # the driver's own: a cell of text that is none
            raise WorkspaceError("workspace-damaged", name=path.name) from None
        name = "_".join((told or "").split("_")[:2])
        code = (_WHILE_READING if reading else _ERRORS).get(name)
        if code is None:
            raise
        raise WorkspaceError(code, name=path.name) from None


class WorkspaceFile:
    """A file of ours, open and locked; `connection` is the only one."""

    def __init__(self, path: Path, password: str | None = None, *, read_only: bool = False) -> None:
        """Open a file whose header was found good; one that may only be read is not locked.

        Raises:
            WorkspaceError: another window or program has it, it is damaged, or the password is another.
        """
        self.path = path
        self.password = password
        self.is_read_only = read_only
        self._identity = _identity(path)
        self._connection: Any = None
        _open_files.add(self._identity)
        try:
            with foreseen(path, reading=True):
                self._connect()
        except BaseException:
            self.abandon()
            raise
        self.noted = self._state()

    def _connect(self) -> None:
        name = f"{self.path.absolute().as_uri()}?mode=ro" if self.is_read_only else str(self.path)
        self._connection = dbapi2.connect(
            name, isolation_level=None, timeout=0, check_same_thread=False, uri=self.is_read_only
        )
        unlock(self._connection, self.password)
        for setting in _READING if self.is_read_only else _PROFILE:
            self._connection.execute(f"PRAGMA {setting}")
        if self.is_read_only:
            self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return
        # Takes the lock for as long as the file is open.
        self._connection.execute("BEGIN EXCLUSIVE")
        self._connection.execute("COMMIT")

    def _state(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_size, found.st_mtime_ns

    def note(self) -> None:
        """Remember size and time of the file after a write of our own."""
        with suppress(OSError):
            self.noted = self._state()

    @property
    def is_as_noted(self) -> bool:
        """Whether nobody wrote into the file beside us since then, as far as its size and time tell."""
        try:
            return self.noted == self._state()
        except OSError:
            return False

    @property
    def schema(self) -> int:
        """Of a file of ours.

        Raises:
            WorkspaceError: it is another program's.
        """
        with foreseen(self.path, reading=True):
            (application,) = self.connection.execute("PRAGMA application_id").fetchone()
            (schema,) = self.connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise WorkspaceError("workspace-foreign", name=self.path.name)
        return int(schema)

    def require_writable(self) -> None:
        """Refuse a file that may only be read, or can't have its journal beside it; SQLite opens it silently.

        Raises:
            WorkspaceError: it is so, or the file is damaged.
        """
        if not os.access(self.path.parent, os.W_OK):
            raise WorkspaceError("workspace-read-only", name=self.path.name)
        with foreseen(self.path, reading=True):
            self.connection.execute("DELETE FROM steps WHERE 0")

    def require_in_place(self) -> None:
        """Refuse to write into a file that nobody would find any more.

        Raises:
            WorkspaceError: the file was moved, removed or replaced since it was opened.
        """
        try:
            here = _identity(self.path) == self._identity
        except OSError:
            here = False
        if not here:
            raise WorkspaceError("workspace-moved", name=self.path.name)

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    @property
    def connection(self) -> Any:
        self.require_open()
        return self._connection

    def require_open(self) -> None:
        """Raises WorkspaceError after the file was closed."""
        if self._connection is None:
            raise WorkspaceError("workspace-closed", name=self.path.name)

    def close(self) -> None:
        """Close so that exactly one file stays."""
        if self._connection is not None and not self.is_read_only:
            with suppress(dbapi2.Error):
                self._connection.execute("PRAGMA journal_mode=DELETE")
        self.abandon()

    def abandon(self) -> None:
        """Close without a further word to the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        _open_files.discard(self._identity)


class Header(NamedTuple):
    """What a file says before SQLite opens it; `schema` None: only its password could tell."""

    schema: int | None

    @property
    def is_encrypted(self) -> bool:
        return self.schema is None


def examine(path: Path) -> Header:
    """Look at a file without SQLite and without changing it.

    Raises:
        WorkspaceError: it is missing, a folder, empty, none of ours, from a newer version, or damaged.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise WorkspaceError("workspace-is-folder", name=path.name)
        if not stat.S_ISREG(found.st_mode):
            raise WorkspaceError("workspace-foreign", name=path.name)
        if (found.st_dev, found.st_ino) in _open_files:
            raise WorkspaceError("workspace-locked", name=path.name)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise WorkspaceError("workspace-missing", name=path.name) from None
    except (OSError, ValueError):
        raise WorkspaceError("workspace-unreadable", name=path.name) from None
    # A page that a cut of the power tore is mended from the journal when SQLite opens the file.
    is_torn = found.st_size % PAGE != 0 and not _has_journal(path)
    return _examine_header(path.name, header, found.st_size, is_torn=is_torn)


def _has_journal(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-journal").stat().st_size > 0
    except OSError:
        return False


def _examine_header(name: str, header: bytes, size: int, *, is_torn: bool) -> Header:
    if size == 0:
        raise WorkspaceError("workspace-empty", name=name)
    if not header.startswith(b"SQLite format 3\0"):
        return _examine_noise(name, header, is_torn=is_torn)
    if size < _SMALLEST:
        raise WorkspaceError("workspace-damaged", name=name)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise WorkspaceError("workspace-foreign", name=name)
    schema = int.from_bytes(header[60:64], "big")
    require_known(schema, name)
    return Header(schema)


def require_known(schema: int, name: str) -> None:
    """Raises WorkspaceError where a newer version made the file, or none ever did."""
    if schema > SCHEMA:
        raise WorkspaceError("workspace-newer", name=name)
    if schema < FIRST_SCHEMA:
        raise WorkspaceError("workspace-damaged", name=name)


def _examine_noise(name: str, header: bytes, *, is_torn: bool) -> Header:
    """A file with a password is whole pages of noise; text, known kinds and zeros are not that."""
    if not any(header):
        raise WorkspaceError("workspace-damaged", name=name)
    is_text = all(byte in b"\t\n\r" or byte >= 0x20 for byte in header[:64]) and header[:64].isascii()
    if is_text or header.startswith(_MAGICS):
        raise WorkspaceError("workspace-foreign", name=name)
    if is_torn:
        raise WorkspaceError(f"workspace-{'damaged' if name.endswith(SUFFIX) else 'foreign'}", name=name)
    return Header(None)


def open_file(path: Path, password: str | None, *, read_only: bool = False) -> WorkspaceFile:
    """Open what was examined, and tell a wrong password from damage as far as that can be told.

    Raises:
        WorkspaceError: as `WorkspaceFile`.
    """
    try:
        return WorkspaceFile(path, password, read_only=read_only)
    except WorkspaceError as error:
        if not password or str(error) != "workspace-damaged":
            raise
        fits = opens_a_page(path, password)
    raise WorkspaceError("workspace-damaged" if fits else "password-wrong", name=path.name)


def open_or_read(path: Path, password: str | None) -> WorkspaceFile:
    """Open a file of ours, only to read it where it may not be written.

    Raises:
        WorkspaceError: it is none, or it can't be used; the file is as it was.
    """
    header = examine(path)
    if header.is_encrypted and not password:
        raise WorkspaceError("password-needed", name=path.name)
    password = password if header.is_encrypted else None
    try:
        file = open_file(path, password)
    except WorkspaceError as error:
        if str(error) != "workspace-read-only":
            raise
        return open_file(path, password, read_only=True)
    try:
        file.require_writable()
    except WorkspaceError as error:
        file.abandon()
        if str(error) == "workspace-read-only":
            return open_file(path, password, read_only=True)
        raise
    except BaseException:
        file.abandon()
        raise
    return file


def reserve(path: Path) -> None:
    """Make an empty file, so that nothing that is there is ever overwritten.

    Raises:
        WorkspaceError: there is something of that name, or the folder can't be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise WorkspaceError("workspace-exists", name=path.name) from None
    except (FileNotFoundError, NotADirectoryError):
        raise WorkspaceError("folder-missing", name=path.name) from None
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise WorkspaceError("disk-full" if full else "folder-read-only", name=path.name) from None


def discard(path: Path) -> None:
    """Remove a file that was not finished, and its journal, which must not meet another file of that name."""
    for left in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
