"""A program that starts workers on a file, kills them at a moment drawn by dice, and looks at what is left.

It prints one line for each kill: the work, how much was acknowledged, and what was wrong.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

from readiness.store import password as key
from readiness.store.backups import Backups, is_good
from readiness.workspace import Workspace, restore
from tests.reliability import world
from tests.reliability.recording import FEW_ITERATIONS

Say: TypeAlias = Callable[[], None]
_LONGEST: Final = 0.15
"""Seconds that a worker lives at most."""
_LONGEST_PACKED: Final = 3.0
"""The same where each import starts a process of its own."""
_PACKED: Final = 3
_PATIENCE: Final = 10.0
"""Seconds within which a process whose parent was killed has to be gone."""


def main() -> None:
    """As many kills as the first word says, of each kind of work in turn."""
    key.KDF_ITERATIONS = FEW_ITERATIONS  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as made:
        base = Path(made) / "base"
        base.mkdir()
        world.create(base / "x.readiness")
        shutil.copyfile(world.GOLDEN / "schema-1.0.readiness", base / "old.readiness")
        with_backup = Workspace.open(base / "x.readiness", world.rulebook(), host=world.host(base))
        with_backup.keeping.back_up()
        with_backup.close()
        for number in range(_PACKED):
            world.packed(base / f"packed-{number}.xlsx", number)
        works = list(WORKS)
        for number in range(int(sys.argv[1])):
            work = "edits" if number % 2 == 0 else works[number // 2 % len(works)]
            line = _killed(work, number, base, Path(made) / "place")
            sys.stdout.write(json.dumps(line) + "\n")


def _killed(work: str, seed: int, base: Path, place: Path) -> tuple[str, int, str, bool]:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    dice = random.Random(seed)  # noqa: S311 (the same every time, as far as clocks allow)
    longest = _LONGEST_PACKED if work == "packed" else _LONGEST
    told = _told_before_the_kill(work, seed, place, dice.random() * longest)
    was_hot = any(path.stat().st_size for path in place.rglob("*-journal"))
    try:
        wrong = CHECKS[work](place, seed, told)
    except Exception:  # noqa: BLE001 (whatever it is, it is what is wrong)
        wrong = traceback.format_exc()
    return work, told, wrong, was_hot


def _told_before_the_kill(work: str, seed: int, place: Path, seconds: float) -> int:
    """How often the worker said that something is saved."""
    out, into = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(out)
        os.setpgid(0, 0)
        try:
            WORKS[work](place, seed, lambda: _say(into))
        finally:
            os._exit(1)
    os.close(into)
    with os.fdopen(out, "rb") as said:
        said.read(1)  # it has begun
        time.sleep(seconds)
        os.kill(worker, signal.SIGKILL)
        told = len(said.read())
    os.waitpid(worker, 0)
    _require_gone(worker)
    return told


def _require_gone(group: int) -> None:
    """No child of a killed worker goes on without it."""
    until = time.monotonic() + _PATIENCE
    while any(map(partial(_runs, group), Path("/proc").glob("[0-9]*"))):
        assert time.monotonic() < until, "a child of a killed worker goes on"
        time.sleep(0.01)


def _runs(group: int, process: Path) -> bool:
    """Whether it is one of the group; one that has ended and was not asked after is none any more."""
    with suppress(OSError):
        state, _parent, its_group = (process / "stat").read_text().rpartition(")")[2].split()[:3]
        return its_group == str(group) and state != "Z"
    return False


def _say(into: int) -> None:
    os.write(into, b".")


def _edits(place: Path, seed: int, say: Say) -> None:
    """Edits, imports, undo and redo without end, and a backup now and then."""
    workspace = Workspace.open(place / "x.readiness", world.rulebook(), host=world.host(place))
    dice = random.Random(f"edits {seed}")  # noqa: S311 - dice, no secret
    say()
    for number in count(1):
        world.act(workspace, dice, place)
        say()
        if number % 7 == 0:
            workspace.keeping.back_up()


def _after_edits(place: Path, seed: int, told: int) -> str:
    """What was told is there, and at most the one thing more that was under way."""
    found = world.found_in(place / "x.readiness")
    again = place / "again"
    again.mkdir()
    world.create(again / "x.readiness")
    workspace = world.opened(again / "x.readiness")
    dice = random.Random(f"edits {seed}")  # noqa: S311 - dice, no secret
    states = [world.text_of(workspace.facts)]
    for _ in range(told + 1):
        world.act(workspace, dice, again)
        states.append(world.text_of(workspace.facts))
    workspace.close()
    if found not in states[told : told + 2]:
        return f"state {states.index(found)}" if found in states else "a state that never was"
    return _bad_backups(place)


def _bad_backups(place: Path) -> str:
    for folder in (place / "backups").iterdir():
        for backup in Backups(folder.parent, folder.name, 10**9).all():
            if not is_good(backup, None):
                return f"{backup.path.name} is none"
    return ""


def _packed(place: Path, seed: int, say: Say) -> None:
    """Workbooks, one after the other, each unfolded in a child process."""
    workspace = Workspace.open(place / "x.readiness", world.rulebook(), host=world.host(place))
    tempfile.tempdir = str(place / "temporary")
    Path(tempfile.tempdir).mkdir()
    say()
    for number in count(seed):
        path = place / f"packed-{number % _PACKED}.xlsx"
        workspace.import_(workspace.preview_import(path, world.TODAY))
        say()


def _after_packed(place: Path, seed: int, told: int) -> str:
    """What was told is there, or what was under way; and nothing of a workbook lies in a temporary file."""
    if left := [path.name for path in (place / "temporary").iterdir() if path.is_file()]:
        return f"left behind: {left}"
    found = world.found_in(place / "x.readiness")
    states = _states_of_packed(place)
    at = [0 if number == 0 else 1 + (seed + number - 1) % _PACKED for number in (told, told + 1)]
    return _bad_backups(place) if found in [states[number] for number in at] else "a state that never was"


@cache
def _states_of_packed(place: Path) -> list[str]:
    """The records without a workbook, and with each of them; places hold the same."""
    path = place / "again.readiness"
    world.create(path)
    workspace = world.opened(path)
    states = [world.text_of(workspace.facts)]
    for number in range(_PACKED):
        workspace.import_(workspace.preview_import(place / f"packed-{number}.xlsx", world.TODAY))
        states.append(world.text_of(workspace.facts))
    workspace.close()
    return states


def _migration(place: Path, seed: int, say: Say) -> None:  # noqa: ARG001 - all have one signature
    say()
    world.opened(place / "old.readiness").close()
    say()
    time.sleep(1)


def _after_a_migration(place: Path, seed: int, told: int) -> str:  # noqa: ARG001 - all have one signature
    """The file is the old one or the new one, and both hold the same."""
    path = place / "old.readiness"
    untouched = place / "untouched.readiness"
    shutil.copyfile(world.GOLDEN / "schema-1.0.readiness", untouched)
    same = world.found_in(path) == world.found_in(untouched)
    return "" if same else "records changed"


def _restore(place: Path, seed: int, say: Say) -> None:  # noqa: ARG001 - all have one signature
    (kept,) = (place / "backups").rglob("*.readiness")
    say()
    for number in count():
        restore(kept, place / f"restored-{number}.readiness")
        say()


def _after_a_restore(place: Path, seed: int, told: int) -> str:  # noqa: ARG001 - all have one signature
    """What was restored is whole; what was not yet is at most an empty name."""
    wanted = world.found_in(place / "x.readiness")
    for number in range(told + 1):
        path = place / f"restored-{number}.readiness"
        is_empty = not path.exists() or path.stat().st_size == 0
        if number < told if is_empty else world.found_in(path) != wanted:
            return f"restored file {number} of {told}"
    return ""


def _password(place: Path, seed: int, say: Say) -> None:  # noqa: ARG001 - all have one signature
    workspace = world.opened(place / "x.readiness")
    say()
    for number in count():
        workspace.keeping.set_password(None if number % 2 else "secret")
        say()


def _after_a_password(place: Path, seed: int, told: int) -> str:  # noqa: ARG001 - all have one signature
    """The file opens with the one password or the other, and holds what it held."""
    path = place / "x.readiness"
    password = None if path.read_bytes()[:15] == b"SQLite format 3" else "secret"
    (kept,) = (place / "backups").rglob("*.readiness")
    return "" if world.found_in(path, password) == world.found_in(kept) else "records changed"


WORKS: Final[dict[str, Callable[[Path, int, Say], None]]] = {
    "edits": _edits,
    "packed": _packed,
    "migration": _migration,
    "restore": _restore,
    "password": _password,
}
CHECKS: Final[dict[str, Callable[[Path, int, int], str]]] = {
    "edits": _after_edits,
    "packed": _after_packed,
    "migration": _after_a_migration,
    "restore": _after_a_restore,
    "password": _after_a_password,
}
