"""What the harnesses work on: a small partner, edits drawn by dice, and how a file is told from another."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from readiness.document import document_text
from readiness.facts import (
    Award,
    CertificationId,
    Change,
    Customer,
    CustomerId,
    Deadline,
    Facts,
    Month,
    Partner,
    Person,
    PersonId,
    Put,
    Thing,
    UsageKey,
    removal,
    series_of,
)
from readiness.problems import Message
from readiness.reports.records import record_xlsx
from readiness.rules import Rulebook, load_rulebook
from readiness.store import Host
from readiness.words import Words
from readiness.workspace import Workspace

TODAY: Final = date(2026, 11, 24)
EDIT: Final = Message("undo.edit")
GOLDEN: Final = Path(__file__).parents[1] / "golden"
_CERTIFICATIONS: Final = ("azure-administrator", "azure-solutions-architect", "security-operations-analyst")


@cache
def rulebook() -> Rulebook:
    return load_rulebook()


@cache
def words(language: str) -> Words:
    return Words(language)


def host(folder: Path, day: int = 0) -> Host:
    at = datetime(2026, 11, 24, 9, 12, tzinfo=UTC) + timedelta(days=day)
    return Host(lambda: at, "PC-7", folder / "backups")


def first_things() -> list[Change]:
    """A partner with a few records of the kinds that point at each other."""
    people = [Person(PersonId(f"p{i}"), f"Person {i}", f"p{i}@partner.example") for i in range(12)]
    customers = [Customer(CustomerId(f"c{i}"), f"Customer {i}") for i in range(6)]
    awards = [
        Award(f"a{i}", person.id, CertificationId(_CERTIFICATIONS[i % 3]), date(2026, 1 + i % 9, 3))
        for i, person in enumerate(people)
    ]
    usage = [
        series_of(_usage_key(customer.id), {Month(2026 * 12 + i): i * 10**6 for i in range(9)})
        for customer in customers
    ]
    things: list[Thing] = [
        Partner("Contoso"),
        *people,
        *customers,
        *awards,
        *(series for series in usage if series),
    ]
    return [Put(thing) for thing in things]


def _usage_key(customer: CustomerId) -> UsageKey:
    return UsageKey(customer, "SQL Database", "acr-usd")


def create(path: Path) -> None:
    """The small partner in a file that is closed."""
    Workspace.create(path, "Contoso", rulebook(), first_things()).close()


def edits(facts: Facts, dice: random.Random) -> list[Change]:
    """A change or two that touch several tables and several pages."""
    number = dice.randrange(40)
    person = Person(PersonId(f"p{number}"), f"Person {number}", notes="n" * dice.randrange(3000))
    ways: list[list[Change]] = [
        [Put(person), Put(Award(f"a{number}", person.id, CertificationId(_CERTIFICATIONS[0]), TODAY))],
        [Put(Deadline(f"d{number}", str(dice.random()), TODAY, owner=person.id)), Put(person)],
        [Put(Person(PersonId(f"m{i}"), str(dice.random()), notes="m" * 400)) for i in range(30)],
    ]
    if facts.people:
        someone = dice.choice(sorted(facts.people))
        ways.append(list(removal(facts, Person, someone)))
    return dice.choice(ways)


def document(path: Path, number: int) -> Path:
    """A partner document that brings more people and customers."""
    people = {
        PersonId(f"i{i}"): Person(PersonId(f"i{i}"), f"Imported {i} {number}", notes="i" * 300)
        for i in range(20 + number % 20)
    }
    customer = Customer(CustomerId(f"ci{number}"), f"Imported customer {number}")
    path.write_text(
        document_text(Facts(partner=Partner("Contoso"), people=people, customers={customer.id: customer})),
        encoding="utf-8",
    )
    return path


def packed(path: Path, number: int) -> None:
    """A workbook that a child process has to unfold; one number overwrites the people of another."""
    people = {
        PersonId(f"k{i}"): Person(PersonId(f"k{i}"), f"Packed {i} {number}", notes="k" * 300)
        for i in range(20)
    }
    path.write_bytes(record_xlsx(Facts(people=people), "records-people"))


def act(workspace: Workspace, dice: random.Random, folder: Path) -> None:
    """One thing that a user does: an edit, most often; undo, redo, an import."""
    chosen = dice.random()
    if chosen < 0.15:
        workspace.undo()
    elif chosen < 0.25:
        workspace.redo()
    elif chosen < 0.4:
        source = document(folder / f"import-{dice.randrange(10**9)}.json", dice.randrange(100))
        workspace.import_(workspace.preview_import(source, TODAY))
    else:
        workspace.write(EDIT, edits(workspace.facts, dice))


def text_of(facts: Facts) -> str:
    """The same text for the same records."""
    return document_text(facts)


def opened(path: Path, password: str | None = None) -> Workspace:
    return Workspace.open(path, rulebook(), password=password)


def found_in(path: Path, password: str | None = None) -> str:
    """What a file holds, its pages and references found good.

    Raises:
        WorkspaceError: it is refused.
    """
    workspace = opened(path, password)
    try:
        assert workspace.check() == ()
        return text_of(workspace.facts)
    finally:
        workspace.close()


def lines(text: str) -> Iterator[Any]:
    return map(json.loads, text.splitlines())
