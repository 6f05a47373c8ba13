"""Store: one partner's facts in one SQLite file; values in, values out, one short transaction each."""

import gc
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from readiness.facts import LIST_OF, Change, Choices, Facts, Partner
from readiness.problems import Message, WorkspaceError
from readiness.store.columns import TABLES
from readiness.store.file import WorkspaceFile, examine, foreseen, reserve
from readiness.store.steps import title_of, unpacked

_DONE = "SELECT number, title, changes FROM steps WHERE NOT undone ORDER BY number DESC LIMIT 1"
_UNDONE = "SELECT number, title, changes FROM steps WHERE undone ORDER BY number LIMIT 1"


@dataclass(frozen=True, slots=True)
class Step:
    """What undo or redo would do next."""

    number: int
    title: Message
    changes: tuple[Change, ...]


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

    def __init__(self, file: WorkspaceFile) -> None:
        self._file = file

    @classmethod
    def create(cls, path: Path, changes: Iterable[Change] = ()) -> Self:
        """A new file that holds these changes, which can't be undone.

        Raises:
            WorkspaceError: there is something of that name already, or it can't be written.
        """
        from readiness.store.creation import create_schema  # noqa: PLC0415 (Alembic is slow to load)

        reserve(path)
        store = None
        try:
            store = cls(WorkspaceFile(path))
            with foreseen(path):
                create_schema(store._engine, changes)
        except BaseException:
            if store is not None:
                store.close()
            with suppress(OSError):
                path.unlink()
            raise
        return store

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file of ours, and keep others out of it.

        Raises:
            WorkspaceError: it is none, or it can't be used; the file is as it was.
        """
        examine(path)
        file = WorkspaceFile(path)
        try:
            file.require_writable()
        except BaseException:
            file.abandon()
            raise
        return cls(file)

    def require_in_place(self) -> None:
        """Raises WorkspaceError where the file was moved, removed or replaced since it was opened."""
        self._file.require_in_place()

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        """Close after an error, without a further word to the file."""
        self._file.abandon()

    def facts(self) -> Facts:
        """Everything recorded.

        Raises:
            WorkspaceError: the file is damaged or can't be read.
        """
        held: dict[str, Any] = {}
        with foreseen(self._file.path, reading=True), self._sound(), _no_collection():
            for kind, table in TABLES.items():
                rows = self._file.connection.execute(table.select).fetchall()
                held[LIST_OF[kind]] = table.things(rows)
        for kind in (Partner, Choices):
            held[LIST_OF[kind]] = held[LIST_OF[kind]].get(kind.id, kind())
        return Facts(**held)

    def write(self, title: Message, changes: Iterable[Change], inverse: Sequence[Change]) -> None:
        """Make the changes, and note how to take them back."""
        from readiness.store import writing  # noqa: PLC0415 (SQLAlchemy is slow to load)

        with self._transaction() as transaction:
            writing.make_so(transaction, changes, inverse)
            writing.add_step(transaction, title, inverse)

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

        with self._transaction() as transaction:
            writing.make_so(transaction, step.changes, inverse)
            writing.turn_step(transaction, step.number, inverse, undone=undone)

    def warm_up(self) -> None:
        """Load what writing needs, so that the first edit is as quick as the second."""
        from readiness.store import writing  # noqa: PLC0415 (that is what it is for)

        writing.warm_up(self._engine)

    def damage(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file or its references, in its own words; nothing: all is well."""
        with foreseen(self._file.path):
            pages = [text for (text,) in self._file.connection.execute("PRAGMA integrity_check")]
            references = self._file.connection.execute("PRAGMA foreign_key_check").fetchall()
        return (*(text for text in pages if text != "ok"), *(f"{row[0]} > {row[2]}" for row in references))

    def _step(self, query: str) -> Step | None:
        row = self._row(query)
        with self._sound():
            return row and Step(row[0], title_of(row[1]), unpacked(row[2]))

    def _row(self, query: str) -> Any:
        with foreseen(self._file.path, reading=True):
            return self._file.connection.execute(query).fetchone()

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """What can't be read as what was written is damage."""
        try:
            yield
        except (ValueError, ArithmeticError, LookupError, TypeError, zlib.error):
            raise WorkspaceError("workspace-damaged", name=self._file.path.name) from None

    @cached_property
    def _engine(self) -> Any:
        from readiness.store.writing import engine_over  # noqa: PLC0415 (SQLAlchemy is slow to load)

        return engine_over(self._file.connection)

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        """All or nothing, and errors of the world in words."""
        from readiness.store.writing import transaction  # noqa: PLC0415 (SQLAlchemy is slow to load)

        self._file.require_open()
        with foreseen(self._file.path), transaction(self._engine) as connection:
            yield connection
