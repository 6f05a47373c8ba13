"""Rows of a Trainings export joined with the facts: people first, then their awards, row by row.

Rows with an MCID find or add their people first, then those with a work mail, then those with a name alone:
so the order of rows doesn't matter, and the same file a second time finds everybody again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeAlias

from readiness.facts import CertificationId, Facts, PersonId
from readiness.importers.awards import Ledger
from readiness.importers.people import AmbiguousError, Roll, Who
from readiness.importers.progress import Stretch
from readiness.importers.reading import Entry, Reading
from readiness.importers.training_rows import Cells, LeftOutError, Parsed, Parser, Unread, label_of
from readiness.problems import Problem

Says: TypeAlias = tuple[PersonId, CertificationId, date, date | None]


class Entries:
    """What becomes of each row; `enter_all`, then ask for the `reading`."""

    def __init__(self, facts: Facts, columns: Mapping[str, str]) -> None:
        """`columns`: each field's column as the file writes it."""
        self._columns = columns
        self._roll = Roll(facts.people)
        self._ledger = Ledger(facts.awards)
        self._rows: list[Parsed | Unread] = []
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self._found: dict[Who, PersonId | None] = {}
        self._labels: dict[PersonId, str] = {}
        self._computed = 0

    def enter_all(
        self, parser: Parser, numbers: Iterator[int], lines: Sequence[Cells], stretch: Stretch
    ) -> None:
        """Enter the rows; one that can't be used becomes an entry with its reason."""
        reading, finding, entering = stretch.parts(3)
        for piece in reading.pieces(lines):
            self._rows += parser.each(islice(numbers, len(piece)), piece)
        self._find_all(parser.people, finding)
        for rows in entering.pieces(self._rows):
            self._entries += [
                self._entry(row) if isinstance(row, Parsed) else self._not_read(row) for row in rows
            ]

    def reading(self, reading: Reading, broken: Sequence[Problem]) -> Reading:
        """The reading with all that was found; `broken` are the rows that were none."""
        unread = [Entry(problem.row or 0, "refused", "", "", problem=problem) for problem in broken]
        entries = sorted((*self._entries, *unread), key=_by_row) if broken else self._entries
        states = Counter(entry.state for entry in entries)
        people, of_people = self._roll.changes()
        awards, of_awards = self._ledger.changes()
        whole = [Problem("expiry-column-missing", {"n": self._computed})] if self._computed else []
        return replace(
            reading,
            changes=(*people, *awards),
            added=of_people.added + of_awards.added,
            changed=of_people.changed + of_awards.changed,
            unchanged=of_people.unchanged + of_awards.unchanged,
            refused=states["refused"],
            left_out=states["left-out"],
            problems=(*reading.problems, *whole, *sorted((*self._problems, *broken), key=_by_row)),
            people=of_people.added,
            awards=of_awards.added,
            entries=tuple(entries),
        )

    def _not_read(self, row: Unread) -> Entry:
        number, line, reason = row
        if isinstance(reason, LeftOutError):
            return Entry(number, "left-out", label_of(line), line.title)
        problem = self._problem(reason.code, number, reason.field, reason.slots)
        return Entry(number, "refused", label_of(line), line.title, problem=problem)

    @cached_property
    def _first_rows(self) -> Mapping[Says, int]:
        """The first of all rows that say the same; made when a row first turns out to be nothing new."""
        return {
            (person, row.certification.id, row.earned, row.expires): row.number
            for row in reversed(self._rows)
            if isinstance(row, Parsed) and (person := self._found[row.who]) is not None
        }

    def _find_all(self, rows: Mapping[Who, int], stretch: Stretch) -> None:
        """Find or add each person, those with the surest key first; `rows`: where each is first named."""
        for who in chain.from_iterable(stretch.pieces(sorted(rows, key=_by_key))):
            try:
                person, odd = self._roll.of(who)
            except AmbiguousError:
                self._found[who] = None
                continue
            for code, slots in odd:
                self._problem(code, rows[who], "mail", slots)
            self._found[who] = person
        self._tell_unlinked(rows)

    def _tell_unlinked(self, rows: Mapping[Who, int]) -> None:
        """The export is proof of the link; a record that says otherwise is the user's to change."""
        told: set[PersonId] = set()
        for who, row in rows.items():
            person = self._found[who]
            since = self._roll[person].unlinked_on if person else None
            if person is not None and since is not None and person not in told:
                told.add(person)
                self._problem(
                    "person-unlinked", row, None, {"person": self._roll.label(person), "day": since}
                )

    def _entry(self, row: Parsed) -> Entry:
        number, title, who, certification, earned, expires, is_sure = row
        person = self._found[who]
        if person is None:
            slots = {"person": who.mail or who.name}
            problem: Problem | None = self._problem("person-ambiguous", number, None, slots)
            return Entry(number, "refused", slots["person"], title, problem=problem)
        state, before, after = self._ledger.add(person, certification.id, earned, expires, sure=is_sure)
        problem = None
        if state == "unchanged":
            problem = self._repeated(number, (person, certification.id, earned, expires))
        elif state == "added" and not is_sure:
            problem = self._without_end(row)
        label = self._labels.get(person)
        if label is None:
            label = self._labels[person] = self._roll.label(person)
        # Without the constructor's own call, one for each row.
        told = (number, state, label, title, person, certification.id, before, after, problem)
        return tuple.__new__(Entry, told)

    def _repeated(self, number: int, says: Says) -> Problem | None:
        first = self._first_rows[says]
        return self._problem("row-repeated", number, None, {"first": str(first)}) if first != number else None

    def _without_end(self, row: Parsed) -> Problem | None:
        """Say that the end is not the file's own: once for a missing column, else row by row."""
        if "expires" not in self._columns:
            self._computed += 1
            return None
        slots: dict[str, Any] = {"certification": row.certification.name}
        if row.expires is None:
            return self._problem("expiry-unknown", row.number, "expires", slots)
        return self._problem("expiry-computed", row.number, "expires", slots | {"day": row.expires})

    def _problem(self, code: str, row: int, field: str | None, slots: Mapping[str, Any]) -> Problem:
        problem = Problem(code, slots, row=row, column=self._columns.get(field) if field else None)
        self._problems.append(problem)
        return problem


def _by_row(found: Entry | Problem) -> int:
    return found.row or 0


def _by_key(who: Who) -> int:
    return 0 if who.mcid else 1 if who.mail else 2
