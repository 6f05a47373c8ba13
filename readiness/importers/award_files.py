"""Certifications from other files than the Trainings export: Skilling, transcripts, badges, courses, exams.

What they say is put into the columns of a Trainings export and read by its reader, so that people, periods
and repeated rows are treated alike; rows that never score are counted and left out before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from readiness.facts import Person
from readiness.importers.asked import Asked, Tabular, begun
from readiness.importers.columns import Columns, Layout, cell, shortened
from readiness.importers.reading import Entry, Reading
from readiness.importers.tables import Row, Table
from readiness.importers.trainings import read_trainings
from readiness.importers.usage import MOST_PROBLEMS
from readiness.problems import Problem

SKILLING: Final = "skilling"
COURSES: Final = "microsoft-learn"
EXAMS: Final = "learn-exams"
BADGES: Final = "credly-badges"
TRANSCRIPT: Final = "learn-transcript"

_TRAINING: Final = MappingProxyType({
    "title": "TrainingTitle", "kind": "TrainingType", "earned": "TrainingCompletionDate",
    "expires": "ExpirationDate", "status": "ActivationStatus", "first": "IndividualFirstName",
    "last": "IndividualLastName", "mail": "CorpEmail", "private": "Email", "mcid": "MCPID",
})  # fmt: skip
_WHO: Final = frozenset(("first", "last", "mail", "private", "mcid"))
LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType({
    SKILLING: Layout(
        {
            "first": ("individualname", "individual", "employeename"), "title": ("certificationname",),
            "earned": ("completiondate", "completedon"), "expires": ("expirydate", "expirationdate"),
            "mail": ("corpemail", "workemail"), "mcid": ("mcpid", "mcid"),
        },
        (("first",), ("title",), ("earned", "expires")),
        frozenset(("certificationtype", "solutionarea", "skillinglevel")),
        written={"first": "Individual name", "title": "Certification name", "earned": "Completion date"},
    ),
    COURSES: Layout(
        {"first": ("username",), "title": ("trainingname",), "earned": ("completiondate",)},
        (("title",), ("earned",), ("first",)),
        frozenset((
            *("pgampnid", "userid", "trainingtype", "products", "roles", "mpnid", "partnername", "country"),
            "customermarket",
        )),
        written={"title": "TrainingName", "earned": "CompletionDate", "first": "UserName"},
    ),
    EXAMS: Layout(
        {"title": ("examtitle",), "number": ("examnumber",), "earned": ("examdate",)},
        (("title",), ("number",), ("earned",)),
        written={"title": "Exam Title", "number": "Exam Number", "earned": "Exam Date"},
    ),
    BADGES: Layout(
        {
            "title": ("badgetitle", "badgename", "badgetemplatename"), "template": ("badgetemplateid",),
            "earned": ("badgedate", "issuedat", "issueddate"),
            "expires": ("expirationdate", "expiresat", "expiresatdate"), "issuer": ("issuer", "issuername"),
            "first": ("firstname", "recipientfirstname"), "last": ("lastname", "recipientlastname"),
            "mail": ("recipientemail", "email"),
        },
        (("title", "template"), ("earned",), ("issuer", "mail")),
        frozenset((
            *("issuerearnerid", "country", "stateorprovince", "locale", "state", "evidencename"),
            *("evidenceurl", "evidencedescription"),
        )),
        written={"title": "Badge Title", "earned": "Badge Date", "issuer": "Issuer"},
    ),
})  # fmt: skip


@dataclass
class _Award:
    """Rows that may be awards, in the columns of a Trainings export, and those that are none."""

    columns: Columns
    rows: list[Row] = field(default_factory=list)
    left_out: list[Entry] = field(default_factory=list)
    nameless: int = 0

    def reading(self, asked: Asked, kind: str, broken: Sequence[Problem] = ()) -> Reading:
        table = Table(tuple(_TRAINING.values()), 1, tuple(self.rows), tuple(broken))
        read = read_trainings(table, asked.source, asked.facts, asked.rulebook.catalogue, asked.order)
        own = begun(asked, kind, self.columns)
        problems = tuple(self._renamed(problem, kind) for problem in read.problems)
        entries = sorted((*read.entries, *self.left_out), key=lambda entry: entry.row)
        return replace(
            read,
            kind=kind,
            nameless=self.nameless,
            rows=read.rows + len(self.left_out),
            left_out=read.left_out + len(self.left_out),
            problems=(*own.problems, *problems),
            unknown_columns=own.unknown_columns,
            entries=() if read.needs_date_order else tuple(entries),
        )

    def _renamed(self, problem: Problem, kind: str) -> Problem:
        """With the column as this file writes it; whose badges are is asked for."""
        if kind == BADGES and problem.code == "person-missing":
            return replace(problem, code="badge-nameless")
        field_ = next((name for name, column in _TRAINING.items() if column == problem.column), None)
        return replace(problem, column=self.columns.name(field_)) if problem.column else problem


def read_awards(asked: Asked, kind: str, stream: Tabular, layout: Layout) -> Reading:
    """What a Skilling download or a list of badges would change; badges that do not score are left out."""
    columns = layout.place(stream.header)
    made = _Award(columns)
    pick, at_title = columns.pick(tuple(_TRAINING)), tuple(_TRAINING).index("title")
    at_who = [place for place, name in enumerate(_TRAINING) if name in _WHO]
    holder = asked.facts.people.get(asked.holder) if asked.holder is not None else None
    catalogue = asked.rulebook.catalogue
    broken: list[Problem] = []
    for piece, bad in stream.pieces():
        broken += bad
        for number, cells in piece:
            cells.append("")
            found = list(pick(cells))
            if kind == BADGES and catalogue.find(cell(found[at_title])) is None:
                made.left_out.append(Entry(number, "left-out", _who(found), shortened(cell(found[at_title]))))
                continue
            if kind == BADGES and not any(map(cell, map(found.__getitem__, at_who))):
                made.nameless += 1
                _fill(found, holder)
            made.rows.append((number, found))
    reading = made.reading(asked, kind, broken)
    return _with(reading, "badges-left-out", len(made.left_out))


def read_courses(asked: Asked, kind: str, stream: Tabular, layout: Layout) -> Reading:
    """Courses and exams: counted and left out, since only certifications score."""
    columns = layout.place(stream.header)
    pick = columns.pick(("first", "title"))
    entries: list[Entry] = []
    broken: list[Problem] = []
    rows = 0
    for piece, bad in stream.pieces():
        broken += bad
        rows += len(piece)
        for number, cells in piece[: max(0, MOST_PROBLEMS - len(entries))]:
            cells.append("")
            who, title = map(cell, pick(cells))
            entries.append(Entry(number, "left-out", shortened(who), shortened(title)))
    code = "exams-alone" if kind == EXAMS else "courses-left-out"
    reading = replace(
        begun(asked, kind, columns),
        rows=rows + len(broken),
        left_out=rows,
        refused=len(broken),
        entries=tuple(entries),
    )
    return replace(_with(reading, code, rows), problems=(*_with(reading, code, rows).problems, *broken))


def is_transcript(value: Any) -> bool:
    """Whether a JSON value is what the transcript page of Microsoft Learn shows."""
    return isinstance(value, dict) and "certificationData" in value


def read_transcript(asked: Asked, value: Mapping[str, Any]) -> Reading:
    """What a transcript of Microsoft Learn would change: one person and their certifications."""
    data = value.get("certificationData")
    data = data if isinstance(data, dict) else {}
    who = {
        "first": _word(data.get("legalName")) or _word(value.get("userName")),
        "mcid": _word(data.get("mcid")),
        "private": _word(value.get("contactEmail")),
    }
    made = _Award(Columns({}, (), (), ()))
    number = 0
    for name, status in (("activeCertifications", ""), ("historicalCertifications", "Historical")):
        for one in _objects(data.get(name)):
            number += 1
            expires = _word(one.get("expiration"))
            made.rows.append((number, _cells(who, {
                "title": _word(one.get("name")), "kind": "Certification",
                "earned": _word(one.get("dateEarned")), "expires": expires,
                "status": "" if expires else status,
            })))  # fmt: skip
    others = (("passedExams", data), ("qualifications", data), ("modulesCompleted", value))
    for name, of in (*others, ("learningPathsCompleted", value)):
        for one in _objects(of.get(name)):
            number += 1
            title = _word(one.get("examTitle")) or _word(one.get("title")) or _word(one.get("name"))
            made.left_out.append(Entry(number, "left-out", shortened(who["first"]), shortened(title)))
    return _with(made.reading(asked, TRANSCRIPT), "courses-left-out", len(made.left_out))


def badges_of(value: Any) -> list[dict[str, str]] | None:
    """The badges of an answer of Credly, as rows; None where it is none."""
    some = value.get("data") if isinstance(value, dict) else None
    if not isinstance(some, list) or not all(isinstance(o, dict) and "badge_template" in o for o in some):
        return None
    rows = []
    for one in some:
        template = one.get("badge_template")
        rows.append({
            "Badge Title": _word(template.get("name") if isinstance(template, dict) else ""),
            "Badge Date": _word(one.get("issued_at_date")), "Issuer": "",
            "Expiration Date": _word(one.get("expires_at_date")),
            "Recipient Email": _word(one.get("recipient_email")),
        })  # fmt: skip
    return rows


def _with(reading: Reading, code: str, count: int) -> Reading:
    if not count or reading.needs_date_order:
        return reading
    return replace(reading, problems=(Problem(code, {"n": count}), *reading.problems))


def _fill(found: list[str], holder: Person | None) -> None:
    """Say whose the row is; nobody's where the user has not said."""
    if holder is not None:
        said = {"first": holder.name, "mail": holder.email, "mcid": holder.mcid}
        for place, name in enumerate(_TRAINING):
            found[place] = said.get(name, found[place])


def _cells(who: Mapping[str, str], row: Mapping[str, str]) -> list[str]:
    said = {**who, **row}
    return [said.get(name, "") for name in _TRAINING]


def _who(found: Sequence[str]) -> str:
    said = dict(zip(_TRAINING, found, strict=True))
    return shortened(cell(f"{said['first']} {said['last']}") or cell(said["mail"]))


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
