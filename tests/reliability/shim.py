"""The shim of `shim.c`: compiled where there is a compiler, and steered from within its process."""

import ctypes
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

OPEN, WRITE, SYNC, TRUNCATE, UNLINK, RENAME, LINK = (1 << bit for bit in range(7))
KINDS: Final = {
    "open": OPEN,
    "write": WRITE,
    "sync": SYNC,
    "truncate": TRUNCATE,
    "unlink": UNLINK,
    "rename": RENAME,
    "link": LINK,
}
KILL: Final = -1
"""In place of an error's number: the process ends there."""
_SOURCE: Final = Path(__file__).with_name("shim.c")
_ROOT: Final = Path(__file__).parents[2]


def compiled(folder: Path) -> Path:
    """The shim as a library; skips the test where it can't be made."""
    if not sys.platform.startswith("linux"):
        pytest.skip("calls are only stood between on Linux")
    if shutil.which("gcc") is None:
        pytest.skip("the shim between process and disk needs gcc")
    library = folder / "shim.so"
    command = ["gcc", "-O1", "-shared", "-fPIC", "-o", str(library), str(_SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def run_under(library: Path, program: str, *words: str) -> str:
    """What `main` of a module of this folder prints, with the shim between it and the disk."""
    done = subprocess.run(
        [sys.executable, "-c", f"from tests.reliability.{program} import main; main()", *words],
        env={**os.environ, "LD_PRELOAD": str(library)},
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@cache
def steered() -> Any:
    """The shim inside this process."""
    library = ctypes.CDLL(None)
    library.shim_fail.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_int]
    library.shim_mark.argtypes = [ctypes.c_long]
    library.shim_count.restype = ctypes.c_long
    return library


def watch(folder: Path) -> None:
    steered().shim_watch(os.fsencode(folder))


def log_to(path: Path) -> None:
    steered().shim_log(os.fsencode(path))


def mark(number: int) -> None:
    steered().shim_mark(number)


def fail(kinds: int, number: int, error: int, lasting: bool = False) -> None:  # noqa: FBT001, FBT002 (spread from a tuple)
    """Let the call of that number fail, counted from 1 and from now on; 0: none, they are only counted."""
    steered().shim_fail(kinds, number, error, int(lasting))


def stop() -> int:
    """Let nothing fail any more; how many calls there were."""
    count = int(steered().shim_count())
    steered().shim_fail(0, 0, 0, 0)
    return count
