"""The door to a partner's file: what is written is there, what is undone is as it was, imports are steps."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlcipher3 import dbapi2

from readiness.facts import (
    Choices,
    Customer,
    CustomerId,
    Facts,
    Partner,
    Person,
    Put,
    Remove,
)
from readiness.problems import Message, WorkspaceError
from readiness.rules import Rulebook
from readiness.store import Recorded
from readiness.workspace import Workspace
from tests.ada import ADA, ADD, AWARD


def _reopened(workspace: Workspace) -> Workspace:
    workspace.close()
    return Workspace.open(workspace.path, workspace.rulebook)


def test_a_new_workspace_holds_the_partners_name_and_nothing_to_undo(workspace: Workspace) -> None:
    assert workspace.facts == Facts(partner=Partner("Contoso"))
    assert workspace.undo_title is None
    assert workspace.undo() is None
    assert workspace.redo() is None


def test_what_is_written_is_there_after_a_restart_and_can_still_be_undone(workspace: Workspace) -> None:
    workspace.write(ADD, (Put(ADA), Put(AWARD)))
    again = _reopened(workspace)
    assert again.facts.awards == {AWARD.id: AWARD}
    assert again.undo_title == ADD
    assert again.undo() == ADD
    assert again.facts == Facts(partner=Partner("Contoso"))
    assert again.redo_title == ADD
    again = _reopened(again)
    assert again.redo() == ADD
    assert again.facts.people == {ADA.id: ADA}
    again.close()


def test_what_was_chosen_first_leaves_no_row_behind_when_it_is_undone(workspace: Workspace) -> None:
    chosen = Put(Choices(readings={"every-metric": "at-least-one"}))
    before = workspace.keeping.store.digests()["choices"]
    workspace.write(ADD, [chosen])
    assert workspace.keeping.store.digests()["choices"] != before
    workspace.undo()
    assert workspace.keeping.store.digests()["choices"] == before
    workspace.redo()
    assert workspace.facts.choices == chosen.thing
    workspace.write(ADD, [Put(Choices())])  # the row stays, and says nothing
    workspace.write(ADD, [chosen])
    assert workspace.facts.choices == chosen.thing


def test_a_new_change_ends_what_could_be_made_again(workspace: Workspace) -> None:
    workspace.write(ADD, (Put(ADA),))
    workspace.undo()
    workspace.write(Message("undo.edit"), (Put(Customer(CustomerId("c1"))),))
    assert workspace.redo_title is None
    assert workspace.redo() is None


def test_a_change_that_changes_nothing_is_no_step(workspace: Workspace) -> None:
    workspace.write(ADD, (Put(ADA),))
    workspace.undo()
    workspace.write(Message("undo.edit"), (Put(Partner("Contoso")), Remove(Person, "nobody")))
    assert (workspace.undo_title, workspace.redo_title) == (None, ADD)


def test_two_hundred_steps_can_be_undone_and_no_more(workspace: Workspace) -> None:
    for number in range(205):
        workspace.write(Message("undo.edit", {"n": number}), (Put(Person(ADA.id, str(number))),))
    undone = 0
    while workspace.undo() is not None:
        undone += 1
    assert undone == 200
    assert workspace.facts.people[ADA.id].name == "4"
    while workspace.redo() is not None:
        pass
    assert workspace.facts.people[ADA.id].name == "204"


def test_a_title_keeps_every_kind_of_value(workspace: Workspace) -> None:
    slots = {
        "name": "Ada",
        "n": 3,
        "day": date(2026, 11, 24),
        "points": Fraction(20, 3),
        "money": Decimal("1250.50"),
        "part": Message("area.security", {"x": "y"}),
        "time": datetime(2026, 12, 8, 9, tzinfo=UTC),
        "names": ("Ada", Message("area.security")),
        "nobody": None,
    }
    workspace.write(Message("undo.edit", slots), (Put(ADA),))
    again = _reopened(workspace)
    assert again.undo_title == Message("undo.edit", slots)
    again.close()


def test_a_change_that_refers_to_nobody_is_refused_and_leaves_all_as_it_was(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="records-contradict"):
        workspace.write(ADD, (Put(AWARD),))
    assert workspace.facts == Facts(partner=Partner("Contoso"))
    assert workspace.undo_title is None
    workspace.write(ADD, (Put(ADA), Put(AWARD)))
    assert workspace.check() == ()


def test_an_error_after_the_fact_is_none_because_the_file_is_asked(workspace: Workspace) -> None:
    """At the very end of a commit the disk can fail although everything is written: the records are there."""
    keeping, changes = workspace.keeping, (Put(ADA), Put(AWARD))
    recorded, store = Recorded(keeping), keeping.store
    inverse, after = workspace.facts.inverse(changes), workspace.facts.changed(changes)

    def written_and_failed() -> None:
        store.write(ADD, changes, inverse)
        raise WorkspaceError("disk-error", name="contoso.readiness")

    recorded.commit(written_and_failed, after)
    assert recorded.facts == after
    assert recorded.undo() == ADD


@pytest.mark.skipif(os.name != "posix", reason="an open file can't be moved on this system")
def test_a_file_that_was_moved_away_is_missed_in_words_and_taken_up_again(workspace: Workspace) -> None:
    workspace.write(ADD, (Put(ADA),))
    away = workspace.path.rename(workspace.path.with_suffix(".away"))
    with pytest.raises(WorkspaceError, match="workspace-moved"):
        workspace.write(Message("undo.edit"), (Put(AWARD),))
    assert workspace.facts.awards == {}
    workspace.path.write_bytes(b"another")
    with pytest.raises(WorkspaceError, match="workspace-moved"):
        workspace.undo()
    away.rename(workspace.path)
    workspace.write(Message("undo.edit"), (Put(AWARD),))
    assert workspace.facts.awards == {AWARD.id: AWARD}


def test_a_disk_that_refuses_to_write_leaves_memory_and_file_as_they_were(workspace: Workspace) -> None:
    if not hasattr(signal, "SIGXFSZ"):
        pytest.skip("this system has no limit on the size of files")
    workspace.write(ADD, (Put(ADA),))
    workspace.close()
    probe = [sys.executable, "-c", _LIMITED, str(workspace.path)]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == ["disk-error", "1", "undo.person-added", "2001"]


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from readiness.facts import Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), load_rulebook())
workspace.warm_up()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (workspace.path.stat().st_size + 4096, most))
people = [Put(Person(PersonId(f"n{i}"), notes="y" * 200)) for i in range(2000)]
try:
    workspace.write(Message("undo.edit"), people)
except WorkspaceError as error:
    print(error)
print(len(workspace.facts.people), workspace.undo_title.code)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
workspace.write(Message("undo.edit"), people)
print(len(workspace.facts.people))
workspace.close()
"""


