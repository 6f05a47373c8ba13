"""Any other table: asked about once, then read like the files it is like."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from readiness.facts import MICRO, Facts, Person, PersonId, Put
from readiness.importers import Reading, read_file
from readiness.importers.guesses import columns_of, target_of
from readiness.importers.mapping import TableMapping, mappings_of, mappings_text, signature
from readiness.problems import SourceError
from readiness.rules import Rulebook

DEADLINES = "What;When;Mood\nOrder vouchers;15.12.2026;good\n;16.12.2026;\nRenew;someday;\n"


@pytest.fixture
def table(tmp_path: Path, rulebook: Rulebook) -> "Table":
    return Table(tmp_path / "table.csv", rulebook)


class Table:
    """A file of its own, read with what the user has said."""

    def __init__(self, path: Path, rulebook: Rulebook) -> None:
        self.path, self.rulebook = path, rulebook

    def read(
        self, content: str, mappings: Mapping[str, TableMapping] | None, facts: Facts | None = None
    ) -> Reading:
        self.path.write_text(content, "utf-8")
        return read_file(self.path, facts or Facts(), self.rulebook, mappings=mappings)


def said(
    header: str, target: str, columns: dict[str, str], measure: str = "acr-usd"
) -> dict[str, TableMapping]:
    return {signature(header.split(";" if ";" in header else ",")): TableMapping(target, columns, measure)}


def test_an_unknown_table_is_shown_so_that_it_can_be_asked_about(table: Table) -> None:
    reading = table.read(DEADLINES, {})
    assert (reading.needs_mapping, reading.header, reading.changes) == (True, ("What", "When", "Mood"), ())
    assert reading.sample[0] == ("Order vouchers", "15.12.2026", "good")


def test_without_anyone_to_ask_it_is_refused(table: Table) -> None:
    with pytest.raises(SourceError) as caught:
        table.read(DEADLINES, None)
    assert caught.value.message.code == "error.source-unknown"


def test_what_is_known_is_never_asked_about(table: Table) -> None:
    reading = table.read("Microsoft ID,Company name,Relationship\nt1,Fabrikam,x\n", {})
    assert (reading.kind, reading.needs_mapping) == ("csp-customers", False)
    with pytest.raises(SourceError):
        table.read("earningId,earningAmount,lever\n", {})


def test_deadlines_come_once(table: Table) -> None:
    mappings = said("What;When;Mood", "deadlines", {"title": "What", "due": "When"})
    reading = table.read(DEADLINES, mappings)
    (deadline,) = Facts().changed(reading.changes).deadlines.values()
    assert (deadline.title, deadline.due_on) == ("Order vouchers", date(2026, 12, 15))
    assert [(p.code, p.row) for p in reading.problems] == [("deadline-untitled", 3), ("date-unreadable", 4)]
    assert (reading.rows, reading.refused, reading.unknown_columns) == (3, 2, ("Mood",))
    again = table.read(DEADLINES, mappings, Facts().changed(reading.changes))
    assert (again.changes, again.unchanged) == ((), 1)


def test_the_same_columns_in_another_order_are_known_again(table: Table) -> None:
    mappings = said("when,MOOD,what", "deadlines", {"title": "What", "due": "When"})
    assert table.read(DEADLINES, mappings).added == 1


def test_usage_of_a_table_of_ones_own(table: Table) -> None:
    columns = {"name": "Client", "month": "Period", "value": "Amount", "workload": "Service"}
    mappings = said("Client,Period,Amount,Service", "usage", columns, "active-users")
    reading = table.read("Client,Period,Amount,Service\nFabrikam,2026-10,12.5,Teams\n", mappings)
    ((key, series),) = Facts().changed(reading.changes).usage.items()
    assert (key.workload, key.measure, Decimal(series.values[0] or 0) / MICRO) == (
        "Teams",
        "active-users",
        Decimal("12.5"),
    )


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Client,Mois,Charge de travail,Valeur", "usage"),
        ("Customer,Workload,Month,Figure,Measure,Association,Offer", "customers"),
        ("Client,Charge de travail,Mois,Chiffre,Mesure,Association,Offre", "customers"),
    ],
)
def test_rows_of_several_measures_are_not_proposed_as_usage(header: str, target: str) -> None:
    assert target_of(header.split(",")) == target


def test_people_and_certifications_of_a_table_of_ones_own(table: Table) -> None:
    columns = {"title": "Badge", "earned": "Got", "first": "Who"}
    mappings = said("Who,Badge,Got", "awards", columns)
    reading = table.read("Who,Badge,Got\nAda Nowak,Azure Administrator Associate,2026-03-02\n", mappings)
    assert (reading.people, reading.awards, reading.kind) == (1, 1, "table")


STAFF = "Nom,Prénom,E-mail,MCID,Arrivée le,Départ le"


def test_people_of_a_table_of_ones_own(table: Table) -> None:
    columns = columns_of("people", STAFF.split(","))
    assert columns == {
        "first": "Prénom",
        "last": "Nom",
        "mail": "E-mail",
        "mcid": "MCID",
        "joined": "Arrivée le",
        "left": "Départ le",
    }
    rows = (
        "Nowak,Ada,ada@partner.example,990012345,29/02/2024,\n"
        "Ünal,Zoé,zoe@partner.example,,2025-01-31,30/06/2026\n"
        ",,,,31/01/2025,\n"
        "Weiss,Dan,dan@partner.example,,30/02/2024,\n"
    )
    mappings = said(STAFF, "people", columns)
    reading = table.read(f"{STAFF}\n{rows}", mappings)
    ada, zoe = Facts().changed(reading.changes).people.values()
    assert (ada.name, ada.email, ada.mcid) == ("Ada Nowak", "ada@partner.example", "990012345")
    assert (ada.joined_on, ada.left_on) == (date(2024, 2, 29), None)
    assert (zoe.name, zoe.joined_on, zoe.left_on) == ("Zoé Ünal", date(2025, 1, 31), date(2026, 6, 30))
    assert [(p.code, p.row) for p in reading.problems] == [("person-missing", 4), ("date-impossible", 5)]
    assert (reading.rows, reading.added, reading.people, reading.refused) == (4, 2, 2, 2)
    again = table.read(f"{STAFF}\n{rows}", mappings, Facts().changed(reading.changes))
    assert (again.changes, again.unchanged) == ((), 2)


def test_what_is_recorded_of_a_person_stays(table: Table) -> None:
    ada = Person(PersonId("p1"), name="Ada", email="ada@partner.example", joined_on=date(2020, 1, 1))
    mappings = said("Name,Mail,Joined", "people", {"first": "Name", "mail": "Mail", "joined": "Joined"})
    content = "Name,Mail,Joined\nAda Nowak,ADA@partner.example,2024-02-29\n"
    reading = table.read(content, mappings, Facts().changed([Put(ada)]))
    assert (reading.changes, reading.unchanged) == ((), 1)


def test_days_that_can_be_read_both_ways_are_asked_about(table: Table) -> None:
    mappings = said("Name,Left", "people", {"first": "Name", "left": "Left"})
    reading = table.read("Name,Left\nAda,03/04/2026\n", mappings)
    assert (reading.needs_date_order, reading.date_example, reading.changes) == (True, "03/04/2026", ())


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Name,Email,Joined", "people"),
        ("Employee,Certification,Date", "awards"),
        ("Client,Pays,Segment", "customers"),
        ("Customer,Month,Workload,Amount", "usage"),
        ("Task,Due date", "deadlines"),
    ],
)
def test_what_the_rows_are_is_guessed_from_the_headings(header: str, target: str) -> None:
    assert target_of(header.split(",")) == target


@pytest.mark.parametrize("first", ["Ada Nowak,ada@partner.example", "Ada Nowak,29/02/2024"])
def test_a_first_row_that_heads_nothing_is_a_row(table: Table, first: str) -> None:
    content = f"{first}\nZoé,\n"
    asked = table.read(content, {})
    assert (asked.needs_mapping, asked.is_headless, asked.header) == (True, True, ("A", "B"))
    assert asked.sample[0] == tuple(first.split(","))
    reading = table.read(content, said("A,B", "people", {"first": "A"}))
    people = Facts().changed(reading.changes).people.values()
    assert [person.name for person in people] == ["Ada Nowak", "Zoé"]


def test_months_may_head_columns(table: Table) -> None:
    assert table.read("Client,2026-09,2026-10\nFabrikam,5,6\n", {}).is_headless is False


def test_customers_of_a_table_of_ones_own(table: Table) -> None:
    mappings = said("Firm,Land", "customers", {"name": "Firm", "country": "Land"})
    reading = table.read("Firm,Land\nFabrikam,France\n", mappings)
    (customer,) = Facts().changed(reading.changes).customers.values()
    assert (customer.name, customer.country) == ("Fabrikam", "FR")


def test_what_was_said_survives_the_settings_and_nonsense_does_not() -> None:
    mappings = said("A,B", "deadlines", {"title": "A", "due": "B"})
    assert mappings_of(mappings_text(mappings)) == mappings
    for text in (
        "",
        "[]",
        "{",
        '{"x": 3}',
        '{"x": {"target": "cars"}}',
        '{"x": {"target": ["usage"], "columns": {}}}',
        '{"x": {"target": "usage", "columns": {}}}',
    ):
        assert mappings_of(text) == {}
