"""The layers of the house hold, and the check that says so can say the opposite."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Import-linter's own command, with `folder` as the only place to import the packages from."""
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-P", "-c", command],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "SYSTEMROOT": "", "COLUMNS": "200"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_imports_keep_to_the_layers() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("readiness/facts/nouns.py", "import sqlmodel", "Scoring knows no storage"),
        ("readiness/facts/nouns.py", "import readiness.workspace", "The core points down only"),
        ("readiness/charts/progress.py", "import PySide6.QtCore", "Qt stays in the window"),
        ("ui/theme.py", "import ui.session", "The window points down only"),
        ("ui/session.py", "import readiness.store", "The window enters through"),
    ],
)
def test_a_forbidden_import_is_noticed(tmp_path: Path, module: str, line: str, broken: str) -> None:
    for package in ("readiness", "ui", "resources"):
        for source in (ROOT / package).rglob("*.py"):
            copy = tmp_path / source.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    with (tmp_path / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    verdict = next(row for row in done.stdout.splitlines() if broken in row)
    assert " BROKEN" in verdict
