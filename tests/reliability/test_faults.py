"""Each call to the disk fails: what was to be done is done, or nothing of it is and words say why.

Calls: open, write, sync, truncate, unlink, rename and link. They fail once, or from then on, with a full disk
or an error of the disk; or the program is killed there. The short form takes some calls of each operation.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import shim
from tests.reliability.faults import PREPARATIONS


def _tried(tmp_path: Path, ways: str, step: int, *operations: str) -> list[dict[str, Any]]:
    said = shim.run_under(shim.compiled(tmp_path), "faults", ",".join(operations), ways, str(step))
    return [json.loads(line) for line in said.splitlines()]


def _holds(tried: list[dict[str, Any]], *operations: str) -> None:
    assert [one for one in tried if one["wrong"]] == []
    assert {one["operation"] for one in tried} == set(operations)


def test_some_calls_fail_of_every_operation(tmp_path: Path) -> None:
    tried = _tried(tmp_path, "ENOSPC,EIO,SIGKILL", 60, *PREPARATIONS)
    _holds(tried, *PREPARATIONS)
    assert {one["said"] for one in tried} >= {"disk-full", "disk-error", "done", "killed"}


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("operation", PREPARATIONS)
def test_every_call_fails(tmp_path: Path, operation: str) -> None:
    _holds(_tried(tmp_path, "ENOSPC,EIO,SIGKILL", 1, operation), operation)
