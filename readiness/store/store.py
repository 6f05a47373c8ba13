"""Store: one partner's facts in one SQLite file; values in, values out, one short transaction each."""

import gc
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

from readiness.facts import LIST_OF, SINGLE, Change, Facts, Key, Kind, Put
from readiness.problems import Message, WorkspaceError
from readiness.store import seal
from readiness.store.columns import TABLES
from readiness.store.copies import read_meta, write_seal
from readiness.store.file import (
    SCHEMA,
    WorkspaceFile,
    discard,
    foreseen,
    open_or_read,
    require_known,
    reserve,
)
from readiness.store.host import Host
from readiness.store.steps import mentions, title_of, touches, unpacked
from readiness.store.who import Who, read_who, say_who, unsay_who

_STEPS = "steps"
_DONE = "SELECT number, title, changes FROM steps WHERE NOT undone ORDER BY number DESC LIMIT 1"
_PAST_ALL = "SELECT number, at, title, changes FROM steps ORDER BY number DESC"
_PAST = "SELECT number, at, title, changes FROM steps WHERE NOT undone ORDER BY number DESC"
_UNDONE = "SELECT number, title, changes FROM steps WHERE undone ORDER BY number LIMIT 1"


class Step(NamedTuple):
    """What undo or redo would do next."""

    number: int
    title: Message
    changes: tuple[Change, ...]


class Past(NamedTuple):
    """A step that touched a record: when, in UTC where that is known, and by which action."""

    at: datetime | None
    title: Message


