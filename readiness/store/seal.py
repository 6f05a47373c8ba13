"""The content seal: a digest of every table, by which silent damage of a plain file is noticed.

SQLite checks the structure of its pages and not what stands in them. The seal is written when a file is
closed, and cleared by the first change after it was opened.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

META: Final = "meta"
"""Not sealed as a table, since it holds the seal; identity and generation are part of the seal's text."""
SCHEMA_TABLE: Final = "sqlite_schema"
_ROWS: Final = 500
"""Rows hashed at a time: a worker that hashes must let the window paint in between."""


def table_names(connection: Any) -> tuple[str, ...]:
    """All tables that are sealed."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    )
    return (*(name for (name,) in rows if name != META), SCHEMA_TABLE)


def digests(connection: Any, tables: Iterable[str] | None = None) -> dict[str, str]:
    """SHA-256 per table, over its rows in the order of its key."""
    names = table_names(connection) if tables is None else tables
    return {name: _digest(connection, name) for name in names}


def _digest(connection: Any, table: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 (the first picture needs no seal)

    found = sha256()
    rows = connection.execute(_query(connection, table))
    while some := rows.fetchmany(_ROWS):
        text = json.dumps(some, separators=(",", ":"), default=_of_bytes)
        found.update(text[1:-1].encode() + b",")
    return found.hexdigest()


def _of_bytes(cell: bytes) -> str | list[str]:
    """Nothing that a text could be: no text is its own hex, except that of no bytes at all."""
    return cell.hex() or []


def _query(connection: Any, table: str) -> str:
    if table == SCHEMA_TABLE:
        return "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    key = sorted((column[5], column[1]) for column in columns if column[5])
    # The plus keeps the key's index out of it: what is hashed is what a reading of the table reads.
    order = ", ".join(f'+"{name}"' for _, name in key) or "rowid"
    return f'SELECT * FROM "{table}" ORDER BY {order}'  # noqa: S608 (names of our own)


def content(found: Mapping[str, str]) -> str:
    """One digest of all tables: equal for equal records and steps, whichever file holds them."""
    from hashlib import sha256  # noqa: PLC0415 (the first picture needs no seal)

    return sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def seal_text(found: Mapping[str, str], identity: str, generation: int) -> str:
    return json.dumps({"tables": found, "identity": identity, "generation": generation}, sort_keys=True)


def broken(seal: str, found: Mapping[str, str], identity: str, generation: int) -> tuple[str, ...]:
    """The tables that are not what they were when the file was sealed; an empty seal says nothing."""
    if not seal:
        return ()
    try:
        told = json.loads(seal)
        tables = dict(told["tables"])
        same = (told["identity"], told["generation"]) == (identity, generation)
    except (ValueError, LookupError, TypeError):
        return (META,)
    names = sorted({*tables, *found})
    return (*(name for name in names if tables.get(name) != found.get(name)), *(() if same else (META,)))
