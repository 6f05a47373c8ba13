"""One row of a Trainings export: whose, which certification, from when to when, or why not.

The file's own expiry rules; only where it gives none for a certification that ends, one is computed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from readiness.facts import months_later
from readiness.importers.columns import shortened
from readiness.importers.dates import Days
from readiness.importers.people import Who
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
    """One row's cells by meaning, as written; empty where the column is missing.

    First what tells the certification, last what tells the person.
    """

    title: str
    kind: str
    activity: str
    completed: str
    expires: str
    status: str
    first: str
    last: str
    mail: str
    private: str
    mcid: str
    location: str


Cells: TypeAlias = tuple[str, ...]
Found: TypeAlias = date | str | None
_TITLE: Final = 3
"""So many cells tell the certification."""
_PERSON: Final = -6
"""From here on they tell the person."""
_COMPLETED: Final = Line._fields.index("completed")
_EXPIRES: Final = Line._fields.index("expires")
_STATUS: Final = Line._fields.index("status")


class RefusedError(Exception):
    """The row is refused: the problem's code, the field it is about, and slots."""

    def __init__(self, code: str, field: str | None = None, **slots: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.slots = slots


class LeftOutError(Exception):
    """The row is sound and of no use."""


class Parsed(NamedTuple):
    """What a row says, once it is known to make sense; `is_sure`: the end is the file's own."""

    number: int
    title: str
    who: Who
    certification: Certification
    earned: date
    expires: date | None
    is_sure: bool


class Unread(NamedTuple):
    """A row that is not imported, and why."""

    number: int
    line: Line
    reason: RefusedError | LeftOutError


class Parser:
    """Understands row after row; what many rows have in common is understood once."""

    def __init__(self, catalogue: Catalogue, days: Mapping[str, Days], locations: frozenset[str]) -> None:
        """`days` of the fields `completed` and `expires`; `locations`: PartnerIDs that the partner has."""
        self._catalogue = catalogue
        self._days = days
        self._locations = locations
        self._titles: dict[tuple[str, ...], Certification] = {}
        self._whos: dict[tuple[str, ...], Who] = {}
        self.people: dict[Who, int] = {}
        """Who is named by the rows that say something, and the first row of each."""

    def each(self, numbers: Iterable[int], rows: Sequence[Cells]) -> Iterator[Parsed | Unread]:
        """What each row says, or why it says nothing; `rows` hold the cells of `Line`."""
        earned = self._days["completed"].each(map(itemgetter(_COMPLETED), rows))
        expires = self._days["expires"].each(map(itemgetter(_EXPIRES), rows))
        titles, whos, make = self._titles.get, self._whos.get, tuple.__new__
        for number, cells, first, last in zip(numbers, rows, earned, expires, strict=True):
            certification, who = titles(cells[:_TITLE]), whos(cells[_PERSON:])
            is_period = type(first) is type(last) is date and first <= last
            if is_period and certification and who and cells[_STATUS] in _ACTIVE:
                # Without the constructor's own call, which takes longer than all the rest of this.
                yield make(Parsed, (number, cells[0], who, certification, first, last, True))
            else:
                yield self._read(number, Line._make(cells), first, last)

    def _read(self, number: int, line: Line, first: Found, last: Found) -> Parsed | Unread:
        """A row that is not like those before it."""
        try:
            certification = self._titles.get(line[:_TITLE]) or self._certification(line)
            period = self._period(line, certification, first, last)
            who = self._whos.get(line[_PERSON:]) or self._who(number, line)
        except (RefusedError, LeftOutError) as reason:
            return Unread(number, line, reason)
        return Parsed(number, line.title, who, certification, *period)

    def _certification(self, line: Line) -> Certification:
        title, kind, activity = (
            line.title.strip(),
            "".join(line.kind.casefold().split()),
            line.activity.strip(),
        )
        if kind.startswith("exam") or (not kind and _names_exam(title)):
            raise RefusedError("exam-only", "title", title=shortened(title))
        found = self._catalogue.find(title)
        if found is None and activity.isascii() and activity.isdecimal():
            found = self._catalogue.by_activity(int(activity[:9]))
        if kind in _OTHER_KINDS and (found is None or found.level not in _LEVELS_OF_OTHER_KINDS):
            raise LeftOutError
        if found is not None:
            self._titles[line[:_TITLE]] = found
            return found
        if self._catalogue.is_no_certification(title):
            raise LeftOutError
        if not title:
            raise RefusedError("title-missing", "title")
        raise RefusedError("certification-unknown", "title", title=shortened(title))

    def _period(
        self, line: Line, certification: Certification, earned: Found, expires: Found
    ) -> tuple[date, date | None, bool]:
        """First and last day, and whether the last one is the file's own."""
        if isinstance(earned, str):
            raise RefusedError(f"date-{earned}", "completed", text=shortened(line.completed.strip()))
        if isinstance(expires, str):
            raise RefusedError(f"date-{expires}", "expires", text=shortened(line.expires.strip()))
        if earned is None:
            raise RefusedError("date-missing", "completed")
        if expires is not None and expires < earned:
            raise RefusedError("ends-before-start", "expires", earned=earned, expires=expires)
        if line.status.strip() not in _ACTIVE and not (expires and expires < self._days["completed"].newest):
            raise RefusedError("award-inactive", "status", status=shortened(line.status.strip()))
        if expires is not None or certification.never_expires:
            return earned, expires, True
        months = certification.validity_months
        return earned, months_later(earned, months) if months else None, False

    def _who(self, number: int, line: Line) -> Who:
        who = self._whos[line[_PERSON:]] = _who(line, self._locations)
        self.people.setdefault(who, number)
        return who


def _who(line: Line, locations: frozenset[str]) -> Who:
    """The row's words on its person, checked.

    Raises:
        RefusedError: the MCID is none any more, a word is beyond all measure, or nobody is named.
    """
    if max(map(len, line)) > _LONGEST:
        field = max(Line._fields, key=lambda field: len(getattr(line, field)))
        raise RefusedError("cell-too-long", field, n=_LONGEST)
    mcid = line.mcid.strip().removeprefix("'").removesuffix(".0")
    if mcid.casefold() in _NO_VALUE:
        mcid = ""
    elif not (mcid.isascii() and mcid.isdecimal()):
        raise RefusedError("mcid-unreadable", "mcid", text=shortened(line.mcid.strip()))
    who = Who(
        mcid,
        _mail(line.mail),
        " ".join(f"{line.first} {line.last}".split()),
        _mail(line.private),
        location if (location := line.location.strip()) in locations else "",
    )
    if not who.has_key:
        raise RefusedError("person-missing")
    return who


def _names_exam(title: str) -> bool:
    return title.casefold().startswith("exam ") or bool(exam_key(title))


def _mail(text: str) -> str:
    text = text.strip()
    return text if "@" in text.strip("@") and len(text.split()) == 1 else ""


def label_of(line: Line) -> str:
    """How to name the person of a row that is not imported."""
    return shortened(" ".join(f"{line.first} {line.last}".split()) or line.mail.strip() or line.mcid.strip())
