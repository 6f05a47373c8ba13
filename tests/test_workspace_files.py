"""Files that go into a workspace and come out of it."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness.document import document_text
from readiness.editions import Edition
from readiness.facts import (
    Customer,
    CustomerId,
    Facts,
    Partner,
    Put,
)
from readiness.problems import Message, ReadinessError, SourceError
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from tests.ada import ADA, ADD, AWARD


def _document(tmp_path: Path, facts: Facts) -> Path:
    path = tmp_path / "partner.json"
    path.write_text(document_text(facts), encoding="utf-8")
    return path


def test_a_preview_writes_nothing_and_shows_the_day_before_and_after(
    workspace: Workspace, tmp_path: Path, today: date
) -> None:
    source = _document(tmp_path, Facts(people={ADA.id: ADA}, awards={AWARD.id: AWARD}))
    preview = workspace.preview_import(source, today)
    assert (preview.reading.people, preview.reading.awards) == (1, 1)
    assert preview.before.facts is workspace.facts
    assert preview.after.facts.awards == {AWARD.id: AWARD}
    assert workspace.facts.people == {}
    assert workspace.undo_title is None


def test_an_import_is_one_step_that_names_its_source(
    workspace: Workspace, tmp_path: Path, today: date
) -> None:
    source = _document(tmp_path, Facts(people={ADA.id: ADA}, awards={AWARD.id: AWARD}))
    workspace.import_(workspace.preview_import(source, today))
    assert workspace.facts.awards == {AWARD.id: AWARD}
    assert workspace.undo_title == Message("undo.import", {"source": "partner.json"})
    workspace.undo()
    assert workspace.facts == Facts(partner=Partner("Contoso"))


def test_importing_the_same_file_twice_changes_nothing(
    workspace: Workspace, tmp_path: Path, today: date
) -> None:
    source = _document(tmp_path, Facts(people={ADA.id: ADA}, awards={AWARD.id: AWARD}))
    workspace.import_(workspace.preview_import(source, today))
    facts = workspace.facts
    second = workspace.preview_import(source, today)
    assert second.reading.changes == ()
    assert second.after is second.before
    workspace.import_(second)
    assert workspace.facts is facts


def test_a_preview_that_was_overtaken_is_not_imported(
    workspace: Workspace, tmp_path: Path, today: date
) -> None:
    preview = workspace.preview_import(_document(tmp_path, Facts(people={ADA.id: ADA})), today)
    workspace.write(Message("undo.edit"), (Put(Customer(CustomerId("c1"))),))
    with pytest.raises(SourceError, match="preview-outdated"):
        workspace.import_(preview)
    assert workspace.facts.people == {}


def test_a_document_goes_out_and_into_an_empty_workspace_as_the_same_bytes(
    workspace: Workspace, tmp_path: Path, rulebook: Rulebook, today: date
) -> None:
    workspace.write(ADD, (Put(ADA), Put(AWARD)))
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    workspace.export(first, workspace.snapshot(today), Edition("en"))
    other = Workspace.create(tmp_path / "other.readiness", "", rulebook)
    other.import_(other.preview_import(first, today))
    other.export(second, other.snapshot(today), Edition("fr"))
    other.close()
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", ["summary.pdf", "summary.xlsx", "people.csv", "agenda.ics", "partner.json"])
def test_each_format_is_written_by_the_ending_of_its_name(
    workspace: Workspace, tmp_path: Path, today: date, name: str
) -> None:
    out = tmp_path / name
    workspace.export(out, workspace.snapshot(today), Edition("en", table="people"))
    starts = {
        ".pdf": b"%PDF",
        ".xlsx": b"PK",
        ".csv": b"\xef\xbb\xbf",
        ".ics": b"BEGIN:VCALENDAR",
        ".json": b"{",
    }
    assert out.read_bytes().startswith(starts[out.suffix])


@pytest.mark.parametrize(
    ("name", "code"),
    [("summary.docx", "export-ending"), ("summary", "export-ending"), ("x.csv", "export-table")],
)
def test_a_name_that_no_report_has_is_refused(
    workspace: Workspace, tmp_path: Path, today: date, name: str, code: str
) -> None:
    with pytest.raises(ReadinessError, match=code):
        workspace.export(tmp_path / name, workspace.snapshot(today), Edition("en"))
    assert not (tmp_path / name).exists()


def test_the_open_workspace_is_neither_read_nor_overwritten_as_another_file(
    workspace: Workspace, tmp_path: Path, today: date
) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(workspace.path)
    with pytest.raises(SourceError, match="source-is-workspace"):
        workspace.preview_import(workspace.path, today)
    with pytest.raises(ReadinessError, match="export-over-workspace"):
        workspace.export(link, workspace.snapshot(today), Edition("en"))
    probe = [sys.executable, "-c", _OPENER, str(workspace.path)]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "workspace-locked"


_OPENER = """
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from readiness.problems import WorkspaceError
from readiness.store import Store
try:
    Store.open(Path(sys.argv[1])).close()
except WorkspaceError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (str, "source-missing"),
        (lambda path: path.mkdir(), "source-is-folder"),
        (lambda path: path.symlink_to(path), "source-unreadable"),
        (lambda path: path.write_bytes(b""), "source-empty"),
    ],
    ids=["missing", "folder", "circle", "empty"],
)
def test_a_source_that_can_not_be_read_is_one_sentence(
    workspace: Workspace, tmp_path: Path, today: date, make: object, code: str
) -> None:
    path = tmp_path / "source.csv"
    assert callable(make)
    make(path)
    with pytest.raises(SourceError, match=code):
        workspace.preview_import(path, today)
