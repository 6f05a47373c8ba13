"""Partner documents, the example of the contract among them, and what reading them gives."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from readiness.facts import Facts
from readiness.importers import Reading
from readiness.importers.partner_document import read_document
from readiness.rules import Rulebook, load_rulebook

BOOK = load_rulebook()


EXAMPLE = (Path(__file__).parents[1] / "files" / "partner-document.json").read_text(encoding="utf-8")
LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def read(document: Any, facts: Facts | None = None, book: Rulebook = BOOK) -> Reading:
    return read_document(json.dumps(document).encode(), facts or Facts(), book)


def with_(**lists: Any) -> dict[str, Any]:
    return {"format": "partner-readiness/1", **lists}


def example() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(EXAMPLE)
    return document


def problems(reading: Reading) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.path) for problem in reading.problems]
