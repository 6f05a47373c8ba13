"""The licence texts of all that is in the bundle, and what Qt's licence gives the user: one folder in it."""

import re
import shutil
import sys
from collections.abc import Iterable
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Final

from installers.contents import Entry
from installers.origins import Origin, distribution_of, origins_of
from installers.paths import BUILD, HERE, ROOT, TITLE, version

INSIDE: Final = "licences"
"""The folder in the bundle."""
_TEXT: Final = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
_FOLDER: Final = BUILD / "licences"
_SAID_ELSEWHERE: Final = {
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "sqlcipher3": "Zlib AND BSD-3-Clause AND Apache-2.0",
}
"""Of packages whose own record names no licence, or only half of it."""


def written(entries: Iterable[Entry]) -> list[Entry]:
    """Write the folder anew and say where each of its files goes."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    origins = origins_of(entries)
    for origin in origins:
        for path in texts_of(origin):
            place = _FOLDER / f"{origin.name}-{origin.version}"
            place.mkdir(exist_ok=True)
            shutil.copyfile(path, place / _file_name(path, place))
    for text in sorted((HERE / "licence_texts").glob("[!N]*.txt")):
        shutil.copyfile(text, _FOLDER / text.name)
    shutil.copyfile(ROOT / "LICENSE", _FOLDER / "partner-readiness.txt")
    for folder, name in (("fonts", "OFL.txt"), ("icons", "LICENSE")):
        shutil.copyfile(ROOT / "resources" / folder / name, _FOLDER / f"{folder}-{name}")
    (_FOLDER / "NOTICE.txt").write_text(notice(origins), encoding="utf-8", newline="\n")
    files = sorted(path for path in _FOLDER.rglob("*") if path.is_file())
    return [(f"{INSIDE}/{path.relative_to(_FOLDER).as_posix()}", str(path), "DATA") for path in files]


def notice(origins: Iterable[Origin]) -> str:
    """What is inside and under which terms, how to replace Qt, and where its source is."""
    words = (HERE / "licence_texts" / "NOTICE.txt").read_text("utf-8")
    lines = [f"  {origin.name} {origin.version}: {terms_of(origin)}" for origin in origins]
    slots = {"title": TITLE, "version": version(), "qt": version_of("pyside6-essentials")}
    return words.format(parts="\n".join(lines), **slots)


def terms_of(origin: Origin) -> str:
    """The licence as the package names it, on one line."""
    match origin.kind:
        case "own":
            return "MIT"
        case "python":
            return "PSF-2.0"
        case "system":
            return "as the system's package has it (/usr/share/doc/*/copyright)"
        case _:
            return _SAID_ELSEWHERE.get(origin.name) or _terms_of_package(origin)


def _terms_of_package(origin: Origin) -> str:
    about = distribution_of(origin).metadata
    said = next((about[name] for name in ("License-Expression", "License") if name in about), "")
    named = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    short = said if said and len(said) < 100 and "\n" not in said else ", ".join(named)
    return short or "see its folder"


def texts_of(origin: Origin) -> list[Path]:
    """The files of the package, or of Python, that hold its terms."""
    if origin.kind == "python":
        places = [
            Path(sys.base_prefix) / "LICENSE.txt",
            *Path(sys.base_prefix).glob("lib/python3*/LICENSE.txt"),
        ]
        return [path for path in places if path.is_file()][:1]
    if origin.kind == "system":
        copyright_ = Path("/usr/share/doc") / origin.name / "copyright"
        return [copyright_] if copyright_.is_file() else []
    if origin.kind == "own":
        return []
    distribution = distribution_of(origin)
    found = [file for file in distribution.files or () if _TEXT.search(file.name) and file.suffix != ".py"]
    beside = [file for file in found if ".dist-info" in str(file)] or found
    return sorted(Path(str(distribution.locate_file(file))) for file in beside if file.suffix != ".pyc")


def _file_name(path: Path, place: Path) -> str:
    """Two texts of one name are kept apart by the folder they come from."""
    return path.name if not (place / path.name).exists() else f"{path.parent.name}-{path.name}"
