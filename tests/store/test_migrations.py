"""A new file is made by the revisions; they must end in the tables as they are declared."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlcipher3 import dbapi2

from readiness.facts import (
    AssociationClaim,
    Attachment,
    CertificationId,
    CustomerId,
    Engagement,
    Event,
    Person,
    PersonId,
    Put,
    Remove,
    Seats,
)
from readiness.problems import Message, WorkspaceError
from readiness.store import Host, Store, copies, creation, seal, writing
from readiness.store.backups import restore
from readiness.store.creation import upgrade
from readiness.store.file import SCHEMA, WorkspaceFile
from readiness.store.tables import metadata
from readiness.store.whole import backups_of


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


GOLDEN = Path("tests/golden/schema-1.0.readiness")
WORKSHOP = Event(
    "golden-workshop",
    "Threat Protection workshop",
    "workshop",
    datetime(2026, 12, 8, 8, tzinfo=UTC),
    datetime(2026, 12, 8, 16, tzinfo=UTC),
    ("security",),
    date(2026, 12, 1),
    (PersonId("golden-ada"),),
    CustomerId("golden-fabrikam"),
    "https://events.example/1",
    "Bring the licences.",
)
"""As a file of the schema 1.2 holds it."""
_OF_THE_FOURTH = Event(
    WORKSHOP.id, WORKSHOP.title, WORKSHOP.kind, WORKSHOP.starts_at, None, WORKSHOP.areas, None,
    WORKSHOP.attendees, WORKSHOP.customer, capacity=Seats(12),
)  # fmt: skip
"""As a file of the schema 1.3 has it, and one of 1.4 before its last step but one."""
_UNCHANGED = "34f18dec21ae159ca3f623be1f3779211e0b2126e0dc6e0f36f9635d54fb689d"
"""The content of the golden file's tables that no later revision touches."""
PAPERS = (
    "claims",
    "coop_claims",
    "references",
    "controls",
    "relationships",
    "benefits",
    "cases",
    "attachments",
)
"""Made by the fifth revision."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.readiness"
    shutil.copyfile(GOLDEN, path)
    return path


def _content(store: Store) -> str:
    changed = {
        "alembic_version",
        "sqlite_schema",
        "erased",
        "steps",
        "subscriptions",
        "associations",
        "events",
        "engagements",
        *PAPERS,
    }
    return seal.content({name: digest for name, digest in store.digests().items() if name not in changed})


def test_a_file_of_the_first_release_is_brought_up_to_date_and_stays_beside_it_as_it_was(old: Path) -> None:
    store = Store.open(old)
    assert _content(store) == _UNCHANGED
    assert store.migrated_from == old.with_name("old.readiness.v1.0.bak")
    assert store.migrated_from.read_bytes() == GOLDEN.read_bytes()
    undo, redo = store.titles()
    assert undo == Message("undo.person-added", {"name": "Ada Nowak"})
    assert redo == Message("undo.person-added", {"name": "Bob Smith"})
    store.close()
    assert sorted(path.name for path in old.parent.iterdir()) == ["old.readiness", "old.readiness.v1.0.bak"]
    again = Store.open(old)
    assert (again.migrated_from, again.identity) == (None, store.identity)
    again.close()


def test_before_a_migration_a_backup_of_the_file_as_it_was_is_made_that_can_be_restored(
    old: Path, host: Host, tmp_path: Path
) -> None:
    store = Store.open(old, host=host)
    (backup,) = backups_of(store, host).all()
    assert backup.reason == "migration"
    store.close()
    restored = tmp_path / "restored.readiness"
    restore(backup.path, restored, None)
    assert restored.read_bytes()[60:64] == GOLDEN.read_bytes()[60:64]  # of the old schema, as it was
    again = Store.open(restored)
    assert _content(again) == _UNCHANGED
    again.close()


def test_a_file_is_brought_up_to_date_where_no_backup_can_be_made_and_stays_beside_it(
    old: Path, host: Host
) -> None:
    host.backups.parent.mkdir()
    host.backups.write_text("a file where the folder should be", encoding="utf-8")
    store = Store.open(old, host=host)
    assert store.migrated_from is not None
    assert store.migrated_from.read_bytes() == GOLDEN.read_bytes()
    assert _content(store) == _UNCHANGED
    store.close()


def test_a_sealed_file_of_the_second_schema_is_brought_up_to_date(old: Path) -> None:
    """Its seal is of its own tables, so a new one is written for those it has afterwards."""
    file = WorkspaceFile(old)
    config = Config()
    config.set_main_option("script_location", "readiness.store:migrations")
    with writing.transaction(writing.engine_over(file.connection)) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        creation.mark(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {1 << 16 | 1}")
    copies.write_seal(file.connection, seal.digests(file.connection))
    file.close()
    store = Store.open(old)
    assert store.migrated_from == old.with_name("old.readiness.v1.1.bak")
    assert store.broken() == ()
    assert _content(store) == _UNCHANGED
    store.close()


def test_a_file_from_before_engagements_keeps_its_events_and_takes_engagements(tmp_path: Path) -> None:
    path = tmp_path / "old.readiness"
    shutil.copyfile("tests/golden/schema-1.2.readiness", path)
    store = Store.open(path)
    assert store.migrated_from == path.with_name("old.readiness.v1.2.bak")
    before = store.facts()
    assert before.events == {WORKSHOP.id: WORKSHOP}
    claim = Engagement("g1", "Threat Protection", "workshop", event=WORKSHOP.id, people=WORKSHOP.attendees)
    changes = [Put(replace(WORKSHOP, capacity=Seats(12))), Put(claim)]
    store.write(Message("undo.edit"), changes, before.inverse(changes))
    store.close()
    again = Store.open(path)
    assert again.facts() == before.changed(changes)
    again.close()


def test_a_file_from_before_claims_keeps_its_engagement_and_takes_evidence_of_it(tmp_path: Path) -> None:
    path = tmp_path / "old.readiness"
    shutil.copyfile("tests/golden/schema-1.3.readiness", path)
    store = Store.open(path)
    assert store.migrated_from == path.with_name("old.readiness.v1.3.bak")
    before = store.facts()
    (engagement,) = before.engagements.values()
    assert (engagement.status, engagement.event) == ("claimed", WORKSHOP.id)
    proof = Attachment("x1", "proof.pdf", f"engagements:{engagement.id}", b"%PDF\x00\xff", date(2026, 11, 24))
    claim = AssociationClaim("c1", CustomerId("golden-fabrikam"), proof=("tenant", "signed"))
    changes = [Put(proof), Put(claim)]
    store.write(Message("undo.edit"), changes, before.inverse(changes))
    store.close()
    again = Store.open(path)
    assert again.facts() == before.changed(changes)
    assert again.facts().attachments["x1"].content == b"%PDF\x00\xff"
    again.close()


def test_a_file_from_before_the_fields_of_workshops_keeps_its_records_and_takes_them(tmp_path: Path) -> None:
    path = tmp_path / "old.readiness"
    shutil.copyfile("tests/golden/schema-1.4.readiness", path)
    store = Store.open(path)
    assert store.migrated_from == path.with_name("old.readiness.v1.4.bak")
    before = store.facts()
    event, (engagement,) = before.events[WORKSHOP.id], before.engagements.values()
    pal = before.associations["golden-pal"]
    as_it_was = replace(
        _OF_THE_FOURTH,
        certification=CertificationId("security-operations-analyst"),
        delivery="online",
        language="fr",
        access_code="TP-12",
        cost=Decimal(0),
    )
    assert (event, pal.role, pal.account) == (as_it_was, "Contributor", "")
    assert before.attachments["golden-proof"].about == f"events:{WORKSHOP.id}"
    changes = [
        Put(
            replace(event, zone="America/New_York", certifications=(CertificationId("azure-administrator"),))
        ),
        Put(replace(engagement, eligibility=("partner",), contact_name="Cora Client")),
        Put(replace(pal, account="admin@fabrikam.example")),
    ]
    store.write(Message("undo.edit"), changes, before.inverse(changes))
    store.close()
    again = Store.open(path)
    assert again.facts() == before.changed(changes)
    again.close()


def test_a_step_from_before_the_fields_of_workshops_can_be_undone_after_the_migration(tmp_path: Path) -> None:
    path = tmp_path / "old.readiness"
    shutil.copyfile("tests/golden/schema-1.4.readiness", path)
    store = Store.open(path)
    for _step in ("papers", "event"):
        step = store.next_undo()
        assert step is not None
        back = list(step.changes)
        store.turn(step, store.facts().inverse(back), undone=True)
    assert store.facts().events == {WORKSHOP.id: _OF_THE_FOURTH}
    store.close()


def test_what_is_undone_in_an_old_file_can_be_made_again_after_the_migration(old: Path) -> None:
    store = Store.open(old)
    step = store.next_redo()
    assert step is not None
    store.turn(step, [Remove(Person, PersonId("golden-bob"))], undone=False)
    assert store.facts().people[PersonId("golden-bob")].name == "Bob Smith"
    assert [past.at for past in store.past(Person, PersonId("golden-bob"))] == [None]
    store.close()


def test_a_damaged_old_file_is_refused_and_left_alone(old: Path) -> None:
    data = bytearray(old.read_bytes())
    data[8192:12288] = bytes(4096)
    old.write_bytes(data)
    with pytest.raises(WorkspaceError, match="workspace-damaged"):
        Store.open(old)
    assert old.read_bytes() == data
    assert [path.name for path in old.parent.iterdir()] == ["old.readiness"]


def test_a_migration_that_fails_leaves_the_old_file_and_nothing_beside_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("readiness.store.creation.mark", broken)
    with pytest.raises(ZeroDivisionError):
        Store.open(old)
    assert old.read_bytes() == GOLDEN.read_bytes()
    assert [path.name for path in old.parent.iterdir()] == ["old.readiness"]
    monkeypatch.undo()
    Store.open(old).close()


def test_a_migration_that_loses_a_row_is_noticed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: the copy is compared before it takes the file's place."""
    mark = creation.mark

    def careless(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM steps WHERE number = 1")
        mark(connection)

    monkeypatch.setattr("readiness.store.creation.mark", careless)
    with pytest.raises(WorkspaceError, match="migration-failed"):
        Store.open(old)
    assert old.read_bytes() == GOLDEN.read_bytes()


def test_references_that_are_enforced_would_take_children_along(tmp_path: Path) -> None:
    """Why a migration runs without: the positive control is that a table made anew empties its children."""
    connection = dbapi2.connect(str(tmp_path / "x.db"), isolation_level=None)
    connection.executescript(
        "CREATE TABLE a (id TEXT PRIMARY KEY); CREATE TABLE b (a TEXT REFERENCES a (id) ON DELETE CASCADE);"
        "INSERT INTO a VALUES ('x'); INSERT INTO b VALUES ('x'); PRAGMA foreign_keys=ON; DROP TABLE a;"
    )
    assert connection.execute("SELECT count(*) FROM b").fetchone() == (0,)
    connection.close()
