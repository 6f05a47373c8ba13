"""Reports and packs from the command line: two audiences, areas, and what is refused."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.cli import main
from readiness.demo import demo_facts
from readiness.facts import Put
from readiness.rules import load_rulebook
from readiness.workspace import Workspace

TODAY = date(2026, 11, 24)
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "contoso.readiness"
    rulebook = load_rulebook()
    things = (Put(thing) for thing in demo_facts(rulebook, TODAY).all())
    Workspace.create(path, "", rulebook, things).close()
    return path


@pytest.fixture
def export(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exports to a path with more words; the answer as JSON."""

    def run(out: Path, *words: str, code: int = 0) -> Any:
        found = main(["export", str(file), str(out), "--on", TODAY.isoformat(), "--json", *words])
        said = capsys.readouterr()
        assert found == code, said.err
        return json.loads(said.out)

    return run


def test_a_zip_is_the_summary_pack_unless_another_is_named(export: Run, tmp_path: Path) -> None:
    export(tmp_path / "a.zip")
    assert "summary.pdf" in zipfile.ZipFile(tmp_path / "a.zip").namelist()
    export(tmp_path / "b.zip", "--pack", "admin", "--lang", "fr", "--paper", "letter")
    assert "checklist.pdf" in zipfile.ZipFile(tmp_path / "b.zip").namelist()


def test_a_customer_gets_what_is_held_and_a_score_only_on_request(export: Run, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    export(out, "--audience", "customer")
    held = json.loads(out.read_text("utf-8"))["designations"]
    assert [one["designation"] for one in held] == ["Solutions Partner for Infrastructure (Azure)"]
    assert "score" not in held[0]
    export(out, "--audience", "customer", "--with-scores")
    assert json.loads(out.read_text("utf-8"))["designations"][0]["score"] == "77"


@pytest.mark.parametrize(
    ("name", "words", "error"),
    [
        ("a.zip", ("--pack", "claims", "--audience", "customer"), "pack-internal"),
        ("a.csv", ("--table", "people", "--audience", "customer"), "export-table"),
        ("a.pdf", ("--pack", "claims"), "export-pack"),
    ],
)
def test_what_is_not_for_a_customer_or_no_pack_is_refused(
    export: Run, tmp_path: Path, name: str, words: tuple[str, ...], error: str
) -> None:
    assert export(tmp_path / name, *words, code=2)["error"]["code"] == error
    assert list(tmp_path.iterdir()) == []


def test_one_area_alone_and_another_separator(export: Run, tmp_path: Path) -> None:
    out = tmp_path / "metrics.csv"
    export(out, "--table", "metrics", "--area", "security", "--separator", "tab", "--no-bom")
    first, *rows = out.read_text("utf-8").splitlines()
    assert first.startswith("Solution area\t")
    assert {row.split("\t")[0] for row in rows} == {"Security"}
