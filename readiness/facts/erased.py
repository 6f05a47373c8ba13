"""Erasing a person: the changes after which nothing that is recorded names them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, Final

from readiness.facts.changes import LIST_OF, Change, Facts, Put, Thing, removal
from readiness.facts.nouns import Person, PersonId, Series

NOBODY: Final = "[…]"
"""What stands in a text where the person was named; no longer than any word that is looked for."""
_SAID: Final = (
    *("title", "name", "notes", "comments", "outcome", "contact_name", "contact_email"),
    *("account", "audience", "place", "proof"),
)
_OWN: Final = {"people": ("notes",), "customers": (), "partner": ()}
"""Lists whose names are those of somebody else: only these fields are looked through there."""


def erasing(facts: Facts, person: PersonId, words: Collection[str]) -> tuple[Change, ...]:
    """The changes that remove a person with all that hangs on them, and their `words` from texts of others.

    A name that another recorded person bears as well stays where it stands: it may mean them.
    """
    gone = removal(facts, Person, person)
    left = facts.changed(gone)
    taken = {other.name.casefold() for other in left.people.values()}
    told = [re.escape(word) for word in words if word != person and word.casefold() not in taken]
    if not told:
        return gone
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(told, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
    return (*gone, *(Put(thing) for thing in _unnamed(left, pattern)))


def _unnamed(facts: Facts, pattern: re.Pattern[str]) -> Iterator[Thing]:
    """The things that name the person, without the name."""
    for thing in facts.all():
        if isinstance(thing, Series):
            continue
        said = {field: getattr(thing, field) for field in _fields(thing)}
        changed: dict[str, Any] = {
            field: left for field, text in said.items() if (left := pattern.sub(NOBODY, text)) != text
        }
        if changed:
            yield replace(thing, **changed)


def _fields(thing: Thing) -> Iterator[str]:
    fields = _OWN.get(LIST_OF[type(thing)], _SAID)
    return (field for field in fields if isinstance(getattr(thing, field, None), str))
