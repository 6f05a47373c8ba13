"""SHA256SUMS of what is released, as `sha256sum --check` reads it, and the bill of materials beside it."""

import hashlib
import platform
import shutil
import sys
from pathlib import Path

from installers.paths import DIST, NAME, SBOM, version


def add_bill(folder: Path = DIST) -> Path:
    """Put the bundle's bill of materials beside the installers."""
    made = folder / f"{NAME}-{version()}-{sys.platform}-{platform.machine().lower()}.cdx.json"
    shutil.copyfile(SBOM, made)
    return made


def write(folder: Path = DIST) -> Path:
    """Of every file in the folder, in order of their names."""
    made = folder / "SHA256SUMS"
    files = sorted(path for path in folder.iterdir() if path.is_file() and path != made)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    made.write_text("".join(lines), encoding="utf-8", newline="\n")
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else DIST)
