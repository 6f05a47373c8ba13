"""The same answers for a person at a terminal: tables and indented trees in plain text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.assess.subjects import members_of, subject_of
from readiness.facts import TRACKS, Facts
from readiness.importers.reading import Reading
from readiness.problems import SourceError
from readiness.snapshot import Snapshot, Standing
from readiness.words import Words

_ALIKE: Final = 5
"""So many problems of one kind are told one by one."""


def scores(
    snapshot: Snapshot,
    standings: Sequence[Standing],
    words: Words,
    *,
    explain: bool = False,
    now: Snapshot | None = None,
) -> str:
    say = words.sentence
    head = f"{snapshot.facts.partner.name or '—'} · {words.day(snapshot.on)}"
    names = ("area", "track", "points", "change", "status", "blocked")
    titles = [say(f"cli.column-{name}") for name in names if now is not None or name != "change"]
    rows = [_row(standing, words, now.standings[standing.area] if now else None) for standing in standings]
    lines = [head, "", *table([titles, *rows])]
    lines += [
        say("cli.announced", area=words.name("area", a.area), points=a.points, on=a.finding.rules_from)
        for standing in standings
        if (a := snapshot.previews.get(standing.area)) is not None
    ]
    kept = list(_kept(standings, words))
    lines += ["", *kept] if kept else []
    if explain:
        for standing in standings:
            lines += [
                "",
                words.name("area", standing.area),
                *_months(standing, words),
                *_flip(standing, words),
            ]
            lines += _tree(standing.finding, words, snapshot.facts, depth=1)
    return "\n".join(lines)


def _row(standing: Standing, words: Words, now: Standing | None) -> list[str]:
    name = words.name("area", standing.area)
    change = [] if now is None else [words.signed(standing.points - now.points)]
    if not standing.has_rules:
        return [name, "", "", *([""] if change else []), words.sentence("cli.no-rules"), ""]
    blocked = words.listed(words.name("metric", metric) for metric in standing.blocked_by)
    shown = Decimal(standing.shown)
    return [
        name,
        words.name("track", standing.track),
        words.number(shown, 0 if shown == int(shown) else 1),
        *change,
        words.name(*standing.word),
        blocked,
    ]


def _kept(standings: Iterable[Standing], words: Words) -> Iterator[str]:
    """When each area was qualified and until when that counts; and who is about to change track."""
    for standing in standings:
        name = words.name("area", standing.area)
        said = standing.window.said if standing.window is not None else None
        if said is not None:
            yield f"{name} · {words.say(said)}"
        if standing.flip is not None and standing.flip.is_near:
            yield f"{name} · {words.say(standing.flip.said)}"


def _months(standing: Standing, words: Words) -> Iterator[str]:
    if standing.window is not None and standing.window.months:
        rows = (
            f"{words.month(row.month)} {'—' if row.points is None else words.points(row.points)}"
            for row in standing.window.months
        )
        yield f"  {words.sentence('window.months', months=', '.join(rows))}"


def _flip(standing: Standing, words: Words) -> Iterator[str]:
    if standing.flip is not None:
        yield f"  {words.say(standing.flip.said)}"
        yield from (f"    {words.say(need)}" for need in standing.flip.needs)


def _tree(finding: Finding, words: Words, facts: Facts, *, depth: int) -> Iterator[str]:
    for part in finding.because:
        points = f"{words.points(part.points)} / {words.number(part.maximum)}" if part.maximum else ""
        mark = "✓" if part.met else "·"
        asks = words.say(part.asks)
        if part.rule in TRACKS:
            asks = f"{words.name('track', part.rule)} — {asks}"
        subject = subject_of(part, facts)
        if subject and part.rule in ("person", "lost"):
            asks = f"{subject}, {asks}"
        elif subject:
            asks = subject if part.asks.code == "asks.item" else f"{subject}, {asks}"
        found = ", ".join((words.say(part.found), *members_of(part, facts)))
        yield f"{'  ' * depth}{mark} {' — '.join(filter(None, (asks, found, points)))}"
        yield from _tree(part, words, facts, depth=depth + 1)


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


def problems(document: dict[str, Any], words: Words) -> Iterator[str]:
    """The problems of each source with their remedies; of many alike the first few and how many more."""
    for source in document["sources"]:
        told = Counter[str]()
        for found in source["problems"]:
            told[found["code"]] += 1
            if told[found["code"]] <= _ALIKE:
                yield f"{source['source']}: {problem(found)}"
        if more := sum(max(count - _ALIKE, 0) for count in told.values()):
            yield f"{source['source']}: {words.sentence('cli.more-alike', n=more)}"


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
