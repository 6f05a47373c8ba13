"""The bundle that `python3 dev.py bundle app` has built, and how its program is started."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.paths import BUNDLE, MACOS_APP, program

CONTENT = MACOS_APP if sys.platform == "darwin" else BUNDLE
needs_bundle = pytest.mark.skipif(
    not program().exists(), reason="there is no bundle here; build one: python3 dev.py bundle app"
)
on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads Linux's own format of programs, or starts an X server"
)


def start(
    words: Sequence[str],
    before: Sequence[str] = (),
    path: Path | None = None,
    limit: float = 290,
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Run the program of the bundle, or that at `path`, without anything of this environment."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    return subprocess.run(
        [*before, str(path or program()), *words],
        env=kept | {"MPLCONFIGDIR": os.environ["MPLCONFIGDIR"]} | variables,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=limit,
    )
