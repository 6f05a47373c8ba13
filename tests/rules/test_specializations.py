"""The shipped specializations hold what the facts say; a broken file is refused with file and key."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from readiness.facts import AREAS, HeldSpecialization
from readiness.problems import RulesError
from readiness.rules import Rulebook, load_rulebook
from readiness.rules.specialization_file import SCOPES, SUBJECTS, UNITS, read_book
from readiness.rules.specializations import (
    FILE,
    Consumption,
    Figure,
    Growth,
    Holds,
    NetCustomers,
    People,
    Requirement,
    SpecializationBook,
    Together,
    Unknown,
    Version,
    specialization_book,
)

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "facts" / "specializations.json"
SHIPPED = Path(str(files("resources"))) / "rules" / FILE
PROGRAMMES = {"azure-expert-msp", "frontier-partner-badge"}
"""In the facts they are told in words alone."""


@pytest.fixture(scope="module")
def book(rulebook: Rulebook) -> SpecializationBook:
    return specialization_book(rulebook)


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    if not FACTS.is_file():
        pytest.skip("the collected facts are not beside this checkout")
    found = json.loads(FACTS.read_text("utf-8"))["specializations"]
    return {one["id"]: one for one in found}


def version(book: SpecializationBook, name: str, day: date) -> Version:
    found = book.specializations[name].version_on(day)
    assert found is not None
    return found


def flat(requirements: Sequence[Requirement]) -> Iterator[Requirement]:
    for one in requirements:
        yield one
        if isinstance(one, Together):
            yield from flat(one.parts)


def asked(
    book: SpecializationBook, name: str, requirement: str, day: date = date(2026, 11, 24)
) -> Requirement:
    return next(one for one in flat(version(book, name, day).requirements) if one.id == requirement)


def test_every_specialization_of_the_facts_is_there(book: SpecializationBook, facts: dict[str, Any]) -> None:
    assert set(book.specializations) - PROGRAMMES == set(facts)


def test_designations_and_last_names_are_those_of_the_facts(
    book: SpecializationBook, facts: dict[str, Any]
) -> None:
    for one in book.specializations.values():
        if one.id in PROGRAMMES:
            continue
        told = facts[one.id].get("prerequisite_designations_any_of")
        if told and set(told) <= set(AREAS):
            assert one.versions[-1].designations == (tuple(told),), one.id
        said = one.titles[-1].name.removeprefix("Frontier Partner") or one.titles[-1].name
        assert said in facts[one.id]["name"] or one.id == "azure-digital-sovereignty"


def test_validation_is_that_of_the_facts(book: SpecializationBook, facts: dict[str, Any]) -> None:
    kinds = {"audit": "audit", "customer_references": "references", "auto_enroll": "automatic", None: None}
    for name, told in facts.items():
        versions = told.get("requirement_versions")
        if versions:
            assert book.specializations[name].versions[-1].validation == kinds[versions[-1]["validation"]], (
                name
            )


def test_a_number_that_the_facts_do_not_know_is_not_known_here(
    book: SpecializationBook, facts: dict[str, Any]
) -> None:
    """`null` is no zero: where neither performance nor skilling is told, nothing but the unknown is asked."""
    checked = 0
    for name, told in facts.items():
        last = (told.get("requirement_versions") or [{"performance": 0}])[-1]
        if last.get("performance", 0) is None and last.get("skilling", 0) is None:
            asks = [r for r in book.specializations[name].versions[-1].requirements if not _offer_or_held(r)]
            assert asks, name
            assert all(isinstance(one, Unknown) for one in asks), name
            checked += 1
    assert checked > 15


def _offer_or_held(requirement: Requirement) -> bool:
    return isinstance(requirement, Holds) or (
        isinstance(requirement, Figure) and requirement.unit == "offers"
    )


# Read a second time from the pages' own tables, not from the file under test.
THRESHOLDS: list[tuple[str, str, date, type, dict[str, Any]]] = [
    ("azure-ai-platform", "performance", date(2024, 6, 17), Consumption,
     {"at_least": 2000, "months": 3, "monthly": True, "customers": 3}),
    ("azure-infra-db-migration", "windows", date(2023, 1, 9), Consumption,
     {"at_least": 30_000, "months": 3, "customers": 3, "usage": ()}),
    ("azure-infra-db-migration", "linux", date(2023, 1, 9), Consumption, {"at_least": 15_000, "usage": ()}),
    ("azure-infra-db-migration", "sql-total", date(2023, 1, 9), Consumption,
     {"at_least": 9000, "customers": 3}),
    ("azure-infra-db-migration", "sql-managed", date(2023, 1, 9), Consumption, {"at_least": 3000}),
    ("azure-infra-db-migration", "open-databases", date(2023, 1, 9), Consumption, {"at_least": 4500}),
    ("azure-sap", "performance", date(2025, 12, 31), Consumption, {"at_least": 30_000, "months": 3}),
    ("azure-sap", "performance", date(2026, 1, 1), Consumption, {"at_least": 7500, "months": 3}),
    ("ba-smb-management", "growth", date(2026, 3, 26), Figure, {"at_least": 35, "unit": "percent"}),
    ("ba-smb-management", "growth", date(2026, 3, 27), Figure, {"at_least": 15, "unit": "percent"}),
    ("ba-smb-management", "deployments", date(2026, 3, 27), Figure, {"at_least": 15}),
    ("mw-m365-copilot", "growth", date(2026, 7, 9), Growth, {"at_least": 1000}),
    ("mw-m365-copilot", "customers", date(2026, 7, 9), NetCustomers, {"at_least": 5, "users": 5}),
    ("sec-threat-protection", "sentinel", date(2025, 4, 11), Consumption,
     {"at_least": 100_000, "months": 12}),
    ("sec-threat-protection", "defender-for-identity", date(2025, 4, 11), Growth, {"at_least": 1000}),
    ("sec-cloud-security", "performance", date(2025, 4, 11), Consumption,
     {"at_least": 200_000, "months": 12}),
    ("sec-iam", "performance", date(2025, 4, 11), Growth, {"at_least": 2000}),
    ("sec-data-security", "performance", date(2025, 8, 25), Growth, {"at_least": 1000}),
    ("sec-data-security", "performance", date(2025, 8, 26), Growth, {"at_least": 2500}),
]  # fmt: skip


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")
def test_a_threshold_read_a_second_time(book: SpecializationBook, case: tuple[Any, ...]) -> None:
    name, requirement, day, kind, values = case
    found = asked(book, name, requirement, day)
    assert isinstance(found, kind)
    assert {key: getattr(found, key) for key in values} == values


PEOPLE: list[tuple[str, str, date, int | None, str]] = [
    ("azure-ai-platform", "people", date(2024, 6, 17), 3, "DP-100 AI-102"),
    ("azure-sap", "people", date(2026, 1, 1), None, ""),
    ("ba-agentic-business-solutions", "people-1", date(2026, 7, 31), 5, "PL-200 AB-410 AB-620"),
    ("ba-agentic-business-solutions", "people-2", date(2026, 7, 31), 2, "PL-400 PL-500"),
    ("ba-agentic-business-solutions", "people-3", date(2026, 7, 31), 2, "AB-100"),
    ("mw-m365-copilot", "people-1", date(2026, 7, 9), 5, "SC-401 AB-100 AB-620"),
    ("mw-m365-copilot", "people-2", date(2026, 7, 9), 5, "SC-401 AB-100 AB-620"),
    ("sec-threat-protection", "people", date(2025, 4, 11), 6, "SC-200"),
    ("sec-cloud-security", "people-1", date(2025, 4, 11), 6, "AZ-500"),
    ("sec-cloud-security", "people-2", date(2025, 4, 11), 4, "SC-200"),
    ("sec-iam", "people", date(2025, 4, 11), 6, "SC-300"),
    ("sec-data-security", "people", date(2025, 8, 25), 6, "SC-400"),
    ("sec-data-security", "people-1", date(2025, 8, 26), 6, "SC-401"),
    ("sec-data-security", "people-2", date(2026, 11, 24), 4, ""),
    ("frontier-partner", "people-2", date(2026, 11, 24), 3, "DP-600"),
    ("mw-acm", "people", date(2026, 1, 1), 2, ""),
]


@pytest.mark.parametrize("case", PEOPLE, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")
def test_a_head_count_read_a_second_time(
    book: SpecializationBook, rulebook: Rulebook, case: tuple[Any, ...]
) -> None:
    name, requirement, day, at_least, exams = case
    found = asked(book, name, requirement, day)
    assert isinstance(found, People)
    assert found.at_least == at_least
    wanted = [rulebook.catalogue.find(exam) for exam in exams.split()]
    assert None not in wanted
    if wanted:
        assert found.any_of == {certification.id for certification in wanted if certification}


def test_the_frontier_asks_for_three_and_one_of_two(book: SpecializationBook) -> None:
    found = version(book, "frontier-partner", date(2026, 11, 24)).requirements
    held = {one.any_of for one in found if isinstance(one, Holds)}
    assert held == {
        ("mw-m365-copilot",), ("sec-data-security",), ("sec-iam",), ("azure-ai-apps", "azure-ai-platform"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("azure-ai-platform", date(2023, 6, 1), "AI and Machine Learning on Microsoft Azure"),
        ("sec-data-security", date(2025, 8, 25), "Information Protection and Governance"),
        ("sec-data-security", date(2025, 8, 26), "Data Security"),
        (
            "azure-migrate-enterprise-apps",
            date(2023, 7, 10),
            "Modernization of Web Applications to Microsoft Azure",
        ),
        (
            "azure-migrate-enterprise-apps",
            date(2023, 7, 11),
            "Migrate Enterprise Applications to Microsoft Azure",
        ),
        ("mw-secure-ai-productivity", date(2023, 6, 1), "Teamwork Deployment"),
    ],
)
def test_a_day_has_its_own_names(book: SpecializationBook, name: str, day: date, said: str) -> None:
    assert book.specializations[name].name_on(day) == said


@pytest.mark.parametrize(
    ("name", "last", "successor"),
    [
        ("ba-low-code", date(2026, 7, 30), "ba-agentic-business-solutions"),
        ("ba-intelligent-automation", date(2026, 7, 30), "ba-agentic-business-solutions"),
        ("ba-bi", date(2026, 7, 30), "azure-analytics"),
        ("azure-dw-migration", date(2026, 7, 30), "azure-analytics"),
        ("azure-kubernetes", date(2026, 7, 30), "azure-app-modernization"),
        ("azure-migrate-enterprise-apps", date(2026, 7, 30), "azure-app-modernization"),
        ("azure-win-sql-migration", date(2023, 1, 8), "azure-infra-db-migration"),
        ("azure-linux-ossdb-migration", date(2023, 1, 8), "azure-infra-db-migration"),
        ("mw-acm", date(2026, 6, 25), None),
    ],
)
def test_an_end_has_its_day_and_leads_on(
    book: SpecializationBook, name: str, last: date, successor: str | None
) -> None:
    found = book.specializations[name]
    after = date.fromordinal(last.toordinal() + 1)
    assert found.until == last
    assert found.stands_on(last)
    assert not found.stands_on(after)
    assert book.stands_as(name, last) == name
    assert book.stands_as(name, after) == (successor or name)
    if successor:
        assert book.specializations[successor].stands_on(after)
        assert found in book.became(successor, after)
        assert found not in book.became(successor, last)


def test_validation_of_security_changes_on_its_day(book: SpecializationBook) -> None:
    for name in ("sec-threat-protection", "sec-cloud-security", "sec-iam", "sec-data-security"):
        before, after = version(book, name, date(2026, 7, 29)), version(book, name, date(2026, 7, 30))
        assert (before.validation, before.references) == ("references", 3)
        assert (after.validation, after.references) == ("audit", None)


def test_every_version_has_a_source_and_every_certification_is_known(
    book: SpecializationBook, rulebook: Rulebook
) -> None:
    for one in book.specializations.values():
        for some in one.versions:
            assert some.dated.source.title
            assert some.dated.source.url.startswith("https://")
            people = [r for r in flat(some.requirements) if isinstance(r, People)]
            assert all(rulebook.catalogue.get(c) for r in people for c in r.any_of)


def test_every_note_is_translated(book: SpecializationBook) -> None:
    french = read_po(io.BytesIO((ROOT / "resources" / "i18n" / "fr.po").read_bytes()))
    notes = {some.note for one in book.specializations.values() for some in one.versions if some.note}
    assert len(notes) > 8
    assert {note for note in notes if note not in french} == set()


def test_every_scope_and_kind_of_ask_has_its_words() -> None:
    wanted = [f"scope.{scope}" for scope in SCOPES] + [f"asks.figure-{unit}" for unit in UNITS]
    wanted += [f"asks.unknown-{subject}" for subject in SUBJECTS]
    for language in ("en", "fr"):
        found = read_po(io.BytesIO((ROOT / "resources" / "i18n" / f"{language}.po").read_bytes()))
        assert [name for name in wanted if name not in found] == []


ATTAINED = date(2023, 5, 10)


@pytest.mark.parametrize(
    ("anniversary", "validated", "due"),
    [
        (date(2024, 5, 10), None, False),
        (date(2025, 5, 10), None, True),
        (date(2026, 5, 10), None, True),  # nothing says that the audit of 2025 took place
        (date(2026, 5, 10), date(2025, 4, 1), False),
        (date(2027, 5, 10), date(2025, 4, 1), True),
        (date(2027, 5, 10), date(2025, 6, 9), True),
    ],
)
def test_every_second_anniversary_asks_for_validation(
    book: SpecializationBook, anniversary: date, validated: date | None, due: object
) -> None:
    renewal = book.renewal(HeldSpecialization("h", "sec-iam", ATTAINED, anniversary, validated))
    assert renewal is not None
    assert renewal.validation_due is due
    assert (renewal.anniversary - renewal.opens_on).days == 60
    assert (renewal.ends_on - renewal.anniversary).days == 30


def test_what_is_held_stands_to_the_end_of_its_window(book: SpecializationBook) -> None:
    held = HeldSpecialization("h", "sec-iam", ATTAINED, date(2024, 5, 10))
    days = [date(2023, 5, 9), ATTAINED, date(2024, 6, 9), date(2024, 6, 10)]
    assert [book.is_held(held, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('family = "azure"', 'family = "azure"\ncolour = "blue"', "colour"),
        ('any_of = ["DP-100", "AI-102"]', 'any_of = ["DP-100", "XX-999"]', "any_of"),
        ('source = "learn-2023"\ndesignations', 'source = "nobody"\ndesignations', "source"),
        ('successor = "azure-analytics"', 'successor = "azure-nothing"', "specialization.azure-dw-migration"),
        ('designations = [["data-ai"', 'designations = [["moon"', "designations"),
        ('any_of = ["sec-iam"]', 'any_of = ["sec-nothing"]', "specialization.sec-agentic-security"),
        ("from = 2024-06-17", "from = 2021-06-17", "from"),
        ('usage = "ai"', 'usage = "tea"', "usage"),
        ('kind = "consumption"', 'kind = "magic"', "kind"),
        ('scope = "ai-services"', 'scope = "the rest"', "scope"),
        ('id = "azure-ai-apps"', 'id = "azure-ai-platform"', "id"),
        ("opens_before = 60\n", "", "opens_before"),
    ],
)
def test_a_broken_file_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    before = SHIPPED.read_text("utf-8")
    assert old in before
    (tmp_path / FILE).write_text(before.replace(old, new, 1), "utf-8")
    with pytest.raises(RulesError) as caught:
        load_rulebook(tmp_path)
    assert caught.value.message.slots["file"] == FILE
    assert re.search(re.escape(key), caught.value.message.slots["key"])


def test_the_same_file_in_a_folder_of_the_users_own_reads_the_same(
    rulebook: Rulebook, book: SpecializationBook, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_bytes(SHIPPED.read_bytes())
    own_rules = load_rulebook(tmp_path)
    own = specialization_book(own_rules)
    assert own_rules.own == (FILE,)
    assert own_rules.digest == rulebook.digest
    assert own.specializations.keys() == book.specializations.keys()
    assert own.clocks == book.clocks
    assert Fraction(2000) == asked(own, "azure-ai-platform", "performance").at_least  # type: ignore[union-attr]


def test_what_is_kept_for_the_next_start_is_what_the_file_says(
    rulebook: Rulebook, book: SpecializationBook
) -> None:
    read = read_book(rulebook)
    assert read == book
    again = specialization_book(load_rulebook())
    assert again == read
