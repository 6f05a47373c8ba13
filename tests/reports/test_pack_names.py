"""Names of files and folders in a pack: none leads out of it, and no two are one."""

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from readiness.facts import (
    Person,
    PersonId,
    Put,
)
from readiness.reports.packs.member import safe_name, unique
from readiness.snapshot import Snapshot
from tests.reports.archives import Made, pack

HOSTILE = [
    "../../x",
    "CON",
    "a:b",
    "x.",
    "x" * 300,
    "\u202egpj.exe",
    "a\0b",
    "/etc/passwd",
    "\\\\host\\share",
    "",
    ".",
]


@given(st.text() | st.sampled_from(HOSTILE))
def test_no_name_leads_out_of_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 250
    assert not set(name) & set('/\\:*?"<>|\0. ')
    assert name.casefold() not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


def test_two_members_never_have_one_name() -> None:
    assert unique(["a.txt", "A.txt", "a.txt"]) == ["a.txt", "A-2.txt", "a-3.txt"]


def test_names_in_a_pack_stay_in_its_folders(made: Made, demo: Snapshot) -> None:
    people: list[Any] = [Person(PersonId(f"h{n}"), name) for n, name in enumerate(HOSTILE)]
    award = next(iter(demo.facts.awards.values()))
    held = [replace(award, id=f"ha{p.id}", person=p.id, expires_on=None) for p in people]
    facts = demo.facts.changed(Put(thing) for thing in (*people, *held))
    names = pack(made(demo._replace(facts=facts), pack="admin")).namelist()
    letters = [PurePosixPath(name) for name in names if name.startswith("letters/")]
    assert len(letters) >= len(HOSTILE)
    assert all(len(path.parts) == 2 and ".." not in path.parts for path in letters)
