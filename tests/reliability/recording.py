"""A program that works on files under the shim, which writes down every change on the disk and every ACK."""

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

from readiness.store import password
from readiness.workspace import Workspace
from tests.reliability import shim, world

FEW_ITERATIONS = 1_000
"""Of key derivation, else a harness that opens thousands of files would measure nothing but that."""


def main() -> None:
    """Do what the words say; the states that were acknowledged come out as one JSON text each."""
    kind, folder, log, secret, careless = sys.argv[1:]
    password.KDF_ITERATIONS = FEW_ITERATIONS  # type: ignore[misc]
    shim.watch(Path(folder))
    shim.log_to(Path(log))
    RECORDINGS[kind](Path(folder), secret or None, careless == "careless")


def _acknowledge(number: int, text: str) -> None:
    shim.mark(number)
    sys.stdout.write(json.dumps(text) + "\n")


def _edits(folder: Path, secret: str | None, careless: bool) -> None:  # noqa: FBT001 (from the command line)
    """Edits, imports, undo and redo, with a closing and an opening in between."""
    dice = random.Random(5)  # noqa: S311 (the same every time)
    path, aside = folder / "x.readiness", folder.with_name("aside")
    aside.mkdir(exist_ok=True)
    workspace = world.opened(path, secret)
    _acknowledge(0, world.text_of(workspace.facts))
    for number in range(1, 31):
        if number % 10 == 0:
            workspace.close()
            workspace = world.opened(path, secret)
        if careless:
            workspace.keeping.store.file.connection.execute("PRAGMA synchronous=OFF")
        world.act(workspace, dice, aside)
        _acknowledge(number, world.text_of(workspace.facts))
    workspace.close()


def _migration(folder: Path, secret: str | None, careless: bool) -> None:  # noqa: ARG001, FBT001 - all have one signature
    """A file of the first schema is brought up to date."""
    workspace = world.opened(folder / "x.readiness")
    _acknowledge(0, world.text_of(workspace.facts))
    workspace.close()


def _whole(folder: Path, secret: str | None, careless: bool) -> None:  # noqa: ARG001, FBT001 - all have one signature
    """Backups, and a password that is set, changed and removed; the records stay what they were."""
    path = folder / "x.readiness"
    workspace = Workspace.open(path, world.rulebook(), host=world.host(folder))
    _acknowledge(0, world.text_of(workspace.facts))
    for secret_ in ("first", "second", None):
        workspace.keeping.back_up()
        workspace.keeping.set_password(secret_)
    workspace.close()


RECORDINGS: dict[str, Callable[[Path, str | None, bool], None]] = {
    "edits": _edits,
    "migration": _migration,
    "whole": _whole,
}
