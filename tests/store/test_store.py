"""The law that joins memory and disk, and what the file keeps when something goes wrong."""

import importlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.facts import Award, CertificationId, Facts, Partner, Person, PersonId, Put, Remove
from readiness.problems import Message, WorkspaceError
from readiness.store import Store
from readiness.store.columns import TABLES
from tests import strategies

TITLE = Message("undo.edit", {"n": 1})
ADA = Person(PersonId("p1"), "Ada Nowak")
LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def store(tmp_path: Path) -> Any:
    store = Store.create(tmp_path / "contoso.readiness")
    yield store
    store.close()


def test_disk_agrees_with_memory(store: Store) -> None:
    @LAW
    @given(st.data())
    def law(data: st.DataObject) -> None:
        before = store.facts()
        changes = data.draw(strategies.changes_on(before))
        store.write(TITLE, changes, before.inverse(changes))
        assert store.facts() == before.changed(changes)

    law()


def test_what_was_written_is_there_after_closing_and_opening(tmp_path: Path) -> None:
    path = tmp_path / "contoso.readiness"
    Store.create(path).close()

    @LAW
    @given(strategies.facts())
    def law(facts: Facts) -> None:
        store = Store.open(path)
        changes = strategies.difference(store.facts(), facts)
        store.write(TITLE, changes, ())
        store.close()
        again = Store.open(path)
        assert again.facts() == facts
        again.close()

    law()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_order_of_changes_in_one_step_does_not_matter_to_references(store: Store) -> None:
    award = Award("a1", ADA.id, CertificationId("azure-administrator"), date(2026, 3, 2))
    store.write(TITLE, (Put(award), Put(ADA)), ())
    store.write(TITLE, (Remove(Person, "p1"), Remove(Award, "a1")), ())
    assert store.facts() == Facts()


def test_the_last_word_on_an_id_counts(store: Store) -> None:
    store.write(TITLE, (Put(ADA), Remove(Person, ADA.id), Put(Person(ADA.id, "Ada"))), ())
    assert store.facts().people == {ADA.id: Person(ADA.id, "Ada")}


def test_an_award_for_nobody_is_refused_and_nothing_of_the_step_is_kept(store: Store) -> None:
    award = Award("a1", PersonId("nobody"), CertificationId("azure-administrator"), date(2026, 3, 2))
    with pytest.raises(WorkspaceError, match="records-contradict"):
        store.write(TITLE, (Put(ADA), Put(award)), ())
    assert store.facts() == Facts()
    assert store.next_undo() is None


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_written(store: Store) -> None:
    award = Award("a1", PersonId("Ada Nowak"), CertificationId("x"), date(2026, 3, 2))
    with pytest.raises(WorkspaceError) as caught:
        store.write(TITLE, (Put(award),), ())
    assert "Ada" not in f"{caught.value!r}{caught.value.__cause__!r}{caught.value.message}"


def test_a_new_file_holds_the_first_records_and_no_step(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "x.readiness", (Put(Partner("Contoso")), Put(ADA)))
    assert store.facts() == Facts(partner=Partner("Contoso"), people={ADA.id: ADA})
    assert store.next_undo() is None
    store.close()


def test_removed_records_leave_no_bytes_behind(tmp_path: Path) -> None:
    path = tmp_path / "x.readiness"
    store = Store.create(path)
    store.write(TITLE, [Put(Person(PersonId(f"p{i}"), f"Zanzibar {i}")) for i in range(300)], ())
    store.close()
    assert b"Zanzibar" in path.read_bytes()
    store = Store.open(path)
    store.write(TITLE, [Remove(Person, f"p{i}") for i in range(300)], ())
    store.close()
    assert b"Zanzibar" not in path.read_bytes()


def test_every_setting_of_the_file_is_in_force(store: Store) -> None:
    wanted = {
        "journal_mode": "truncate",
        "locking_mode": "exclusive",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "temp_store": 2,
        "cell_size_check": 1,
    }
    connection = store.file.connection
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_tables_and_readers_name_the_same_columns_in_the_same_order() -> None:
    metadata = importlib.import_module("readiness.store.tables").metadata
    declared = {table.name: [(c.name, c.nullable) for c in table.columns] for table in metadata.sorted_tables}
    for own in ("steps", "meta", "erased"):
        declared.pop(own)
    assert declared == {
        table.name: [(c.name, c.optional) for c in table.columns] for table in TABLES.values()
    }


def test_keys_of_tables_and_readers_are_the_same() -> None:
    metadata = importlib.import_module("readiness.store.tables").metadata
    for table in TABLES.values():
        assert tuple(metadata.tables[table.name].primary_key.columns.keys()) == table.key
