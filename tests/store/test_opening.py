"""Opening says what a file is, in time and without changing it; nobody else gets in while it is open."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from readiness.facts import Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.store import Store
from readiness.store.file import APPLICATION_ID, SCHEMA

PEOPLE = [Put(Person(PersonId(f"p{i}"), f"Person {i}", notes="x" * 80)) for i in range(200)]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "contoso.readiness"
    Store.create(path, PEOPLE).close()
    return path


def _refusal(path: Path) -> str:
    """The code, after it was seen that the file is as it was."""
    before = (path.read_bytes(), path.stat().st_mtime_ns) if path.is_file() else None
    with pytest.raises(WorkspaceError) as caught:
        Store.open(path).facts()
    if before is not None:
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(f"{path.name}-")] == []
    return str(caught.value)


def _with(path: Path, offset: int, value: int) -> Path:
    data = bytearray(path.read_bytes())
    data[offset : offset + 4] = value.to_bytes(4, "big")
    path.write_bytes(data)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "nothing.readiness") == "workspace-missing"


def test_a_folder(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == "workspace-is-folder"


def test_an_empty_file_is_not_taken_for_a_new_workspace(tmp_path: Path) -> None:
    path = tmp_path / "lost.readiness"
    path.touch()
    assert _refusal(path) == "workspace-empty"


@pytest.mark.parametrize(
    "content", [b"x", b"PK\x03\x04" + bytes(600), b"name,mail\nAda,ada@partner.example\n"]
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.readiness"
    path.write_bytes(content)
    assert _refusal(path) == "workspace-foreign"


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.readiness"
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE people (id TEXT)")
    connection.close()
    assert _refusal(path) == "workspace-foreign"


def test_a_newer_file(good: Path) -> None:
    assert _refusal(_with(good, 60, SCHEMA + 1)) == "workspace-newer"


def test_a_file_whose_schema_no_version_ever_had(good: Path) -> None:
    assert _refusal(_with(good, 60, 0)) == "workspace-damaged"


def test_a_file_cut_to_its_header(good: Path) -> None:
    good.write_bytes(good.read_bytes()[:200])
    assert _refusal(good) == "workspace-damaged"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_half_a_file(good: Path, part: float) -> None:
    data = good.read_bytes()
    good.write_bytes(data[: int(len(data) * part)])
    assert _refusal(good) == "workspace-damaged"


def test_pages_overwritten_with_noise(good: Path) -> None:
    data = bytearray(good.read_bytes())
    data[4096:] = bytes(range(256)) * ((len(data) - 4096) // 256)
    good.write_bytes(data)
    assert _refusal(good) == "workspace-damaged"


def test_a_cell_that_holds_no_day(good: Path) -> None:
    connection = dbapi2.connect(str(good))
    connection.execute("UPDATE people SET joined_on = 'yesterday' WHERE id = 'p7'")
    connection.commit()
    connection.close()
    assert _refusal(good) == "workspace-damaged"


@pytest.mark.parametrize("table", ["awards", "steps"])
def test_a_file_that_lacks_a_table(good: Path, table: str) -> None:
    connection = dbapi2.connect(str(good))
    connection.execute(f"DROP TABLE {table}")
    connection.close()
    assert _refusal(good) == "workspace-damaged"


def test_a_good_file_opens_where_these_tests_look(good: Path) -> None:
    store = Store.open(good)
    assert len(store.facts().people) == len(PEOPLE)
    store.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe.readiness"
    os.mkfifo(path)
    assert _refusal(path) == "workspace-foreign"


def test_a_link_that_leads_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "circle.readiness"
    _link(path, path)
    assert _refusal(path) == "workspace-unreadable"


def test_any_bytes_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "any.readiness"
    header = b"SQLite format 3\0" + bytes(44) + SCHEMA.to_bytes(4, "big") + bytes(4)
    marked = header + APPLICATION_ID.to_bytes(4, "big")

    @settings(deadline=None, max_examples=150)
    @given(st.sampled_from((b"", b"SQLite format 3\0", marked)), st.binary(max_size=2000))
    def law(start: bytes, rest: bytes) -> None:
        path.write_bytes(start + rest)
        _refusal(path)

    law()


def test_creating_never_overwrites(good: Path) -> None:
    before = good.read_bytes()
    with pytest.raises(WorkspaceError, match="workspace-exists"):
        Store.create(good)
    assert good.read_bytes() == before


def test_creating_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="folder-missing"):
        Store.create(tmp_path / "nowhere" / "x.readiness")


def test_a_failed_creation_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.readiness"
    with pytest.raises(ZeroDivisionError):
        Store.create(path, (Put(Person(PersonId("p"), str(1 // zero))) for zero in (0,)))
    assert list(tmp_path.iterdir()) == []


def test_a_second_opening_in_the_same_process_is_refused_and_the_lock_stays(good: Path) -> None:
    store = Store.open(good)
    assert _in_another_process(good) == "workspace-locked"
    with pytest.raises(WorkspaceError, match="workspace-locked"):
        Store.open(good)
    link = good.with_name("link.readiness")
    _link(link, good)
    with pytest.raises(WorkspaceError, match="workspace-locked"):
        Store.open(link)
    assert _in_another_process(good) == "workspace-locked"
    store.close()
    assert _in_another_process(good) == "opened"


def test_reading_the_open_file_aside_would_drop_the_lock(good: Path) -> None:
    """Why nothing here does: the positive control of the test above."""
    if sys.platform == "win32":
        pytest.skip("locks of this system belong to the handle")
    store = Store.open(good)
    good.read_bytes()
    assert _in_another_process(good) == "opened"
    store.abandon()


def test_an_owner_that_is_killed_leaves_no_lock_and_no_half_step(good: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", _ENDLESS_WRITER, str(good)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    told = [int(owner.stdout.readline()) for _ in range(20)]
    owner.kill()
    told += [int(line) for line in owner.communicate()[0].splitlines()[:-1]]
    store = Store.open(good)
    pairs = [person.notes for person in store.facts().people.values() if person.id in ("left", "right")]
    store.close()
    assert pairs[0] == pairs[1]
    assert int(pairs[0]) >= max(told)


def test_a_file_on_a_full_disk_says_so_and_keeps_what_it_had(good: Path) -> None:
    if not hasattr(signal, "SIGXFSZ"):
        pytest.skip("this system has no limit on the size of files")
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED_WRITER, str(good)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["disk-error", str(len(PEOPLE)), "written"]


def _without_rights(path: Path) -> str:
    """What a process says that has to keep to the rights on files, as root does not."""
    if os.name != "posix" or os.geteuid() != 0:
        return _in_another_process(path)
    if shutil.which("setpriv") is None:
        pytest.skip("root can't take a right away from itself without setpriv")
    return _in_another_process(path, "setpriv", "--bounding-set", "-all", "--inh-caps", "-all")


def test_a_file_that_may_not_be_written_is_only_read(good: Path) -> None:
    good.chmod(0o444)
    assert _without_rights(good) == "only read"
    good.chmod(0o644)
    assert _without_rights(good) == "opened"


@pytest.mark.skipif(os.name != "posix", reason="folders of this system have no such right")
def test_a_folder_that_may_not_be_written_has_no_room_for_the_journal_so_it_is_only_read(good: Path) -> None:
    good.parent.chmod(0o555)
    said = _without_rights(good)
    good.parent.chmod(0o755)
    assert said == "only read"


def test_a_closed_file_takes_no_more_changes(good: Path) -> None:
    store = Store.open(good)
    store.warm_up()
    store.close()
    with pytest.raises(WorkspaceError, match="workspace-closed"):
        store.write(Message("undo.edit"), PEOPLE[:1], ())
    with pytest.raises(WorkspaceError, match="workspace-closed"):
        store.facts()


def _link(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system keeps links to those who may make them")


def _in_another_process(path: Path, *prefix: str) -> str:
    done = subprocess.run(
        [*prefix, sys.executable, "-c", _OPENER, str(path)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.strip().removesuffix(f" {len(PEOPLE)}")


_OPENER = """
import sys
from pathlib import Path
from readiness.problems import WorkspaceError
from readiness.store import Store
try:
    store = Store.open(Path(sys.argv[1]))
    print("only read" if store.is_read_only else "opened", len(store.facts().people))
    store.close()
