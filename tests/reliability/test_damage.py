"""A damaged file is refused, or found damaged by its seal, or shows exactly what it showed: never another."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from readiness.problems import WorkspaceError
from readiness.store import Store, password
from tests.reliability import world
from tests.reliability.recording import FEW_ITERATIONS

_PAGE = 4096
Damage = Callable[[bytearray, random.Random], None]


def _flip(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _swap(data: bytearray, dice: random.Random) -> None:
    first, second = dice.sample(range(len(data) // _PAGE), 2)
    kept = data[first * _PAGE : (first + 1) * _PAGE]
    data[first * _PAGE : (first + 1) * _PAGE] = data[second * _PAGE : (second + 1) * _PAGE]
    data[second * _PAGE : (second + 1) * _PAGE] = kept


def _cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def _cut_pages(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(1, len(data) // _PAGE) * _PAGE :]


def _head(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(100)] = dice.randrange(256)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "x.readiness"
    Store.create(path, world.first_things()).close()
    return path


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(password, "KDF_ITERATIONS", FEW_ITERATIONS)
    path = tmp_path / "x.readiness"
    Store.create(path, world.first_things(), "secret").close()
    return path


def _shown(path: Path, secret: str | None = None) -> str | None:
    """What the file shows; None where it is refused or found damaged."""
    try:
        store = Store.open(path, secret)
    except WorkspaceError:
        return None
    try:
        text = world.text_of(store.facts())
        return None if store.broken() else text
    except WorkspaceError:
        return None
    finally:
        store.abandon()


def _damaged(path: Path, damage: Damage, times: int, secret: str | None = None) -> Iterator[str | None]:
    """What is shown after each damage to the same good file."""
    data, dice = path.read_bytes(), random.Random(11)  # noqa: S311 (the same every time)
    for _ in range(times):
        altered = bytearray(data)
        damage(altered, dice)
        path.write_bytes(altered)
        for left in path.parent.glob("x.readiness?*"):
            left.unlink()
        yield _shown(path, secret)


_SHORT = [(_swap, 60), (_cut, 40), (_cut_pages, 20), (_head, 100)]
_LONG = [(_flip, 10_000), (_swap, 1_000), (_cut, 500), (_cut_pages, 50), (_head, 200)]


@pytest.mark.parametrize(("damage", "times"), _SHORT)
def test_a_damaged_file_never_shows_something_else(good: Path, damage: Damage, times: int) -> None:
    wanted = _shown(good)
    assert wanted is not None
    assert set(_damaged(good, damage, times)) <= {None, wanted}


@pytest.mark.parametrize("damage", [_flip, _swap, _cut, _head])
def test_a_damaged_file_with_a_password_never_shows_something_else(locked: Path, damage: Damage) -> None:
    wanted = _shown(locked, "secret")
    assert wanted is not None
    assert set(_damaged(locked, damage, 20, "secret")) <= {None, wanted}


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("damage", "times"), _LONG)
def test_thousands_of_damages_never_show_something_else(good: Path, damage: Damage, times: int) -> None:
    wanted = _shown(good)
    assert set(_damaged(good, damage, times)) <= {None, wanted}


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_five_hundred_damages_to_a_file_with_a_password(locked: Path) -> None:
    wanted = _shown(locked, "secret")
    assert set(_damaged(locked, _flip, 500, "secret")) <= {None, wanted}


def test_flips_in_a_file_without_a_seal_would_pass(good: Path) -> None:
    """The positive control: SQLite alone shows other records for some of the same bits."""
    store = Store.open(good)
    store.file.connection.execute("UPDATE meta SET value = '' WHERE name = 'seal'")
    store.abandon()
    wanted = _shown(good)
    names = partial(_in_a_name, good.read_bytes().find(b"Person 3"))
    assert set(_damaged(good, names, 5)) - {None, wanted}


def _in_a_name(at: int, data: bytearray, dice: random.Random) -> None:
    data[at + dice.randrange(6)] ^= 1
