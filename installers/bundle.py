"""The bundle: built by PyInstaller from build.spec, the same files from the same sources."""

import shutil
import subprocess
import sys
from pathlib import Path

from installers.paths import BUILD, FOLDER, ROOT, steady

_KEPT_RULES = (
    "from readiness.rules import load_rulebook\n"
    "from readiness.rules.specializations import specialization_book\n"
    "specialization_book(load_rulebook())\n"
)


def build(folder: Path = FOLDER) -> None:
    """Make `folder` anew with the program in it.

    Raises:
        CalledProcessError: a step failed, and has said why on stderr.
    """
    shutil.rmtree(folder, ignore_errors=True)
    prepare_resources()
    command = ["PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(folder)]
    _python("-m", *command, "--workpath", str(BUILD / "pyinstaller"), "build.spec")


def prepare_resources() -> None:
    """Compile the words and read the rules, so that what the bundle starts with is of these very sources."""
    for kept in (ROOT / "resources" / "rules").glob("*.bin"):
        kept.unlink()
    _python("-m", "readiness.words")
    _python("-c", _KEPT_RULES)


def _python(*words: str) -> None:
    subprocess.run([sys.executable, "-P", *words], cwd=ROOT, env=steady(), check=True)
