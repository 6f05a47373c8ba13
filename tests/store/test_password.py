"""With a password nothing readable is on the disk; a wrong one is told from damage."""

import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from readiness.facts import Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.store import Host, Store
from readiness.store.backups import restore
from readiness.store.file import examine
from readiness.store.keeping import Keeping
from readiness.store.password import PAGE

CANARY = "Zyxwanary Quillfeather"
PEOPLE = [Put(Person(PersonId(f"p{i}"), f"{CANARY} {i}", notes="x" * 80)) for i in range(60)]
EDIT = Message("undo.edit", {"name": CANARY})
THEN = "then"
ODD = "it's \"so\" x'00' é"


def _holders(folder: Path) -> list[str]:
    """Files in whose bytes the canary stands."""
    signs = (CANARY.encode(), CANARY.encode("utf-16-le"))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(sign in path.read_bytes() for sign in signs)]


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "contoso.readiness"
    Store.create(path, PEOPLE, password=ODD).close()
    return path


def test_a_file_with_a_password_opens_with_it_and_says_nothing_without(locked: Path) -> None:
    assert examine(locked).is_encrypted
    assert _holders(locked.parent) == []
    with pytest.raises(WorkspaceError, match="password-needed"):
        Store.open(locked)
    store = Store.open(locked, ODD)
    assert len(store.facts().people) == len(PEOPLE)
    store.close()


@pytest.mark.parametrize("wrong", ["x", ODD + "'", ODD.upper(), "' OR 1"])
def test_a_wrong_password_is_said_and_changes_nothing(locked: Path, wrong: str) -> None:
    before = locked.read_bytes()
    with pytest.raises(WorkspaceError, match="password-wrong"):
        Store.open(locked, wrong)
    assert locked.read_bytes() == before


def test_accents_are_one_however_they_are_typed(locked: Path) -> None:
    other = ODD.replace("é", "e\N{COMBINING ACUTE ACCENT}")
    assert other != ODD
    Store.open(locked, other).close()


def test_a_damaged_file_is_told_from_a_wrong_password(locked: Path) -> None:
    data = bytearray(locked.read_bytes())
    data[200] ^= 1
    locked.write_bytes(data)
    with pytest.raises(WorkspaceError, match="workspace-damaged"):
        Store.open(locked, ODD)
    with pytest.raises(WorkspaceError, match="password-wrong"):
        Store.open(locked, "x")


def test_damage_further_on_is_seen_when_it_is_read(locked: Path) -> None:
    data = bytearray(locked.read_bytes())
    assert len(data) % PAGE == 0
    for page in range(1, len(data) // PAGE):
        data[page * PAGE + 100] ^= 1
    locked.write_bytes(data)
    with pytest.raises(WorkspaceError, match="workspace-damaged"):
        Store.open(locked, ODD).facts()


def test_a_file_cut_short_is_damaged_whether_or_not_it_has_a_password(locked: Path) -> None:
    locked.write_bytes(locked.read_bytes()[:-100])
    with pytest.raises(WorkspaceError, match="workspace-damaged"):
        Store.open(locked, ODD)


def test_opening_costs_what_a_guess_costs(locked: Path) -> None:
    start = time.perf_counter()
    Store.open(locked, ODD).abandon()
    assert time.perf_counter() - start >= 0.25


def test_a_password_is_set_changed_and_removed_and_what_is_recorded_stays(tmp_path: Path, host: Host) -> None:
    path = tmp_path / "contoso.readiness"
    store = Store.create(path, PEOPLE[:5], host=host)
    store.write(EDIT, PEOPLE, ())
    held = store.facts()
    keeping = Keeping(store, host)
    for password in ("first", ODD, None, "last"):
        keeping.set_password(password)
        assert keeping.has_password == (password is not None)
        assert keeping.store.facts() == held
        assert keeping.store.titles()[0] == EDIT
        keeping.store.close()
        keeping.store = Store.open(path, password, host)
    assert keeping.store.broken() == ()
    keeping.store.close()
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["contoso.readiness"]


def test_nothing_readable_is_left_once_a_password_is_set(tmp_path: Path, host: Host) -> None:
    store = Store.create(tmp_path / "contoso.readiness", PEOPLE, host=host)
    keeping = Keeping(store, host)
    keeping.back_up()
    keeping.store.write(EDIT, PEOPLE[:3], ())
    keeping.back_up()
    assert len(_holders(tmp_path)) == 3  # the control: it is there to be found
    assert keeping.set_password("secret") == 2
    keeping.store.write(EDIT, PEOPLE[:7], ())
    made = keeping.back_up()
    assert _holders(tmp_path) == []
    keeping.store.abandon()  # as if it was killed
    assert _holders(tmp_path) == []
    assert made is not None
    assert keeping.good_backup() == made


def test_a_backup_with_a_password_is_restored_where_nothing_is_known_of_it(
    tmp_path: Path, host: Host
) -> None:
    store = Store.create(tmp_path / "contoso.readiness", PEOPLE, password=THEN, host=host)
    keeping = Keeping(store, host)
    made = keeping.back_up()
    keeping.set_password("now")
    keeping.store.close()
    assert made is not None
    fresh = tmp_path / "fresh.readiness"
    for wrong, code in ((None, "password-needed"), ("now", "password-wrong")):
        with pytest.raises(WorkspaceError, match=code):
            restore(made.path, fresh, wrong)
        assert not fresh.exists()
    restore(made.path, fresh, THEN)
    again = Store.open(fresh, THEN)
    assert len(again.facts().people) == len(PEOPLE)
    again.close()


def test_a_file_without_the_password_is_noise_to_any_sqlite(locked: Path) -> None:
    connection = dbapi2.connect(str(locked))
    connection.execute("PRAGMA cipher_log_level=NONE")
    with pytest.raises(dbapi2.DatabaseError):
        connection.execute("SELECT * FROM people").fetchall()
    connection.close()
