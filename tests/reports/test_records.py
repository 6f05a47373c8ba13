"""Tables of records: no cell runs as a formula, and importing them again gives the same records."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from readiness.document import document_text
from readiness.document.cells import RECORD_LISTS, guarded, unguarded
from readiness.facts import Customer, CustomerId, Facts, Partner, Person, PersonId, Put, Tenant
from readiness.importers import Reading, read_source
from readiness.problems import ReadinessError
from readiness.reports import ALL
from readiness.reports.records import record_csv, record_xlsx
from readiness.rules import Rulebook, load_rulebook
from tests import strategies

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")  # noqa: RUF001 - as Excel reads them
ANY = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), max_size=20)
WILD = st.builds("{}{}".format, st.sampled_from((*STARTS, "", '"', " ", "_x000D_")), ANY)
Write = Callable[[Facts, str], bytes]


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()


def read(path: Path, facts: Facts | None = None) -> Reading:
    return read_source(path.name, path.read_bytes(), facts or Facts(), _rulebook())


def without_files(facts: Facts) -> Facts:
    """An attached file fits in no cell; the partner document has it."""
    return replace(facts, attachments={})


def same(facts: Facts, reading: Reading, before: Facts | None = None) -> bool:
    return document_text((before or Facts()).changed(reading.changes)) == document_text(facts)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.facts())
def test_a_workbook_of_all_records_comes_back_as_it_was(tmp_path: Path, facts: Facts) -> None:
    facts = without_files(facts)
    path = tmp_path / "all.xlsx"
    path.write_bytes(record_xlsx(facts, ALL))
    reading = read(path)
    assert (reading.kind, reading.refused) == ("records", 0)
    assert same(facts, reading)
    assert read(path, facts).changes == ()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.facts())
def test_every_table_alone_comes_back_as_it_was(tmp_path: Path, facts: Facts) -> None:
    facts, there = without_files(facts), Facts()
    for name in RECORD_LISTS:
        path = tmp_path / f"{name}.csv"
        path.write_bytes(record_csv(facts, f"records-{name}"))
        if path.read_text("utf-8-sig").count("\n") > 1:
            there = there.changed(read(path, there).changes)
    assert document_text(there) == document_text(facts)


KNOWN = [
    "'",
    "''",
    "'=1+1",
    "=1+1",
    "\t=1",
    "@SUM(A1)",
    '"quoted"',
    " blank ",
    "a\r\nb",
    "_x000D_",
    "-",
    "1.0",
]


def wild(count: int) -> list[str]:
    """Texts that begin like formulas, or hold what tables spoil."""
    pick = random.Random(12)  # noqa: S311 - the same texts in every run, no secret
    pools = (range(32, 127), range(1, 0x250), range(0x2000, 0x2100), (0x1F600,))
    starts = (*STARTS[:7], *STARTS[8:], "", '"', " ", "_x000D_")
    rest = (
        "".join(chr(pick.choice(pick.choice(pools))) for _ in range(pick.randrange(6))) for _ in range(count)
    )
    return [*KNOWN, *(pick.choice(starts) + text for text in rest)]


@pytest.mark.parametrize("write", [record_csv, record_xlsx])
@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_no_text_is_lost_and_none_runs_as_a_formula(tmp_path: Path, write: Write, count: int) -> None:
    texts = wild(count)
    people = {PersonId(f"p{n}"): Person(PersonId(f"p{n}"), notes=text) for n, text in enumerate(texts)}
    path = tmp_path / ("a.csv" if write is record_csv else "a.xlsx")
    path.write_bytes(write(Facts(people=people), "records-people"))
    cells = _cells(path)
    assert [cell for cell in cells if cell[:1] in STARTS and cell[:1] != "'"] == []
    sound = {key: person for key, person in people.items() if _is_sound(person.notes)}
    reading = read(path)
    read_again = {c.thing.id: c.thing for c in reading.changes if isinstance(c, Put)}
    assert read_again == sound
    assert reading.refused == len(people) - len(sound)


def _is_sound(text: str) -> bool:
    """What the store keeps at all: no sign that cannot be seen but blanks and line ends."""
    return not any(ord(c) < 32 and c not in "\t\n\r" for c in text) and "\x7f" not in text and not (
        {"\ufffe", "\uffff"} & set(text)
    )  # fmt: skip


def _cells(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return [cell for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))) for cell in row]
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} <= {"s"}
    return [str(cell.value) for cell in found]


@given(WILD)
def test_the_guard_gives_back_what_it_was_given(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_bad_row_is_refused_by_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "awards.csv"
    path.write_text("id,person,certification,earned_on,expires_on\na1,p1,AZ-104,2026-02-30,\n", "utf-8")
    reading = read(path, Facts(people={PersonId("p1"): Person(PersonId("p1"))}))
    (problem,) = reading.problems
    assert (problem.code, problem.row, problem.column, problem.path) == ("not-a-day", 2, "earned_on", None)


def test_columns_in_another_order_are_the_same_table(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('segments;name;id;Tenants;tpid;country\n;Fabrikam;c1;"[{""id"":""t1""}]";;\n', "utf-8")
    reading = read(path)
    assert same(
        Facts(customers={CustomerId("c1"): Customer(CustomerId("c1"), "Fabrikam", (Tenant("t1"),))}), reading
    )


def test_a_text_beyond_any_cell_is_no_table() -> None:
    facts = Facts(partner=replace(Partner(), name="x" * 40_000))
    for write in (record_csv, record_xlsx):
        with pytest.raises(ReadinessError) as caught:
            write(facts, ALL)
        assert caught.value.message.code == "error.export-cell-too-long"
