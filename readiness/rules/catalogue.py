"""The catalogue: certifications and workloads, and every name they are found under."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from readiness.facts import CertificationId

_PREFIX: Final = re.compile(r"^(microsoft|microsoft 365|github|dynamics 365)\s+certified:\s*", re.IGNORECASE)
_SPACES: Final = re.compile(r"\s+")
_EXAM: Final = re.compile(r"^([a-z]{2,3})-?(\d{3})$")


class Prerequisites(NamedTuple):
    """What Learn asks for before it awards the certification; not used for counting."""

    any_of: tuple[CertificationId, ...] = ()
    all_of: tuple[CertificationId, ...] = ()


class Certification(NamedTuple):
    """A certification as Learn names it, without `Microsoft Certified: `; all days are inclusive."""

    id: CertificationId
    name: str
    level: str
    status: str
    """As of the catalogue's reading day; for a question about a day use `retired_on`."""
    exams: tuple[str, ...] = ()
    """All of them are needed."""
    former_exam_sets: tuple[tuple[str, ...], ...] = ()
    """One whole set earned it."""
    other_ids: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()
    activity_ids: tuple[int, ...] = ()
    validity_months: int | None = None
    never_expires: bool = False
    retired_on: date | None = None
    """Last day to earn or renew it."""
    credit_until: date | None = None
    """Last day on which a valid award counts for the score."""
    credit_basis: str | None = None
    replaced_by: CertificationId | None = None
    prerequisites: Prerequisites | None = None
    certainty: str = "documented"
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """A short name for lists: its exams, `AZ-800/801` where there are two, else its name."""
        first, *rest = self.exams or (self.name,)
        stem = first.partition("-")[0] + "-"
        return "/".join((first, *(exam.removeprefix(stem) for exam in rest)))

    def is_renewable(self, on: date) -> bool:
        """Whether it can be renewed or earned on the day; a retired one whose day is not known can't."""
        if self.retired_on is None:
            return self.status != "retired"
        return on <= self.retired_on

    @property
    def former_exams(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(exam for some in self.former_exam_sets for exam in some))


class Workload(NamedTuple):
    """A service or product whose usage is counted; `aliases` are names seen in exports and older pages."""

    name: str
    family: str
    aliases: tuple[str, ...] = ()


def title_key(text: str) -> str:
    """A title for comparison: no `Microsoft Certified:`, no case, single spaces."""
    return _SPACES.sub(" ", _PREFIX.sub("", text.strip().replace("\N{NO-BREAK SPACE}", " "))).casefold()


def exam_key(text: str) -> frozenset[str]:
    """A set of exam codes: `AZ-104`, `AZ-800+AZ-801`, `AZ-800/801`, `az104`."""
    codes: list[str] = []
    stem = ""
    for piece in re.split(r"\s*[+/,&]\s*", text.strip().casefold()):
        found = _EXAM.match(stem + piece if piece.isdecimal() else piece)
        if found is None:
            return frozenset()
        stem = found[1]
        codes.append(f"{found[1]}-{found[2]}")
    return frozenset(codes)


def workload_key(name: str) -> str:
    """A workload's name for comparison: letters and digits alone, `&` is `and`."""
    return "".join(letter for letter in name.casefold().replace("&", "and") if letter.isalnum())


@dataclass(frozen=True)
class Catalogue:
    """Certifications and workloads by id and by every name; its indexes are made when first asked."""

    certifications: Mapping[CertificationId, Certification]
    workloads: Mapping[str, Workload]
    renewal_opens_months: int
    """What expires can be renewed from so many months before on, unless it is retired."""
    not_certifications: tuple[str, ...] = ()
    """Beginnings of titles in exports that are no certification."""
    sources: Mapping[str, str] | None = None
    read_on: date | None = None

    __hash__ = object.__hash__
    """A key while scoring, as rules are."""

    def __iter__(self) -> Iterator[Certification]:
        return iter(self.certifications.values())

    def __len__(self) -> int:
        return len(self.certifications)

    def get(self, certification: str) -> Certification | None:
        """By its id alone."""
        return self.certifications.get(CertificationId(certification))

    def find(self, text: str) -> Certification | None:
        """By id, exam codes current or former, or title current or former, in any case."""
        wanted = text.strip()
        found = self.certifications.get(CertificationId(wanted)) or self._by_id.get(wanted.casefold())
        if found is None and (exams := exam_key(wanted)):
            found = self._by_exams.get(exams)
            if found is None and len(exams) == 1:
                found = self._by_exam.get(next(iter(exams)))
        return found or self._by_title.get(title_key(wanted))

    def by_activity(self, activity: int) -> Certification | None:
        """By the `TrainingActivityId` of an Insights export."""
        return self._by_activity.get(activity)

    def code(self, certification: str) -> str:
        """A short name for lists; an unknown id is its own."""
        return self._codes.get(certification, certification)

    def is_no_certification(self, title: str) -> bool:
        """Whether a title of an export is known to be something else."""
        wanted = title.strip().casefold()
        return wanted.startswith(tuple(beginning.casefold() for beginning in self.not_certifications))

    def workload(self, name: str) -> Workload | None:
        """By name or alias, whatever its case and punctuation."""
        return self.workloads.get(name) or self._by_workload.get(workload_key(name))

    def workload_name(self, name: str) -> str:
        """The name that rules use; an unknown one stays as it is."""
        found = self.workload(name)
        return found.name if found else name

    @cached_property
    def credit_ends(self) -> Mapping[CertificationId, tuple[date, date | None]]:
        """The certifications whose credit ends or has ended: the last day of it, and `retired_on`."""
        return {c.id: (c.credit_until, c.retired_on) for c in self if c.credit_until is not None}

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return {certification.id: certification.code for certification in self}

    @cached_property
    def _by_id(self) -> Mapping[str, Certification]:
        return _first_wins((name.casefold(), c) for c in self for name in (c.id, *c.other_ids))

    @cached_property
    def _by_exams(self) -> Mapping[frozenset[str], Certification]:
        current = ((exam_key("+".join(c.exams)), c) for c in self if c.exams)
        former = ((exam_key("+".join(some)), c) for c in self for some in c.former_exam_sets)
        return _first_wins((*current, *former))

    @cached_property
    def _by_exam(self) -> Mapping[str, Certification]:
        """One exam of several answers too, where only one certification has it."""
        owners: dict[str, dict[str, Certification]] = {}
        for certification in self:
            for exam in (*certification.exams, *certification.former_exams):
                owners.setdefault(exam.casefold(), {})[certification.id] = certification
        return {exam: next(iter(some.values())) for exam, some in owners.items() if len(some) == 1}

    @cached_property
    def _by_title(self) -> Mapping[str, Certification]:
        current = ((title_key(c.name), c) for c in self)
        former = ((title_key(title), c) for c in self for title in c.former_titles)
        return _first_wins((*current, *former))

    @cached_property
    def _by_activity(self) -> Mapping[int, Certification]:
        return {activity: c for c in self for activity in c.activity_ids}

    @cached_property
    def _by_workload(self) -> Mapping[str, Workload]:
        return {workload_key(name): w for w in self.workloads.values() for name in (w.name, *w.aliases)}


def _first_wins(entries: Iterable[tuple[object, Certification]]) -> Mapping:  # type: ignore[type-arg]
    found: dict[object, Certification] = {}
    for key, certification in entries:
        found.setdefault(key, certification)
    return found
