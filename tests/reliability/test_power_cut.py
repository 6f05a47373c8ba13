"""The power is cut at any moment: what was acknowledged is there, and nothing is there by half.

Every change on the disk is written down by the shim; `replay` says what a disk may hold after each of them.
Not in this model: disks that lie about what they have written.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from readiness.problems import WorkspaceError
from readiness.store import Store, password
from readiness.store.backups import is_good, of_path
from tests.reliability import recording, shim, world
from tests.reliability.replay import VARIANTS, Call, Disk, State, calls

_SECRET = "ø'\"secret"  # noqa: S105 (of files that last as long as the test)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was done to a folder, and which states of its records were acknowledged."""

    disk: Disk
    calls: list[Call]
    states: list[str]


Record: TypeAlias = Callable[..., Recorded]


@dataclass(slots=True)
class Tally:
    """Of the states that were looked at."""

    states: int = 0
    lost: int = 0
    refused: int = 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where the system has that: thousands of files are written there."""
    memory = Path("/dev/shm")  # noqa: S108 (a folder of our own inside)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


@pytest.fixture
def record(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr(password, "KDF_ITERATIONS", recording.FEW_ITERATIONS)
    library = shim.compiled(tmp_path)

    def recorded(kind: str, secret: str = "", careless: str = "") -> Recorded:
        place, log = folder / "disk", folder / "log"
        place.mkdir()
        if kind == "migration":
            shutil.copyfile(world.GOLDEN / "schema-1.0.readiness", place / "x.readiness")
        else:
            Store.create(place / "x.readiness", world.first_things(), secret or None).close()
        disk = Disk(place)
        said = shim.run_under(library, "recording", kind, str(place), str(log), secret, careless)
        return Recorded(disk, calls(log), list(world.lines(said)))

    return recorded


def _cuts(recorded: Recorded, most: int) -> Iterator[tuple[int, State]]:
    """States of the disk, spread over the whole log, and how much was acknowledged before each."""
    dice = random.Random(9)  # noqa: S311 (the same every time)
    acknowledged = -1
    share = most / (len(recorded.calls) * len(VARIANTS))
    for call in recorded.calls:
        if call.op == "m":
            acknowledged = call.offset
        else:
            recorded.disk.take(call)
        for variant in VARIANTS:
            if dice.random() < share:
                yield acknowledged, recorded.disk.after_a_cut(variant, dice)


def _written(state: State, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "x.readiness"


def _shown(path: Path, secret: str | None) -> str | None:
    """What the file shows; None where it is refused or damaged."""
    try:
        store = Store.open(path, secret)
    except WorkspaceError:
        return None
    try:
        return None if store.damage() or store.broken() else world.text_of(store.facts())
    except WorkspaceError:
        return None
    finally:
        store.abandon()


def _edits_after_cuts(recorded: Recorded, folder: Path, secret: str, most: int) -> Tally:
    tally = Tally()
    for acknowledged, state in _cuts(recorded, most):
        shown = _shown(_written(state, folder / "after"), secret or None)
        allowed = recorded.states[max(0, acknowledged) : acknowledged + 2]
        tally.states += 1
        tally.refused += shown is None
        tally.lost += shown is not None and shown not in allowed
    return tally


@pytest.mark.parametrize("secret", ["", _SECRET], ids=["plain", "with a password"])
def test_no_edit_is_lost_or_half_there(record: Record, folder: Path, secret: str) -> None:
    tally = _edits_after_cuts(record("edits", secret), folder, secret, 400)
    assert (tally.lost, tally.refused) == (0, 0)
    assert tally.states > 300


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("secret", ["", _SECRET], ids=["plain", "with a password"])
def test_no_edit_is_lost_or_half_there_in_ten_thousand_states(
    record: Record, folder: Path, secret: str
) -> None:
    tally = _edits_after_cuts(record("edits", secret), folder, secret, 10_300)
    assert (tally.lost, tally.refused) == (0, 0)
    assert tally.states > 10_000


def test_a_file_that_does_not_wait_for_the_disk_is_found_out(record: Record, folder: Path) -> None:
    """The positive control: without syncs, cuts lose what was acknowledged, and these tests see it."""
    tally = _edits_after_cuts(record("edits", "", "careless"), folder, "", 150)
    assert tally.lost + tally.refused > 0


def _holds(path: Path, text: str) -> bool:
    return any(_shown(path, secret) == text for secret in (None, "first", "second"))


@pytest.mark.parametrize(("kind", "most"), [("migration", 30), ("whole", 60)])
def test_a_file_that_takes_the_place_of_another_is_there_whole(
    record: Record, folder: Path, kind: str, most: int
) -> None:
    recorded = record(kind)
    count = 0
    for _, state in _cuts(recorded, most):
        path = _written(state, folder / "after")
        assert _holds(path, recorded.states[0])
        kept = of_path(path.parent / "backups", folder / "disk" / "x.readiness", 10**9)
        for backup in kept.all() if kept else ():
            assert any(is_good(backup, secret) for secret in (None, "first", "second"))
        count += 1
    assert count > most / 2
