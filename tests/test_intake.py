"""What has come in, what is missing, and how one import or one month goes again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness.facts import (
    Award,
    CertificationId,
    Customer,
    CustomerId,
    Facts,
    Month,
    Person,
    PersonId,
    Put,
    Remove,
    Reported,
    Series,
    UsageKey,
)
from readiness.facts.taken_back import taken_back
from readiness.intake import Import, Intake, intake, month_removed
from readiness.problems import Message
from readiness.rules import Rulebook
from readiness.workspace import Workspace

ON = date(2026, 11, 24)
SEPTEMBER, OCTOBER = Month(2026 * 12 + 8), Month(2026 * 12 + 9)
ADA, FABRIKAM = PersonId("ada"), CustomerId("fabrikam")
KEY = UsageKey(FABRIKAM, "SQL Database", "acr-usd")
SEATS = replace(KEY, measure="paid-seats")
AWARD = Award("a1", ADA, CertificationId("azure-administrator"), date(2026, 8, 3))
FACTS = Facts().changed(
    [
        Put(Person(ADA, name="Ada")),
        Put(AWARD),
        Put(Customer(FABRIKAM, name="Fabrikam")),
        Put(Series(KEY, SEPTEMBER, (1, 2))),
        Put(Series(SEATS, SEPTEMBER, (7,))),
        Put(Reported("security", "single", "deployments", date(2026, 9, 30))),
    ]
)


def of(table: str, facts: Facts = FACTS, imports: tuple[Import, ...] = ()) -> Intake:
    return next(one for one in intake(facts, ON, OCTOBER, imports) if one.table == table)


def test_a_month_that_partner_center_shows_and_we_lack_is_missing() -> None:
    assert (of("azure-usage").state, of("azure-usage").missing) == ("current", ())
    assert (of("licences").state, of("licences").missing) == ("due", (OCTOBER,))
    assert of("revenue").state == "none"
    assert of("azure-usage").months == {SEPTEMBER: 1, OCTOBER: 1}


def test_what_has_no_months_is_as_old_as_its_import() -> None:
    assert of("trainings").state == "unknown"
    fresh = Import(3, datetime(2026, 11, 20, tzinfo=UTC), "a.csv", {"trainings": 1})
    stale = fresh._replace(number=2, at=datetime(2026, 10, 1, tzinfo=UTC))
    assert of("trainings", imports=(fresh, stale)).state == "current"
    assert of("trainings", imports=(stale,)).state == "due"


def test_figures_typed_in_are_due_each_month() -> None:
    assert of("reported").missing == (OCTOBER, Month(OCTOBER + 1))


def test_a_month_goes_out_of_one_table_only() -> None:
    left = FACTS.changed(month_removed(FACTS, "azure-usage", SEPTEMBER))
    assert dict(left.usage[KEY].months()) == {OCTOBER: 2}
    assert left.usage[SEATS] == FACTS.usage[SEATS]
    gone = FACTS.changed(month_removed(FACTS, "licences", SEPTEMBER))
    assert SEATS not in gone.usage
    assert not FACTS.changed(month_removed(FACTS, "trainings", Month(2026 * 12 + 7))).awards


def step(before: Facts, *changes: Put | Remove) -> tuple[Facts, tuple[Put | Remove, ...]]:
    return before.changed(changes), before.inverse(changes)


def test_an_older_step_goes_and_what_came_later_stays() -> None:
    first, undo_first = step(
        Facts(), *(Put(t) for t in (FACTS.customers[FABRIKAM], Series(KEY, SEPTEMBER, (1,))))
    )
    second, undo_second = step(first, Put(Series(KEY, SEPTEMBER, (1, 2))))
    back = taken_back(second, undo_first, (undo_second,))
    left = second.changed(back.changes)
    assert dict(left.usage[KEY].months()) == {OCTOBER: 2}
    assert FABRIKAM in left.customers, "its later usage needs it"
    assert back.kept == 1
    both = taken_back(first, undo_first, ())
    assert first.changed(both.changes) == Facts()


def test_what_was_changed_since_stays() -> None:
    first, undo_first = step(Facts(), Put(Person(ADA)), Put(AWARD))
    second, undo_second = step(first, Put(replace(AWARD, expires_on=date(2027, 8, 3))))
    back = taken_back(second, undo_first, (undo_second,))
    assert back.changes == ()
    assert back.kept == 2


@pytest.fixture
def workspace(tmp_path: Path, rulebook: Rulebook) -> Workspace:
    return Workspace.create(tmp_path / "partner.readiness", "Contoso", rulebook)


def test_the_history_of_a_file_names_its_imports(workspace: Workspace) -> None:
    made: Callable[[str], Message] = lambda name: Message("undo.import", {"source": name})  # noqa: E731 - one pattern
    workspace.write(made("people.csv"), [Put(Person(ADA, name="Ada")), Put(AWARD)])
    workspace.write(Message("undo.person-added", {"name": "Bob"}), [Put(Person(PersonId("bob"), name="Bob"))])
    workspace.write(made("usage.csv"), [Put(Customer(FABRIKAM)), Put(Series(KEY, SEPTEMBER, (1,)))])
    newest, oldest = workspace.keeping.imports()
    assert (newest.source, newest.tables) == ("usage.csv", {"customers": 1, "azure-usage": 1})
    assert (oldest.source, oldest.tables) == ("people.csv", {"trainings": 1})
    back = workspace.keeping.without(workspace.facts, oldest.number)
    workspace.write(Message("undo.import-removed", {"source": "people.csv"}), back.changes)
    assert set(workspace.facts.people) == {PersonId("bob")}
    assert not workspace.facts.awards
    workspace.undo()
    assert ADA in workspace.facts.people
    assert workspace.keeping.without(workspace.facts, 99).changes == ()
    workspace.close()
