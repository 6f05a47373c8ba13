"""Size and start of the bundle, beside a bare one of PySide6 and matplotlib that PyInstaller makes by itself.

Typst and Babel are counted apart: what writes PDFs and what knows two languages is no part of that floor. The
bare bundle looks up the machine's fonts at every start; beside it stands one that doesn't, pruned as ours is.
Both are built the first time and kept in build/bare. Without a bundle of ours there is nothing to measure.
"""

import hashlib
import importlib.util
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, main
from benchmarks.first_paint import SIZES, partner_file
from benchmarks.starts import started
from installers.paths import BUILD, BUNDLE, MACOS_APP, ROOT, program, steady

CONTENT: Final = MACOS_APP if sys.platform == "darwin" else BUNDLE
APART: Final = ("typst", "babel")
_SPEC: Final = ROOT / "benchmarks" / "bare.spec"
_SOURCES: Final = (
    *(_SPEC, _SPEC.with_name("bare_window.py"), _SPEC.with_name("empty_window.py")),
    *(ROOT / "installers" / "contents.py", ROOT / "requirements" / "bundle.txt"),
)
_BARE: Final = "bare as PyInstaller makes it"
_PRUNED: Final = "bare and pruned"


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    missing = _why_not()
    if missing:
        print(f"the bundle is not measured: {missing}")
        return
    bare = _bare_bundles()
    yield from _sizes(bare)
    yield from _starts(bare, 5 if short else 15)


def _why_not() -> str:
    """Why there is nothing to measure; empty when there is."""
    if not program().exists():
        return "there is none here; build it: python3 dev.py bundle app"
    if importlib.util.find_spec("PyInstaller") is None:
        return (
            "PyInstaller, which makes the one beside it, is not in this environment (requirements/bundle.txt)"
        )
    return ""


def _bare_bundles() -> Path:
    """The folder with `bare` and `pruned`, made anew when what they are made of has changed."""
    state = hashlib.sha256(b"".join(path.read_bytes() for path in _SOURCES) + sys.version.encode())
    folder = BUILD / "bare" / state.hexdigest()[:16]
    if not folder.exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        made, work = folder.parent / "made", folder.parent / "work"
        words = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(made), "--workpath", str(work)]
        command = [sys.executable, "-P", "-m", "PyInstaller", *words, str(_SPEC)]
        subprocess.run(command, cwd=ROOT, env=steady(), check=True)
        made.rename(folder)
    return folder


def _sizes(bare: Path) -> Iterator[Figure]:
    apart = {name: sum(map(_megabytes, CONTENT.rglob(name))) for name in APART}
    ours = _megabytes(CONTENT) - sum(apart.values())
    named = " and ".join(f"{name.capitalize()} ({size:.0f} MB)" for name, size in apart.items())
    name = f"size of the bundle without {named}"
    yield Figure(name, ours, _megabytes(bare / "bare"), _BARE, most_times=1.2, unit="MB")
    yield Figure(name, ours, _megabytes(bare / "pruned"), _PRUNED, unit="MB")


def _megabytes(folder: Path) -> float:
    """Of every file in it, links not followed."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1_000_000


def _starts(bare: Path, runs: int) -> Iterator[Figure]:
    suffix = ".exe" if sys.platform == "win32" else ""
    plain, pruned = (str(bare / name / f"{name}{suffix}") for name in ("bare", "pruned"))
    with tempfile.TemporaryDirectory() as folder:
        ours = (str(program()), str(partner_file(Path(folder), SIZES[0])))
        commands = (ours, (plain,), (pruned,), (pruned, "--without-matplotlib"))
        taken = [
            [started(command, folder)["first-paint-at"] for command in commands]
            for _ in range(runs + 1)  # one after the other, so that all meet the same machine
        ]
    painted, *floors = map(statistics.median, zip(*taken[1:], strict=True))
    name = f"Overview painted from the bundle, {SIZES[0].name}"
    yield Figure(name, painted, floors[0], f"empty window, {_BARE}", most_times=1.3)
    yield Figure(name, painted, floors[1], f"empty window, {_PRUNED}", most_times=1.3)
    yield Figure(name, painted, floors[2], f"empty window, {_PRUNED}, matplotlib never loaded")


if __name__ == "__main__":
    sys.exit(main(measure))