def test_a_good_workspace_passes_its_check(workspace: Workspace) -> None:
    workspace.write(ADD, (Put(ADA), Put(AWARD)))
    assert workspace.check() == ()


def test_a_check_names_what_came_in_past_the_importers(workspace: Workspace, rulebook: Rulebook) -> None:
    workspace.write(ADD, (Put(ADA), Put(AWARD)))
    workspace.close()
    connection = dbapi2.connect(str(workspace.path))
    connection.execute(
        "UPDATE awards SET person = 'p9', certification = 'juggling', expires_on = '2020-01-01'"
    )
    connection.commit()
    connection.close()
    again = Workspace.open(workspace.path, rulebook)
    found = {(problem.code, problem.path) for problem in again.check()}
    again.close()
    assert found == {
        ("file-damaged", None),
        ("file-altered", None),
        ("person-unknown", "$.awards[a1].person"),
        ("certification-unknown", "$.awards[a1].certification"),
        ("days-reversed", "$.awards[a1].expires_on"),
    }


def test_opening_and_showing_a_file_loads_nothing_slow(workspace: Workspace) -> None:
    workspace.write(ADD, (Put(ADA), Put(AWARD)))
    workspace.close()
    probe = [sys.executable, "-c", _FIRST_PICTURE, str(workspace.path)]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


_FIRST_PICTURE = """
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), load_rulebook())
workspace.snapshot(date(2026, 11, 24))
slow = {"sqlmodel", "sqlalchemy", "alembic", "pydantic", "matplotlib", "xlsxwriter", "icalendar", "typst"}
slow |= {"babel", "sqlite3", "numpy"}
print(sorted(slow & set(sys.modules)))
workspace.close()
"""
