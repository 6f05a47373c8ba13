"""What each command does with the workspace: values in, one answer out."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from readiness.agenda import AgendaItem
from readiness.cli import documents, listing
from readiness.cli.opening import opened, this_zone
from readiness.cli.rulebook import rulebook_for
from readiness.editions import Edition
from readiness.facts import Facts, Put
from readiness.importers.reading import KINDS
from readiness.outlook import loss_of, under
from readiness.problems import SourceError
from readiness.snapshot import compute, judged
from readiness.words import Words
from readiness.workspace import Preview, Workspace

__all__ = ["KINDS", "Answer", "Command", "agenda", "check", "demo", "export", "import_", "new", "score"]
_DONE: Final = 0
_PROBLEMS: Final = 1
_REFUSED: Final = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: `document` for `--json`, `text` without it, `messages` in both cases."""

    document: dict[str, Any]
    text: str
    messages: tuple[str, ...] = ()
    code: int = _DONE


Command: TypeAlias = Callable[[argparse.Namespace, Words], Answer]


def new(arguments: argparse.Namespace, words: Words) -> Answer:
    Workspace.create(arguments.file, arguments.partner, rulebook_for(arguments, words)).close()
    document = {"written": True, "file": str(arguments.file), "partner": arguments.partner}
    return Answer(document, "", (words.sentence("cli.made", file=str(arguments.file)),))


def demo(arguments: argparse.Namespace, words: Words) -> Answer:
    from readiness.demo import demo_facts, sample_exports  # noqa: PLC0415 - only here

    rulebook = rulebook_for(arguments, words)
    facts = demo_facts(rulebook, arguments.on)
    things = (Put(thing) for thing in facts.all())
    Workspace.create(arguments.file, facts.partner.name, rulebook, things).close()
    samples = sample_exports(facts, rulebook, arguments.on)
    written = [_write_beside(arguments.file, name, data) for name, data in samples.items()]
    document = {
        "written": True,
        "file": str(arguments.file),
        "partner": facts.partner.name,
        "samples": written,
    }
    made = (words.sentence("cli.made", file=file) for file in (str(arguments.file), *written))
    return Answer(document, "", tuple(made))


def import_(arguments: argparse.Namespace, words: Words) -> Answer:
    """Nothing is written unless every source can be read."""
    with _opened(arguments, words) as workspace:
        outcomes = [_preview(workspace, source, arguments) for source in arguments.sources]
        usable = all(isinstance(o, Preview) and not o.reading.needs_date_order for o in outcomes)
        if usable and not arguments.dry_run:
            outcomes = [
                _imported(workspace, outcome, source, arguments)
                for outcome, source in zip(outcomes, arguments.sources, strict=True)
            ]
    readings = [o.reading if isinstance(o, Preview) else o for o in outcomes]
    named = [(source.name, reading) for source, reading in zip(arguments.sources, readings, strict=True)]
    document = documents.imported(named, words, written=usable and not arguments.dry_run)
    messages = (*listing.problems(document, words), *listing.questions(readings, words))
    has_problems = any(source["problems"] for source in document["sources"])
    code = (_PROBLEMS if has_problems else _DONE) if usable else _REFUSED
    return Answer(document, listing.imported(document, words), messages, code)


def score(arguments: argparse.Namespace, words: Words) -> Answer:
    """Under the rules of `--rules-on`; `--without` scores as if the record had never been there."""
    with _opened(arguments, words, arguments.rules_on) as workspace:
        snapshot = workspace.judged(workspace.snapshot(arguments.on))
    now = None
    if arguments.without is not None:
        now, fewer = snapshot, snapshot.facts.changed(loss_of(snapshot.facts, arguments.without))
        snapshot = judged(compute(fewer, workspace.rulebook, arguments.on), workspace.rulebook)
    areas = [standing for area, standing in snapshot.standings.items() if arguments.area in (None, area)]
    document = documents.scores(snapshot, areas, words, explain=arguments.explain, now=now)
    text = listing.scores(snapshot, areas, words, explain=arguments.explain, now=now)
    return Answer(document, text)


