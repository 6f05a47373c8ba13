"""Whose file is it: of which package, of Python, of the system or of this project."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from installers.contents import Entry
from installers.paths import NAME, ROOT, version

PYTHON: Final = "cpython"


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """`kind` is `own`, `pypi`, `python` or `system`; a system's library has its package's name if known."""

    kind: str
    name: str
    version: str


def origin_of(source: str) -> Origin:
    """Of a file that goes into the bundle."""
    path = Path(source).absolute()
    distribution = _owners().get(path)
    if distribution is not None:
        return Origin("pypi", distribution.name.lower().replace("_", "-"), distribution.version)
    if path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / ".venv"):
        return Origin("own", NAME, version())
    if any(path.is_relative_to(place) for place in _of_python()):
        return Origin("python", PYTHON, ".".join(map(str, sys.version_info[:3])))
    return Origin("system", *_of_system(path))


def origins_of(entries: Iterable[Entry]) -> list[Origin]:
    """Each once, in order; entries without a source (a link inside the bundle) have none."""
    return sorted({origin_of(source) for _, source, kind in entries if source and kind != "SYMLINK"})


def distribution_of(origin: Origin) -> Distribution:
    return next(found for found in distributions() if found.name.lower().replace("_", "-") == origin.name)


@cache
def _owners() -> dict[Path, Distribution]:
    found = {}
    for distribution in distributions():
        for file in distribution.files or ():
            found[Path(str(distribution.locate_file(file))).absolute()] = distribution
    return found


@cache
def _of_python() -> tuple[Path, ...]:
    base = Path(sys.base_prefix)
    real = Path(sys.executable).resolve().parents[0 if sys.platform == "win32" else 1]
    places = (
        base / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}",
        base / "Lib",
        base / "DLLs",
    )
    return tuple({*places, real}) if base != Path("/usr") else places


def _of_system(path: Path) -> tuple[str, str]:
    """Debian's package and version; elsewhere the file's own name and the release of the system."""
    real = path.resolve()
    for asked in (path, real, Path("/usr") / path.relative_to("/") if path.is_absolute() else path):
        said = _said("dpkg-query", "--search", str(asked))
        if said:
            package = said.partition(":")[0]
            return package, _said("dpkg-query", "--show", "--showformat=${Version}", package)
    return real.name, ""


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
