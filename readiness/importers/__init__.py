"""Files that others made, read against the facts: what each would change, and what is wrong with it.

A file is known by its content, never by its name. Nothing here writes.
"""

from dataclasses import replace
from typing import Final

from readiness.facts import Facts
from readiness.importers.dates import Order
from readiness.importers.partner_document import read_document
from readiness.importers.reading import (
    KINDS,
    PARTNER_DOCUMENT,
    STATES,
    TRAININGS,
    Entry,
    Reading,
    State,
)
from readiness.importers.tables import read_table, text_of
from readiness.importers.trainings import COLUMN_NAMES, missing_columns, read_trainings
from readiness.problems import Problem, SourceError
from readiness.rules import Rulebook

__all__ = ["KINDS", "PARTNER_DOCUMENT", "STATES", "TRAININGS", "Entry", "Reading", "State", "read_source"]

_ORDERS: Final[dict[str | None, Order | None]] = {None: None, "dmy": "dmy", "mdy": "mdy"}


def read_source(  # noqa: PLR0913 - the two answers of the user are keywords
    name: str,
    data: bytes,
    facts: Facts,
    rulebook: Rulebook,
    *,
    kind: str | None = None,
    date_order: str | None = None,
) -> Reading:
    """What the file would change; `date_order` (`dmy`, `mdy`) answers a reading that needs it.

    Raises:
        SourceError: it is empty, no text, of no known kind, or not of the `kind` that was asked for.
    """
    if kind is not None and kind not in KINDS:
        raise SourceError("kind-unknown", kind=kind, kinds=", ".join(KINDS))
    if date_order not in _ORDERS:
        raise SourceError("date-order-unknown", order=date_order)
    text, odd = text_of(data, name)
    is_document = text.lstrip("\ufeff \t\r\n").startswith("{")
    if kind == PARTNER_DOCUMENT or (kind is None and is_document):
        return replace(read_document(data, facts, rulebook), source=name)
    table = read_table(text, COLUMN_NAMES)
    if missing := missing_columns(table.header):
        if kind is None:
            raise SourceError("source-unknown", source=name)
        raise SourceError("columns-missing", source=name, columns=", ".join(missing))
    if not (table.rows or table.broken):
        odd = (*odd, Problem("no-rows"))
    reading = read_trainings(table, name, facts, rulebook.catalogue, _ORDERS[date_order])
    return replace(reading, problems=(*odd, *reading.problems))
