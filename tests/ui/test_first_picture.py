"""What is loaded before the scores are painted, read off a real start; nothing heavy is among it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness.demo import demo_facts
from readiness.facts import Put
from readiness.rules import Rulebook
from readiness.rules.forms import published_forms
from readiness.rules.specializations import specialization_book
from readiness.workspace import Workspace

ROOT = Path(__file__).parents[2]
LATE = (
    *("alembic", "babel", "email", "icalendar", "matplotlib", "multiprocessing", "numpy", "openpyxl"),
    *("sqlalchemy", "sqlmodel", "ssl", "tomllib", "typst", "xlsxwriter", "readiness.importers"),
    *("importlib.resources", "readiness.agenda", "readiness.reports", "ui.dialogs"),
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> tuple[list[str], list[str]]:
    """Modules in the order they were loaded, up to the first picture and from there to the chart."""
    home = tmp_path_factory.mktemp("home")
    file = home / "demo.readiness"
    facts = demo_facts(rulebook, date(2026, 11, 24))
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    specialization_book(rulebook)  # as kept by the start before, like the rulebook
    published_forms()
    variables = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "READINESS_FIRST_PAINT": "chart"}
    folders = {"XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "MPLCONFIGDIR": str(home)}
    told = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "ui", str(file)],
        env=os.environ | variables | folders,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        encoding="utf-8",
        timeout=120,
    ).stdout
    before, _, after = told.partition("first-paint-at")
    return _modules(before), _modules(after)


def _modules(told: str) -> list[str]:
    rows = (line for line in told.splitlines() if line.startswith("import time:"))
    return [row.rpartition("|")[2].strip() for row in rows]


def test_nothing_heavy_comes_before_the_first_picture(loaded: tuple[list[str], list[str]]) -> None:
    before, after = loaded
    assert {"readiness.snapshot", "PySide6.QtWidgets", "ui.pages.overview"} <= set(before)
    assert "matplotlib" in after, "the chart follows, so what is late is seen"
    assert [name for name in before if name.startswith(LATE)] == []


def test_the_core_comes_before_qt(loaded: tuple[list[str], list[str]]) -> None:
    """Once Qt is there it reads the source of every module that is loaded."""
    before, _ = loaded
    assert before.index("readiness.workspace") < before.index("PySide6")
