"""With a password nothing readable is on the disk, even after a kill; errors never repeat records."""

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness.facts import Person, PersonId, Put
from readiness.problems import ReadinessError
from readiness.store import Store
from tests.reliability import world

CANARY = "Zyxwanary Quillfeather"
_ROOT = Path(__file__).parents[2]

_WRITER = """
import sys, time
from pathlib import Path
from readiness.facts import Person, PersonId, Put
from readiness.workspace import Workspace
from tests.reliability import world
folder = Path(sys.argv[1])
password = sys.argv[2] or None
workspace = Workspace.open(
    folder / "x.readiness", world.rulebook(), password=password, host=world.host(folder)
)
for number in range(20):
    workspace.write(world.EDIT, [Put(Person(PersonId(f"p{number}"), sys.argv[3], notes="n" * 3000))])
workspace.keeping.back_up()
connection = workspace.keeping.store.file.connection
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE people SET notes = notes || name")
print("in the middle", flush=True)
time.sleep(600)
"""


def _holders(folder: Path) -> set[str]:
    signs = [CANARY.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(sign in path.read_bytes() for sign in signs)}


def _killed_in_the_middle(folder: Path, secret: str) -> set[str]:
    """Which files hold the canary after the program was killed in a transaction."""
    Store.create(folder / "x.readiness", world.first_things(), secret or None).close()
    worker = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), secret, CANARY],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "in the middle\n"
    worker.kill()
    worker.communicate()
    assert (folder / "x.readiness-journal").stat().st_size > 0
    assert len(list((folder / "backups").rglob("*.readiness"))) == 1
    return _holders(folder)


def test_with_a_password_nothing_is_readable_even_after_a_kill(tmp_path: Path) -> None:
    assert _killed_in_the_middle(tmp_path, "secret") == set()


def test_without_a_password_the_same_search_finds_it(tmp_path: Path) -> None:
    """The positive control."""
    assert len(_killed_in_the_middle(tmp_path, "")) == 3


def test_errors_never_repeat_what_is_recorded(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.readiness"
    Store.create(path, [Put(Person(PersonId(CANARY), CANARY, CANARY, notes=CANARY))]).close()
    data, dice = path.read_bytes(), random.Random(3)  # noqa: S311 (the same every time)
    places = [at for at in range(len(data)) if data.startswith(b"Zyxwanary", at)]
    told: list[str] = []
    for _ in range(200):
        altered = bytearray(data)
        at = dice.choice(places) + dice.randrange(-60, 20)
        altered[at : at + 4] = os.urandom(4)
        path.write_bytes(altered)
        try:
            world.opened(path).close()
        except ReadinessError as error:
            told.append(f"{error!r} {error.message} {error.__cause__!r} {error.__context__ is None}")
    assert len(told) > 10
    assert CANARY not in "".join(told) + "".join(capfd.readouterr())


def test_an_erased_person_would_be_found_where_freed_pages_are_kept(tmp_path: Path) -> None:
    """The positive control of erasing: it is the overwriting that leaves no byte."""
    path = tmp_path / "x.readiness"
    store = Store.create(path, [Put(Person(PersonId("p"), CANARY)), *world.first_things()])
    store.file.connection.execute("PRAGMA secure_delete=OFF")
    store.file.connection.execute("DELETE FROM people WHERE id = 'p'")
    store.close()
    assert _holders(tmp_path) == {"x.readiness"}


def test_erasing_leaves_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.readiness"
    Store.create(path, [Put(Person(PersonId("p"), CANARY)), *world.first_things()]).close()
    assert _holders(tmp_path) == {"x.readiness"}
    workspace = world.opened(path)
    workspace.erase(PersonId("p"), date(2026, 11, 24), copies=True)
    workspace.close()
    assert _holders(tmp_path) == set()
