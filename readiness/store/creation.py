"""How a new file gets its tables: by the same revisions that bring an old file up to date. Imported late."""

from collections.abc import Iterable
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from readiness.facts import Change
from readiness.store.file import APPLICATION_ID, SCHEMA
from readiness.store.writing import make_so, transaction


def create_schema(engine: Engine, changes: Iterable[Change]) -> None:
    """All tables, the file's marks and its first records, in one transaction."""
    with transaction(engine) as connection:
        upgrade(connection)
        mark(connection)
        make_so(connection, changes)


def upgrade(connection: Connection) -> None:
    """Run the revisions that the file has not seen."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "readiness.store:migrations")
    command.upgrade(config, "head")


def mark(connection: Connection) -> None:
    """What the file says of itself; what it says already stays."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    rows = [("identity", str(uuid4())), ("generation", "0"), ("seal", "")]
    connection.exec_driver_sql("INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)", rows)
