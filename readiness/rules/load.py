"""Loading the rulebook: the shipped rules folder, or the user's own."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from readiness.facts import AREAS
from readiness.rules.areas import read_area
from readiness.rules.book import ProgrammeHistory, Rulebook
from readiness.rules.files import read_catalogue, read_names, read_programme
from readiness.rules.pieces import Known
from readiness.rules.table import fail

COMMON = ("certifications.toml", "workloads.toml", "programme.toml", "names.toml")


def rules_folder() -> Traversable:
    """The rules that come with the product."""
    return files("resources") / "rules"


def load_rulebook(folder: Traversable | None = None) -> Rulebook:
    """All rules; a folder of the user's own replaces the shipped files whole, name by name.

    Raises:
        RulesError: a file is broken; names the file and the key.
    """
    texts = read_texts(folder)
    rulebook = build({name: parse(name, text) for name, text in texts.items()}, digest_of(texts))
    own = tuple(name for name in texts if folder is not None and (folder / name).is_file())
    return replace(rulebook, own=own)


def read_texts(folder: Traversable | None) -> Mapping[str, bytes]:
    """The rules files by name: the shipped ones, each replaced by that of `folder` where it has one."""
    shipped = rules_folder()
    names = (*COMMON, *(f"{area}.toml" for area in AREAS))
    texts = {}
    for name in names:
        places = (place / name for place in (folder, shipped) if place is not None)
        found = next((place for place in places if place.is_file()), None)
        if found is not None:
            texts[name] = found.read_bytes()
        elif name in COMMON:
            fail(name, "", "the file is missing")
    return texts


def digest_of(texts: Mapping[str, bytes]) -> str:
    """Names exactly these files, whatever their line ends."""
    total = hashlib.sha256()
    for name in sorted(texts):
        content = texts[name].replace(b"\r\n", b"\n")
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def parse(name: str, text: bytes) -> Mapping[str, Any]:
    """TOML with exact numbers.

    Raises:
        RulesError: it is none.
    """
    try:
        return tomllib.loads(text.decode(), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fail(name, "", str(error))


def build(contents: Mapping[str, Mapping[str, Any]], digest: str) -> Rulebook:
    """The rulebook of parsed files.

    Raises:
        RulesError: a file is broken.
    """
    catalogue = read_catalogue(contents["certifications.toml"], contents["workloads.toml"])
    programme = read_programme(contents["programme.toml"], "programme.toml")
    known = Known(catalogue, _alternatives(programme))
    histories = {
        area: read_area(contents[name], name, known) for area in AREAS if (name := f"{area}.toml") in contents
    }
    for area, history in histories.items():
        if history.area != area:
            fail(f"{area}.toml", "area", f"{area!r} is expected")
    names = read_names(contents["names.toml"], "names.toml")
    dates = programme.dates.union(names.dates, *(history.dates for history in histories.values()))
    return Rulebook(catalogue, programme, histories, digest, tuple(sorted(dates)), names)


def _alternatives(programme: ProgrammeHistory) -> Mapping[str, tuple[str, ...]]:
    return {reading.id: reading.alternatives for reading in programme.readings}
