"""Two programs open and write one file in any order: never both at once, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability import world

_ROOT = Path(__file__).parents[2]

_PROGRAM = """
import json, os, random, sys, time
from pathlib import Path
from readiness.facts import Person, PersonId, Put
from readiness.problems import WorkspaceError
from tests.reliability import world
path, name, turns = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
dice = random.Random(name)
written, refused, both = 0, set(), 0
world.rulebook()
while written < turns:
    time.sleep(dice.random() * 0.004)
    try:
        workspace = world.opened(path)
    except WorkspaceError as error:
        refused.add(str(error))
        continue
    mine = path.with_name("writing")
    try:
        os.close(os.open(mine, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        both += 1
    counter = workspace.facts.people.get(PersonId("counter"), Person(PersonId("counter"), notes="0"))
    time.sleep(dice.random() * 0.002)
    workspace.write(world.EDIT, [Put(Person(counter.id, notes=str(int(counter.notes) + 1)))])
    written += 1
    mine.unlink(missing_ok=True)
    workspace.close()
print(json.dumps([written, sorted(refused), both]))
"""


def _together(path: Path, turns: int) -> None:
    world.create(path)
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(path), name, str(turns)],
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("left", "right")
    ]
    said = [json.loads(program.communicate()[0]) for program in programs]
    assert [(written, both) for written, _, both in said] == [(turns, 0)] * 2
    assert {code for _, refused, _ in said for code in refused} <= {"workspace-locked"}
    workspace = world.opened(path)
    (counter,) = (person for person in workspace.facts.people.values() if person.id == "counter")
    workspace.close()
    assert counter.notes == str(2 * turns)


def test_two_programs_never_write_at_once(tmp_path: Path) -> None:
    _together(tmp_path / "x.readiness", 25)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_programs_never_write_at_once_in_a_thousand_turns(tmp_path: Path) -> None:
    _together(tmp_path / "x.readiness", 500)