def agenda(arguments: argparse.Namespace, words: Words) -> Answer:
    with _opened(arguments, words) as workspace:
        snapshot = workspace.snapshot(arguments.on)
    items = [item for item in snapshot.agenda if _within(item.due_on, arguments)]
    messages = []
    if arguments.ics is not None:
        _write_calendar(arguments, items, snapshot.facts, words)
        messages.append(words.sentence("cli.made", file=str(arguments.ics)))
    return Answer(documents.agenda(arguments.on, items, words), listing.agenda(items, words), tuple(messages))


def export(arguments: argparse.Namespace, words: Words) -> Answer:
    with _opened(arguments, words) as workspace:
        snapshot = workspace.judged(workspace.snapshot(arguments.on))
        workspace.export(arguments.out, snapshot, _edition(arguments))
    document = {"written": True, "file": str(arguments.out)}
    return Answer(document, "", (words.sentence("cli.made", file=str(arguments.out)),))


def _edition(arguments: argparse.Namespace) -> Edition:
    return Edition(
        language=arguments.lang,
        audience=arguments.audience,
        with_scores=arguments.with_scores,
        pack=arguments.pack or ("summary" if arguments.out.suffix.lower() == ".zip" else ""),
        areas=(arguments.area,) if arguments.area else (),
        paper=arguments.paper,
        table=arguments.table or "",
        separator=arguments.separator or "",
        bom=not arguments.no_bom,
        with_mcid=arguments.with_mcid,
    )


def check(arguments: argparse.Namespace, words: Words) -> Answer:
    with _opened(arguments, words) as workspace:
        problems = workspace.check()
    told = [documents.problem(found, words) for found in problems]
    document = {"good": not problems, "problems": told}
    lines = tuple(map(listing.problem, told))
    text = words.sentence("cli.good") if not problems else ""
    return Answer(document, text, lines, _PROBLEMS if problems else _DONE)


@contextmanager
def _opened(arguments: argparse.Namespace, words: Words, rules_on: date | None = None) -> Iterator[Workspace]:
    rulebook = rulebook_for(arguments, words)
    chosen = rulebook if rules_on is None else under(rulebook, rules_on)
    with opened(arguments.file, chosen, words, checked=arguments.run is not check) as workspace:
        yield workspace


def _preview(workspace: Workspace, source: Path, arguments: argparse.Namespace) -> Preview | SourceError:
    try:
        return workspace.preview_import(
            source, arguments.on, kind=arguments.kind, date_order=arguments.date_order, zone=this_zone()
        )
    except SourceError as error:
        return error


def _imported(
    workspace: Workspace, outcome: Preview | SourceError, source: Path, arguments: argparse.Namespace
) -> Preview:
    """Import one source; it is read again where another one was imported since."""
    if isinstance(outcome, Preview) and outcome.before.facts is not workspace.facts:
        outcome = _preview(workspace, source, arguments)
    if isinstance(outcome, SourceError):
        raise outcome
    workspace.import_(outcome)
    return outcome


def _within(due_on: date, arguments: argparse.Namespace) -> bool:
    """Without `--days` everything; whatever is overdue stays in view."""
    return arguments.days is None or (due_on - arguments.on).days <= arguments.days


def _write_calendar(
    arguments: argparse.Namespace, items: list[AgendaItem], facts: Facts, words: Words
) -> None:
    from readiness.reports.files import write_whole  # noqa: PLC0415 - only here
    from readiness.reports.ics import ics_of  # noqa: PLC0415 - only here

    stamp = datetime.now(UTC)
    write_whole(arguments.ics, ics_of(items, facts, words, stamp, names=not arguments.no_names))


def _write_beside(file: Path, name: str, data: bytes) -> str:
    """Where it lies now: what has that name already may be the user's own, and stays."""
    from readiness.reports.files import write_whole  # noqa: PLC0415 - only here

    path, number = file.with_name(name), 1
    while path.exists():
        number += 1
        path = file.with_name(f"{Path(name).stem}-{number}{Path(name).suffix}")
    write_whole(path, data)
    return str(path)
