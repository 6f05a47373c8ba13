"""The app is killed at any moment: everything it said was saved is there, and nothing is there by half."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system starts no process by a fork")


def _lines(kills: int) -> list[tuple[str, int, str, bool]]:
    done = subprocess.run(
        [sys.executable, "-c", "from tests.reliability.kills import main; main()", str(kills)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def _holds(lines: list[tuple[str, int, str, bool]], kills: int) -> None:
    assert [line for line in lines if line[2]] == []
    assert len(lines) == kills
    assert {line[0] for line in lines} == {"edits", "packed", "migration", "restore", "password"}
    assert sum(line[1] for line in lines) > kills / 4, "hardly anything was acknowledged before the kills"


def test_forty_kills_lose_nothing() -> None:
    _holds(_lines(40), 40)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_thousand_kills_lose_nothing() -> None:
    lines = _lines(2000)
    _holds(lines, 2000)
    assert any(line[3] for line in lines), "no kill came in the middle of a transaction"
