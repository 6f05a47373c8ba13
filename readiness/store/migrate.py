"""How a file of an older schema is brought up to date: on a verified copy that then takes its place.

The file as it was stays beside it, as `name.v1.0.bak`. Whatever interrupts this leaves one of the two.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from readiness.problems import WorkspaceError
from readiness.store import seal
from readiness.store.backups import MIGRATION, Backups
from readiness.store.copies import copy_pages, growing, has_meta, read_meta, write_seal
from readiness.store.file import SCHEMA, WorkspaceFile, foreseen
from readiness.store.host import Host


def schema_text(schema: int) -> str:
    """Like 1.0."""
    return f"{schema >> 16}.{schema & 0xFFFF}"


def migrate(file: WorkspaceFile, host: Host | None = None) -> Path:
    """Bring an open file up to date and close it; where the file as it was now lies.

    With a host a verified backup of the file as it was is made first, where its folder has room for one.

    Raises:
        WorkspaceError: it is damaged, or the folder has no room; the file is as it was.
    """
    kept = None
    try:
        _require_sound(file)
        _require_sealed(file)
        with growing(file.path) as part:
            copy_pages(file.connection, part, file.password)
            identity = _bring_up_to_date(part, file)
            if host is not None:
                _back_up(file, Backups(host.backups, identity, host.backup_bytes), host)
            kept = _keep(file)
            file.close()  # some systems replace no open file
    except BaseException:
        if kept is not None:
            with suppress(OSError):
                kept.unlink()
        raise
    finally:
        file.close()
    return kept


def bring_up_to_date(path: Path, password: str | None) -> None:
    """Migrate a file where it is, for a copy that nobody needs as it was.

    Raises:
        WorkspaceError: it is damaged.
    """
    from readiness.store.creation import mark, upgrade  # noqa: PLC0415 (Alembic is slow to load)
    from readiness.store.writing import engine_over, transaction  # noqa: PLC0415 (so is SQLAlchemy)

    copy = WorkspaceFile(path, password)
    try:
        with foreseen(path, reading=True):
            # A table that is made anew takes its rows' children along, where references are enforced.
            copy.connection.execute("PRAGMA foreign_keys=OFF")
            with transaction(engine_over(copy.connection)) as connection:
                upgrade(connection)
                mark(connection)
            _require_sound(copy)
            write_seal(copy.connection, seal.digests(copy.connection))
    finally:
        copy.close()


def _bring_up_to_date(part: Path, old: WorkspaceFile) -> str:
    """The identity of the file; before schema 1.1 a file has none, and is given one here."""
    bring_up_to_date(part, old.password)
    new = WorkspaceFile(part, old.password, read_only=True)
    try:
        with foreseen(part, reading=True):
            if new.schema != SCHEMA or not _holds_the_same(old.connection, new.connection):
                raise WorkspaceError("migration-failed", name=old.path.name)
            return read_meta(new.connection)["identity"]
    finally:
        new.close()


def _back_up(file: WorkspaceFile, backups: Backups, host: Host) -> None:
    """One more copy than the one beside the file; where it can't be made, that one has to do."""
    with suppress(WorkspaceError):
        backups.note_origin(file.path)
        found = seal.digests(file.connection)
        if backups.is_new(found):
            backups.make(file.connection, file.password, found, host.now(), MIGRATION)


def _require_sound(file: WorkspaceFile) -> None:
    with foreseen(file.path, reading=True):
        pages = file.connection.execute("PRAGMA integrity_check(1)").fetchone()
        references = file.connection.execute("PRAGMA foreign_key_check").fetchone()
        if pages != ("ok",) or references is not None:
            raise WorkspaceError("workspace-damaged", name=file.path.name)


def _require_sealed(file: WorkspaceFile) -> None:
    with foreseen(file.path, reading=True):
        if has_meta(file.connection):
            told = read_meta(file.connection)
            found = seal.digests(file.connection)
            if seal.broken(told["seal"], found, told["identity"], int(told["generation"])):
                raise WorkspaceError("workspace-damaged", name=file.path.name)


def _holds_the_same(old: Any, new: Any) -> bool:
    """Each table has as many rows as before, and the same ones in the columns it had before."""
    for table in seal.table_names(old):
        if table in (seal.SCHEMA_TABLE, "alembic_version"):
            continue
        columns = ", ".join(f'"{row[1]}"' for row in old.execute(f'PRAGMA table_info("{table}")'))
        query = f'SELECT {columns} FROM "{table}" ORDER BY {columns}'  # noqa: S608 (names of our own)
        before, after = old.execute(query), new.execute(query)
        while rows := before.fetchmany(500):
            if after.fetchmany(500) != rows:
                return False
        if after.fetchone() is not None:
            return False
    return True


def _keep(file: WorkspaceFile) -> Path:
    """The file as it was under another name: a second name for it where the disk has such, else a copy."""
    stem = f"{file.path.name}.v{schema_text(file.schema)}"
    number = 1
    while (kept := file.path.with_name(f"{stem}{'' if number == 1 else f'-{number}'}.bak")).exists():
        number += 1
    try:
        os.link(file.path, kept)
    except OSError:
        with growing(kept) as part:
            copy_pages(file.connection, part, file.password)
    return kept
