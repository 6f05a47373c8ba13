"""CSV that a spreadsheet opens as text, and that says the same in both languages."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.problems import ReadinessError
from readiness.reports import Material, write_report
from readiness.reports.separated import guarded, table_csv, unguarded
from readiness.reports.tables import TABLES
from readiness.snapshot import Snapshot
from readiness.words import Words

Made = Callable[..., Material]
RUNS = "=+-@\t\r\n\0＝＋－＠"  # noqa: RUF001 - what Excel takes for an operator


def read(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@given(st.one_of(st.text(), st.text().map(lambda text: "=" + text), st.text().map(lambda text: "'" + text)))
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    assert not guarded(text).startswith(tuple(RUNS))
    assert unguarded(guarded(text)) == text


def test_every_table_is_written_with_its_titles(made: Made, snapshot: Snapshot) -> None:
    for name in TABLES:
        titles, *rows = read(table_csv(name, made(snapshot, "en")), ",")
        assert len(set(titles)) == len(titles), name
        assert not [title for title in titles if title.startswith("column.")], name
        assert rows, name
        assert {len(row) for row in rows} == {len(titles)}, name


def test_french_has_semicolons_and_decimal_commas(made: Made, snapshot: Snapshot) -> None:
    content = table_csv("usage", made(snapshot, "fr"))
    assert content.startswith(b"\xef\xbb\xbfClient;Mois;")
    assert [row[4] for row in read(content, ";")[1:]] == ["1250", "1300,5"]
    assert [row[4] for row in read(table_csv("usage", made(snapshot, "en")), ",")[1:]] == ["1250", "1300.5"]


def test_people_come_with_names_days_and_guarded_text(made: Made, snapshot: Snapshot) -> None:
    rows = {row[0]: row for row in read(table_csv("people", made(snapshot, "en")), ",")}
    assert rows["Ada Nowak"][3:6] == ["2", "2027-01-02", "2023-01-09"]
    assert rows["Ada Nowak"][-1].startswith("'=HYPERLINK(")
    assert rows["'+33 (0)1"][-1] == "'@SUM(A1)"
    assert "990012345" not in table_csv("people", made(snapshot, "en")).decode()


@pytest.mark.parametrize("name", ["", "secrets"])
def test_an_unknown_table_is_refused_with_the_names_of_those_there_are(
    made: Made, snapshot: Snapshot, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ReadinessError) as caught:
        write_report(tmp_path / "people.csv", made(snapshot, table=name))
    assert "people" in Words("en").say(caught.value.message)
    assert list(tmp_path.iterdir()) == []


def test_the_separator_and_the_mark_of_utf_8_are_a_choice(made: Made, snapshot: Snapshot) -> None:
    content = table_csv("usage", made(snapshot, "fr", separator="tab", bom=False))
    assert content.startswith(b"Client\tMois\t")
    assert [row[4] for row in read(content, "\t")[1:]] == ["1250", "1300,5"]
    commas = table_csv("usage", made(snapshot, "fr", separator="comma"))
    assert [row[4] for row in read(commas, ",")[1:]] == ["1250", "1300.5"], "a comma parts the values already"
