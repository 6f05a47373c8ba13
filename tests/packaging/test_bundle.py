"""What lies in the bundle is known file by file, and its program does the whole path."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from installers import contents, notices
from installers.bundle import sums_of
from installers.paths import BUNDLE, NAME, ROOT
from tests.packaging.bundles import CONTENT, needs_bundle, on_linux, start

MADE_BY_PYINSTALLER = {NAME, "base_library.zip"}


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def parts() -> list[dict[str, Any]]:
    """What the bill of materials names, each with the files that are of it."""
    content = next(CONTENT.rglob("sbom.cdx.json")).read_bytes()
    found: list[dict[str, Any]] = json.loads(content)["components"]
    return found


def bill() -> dict[str, str]:
    """Each file of the bill of materials with its SHA-256."""
    held = (file for part in parts() for file in part.get("components", ()))
    return {file["name"]: file["hashes"][0]["content"] for file in held}


def unexpected(found: Iterable[dict[str, Any]]) -> list[str]:
    """Parts that are of no package of the app's lock, nor Python's, ours, or a library asked of the system.

    Of PyInstaller there is the program that starts the rest.
    """
    lock = (ROOT / "requirements" / "app.txt").read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+==\S+)", lock, re.MULTILINE))
    strange = []
    for part in found:
        kind, name = part["bom-ref"].split(":")
        names = [file["name"] for file in part.get("components", ())]
        if kind == "pypi" and name != "pyinstaller" and f"{name}=={part['version']}" not in locked:
            strange.append(name)
        if kind == "system" and not all(file.startswith(contents.FROM_THE_SYSTEM) for file in names):
            strange.append(name)
    return strange


def not_as_billed(folder: Path, billed: dict[str, str]) -> list[str]:
    """What is in the folder and not in the bill, or other than it says."""
    wrong = []
    for path in files(folder):
        name = path.relative_to(folder).as_posix().removeprefix("_internal/")
        if name in MADE_BY_PYINSTALLER or name.endswith("licences/sbom.cdx.json"):
            continue
        if billed.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
            wrong.append(name)
    return wrong


@needs_bundle
@on_linux
def test_every_file_is_on_the_bill_of_materials_with_its_hash() -> None:
    billed = bill()
    assert len(billed) > 500
    assert not_as_billed(BUNDLE, billed) == []
    there = {path.relative_to(BUNDLE / "_internal").as_posix() for path in files(BUNDLE / "_internal")}
    assert set(billed) - there == set()


@needs_bundle
@on_linux
def test_the_check_notices_a_file_more_and_a_file_changed(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "stranger.so").write_bytes(b"?")
    (tmp_path / "_internal" / "typst").write_bytes(b"changed")
    assert not_as_billed(tmp_path, {"typst": "0"}) == ["stranger.so", "typst"]


@needs_bundle
@on_linux
def test_every_library_is_of_a_locked_package_or_one_that_is_expected_of_the_system() -> None:
    assert len(parts()) > 30
    assert unexpected(parts()) == []
    stranger = {"bom-ref": "system:libssl3", "components": [{"name": "libssl.so.3"}]}
    newer = {"bom-ref": "pypi:numpy", "version": "99.0"}
    assert unexpected([*parts(), stranger, newer]) == ["libssl3", "numpy"]


def qt_modules(folder: Path) -> set[str]:
    patterns = r"(?:lib)?Qt6?([A-Z]\w+?)(?:\.abi3)?(?:\.so[.\d]*|\.dll|\.pyd|\.dylib|\.framework)"
    found = (re.fullmatch(patterns, path.name) for path in folder.rglob("*"))
    return {match[1] for match in found if match}


@needs_bundle
def test_only_the_modules_of_qt_that_are_used_are_in_it() -> None:
    found = qt_modules(CONTENT)
    assert {"Core", "Gui", "Widgets", "Svg"} <= found
    assert found - contents.QT_MODULES == set()


def test_a_module_of_qt_under_the_gpl_alone_would_be_noticed(tmp_path: Path) -> None:
    gpl_alone = {
        "Charts",
        "DataVisualization",
        "Graphs",
        "VirtualKeyboard",
        "NetworkAuth",
        "Lottie",
        "Quick3D",
    }
    assert contents.QT_MODULES & gpl_alone == set()
    for name in gpl_alone:
        (tmp_path / f"libQt6{name}.so.6").touch()
    assert qt_modules(tmp_path) == gpl_alone
    assert not any(contents.is_wanted(f"PySide6/Qt/lib/libQt6{name}.so.6", "") for name in gpl_alone)


@needs_bundle
def test_nothing_of_the_workshop_and_no_toolkit_twice_is_in_it() -> None:
    names = {path.name.lower().split(".")[0].removeprefix("lib") for path in CONTENT.rglob("*")}
    assert (
        names & {"tkinter", "_tkinter", "tcl8", "tk8", "pytest", "hypothesis", "mypy", "sqlite3", "ssl"}
        == set()
    )


@needs_bundle
def test_resources_words_rules_revisions_and_time_zones_are_in_it() -> None:
    there = {path.name for path in files(CONTENT)}
    wanted = [
        "readiness.mo",
        "qtbase_fr.qm",
        "qt.bin",
        "rulebook.bin",
        "specializations.bin",
        "tokens.json",
        "Inter-Regular.otf",
        "Paris",
    ]
    wanted += ["0001_first_tables.py", "env.py", f"{NAME}.svg", "summary.typ"]
    assert set(wanted) - there == set()
    locales = {path.stem.partition("_")[0] for path in CONTENT.rglob("*.dat") if "locale-data" in path.parts}
    assert locales == {"en", "fr", "root"}


@needs_bundle
def test_all_that_a_start_from_the_source_keeps_is_in_it() -> None:
    sources = [*(ROOT / "readiness").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    kept = {name for path in sources for name in re.findall(r'"(\w+\.bin)"', path.read_text("utf-8"))}
    assert "qt.bin" in kept
    assert kept - {path.name for path in files(CONTENT)} == set()


@needs_bundle
def test_the_terms_of_every_part_are_in_it() -> None:
    folder = next(path for path in CONTENT.rglob(notices.INSIDE) if path.is_dir())
    said = (folder / "NOTICE.txt").read_text("utf-8")
    assert "To use your own Qt" in said
    for text in ("LGPL-3.0.txt", "GPL-3.0.txt", "Apache-2.0.txt"):
        assert (folder / text).stat().st_size > 5_000
    parts = re.findall(r"^  (\S+ \S+):", said.partition("What is inside")[2], re.MULTILINE)
    assert len(parts) > 25
    without = ("pyside6-essentials", "shiboken6", NAME)  # theirs are the texts beside the folders
    silent = [
        part for part in parts
        if part.split()[0] not in without and not (folder / part.replace(" ", "-")).is_dir()
    ]  # fmt: skip
    assert silent == []


def needed(path: Path) -> set[str]:
    reader = shutil.which("readelf") or "readelf"
    said = subprocess.run(
        [reader, "-d", str(path)], capture_output=True, encoding="utf-8", check=False
    ).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", said))


@needs_bundle
@on_linux
@pytest.mark.skipif(shutil.which("readelf") is None, reason="readelf is not installed (binutils)")
def test_every_library_that_is_needed_is_in_it_or_a_package_it_depends_on() -> None:
    from installers.debian import SYSTEM_LIBRARIES  # noqa: PLC0415 - of Linux alone

    there = {path.name for path in BUNDLE.rglob("*")}
    missing = {name for path in files(BUNDLE) for name in needed(path)} - there - SYSTEM_LIBRARIES.keys()
    assert missing == set()


@needs_bundle
def test_the_program_does_the_whole_path_without_a_screen_and_leaves_itself_as_it_was(tmp_path: Path) -> None:
    before = sums_of(CONTENT)
    done = start(["--self-test", str(tmp_path)], QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert sums_of(CONTENT) == before
    for step in (
        ".zip imported",
        "dropped, previewed, imported",
        "summary written",
        "saved as png, svg, pdf",
    ):
        assert step in done.stdout
    assert "UserWarning" not in done.stderr
    assert len(list(tmp_path.glob("*.png"))) > 15


@needs_bundle
@on_linux
@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb-run is not installed (xvfb, xauth)")
def test_the_program_does_the_whole_path_on_a_real_screen(tmp_path: Path) -> None:
    screen = ["timeout", "280", "xvfb-run", "-a", "-s", "-screen 0 1400x900x24"]
    done = start(["--self-test", str(tmp_path)], screen, QT_QPA_PLATFORM="xcb")
    assert done.returncode == 0, done.stderr
    picture = QImage(str(tmp_path / "screen.png"))
    colours = {
        picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)
    }
    assert (picture.width(), picture.height()) == (1400, 900)
    assert len(colours) > 20, "a window is seen"


@needs_bundle
@on_linux
def test_the_program_works_from_any_folder_without_rights_and_without_a_terminal(tmp_path: Path) -> None:
    moved = tmp_path / "Été & co"
    shutil.copytree(BUNDLE, moved, symlinks=True)
    for path in (moved, *moved.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    file = tmp_path / "demo.readiness"
    assert start(["demo", str(file)], path=moved / NAME).returncode == 0
    closed = ["sh", "-c", 'exec "$0" "$@" >&- 2>&-']
    done = start(
        [str(file)], closed, moved / NAME, QT_QPA_PLATFORM="offscreen", READINESS_FIRST_PAINT="paint"
    )
    assert done.returncode == 0
    for path in (moved, *moved.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200)


@needs_bundle
def test_the_program_gives_the_numbers_that_the_source_gives(tmp_path: Path) -> None:
    file = tmp_path / "demo.readiness"
    for words in (["demo", str(file)], ["score", str(file), "--json"]):
        bundled = start(words)
        assert bundled.returncode == 0, bundled.stderr
    source = subprocess.run(
        [sys.executable, "-m", "ui", *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    assert json.loads(bundled.stdout) == json.loads(source.stdout)


def test_every_module_of_qt_that_is_imported_goes_in() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "ui").rglob("*.py")]
    imported = {
        name
        for text in sources
        for name in re.findall(r"import PySide6\.Qt(\w+)|from PySide6\.Qt(\w+)", text)
    }
    names = {name for pair in imported for name in pair if name}
    assert {"Core", "Network", "PrintSupport"} <= names, "what is imported late is found too"
    assert names - contents.QT_MODULES == set()
    assert not [name for name in names if f"PySide6.Qt{name}" in contents.EXCLUDED]


@needs_bundle
@on_linux
def test_the_window_starts_listens_and_tells_of_no_bug(tmp_path: Path) -> None:
    file = tmp_path / "demo.readiness"
    assert start(["demo", str(file)]).returncode == 0
    config, data = str(tmp_path / "config"), str(tmp_path / "data")
    start(
        [str(file)],
        ["timeout", "10"],
        XDG_CONFIG_HOME=config,
        XDG_DATA_HOME=data,
        QT_QPA_PLATFORM="offscreen",
    )
    own = Path(data) / NAME
    assert (own / "backups").is_dir(), "it was there long enough to make its daily backup"
    assert not (own / "errors.log").exists()


def test_every_module_of_ours_is_named_to_the_bundler() -> None:
    named = set(contents.hidden_imports())
    assert {"ui.pages.overview", "ui.dialogs.import_preview", "readiness.reports.pdf", "resources"} <= named
    assert import_module("ui.pages.overview").__name__ in named
