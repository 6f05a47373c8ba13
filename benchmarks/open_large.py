"""Opening a large file up to its first snapshot, beside reading the same content with the driver alone."""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final

from sqlcipher3 import dbapi2

from benchmarks.figures import Figure, main, median_time
from benchmarks.partners import TODAY, partner_with
from readiness.facts import Facts, Put
from readiness.rules import Rulebook, load_rulebook
from readiness.workspace import Workspace

_PEOPLE, _AWARDS, _CUSTOMERS, _VALUES = 10_000, 30_000, 5_000, 1_000_000
_RUNS: Final = 5
_SHORT_PART: Final = 10


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    part = _SHORT_PART if short else 1
    sizes = (_PEOPLE // part, _AWARDS // part, _CUSTOMERS // part, _VALUES // part)
    rulebook = load_rulebook()
    with tempfile.TemporaryDirectory() as folder:
        path, rows = Path(folder) / "large.readiness", Path(folder) / "rows.db"
        facts = partner_with(*sizes, rulebook)
        Workspace.create(path, "Partner GmbH", rulebook, map(Put, facts.all())).close()
        _write_rows(facts, rows)
        del facts
        seconds = median_time(partial(_opened, path, rulebook), _RUNS, process_time)
        as_rows = median_time(partial(_read, rows), _RUNS, process_time)
        as_stored = median_time(partial(_read, path), _RUNS, process_time)
    people, _, _, values = sizes
    name = f"open to first snapshot, {people} people, {values} usage values"
    yield Figure(name, seconds, as_rows, "raw read of the same content, a row for each value", most_times=3)
    yield Figure(name, seconds, as_stored, "raw read of the packed rows of the file")


def _opened(path: Path, rulebook: Rulebook) -> None:
    workspace = Workspace.open(path, rulebook)
    try:
        if not workspace.snapshot(TODAY).standings:
            raise AssertionError(path)
    finally:
        workspace.close()


def _write_rows(facts: Facts, path: Path) -> None:
    """The same content as plain rows, a month of usage in each."""
    connection = dbapi2.connect(str(path))
    try:
        for name, rows in _tables(facts).items():
            columns = ", ".join(f"c{number}" for number in range(len(rows[0])))
            connection.execute(f"CREATE TABLE {name} ({columns})")
            marks = ", ".join("?" for _ in rows[0])
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - question marks
        connection.commit()
    finally:
        connection.close()


def _tables(facts: Facts) -> Mapping[str, Sequence[tuple[object, ...]]]:
    people = [(one.id, one.name, str(one.linked_on)) for one in facts.people.values()]
    awards = [
        (one.id, one.person, one.certification, str(one.earned_on), str(one.expires_on))
        for one in facts.awards.values()
    ]
    customers = [(one.id, one.name, one.segments[0].segment) for one in facts.customers.values()]
    usage = [
        (*astuple(series.id), month, value)
        for series in facts.usage.values()
        for month, value in series.months()
    ]
    return {"people": people, "awards": awards, "customers": customers, "usage": usage}


def _read(path: Path) -> None:
    """Every row of every table, as the driver gives it."""
    connection = dbapi2.connect(str(path))
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - names of our own
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(measure))
