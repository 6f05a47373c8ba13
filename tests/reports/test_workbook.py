"""The workbook read back by another library: typed, complete, nothing in it runs."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from readiness.facts import CustomerId, Person, PersonId, Put
from readiness.reports import Material, write_report
from readiness.reports.workbook import SHEETS, xlsx_of
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES, Words

Made = Callable[..., Material]
MARKUP = "Ba$$in #eval(1) *b* _i_ <font color=red> \\ [x] @here"


def read(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def column(sheet: Any, title: str) -> list[Any]:
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if cell.value == title:
                return [below.value for below in sheet[cell.column_letter][cell.row :]]
    raise AssertionError(title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_a_table_with_filters_and_a_frozen_head(
    made: Made, snapshot: Snapshot, language: str
) -> None:
    words = Words(language)
    book = read(xlsx_of(made(snapshot, language)))
    assert book.sheetnames == [words.sentence(f"table.{name}") for name in (*SHEETS, "charts")]
    for sheet in book.worksheets[:-1]:
        (found,) = sheet.tables.values()
        assert found.autoFilter is not None
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows


def test_each_area_with_rules_has_a_chart_of_its_metrics(made: Made, snapshot: Snapshot) -> None:
    sheet = read(xlsx_of(made(snapshot)))["Charts"]
    with_rules = [one for one in snapshot.standings.values() if one.has_rules]
    assert len(sheet._charts) == len(with_rules)  # noqa: SLF001 - the library has no other way to count them


def test_no_cell_is_a_formula_or_a_link(made: Made, snapshot: Snapshot) -> None:
    book = read(xlsx_of(made(snapshot)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s", "d"}
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
    assert [cell for cell in cells if str(cell.value).startswith("=HYPERLINK(")], "the text itself is there"


def test_numbers_are_the_ones_on_the_screen(made: Made, snapshot: Snapshot) -> None:
    book = read(xlsx_of(made(snapshot)))
    standings = [s for s in snapshot.standings.values() if s.has_rules]
    shown = [value for value in column(book["Summary"], "Points") if value is not None]
    assert shown == [float(standing.shown) for standing in standings]
    exact = [value for value in column(book["Summary"], "Points, exact") if value is not None]
    assert exact == [float(standing.points) for standing in standings]
    assert sum(column(book["Metrics"], "Points")) == pytest.approx(float(sum(exact)))
    assert book["Summary"]["A1"].value == "Contoso & Söhne"
    assert book["Summary"]["A2"].value == "As of 24 November 2026"


def test_days_are_days(made: Made, snapshot: Snapshot) -> None:
    book = read(xlsx_of(made(snapshot, "fr")))
    assert column(book["Certifications"], "Expire le") == [None, datetime(2027, 1, 2), datetime(2025, 3, 2)]  # noqa: DTZ001 - a sheet knows no zones
    assert column(book["Agenda"], "Début")[0] == datetime(2026, 12, 8, 9)  # noqa: DTZ001 - a sheet knows no zones
    assert column(book["Clients"], "Dernière utilisation") == [None, datetime(2026, 11, 1)]  # noqa: DTZ001 - a sheet knows no zones


def test_the_explanation_is_the_whole_tree_with_names(made: Made, snapshot: Snapshot) -> None:
    sheet = read(xlsx_of(made(snapshot)))["Explanation"]
    assert column(sheet, "Level")[:4] == [0, 1, 2, 3]
    customer, association = snapshot.facts.customers[CustomerId("c2")].name, MARKUP
    assert column(sheet, "Records")[3] == f"Ada Nowak, Ada Nowak (AZ-104), {customer}, {association}"


def test_the_same_snapshot_gives_the_same_bytes(made: Made, snapshot: Snapshot, tmp_path: Path) -> None:
    write_report(tmp_path / "a.xlsx", made(snapshot, "fr"))
    assert (tmp_path / "a.xlsx").read_bytes() == xlsx_of(made(snapshot, "fr"))


def test_a_text_that_no_cell_can_hold_is_cut(made: Made, snapshot: Snapshot) -> None:
    long = Person(PersonId("p9"), "\x00\ud800Zoë", notes="x" * 40_000)
    facts = snapshot.facts.changed([Put(long)])
    sheet = read(xlsx_of(made(snapshot._replace(facts=facts))))["People"]
    assert column(sheet, "Name")[0] == "Zoë"
    assert len(column(sheet, "Notes")[0]) == 32_767
