"""Everything that changes the file, through SQLAlchemy Core. Imported late, see `tables`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from readiness.facts import SINGLE, Change, Key, Kind, Put, Remove, Thing
from readiness.problems import Message
from readiness.store.columns import TABLES
from readiness.store.steps import packed, title_text
from readiness.store.tables import ErasedRow, StepRow, metadata

STEPS_KEPT: Final = 200
_steps: Table = StepRow.__table__  # type: ignore[attr-defined]
_erased: Table = ErasedRow.__table__  # type: ignore[attr-defined]
_dialect: Final = SQLiteDialect_pysqlite()


def engine_over(connection: Any) -> Engine:
    """An engine that has this one connection, and begins each transaction by its own word."""
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(transaction: Connection) -> None:
        transaction.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """All or nothing; errors are the driver's own, without the values that caused them."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from None


def make_so(connection: Connection, changes: Iterable[Change], inverse: Iterable[Change] = ()) -> None:
    """Bring the rows into the state after the changes, all of one kind by one statement.

    Where the inverse removes as many as are put, all of them are new, and need no look at what is there.
    What there is one of may have a row that says nothing.
    """
    removed = (change.kind for change in inverse if isinstance(change, Remove))
    new = Counter(kind for kind in removed if kind not in SINGLE)
    last: dict[Kind, dict[Key, Thing | None]] = {}
    for change in changes:
        if isinstance(change, Put):
            last.setdefault(type(change.thing), {})[change.thing.id] = change.thing
        else:
            last.setdefault(change.kind, {})[change.id] = None
    for kind, things in last.items():
        _remove(connection, kind, [key for key, thing in things.items() if thing is None])
        puts = [thing for thing in things.values() if thing is not None]
        _put(connection, kind, puts, are_new=new[kind] == len(puts) == len(things))


def _remove(connection: Connection, kind: Kind, keys: Sequence[Key]) -> None:
    if keys:
        table = TABLES[kind]
        connection.exec_driver_sql(_deletion(table.name, table.key), [table.key_values(key) for key in keys])


def _put(connection: Connection, kind: Kind, things: Sequence[Thing], *, are_new: bool) -> None:
    if things:
        table = TABLES[kind]
        statement = _insertion(table.name) if are_new else _upsert(table.name, table.key)
        connection.exec_driver_sql(statement, table.rows(things))


@cache
def _deletion(name: str, key: tuple[str, ...]) -> str:
    table = metadata.tables[name]
    return _text(delete(table).where(*(table.c[part] == bindparam(part) for part in key)), key)


@cache
def _insertion(name: str) -> str:
    table = metadata.tables[name]
    return _text(sqlite_insert(table), [column.name for column in table.columns])


@cache
def _upsert(name: str, key: tuple[str, ...]) -> str:
    table = metadata.tables[name]
    statement = sqlite_insert(table)
    names = [column.name for column in table.columns]
    rest = {column: statement.excluded[column] for column in names if column not in key}
    return _text(statement.on_conflict_do_update(index_elements=key, set_=rest), names)


def _text(statement: Delete | Insert, names: Sequence[str]) -> str:
    """The statement for many rows given as tuples: SQLAlchemy's way through dicts costs as much again.

    The places of the values stand in the order of the names.
    """
    compiled = statement.compile(dialect=_dialect)
    if list(compiled.positiontup or ()) != list(names):
        raise AssertionError(statement)
    return str(compiled)


def note_change(connection: Connection) -> None:
    """The first word of every change: one generation more, and no seal until the file is closed."""
    connection.exec_driver_sql(
        "UPDATE meta SET value = CASE name WHEN 'seal' THEN '' ELSE CAST(value AS INTEGER) + 1 END "
        "WHERE name IN ('generation', 'seal')"
    )


def add_step(connection: Connection, title: Message, back: Iterable[Change], at: str | None) -> None:
    """Note how to take a new change back; what was undone before it can't be made again."""
    connection.execute(delete(_steps).where(_steps.c.undone))
    row = {"undone": False, "title": title_text(title), "changes": packed(back), "at": at}
    added = connection.execute(insert(_steps), row)
    (number,) = added.inserted_primary_key or (0,)
    connection.execute(delete(_steps).where(_steps.c.number <= number - STEPS_KEPT))


def turn_step(connection: Connection, number: int, changes: Iterable[Change], *, undone: bool) -> None:
    """Note that a step was undone or made again, and how to turn it the other way."""
    connection.execute(
        update(_steps).where(_steps.c.number == number).values(undone=undone, changes=packed(changes))
    )


def forget_steps(connection: Connection, up_to: int) -> None:
    """Nothing up to this step can be taken back any more, and nothing undone be made again."""
    connection.execute(delete(_steps).where(_steps.c.undone | (_steps.c.number <= up_to)))


def add_tombstone(connection: Connection, id_: str, day: str) -> None:
    """That records were erased: whose, as an id that says nothing, and when."""
    row = {"id": id_, "erased_on": day}
    connection.execute(sqlite_insert(_erased).values(row).on_conflict_do_nothing())


def warm_up(engine: Engine) -> None:
    """Pay for the first statement before the user waits for it."""
    with engine.connect() as connection:
        connection.execute(select(_steps.c.number).limit(1))
