"""A report is on the disk whole, or what was there before is."""

import os
import stat
from pathlib import Path

import pytest

from readiness.problems import ReadinessError
from readiness.reports.files import write_whole
from readiness.words import Words


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(path: Path) -> str:
    with pytest.raises(ReadinessError) as caught:
        write_whole(path, b"new")
    said = Words("fr").say(caught.value.message)
    assert "«" in said, "the sentence is in the catalogue and names the file"
    return caught.value.message.code


def test_a_file_is_written_in_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    write_whole(path, b"old and longer")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["summary.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="/dev/full is a POSIX device")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"old")
    full = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115 - closed below
    monkeypatch.setattr(os, "fsync", lambda _stream: full.write(b"x"))
    assert refusal(path) == "error.file-disk-full"
    full.close()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["summary.pdf"]


def test_a_missing_folder_a_folder_and_a_bad_name_are_refused_in_words(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no" / "summary.pdf") == "error.file-no-folder"
    assert refusal(tmp_path) == "error.file-is-folder"
    assert refusal(tmp_path / ("x" * 300)) == "error.file-bad-name"
    assert refusal(tmp_path / "a\0b.pdf") == "error.file-bad-name"
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on Windows")
def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
