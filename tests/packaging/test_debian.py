"""The .deb: what lies where, what lintian finds, and that it installs, runs and leaves in a bare Debian."""

import configparser
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers import clean_root, debian
from installers.paths import DIST, MIME, NAME, version
from tests.packaging.bundles import on_linux

PACKAGE = next(DIST.glob(f"{NAME}_{version()}_*.deb"), DIST / f"{NAME}.deb")
needs_package = pytest.mark.skipif(
    not PACKAGE.exists(), reason="there is no .deb here; build one: python3 dev.py bundle"
)
pytestmark = on_linux


def said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@needs_package
@needs("dpkg-deb")
def test_it_holds_program_commands_desktop_entry_file_type_and_every_icon() -> None:
    listed = said("dpkg-deb", "--contents", str(PACKAGE))
    for place in (
        f"./usr/lib/{NAME}/{NAME}\n",
        f"./usr/bin/{NAME} -> ../lib/{NAME}/{NAME}\n",
        f"./usr/bin/readiness -> ../lib/{NAME}/{NAME}\n",
        f"./usr/share/applications/{NAME}.desktop\n",
        f"./usr/share/mime/packages/{NAME}.xml\n",
        f"./usr/share/metainfo/{NAME}.metainfo.xml\n",
        f"./usr/share/doc/{NAME}/copyright\n",
        f"./usr/share/icons/hicolor/scalable/apps/{NAME}.svg\n",
        *(
            f"./usr/share/icons/hicolor/{n}x{n}/apps/{NAME}.png\n"
            for n in (16, 22, 24, 32, 48, 64, 128, 256, 512)
        ),
    ):
        assert place in listed
    assert all(" root/root " in line for line in listed.splitlines())


@needs_package
@needs("dpkg-deb")
def test_it_names_what_it_takes_from_the_system_and_runs_nothing_while_it_is_installed() -> None:
    depends = said("dpkg-deb", "--field", str(PACKAGE), "Depends")
    assert depends.startswith("libc6 (>= 2.")
    assert {package for package in debian.SYSTEM_LIBRARIES.values() if package not in depends} == set()
    scripts = {"preinst", "postinst", "prerm", "postrm"}
    assert scripts & set(said("dpkg-deb", "--ctrl-tarfile", str(PACKAGE)).split("\0")) == set()


def test_the_desktop_entry_opens_files_of_the_type_that_is_declared() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign] # names of keys are told apart by case
    entry.read(debian.FILES / f"{NAME}.desktop", "utf-8")
    assert entry["Desktop Entry"]["MimeType"] == f"{MIME};"
    assert entry["Desktop Entry"]["Exec"] == f"{NAME} %f"
    assert entry["Desktop Entry"]["Comment[fr]"]
    type_ = ET.parse(debian.FILES / f"{NAME}.mime.xml").getroot()[0]  # noqa: S314 - our own file
    assert type_.get("type") == MIME
    assert [glob.get("pattern") for glob in type_.iterfind("{*}glob")] == ["*.readiness"]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["desktop-file-validate"], f"{NAME}.desktop"),
        (["appstreamcli", "validate", "--no-net"], f"{NAME}.metainfo.xml"),
    ],
)
def test_the_systems_own_readers_find_no_fault(tmp_path: Path, command: Sequence[str], name: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    words = (
        (debian.FILES / name)
        .read_text("utf-8")
        .replace("@VERSION@", version())
        .replace("@DATE@", "2026-11-24")
    )
    (tmp_path / name).write_text(words, encoding="utf-8")
    done = subprocess.run(
        [*command, str(tmp_path / name)], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_package
@needs("lintian")
@pytest.mark.timeout(600)
def test_lintian_finds_no_error() -> None:
    words = ["lintian", "--allow-root", "--fail-on", "error", "--tag-display-limit", "0", str(PACKAGE)]
    done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


@needs_package
@pytest.mark.timeout(1200)
def test_it_installs_runs_and_leaves_in_a_root_with_nothing_but_debian() -> None:
    reason = clean_root.why_not()
    if reason:
        pytest.skip(reason)
    clean_root.walk(PACKAGE, "bookworm")
