"""Second openings, copies of what is open, places, the past of a record, and erasing a person everywhere."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from readiness.facts import (
    NOBODY,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    CustomerReference,
    Deadline,
    Facts,
    Person,
    PersonId,
    Put,
    Remove,
)
from readiness.problems import Message, WorkspaceError
from readiness.rules import Rulebook
from readiness.store import Host, Store
from readiness.store.places import conflict_copies, synced_by
from readiness.store.who import who_file
from readiness.store.whole import copy_of_open
from readiness.workspace import Workspace
from tests.store.conftest import Clock

CANARY = "Zyxwanary Quillfeather"
MAIL = "zyx@canary.example"
ADA = Person(PersonId("f3b0c442-98fc-1c14-9afb-f4c8996fb924"), CANARY, MAIL, mcid="9988776655")
BOB = Person(PersonId("p2"), "Bob Smith")
ADDED = Message("undo.person-added", {"name": CANARY})


@pytest.fixture
def workspace(tmp_path: Path, rulebook: Rulebook, host: Host) -> Workspace:
    return Workspace.create(tmp_path / "contoso.readiness", "Contoso", rulebook, host=host)


def _holders(folder: Path, *texts: str) -> list[str]:
    signs = [text.encode(form) for text in texts for form in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if any(sign in path.read_bytes() for sign in signs))


_OWNER = """
import sys, time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from readiness.store import Host, Store
at = datetime(2026, 11, 24, 9, 12, tzinfo=timezone(timedelta(hours=1)))
store = Store.open(Path(sys.argv[1]), None, Host(lambda: at, "PC-9", Path(sys.argv[1]).parent / "b"))
print("open", flush=True)
time.sleep(600)
"""


@pytest.fixture
def elsewhere(workspace: Workspace) -> "Iterator[subprocess.Popen[str]]":
    """The file, open in another process; killed at the end of the test at the latest."""
    workspace.write(ADDED, (Put(ADA),))
    workspace.close()
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER, str(workspace.path)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == "open\n"
    yield owner
    owner.kill()
    owner.communicate()


@pytest.mark.usefixtures("elsewhere")
def test_a_second_opening_is_told_where_and_since_when(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="workspace-locked-by") as caught:
        Store.open(workspace.path)
    slots = dict(caught.value.message.slots)
    assert (slots["computer"], slots["since"].isoformat()) == ("PC-9", "2026-11-24T09:12:00+01:00")


def test_the_word_of_an_owner_that_was_killed_counts_for_nothing(
    workspace: Workspace, elsewhere: "subprocess.Popen[str]", host: Host
) -> None:
    elsewhere.kill()
    elsewhere.wait()
    assert who_file(workspace.path).exists()
    store = Store.open(workspace.path, None, host)
    assert json.loads(who_file(workspace.path).read_text())["computer"] == "PC-7"
    store.close()
    assert not who_file(workspace.path).exists()


def test_another_computer_that_never_closed_a_synced_file_is_named(
    workspace: Workspace, rulebook: Rulebook, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.close()
    told = {"computer": "PC-9", "since": "2026-11-23T17:40+01:00"}
    who_file(workspace.path).write_text(json.dumps(told))
    monkeypatch.setenv("OneDrive", str(workspace.path.parent))
    again = Workspace.open(workspace.path, rulebook, host=host)
    left = again.keeping.left_open()
    assert left is not None
    assert (left[0], left[1].isoformat()) == ("PC-9", "2026-11-23T17:40:00+01:00")
    monkeypatch.delenv("OneDrive")
    assert again.keeping.left_open() is None
    again.close()


@pytest.mark.usefixtures("elsewhere")
def test_a_copy_of_what_is_open_elsewhere_is_a_file_of_its_own(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    target = workspace.path.with_name("contoso-copy.readiness")
    copy_of_open(workspace.path, target, None)
    copy = Workspace.open(target, rulebook)
    assert copy.facts.people == {ADA.id: ADA}
    assert copy.check() == ()
    assert copy.keeping.store.identity != workspace.keeping.store.identity
    copy.close()


def test_what_is_open_in_this_process_is_not_copied_past_sqlite(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="workspace-locked"):
        copy_of_open(workspace.path, workspace.path.with_name("copy.readiness"), None)
    assert not workspace.path.with_name("copy.readiness").exists()
    workspace.close()


def test_a_file_that_is_only_read_takes_no_change_and_says_so(
    workspace: Workspace, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.write(ADDED, (Put(ADA),))
    workspace.close()
    monkeypatch.setattr(os, "access", lambda *_: False)  # rights do not bind root
    shown = Workspace.open(workspace.path, rulebook)
    assert shown.keeping.is_read_only
    with pytest.raises(WorkspaceError, match="workspace-read-only"):
        shown.write(ADDED, (Put(BOB),))
    assert shown.facts.people == {ADA.id: ADA}
    assert shown.check() == ()
    shown.close()


def test_a_file_that_somebody_overwrote_is_noticed_before_the_next_write(
    workspace: Workspace, tmp_path: Path, rulebook: Rulebook
) -> None:
    workspace.close()
    data = workspace.path.read_bytes()
    workspace = Workspace.open(workspace.path, rulebook)
    workspace.write(ADDED, (Put(ADA),))
    workspace.path.write_bytes(data)  # as a sync client does
    with pytest.raises(WorkspaceError, match="workspace-changed-copy") as caught:
        workspace.write(ADDED, (Put(BOB),))
    assert workspace.facts == Facts(partner=workspace.facts.partner)
    kept = Workspace.open(tmp_path / caught.value.message.slots["copy"], rulebook)
    assert kept.facts.people == {ADA.id: ADA}
    kept.close()
    workspace.write(ADDED, (Put(BOB),))
    assert workspace.facts.people == {BOB.id: BOB}
    assert workspace.keeping.conflict_copies() == ("contoso (conflict 1).readiness",)
    workspace.close()


def test_a_file_that_was_only_touched_is_written_as_before(workspace: Workspace) -> None:
    os.utime(workspace.path)
    workspace.write(ADDED, (Put(ADA),))
    assert workspace.facts.people == {ADA.id: ADA}
    workspace.close()


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("contoso (1).readiness", True),
        ("contoso-PC7.readiness", True),
        ("contoso (PC's conflicted copy 2026-11-24).readiness", True),
        ("contoso.readiness", False),
        ("contoso-archive.readiness", False),
        ("fabrikam (1).readiness", False),
        ("contoso (1).pdf", False),
    ],
)
def test_copies_that_a_conflict_left_are_known_by_their_names(
    tmp_path: Path, name: str, *, is_one: bool
) -> None:
    (tmp_path / name).touch()
    assert (conflict_copies(tmp_path / "contoso.readiness") == (name,)) is is_one


def test_synced_folders_are_known_by_what_the_services_say_of_themselves(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".dropbox").mkdir(parents=True)
    (home / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(home / "Box")}}))
    one = {"OneDriveCommercial": str(home / "One")}
    assert synced_by(home / "One" / "x.readiness", one, home) == "OneDrive"
    assert synced_by(home / "Box" / "x.readiness", {}, home) == "Dropbox"
    drive = home / "Library" / "CloudStorage" / "GoogleDrive-me@x.example" / "x.readiness"
    assert synced_by(drive, {}, home) == "GoogleDrive"
    assert synced_by(home / "x.readiness", one, home) == ""


def test_a_drive_of_another_computer_is_recognised_by_where_it_is_mounted(tmp_path: Path) -> None:
    share, inside = tmp_path / "our share", tmp_path / "our share" / "local"
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n//server/files {str(share).replace(' ', chr(92) + '040')} cifs rw 0 0\n"
        f"/dev/sdb1 {str(inside).replace(' ', chr(92) + '040')} ext4 rw 0 0\n",
        encoding="utf-8",
    )
    assert synced_by(share / "x.readiness", {}, tmp_path, mounts) == "network"
    assert synced_by(inside / "x.readiness", {}, tmp_path, mounts) == ""
    assert synced_by(tmp_path / "x.readiness", {}, tmp_path, mounts) == ""
    assert synced_by(share / "x.readiness", {}, tmp_path, tmp_path / "no mounts") == ""


def test_a_list_of_drives_that_is_no_text_says_nothing(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_bytes(b"//server/files /mnt/\xe9t\xe9 cifs rw 0 0\n")
    assert synced_by(tmp_path / "x.readiness", {}, tmp_path, mounts) == ""


def test_the_past_of_a_record_says_when_and_by_which_action(workspace: Workspace, clock: Clock) -> None:
    workspace.write(ADDED, (Put(ADA),))
    clock.move(hours=1)
    workspace.write(Message("undo.person-added", {"name": "Bob"}), (Put(BOB),))
    clock.move(hours=1)
    award = Award("a1", ADA.id, CertificationId("azure-administrator"), clock.now.date())
    changed = Message("undo.person-changed", {"name": CANARY})
    workspace.write(changed, (Put(Person(ADA.id, CANARY, "new@x.example")), Put(award)))
    past = workspace.history(Person, ADA.id)
    assert [(step.title, step.at and step.at.hour) for step in past] == [(changed, 11), (ADDED, 9)]
    assert [step.title for step in workspace.history(Award, "a1")] == [changed]
    workspace.undo()
    assert [step.title for step in workspace.history(Person, ADA.id)] == [ADDED]
    workspace.close()


def test_what_is_held_about_a_person_is_all_that_names_them(workspace: Workspace) -> None:
    ada = replace(ADA, name='Ann "Annie" Lee')
    award = Award("a1", ADA.id, CertificationId("azure-administrator"), workspace_day())
    spoken = Deadline("d1", f"Ask {ada.name} for the voucher", workspace_day())
    workspace.write(ADDED, (Put(ada), Put(award), Put(BOB), Put(spoken)))
    held = workspace.held(ADA.id)
    assert {name: [record["id"] for record in records] for name, records in held["records"].items()} == {
        "people": [ADA.id],
        "awards": ["a1"],
        "deadlines": ["d1"],
    }
    assert [step["title"] for step in held["steps"]] == [ADDED]
    workspace.close()


def workspace_day() -> date:
    return date(2026, 11, 24)


def test_a_person_who_is_erased_is_in_no_byte_of_file_backups_or_undo(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.write(ADDED, (Put(ADA), Put(Award("a1", ADA.id, CertificationId("x"), workspace_day()))))
    workspace.keeping.back_up()
    workspace.write(Message("undo.person-removed", {"name": CANARY}), ())
    workspace.write(Message("undo.person-added", {"name": "Bob"}), (Put(BOB),))
    workspace.keeping.back_up()
    words = (CANARY, MAIL, ADA.mcid)
    assert len(_holders(tmp_path, *words)) == 3  # the control: it is there to be found
    erasure = workspace.erase(ADA.id, workspace_day(), copies=True)
    assert (erasure.rewritten, erasure.left) == (2, ())
    assert _holders(tmp_path, *words) == []
    assert workspace.facts.people == {BOB.id: BOB}
    assert [backup.number for backup in workspace.keeping.backups()] == [2, 1]
    assert workspace.undo() == Message("undo.person-added", {"name": "Bob"})
    assert workspace.undo() is None
    assert workspace.check() == ()
    assert workspace.keeping.good_backup() is not None
    workspace.close()
    connection = Store.open(workspace.path).file.connection
    assert connection.execute("SELECT * FROM erased").fetchall() == [(ADA.id, "2026-11-24")]
    connection.close()


def test_where_others_speak_of_an_erased_person_the_name_goes(workspace: Workspace, tmp_path: Path) -> None:
    """Out of titles, notes and comments, in file and backups; what only looks like the name stays."""
    reference = CustomerReference(
        *("r1", "azure-avd", CustomerId("c1")), contact_name=CANARY, contact_email=MAIL, outcome="up"
    )
    said = (
        Put(Deadline("d1", f"Ask {CANARY.upper()}, again", workspace_day())),
        Put(Deadline("d2", f"{CANARY}ist", workspace_day())),
        Put(replace(BOB, notes=f"Stands in for {CANARY} <{MAIL}>, MCID {ADA.mcid}.")),
        Put(Customer(CustomerId("c1"), f"{CANARY} Ltd")),
        Put(reference),
    )
    workspace.write(ADDED, (Put(ADA), *said))
    workspace.keeping.back_up()
    assert workspace.erase(ADA.id, workspace_day(), copies=True).left == ()
    for facts in (workspace.facts, workspace.keeping.store.facts()):
        assert [deadline.title for deadline in facts.deadlines.values()] == ["Ask […], again", f"{CANARY}ist"]
        assert facts.people[BOB.id].notes == "Stands in for […] <[…]>, MCID […]."
        assert facts.customers[CustomerId("c1")].name == f"{CANARY} Ltd"
        (found,) = facts.references.values()
        assert (found.contact_name, found.contact_email, found.outcome) == (NOBODY, NOBODY, "up")
    assert workspace.check() == ()
    assert _holders(tmp_path, MAIL, ADA.mcid) == []
    workspace.close()


def test_a_name_that_two_people_bear_stays_where_it_may_mean_the_other(workspace: Workspace) -> None:
    deadline = Deadline("d1", f"Ask {CANARY}", workspace_day())
    workspace.write(ADDED, (Put(ADA), Put(replace(BOB, name=CANARY)), Put(deadline)))
    workspace.erase(ADA.id, workspace_day(), copies=False)
    assert workspace.facts.deadlines == {"d1": deadline}
    workspace.close()


def test_no_step_brings_back_a_name_that_stands_in_quotation_marks(workspace: Workspace) -> None:
    ann = replace(ADA, name='Ann "Annie" Lee')
    deadline = Deadline("d1", f"Ask {ann.name}", workspace_day())
    workspace.write(ADDED, (Put(ann), Put(BOB)))
    workspace.write(Message("undo.deadline-added", {"name": deadline.title}), (Put(deadline),))
    workspace.write(Message("undo.items-removed", {"n": 1}), (Remove(Deadline, deadline.id),))
    workspace.erase(ann.id, workspace_day(), copies=False)
    assert workspace.undo() is None
    assert workspace.facts.deadlines == {}
    workspace.close()


def test_backups_that_hold_an_erased_person_still_are_told(workspace: Workspace, tmp_path: Path) -> None:
    workspace.write(ADDED, (Put(ADA),))
    made = workspace.keeping.back_up()
    erasure = workspace.erase(ADA.id, workspace_day(), copies=False)
    assert made is not None
    assert (erasure.rewritten, erasure.left) == (0, (made.path.name,))
    assert _holders(tmp_path, CANARY) == [made.path.name]
    workspace.close()


def test_an_import_is_preceded_by_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "partner.json"
    source.write_text('{"format": "partner-readiness/1", "people": [{"id": "p9", "name": "Cy"}]}')
    preview = workspace.preview_import(source, workspace_day())
    workspace.import_(preview)
    assert [backup.reason for backup in workspace.keeping.backups()] == ["import"]
    assert workspace.facts.people
    workspace.close()


def test_a_backup_that_another_program_holds_fast_is_told_as_left(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.write(ADDED, (Put(ADA),))
    made = workspace.keeping.back_up()
    assert made is not None
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as the library has it
        if path == made.path:
            raise PermissionError  # as Windows does while the file is open
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    assert workspace.erase(ADA.id, workspace_day(), copies=True).left == (made.path.name,)
    workspace.close()
