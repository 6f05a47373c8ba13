"""The program ends when it is told to, also where only the icon in the tray is left of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.rules import Rulebook
from readiness.workspace import Workspace

_ROOT = Path(__file__).parents[2]
_STAYING = """
import sys
from PySide6.QtCore import QTimer
from ui.__main__ import main
from ui.app import application
from ui.main_window import MainWindow

app = application(["x"])

def hide():
    window = next(shown for shown in app.topLevelWidgets() if isinstance(shown, MainWindow))
    if not window.isVisible() or window.session is None:
        QTimer.singleShot(50, hide)
        return
    window.stays = lambda: True  # as with an icon in the tray, which there is none of without a screen
    window.close()
    print("hidden" if not window.isVisible() and not window.session.is_closed else "gone", flush=True)

QTimer.singleShot(2000, hide)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_told_to_end_while_its_window_is_hidden_it_ends(tmp_path: Path, rulebook: Rulebook) -> None:
    file = tmp_path / "contoso.readiness"
    Workspace.create(file, "Contoso", rulebook).close()
    home = {f"XDG_{name}_HOME": str(tmp_path / "home") for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    running = subprocess.Popen(
        [sys.executable, "-c", _STAYING, str(file)],
        env=os.environ | home | {"PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == "hidden\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
    finally:
        running.kill()
        running.communicate()
    Workspace.open(file, rulebook).close()
