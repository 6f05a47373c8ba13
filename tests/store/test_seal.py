"""Damage that SQLite does not see is seen, before anything is written on top of it."""

import random
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from readiness.facts import Facts, Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.store import Store

PEOPLE = [Put(Person(PersonId(f"p{i}"), f"Person {i}", notes="x" * 80)) for i in range(60)]
EDIT = Message("undo.edit")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "contoso.readiness"
    Store.create(path, PEOPLE).close()
    return path


def _altered(path: Path) -> Path:
    path.write_bytes(path.read_bytes().replace(b"Person 17", b"Person 71"))
    return path


def test_a_file_that_was_closed_says_what_it_held(good: Path) -> None:
    store = Store.open(good)
    assert store.broken() == ()
    store.write(EDIT, PEOPLE[:1], ())
    assert store.broken() == ()
    store.close()
    store = Store.open(good)
    assert store.broken() == ()
    store.close()


def test_damage_that_sqlite_does_not_see_is_named(good: Path) -> None:
    store = Store.open(_altered(good))
    assert store.damage() == ()
    assert store.broken() == ("people",)
    store.close()


def test_nothing_is_written_on_top_of_damage(good: Path) -> None:
    before = _altered(good).read_bytes()
    store = Store.open(good)
    with pytest.raises(WorkspaceError, match="workspace-altered"):
        store.write(EDIT, PEOPLE[:1], ())
    store.close()
    assert good.read_bytes() == before


def test_a_file_whose_program_was_killed_has_no_seal_and_is_not_called_damaged(good: Path) -> None:
    store = Store.open(good)
    store.write(EDIT, PEOPLE[:1], ())
    store.abandon()
    store = Store.open(good)
    assert store.broken() == ()
    store.close()


def test_a_seal_that_is_gone_with_what_names_the_file_is_damage(good: Path) -> None:
    connection = dbapi2.connect(str(good))
    connection.execute("DELETE FROM meta")
    connection.commit()
    connection.close()
    with pytest.raises(WorkspaceError, match="workspace-damaged"):
        Store.open(good)


def _outcome(path: Path) -> Facts | None:
    """What a damaged file shows; None where it is refused or found damaged."""
    try:
        store = Store.open(path)
    except WorkspaceError:
        return None
    try:
        facts = store.facts()
        return None if store.broken() else facts
    except WorkspaceError:
        return None
    finally:
        store.abandon()


def test_a_flipped_bit_is_refused_or_harmless(good: Path) -> None:
    data = good.read_bytes()
    wanted = _outcome(good)
    dice = random.Random(7)  # noqa: S311 - the same bits every time
    for _ in range(300):
        place = dice.randrange(len(data) * 8)
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        good.write_bytes(flipped)
        assert _outcome(good) in (None, wanted), place


def test_damage_to_the_names_of_tables_and_columns_is_damage_like_any(good: Path) -> None:
    """SQLite hands such names out as bytes that are no text."""
    data = good.read_bytes()
    wanted = _outcome(good)
    for place in range(100, 8192, 31):
        broken = bytearray(data)
        broken[place] ^= 0x80
        good.write_bytes(broken)
        assert _outcome(good) in (None, wanted), place


def test_without_the_seal_flipped_bits_would_pass_for_records(good: Path) -> None:
    """The positive control: it is the seal that sees them."""
    connection = dbapi2.connect(str(good))
    connection.execute("UPDATE meta SET value = '' WHERE name = 'seal'")
    connection.commit()
    connection.close()
    wanted = _outcome(good)
    assert _outcome(_altered(good)) not in (None, wanted)
