"""Workbooks, zip and gzip: what they hold is read, and nothing they do can hurt the program."""

import gzip
import io
import itertools
import multiprocessing
import os
import random
import resource
import signal
import time
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from openpyxl import Workbook

from readiness.facts import Facts
from readiness.importers import read_file
from readiness.importers.folded import MOST_BYTES
from readiness.problems import Message, SourceError
from readiness.rules import Rulebook

Read = Any
CUSTOMERS = b"Microsoft ID,Company name,Primary domain name,Relationship\r\n"
HEADER = ["Microsoft ID", "Company name", "Primary domain name", "Relationship"]
_SECONDS = 2.0
_MEGABYTES = 50
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows: list[Any], before: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if before is not None:
        sheet.title = "Notes"
        sheet.append(before)
        sheet = book.create_sheet("Customers")
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def archive(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return content.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    """A sound workbook, one part of it replaced."""
    with zipfile.ZipFile(io.BytesIO(workbook(HEADER, ["t1", "Fabrikam", "f.example", ""]))) as sound:
        members = {member: sound.read(member) for member in sound.namelist()}
    return archive(members | {name: data})


def sheet(rows: bytes, head: bytes = b"") -> bytes:
    return head + f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def named(reading: Any) -> list[str]:
    return [customer.name for customer in Facts().changed(reading.changes).customers.values()]


def test_a_workbook_is_read_like_the_table_it_is(read: Read) -> None:
    content = workbook(
        HEADER, [], ["t1", "Zoë & Söhne", "z.example", "Cloud Reseller"], ["t2", 365, None, True]
    )
    reading = read(content)
    assert (reading.kind, reading.rows, named(reading)) == ("csp-customers", 2, ["Zoë & Söhne", "365"])


def test_the_first_sheet_of_a_known_kind_is_read(read: Read) -> None:
    content = workbook(HEADER, ["t1", "Fabrikam", "f.example", ""], before=["Customers as of today"])
    assert named(read(content)) == ["Fabrikam"]


def test_days_and_numbers_of_a_workbook_are_exact(read: Read) -> None:
    header = ["Subscription ID", "Subscription", "Quantity", "Status", "Start date", "End date"]
    row = ["s1", "E3", 25.0, "Active", date(2026, 2, 1), datetime(2027, 1, 31, 12, 30)]  # noqa: DTZ001 - as Excel
    (order,) = Facts().changed(read(workbook(header, row)).changes).subscriptions.values()
    assert (order.seats, order.starts_on, order.ends_on) == (25, date(2026, 2, 1), date(2027, 1, 31))


def test_a_formula_is_data(read: Read) -> None:
    """Its last value counts where the workbook holds one; here it holds none."""
    reading = read(workbook(HEADER, ["t1", "=1+1", "f.example", ""], ["t2", "'=1+1", "", ""]))
    assert named(reading) == ["f.example", "=1+1"]


def test_gzip_of_several_members_is_read_to_its_end(read: Read) -> None:
    content = gzip.compress(CUSTOMERS + b"t1,A,a.example,\r\n") + gzip.compress(b"t2,B,b.example,\r\n")
    assert named(read(content)) == ["A", "B"]


def test_an_archive_of_one_table_is_read(read: Read) -> None:
    assert named(read(archive({"export.csv": CUSTOMERS + b"t1,A,a.example,\r\n"}))) == ["A"]


def big(megabytes: int) -> bytes:
    return b"1" * 1_000_000 * megabytes


def hostile() -> Iterator[tuple[str, bytes, str]]:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    yield "ten million cells", with_part(_SHEET, sheet(row * 10_000)), "source-bomb"
    far = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
    yield "a far cell", with_part(_SHEET, sheet(far.encode())), "source-wide"
    wide = "".join(f"<c><v>{n}</v></c>" for n in range(16_384))
    yield "16,384 columns", with_part(_SHEET, sheet(f"<row>{wide}</row>".encode())), "source-wide"
    yield "billion laughs", with_part(_SHEET, sheet(b"<row><c><v>&b;</v></c></row>", laughs)), "source-bomb"
    yield (
        "an outside entity",
        with_part(_SHEET, sheet(b"<row><c><v>&a;</v></c></row>", outside)),
        "source-bomb",
    )
    many = "".join(f'<sheet name="s{n}" sheetId="{n + 1}"/>' for n in range(100_000))
    yield "a hundred thousand sheets", with_part("xl/workbook.xml", many.encode()), "source-bomb"
    yield "a gzip bomb", gzip.compress(big(400)), "source-bomb"
    yield "a zip bomb", archive({"a.csv": big(400)}), "source-bomb"
    yield "many members", archive({f"{n}.csv": b"x" for n in range(500)}), "source-bomb"
    yield "a zip in a zip", archive({"a.zip": archive({"a.csv": CUSTOMERS})}), "source-archive"
    yield "two tables", archive({"a.csv": CUSTOMERS, "b.csv": CUSTOMERS}), "source-archive"
    yield "a file that is cut", workbook(HEADER)[:-400], "source-broken"
    yield "a gzip that is cut", gzip.compress(CUSTOMERS * 90)[:-12], "source-broken"
    yield "no XML", with_part(_SHEET, b"no xml"), "source-broken"
    yield "a protected or old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "source-workbook"
    yield "a program", b"MZ" + bytes(4096), "source-binary"
    yield "only blanks", workbook([None, None], []), "source-empty"
    deep = b'{"items": ' * 100_000
    yield "deep brackets", deep, "document-too-deep"


CORPUS = {name: (data, code) for name, data, code in hostile()}


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_refused_quickly_and_costs_no_memory(name: str, read: Read) -> None:
    data, code = CORPUS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.message.code == f"error.{code}"
    assert time.perf_counter() - start < _SECONDS * 5  # other tests run beside this one
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < _MEGABYTES


def test_long_cells_and_macros_are_read_as_data(read: Read) -> None:
    content = with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    assert named(read(content)) == ["Fabrikam"]
    long = workbook(HEADER, ["t1", "x" * 32_000, "", ""], ["t2", "B", "", ""])
    reading = read(long)
    assert (named(reading), [problem.code for problem in reading.problems]) == (["B"], ["customer-too-long"])


def test_a_packed_file_beyond_the_limit_is_not_even_unpacked(read: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read(b"\x1f\x8b" + bytes(MOST_BYTES))
    assert caught.value.message.code == "error.source-too-large"


def test_cancelling_ends_the_child_and_leaves_nothing_behind(
    tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.gz"
    path.write_bytes(gzip.compress(CUSTOMERS + b"t1,A,a.example,\r\n" * 100_000))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def step(_done: int, _of: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        read_file(path, Facts(), rulebook, step=step)
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a process is stopped by a signal")
@pytest.mark.timeout(60)
def test_cancelling_is_heard_while_the_child_does_not_take_the_file(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    path = tmp_path / "export.gz"
    path.write_bytes(gzip.compress(random.Random(1).randbytes(8_000_000)))  # noqa: S311 (more than a pipe holds)
    stopped = Thread(target=_stop_the_first_child)
    stopped.start()
    steps = itertools.count()

    def step(_done: int, _of: int) -> None:
        if next(steps) >= 10:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_file(path, Facts(), rulebook, step=step)
    stopped.join()
    assert multiprocessing.active_children() == []


def _stop_the_first_child() -> None:
    """While it starts, which takes longer than to find it."""
    while not (children := multiprocessing.active_children()):
        time.sleep(0.001)
    os.kill(children[0].pid or 0, signal.SIGSTOP)


def test_a_child_that_is_killed_is_told_in_words(tmp_path: Path, rulebook: Rulebook) -> None:
    """By a system that is short of memory, or by hand."""
    path = tmp_path / "export.gz"
    path.write_bytes(gzip.compress(CUSTOMERS + b"t1,A,a.example,\r\n" * 100_000))

    def step(_done: int, _of: int) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(SourceError) as caught:
        read_file(path, Facts(), rulebook, step=step)
    assert caught.value.message == Message("error.source-too-hard", {"source": "export.gz"})
    assert multiprocessing.active_children() == []


def test_an_archive_larger_than_memory_may_hold_goes_over_a_file_that_nobody_finds(
    tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a kill leaves no copy of the records behind, beside a file with a password perhaps."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = tmp_path / "export.gz"
    rows = b"".join(b"t%d,Customer %d %0200d,,Cloud Reseller\r\n" % (n, n, n) for n in range(40_000))
    path.write_bytes(gzip.compress(CUSTOMERS + rows))
    seen: list[list[Path]] = []
    reading = read_file(path, Facts(), rulebook, step=lambda *_: seen.append(list(scratch.iterdir())))
    assert (reading.rows, reading.added) == (40_000, 40_000)
    assert seen
    if os.name == "posix":
        assert not any(seen)
