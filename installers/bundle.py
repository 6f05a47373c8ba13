"""The bundle: built by PyInstaller from build.spec, the same files from the same sources."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from installers.paths import BUILD, FOLDER, NAME, RECORD, ROOT, steady, version

_KEEP = (
    "from readiness.rules import load_rulebook\n"
    "from readiness.rules.forms import published_forms\n"
    "from readiness.rules.specializations import specialization_book\n"
    "from ui.qt_start import load_qt\n"
    "specialization_book(load_rulebook())\n"
    "published_forms()\n"
    "load_qt()\n"
)


def build(folder: Path = FOLDER) -> None:
    """Make `folder` anew with the program in it.

    Raises:
        CalledProcessError: a step failed, and has said why on stderr.
    """
    shutil.rmtree(folder, ignore_errors=True)
    prepare_resources()
    write_record(RECORD)
    command = ["PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(folder)]
    _python("-m", *command, "--workpath", str(BUILD / "pyinstaller"), "build.spec")


def differences() -> list[str]:
    """What a second build of the same sources makes otherwise than the bundle that is there; file by file.

    Raises:
        CalledProcessError: the build failed, and has said why on stderr.
    """
    again = BUILD / "again"
    build(again)
    first, second = sums_of(FOLDER), sums_of(again)
    shutil.rmtree(again)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def sums_of(folder: Path) -> dict[str, str]:
    """Of each file its SHA-256, of each link its target."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def prepare_resources() -> None:
    """Compile the words and keep what a start would, so that the bundle starts with that of these sources."""
    for kept in (ROOT / "resources").rglob("*.bin"):
        kept.unlink()
    _python("-m", "readiness.words")
    _python("-c", _KEEP)


def write_record(folder: Path) -> None:
    """What the program knows of itself: its version, and the page of releases where the maker names one."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {version()}", *_releases()]
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _releases() -> Iterator[str]:
    """On a hosted runner it is the page of the repository that is built."""
    server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    hosted = f"{server}/{repository}/releases" if server and repository else ""
    page = os.environ.get("READINESS_RELEASES", hosted)
    if page:
        yield f"Project-URL: Releases, {page}"


def _python(*words: str) -> None:
    subprocess.run([sys.executable, "-P", *words], cwd=ROOT, env=steady(), check=True)
