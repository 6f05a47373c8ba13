"""The imports that stand in a file, and how one of them is taken out again."""

from collections import Counter
from datetime import datetime

from readiness.facts import Facts
from readiness.facts.taken_back import TakenBack, taken_back
from readiness.intake import Import, table_of
from readiness.store.file import foreseen
from readiness.store.steps import title_of, unpacked
from readiness.store.store import Store

_IMPORT = "undo.import"
_DONE = "SELECT number, at, title, changes FROM steps WHERE NOT undone ORDER BY number"


def imports_of(store: Store) -> tuple[Import, ...]:
    """The newest first, as far back as undo reaches."""
    found = []
    with foreseen(store.file.path, reading=True):
        rows = store.file.connection.execute(_DONE).fetchall()
    for number, at, title, changes in rows:
        said = title_of(title)
        if said.code == _IMPORT:
            tables = Counter(table for change in unpacked(changes) if (table := table_of(change)))
            when = at and datetime.fromisoformat(at)
            found.append(Import(number, when, str(said.slots.get("source", "")), tables))
    return tuple(reversed(found))


def without(store: Store, facts: Facts, number: int) -> TakenBack:
    """What would take the import of that number back; nothing where it does not stand any more."""
    with foreseen(store.file.path, reading=True):
        rows = store.file.connection.execute(_DONE).fetchall()
    steps = {row[0]: row[3] for row in rows if row[0] >= number}
    if number not in steps:
        return TakenBack((), 0)
    later = (unpacked(changes) for other, changes in steps.items() if other > number)
    return taken_back(facts, unpacked(steps[number]), later)
