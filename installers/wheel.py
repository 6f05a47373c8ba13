"""The wheel of the source, for who runs the product in a Python environment of their own; not published."""

import subprocess
import sys
from pathlib import Path

from installers.paths import DIST, ROOT, steady, version


def build(folder: Path = DIST) -> Path:
    """The same bytes from the same sources.

    Raises:
        CalledProcessError: the build failed, and has said why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=steady(), check=True, stdout=sys.stderr)
    return folder / f"partner_readiness-{version()}-py3-none-any.whl"
