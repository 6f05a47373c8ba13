"""Files that others made, read against the facts: what each would change, and what is wrong with it.

A file is known by its content, never by its name. Nothing here writes.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from readiness.document import FORMAT
from readiness.facts import Facts, PersonId
from readiness.importers.asked import Asked, Tabular
from readiness.importers.award_files import TRANSCRIPT, badges_of, is_transcript, read_transcript
from readiness.importers.calendar_file import KIND as CALENDAR
from readiness.importers.calendar_file import LARGEST, is_calendar, read_calendar
from readiness.importers.dates import Order
from readiness.importers.for_reading import table_for_reading
from readiness.importers.headless import Headless, is_row
from readiness.importers.json_files import Lines, Records, lines_in, loaded, records_in
from readiness.importers.kept_out import other_kind
from readiness.importers.mapping import TableMapping, read_mapped, signature, unmapped
from readiness.importers.partner_document import read_document
from readiness.importers.progress import Step, Stretch
from readiness.importers.reading import (
    KINDS,
    PARTNER_DOCUMENT,
    STATES,
    TRAININGS,
    Entry,
    Reading,
    State,
)
from readiness.importers.recognition import FAMILIES, WANTED, kind_of, require_kind
from readiness.importers.record_tables import KIND as RECORDS
from readiness.importers.record_tables import list_of, read_records
from readiness.importers.sources import Source, Stream, Text, readable, text_in
from readiness.importers.tables import read_table
from readiness.importers.trainings import COLUMN_NAMES, read_trainings
from readiness.importers.unfold import is_packed, unfolded
from readiness.problems import Problem, SourceError
from readiness.rules import Rulebook

__all__ = [
    "KINDS",
    "PARTNER_DOCUMENT",
    "STATES",
    "TRAININGS",
    "Entry",
    "Reading",
    "State",
    "Step",
    "read_file",
    "read_source",
]

_LARGEST_DOCUMENT: Final = 250_000_000
"""Bytes. A document is read whole into memory."""
_FAMILY: Final = FORMAT.partition("/")[0]
_LARGEST_ANSWER: Final = 50_000_000
_BLANKS: Final = b'\r\n" ,'
_ORDERS: Final[dict[str | None, Order | None]] = {None: None, "dmy": "dmy", "mdy": "mdy"}


def read_source(  # noqa: PLR0913 - the two answers of the user are keywords
    name: str,
    data: bytes,
    facts: Facts,
    rulebook: Rulebook,
    *,
    kind: str | None = None,
    date_order: str | None = None,
    on: date | None = None,
    zone: str = "",
) -> Reading:
    """What the file would change; `date_order` (`dmy`, `mdy`) answers a reading that needs it.

    `on` is the day from which dates of a series are read (None: from its first one), `zone` the IANA name of
    the user's time zone, for times that are given in UTC or in none (empty: UTC).

    Raises:
        SourceError: it is empty, no text, of no known kind, or not of the `kind` that was asked for.
    """
    asked = Asked(name, facts, rulebook, _order(date_order), on=on, zone=zone)
    return _read(Source.of_bytes(name, data), asked, _kind(kind))


def read_file(  # noqa: PLR0913 - the answers of the user are keywords
    path: Path,
    facts: Facts,
    rulebook: Rulebook,
    *,
    kind: str | None = None,
    date_order: str | None = None,
    mappings: Mapping[str, TableMapping] | None = None,
    holder: PersonId | None = None,
    on: date | None = None,
    zone: str = "",
    step: Step | None = None,
) -> Reading:
    """Like `read_source`, off the disk piece by piece; `step` hears of the progress, and may raise to stop.

    Where `mappings` are given, a table of no known kind is read as they say, or shown to be asked about.
    `holder` is whose the badges are that name nobody.

    Raises:
        SourceError: like `read_source`, and where it can't be read.
    """
    with readable(path):
        source = Source.of_file(path) if step is None else Source.of_file(path, step)
        asked = Asked(path.name, facts, rulebook, _order(date_order), mappings, holder, on, zone)
        return _read(source, asked, _kind(kind))


def _kind(kind: str | None) -> str | None:
    if kind is not None and kind not in KINDS:
        raise SourceError("kind-unknown", kind=kind, kinds=", ".join(KINDS))
    return kind


def _order(date_order: str | None) -> Order | None:
    if date_order not in _ORDERS:
        raise SourceError("date-order-unknown", order=date_order)
    return _ORDERS[date_order]


def _read(source: Source, asked: Asked, kind: str | None) -> Reading:
    if not is_packed(source.head()):
        return _read_plain(source, asked, kind)
    with unfolded(source) as parts:
        ours = [stream for part in parts for stream in _tables_of(part) if list_of(stream.header)]
        if ours and kind in (None, RECORDS):
            return _with_oddities(read_records(asked, ours), ())
        return _read_plain(_fitting(parts, source), asked, kind)


def _tables_of(part: Source) -> tuple[Stream, ...]:
    """The table of a part that has anything in it."""
    if not part.head().strip(_BLANKS):
        return ()
    return (Stream.over(text_in(part), WANTED),)


def _fitting(parts: tuple[Source, ...], source: Source) -> Source:
    """The first sheet or member of a kind that is known, else the first with anything in it."""
    filled = [part for part in parts if part.head().strip(_BLANKS)]
    if not filled:
        raise SourceError("source-empty", source=source.name)
    for part in filled if len(filled) > 1 else ():
        header = Stream.over(text_in(part), WANTED).header
        if kind_of(header) is not None:
            return part
    return filled[0]


def _read_plain(source: Source, asked: Asked, kind: str | None) -> Reading:
    text = text_in(source)
    beginning = text.beginning()
    if kind == PARTNER_DOCUMENT or (kind is None and beginning.startswith("{") and _FAMILY in beginning):
        return _document(source, asked)
    if is_calendar(beginning) and kind in (None, CALENDAR):
        return _with_oddities(read_calendar(asked, text.whole(LARGEST)), text.odd)
    if beginning.startswith(("{", "[")):
        return _of_json(text, asked, kind)
    stream = Stream.over(text, WANTED)
    if asked.mappings is not None and kind is None and _is_other(stream.header):
        return _of_other(stream, asked, asked.mappings)
    return _of_kind(require_kind(stream.header, kind, source.name), stream, asked)


def _of_other(stream: Stream, asked: Asked, mappings: Mapping[str, TableMapping]) -> Reading:
    is_headless = is_row(stream.header)
    table: Tabular = Headless(stream) if is_headless else stream
    mapping = mappings.get(signature(table.header))
    if mapping is None:
        return replace(unmapped(asked, table), is_headless=is_headless)
    reading = read_mapped(asked, table, mapping)
    told = replace(reading, header=table.header, is_headless=is_headless)
    return _with_oddities(told, stream.text.odd)


def _of_kind(kind: str, stream: Stream, asked: Asked) -> Reading:
    if kind == TRAININGS:
        return _trainings(stream.text, asked)
    if kind == RECORDS:
        return _with_oddities(read_records(asked, [stream]), stream.text.odd)
    family = FAMILIES[kind]
    return _with_oddities(family.read(asked, kind, stream, family.layout), stream.text.odd)


def _is_other(header: tuple[str, ...]) -> bool:
    """Whether it may be a table, and is of no kind that is known."""
    named = kind_of(header) or other_kind(header) or table_for_reading(header)
    return len(header) > 1 and named is None


def _document(source: Source, asked: Asked) -> Reading:
    data = source.data(_LARGEST_DOCUMENT)
    return read_document(data, asked.facts, asked.rulebook, source.name)


def _of_json(text: Text, asked: Asked, kind: str | None) -> Reading:
    """An answer of Partner Center, or the lines of an invoice; anything else is no document of ours."""
    table: Records | Lines | None = lines_in(text)
    if table is None:
        try:
            value = loaded(text.whole(_LARGEST_ANSWER).lstrip("\ufeff"))
        except ValueError:
            return _document(text.source, asked)
        if isinstance(value, dict) and ("format" in value or not value):
            return _document(text.source, asked)
        if is_transcript(value) and kind in (None, TRANSCRIPT):
            return _with_oddities(read_transcript(asked, value), text.odd)
        badges = badges_of(value)
        table = records_in(value, asked.source) if badges is None else Records.of(badges)
    found = kind or kind_of(table.header)
    if found is None and other_kind(table.header) is None:
        raise SourceError("document-foreign", source=asked.source, format=FORMAT)
    found = require_kind(table.header, kind, asked.source)
    if found not in FAMILIES:
        raise SourceError("source-unknown", source=asked.source)
    family = FAMILIES[found]
    return _with_oddities(family.read(asked, found, table, family.layout), text.odd)


def _trainings(text: Text, asked: Asked) -> Reading:
    source, catalogue = text.source, asked.rulebook.catalogue
    way = Stretch(source.step, source.size)
    whole = text.whole()
    way.part(25, 27).tell(1, 1)  # it goes on where looking it through has ended
    table = read_table(whole, COLUMN_NAMES, way.part(27, 45))
    reading = read_trainings(
        table, asked.source, asked.facts, catalogue, asked.order, stretch=way.part(45, 95)
    )
    return _with_oddities(reading, text.odd)


def _with_oddities(reading: Reading, odd: tuple[Problem, ...]) -> Reading:
    """What is odd about the file as a whole comes first."""
    if not reading.rows:
        odd = (*odd, Problem("no-rows"))
    return replace(reading, problems=(*odd, *reading.problems)) if odd else reading
