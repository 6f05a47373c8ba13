"""A file for a customer holds nothing of the workspace, and the check that says so notices every leak."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import matplotlib as mpl
import pytest
import typst
from matplotlib.figure import Figure
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageWriter
from xlsxwriter import Workbook

from readiness.facts import (
    AREAS,
    LOGO,
    Association,
    AssociationClaim,
    CoopClaim,
    CustomerId,
    CustomerReference,
    Engagement,
    Partner,
    Person,
    PersonId,
    Put,
    SupportCase,
)
from readiness.problems import ReadinessError
from readiness.reports import Material, report_of, write_report
from readiness.reports.customer_safe import Secrets, leaks, require_customer_safe, secrets_of
from readiness.reports.files import write_whole
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES, Words
from tests.reports.leaky import (
    ENDINGS,
    GUID,
    PROPERTIES,
    csv_with,
    edition,
    ics_with,
    json_with,
    pdf_with,
    xlsx_with,
    zip_with,
)

Made = Callable[..., Material]
LEAKS = {
    "name": ["Renée Nowak-Lévy", "NOWAK-LEVY, Renee"],
    "mail": ["renee@partner.example"],
    "customer": ["Fabrikam S.A."],
    "tenant": [GUID, "fabrikam.onmicrosoft.example"],
    "number": ["990012345"],
    "amount": ["1250.50", "1,250.50", "1 250,50", "1251", "EUR 3", "3 $"],
    "score": ["{score}"],
}
CASES = [(kind, said) for kind, some in LEAKS.items() for said in some]


def filled(said: str, snapshot: Snapshot) -> str:
    """A score of the snapshot that is no other number of it."""
    totals = [float(standing.points) for standing in snapshot.standings.values() if standing.has_rules]
    return said.format(score=f"{max(totals):.1f}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_made_for_a_customer_passes(
    made: Made, held: Snapshot, tmp_path: Path, ending: str, language: str
) -> None:
    for with_scores in (False, True):
        out = tmp_path / f"customer-{with_scores}.{ending}"
        write_report(out, made(held, language, with_scores=with_scores, **edition(ending)))
        assert out.stat().st_size


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv", "ics", "json"])
def test_an_internal_report_would_not_pass(
    made: Made, held: Snapshot, secrets: Secrets, tmp_path: Path, ending: str
) -> None:
    content = report_of(Path(f"a.{ending}"), made(held, table="people"))
    out = tmp_path / f"a.{ending}"
    with pytest.raises(ReadinessError) as caught:
        write_whole(out, content, lambda written: require_customer_safe(out.name, written, secrets))
    assert caught.value.message.code == "error.customer-leak"
    assert "Renée" not in Words("fr").say(caught.value.message)
    assert list(tmp_path.iterdir()) == [], "not even the temporary file is left"


@pytest.mark.parametrize(("kind", "said"), CASES)
def test_every_leak_is_noticed_in_plain_files(held: Snapshot, secrets: Secrets, kind: str, said: str) -> None:
    said = filled(said, held)
    files = [
        *(("a.csv", csv_with(said, place)) for place in ("cell", "head")),
        *(("a.json", json_with(said, place)) for place in ("value", "key")),
        *(("a.ics", ics_with(said, place)) for place in ("text", "parameter", "name")),
    ]
    for name, content in files:
        assert kind in {leak.kind for leak in leaks(name, content, secrets)}, content


PLACES = (
    *("cell", "sheet", "comment", "header", "custom", "chart", "drawing", "validation", *PROPERTIES),
    *("defined", "hidden", "link", "look", "axis", "tip"),
)
IN_A_WORKBOOK = [
    (kind, said, place)
    for place in PLACES
    for kind, said in CASES
    if place != "sheet" or len(said) < 32  # no more can be told there
]


@pytest.mark.parametrize(("kind", "said", "place"), IN_A_WORKBOOK)
def test_every_leak_is_noticed_in_a_workbook(
    held: Snapshot, secrets: Secrets, kind: str, said: str, place: str
) -> None:
    content = xlsx_with(filled(said, held), place)
    assert kind in {leak.kind for leak in leaks("a.xlsx", content, secrets)}


@pytest.mark.parametrize(("kind", "said"), CASES)
@pytest.mark.parametrize(
    "place",
    [
        *("page", "/Title", "/Author", "/Subject", "/Keywords", "xmp", "note", "bookmark", "attachment"),
        *("link", "alt", "layer"),
    ],
)
def test_every_leak_is_noticed_in_a_pdf(  # noqa: PLR0913, PLR0917 - a case has many sides
    made: Made, held: Snapshot, secrets: Secrets, kind: str, said: str, place: str
) -> None:
    content = pdf_with(filled(said, held), place, made(held))
    assert kind in {leak.kind for leak in leaks("a.pdf", content, secrets)}


@pytest.mark.parametrize(("kind", "said"), CASES)
def test_every_leak_is_noticed_in_a_zip(held: Snapshot, secrets: Secrets, kind: str, said: str) -> None:
    content = zip_with(csv_with(filled(said, held)), "notes.csv")
    assert kind in {leak.kind for leak in leaks("a.zip", content, secrets)}


@pytest.mark.parametrize(("kind", "said"), CASES)
@pytest.mark.parametrize("place", ["name", "comment", "comment of the member"])
def test_the_names_and_comments_of_members_are_read_too(
    held: Snapshot, secrets: Secrets, kind: str, said: str, place: str
) -> None:
    said, out = filled(said, held), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo(f"tables/{said}.csv" if place == "name" else "tables/designations.csv")
        member.comment = said.encode() if place == "comment of the member" else b""
        archive.writestr(member, "Designation\r\n")
        archive.comment = said.encode() if place == "comment" else b""
    assert kind in {leak.kind for leak in leaks("a.zip", out.getvalue(), secrets)}


@pytest.mark.parametrize("name", ["a.heic", "chart.png", "chart.svg", "logo.jpg", "letter.docx", "proof"])
def test_a_member_that_cannot_be_read_is_not_handed_over(secrets: Secrets, name: str) -> None:
    with pytest.raises(ReadinessError) as caught:
        require_customer_safe("a.zip", zip_with(b"x", name), secrets)
    assert caught.value.message.code == "error.customer-unreadable"


def compiled(source: str, **inputs: str) -> bytes:
    return typst.compile(source.encode(), sys_inputs=inputs)


@pytest.mark.parametrize("said", ["Renée Nowak-Lévy", "renee@partner.example", GUID, "1250.50"])
def test_what_a_chart_on_a_page_says_is_read(secrets: Secrets, said: str) -> None:
    """A chart is drawn with its text as text: the reader of the page finds it like any other."""
    figure = Figure(figsize=(4, 1))
    figure.text(0.05, 0.4, f"Security {said}")
    drawn = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(drawn, format="svg")
    source = '#image(bytes(sys.inputs.chart), format: "svg", alt: "x")'
    content = compiled(source, chart=drawn.getvalue())
    assert list(leaks("a.pdf", content, secrets))
    harmless = drawn.getvalue().replace(said, "Badge")
    assert not list(leaks("a.pdf", compiled(source, chart=harmless), secrets))


def with_logo(snapshot: Snapshot, content: bytes) -> Snapshot:
    (own,) = (one for one in snapshot.facts.attachments.values() if one.about == LOGO)
    return snapshot._replace(facts=snapshot.facts.changed([Put(replace(own, content=content))]))


def photograph(said: str) -> bytes:
    """A JPEG with a comment and the fields that a camera or an editor writes."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture = QImage(12, 12, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    assert QImageWriter(buffer, QByteArray(b"jpeg")).write(picture)
    plain, told = bytes(buffer.data().data()), said.encode()
    parts = (b"\xff\xe1", b"Exif\0\0" + told), (b"\xff\xfe", told)
    added = b"".join(mark + (len(text) + 2).to_bytes(2, "big") + text for mark, text in parts)
    return plain[:2] + added + plain[2:]


