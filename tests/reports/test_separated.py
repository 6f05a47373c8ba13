"""CSV that a spreadsheet opens as text, and that says the same in both languages."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.problems import ReadinessError
from readiness.reports.separated import csv_of, guarded, unguarded, write_csv
from readiness.reports.tables import TABLES
from readiness.snapshot import Snapshot
from readiness.words import Words

RUNS = "=+-@\t\r\n\0＝＋－＠"  # noqa: RUF001 - what Excel takes for an operator


def read(content: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@given(st.one_of(st.text(), st.text().map(lambda text: "=" + text), st.text().map(lambda text: "'" + text)))
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    assert not guarded(text).startswith(tuple(RUNS))
    assert unguarded(guarded(text)) == text


def test_every_table_is_written_with_its_titles(snapshot: Snapshot) -> None:
    for name in TABLES:
        titles, *rows = read(csv_of(snapshot, Words("en"), name), ",")
        assert len(set(titles)) == len(titles), name
        assert not [title for title in titles if title.startswith("column.")], name
        assert rows, name
        assert {len(row) for row in rows} == {len(titles)}, name


def test_french_has_semicolons_and_decimal_commas(snapshot: Snapshot) -> None:
    content = csv_of(snapshot, Words("fr"), "usage")
    assert content.startswith(b"\xef\xbb\xbfClient;Mois;")
    assert [row[4] for row in read(content, ";")[1:]] == ["1250", "1300,5"]
    assert [row[4] for row in read(csv_of(snapshot, Words("en"), "usage"), ",")[1:]] == ["1250", "1300.5"]


def test_people_come_with_names_days_and_guarded_text(snapshot: Snapshot) -> None:
    rows = {row[0]: row for row in read(csv_of(snapshot, Words("en"), "people"), ",")}
    assert rows["Ada Nowak"][3:6] == ["2", "2027-01-02", "2023-01-09"]
    assert rows["Ada Nowak"][-1].startswith("'=HYPERLINK(")
    assert rows["'+33 (0)1"][-1] == "'@SUM(A1)"
    assert "990012345" not in csv_of(snapshot, Words("en"), "people").decode()


@pytest.mark.parametrize("name", [None, "secrets"])
def test_an_unknown_table_is_refused_with_the_names_of_those_there_are(
    snapshot: Snapshot, tmp_path: Path, name: str | None
) -> None:
    with pytest.raises(ReadinessError) as caught:
        write_csv(tmp_path / "people.csv", snapshot, Words("en"), name)
    assert "people" in Words("en").say(caught.value.message)
    assert list(tmp_path.iterdir()) == []
