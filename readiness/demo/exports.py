"""Sample files beside the demo: a Partner Center export of the same day, and another partner's document."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from readiness.demo.awards import Fitting
from readiness.demo.cast import ADDED, COLLEAGUES, PARTNER, RENEWED, email_of, person_id
from readiness.demo.days import Days, years_before
from readiness.demo.second import second_partner
from readiness.document import document_text
from readiness.facts import Award, Facts, Person
from readiness.rules import Certification, Rulebook

COLUMNS: Final = (
    "PGAMpnId", "TrainingActivityId", "TrainingTitle", "TrainingType", "IndividualFirstName",
    "IndividualLastName", "Email", "CorpEmail", "TrainingCompletionDate", "ExpirationDate",
    "ActivationStatus", "Month", "IcMCP", "MCPID", "MPNId", "PartnerName", "PartnerCityLocation",
    "PartnerCountryLocation",
)  # fmt: skip
"""The columns of the Insights export "Trainings, exams and certifications", in its order."""
EXAMS: Final = 165
"""Rows of exams, which bring no points by themselves."""
FIRST_BAD: Final = 85
"""Where the row with an impossible date goes, counted from 0 without the header."""
SECOND_BAD: Final = 138
_COUNTRIES: Final = {"FR": "France", "DE": "Germany"}
_OLDEST_YEARS: Final = 3
"""Insights looks back no further."""

Cells = tuple[object, ...]


def sample_exports(facts: Facts, rulebook: Rulebook, on: date, seed: int) -> Mapping[str, bytes]:
    """File name -> content of a Trainings export that changes scores, and of another partner's document."""
    days = Days(on, seed)
    return {
        f"insights-trainings-{on.isoformat()}.csv": _trainings(facts, rulebook, days),
        "partner-northwind-cloud.json": document_text(second_partner(rulebook, days)).encode(),
    }


def _trainings(facts: Facts, rulebook: Rulebook, days: Days) -> bytes:
    rows = [_certification(facts, rulebook, days, award) for award in _exported(facts, rulebook, days)]
    rows += _exams(facts, rulebook, days)
    rows.sort(key=lambda row: str(days.id("order", *row)))
    broken = _broken(facts, days)
    rows.insert(FIRST_BAD, broken[0])
    rows.insert(SECOND_BAD, broken[1])
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _exported(facts: Facts, rulebook: Rulebook, days: Days) -> Iterator[Award]:
    """The awards that Partner Center can see: recorded ones, some of them renewed, and new ones."""
    renewed = {(person_id(days, name), days.day(end)) for name, end in RENEWED}
    oldest = years_before(days.on, _OLDEST_YEARS)
    for award in facts.awards.values():
        if not facts.people[award.person].mcid or (award.expires_on is None and award.earned_on < oldest):
            continue
        expires = award.expires_on
        if (
            expires is not None
            and (award.person, expires) in renewed
            and _can_renew(rulebook, award, days.on)
        ):
            expires = years_before(expires, -1)
        yield Award(award.id, award.person, award.certification, award.earned_on, expires)
    fitting = Fitting(
        rulebook, days, {(award.person, award.certification) for award in facts.awards.values()}
    )
    yield from fitting.awards(ADDED)


def _can_renew(rulebook: Rulebook, award: Award, on: date) -> bool:
    found = rulebook.catalogue.get(award.certification)
    return found is not None and (found.retired_on is None or found.retired_on >= on)


def _certification(facts: Facts, rulebook: Rulebook, days: Days, award: Award) -> Cells:
    found = rulebook.catalogue.get(award.certification)
    title = f"Microsoft Certified: {found.name if found else award.certification}"
    activity = next(iter(found.activity_ids), "") if found else ""
    is_over = award.expires_on is not None and award.expires_on < days.on
    person = facts.people[award.person]
    state = "Expired" if is_over else "Active"
    return _row(person, (activity, title, "Certification"), award.earned_on, award.expires_on, state)


def _exams(facts: Facts, rulebook: Rulebook, days: Days) -> Iterator[Cells]:
    """One row for each exam behind an award, and older ones of the same people until there are enough."""
    known = [c for c in rulebook.catalogue if c.exams and c.status == "active" and c.level != "applied"]
    people = [facts.people[person_id(days, c.name)] for c in COLLEAGUES if c.linked is not None]
    written = 0
    for award in facts.awards.values():
        found = rulebook.catalogue.get(award.certification)
        person = facts.people[award.person]
        for code in found.exams if found and person.mcid else ():
            written += 1
            yield _exam(person, found, code, award.earned_on)
    for number in range(EXAMS - written):
        person = people[number % len(people)]
        found = known[(number * 7 + len(person.name)) % len(known)]
        yield _exam(person, found, found.exams[0], days.day(-60 - 6 * number))


def _exam(person: Person, found: Certification | None, code: str, passed: date) -> Cells:
    name = found.name if found else code
    return _row(person, ("", f"Exam {code}: {name}", "Exam"), passed, None)


def _broken(facts: Facts, days: Days) -> tuple[Cells, Cells]:
    """A day that no calendar has, and a title that nobody knows."""
    grace, noah = (facts.people[person_id(days, name)] for name in ("Grace Lin", "Noah Petit"))
    passed = days.day(-37)
    day = _row(grace, ("", "Microsoft Certified: Azure Fundamentals", "Certification"), passed, None)
    place = COLUMNS.index("TrainingCompletionDate")
    ends = passed + timedelta(days=365)
    title = _row(noah, ("", "Azure Fabric Wizard", "Certification"), passed, ends)
    return (*day[:place], f"31/02/{days.on.year}", *day[place + 1 :]), title


def _row(person: Person, training: Cells, passed: date, expires: date | None, state: str = "Active") -> Cells:
    """`training` is its activity id, title and type."""
    first, _, last = person.name.partition(" ")
    place = next(place for place in PARTNER.locations if place.id == person.location)
    return (
        PARTNER.partner_id,
        *training,
        first,
        last,
        f"{email_of(person.name)}@home.example",
        person.email,
        passed.isoformat(),
        expires.isoformat() if expires else "",
        state,
        passed.replace(day=1).isoformat(),
        1,
        person.mcid,
        person.location,
        PARTNER.name,
        place.name,
        _COUNTRIES[place.country],
    )