@pytest.mark.parametrize("said", ["Renée Nowak-Lévy", "renee@partner.example"])
def test_what_a_logo_says_beside_its_picture_is_left_out_and_would_be_found(
    made: Made, held: Snapshot, secrets: Secrets, said: str
) -> None:
    shown = with_logo(held, photograph(said))
    content = report_of(Path("a.pdf"), made(shown, audience="customer"))
    assert said.encode() not in content
    assert b"/DCTDecode" in content, "the picture itself is there"
    source = '#image(bytes(json(bytes(sys.inputs.data))), format: "jpg", alt: "x")'
    raw = compiled(source, data=json.dumps(list(photograph(said))))
    assert said.encode() in raw
    assert list(leaks("a.pdf", raw, secrets))
    assert not list(leaks("a.pdf", content, secrets))


def test_a_page_with_more_pictures_than_the_logo_is_not_handed_over(secrets: Secrets) -> None:
    source = '#for n in (200, 90) { image(bytes(json(bytes(sys.inputs.data)).at(str(n))), alt: "x") }'
    pictures = {str(n): list(photograph("x" * n)) for n in (200, 90)}
    content = compiled(source, data=json.dumps(pictures))
    with pytest.raises(ReadinessError) as caught:
        require_customer_safe("a.pdf", content, secrets)
    assert caught.value.message.code == "error.customer-unreadable"


