"""Odd files beside good ones: a name that is no text, a damaged backup among good ones."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from readiness.facts import Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.rules import Rulebook
from readiness.store import Host
from readiness.workspace import Workspace, rescue

ADA = Person(PersonId("p1"), "Ada Nowak")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the name of a file is always text")
def test_a_file_whose_name_is_no_text_is_kept_like_any_other(
    tmp_path: Path, rulebook: Rulebook, host: Host
) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.readiness")
    workspace = Workspace.create(path, "Contoso", rulebook, host=host)
    workspace.write(Message("undo.person-added"), (Put(ADA),))
    made = workspace.keeping.back_up()
    assert made is not None
    words = "long enough"
    workspace.keeping.set_password(words)
    workspace.close()
    assert rescue(path, host, words) is not None
    again = Workspace.open(path, rulebook, password=words, host=host)
    assert again.facts.people == {ADA.id: ADA}
    again.close()


def test_a_damaged_backup_keeps_no_other_from_getting_the_password(
    tmp_path: Path, rulebook: Rulebook, host: Host
) -> None:
    workspace = Workspace.create(tmp_path / "contoso.readiness", "Contoso", rulebook, host=host)
    for title in ("one", "two", "three"):
        workspace.write(Message(title), (Put(replace(ADA, notes=title)),))
        assert workspace.keeping.back_up() is not None
    newest, damaged, oldest = (backup.path for backup in workspace.keeping.backups())
    damaged.write_bytes(damaged.read_bytes()[:5000])
    with pytest.raises(WorkspaceError) as error:
        workspace.keeping.set_password("long enough")
    assert error.value.message.slots["name"] == damaged.name
    assert workspace.keeping.has_password
    assert not [path for path in (newest, oldest) if path.read_bytes().startswith(b"SQLite format 3")]
    workspace.close()