except WorkspaceError as error:
    print(error)
"""

_ENDLESS_WRITER = """
import sys
from pathlib import Path
from readiness.facts import Person, PersonId, Put
from readiness.problems import Message
from readiness.store import Store
store = Store.open(Path(sys.argv[1]))
for number in range(1_000_000):
    both = [Put(Person(PersonId(key), notes=str(number))) for key in ("left", "right")]
    store.write(Message("undo.edit"), both, ())
    print(number, flush=True)
"""

_LIMITED_WRITER = """
import resource, signal, sys
from pathlib import Path
from readiness.facts import Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.store import Store
path = Path(sys.argv[1])
store = Store.open(path)
store.warm_up()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 4096, most))
people = [Put(Person(PersonId(f"n{i}"), notes="y" * 200)) for i in range(2000)]
try:
    store.write(Message("undo.edit"), people, ())
except WorkspaceError as error:
    print(error)
print(len(store.facts().people))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
store.write(Message("undo.edit"), people, ())
print("written")
"""


def test_the_message_names_the_file_and_not_its_folder(good: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        Store.open(good.with_name("nothing.readiness"))
    assert caught.value.message == Message("error.workspace-missing", {"name": "nothing.readiness"})
    assert caught.value.message.slots == {"name": "nothing.readiness"}
