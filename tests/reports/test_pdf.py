"""The summary read back by another library: the numbers, the tags, and inert whatever the names are."""

import io
import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from readiness.facts import LOGO, Attachment, Facts, Partner, Person, PersonId, Put, Remove
from readiness.problems import Message
from readiness.reports import Material
from readiness.reports.lines import printable
from readiness.reports.pdf import pdf_of, preview_pages
from readiness.reports.summary import summary_of
from readiness.rules import Rulebook
from readiness.snapshot import Due, Snapshot, compute, judged
from readiness.words import LANGUAGES, Words

ON = date(2026, 11, 24)


Made = Callable[..., Material]


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """Everything it says on one line: where a line breaks is the page's affair."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def keys_in(item: Any, seen: set[int]) -> Iterator[str]:
    """The names of all dictionary entries in the file."""
    item = item.get_object() if hasattr(item, "get_object") else item
    if id(item) in seen:
        return
    seen.add(id(item))
    if isinstance(item, dict):
        for key, value in item.items():
            yield str(key)
            yield from keys_in(value, seen)
    elif isinstance(item, list):
        for value in item:
            yield from keys_in(value, seen)


def all_keys(content: bytes) -> set[str]:
    return set(keys_in(read(content).trailer, set()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_numbers_of_the_screen(made: Made, demo: Snapshot, language: str) -> None:
    words = Words(language)
    said = text_of(pdf_of(made(demo, language)))
    for area, standing in demo.standings.items():
        assert f"{standing.shown} / 100" in said
        assert words.points(standing.points) in said, "the chart's text is text"
        assert words.name("area", area) in said
    assert words.name("chip", "blocked") in said


def test_it_is_tagged_titled_and_has_bookmarks(made: Made, demo: Snapshot) -> None:
    found = read(pdf_of(made(demo, "fr")))
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert found.metadata is not None
    assert found.metadata.title == "Synthèse de préparation · Contoso Partner"
    titles = [entry.title for entry in flat(found.outline)]
    assert "DA Données et IA" in [" ".join(title.split()) for title in titles]
    assert "D\N{RIGHT SINGLE QUOTATION MARK}où viennent les règles" in titles


def flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def test_the_same_snapshot_gives_the_same_bytes(made: Made, demo: Snapshot) -> None:
    assert pdf_of(made(demo)) == pdf_of(made(demo))


def test_letter_is_letter_and_a4_is_a4(made: Made, demo: Snapshot) -> None:
    sizes = {paper: read(pdf_of(made(demo, paper=paper))).pages[0].mediabox for paper in ("a4", "letter")}
    assert [round(float(side)) for side in sizes["a4"][2:]] == [595, 842]
    assert [round(float(side)) for side in sizes["letter"][2:]] == [612, 792]


def test_the_preview_shows_the_pages_of_the_file(made: Made, demo: Snapshot) -> None:
    pages = preview_pages(made(demo))
    assert len(pages) == len(read(pdf_of(made(demo))).pages)
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize("on", [date(2021, 1, 15), date(2023, 7, 1), ON])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_partner_has_a_summary_on_any_day(
    made: Made, book: Rulebook, on: date, language: str
) -> None:
    empty = judged(compute(Facts(), book, on), book)
    said = text_of(pdf_of(made(empty, language)))
    assert Words(language).sentence("report.title") in said
    assert "report." not in said


def test_nothing_in_it_runs_or_points_anywhere(made: Made, snapshot: Snapshot) -> None:
    content = pdf_of(made(snapshot))
    assert not all_keys(content) & {
        "/JS",
        "/JavaScript",
        "/Launch",
        "/URI",
        "/OpenAction",
        "/AA",
        "/EmbeddedFile",
    }
    assert "/StructTreeRoot" in all_keys(content), "the walk reaches the whole file"


def test_names_are_text_and_never_markup(made: Made, snapshot: Snapshot) -> None:
    name = "Ba$$in #eval(1) *b* _i_ <font color=red> \\ [x] @here // - + = `c` ~"
    facts = snapshot.facts.changed([Put(Partner(name))])
    assert name in text_of(pdf_of(made(snapshot._replace(facts=facts))))


NAMES = st.text(max_size=40) | st.sampled_from(
    ("東京パートナー", "شريك", "Zoë 🎓", "\x00\ud800", "a\u202eb", "\ue000")
)


@pytest.fixture
def printed(made: Made, snapshot: Snapshot) -> Callable[[str, str], bytes]:
    """The summary of a partner and a date of these names."""

    def pdf(name: str, title: str) -> bytes:
        people = Put(Person(PersonId("p1"), name)), Put(Partner(name))
        item = snapshot.agenda[0]._replace(title=Message("{what}", {"what": title}))
        due = Due(lambda: (item, *snapshot.agenda[1:]))
        return pdf_of(made(snapshot._replace(facts=snapshot.facts.changed(people), due=due), "fr"))

    return pdf


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, title=NAMES)
def test_any_name_can_be_printed(printed: Callable[[str, str], bytes], name: str, title: str) -> None:
    assert read(printed(name, title)).pages


def test_a_letter_that_no_font_has_costs_the_mark_and_not_the_report(
    printed: Callable[[str, str], bytes],
) -> None:
    strange, plain = printed("Zoë \U00016fe4", ""), printed("Zoë", "")
    assert (b"pdfuaid" in strange, b"pdfuaid" in plain) == (False, True)
    assert "Zoë" in text_of(strange)


def test_what_no_page_can_show_is_left_out() -> None:
    assert printable("\x00a\n b\ud800\ue000\t") == "a b"
    assert printable("1\N{NARROW NO-BREAK SPACE}250") == "1\N{NARROW NO-BREAK SPACE}250"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_summary_is_in_the_catalogue(demo: Snapshot, language: str) -> None:
    said = json.dumps(summary_of(demo, Words(language)))
    assert not [
        prefix for prefix in ("report.", "asks.", "found.", "agenda.", "count.") if f'"{prefix}' in said
    ]


PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def with_logo(snapshot: Snapshot, content: bytes) -> Snapshot:
    """With this logo instead of its own."""
    own = [Remove(Attachment, one.id) for one in snapshot.facts.attachments.values() if one.about == LOGO]
    facts = snapshot.facts.changed(own).changed([Put(Attachment("x1", "logo.png", LOGO, content))])
    return snapshot._replace(facts=facts)


def test_the_partners_logo_is_on_the_first_page_and_read_aloud(made: Made, demo: Snapshot) -> None:
    pages = read(pdf_of(made(with_logo(demo, PIXEL)))).pages
    assert len(pages[0].images) == 1
    assert [len(page.images) for page in pages[1:]] == [0] * (len(pages) - 1)
    assert "/Alt" in all_keys(pdf_of(made(with_logo(demo, PIXEL), audience="customer")))


def test_a_logo_that_is_no_picture_costs_the_logo_and_not_the_report(made: Made, demo: Snapshot) -> None:
    broken = pdf_of(made(with_logo(demo, PIXEL[:30])))
    assert len(read(broken).pages[0].images) == 0
    assert b"pdfuaid" in broken
