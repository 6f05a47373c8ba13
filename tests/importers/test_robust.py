"""Whatever the bytes: a reading whose rows add up, or a source error with words; and once is enough."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from readiness.facts import Facts
from readiness.importers import STATES, Reading, read_source
from readiness.problems import SourceError
from readiness.rules import load_rulebook
from readiness.words import LANGUAGES, Words

RULEBOOK = load_rulebook()
WORDS = [Words(language) for language in LANGUAGES]
HEADER = (
    b"TrainingTitle,TrainingType,IndividualFirstName,Email,CorpEmail,"
    b"TrainingCompletionDate,ExpirationDate,MCPID\r\n"
)
ROWS = (
    b"Azure Administrator Associate,Certification,Ada,a@h.example,ada@p.example,25/12/2025,25/12/2026,1\r\n"
    b"Azure Developer Associate,Certification,,b@home.example,,10/02/2026,10/02/2027,2\r\n"
    b'Azure Fundamentals,Certification,"Cy, ""the"" third",,cy@p.example,01/03/2026 10:00,,\r\n'
    b"AZ-104,Exam,Ada,,ada@p.example,25/12/2025,,1\r\n"
)
SMALL = HEADER + ROWS


def read(data: bytes, facts: Facts, order: str | None = None) -> Reading | None:
    try:
        return read_source("export.csv", data, facts, RULEBOOK, date_order=order)
    except SourceError as found:
        error = found
    assert all(words.say(error.message) != error.message.code for words in WORDS)
    return None


def holds(data: bytes) -> Reading | None:
    """The laws of any reading; True words for each problem, rows that add up, nothing new the second time."""
    for order in (None, "dmy"):
        first = read(data, Facts(), order)
        if first is None:
            return None
        spoken = [words.problem(problem) for words in WORDS for problem in first.problems]
        assert not [
            pair for pair in spoken if pair[0].startswith("problem.") or pair[1].startswith("remedy.")
        ]
        if first.needs_date_order:
            assert not first.changes
            continue
        assert first.rows == len(first.entries) == sum(first.count(state) for state in STATES)
        assert (first.refused, first.left_out) == (first.count("refused"), first.count("left-out"))
        assert first.added == len(first.changes)
        facts = Facts().changed(first.changes)
        again = read(data, facts, order)
        assert again is not None
        assert again.changes == ()
        assert facts.changed(again.changes) == facts
    return first


def test_the_small_export_itself_is_sound() -> None:
    reading = holds(SMALL)
    assert reading is not None
    assert (reading.added, reading.refused) == (6, 1)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The small export with some bytes put in, taken out, turned or repeated."""
    data = bytearray(SMALL)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        until = min(len(data), at + draw(st.integers(0, 40)))
        match draw(st.integers(0, 4)):
            case 0:
                data[at:at] = draw(st.binary(max_size=8))
            case 1:
                del data[at:until]
            case 2:
                data[at:at] = data[at:until]
            case 3:
                data[at:at] = draw(
                    st.sampled_from([b'"', b"\0", b"\r", b"\n", b",", b";", b"\t", b"\xef\xbb\xbf"])
                )
            case _:
                del data[at:]
    return bytes(data)


@given(mutations())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@example(SMALL.replace(b"Ada", b"A" * 200_000, 1))
@example(SMALL.replace(b"Ada", b'"Ada', 1))
@example(SMALL.replace(b"\r\n", b"\r", 3))
@example(HEADER.replace(b"Email", b"MCPID", 1) + ROWS)
@example(SMALL.decode().encode("utf-16"))
@example(SMALL.decode().encode("utf-16")[:-1])
@example(b"\xff\xfe\x00")
@example(b"{" + SMALL)
def test_any_change_of_bytes_ends_in_words(data: bytes) -> None:
    holds(data)


@pytest.mark.long
@given(mutations())
@settings(max_examples=10_000, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_ten_thousand_changes_of_bytes_end_in_words(data: bytes) -> None:
    holds(data)


@given(st.binary(max_size=300))
@settings(deadline=None)  # the names of countries load when the first customer is read
def test_any_bytes_end_in_words(data: bytes) -> None:
    holds(data)


CELLS: Any = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "Certification",
                "Exam",
                "Azure Administrator Associate",
                "Azure Fundamentals",
                "Ada",
                "Ben",
            ),
            *(
                "ada@p.example",
                "ben@p.example",
                "1",
                "2",
                "25/12/2025",
                "25/12/2026",
                "2027-01-01",
                "9999-12-31",
            ),
        ]
    ),
    st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=12),
)


@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=12))
@settings(deadline=None)
def test_any_table_ends_in_words(rows: list[list[str]]) -> None:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    holds(HEADER + "".join(f"{line}\r\n" for line in quoted).encode())


PEOPLE = st.tuples(
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "a@p.example", "b@p.example"]),
    st.sampled_from(["", "Ada", "Ben"]),
    st.sampled_from(["", "a@home.example"]),
)
PERIODS = st.tuples(st.integers(2019, 2026), st.integers(0, 3))


@given(
    st.lists(st.tuples(PEOPLE, PERIODS), min_size=1, max_size=10),
    st.lists(st.tuples(PEOPLE, PERIODS), max_size=6),
)
@settings(deadline=None)
def test_whoever_the_rows_name_the_second_time_changes_nothing(first: list[Any], more: list[Any]) -> None:
    facts = Facts()
    for rows in (first, first + more):
        data = HEADER + b"".join(map(row_of, rows))
        reading = read(data, facts)
        assume(reading is not None)
        assert reading is not None
        facts = facts.changed(reading.changes)
        again = read(data, facts)
        assert again is not None
        assert again.changes == ()


def row_of(row: Any) -> bytes:
    (mcid, mail, name, private), (year, years) = row
    end = f"{year + years}-06-01" if years else ""
    title = "Azure Administrator Associate"
    return f"{title},Certification,{name},{private},{mail},{year}-06-01,{end},{mcid}\r\n".encode()
