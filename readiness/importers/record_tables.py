"""Tables that Partner Readiness exported itself: they have exactly the keys of a list of the document."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from readiness.document import FORMAT
from readiness.document.cells import RECORD_LISTS, entries_of, is_single, record_of
from readiness.importers.asked import Asked, Tabular
from readiness.importers.for_reading import table_for_reading
from readiness.importers.partner_document import read_document
from readiness.importers.reading import Reading
from readiness.importers.tables import normal
from readiness.problems import Problem

KIND: Final = "records"
_PATH: Final = re.compile(r"\$\.(\w+)(?:\[(\d+)\])?(?:\.(\w+))?.*")


@cache
def _lists() -> Mapping[frozenset[str], str]:
    return MappingProxyType(
        {frozenset(normal(entry.key) for entry in entries_of(name)): name for name in RECORD_LISTS}
    )


@cache
def names() -> frozenset[str]:
    """Every column name of these tables, in normal form."""
    return frozenset[str]().union(*_lists())


def list_of(header: Iterable[str]) -> str | None:
    """The list that a table holds; the titles of a table for reading can be spelled like its keys."""
    titles = tuple(header)
    found = _lists().get(frozenset(normal(name) for name in titles if name))
    return None if found is None or table_for_reading(titles) else found


def read_records(asked: Asked, tables: Iterable[Tabular]) -> Reading:
    """What the records of the tables would change; tables of anything else are passed over."""
    document: dict[str, Any] = {"format": FORMAT}
    rows: dict[str, list[int]] = {}
    broken: list[Problem] = []
    for table in tables:
        name = list_of(table.header)
        if name is None:
            continue
        keys = {normal(entry.key): entry.key for entry in entries_of(name)}
        header = [keys.get(normal(column), "") for column in table.header]
        records = document.setdefault(name, [])
        for piece, bad in table.pieces():
            broken += bad
            for number, cells in piece:
                rows.setdefault(name, []).append(number)
                records.append(record_of(name, dict(zip(header, cells, strict=False))))
    return _read(asked, document, rows, broken)


def _read(
    asked: Asked, document: dict[str, Any], rows: Mapping[str, list[int]], broken: list[Problem]
) -> Reading:
    """What a document of the records would change, its problems told by row."""
    for name in [name for name in document if name != "format" and is_single(name)]:
        document[name] = document[name][0] if document[name] else {}
    reading = read_document(json.dumps(document).encode(), asked.facts, asked.rulebook)
    return replace(
        reading,
        source=asked.source,
        kind=KIND,
        rows=reading.rows + len(broken),
        refused=reading.refused + len(broken),
        problems=(*broken, *(_in_table(problem, rows) for problem in reading.problems)),
    )


def _in_table(problem: Problem, rows: Mapping[str, list[int]]) -> Problem:
    """The problem with row and column instead of the path in a document that nobody has."""
    match = _PATH.fullmatch(problem.path or "")
    numbers = rows.get(match[1], []) if match else []
    if match is None or not numbers:
        return problem
    row = numbers[int(match[2] or 0)]
    return replace(problem, path=None, row=row, column=match[3])
