"""What is held about one person: every record that is theirs, and every other that speaks of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from readiness.document.forms import within_json
from readiness.document.shapes import thing_to_json
from readiness.facts import LIST_OF, Attachment, Facts, PersonId, Series
from readiness.words import Words


def held(facts: Facts, person: PersonId, words: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The records by list, as in the partner document, in which the person's id or one of the words stands.

    Nobody of that id: only records that still speak of it.
    """
    wanted = [within_json(word) for word in {person, *words}]
    found: dict[str, list[dict[str, Any]]] = {}
    for thing in facts.all():
        if isinstance(thing, Series):  # usage is of customers, and there may be a million values
            continue
        record = thing_to_json(thing)
        if isinstance(thing, Attachment):
            record["content"] = f"sha256 {thing.sha256}"
        text = json.dumps(record, ensure_ascii=False).casefold()
        if any(word in text for word in wanted):
            found.setdefault(LIST_OF[type(thing)], []).append(record)
    return found


def held_text(held: Mapping[str, Any], words: Words) -> str:
    """What `Workspace.held` answers, as a text to read and to hand out."""
    return "\n".join(_lines(held, words))


def _lines(held: Mapping[str, Any], words: Words) -> Iterator[str]:
    for name, records in held["records"].items():
        yield f"{name}:"
        for record in records:
            filled = (f"{key}: {value}" for key, value in record.items() if value not in ("", [], None))
            yield "  " + "; ".join(filled)
    if held["steps"]:
        yield words.sentence("held.steps")
        for step in held["steps"]:
            yield f"  {step['at'] or '-'}  {words.say(step['title'])}"
    yield words.sentence("held.backups", n=held["backups"])