def test_a_workbook_with_a_picture_is_not_handed_over(held: Snapshot, secrets: Secrets) -> None:
    (logo,) = (one for one in held.facts.attachments.values() if one.about == LOGO)
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet().insert_image(0, 0, "a.png", {"image_data": io.BytesIO(logo.content)})
    with pytest.raises(ReadinessError) as caught:
        require_customer_safe("a.xlsx", content.getvalue(), secrets)
    assert caught.value.message.code == "error.customer-unreadable"


def test_a_total_that_the_customer_asked_for_is_no_leak(made: Made, held: Snapshot) -> None:
    asked = secrets_of(made(held, audience="customer", with_scores=True))
    found = list(leaks("a.csv", csv_with(filled("{score}", held)), asked))
    assert found == []


def test_what_is_shown_is_what_is_held_by_the_names_of_the_day(made: Made, held: Snapshot) -> None:
    sheet = load_workbook(io.BytesIO(report_of(Path("a.xlsx"), made(held, audience="customer"))))
    rows = [[cell.value for cell in row] for row in sheet["Designations"].iter_rows()]
    assert ["Solutions Partner for Security", "Solutions Partner for Security"] in [row[:2] for row in rows]
    names = [row[0].value for row in sheet["Specializations"].iter_rows()]
    assert "Cloud Security" in names
    enrolled = {area for area in AREAS if held.standings[area].enrollment}
    assert len([row for row in rows if str(row[0]).startswith("Solutions Partner for")]) == len(enrolled)


def test_a_partner_named_after_its_owner_can_still_be_shown(
    made: Made, held: Snapshot, tmp_path: Path
) -> None:
    """A name that the firm itself bears is public; a customer reads it on the door."""
    facts = held.facts.changed([Put(Partner("Renée Nowak-Lévy 1250.50 Conseil"))])
    for ending in ENDINGS:
        out = tmp_path / f"a.{ending}"
        write_report(out, made(held._replace(facts=facts), **edition(ending)))
        assert out.stat().st_size > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_named_like_a_word_of_the_page_forbids_no_file(
    made: Made, held: Snapshot, tmp_path: Path, language: str
) -> None:
    page = PdfReader(io.BytesIO(report_of(Path("a.pdf"), made(held, language, audience="customer"))))
    words = {word for word in page.pages[0].extract_text().split() if word.isalpha()}
    people = [Put(Person(PersonId(f"w{n}"), word)) for n, word in enumerate(sorted(words))]
    assert len(people) > 20
    named = held._replace(facts=held.facts.changed(people))
    for ending in ENDINGS:
        out = tmp_path / f"a.{ending}"
        write_report(out, made(named, language, **edition(ending)))
        assert out.stat().st_size > 0


@pytest.mark.parametrize("name", ["Designationsson Badgeman", "Anna Badgerow"])
def test_a_name_that_begins_like_a_word_of_the_page_is_found(made: Made, held: Snapshot, name: str) -> None:
    facts = held.facts.changed([Put(Person(PersonId("b"), name))])
    known = secrets_of(made(held._replace(facts=facts), audience="customer"))
    assert {leak.kind for leak in leaks("a.csv", csv_with(f"by {name} himself"), known)} == {"name"}
    assert not list(leaks("a.csv", csv_with("Designations, Badge"), known))


def test_contacts_of_claims_and_references_and_amounts_of_claims_are_looked_for(
    made: Made, held: Snapshot
) -> None:
    things = (
        AssociationClaim("k1", CustomerId("cx"), contact_name="Kim Akers", contact_email="kim@akers.example"),
        CustomerReference("r1", "sec-iam", CustomerId("cx"), "Sanjay Patel"),
        CoopClaim("o1", "Webinar", amount=Decimal("4321.5")),
        SupportCase("s1", "2411240040001234"),
        Engagement("g1", "Pilot", "workshop", subscription="sub-4711", contact_name="Joni Sherman"),
        Association("l1", CustomerId("cx"), "pal", account="sp-landing-zone"),
    )
    facts = held.facts.changed(Put(thing) for thing in things)
    known = secrets_of(made(held._replace(facts=facts), audience="customer"))
    said = (
        *("Kim Akers", "Sanjay Patel", "4 321,50", "2411240040001234"),
        *("Joni Sherman", "sub-4711", "SP landing zone"),
    )
    found = [{leak.kind for leak in leaks("a.csv", csv_with(text), known)} for text in said]
    assert found == [{"name"}, {"name"}, {"amount"}, {"number"}, {"name"}, {"tenant"}, {"name"}]


def test_only_the_summary_pack_is_for_customers(made: Made, held: Snapshot, tmp_path: Path) -> None:
    for pack in ("discrepancy", "admin"):
        with pytest.raises(ReadinessError) as caught:
            write_report(tmp_path / "a.zip", made(held, audience="customer", pack=pack))
        assert caught.value.message.code == "error.pack-internal"
    assert list(tmp_path.iterdir()) == []
