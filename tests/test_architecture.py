"""The layers of the house hold, and the check that says so can say the opposite."""

import ast
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


MOST_LINES = 399
MOST_OF_A_FUNCTION = 25
"""Lines of a body without its docstring."""
RELEASED = ROOT / "readiness" / "store" / "migrations" / "versions"
"""Revisions never change."""


def too_long(source: str, most: int) -> list[str]:
    """The functions whose body, without its docstring, has more than `most` lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and (node.end_lineno or 0) - body[0].lineno >= most:
                found.append(node.name)
    return found


def test_no_file_outgrows_what_can_be_read_at_once() -> None:
    folders = (ROOT / top for top in ("readiness", "ui", "tests", "benchmarks"))
    sources = [ROOT / "dev.py", *(path for folder in folders for path in folder.rglob("*.py"))]
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in sources}
    assert len(lengths) > 400
    assert [str(path) for path, length in lengths.items() if length > MOST_LINES] == []


def test_no_function_outgrows_what_can_be_seen_at_once() -> None:
    folders = (ROOT / top for top in ("readiness", "ui", "benchmarks"))
    found = (path for folder in folders for path in folder.rglob("*.py"))
    sources = [ROOT / "dev.py", *(path for path in found if path.parent != RELEASED)]
    long = {
        str(path): names
        for path in sources
        if (names := too_long(path.read_text(encoding="utf-8"), MOST_OF_A_FUNCTION))
    }
    assert len(sources) > 300
    assert long == {}


@pytest.mark.parametrize(("lines", "found"), [(25, []), (26, ["long"])])
def test_a_long_function_is_noticed(lines: int, found: list[str]) -> None:
    inner = "".join(f"        {n}\n" for n in range(lines - 1))
    head = 'class A:\n    def long(self):\n        """Words.\n\n        More.\n        """\n'
    assert too_long(f"{head}{inner}        return 1\n", 25) == found
