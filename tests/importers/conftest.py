"""Trainings exports made by hand, and what reading them gives."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from readiness.facts import Facts
from readiness.importers import Reading, read_source
from readiness.rules import Rulebook, load_rulebook

ADA = {
    "PGAMpnId": "1234567",
    "TrainingActivityId": "3051",
    "TrainingTitle": "Microsoft Certified: Azure Administrator Associate",
    "TrainingType": "Certification",
    "IndividualFirstName": "Ada",
    "IndividualLastName": "Nowak",
    "Email": "ada@home.example",
    "CorpEmail": "ada@partner.example",
    "TrainingCompletionDate": "2026-03-02",
    "ExpirationDate": "2027-03-02",
    "ActivationStatus": "Active",
    "Month": "2026-03-01",
    "IcMCP": "1",
    "MCPID": "990012345",
    "MPNId": "7654321",
    "PartnerName": "Partner GmbH",
    "PartnerCityLocation": "Berlin",
    "PartnerCountryLocation": "Germany",
}
FULL = list(ADA)


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def rulebook() -> Rulebook:
    return _rulebook()


@pytest.fixture
def ada() -> dict[str, str]:
    """A row of the 18 columns."""
    return dict(ADA)


def table(*rows: Mapping[str, str], columns: list[str] | None = None, delimiter: str = ",") -> str:
    """An export of these rows; a cell that is not given is empty."""
    header = columns or FULL
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "".join(delimiter.join(line) + "\r\n" for line in lines)


Read = Callable[..., Reading]


@pytest.fixture
def read(rulebook: Rulebook) -> Read:
    """Read text or bytes, or rows of an export given as what differs from Ada's."""

    def read(content: Any, *more: Mapping[str, str], facts: Facts | None = None, **how: Any) -> Reading:
        columns, delimiter = how.pop("columns", None), how.pop("delimiter", ",")
        if isinstance(content, Mapping):
            rows = (ADA | dict(row) for row in (content, *more))
            content = table(*rows, columns=columns, delimiter=delimiter)
        data = content.encode() if isinstance(content, str) else content
        return read_source("export.csv", data, facts or Facts(), rulebook, **how)

    return read


@pytest.fixture
def own_file() -> bytes:
    """The shape and the traps of a real export of 2021, invented people."""
    return (Path(__file__).parents[1] / "files" / "trainings-2021.csv").read_bytes()


@pytest.fixture
def real_file() -> bytes:
    """An export that nobody here made; it is not part of the repository."""
    path = Path(__file__).parents[3] / "shared" / "samples" / "trainings" / "insights-trainings-contoso.csv"
    if not path.is_file():
        pytest.skip("the real sample is not on this machine; the own file of the same shape was read instead")
    return path.read_bytes()
