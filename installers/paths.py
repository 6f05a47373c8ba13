"""Where things lie, what the product is called, and the moment that stands in every file that is made."""

import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
HERE: Final = ROOT / "installers"
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"
NAME: Final = "partner-readiness"
TITLE: Final = "Partner Readiness"
SUFFIX: Final = ".readiness"
MIME: Final = "application/x-partner-readiness"
ICON: Final = ROOT / "resources" / "icons" / f"{NAME}.svg"
ICONS: Final = BUILD / "icons"
FOLDER: Final = BUILD / "bundle"
BUNDLE: Final = FOLDER / NAME
"""The program and all it needs; on macOS the .app beside it is made of the same files."""
MACOS_APP: Final = FOLDER / f"{TITLE}.app"
SBOM: Final = BUILD / "sbom.cdx.json"
RECORD: Final = BUILD / "record" / f"{NAME.replace('-', '_')}.dist-info"
"""What an installed package knows of itself; the bundle's program reads its version there."""
_NO_GIT_EPOCH: Final = 1_767_225_600
"""The start of 2026, for sources that are no clone."""


@cache
def version() -> str:
    """The one in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def program() -> Path:
    """The program inside the bundle; on Windows the one that has a terminal."""
    if sys.platform == "darwin":
        return MACOS_APP / "Contents" / "MacOS" / NAME
    return BUNDLE / ("readiness.exe" if sys.platform == "win32" else NAME)


@cache
def epoch() -> int:
    """Seconds; `SOURCE_DATE_EPOCH` where it is given, else the moment of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = ["git", "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, encoding="ascii").stdout
    except (OSError, subprocess.CalledProcessError):
        return _NO_GIT_EPOCH
    return int(said) if said.strip() else _NO_GIT_EPOCH


def steady() -> dict[str, str]:
    """The variables under which the same sources give the same files."""
    fixed = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return {**os.environ, **fixed, "PYTHONPATH": str(ROOT)}
