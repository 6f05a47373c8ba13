"""Rules files as one rulebook: parsed, checked, joined."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from readiness.facts import AREAS
from readiness.rules.areas import read_area
from readiness.rules.book import ProgrammeHistory, Rulebook
from readiness.rules.files import read_catalogue, read_names, read_programme
from readiness.rules.pieces import Known
from readiness.rules.table import fail


def parse(name: str, text: bytes) -> Mapping[str, Any]:
    """TOML with exact numbers.

    Raises:
        RulesError: it is none.
    """
    try:
        return tomllib.loads(text.decode(), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fail(name, "TOML", str(error))


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
