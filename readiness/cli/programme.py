"""What stands beside the designations: specializations to attain, and the competencies of before."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from readiness.assess.finding import Finding
from readiness.assess.specializations import NOTES
from readiness.cli.commands import Answer
from readiness.cli.listing import table
from readiness.cli.opening import opened
from readiness.cli.rulebook import rulebook_for
from readiness.facts import Facts
from readiness.rules import Source
from readiness.rules.legacy import Kept, Legacy, load_legacy
from readiness.snapshot import compute
from readiness.specializations import SpecializationStanding
from readiness.specializations import specializations as ask
from readiness.words import Words


def specializations(arguments: argparse.Namespace, words: Words) -> Answer:
    """Those of the day, for the partner of the file; without one, what each of them asks."""
    on: date = arguments.on
    rulebook = rulebook_for(arguments, words)
    if arguments.file is None:
        partner, standings = "", ask(compute(Facts(), rulebook, on), rulebook)
    else:
        with opened(arguments.file, rulebook, words) as workspace:
            snapshot = workspace.judged(workspace.snapshot(on))
            partner, standings = snapshot.facts.partner.name, workspace.specializations(snapshot)
    document = {
        "on": on.isoformat(),
        "partner": partner,
        "specializations": [_document(standing, words) for standing in standings],
    }
    return Answer(document, _listing(standings, words, explain=arguments.explain))


def _document(standing: SpecializationStanding, words: Words) -> dict[str, Any]:
    one = standing.specialization
    return {
        "specialization": one.id,
        "kind": one.kind,
        "family": one.family,
        "name": standing.name,
        "areas": list(standing.areas),
        "state": standing.state,
        "met": standing.met,
        "of": standing.of,
        "to_enter": standing.to_enter,
        "requirements": [
            {"requirement": some.finding.rule, "state": some.state, **_because(some.finding, words)}
            for some in standing.requirements
        ],
        **_version(standing, words),
        "merged": [other.id for other in standing.became],
        "closes": one.closes and one.closes.isoformat(),
        "until": one.until and one.until.isoformat(),
        "successor": one.successor,
        **_held(standing),
    }


def _version(standing: SpecializationStanding, words: Words) -> dict[str, Any]:
    """What stands on the day; all empty where nothing does."""
    version = standing.version
    return {
        "validation": version and version.validation,
        "references": version and version.references,
        "rules_from": version and version.dated.since.isoformat(),
        "certainty": version and version.dated.certainty,
        "source": version and _source(version.dated.source),
        "note": words.sentence(version.note) if version and version.note else None,
    }


def _held(standing: SpecializationStanding) -> dict[str, Any]:
    held, renewal = standing.held, standing.renewal
    return {
        "held": held and {
            "id": held.id,
            "attained_on": held.attained_on.isoformat(),
            "anniversary": held.anniversary.isoformat(),
            "last_validated_on": held.last_validated_on and held.last_validated_on.isoformat(),
        },
        "renewal": renewal and {
            "opens_on": renewal.opens_on.isoformat(),
            "anniversary": renewal.anniversary.isoformat(),
            "ends_on": renewal.ends_on.isoformat(),
            "validation_due": renewal.validation_due,
        },
    }  # fmt: skip


def _because(finding: Finding, words: Words) -> dict[str, Any]:
    return {
        "asks": words.say(finding.asks),
        "found": words.say(finding.found),
        "met": finding.met,
        "source": finding.basis,
        "evidence": list(finding.evidence),
        "because": [_because(part, words) for part in finding.because],
    }


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, "url": source.url, "read_on": source.read_on.isoformat()}


def _listing(standings: Sequence[SpecializationStanding], words: Words, *, explain: bool) -> str:
    if not standings:
        return words.sentence("cli.no-specializations")
    titles = [words.sentence(f"cli.column-{name}") for name in ("specialization", "areas", "readiness")]
    rows = [[standing.name, _areas(standing, words), words.say(standing.readiness)] for standing in standings]
    lines = list(table([titles, *rows]))
    if explain:
        for standing in standings:
            lines += ["", standing.name, *_tree(standing.finding, words, depth=1)]
    return "\n".join(lines)


def _areas(standing: SpecializationStanding, words: Words) -> str:
    return ", ".join(words.name("area-medium", area) for area in standing.areas)


def _tree(finding: Finding, words: Words, *, depth: int) -> Iterator[str]:
    for part in finding.because:
        mark = " " if part.rule in NOTES else "✓" if part.met else "·"
        yield f"{'  ' * depth}{mark} {words.say(part.asks)} — {words.say(part.found)}"
        yield from _tree(part, words, depth=depth + 1)


def competencies(arguments: argparse.Namespace, words: Words) -> Answer:
    """Which designation follows from which competency, and what a holder kept until when."""
    legacy = load_legacy(rulebook_for(arguments, words))
    kept = legacy.kept(arguments.anniversary) if arguments.anniversary else None
    document = {
        "competencies": [
            {"competency": one.id, "name": one.name, "areas": list(one.areas)} for one in legacy.competencies
        ],
        "milestones": [
            {
                "milestone": one.id,
                "on": one.on.isoformat(),
                "words": words.sentence(f"milestone.{one.id}"),
                "certainty": one.certainty,
                "source": _source(one.source),
            }
            for one in legacy.milestones.values()
        ],
        "kept": kept and {
            "title_until": kept.title_until.isoformat(),
            "renewals": [day.isoformat() for day in kept.renewals],
            "membership_until": kept.membership_until.isoformat(),
            "benefits_until": kept.benefits_until.isoformat(),
        },
    }  # fmt: skip
    return Answer(document, "\n".join(_competencies(legacy, kept, words)))


def _competencies(legacy: Legacy, kept: Kept | None, words: Words) -> Iterator[str]:
    titles = [words.sentence(f"cli.column-{name}") for name in ("competency", "designation")]
    areas = ((one, (words.name("area", area) for area in one.areas)) for one in legacy.competencies)
    yield from table([titles, *([one.name, words.listed(names, "or")] for one, names in areas)])
    yield ""
    yield from table(
        [[words.day(one.on), words.sentence(f"milestone.{one.id}")] for one in legacy.milestones.values()]
    )
    if kept is not None:
        yield ""
        yield from (words.say(sentence) for sentence in kept.sentences)
