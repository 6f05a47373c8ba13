"""What a release stands on: workflow, notes, sums, wheel and icon, the last three the same each time."""

import hashlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from installers import icons, release_notes, sums, wheel
from installers.paths import NAME, ROOT, version

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
ZIZMOR = shutil.which("zizmor", path=str(Path(sys.executable).parent))


def test_every_action_of_the_workflow_is_pinned_to_a_commit() -> None:
    used = re.findall(r"uses: (\S+)@(\S+)", WORKFLOW.read_text("utf-8"))
    assert len(used) > 5
    assert [name for name, commit in used if not re.fullmatch(r"[0-9a-f]{40}", commit)] == []


@pytest.mark.skipif(ZIZMOR is None, reason="zizmor is not installed (requirements/bundle.txt)")
def test_a_reader_of_workflows_finds_no_fault_in_it(tmp_path: Path) -> None:
    def found(path: Path) -> int:
        return subprocess.run(
            [str(ZIZMOR), "--offline", "--no-progress", str(path)], check=False, capture_output=True
        ).returncode

    assert found(WORKFLOW) == 0
    broken = tmp_path / ".github" / "workflows" / "release.yml"
    broken.parent.mkdir(parents=True)
    broken.write_text(
        WORKFLOW.read_text("utf-8").replace('"$TAG" > notes', "${{ github.ref_name }} > notes"), "utf-8"
    )
    assert found(broken) != 0


def test_the_notes_are_what_the_changelog_says_of_the_version() -> None:
    said = release_notes.notes(f"v{version()}")
    assert said.startswith("- ")
    assert said.strip() in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "\n## " not in said


def test_a_tag_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="is not of version"):
        release_notes.notes("v99.0.0")


def test_the_sums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"b")
    (tmp_path / "a.whl").write_bytes(b"a")
    made = sums.write(tmp_path)
    expected = [(hashlib.sha256(name[:1].encode()).hexdigest(), name) for name in ("a.whl", "b.deb")]
    assert [tuple(line.split("  ")) for line in made.read_text("utf-8").splitlines()] == expected


def test_the_wheel_is_the_same_each_time(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed (requirements/bundle.txt)")
    first, second = wheel.build(tmp_path / "1"), wheel.build(tmp_path / "2")
    assert first.name == f"partner_readiness-{version()}-py3-none-any.whl"
    assert first.read_bytes() == second.read_bytes()


def picture(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def test_the_icon_is_the_same_each_time_in_every_size(tmp_path: Path) -> None:
    for name in ("1", "2"):
        icons.make(tmp_path / name)
    first, second = (sorted((tmp_path / name).iterdir()) for name in ("1", "2"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    for size in icons.LINUX:
        assert picture(tmp_path / "1" / f"{size}.png").size == (size, size)
    small = picture(tmp_path / "1" / "16.png").convert("RGBA")
    assert small.getpixel((0, 0)) == (0, 0, 0, 0), "the ground is transparent"
    assert {(16, 16), (32, 32), (256, 256)} <= picture(tmp_path / "1" / f"{NAME}.ico").info["sizes"]
