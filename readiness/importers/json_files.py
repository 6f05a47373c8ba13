"""JSON that is no partner document: answers of Partner Center and lines of invoices, made into tables."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from readiness.document import FORMAT
from readiness.importers.sources import Text
from readiness.importers.tables import Row
from readiness.problems import Problem, SourceError

_AT_ONCE: Final = 5_000
_DEEPEST: Final = 60
"""Brackets within each other; no answer of Partner Center has more than ten."""


@dataclass(frozen=True, slots=True)
class Records:
    """JSON records as a table, which readers take like one of text; a row's number is that of its record."""

    header: tuple[str, ...]
    records: Sequence[Mapping[str, str]]
    delimiter: str = ","

    @classmethod
    def of(cls, records: Sequence[Mapping[str, str]]) -> "Records":
        return cls(tuple(dict.fromkeys(key for record in records for key in record)), records)

    def pieces(self) -> Iterator[tuple[list[Row], list[Problem]]]:
        rows = [
            (number, [record.get(name, "") for name in self.header])
            for number, record in enumerate(self.records, start=1)
        ]
        yield rows, []


@dataclass(frozen=True, slots=True)
class Lines:
    """A JSON object on each line, as a table with the keys of the first ones."""

    text: Text
    header: tuple[str, ...]
    delimiter: str = ","

    def pieces(self) -> Iterator[tuple[list[Row], list[Problem]]]:
        lines = enumerate(self.text.lines(), start=1)
        done, size = 0, self.text.source.size
        while some := list(islice(lines, _AT_ONCE)):
            rows: list[Row] = []
            broken: list[Problem] = []
            for number, line in some:
                if not line.strip("\ufeff \t\r\n"):
                    continue
                try:
                    record = flat(loaded(line.removeprefix("\ufeff")))
                except ValueError:
                    broken.append(Problem("row-unreadable", row=number))
                    continue
                rows.append((number, [record.get(name, "") for name in self.header]))
            done += sum(len(line) for _, line in some)
            self.text.source.step(min(done, size), size)
            yield rows, broken


def lines_in(text: Text) -> Lines | None:
    """The table of a text that has an object on each line; None where it has none."""
    first = [line.removeprefix("\ufeff") for line in islice(text.lines(), 20)]
    some = [line for line in first if line.strip()]
    if len(some) < 2 or not all(line.lstrip().startswith("{") for line in some):
        return None
    try:
        records = [flat(loaded(line)) for line in some]
    except ValueError:
        return None
    return Lines(text, tuple(dict.fromkeys(key for record in records for key in record)))


def loaded(text: str) -> Any:
    """The value.

    Raises:
        ValueError: it is no JSON, or nested beyond all measure.
    """
    depth = deepest = 0
    if text.count("{") + text.count("[") > _DEEPEST:
        for letter in text:
            depth += (letter in "{[") - (letter in "}]")
            deepest = max(deepest, depth)
            if deepest > _DEEPEST * 4:
                raise ValueError(deepest)
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number)
    except RecursionError:
        raise ValueError(deepest) from None


def _no_number(text: str) -> Any:
    raise ValueError(text)


def flat(record: Any) -> dict[str, str]:
    """The plain values of an object as text; what is nested is left out, but for the few that are needed."""
    if not isinstance(record, dict):
        raise ValueError(type(record).__name__)  # noqa: TRY004 - JSON of another shape is bad input
    found = {key: _text(value) for key, value in record.items() if not isinstance(value, dict | list)}
    profile = record.get("companyProfile")
    if isinstance(profile, dict):
        found = {
            "Microsoft ID": _text(record.get("id")),
            "Company name": _text(profile.get("companyName")),
            "Primary domain name": _text(profile.get("domain")),
            "Relationship": _text(record.get("relationshipToPartner")),
        }
    elif "id" in found and "quantity" in found and not found.keys().isdisjoint(("offerName", "friendlyName")):
        found["Subscription ID"] = found.pop("id")
        if customer := _customer(record):
            found["CustomerTenantId"] = customer
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | Decimal) else ""


def _customer(record: Mapping[str, Any]) -> str:
    """The tenant in the address of a subscription."""
    links = record.get("links")
    own = links.get("self") if isinstance(links, dict) else None
    uri = own.get("uri") if isinstance(own, dict) else None
    if not isinstance(uri, str):
        return ""
    parts = uri.strip("/").split("/")
    return parts[parts.index("customers") + 1] if "customers" in parts[:-1] else ""


def records_in(value: Any, source: str) -> Records:
    """The records of an answer: a list, the `items` or `value` of a collection, or one alone.

    Raises:
        SourceError: there are none.
    """
    if isinstance(value, dict):
        value = next((value[key] for key in ("items", "value") if isinstance(value.get(key), list)), [value])
    if not isinstance(value, list):
        raise SourceError("document-foreign", source=source, format=FORMAT)
    try:
        return Records.of([flat(record) for record in value])
    except ValueError:
        raise SourceError("document-foreign", source=source, format=FORMAT) from None