@contextmanager
def _no_collection() -> Iterator[None]:
    """Nothing made here is garbage, and looking for some takes twice as long as making it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Store:
    """One file, open and locked. Every method is one transaction; WorkspaceError says what the world did."""

    def __init__(
        self, file: WorkspaceFile, host: Host | None = None, migrated_from: Path | None = None
    ) -> None:
        self.file = file
        self.migrated_from = migrated_from
        self._host = host
        with foreseen(file.path, reading=True), self._sound():
            told = read_meta(file.connection)
            self.identity, self.generation = told["identity"], int(told["generation"])
            self._seal = told["seal"]
        self._digests: dict[str, str] = {}
        self._touched: set[str] = set()
        self.is_verified = not self._seal
        self.left_open: Who | None = None
        """Another computer that said it has the file, and never said otherwise; SQLite's lock was free."""
        if host is not None and not file.is_read_only:
            who = read_who(file.path)
            self.left_open = who if who is not None and who.computer != host.computer else None
            say_who(file.path, host)

    @classmethod
    def create(
        cls,
        path: Path,
        changes: Iterable[Change] = (),
        password: str | None = None,
        host: Host | None = None,
    ) -> Self:
        """A new file that holds these changes, which can't be undone.

        Raises:
            WorkspaceError: there is something of that name already, or it can't be written.
        """
        from readiness.store.creation import create_schema  # noqa: PLC0415 (Alembic is slow to load)
        from readiness.store.writing import engine_over  # noqa: PLC0415 (SQLAlchemy is slow to load)

        reserve(path)
        file = None
        try:
            file = WorkspaceFile(path, password)
            with foreseen(path):
                create_schema(engine_over(file.connection), changes)
            file.note()
            return cls(file, host)
        except BaseException:
            if file is not None:
                file.close()
            discard(path)
            raise

    @classmethod
    def open(cls, path: Path, password: str | None = None, host: Host | None = None) -> Self:
        """Open a file of ours, and keep others out of it; one that may not be written is only read.

        Raises:
            WorkspaceError: it is none, or it can't be used; the file is as it was.
        """
        try:
            file = open_or_read(path, password)
        except WorkspaceError as error:
            raise _with_owner(path, error) from None
        kept = None
        try:
            if is_old(file):
                from readiness.store.migrate import migrate  # noqa: PLC0415 (only an old file needs it)

                kept = migrate(file, host)
                file = open_or_read(path, file.password)
            return cls(file, host, kept)
        except BaseException:
            file.abandon()
            raise

    @property
    def is_read_only(self) -> bool:
        return self.file.is_read_only

    def require_in_place(self) -> None:
        """Raises WorkspaceError where the file was moved, removed or replaced since it was opened."""
        self.file.require_in_place()

    def close(self) -> None:
        """Seal what stands in the file, and close it so that exactly one file stays."""
        if self.file.is_open and not self.is_read_only:
            with suppress(WorkspaceError):  # without a seal it is as after a power cut
                self.seal()
        self.file.close()
        self._unsay()

    def abandon(self) -> None:
        """Close after an error, without a further word to the file."""
        self.file.abandon()
        self._unsay()

    def _unsay(self) -> None:
        if self._host is not None and not self.is_read_only:
            unsay_who(self.file.path)

    def facts(self) -> Facts:
        """Everything recorded.

        Raises:
            WorkspaceError: the file is damaged or can't be read.
        """
        held: dict[str, Any] = {}
        with foreseen(self.file.path, reading=True), self._sound(), _no_collection():
            for kind, table in TABLES.items():
                rows = self.file.connection.execute(table.select).fetchall()
                held[LIST_OF[kind]] = table.things(rows)
        for kind in SINGLE:
            held[LIST_OF[kind]] = held[LIST_OF[kind]].get(kind.id, kind())
        return Facts(**held)

    def write(self, title: Message, changes: Iterable[Change], inverse: Sequence[Change]) -> None:
        """Make the changes, and note how to take them back."""
        from readiness.store import writing  # noqa: PLC0415 (SQLAlchemy is slow to load)

        changes = tuple(changes)
        at = None if self._host is None else self._host.stamp()
        with self._transaction(changes) as transaction:
            writing.make_so(transaction, changes, inverse)
            writing.add_step(transaction, title, inverse, at)

    def titles(self) -> tuple[Message | None, Message | None]:
        """What undo and redo would turn next."""
        undo, redo = (self._row(query) for query in (_DONE, _UNDONE))
        with self._sound():
            return undo and title_of(undo[1]), redo and title_of(redo[1])

    def next_undo(self) -> Step | None:
        """The newest step that stands."""
        return self._step(_DONE)

    def next_redo(self) -> Step | None:
        """The oldest step that was undone."""
        return self._step(_UNDONE)

    def turn(self, step: Step, inverse: Sequence[Change], *, undone: bool) -> None:
        """Make the step's changes; `inverse` will turn it the other way."""
        from readiness.store import writing  # noqa: PLC0415 (SQLAlchemy is slow to load)

        with self._transaction(step.changes) as transaction:
            writing.make_so(transaction, step.changes, inverse)
            writing.turn_step(transaction, step.number, inverse, undone=undone)

    def warm_up(self) -> None:
        """Load what writing needs, so that the first edit is as quick as the second."""
        from readiness.store import writing  # noqa: PLC0415 (that is what it is for)

        writing.warm_up(self._engine)

    def damage(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file or its references, in its own words; nothing: all is well."""
        with foreseen(self.file.path, reading=True):
            pages = [text for (text,) in self.file.connection.execute("PRAGMA integrity_check")]
            references = self.file.connection.execute("PRAGMA foreign_key_check").fetchall()
        return (*(text for text in pages if text != "ok"), *(f"{row[0]} > {row[2]}" for row in references))

    # --- the seal

    def digests(self) -> Mapping[str, str]:
        """Of every table as it is; only what was written since the last time is read anew."""
        with foreseen(self.file.path, reading=True):
            tables = self._touched if self._digests else None
            self._digests.update(seal.digests(self.file.connection, tables))
        self._touched.clear()
        return self._digests

    def broken(self) -> tuple[str, ...]:
        """The tables that are not what they were when the file was closed; read from the file anew."""
        with foreseen(self.file.path, reading=True):
            if self._seal or not self._digests:
                self._digests = seal.digests(self.file.connection)
                self._touched.clear()
            found = seal.broken(self._seal, self.digests(), self.identity, self.generation)
        self.is_verified = not found
        return found

    def require_sound(self) -> None:
        """Raises WorkspaceError where something is not what it was when the file was closed."""
        if self.broken():
            raise WorkspaceError("workspace-altered", name=self.file.path.name)

    @property
    def last_digests(self) -> Mapping[str, str]:
        """Those that were found last, also of a file that is closed."""
        return self._digests

    def take_identity(self, identity: str) -> None:
        """Become another file than the one this was copied from."""
        self.require_sound()
        with foreseen(self.file.path):
            self.file.connection.execute(
                "UPDATE meta SET value = CASE name WHEN 'seal' THEN '' ELSE ? END "
                "WHERE name IN ('identity', 'seal')",
                (identity,),
            )
        self.identity, self._seal = identity, ""

    def seal(self) -> None:
        """Note what stands in the file, unless that is noted or the file is damaged."""
        if not self._seal and self.is_verified:
            found = self.digests()
            with foreseen(self.file.path):
                write_seal(self.file.connection, found)
            self._seal = seal.seal_text(found, self.identity, self.generation)
            self.file.note()

    # --- the past

    def past(self, kind: Kind, key: Key) -> tuple[Past, ...]:
        """The steps that stand and touched a record, the newest first."""
        with foreseen(self.file.path, reading=True), self._sound():
            rows = self.file.connection.execute(_PAST).fetchall()
            return tuple(
                Past(at and datetime.fromisoformat(at), title_of(title))
                for _, at, title, changes in rows
                if touches(changes, kind, key)
            )

    def mentioning(self, words: Sequence[str]) -> tuple[Past, ...]:
        """The steps, undone ones too, whose title or changes hold one of the words, the newest first."""
        with foreseen(self.file.path, reading=True), self._sound():
            rows = self.file.connection.execute(_PAST_ALL).fetchall()
            return tuple(
                Past(at and datetime.fromisoformat(at), title_of(title))
                for _, at, title, changes in rows
                if mentions(title, changes, words)
            )

    def last_mention(self, words: Sequence[str]) -> int:
        """The number of the newest step whose title or changes hold one of the words; 0 where none does."""
        with foreseen(self.file.path, reading=True), self._sound():
            rows = self.file.connection.execute(_PAST_ALL).fetchall()
            return next((number for number, _, title, changes in rows if mentions(title, changes, words)), 0)

    def erase(self, changes: Sequence[Change], words: Sequence[str], tombstone: str, day: str) -> None:
        """Make the changes, and leave nothing by which they could be taken back or read out of the file."""
        from readiness.store import writing  # noqa: PLC0415 (SQLAlchemy is slow to load)

        last = self.last_mention(words)
        with self._transaction(changes) as transaction:
            writing.make_so(transaction, changes)
            writing.forget_steps(transaction, last)
            writing.add_tombstone(transaction, tombstone, day)
        self._touched.add("erased")
        # What was freed is overwritten already: where this second pass has no room, all else goes on.
        with suppress(WorkspaceError), foreseen(self.file.path):
            self.file.connection.execute("VACUUM")
        self.file.note()

    def _step(self, query: str) -> Step | None:
        row = self._row(query)
        with self._sound():
            return row and Step(row[0], title_of(row[1]), unpacked(row[2]))

    def _row(self, query: str) -> Any:
        with foreseen(self.file.path, reading=True):
            return self.file.connection.execute(query).fetchone()

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """What can't be read as what was written is damage."""
        try:
            yield
        except (ValueError, ArithmeticError, LookupError, TypeError, zlib.error):
            raise WorkspaceError("workspace-damaged", name=self.file.path.name) from None

    @cached_property
    def _engine(self) -> Any:
        from readiness.store.writing import engine_over  # noqa: PLC0415 (SQLAlchemy is slow to load)

        return engine_over(self.file.connection)

    @contextmanager
    def _transaction(self, changes: Iterable[Change]) -> Iterator[Any]:
        """All or nothing, and errors of the world in words."""
        from readiness.store import writing  # noqa: PLC0415 (SQLAlchemy is slow to load)

        self.file.require_open()
        if self.is_read_only:
            raise WorkspaceError("workspace-read-only", name=self.file.path.name)
        if not self.is_verified:
            self.require_sound()
        with foreseen(self.file.path), writing.transaction(self._engine) as connection:
            writing.note_change(connection)
            yield connection
        self._seal = ""
        self.generation += 1
        self._touched |= {TABLES[kind_of(change)].name for change in changes} | {_STEPS}
        self.file.note()


def kind_of(change: Change) -> Kind:
    return type(change.thing) if isinstance(change, Put) else change.kind


def is_old(file: WorkspaceFile) -> bool:
    """Whether the file is to be brought up to date first.

    Raises:
        WorkspaceError: it is newer than this program, or would have to be written and can't be.
    """
    schema = file.schema
    require_known(schema, file.path.name)
    if schema < SCHEMA and file.is_read_only:
        raise WorkspaceError("workspace-read-only-old", name=file.path.name)
    return schema < SCHEMA


def _with_owner(path: Path, error: WorkspaceError) -> WorkspaceError:
    """The same, with who has the file where it is locked and that is known."""
    who = read_who(path) if str(error) == "workspace-locked" else None
    if who is None:
        return error
    return WorkspaceError("workspace-locked-by", name=path.name, computer=who.computer, since=who.since)
