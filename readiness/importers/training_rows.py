"""Rows of a Trainings export, one after the other: whose, which certification, from when to when.

The file's own expiry rules. Only where it gives none for a certification that ends, one is computed, and
that one never moves a recorded end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from readiness.facts import CertificationId, Facts, PersonId, Put, months_later
from readiness.importers.awards import Ledger
from readiness.importers.dates import Days
from readiness.importers.people import AmbiguousError, Roll, Who
from readiness.importers.reading import Entry, Reading
from readiness.problems import Problem
from readiness.rules.catalogue import Catalogue, Certification, exam_key

_OTHER_KINDS: Final = frozenset(
    ("assessment", "complianceassessment", "course", "module", "learningpath", "training", "collection")
)
"""Training types that are never a certification, without blanks."""
_LEVELS_OF_OTHER_KINDS: Final = frozenset(("applied", "assessment", "badge", "learning-path"))
"""What the catalogue holds although exports may not call it a certification."""
_LONGEST: Final = 320
"""No name, mail or title is longer: the limit of a mail address."""
_ACTIVE: Final = frozenset(("", "Active", "active", "ACTIVE"))
_NO_VALUE: Final = frozenset(("", "-", "0", "-1", "n/a", "na", "null", "none"))


class Line(NamedTuple):
    """One row's cells by meaning, stripped; empty where the column is missing."""

    title: str
    completed: str
    kind: str
    expires: str
    status: str
    first: str
    last: str
    mail: str
    private: str
    mcid: str
    activity: str
    location: str


