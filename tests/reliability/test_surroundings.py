"""What surrounds a file: a disk that is full, files of any other kind, clocks of any zone."""

import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.facts import Person, PersonId, Put
from readiness.problems import WorkspaceError
from readiness.reminders import due_reminders
from readiness.store import Store
from readiness.store.file import APPLICATION_ID, SCHEMA
from tests.reliability import world

# --- a full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this system lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607 (the system's)


def test_a_full_disk_is_said_in_words_loses_nothing_and_can_be_tried_again(small_disk: Path) -> None:
    path = small_disk / "x.readiness"
    world.create(path)
    ballast = small_disk / "ballast"
    workspace = world.opened(path)
    before = workspace.facts
    ballast.write_bytes(bytes(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 16_384))
    many = [Put(Person(PersonId(f"n{i}"), "New", notes="n" * 3000)) for i in range(60)]
    with pytest.raises(WorkspaceError, match="disk-full") as caught:
        workspace.write(world.EDIT, many)
    told = [world.words(language).say(caught.value.message) for language in ("en", "fr")]
    assert all("x.readiness" in sentence for sentence in told)
    assert len(set(told)) == 2
    assert workspace.facts == before
    with pytest.raises(WorkspaceError, match="disk-full"):
        workspace.keeping.copy_to(small_disk / "copy.readiness")
    with pytest.raises(WorkspaceError, match="disk-full"):
        world.create(small_disk / "new.readiness")
    own = {"x.readiness", "x.readiness-journal"}
    assert {file.name for file in small_disk.iterdir()} - own == {"ballast"}
    ballast.unlink()
    workspace.write(world.EDIT, many)
    assert len(workspace.facts.people) == len(before.people) + len(many)
    kept = world.text_of(workspace.facts)
    workspace.close()
    assert world.found_in(path) == kept


# --- files of any kind

_HEADS = (
    b"",
    b"SQLite format 3\0",
    b"SQLite format 3\0"
    + bytes(44)
    + SCHEMA.to_bytes(4, "big")
    + bytes(4)
    + APPLICATION_ID.to_bytes(4, "big"),
    b"PK\x03\x04",
    b"%PDF-1.7\n",
)


def _refused(path: Path) -> str:
    """The code, after it was seen that not a byte nor the time of the file changed."""
    before = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(WorkspaceError) as caught:
        Store.open(path).close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    return str(caught.value)


def _any_file(path: Path, examples: int) -> None:
    @settings(deadline=None, max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(_HEADS), st.binary(max_size=3000), st.sampled_from((0, 1, 4096, 8192)))
    def law(head: bytes, rest: bytes, padding: int) -> None:
        path.write_bytes((head + rest).ljust(padding, b"\0"))
        _refused(path)

    law()


def test_a_file_that_is_refused_is_not_touched(tmp_path: Path) -> None:
    _any_file(tmp_path / "x.readiness", 100)


@pytest.mark.long
def test_a_thousand_files_that_are_refused_are_not_touched(tmp_path: Path) -> None:
    _any_file(tmp_path / "x.readiness", 1000)


def test_each_reason_not_to_open_a_file_has_a_message_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.readiness"
    world.create(path)
    good = path.read_bytes()
    newer = good[:60] + (SCHEMA + 1).to_bytes(4, "big") + good[64:]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    packed = path.read_bytes()
    noise = random.Random(1).randbytes(8192)  # noqa: S311 (the same every time)
    contents = (b"", packed, newer, good[:5000], noise)
    said = []
    for content in contents:
        path.write_bytes(content)
        said.append(_refused(path))
    assert said == [f"workspace-{end}" for end in ("empty", "foreign", "newer", "damaged")] + [
        "password-needed"
    ]


# --- clocks

_ZONES = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Athens", "Europe/Moscow"),
    *("Africa/Casablanca", "Africa/Cairo", "Atlantic/Azores", "America/St_Johns", "America/Sao_Paulo"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu"),
    *("Pacific/Pago_Pago", "Pacific/Kiritimati", "Pacific/Chatham", "Australia/Lord_Howe", "Asia/Tokyo"),
    *("Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran"),
)
_DAYS = (date(2024, 2, 29), date(2026, 3, 29), date(2026, 11, 1), date(2026, 12, 31))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system takes no zone from the environment")
def test_the_agenda_of_a_day_is_the_same_in_every_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.readiness"
    world.create(path)
    assert len(_ZONES) == 24
    agendas, reminded = [], []
    for zone in _ZONES:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", zone)
            time.tzset()
            workspace = world.opened(path)
            agendas.append([workspace.snapshot(day).agenda for day in _DAYS])
            found = zip(agendas[-1], _DAYS, strict=True)
            reminded.append([due_reminders(agenda, {}, day) for agenda, day in found])
            workspace.close()
    time.tzset()
    assert any(agendas[0])
    assert any(reminded[0])
    assert all(agenda == agendas[0] for agenda in agendas)
    assert all(reminders == reminded[0] for reminders in reminded)
