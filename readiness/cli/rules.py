"""What the rulebook says: its versions, the rules of a day, and what differs between two days."""

import argparse
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from readiness.assess import Records
from readiness.assess.under_rules import points_under
from readiness.cli.commands import Answer
from readiness.cli.opening import opened
from readiness.cli.rulebook import rulebook_for
from readiness.facts import AREAS, Area
from readiness.rules import Rulebook
from readiness.rules.book import CERTAINTIES
from readiness.rules.compare import Difference, compare
from readiness.rules.plain import plain_area, plain_programme, plain_versions
from readiness.words import Words


def list_(arguments: argparse.Namespace, words: Words) -> Answer:
    rulebook = rulebook_for(arguments, words)
    areas: list[dict[str, Any]] = [
        {"area": area, "versions": plain_versions(rulebook.areas[area], CERTAINTIES)}
        for area in AREAS
        if area in rulebook.areas
    ]
    lines: list[str] = []
    for entry in areas:
        lines += ["", words.name("area", entry["area"])] if lines else [words.name("area", entry["area"])]
        for version in entry["versions"]:
            certainty = words.name("certainty", version["certainty"])
            day = words.day(date.fromisoformat(version["from"]))
            lines.append(f"  {day} · {certainty} · {version['source']['title']}")
    return Answer({"areas": areas}, "\n".join(lines))


def show(arguments: argparse.Namespace, words: Words) -> Answer:
    rules = rulebook_for(arguments, words).on(arguments.on)
    area = rules.areas.get(arguments.area)
    document: dict[str, Any] = {
        "area": arguments.area,
        "on": arguments.on.isoformat(),
        "preview": area is not None and area.is_preview,
        "rules": None if area is None else plain_area(area),
        "programme": None if rules.programme is None else plain_programme(rules.programme),
    }
    name = f"{words.name('area', arguments.area)} · {words.day(arguments.on)}"
    if area is None:
        return Answer(document, f"{name}\n{words.sentence('cli.no-rules')}")
    return Answer(document, "\n".join([name, *_indented(document["rules"], 1)]))


def _indented(value: Any, depth: int) -> list[str]:
    """Data as an outline: one field a line, lists of words on one line."""
    pad = "  " * depth
    lines: list[str] = []
    for key, held in value.items():
        if isinstance(held, dict):
            lines += [f"{pad}{key}:", *_indented(held, depth + 1)]
        elif isinstance(held, list) and held and isinstance(held[0], dict):
            lines.append(f"{pad}{key}:")
            for item in held:
                first, *rest = _indented(item, depth + 2)
                lines += [f"{pad}  - {first.strip()}", *rest]
        else:
            lines.append(f"{pad}{key}: {', '.join(map(str, held)) if isinstance(held, list) else held}")
    return lines


def diff(arguments: argparse.Namespace, words: Words) -> Answer:
    rulebook, area = rulebook_for(arguments, words), arguments.area
    found = compare(rulebook, area, arguments.first, arguments.second)
    effect = _effect(arguments, rulebook, area, words) if arguments.workspace is not None else []
    document = {"changes": [_change(one, words) for one in found], "effect": effect}
    lines = [words.say(one.words) for one in found] or [words.sentence("diff.nothing")]
    for entry in effect:
        slots = {name: entry[name] for name in ("before", "after")}
        said = {key: "—" if v is None else words.points(v) for key, v in slots.items()}
        lines += ["", words.sentence("diff.effect", area=words.name("area", area), on=arguments.on, **said)]
    return Answer(document, "\n".join(lines))


def _change(found: Difference, words: Words) -> dict[str, Any]:
    return {
        "metric": found.metric,
        "track": found.track,
        "field": found.field,
        "before": found.before,
        "after": found.after,
        "words": words.say(found.words),
    }


def _effect(
    arguments: argparse.Namespace, rulebook: Rulebook, area: Area, words: Words
) -> list[dict[str, Any]]:
    """This partner's points on the day under the rules of each of the two days; null: no rules then."""
    file: Path = arguments.workspace
    with opened(file, rulebook, words) as workspace:
        records = Records(workspace.facts, rulebook.catalogue)
    before, after = (
        points_under(records, rulebook, area, arguments.on, day)
        for day in (arguments.first, arguments.second)
    )
    return [{"area": area, "before": _rounded(before), "after": _rounded(after)}]


def _rounded(points: Fraction | None) -> float | None:
    return None if points is None else float(round(points, 6))
