"""The same answers for a person at a terminal: tables and indented trees in plain text."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.importers.reading import Reading
from readiness.problems import SourceError
from readiness.snapshot import Snapshot, Standing
from readiness.words import Words


def scores(snapshot: Snapshot, standings: Sequence[Standing], words: Words, *, explain: bool = False) -> str:
    say = words.sentence
    head = f"{snapshot.facts.partner.name or '—'} · {words.day(snapshot.on)}"
    titles = [say(f"cli.column-{name}") for name in ("area", "track", "points", "status", "blocked")]
    lines = [head, "", *table([titles, *(_row(standing, words) for standing in standings)])]
    if explain:
        for standing in standings:
            lines += ["", words.name("area", standing.area), *_tree(standing.finding, words, depth=1)]
    return "\n".join(lines)


def _row(standing: Standing, words: Words) -> list[str]:
    name = words.name("area", standing.area)
    if not standing.has_rules:
        return [name, "", "", words.sentence("cli.no-rules"), ""]
    blocked = words.listed(words.name("metric", metric) for metric in standing.blocked_by)
    shown = Decimal(standing.shown)
    return [
        name,
        words.name("track", standing.track),
        words.number(shown, 0 if shown == int(shown) else 1),
        words.name(*standing.word),
        blocked,
    ]


def _tree(finding: Finding, words: Words, *, depth: int) -> Iterator[str]:
    for part in finding.because:
        points = f"{words.points(part.points)} / {words.number(part.maximum)}" if part.maximum else ""
        mark = "✓" if part.met else "·"
        said = " — ".join(filter(None, (words.say(part.asks), words.say(part.found), points)))
        yield f"{'  ' * depth}{mark} {said}"
        yield from _tree(part, words, depth=depth + 1)


def agenda(items: Iterable[AgendaItem], words: Words) -> str:
    rows = [
        [
            "✓" if item.done_on else "",
            words.day(item.due_on),
            words.say(item.title),
            words.name("area-medium", item.area),
        ]
        for item in items
    ]
    return "\n".join(table(rows)) if rows else words.sentence("cli.nothing-due")


def imported(document: dict[str, Any], words: Words) -> str:
    """What came of each source."""
    lines = []
    for source in document["sources"]:
        if source["kind"] is not None:
            counts = {name: source[name] for name in ("rows", "added", "changed", "unchanged", "refused")}
            kind = words.name("kind", source["kind"])
            lines.append(words.sentence("cli.imported", source=source["source"], kind=kind, **counts))
    if not document["written"]:
        lines.append(words.sentence("cli.nothing-written"))
    return "\n".join(lines)


def problems(document: dict[str, Any]) -> Iterator[str]:
    """Each problem of each source, with its remedy."""
    for source in document["sources"]:
        for found in source["problems"]:
            yield f"{source['source']}: {problem(found)}"


def questions(readings: Iterable[Reading | SourceError], words: Words) -> Iterator[str]:
    """What only the user knows: how dates are meant that can be read both ways."""
    for reading in readings:
        if isinstance(reading, Reading) and reading.needs_date_order:
            yield words.sentence("cli.ask-date-order", example=reading.date_example)


def problem(found: dict[str, Any]) -> str:
    """A problem of a document: where, what, and how to mend it."""
    place = [str(found[name]) for name in ("row", "column", "path") if found[name] is not None]
    said = " ".join(filter(None, (found["message"], found["remedy"])))
    return f"{' '.join(place)}: {said}" if place else said


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns padded to their widest cell; figures need no more than that in a column of their own."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