class _RefusedError(Exception):
    """The row is refused: the problem's code, the field it is about, and slots."""

    def __init__(self, code: str, field: str | None = None, **slots: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.slots = slots


class _LeftOutError(Exception):
    """The row is sound and of no use."""


class Rows:
    """What has been read so far; `enter` each row, then ask for the `reading`."""

    def __init__(
        self,
        facts: Facts,
        catalogue: Catalogue,
        columns: Mapping[str, str],
        days: Mapping[str, Days],
    ) -> None:
        """`columns`: each field's column as the file writes it; `days`: of the two fields that hold days."""
        self._catalogue = catalogue
        self._columns = columns
        self._days = days
        self._locations = frozenset(place.id for place in facts.partner.locations)
        self._roll = Roll(facts.people)
        self._ledger = Ledger(facts.awards)
        self._entries: list[Entry] = []
        self._problems: list[Problem] = []
        self._titles: dict[str, Certification | None] = {}
        self._people: dict[tuple[str, ...], PersonId] = {}
        self._unlinked: set[PersonId] = set()
        self._seen: dict[tuple[PersonId, CertificationId, date, date | None], int] = {}
        self._computed = 0

    def enter_all(self, numbers: Iterable[int], lines: Sequence[Line]) -> None:
        """Read the rows; one that can't be used becomes an entry with its reason."""
        for number, line in zip(numbers, lines, strict=True):
            try:
                entry = self._entry(number, line)
            except _LeftOutError:
                entry = Entry(number, "left-out", _label(line), line.title)
            except _RefusedError as refused:
                problem = self._problem(number, refused)
                entry = Entry(number, "refused", _label(line), line.title, problem=problem)
            self._entries.append(entry)

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

    def _entry(self, number: int, line: Line) -> Entry:
        certification = self._certification(line)
        earned, expires, sure = self._period(line, certification)
        if line.status not in _ACTIVE and not (expires and expires < self._days["completed"].newest):
            raise _RefusedError("award-inactive", "status", status=line.status)
        person = self._person(number, line)
        key = (person, certification.id, earned, expires)
        first = self._seen.setdefault(key, number)
        outcome = self._ledger.add(person, certification.id, earned, expires, sure=sure)
        problem = None
        if first != number:
            problem = self._problem(number, _RefusedError("row-repeated", None, first=str(first)))
        elif outcome.state == "added" and not sure:
            problem = self._without_end(number, certification, expires)
        return Entry(
            number,
            outcome.state,
            self._roll.label(person),
            line.title,
            person,
            certification.id,
            outcome.before,
            outcome.after,
            problem,
        )

    def _problem(self, number: int, refused: _RefusedError) -> Problem:
        column = self._columns.get(refused.field) if refused.field else None
        problem = Problem(refused.code, refused.slots, row=number, column=column)
        self._problems.append(problem)
        return problem

    def _without_end(self, number: int, certification: Certification, expires: date | None) -> Problem | None:
        """Say that the end is not the file's own: once for a missing column, else row by row."""
        if "expires" not in self._columns:
            self._computed += 1
            return None
        code = "expiry-computed" if expires else "expiry-unknown"
        slots = {"certification": certification.name} | ({"day": expires} if expires else {})
        return self._problem(number, _RefusedError(code, "expires", **slots))

    def _certification(self, line: Line) -> Certification:
        kind = "".join(line.kind.casefold().split())
        if kind.startswith("exam") or (not kind and _names_exam(line.title)):
            raise _RefusedError("exam-only", "title", title=_shortened(line.title))
        if line.title not in self._titles:
            self._titles[line.title] = self._catalogue.find(line.title)
        found = self._titles[line.title]
        if found is None and line.activity.isascii() and line.activity.isdecimal():
            found = self._catalogue.by_activity(int(line.activity[:9]))
        if kind in _OTHER_KINDS and (found is None or found.level not in _LEVELS_OF_OTHER_KINDS):
            raise _LeftOutError
        if found is not None:
            return found
        if self._catalogue.is_no_certification(line.title):
            raise _LeftOutError
        if not line.title:
            raise _RefusedError("title-missing", "title")
        raise _RefusedError("certification-unknown", "title", title=_shortened(line.title))

    def _period(self, line: Line, certification: Certification) -> tuple[date, date | None, bool]:
        """First and last day, and whether the last one is the file's own."""
        earned = self._day("completed", line.completed)
        if earned is None:
            raise _RefusedError("date-missing", "completed")
        expires = self._day("expires", line.expires)
        if expires is not None:
            if expires < earned:
                raise _RefusedError("ends-before-start", "expires", earned=earned, expires=expires)
            return earned, expires, True
        if certification.never_expires:
            return earned, None, True
        months = certification.validity_months
        return earned, months_later(earned, months) if months else None, False

    def _day(self, field: str, text: str) -> date | None:
        try:
            return self._days[field].of(text)
        except ValueError as error:
            raise _RefusedError(f"date-{error}", field, text=_shortened(text)) from None

    def _person(self, number: int, line: Line) -> PersonId:
        key = (line.mcid, line.mail, line.first, line.last, line.private, line.location)
        person = self._people.get(key)
        if person is None:
            who = _who(line, self._locations)
            try:
                person, odd = self._roll.of(who)
            except AmbiguousError:
                raise _RefusedError("person-ambiguous", None, person=who.mail or who.name) from None
            self._people[key] = person
            for code, slots in odd:
                self._problem(number, _RefusedError(code, "mail", **slots))
            self._tell_unlinked(number, person)
        return person

    def _tell_unlinked(self, number: int, person: PersonId) -> None:
        """The export is proof of the link; a record that says otherwise is the user's to change."""
        since = self._roll[person].unlinked_on
        if since is not None and person not in self._unlinked:
            self._unlinked.add(person)
            self._problem(
                number, _RefusedError("person-unlinked", None, person=self._roll.label(person), day=since)
            )


def _by_row(found: Entry | Problem) -> int:
    return found.row or 0


def _who(line: Line, locations: frozenset[str]) -> Who:
    """The row's words on its person, checked.

    Raises:
        _RefusedError: the MCID is none any more, a word is beyond all measure, or nobody is named.
    """
    if max(map(len, line)) > _LONGEST:
        field = max(Line._fields, key=lambda field: len(getattr(line, field)))
        raise _RefusedError("cell-too-long", field, n=_LONGEST)
    mcid = line.mcid.removeprefix("'").removesuffix(".0")
    if mcid.casefold() in _NO_VALUE:
        mcid = ""
    elif not (mcid.isascii() and mcid.isdecimal()):
        raise _RefusedError("mcid-unreadable", "mcid", text=_shortened(line.mcid))
    who = Who(
        mcid,
        _mail(line.mail),
        " ".join(f"{line.first} {line.last}".split()),
        _mail(line.private),
        line.location if line.location in locations else "",
    )
    if not who.has_key:
        raise _RefusedError("person-missing")
    return who


def _names_exam(title: str) -> bool:
    return title.casefold().startswith("exam ") or bool(exam_key(title))


def _mail(text: str) -> str:
    return text if "@" in text.strip("@") and len(text.split()) == 1 else ""


def _label(line: Line) -> str:
    return _shortened(" ".join(f"{line.first} {line.last}".split()) or line.mail or line.mcid)


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
