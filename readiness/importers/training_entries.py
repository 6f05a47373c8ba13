"""Rows of a Trainings export joined with the facts: people first, then their awards, row by row.

Rows with an MCID find or add their people first, then those with a work mail, then those with a name alone:
so the order of rows doesn't matter, and the same file a second time finds everybody again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from readiness.facts import CertificationId, Facts, PersonId, Put
from readiness.importers.awards import Ledger
from readiness.importers.people import AmbiguousError, Roll, Who
from readiness.importers.reading import Entry, Reading
from readiness.importers.training_rows import LeftOutError, Line, Parsed, Parser, RefusedError, label_of
from readiness.problems import Problem


class Entries:
    """What becomes of each row; `enter_all`, then ask for the `reading`."""

    def __init__(self, facts: Facts, columns: Mapping[str, str]) -> None:
        """`columns`: each field's column as the file writes it."""
        self._columns = columns
        self._roll = Roll(facts.people)
        self._ledger = Ledger(facts.awards)
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self._found: dict[Who, PersonId | None] = {}
        self._seen: dict[tuple[PersonId, CertificationId, date, date | None], int] = {}
        self._computed = 0

    def enter_all(self, parser: Parser, numbers: Iterable[int], lines: Sequence[Line]) -> None:
        """Enter the rows; one that can't be used becomes an entry with its reason."""
        parsed = [self._parsed(parser, number, line) for number, line in zip(numbers, lines, strict=True)]
        self._find_all([one for one in parsed if isinstance(one, Parsed)])
        self._entries = [self._entry(one) if isinstance(one, Parsed) else one for one in parsed]

    def reading(self, reading: Reading, broken: Sequence[Problem]) -> Reading:
        """The reading with all that was found; `broken` are the rows that were none."""
        unread = [Entry(problem.row or 0, "refused", "", "", problem=problem) for problem in broken]
        entries = sorted((*self._entries, *unread), key=_by_row) if broken else self._entries
        people, awards = tuple(self._roll.changes()), tuple(self._ledger.changes())
        roll, ledger = self._roll.counts(), self._ledger.counts()
        whole = [Problem("expiry-column-missing", {"n": self._computed})] if self._computed else []
        return replace(
            reading,
            changes=(*map(Put, people), *awards),
            added=roll[0] + ledger[0],
            changed=roll[1] + ledger[1],
            unchanged=roll[2] + ledger[2],
            refused=sum(1 for entry in entries if entry.state == "refused"),
            left_out=sum(1 for entry in entries if entry.state == "left-out"),
            problems=(*reading.problems, *whole, *sorted((*self._problems, *broken), key=_by_row)),
            people=roll[0],
            awards=ledger[0],
            entries=tuple(entries),
        )

    def _parsed(self, parser: Parser, number: int, line: Line) -> Parsed | Entry:
        try:
            return parser.parsed(number, line)
        except LeftOutError:
            return Entry(number, "left-out", label_of(line), line.title)
        except RefusedError as refused:
            problem = self._problem(refused.code, number, refused.field, refused.slots)
            return Entry(number, "refused", label_of(line), line.title, problem=problem)

    def _find_all(self, parsed: Sequence[Parsed]) -> None:
        """Find or add each person once, those with the surest key first."""
        rows: dict[Who, int] = {}
        for one in parsed:
            rows.setdefault(one.who, one.number)
        for who in sorted(rows, key=_by_key):
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
        person = self._found[row.who]
        if person is None:
            slots = {"person": row.who.mail or row.who.name}
            problem: Problem | None = self._problem("person-ambiguous", row.number, None, slots)
            return Entry(row.number, "refused", slots["person"], row.title, problem=problem)
        certification = row.certification.id
        first = self._seen.setdefault((person, certification, row.earned, row.expires), row.number)
        outcome = self._ledger.add(person, certification, row.earned, row.expires, sure=row.is_sure)
        problem = None
        if first != row.number:
            problem = self._problem("row-repeated", row.number, None, {"first": str(first)})
        elif outcome.state == "added" and not row.is_sure:
            problem = self._without_end(row)
        return Entry(
            row.number,
            outcome.state,
            self._roll.label(person),
            row.title,
            person,
            certification,
            outcome.before,
            outcome.after,
            problem,
        )

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
