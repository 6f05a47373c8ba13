"""Files of a pack are made side by side, come in their order, and can be stopped at once."""

import io
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from functools import partial
from typing import Any

import pytest
from pypdf import PdfReader

from readiness.facts import AssociationClaim, Customer, CustomerId, Facts, Put
from readiness.reports import Material, members_of
from readiness.reports.making import made as files_of
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot, compute

Made = Callable[..., Material]


def slowly(said: bytes, seconds: float) -> bytes:
    time.sleep(seconds)
    return said


def test_files_come_in_their_order_however_long_each_takes() -> None:
    said = [str(n).encode() for n in range(20)]
    makers = [partial(slowly, text, 0.01 * (20 - n)) for n, text in enumerate(said)]
    assert list(files_of(makers)) == said
    assert list(files_of([])) == []


def test_two_files_are_made_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=20)

    def meet() -> bytes:
        both.wait()
        return b"met"

    assert list(files_of([meet, meet])) == [b"met", b"met"]


def test_who_stops_waits_for_no_file_that_takes_long() -> None:
    asked, goes_on = threading.Event(), threading.Event()

    def long() -> bytes:
        assert goes_on.wait(60)
        return b""

    def step(_done: int, _of: int) -> None:
        if asked.is_set():
            raise CancelledError

    threading.Timer(0.3, asked.set).start()
    begun = time.monotonic()
    try:
        with pytest.raises(CancelledError):
            list(files_of([long], step))
        assert time.monotonic() - begun < 1.3
    finally:
        goes_on.set()


def test_no_further_file_is_begun_after_one_failed() -> None:
    begun: list[int] = []

    def make(number: int) -> bytes:
        begun.append(number)
        if number == 0:
            raise OSError
        return slowly(b"", 0.05)

    with pytest.raises(OSError, match=r"^$"):
        list(files_of([partial(make, n) for n in range(100)]))
    assert len(begun) < 100


def many_claims(book: Rulebook, day: Snapshot, count: int) -> Snapshot:
    customers = [Customer(CustomerId(f"c{n}"), f"Customer {n:03}") for n in range(count)]
    claims = [AssociationClaim(f"k{n}", one.id, "Teams") for n, one in enumerate(customers)]
    return compute(Facts().changed([*map(Put, customers), *map(Put, claims)]), book, day.on)


@pytest.mark.parametrize(("language", "said"), [("en", "part 2 of 2"), ("fr", "partie 2 sur 2")])
def test_very_many_sheets_are_printed_in_parts_that_say_so(
    made: Made, book: Rulebook, demo: Snapshot, language: str, said: str
) -> None:
    found = members_of(made(many_claims(book, demo, 103), language, pack="claims"))
    make = {member.name: member.make for member in found if "/" not in member.name}
    assert set(make) == {"claims-1.pdf", "claims-2.pdf", "claims.xlsx"}
    assert len(found) == 103 + len(make)
    first, second = (PdfReader(io.BytesIO(make[f"claims-{n}.pdf"]())) for n in (1, 2))
    text = second.pages[0].extract_text()
    assert said in text
    marks = [str(one.title) for part in (first, second) for one in flat(part.outline)]
    claimed = [mark for mark in marks if mark.startswith("Customer ")]
    assert claimed == [f"Customer {n:03}" for n in range(103)]


def flat(outline: list[Any]) -> list[Any]:
    return [one for entry in outline for one in (flat(entry) if isinstance(entry, list) else [entry])]
