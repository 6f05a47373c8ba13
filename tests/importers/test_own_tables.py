"""A table that was exported changes nothing when it comes back, or says why it can't come back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from readiness import reports
from readiness.demo import demo_facts
from readiness.editions import Edition
from readiness.facts import Association, Customer, CustomerId, Facts, Put
from readiness.importers import Reading
from readiness.importers.guesses import columns_of, target_of
from readiness.importers.mapping import TableMapping, signature
from readiness.problems import SourceError
from readiness.reports.tables import TABLES, table
from readiness.rules import Rulebook, load_rulebook
from readiness.words import LANGUAGES, Words
from readiness.workspace import Workspace

TODAY = date(2026, 11, 24)
LISTS = ("people", "awards", "customers", "associations")
EACH = pytest.mark.parametrize("language", LANGUAGES)
CUSTOMER = Customer(CustomerId("c1"), "Fabrikam")
TEAMS_ONLY = (
    Association("a1", CUSTOMER.id, "cpor", ("Teams",), since=date(2025, 7, 12)),
    Association("a2", CUSTOMER.id, "csp-tier2"),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    rulebook = load_rulebook()
    path = tmp_path_factory.mktemp("own") / "demo.readiness"
    facts = demo_facts(rulebook, TODAY)
    workspace = Workspace.create(path, facts.partner.name, rulebook, map(Put, facts.all()))
    yield workspace
    workspace.close()


def read(workspace: Workspace, path: Path) -> Reading:
    """As a user reads it who agrees with the columns that are proposed."""
    reading = workspace.preview_import(path, TODAY, mappings={}).reading
    if not reading.needs_mapping:
        return reading
    target = target_of(reading.header)
    mapping = TableMapping(target, columns_of(target, reading.header))
    mappings = {signature(reading.header): mapping}
    return workspace.preview_import(path, TODAY, mappings=mappings).reading


def written(workspace: Workspace, name: str, language: str, out: Path) -> Path:
    """The table as CSV, or as the workbook that "Save table" writes."""
    snapshot, edition = workspace.snapshot(TODAY), Edition(language, table=name)
    if out.suffix == ".csv":
        workspace.export(out, snapshot, edition)
    else:
        material = reports.Material(snapshot, workspace.rulebook, edition)
        reports.write_shown(out, table(name, snapshot, Words(language)), material)
    return out


@EACH
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_comes_back_is_there_already(
    demo: Workspace, name: str, ending: str, language: str, tmp_path: Path
) -> None:
    reading = read(demo, written(demo, name, language, tmp_path / f"t.{ending}"))
    assert (reading.added, reading.changed, reading.refused, reading.changes) == (0, 0, 0, ())
    assert reading.unchanged >= reading.rows > 10


@EACH
@pytest.mark.parametrize("name", sorted(set(TABLES) - {*LISTS}))
def test_a_table_for_reading_says_that_it_is_one(
    demo: Workspace, name: str, language: str, tmp_path: Path
) -> None:
    path = written(demo, name, language, tmp_path / "t.csv")
    mappings: dict[str, TableMapping] = {}
    for known in (None, mappings):  # on the command line, and in the window
        with pytest.raises(SourceError) as caught:
            demo.preview_import(path, TODAY, mappings=known)
        assert caught.value.message.code == "error.source-for-reading"
        assert Words(language).sentence(f"table.{name}") in Words(language).say(caught.value.message)


@EACH
def test_a_workbook_of_usage_is_no_table_of_records(demo: Workspace, language: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(demo, written(demo, "usage", language, tmp_path / "t.xlsx"))
    assert caught.value.message.code == "error.source-for-reading"


def test_the_usage_among_tables_of_records_comes_back(demo: Workspace, tmp_path: Path) -> None:
    """The control: the same columns by their keys."""
    path = tmp_path / "records.csv"
    demo.export(path, demo.snapshot(TODAY), Edition("en", table="records-usage"))
    reading = read(demo, path)
    assert (reading.kind, reading.added, reading.changed, reading.refused) == ("records", 0, 0, 0)
    assert reading.unchanged > 100


@pytest.fixture
def small(tmp_path: Path, rulebook: Rulebook) -> Iterator[Workspace]:
    changes = [Put(CUSTOMER), *map(Put, TEAMS_ONLY)]
    workspace = Workspace.create(tmp_path / "x.readiness", "Contoso", rulebook, changes)
    yield workspace
    workspace.close()


def of_customers(workspace: Workspace, path: Path, cells: str) -> Facts:
    path.write_text(f"Client;Associations\n{cells}\n", "utf-8")
    return workspace.facts.changed(read(workspace, path).changes)


def test_an_association_for_one_workload_is_not_widened_to_all(small: Workspace, tmp_path: Path) -> None:
    facts = of_customers(small, tmp_path / "t.csv", "Fabrikam;CPOR")
    assert facts.associations == small.facts.associations


def test_each_association_of_a_cell_is_read(small: Workspace, tmp_path: Path) -> None:
    facts = of_customers(small, tmp_path / "t.csv", "Fabrikam;PAL, CPOR, DPOR, CSP Tier 2")
    new = set(facts.associations.values()) - set(TEAMS_ONLY)
    assert {(tie.customer, tie.kind, tie.workloads) for tie in new} == {
        ("c1", "dpor", ()),
        ("c1", "pal", ()),
    }
    assert facts.associations["a1"] == TEAMS_ONLY[0]


def test_a_new_customer_comes_with_all_of_them(small: Workspace, tmp_path: Path) -> None:
    facts = of_customers(small, tmp_path / "t.csv", "Tailspin;CPOR, PAL")
    (tailspin,) = (c.id for c in facts.customers.values() if c.name == "Tailspin")
    assert {tie.kind for tie in facts.associations.values() if tie.customer == tailspin} == {"cpor", "pal"}
