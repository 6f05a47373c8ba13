"""Bytes to rows: encodings, delimiters, broken lines, and the numbers that a spreadsheet shows."""

from typing import Any

import pytest

from readiness.facts import Facts, Person, Put
from readiness.importers import Reading, read_source
from readiness.importers.tables import read_table
from readiness.problems import SourceError
from readiness.rules import Rulebook

Read = Any
HEADER = "TrainingTitle,TrainingCompletionDate,MCPID,IndividualFirstName\r\n"
ROW = "AZ-104,2026-03-02,1,Ada\r\n"


def names(reading: Reading) -> list[str]:
    return [c.thing.name for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Person)]


def refused(reading: Reading) -> list[tuple[str, int | None]]:
    return [(p.code, p.row) for p in reading.problems if p.code != "expiry-column-missing"]


def export(name: str = "Ada") -> str:
    title = "Azure Administrator Associate"
    return (
        "TrainingTitle,TrainingCompletionDate,ExpirationDate,MCPID,IndividualFirstName\r\n"
        f"{title},2026-03-02,2027-03-02,1,{name}\r\n{title},2026-03-02,2027-03-02,2,Ben\r\n"
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("name", ["Ada", "Zoë Çelik"])
def test_any_usual_encoding_is_read(encoding: str, name: str, read: Read) -> None:
    reading = read(export(name).encode(encoding))
    assert names(reading) == [name, "Ben"]
    assumed = encoding == "cp1252" and not name.isascii()
    assert [p.code for p in reading.problems] == (["encoding-assumed"] if assumed else [])


@pytest.mark.parametrize("encoding", ["cp1250", "cp850"])
def test_an_encoding_that_nobody_can_know_is_read_with_a_warning(encoding: str, read: Read) -> None:
    assert [p.code for p in read(export("Zoë").encode(encoding)).problems] == ["encoding-assumed"]


def test_a_file_that_breaks_off_inside_a_letter_keeps_its_other_letters(read: Read) -> None:
    data = (export("Zoë") + "Azure Administrator Associate,2026-03-02,2027-03-02,3,Zo").encode() + b"\xc3"
    assert names(read(data)) == ["Zoë", "Ben", "Zo"]


def test_a_letter_that_is_damaged_is_said(read: Read) -> None:
    reading = read(b"\xef\xbb\xbf" + export("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}").encode("cp1252"))
    assert [(p.code, p.slots["n"]) for p in reading.problems] == [("encoding-damaged", 1)]


def test_invisible_signs_are_taken_out_and_said(read: Read) -> None:
    reading = read(export("A\x00d\x07a"))
    assert names(reading) == ["Ada", "Ben"]
    assert [(p.code, p.slots["n"]) for p in reading.problems] == [("control-characters", 2)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source-empty"),
        (b" \r\n\r\n", "source-empty"),
        (b"\xef\xbb\xbf\r\n", "source-empty"),
        (b"\0\0\0\0", "source-empty"),
        (b"PK\x03\x04" + bytes(60), "source-broken"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "source-workbook"),
        (b"%PDF-1.7\n", "source-binary"),
        (b"\x89PNG\r\n", "source-binary"),
        (b"SQLite format 3\x00" + bytes(90), "source-binary"),
        (bytes(range(256)) * 4, "source-binary"),
        (b"\x01\x02\x03abc", "source-binary"),
        (b"\x81\x8d\x8f,x\r\n", "source-binary"),
        (b"Name,Shoe size\r\nAda,38\r\n", "source-unknown"),
        (b"TrainingTitle,MCPID\r\nAZ-104,1\r\n", "source-unknown"),
        (b"just a letter to the tax office", "source-unknown"),
    ],
)
def test_what_is_no_export_is_said_in_one_sentence(data: bytes, code: str, read: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.message.code == f"error.{code}"
    assert caught.value.message.slots["source"] == "export.csv"


def test_a_kind_that_was_asked_for_is_held_to(read: Read, rulebook: Rulebook) -> None:
    with pytest.raises(SourceError) as caught:
        read("TrainingTitle,MCPID\r\nAZ-104,1\r\n", kind="insights-trainings")
    assert caught.value.message.slots["columns"] == "TrainingCompletionDate"
    for how in ({"kind": "insights-shoes"}, {"date_order": "ymd"}):
        with pytest.raises(SourceError):
            read(export(), **how)
    with pytest.raises(SourceError):
        read_source("a.csv", export().encode(), Facts(), rulebook, kind="partner-document")


def test_a_partner_document_is_known_by_its_content(read: Read) -> None:
    reading = read('{"format": "partner-readiness/1", "people": [{"id": "p1", "name": "Ada"}]}')
    assert (reading.kind, reading.source, names(reading)) == ("partner-document", "export.csv", ["Ada"])


def test_a_header_alone_has_no_rows(read: Read) -> None:
    reading = read(HEADER)
    assert (reading.rows, [p.code for p in reading.problems]) == (0, ["no-rows"])


@pytest.mark.parametrize("first", ["sep=,\r\n", "SEP=,\n", "\ufeff"])
def test_the_line_that_excel_reads_for_itself_is_no_row(first: str, read: Read) -> None:
    assert [entry.row for entry in read(first + export()).entries] == [2, 3]


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_any_line_ending(newline: str, read: Read) -> None:
    reading = read(export().replace("\r\n", newline))
    assert [entry.row for entry in reading.entries] == [2, 3]
    assert reading.problems == ()


def test_blank_lines_are_no_rows_and_count_as_a_spreadsheet_counts(read: Read) -> None:
    lines = export().splitlines(keepends=True)
    reading = read("".join((*lines[:2], "\r\n", ",,,,\r\n", " , \r\n", *lines[2:])))
    assert (reading.rows, [entry.row for entry in reading.entries]) == (2, [2, 6])


def test_a_cell_with_line_breaks_is_part_of_one_row(read: Read) -> None:
    reading = read(export('"Ada\r\nMarie, ""the first"""'))
    assert names(reading) == ['Ada Marie, "the first"', "Ben"]
    assert [entry.row for entry in reading.entries] == [2, 3]


def test_half_a_line_is_refused(read: Read) -> None:
    reading = read((export() + "Azure Administrator Associate,2026-0").encode())
    assert (refused(reading), names(reading)) == ([("row-cut", 4)], ["Ada", "Ben"])
    assert (reading.rows, reading.refused, reading.entries[-1].state) == (3, 1, "refused")


def test_a_row_without_its_last_cells_is_read(read: Read) -> None:
    reading = read(export() + "Azure Administrator Associate,2026-03-02,2027-03-02,3\r\n")
    assert (reading.people, reading.problems) == (3, ())


def test_a_row_with_too_many_cells_is_refused_unless_they_are_empty(read: Read) -> None:
    reading = read(export("Ada,Nowak") + "Azure Administrator Associate,2026-03-02,2027-03-02,3,Cy,,\r\n")
    assert (refused(reading), names(reading)) == ([("row-long", 2)], ["Ben", "Cy"])


def test_a_quote_that_never_closes_costs_its_own_row(read: Read) -> None:
    text = export('"Ada') + "".join(export(f"N{n}").splitlines(keepends=True)[1] for n in range(3))
    reading = read(text.replace(",1,N", ",7,N"))
    assert refused(reading)[0] == ("row-unreadable", 2)
    assert names(reading) == ["Ben", "N0"]


def test_a_quote_that_closes_in_another_row_swallows_none_between(read: Read) -> None:
    line = "Azure Administrator Associate,2026-03-02,2027-03-02,{},{}\r\n"
    text = export('"Ada') + line.format(3, 'Cy"') + line.format(4, "Dan")
    reading = read(text)
    assert (refused(reading), names(reading)) == ([("row-unreadable", 2)], ["Ben", 'Cy"', "Dan"])


def test_two_open_quotes_do_not_swallow_what_is_between(read: Read) -> None:
    line = "Azure Administrator Associate,2026-03-02,2027-03-02,{},{}\r\n"
    people = ['"Ada', "Ben", '"Cy', "Dan", "Eve"]
    text = export().splitlines(keepends=True)[0] + "".join(
        line.format(number, name) for number, name in enumerate(people, start=1)
    )
    reading = read(text)
    assert (names(reading), refused(reading)) == (
        ["Ben", "Dan", "Eve"],
        [("row-unreadable", 2), ("row-unreadable", 4)],
    )


def test_a_cell_beyond_the_reader_costs_its_own_row(read: Read) -> None:
    reading = read(export('"' + "A" * 200_000 + '"'))
    assert (names(reading), refused(reading)) == (["Ben"], [("row-unreadable", 2)])
    assert refused(read(export("A" * 100_000))) == [("cell-too-long", 2)]


def test_a_wide_first_line_does_not_hide_the_header() -> None:
    wanted = frozenset({"trainingtitle", "mcpid"})
    found = read_table("a;b;c;d;e;f;g\r\n" + "TrainingTitle,MCPID\r\nx,1\r\n", wanted)
    assert (found.header, found.header_row) == (("TrainingTitle", "MCPID"), 2)
    assert found.rows == ((3, ["x", "1"]),)


def test_a_title_beyond_the_reader_is_no_header() -> None:
    assert read_table("A" * 200_000 + "\r\n", frozenset({"x"})).rows == ()
