"""The window on a real X server, with the libraries that a screen needs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli import main

ROOT = Path(__file__).parents[1]
pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an X server is a matter of Linux"),
    pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb-run is not installed (xvfb, xauth)"),
]


def start(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        # `timeout` ends the whole group: server, program and tools, and not only the first of them.
        ["timeout", "150", "xvfb-run", "-a", "-s", "-screen 0 1400x900x24", *words],  # noqa: S607 - by PATH
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", **variables},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_the_window_opens_paints_its_scores_and_chart_and_ends_well(tmp_path: Path) -> None:
    file = tmp_path / "demo.readiness"
    assert main(["demo", str(file)]) == 0
    done = start(sys.executable, "-m", "ui", str(file), READINESS_FIRST_PAINT="chart")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["first-paint-at", "chart-at"]


@pytest.mark.skipif(shutil.which("xdotool") is None, reason="xdotool is not installed")
def test_the_keyboard_of_a_real_screen_ends_the_app(tmp_path: Path) -> None:
    file = tmp_path / "demo.readiness"
    assert main(["demo", str(file)]) == 0
    script = tmp_path / "session.sh"
    script.write_text(
        f'"{sys.executable}" -m ui "{file}" & app=$!\n'
        "find='timeout 60 xdotool search --sync --onlyvisible'\n"
        'window=$($find --pid $app --name "Partner Readiness" | tail -1)\n'
        "timeout 20 xdotool windowfocus --sync $window; sleep 1\n"
        "xdotool key --window $window ctrl+q; wait $app\n",
        encoding="utf-8",
    )
    done = start("bash", str(script))
    assert done.returncode == 0, done.stderr
