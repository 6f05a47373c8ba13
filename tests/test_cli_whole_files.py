"""Whole files from the command line: backups, passwords, damage, and a person's rights."""

import json
from pathlib import Path
from typing import Any

import pytest

from readiness import settings
from readiness.cli import main
from readiness.facts import Person, PersonId, Put
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Workspace

CANARY = "Zyxwanary Quillfeather"
ADA = Person(PersonId("f3b0c442"), CANARY, "zyx@canary.example")
ADDED = Message("undo.person-added", {"name": CANARY})


class Shell:
    """Runs commands on one file and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str], file: Path) -> None:
        self._capsys = capsys
        self.file = file
        self.said = ""

    def __call__(self, command: str, *words: str | Path, code: int = 0) -> Any:
        found = main([command, *map(str, words), "--json", "--lang", "en"])
        out, self.said = self._capsys.readouterr()
        assert found == code, self.said
        return json.loads(out)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, rulebook: Rulebook) -> Shell:
    file = tmp_path / "contoso.readiness"
    workspace = Workspace.create(file, "Contoso", rulebook)
    workspace.write(ADDED, (Put(ADA),))
    workspace.close()
    return Shell(capsys, file)


def _altered(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(CANARY.encode(), CANARY.swapcase().encode()))


def test_a_backup_is_made_named_and_restored_to_a_new_file(shell: Shell, tmp_path: Path) -> None:
    made = Path(shell("backup", shell.file)["file"])
    assert made.is_relative_to(settings.backups_folder())
    out = tmp_path / "restored.readiness"
    shell("restore", made, out)
    assert [record["id"] for record in shell("person", out, ADA.id)["records"]["people"]] == [ADA.id]
    assert shell("restore", made, out, code=3)["error"]["code"] == "workspace-exists"


def test_a_backup_goes_where_it_is_sent_and_over_nothing(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "copy.readiness"
    assert shell("backup", shell.file, out) == {"written": True, "file": str(out)}
    assert shell("check", out)["good"]
    before = out.read_bytes()
    assert shell("backup", shell.file, out, code=3)["error"]["code"] == "workspace-exists"
    assert out.read_bytes() == before


def test_damage_that_sqlite_does_not_see_ends_every_command_and_names_the_newest_good_backup(
    shell: Shell,
) -> None:
    made = shell("backup", shell.file)["file"]
    _altered(shell.file)
    for command in (["score"], ["agenda"], ["backup"], ["person", ADA.id]):
        told = shell(command[0], shell.file, *command[1:], code=3)
        assert told["error"]["code"] == "workspace-altered"
        assert made in shell.said
    found = shell("check", shell.file, code=1)
    assert [problem["code"] for problem in found["problems"]] == ["file-altered"] * 2  # people, steps


def test_a_file_that_does_not_open_any_more_has_its_backup_named_too(shell: Shell) -> None:
    made = shell("backup", shell.file)["file"]
    shell.file.write_bytes(shell.file.read_bytes()[:9000])
    assert shell("score", shell.file, code=3)["error"]["code"] == "workspace-damaged"
    assert made in shell.said


def test_a_password_comes_from_the_environment_and_never_from_an_argument(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = Path(shell("backup", shell.file)["file"])
    monkeypatch.setenv("READINESS_NEW_PASSWORD", "it's")
    assert shell("password", shell.file)["copies_encrypted"] == 1
    assert CANARY.encode() not in shell.file.read_bytes() + made.read_bytes()
    assert shell("score", shell.file, code=3)["error"]["code"] == "password-needed"
    monkeypatch.setenv("READINESS_PASSWORD", "its")
    assert shell("score", shell.file, code=3)["error"]["code"] == "password-wrong"
    monkeypatch.setenv("READINESS_PASSWORD", "it's")
    assert shell("check", shell.file)["good"]
    shell("restore", made, tmp_path / "restored.readiness")
    shell("password", shell.file, "--remove")
    monkeypatch.delenv("READINESS_PASSWORD")
    assert shell("check", shell.file)["good"]


def test_a_password_that_nobody_gave_changes_nothing(shell: Shell) -> None:
    before = shell.file.read_bytes()
    assert shell("password", shell.file, code=2)["error"]["code"] == "password-missing"
    assert shell.file.read_bytes() == before


def test_the_history_of_a_record_is_the_steps_that_touched_it(shell: Shell) -> None:
    told = shell("history", shell.file, f"person:{ADA.id}")
    assert [step["title"] for step in told["steps"]] == [f"{CANARY} added"]
    assert shell("history", shell.file, "p1", code=2)["error"]["code"] == "no-such-record"


def test_a_person_is_told_and_then_erased_for_good(shell: Shell) -> None:
    shell("backup", shell.file)
    assert shell("person", shell.file, ADA.id)["backups"] == 1
    assert (
        len(shell("erase", shell.file, f"person:{ADA.id}", "--on", "2026-11-24", code=1)["copies_left"]) == 1
    )
    assert shell("erase", shell.file, ADA.id, code=2)["error"]["code"] == "no-such-record"
    assert CANARY.encode() not in shell.file.read_bytes()


def test_a_person_is_erased_out_of_the_backups_where_that_is_asked_for(shell: Shell, tmp_path: Path) -> None:
    made = Path(shell("backup", shell.file)["file"])
    assert CANARY.encode() in made.read_bytes()
    told = shell("erase", shell.file, ADA.id, "--backups")
    assert (told["copies_rewritten"], told["copies_left"]) == (1, [])
    everything = [*tmp_path.rglob("*"), *settings.data_folder().rglob("*")]
    assert not [path for path in everything if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_an_import_is_preceded_by_a_backup(shell: Shell, tmp_path: Path) -> None:
    source = tmp_path / "partner.json"
    source.write_text('{"format": "partner-readiness/1", "people": [{"id": "p9", "name": "Cy"}]}')
    shell("import", shell.file, source)
    assert [path.name.split("-")[2] for path in settings.backups_folder().rglob("*.readiness")] == ["import"]
