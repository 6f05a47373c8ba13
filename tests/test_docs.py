"""What the documents point to is there: files by link and by name, commands of dev.py and of the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
from readiness.cli import COMMANDS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_FOLDERS = (
    "benchmarks|docs|installers|readiness|requirements|resources|tests|ui"
    "|assess|files|importers|packaging|reliability|reports|rules|store"
)
"""Those of the project, and those of the tests, which are also named without the folder they are in."""


def missing(path: Path) -> Iterator[str]:
    """Links and names of files in a document of which there is no file."""
    text = path.read_text("utf-8")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if "://" not in link and not (path.parent / link.partition("#")[0]).exists():
            yield link
    for name in re.findall(rf"`((?:{_FOLDERS})/[\w./*-]+\w)", text):
        if not any((*ROOT.glob(name), *ROOT.glob(f"tests/{name}"))):
            yield name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    assert list(missing(path)) == []


def test_a_file_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    made = tmp_path / "made.md"
    made.write_text("[here](nowhere.md), `ui/nothing.py`, `reports/test_nothing.py`, `ui/app.py`", "utf-8")
    assert list(missing(made)) == ["nowhere.md", "ui/nothing.py", "reports/test_nothing.py"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_named_is_one(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(re.findall(r"(?:`|python3 |py )dev\.py ([a-z]+)", text)) <= dev.COMMANDS.keys()
    assert set(re.findall(r"(?:dev\.py app|`readiness) ([a-z]+)(?= )", text)) <= set(COMMANDS)
