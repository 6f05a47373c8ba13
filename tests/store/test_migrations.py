"""A new file is made by the revisions; they must end in the tables as they are declared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlcipher3 import dbapi2

from readiness.store import Store
from readiness.store.creation import upgrade
from readiness.store.file import SCHEMA
from readiness.store.tables import metadata


@pytest.fixture
def empty() -> Iterator[Connection]:
    engine = create_engine("sqlite://", module=dbapi2)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _schema(connection: Any) -> dict[str, str]:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in found if name != "alembic_version"}


def test_the_revisions_end_in_the_declared_tables(empty: Connection) -> None:
    upgrade(empty)
    migrated = _schema(empty)
    metadata.drop_all(empty)
    assert not _schema(empty)
    metadata.create_all(empty)
    assert migrated == _schema(empty)


def test_alembic_finds_nothing_to_change_after_the_revisions(empty: Connection) -> None:
    upgrade(empty)
    assert compare_metadata(MigrationContext.configure(empty), metadata) == []


def test_alembic_finds_a_table_that_no_revision_made(empty: Connection) -> None:
    assert len(compare_metadata(MigrationContext.configure(empty), metadata)) >= len(metadata.tables)


def test_every_constraint_and_index_has_a_name_by_which_it_can_be_changed(empty: Connection) -> None:
    upgrade(empty)
    for name, sql in _schema(empty).items():
        if name.startswith("ix_"):
            continue
        assert sql.count("PRIMARY KEY") == sql.count("CONSTRAINT pk_")
        assert sql.count("FOREIGN KEY") == sql.count("CONSTRAINT fk_")


def test_a_file_says_its_schema_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "x.readiness"
    Store.create(path).close()
    assert int.from_bytes(path.read_bytes()[60:64], "big") == SCHEMA
    connection = dbapi2.connect(str(path))
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    connection.close()
    assert revision == ScriptDirectory("readiness/store/migrations").get_current_head()
