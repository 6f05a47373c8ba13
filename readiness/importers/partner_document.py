"""The partner document read against the facts: record by record, each bad one refused with its JSON path."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any, Final

from readiness.document import FORMAT, KIND_OF, Unfit, UsageRow, shape_of
from readiness.document.checks import missing
from readiness.document.flaws import flaws
from readiness.document.references import certifications, references, specializations, workloads
from readiness.facts import (
    SINGLE,
    Award,
    CertificationId,
    Change,
    Choices,
    Customer,
    Event,
    Facts,
    Kind,
    Month,
    Partner,
    Person,
    Plan,
    Put,
    Series,
    Thing,
    UsageKey,
    series_of,
)
from readiness.importers.reading import PARTNER_DOCUMENT, Reading
from readiness.importers.short_forms import WrittenOut, written_out
from readiness.problems import Message, Problem, SourceError
from readiness.rules import Catalogue, Rulebook
from readiness.rules.specializations import specialization_book

_FAMILY: Final = FORMAT.partition("/")[0]


def read_document(data: bytes, facts: Facts, rulebook: Rulebook, source: str = "") -> Reading:
    """What the document would change; `source` is what the user knows it by.

    Raises:
        SourceError: it is no JSON, no partner document, or one of a newer format.
    """
    try:
        document = _loaded(data)
    except SourceError as error:  # several files are imported at once: it says which one it is about
        error.message = Message(error.message.code, {**error.message.slots, "source": source})
        raise
    reader = _Reader(facts, rulebook)
    for key in document:
        if key != "format" and key not in KIND_OF:
            reader.unknown(f"$.{key}")
    for name, kind in KIND_OF.items():
        if document.get(name) is not None:
            reader.read_list(kind, document[name], f"$.{name}")
    return replace(reader.reading(), source=source)


def _loaded(data: bytes) -> Mapping[str, Any]:
    try:
        text = data.decode(json.detect_encoding(data))
        document = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_once,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        raise SourceError("document-not-json", line=error.lineno, position=error.colno) from None
    except RecursionError:
        raise SourceError("document-too-deep") from None
    except (UnicodeDecodeError, ArithmeticError):
        raise SourceError("document-not-text") from None
    named = document.get("format") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(named, str) or named.partition("/")[0] != _FAMILY:
        raise SourceError("document-foreign", format=FORMAT)
    if named != FORMAT:
        raise SourceError("document-newer", found=named, format=FORMAT)
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key that comes twice one value would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise SourceError("document-key-twice", key=next(key for key in found if keys.count(key) > 1))
    return found


def _no_number(text: str) -> Any:
    raise SourceError("document-not-a-number", value=text)


@dataclass
class _Reader:
    """Collects what becomes of the records, in the order of the document, people and customers first."""

    facts: Facts
    rulebook: Rulebook
    problems: list[Problem] = field(default_factory=list)
    unknown_keys: dict[str, None] = field(default_factory=dict)
    changes: dict[Kind, list[Thing]] = field(default_factory=dict)
    seen: dict[Kind, set[Any]] = field(default_factory=dict)
    usage: dict[UsageKey, dict[Month, int]] = field(default_factory=dict)
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def catalogue(self) -> Catalogue:
        return self.rulebook.catalogue

    def reading(self) -> Reading:
        return Reading(
            source="",
            kind=PARTNER_DOCUMENT,
            rows=self.rows,
            changes=tuple(self._changes()),
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            refused=self.refused,
            problems=tuple(self.problems),
            unknown_columns=tuple(self.unknown_keys),
            people=self._new(Person),
            awards=self._new(Award),
        )

    def unknown(self, path: str) -> None:
        self.unknown_keys[path.rpartition(".")[2]] = None
        self.problems.append(Problem("key-unknown", {"key": path.rpartition(".")[2]}, path=path))

    def read_list(self, kind: Kind, data: Any, path: str) -> None:
        if kind in SINGLE:
            self._read_record(kind, data, path)
        elif not isinstance(data, list):
            self.problems.append(Problem("not-a-list", path=path))
        else:
            for index, record in enumerate(data):
                self._read_record(UsageRow if kind is Series else kind, record, f"{path}[{index}]")

    def _read_record(self, kind: Kind, data: Any, path: str) -> None:
        self.rows += 1
        where = _Paths(path)
        try:
            written = written_out(kind, data)
            where = _Paths(path, written.paths)
            self._report_keys(kind, written, path)
            thing = self._resolved(shape_of(kind).read(written.record))
        except Unfit as unfit:
            self._refuse(Problem(unfit.code, unfit.slots, path=where(unfit.path)))
            return
        if objections := tuple(self._objections(thing, where)):
            self._refuse(*objections)
            return
        self._report_names(thing, path)
        self._take(thing)

    def _refuse(self, *reasons: Problem) -> None:
        self.problems += reasons
        self.refused += 1

    def _report_keys(self, kind: Kind, written: WrittenOut, path: str) -> None:
        """Keys that are kept out; the record itself can still come in."""
        for key in sorted(shape_of(kind).unknown(written.record)):
            self.unknown(path + key)
        for key in written.idle:
            self.problems.append(Problem("key-short-and-long", {"key": key}, path=f"{path}.{key}"))

    def _resolved(self, thing: Any) -> Any:
        """Certifications by their catalogue id, segments in the order of time."""
        if isinstance(thing, Award | Plan | Event):
            return self._with_ids(thing)
        if isinstance(thing, Customer) and len(thing.segments) > 1:
            ordered = sorted(thing.segments, key=lambda segment: str(segment.since or ""))
            return replace(thing, segments=tuple(ordered))
        return thing

    def _with_ids(self, thing: Award | Plan | Event) -> Award | Plan | Event:
        """With the catalogue's ids of what it knows."""
        found: dict[str, Any] = {}
        if thing.certification is not None:
            found["certification"] = self._known(thing.certification)
        if isinstance(thing, Event) and thing.certifications:
            found["certifications"] = tuple(map(self._known, thing.certifications))
        return replace(thing, **found) if found else thing

    def _known(self, certification: CertificationId) -> CertificationId:
        known = self.catalogue.find(certification)
        return certification if known is None else known.id

    def _objections(self, thing: Any, where: "_Paths") -> Iterator[Problem]:
        for flaw in flaws(thing):
            yield Problem(flaw.code, flaw.slots, path=where(flaw.path))
        for path, certification in certifications(thing):
            if self.catalogue.get(certification) is None:
                yield Problem("certification-unknown", {"title": certification}, path=where(path))
        for reference in references(thing):
            known = self.seen.get(reference.kind, ())
            if reference.id not in known and self.facts.find(reference.kind, reference.id) is None:
                yield missing(reference.kind, reference.id, where(reference.path))
        key = _key(thing)
        if key in self.seen.get(type(thing), ()):
            yield (
                Problem("usage-twice", path=where(""))
                if isinstance(thing, UsageRow)
                else Problem("id-twice", {"id": key}, path=where(""))
            )

    def _report_names(self, thing: Any, path: str) -> None:
        """An unknown workload is kept, as it counts where all services count; so is a specialization."""
        for below, name in specializations(thing):
            if name not in specialization_book(self.rulebook).specializations:
                slots = {"specialization": name}
                self.problems.append(Problem("specialization-unknown", slots, path=path + below))
        for below, name in workloads(thing):
            if self.catalogue.workload(name) is None:
                self.problems.append(Problem("workload-unknown", {"workload": name}, path=path + below))

    def _take(self, thing: Any) -> None:
        self.seen.setdefault(type(thing), set()).add(_key(thing))
        if isinstance(thing, UsageRow):
            self._take_usage(thing)
            return
        before = self.facts.find(type(thing), thing.id)
        if before == thing:
            self.unchanged += 1
            return
        if before is None or (isinstance(thing, Partner | Choices) and before == type(thing)()):
            self.added += 1
        else:
            self.changed += 1
        self.changes.setdefault(type(thing), []).append(thing)

    def _take_usage(self, row: UsageRow) -> None:
        key = _usage_key(row)
        series = self.facts.usage.get(key)
        before = None if series is None else series.at(row.month)
        if before == row.value:
            self.unchanged += 1
            return
        if before is None:
            self.added += 1
        else:
            self.changed += 1
        if key not in self.usage:
            self.usage[key] = {} if series is None else dict(series.months())
        self.usage[key][row.month] = row.value

    def _changes(self) -> Iterator[Change]:
        for things in self.changes.values():
            yield from map(Put, things)
        for key, months in self.usage.items():
            series = series_of(key, months)
            if series is not None:
                yield Put(series)

    def _new(self, kind: Kind) -> int:
        return sum(1 for thing in self.changes.get(kind, ()) if self.facts.find(kind, thing.id) is None)


@dataclass(frozen=True, slots=True)
class _Paths:
    """The path in the document of a place in a record, as the document itself wrote it."""

    record: str
    short: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, below: str) -> str:
        return self.record + self.short.get(below, below)


def _key(thing: Any) -> Any:
    """What two records of one list may not share."""
    if isinstance(thing, UsageRow):
        return replace(thing, value=0)
    return thing.id


def _usage_key(row: UsageRow) -> UsageKey:
    return UsageKey(*(getattr(row, part.name) for part in fields(UsageKey)))
