"""Packs: what is in them, that each member can be read, and that names lead out of no folder."""

import io
import re
import zipfile
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from readiness.facts import (
    AdminRelationship,
    AssociationClaim,
    Attachment,
    AuditControl,
    Benefit,
    CoopClaim,
    Customer,
    CustomerId,
    CustomerReference,
    Put,
    SupportCase,
    Tenant,
)
from readiness.problems import RulesError
from readiness.reports import report_of, write_report
from readiness.rules import Rulebook
from readiness.rules.forms import business_days_later, checklists_on, published_forms
from readiness.snapshot import Snapshot, compute, judged
from readiness.words import LANGUAGES, Words
from tests.reports.archives import Made, pack, text_of

ON = date(2026, 11, 24)
CHECKED = ("claims", "engagements", "coop", "references", "audit", "discrepancy", "admin")


@pytest.fixture(scope="module")
def full(demo: Snapshot, book: Rulebook) -> Snapshot:
    """The demonstration partner with a record of every kind that a pack is made of."""
    customer, person = next(iter(demo.facts.customers)), next(iter(demo.facts.people))
    things = (
        AssociationClaim(
            "k1", customer, "Teams adoption", "7654321", "modern-work", "Usage recognition", ("Teams",),
            contact_name="Kim Akers", owner=person, status="rejected", proof_on=date(2026, 10, 1),
            proof=("tenant", "signed"), submitted_on=date(2026, 11, 12), rejected_on=date(2026, 11, 20),
        ),
        CoopClaim("o1", "Zero Trust webinar", date(2026, 10, 7), Decimal(2500), "EUR", invoice="INV-9"),
        CustomerReference("r1", "mw-meetings-rooms", customer, "Kim Akers", status="customer-approved"),
        AuditControl("a1", "azure-infra-db-migration", "Adoption strategy", "A", customer=customer),
        AdminRelationship("g1", customer, "Managed services", ("Security reader",), ends_on=date(2027, 3, 1)),
        Benefit("b1", "Azure credits", date(2027, 1, 31)),
        SupportCase("s1", "2411240040001234", "business-applications", "deployments", date(2026, 11, 1)),
        Attachment("x1", "../Signed PoE.txt", "claims:k1", b"signed", date(2026, 11, 3)),
    )  # fmt: skip
    facts = demo.facts.changed(Put(thing) for thing in things)
    return judged(compute(facts, book, ON), book)


def said(archive: zipfile.ZipFile) -> str:
    """Everything readable in the pack."""
    texts = []
    for name in archive.namelist():
        content = archive.read(name)
        match PurePosixPath(name).suffix:
            case ".pdf":
                texts.append(text_of(content))
            case ".xlsx":
                book = load_workbook(io.BytesIO(content))
                texts += [
                    str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value
                ]
            case _:
                texts.append(content.decode("utf-8-sig"))
    return "\n".join(texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHECKED)
def test_every_member_can_be_read_and_speaks_the_language(
    made: Made, full: Snapshot, name: str, language: str
) -> None:
    archive = pack(made(full, language, pack=name))
    assert archive.testzip() is None
    everything = said(archive)
    ids = re.findall(
        r"(?<!\S)(?:form|proof|pack|admin|discrepancy|ticket|column|table|cover|audit|references)\.[a-z]+(?!\w*\.pdf)",
        everything,
    )
    assert ids == []
    assert Words(language).sentence(f"{name}.title") in everything


@pytest.mark.parametrize("name", ["summary", *CHECKED])
def test_the_same_snapshot_gives_the_same_bytes(made: Made, full: Snapshot, name: str) -> None:
    material = made(full, pack=name)
    assert report_of(Path("a.zip"), material) == report_of(Path("b.ZIP"), material)


def test_the_summary_pack_holds_each_format_once(made: Made, demo: Snapshot) -> None:
    names = pack(made(demo, pack="summary")).namelist()
    assert {"summary.pdf", "workbook.xlsx", "calendar.ics", "readiness.json", "tables/metrics.csv"} <= set(
        names
    )


def test_one_area_leaves_the_others_out(made: Made, demo: Snapshot) -> None:
    content = report_of(Path("a.pdf"), made(demo, areas=("security",)))
    assert "Security" in text_of(content)
    assert "Modern Work" not in text_of(content)


def test_a_ticket_names_tenants_and_people_only_by_number_and_only_when_asked(
    made: Made, demo: Snapshot
) -> None:
    holders = {award.person for award in demo.facts.awards.values()}
    numbers = [demo.facts.people[who].mcid for who in holders if demo.facts.people[who].mcid]
    names = [demo.facts.people[who].name for who in holders]
    plain, named = (pack(made(demo, pack="discrepancy", with_mcid=asked)) for asked in (False, True))
    tickets = [
        plain.read(name).decode("utf-8-sig") for name in plain.namelist() if name.startswith("tickets/")
    ]
    assert tickets
    assert all(demo.facts.partner.partner_id in ticket for ticket in tickets)
    assert not [name for name in names for ticket in tickets if name in ticket]
    assert not [mcid for mcid in numbers for ticket in tickets if mcid in ticket]
    assert len(named.namelist()) == len(plain.namelist())


def test_a_difference_has_our_number_theirs_and_the_records(made: Made, demo: Snapshot) -> None:
    book = load_workbook(io.BytesIO(pack(made(demo, pack="discrepancy")).read("discrepancies.xlsx")))
    rows = [[cell.value for cell in row] for row in book["Differences"].iter_rows()]
    (found,) = [row for row in rows if row[0] == "Business Applications"]
    assert found[2:6] == ["Deployments", 8, 4, 4]
    assert book["Records behind"].max_row > 2


def test_who_must_link_gets_a_letter_and_who_left_is_named(made: Made, demo: Snapshot) -> None:
    archive = pack(made(demo, "fr", pack="admin"))
    letter = archive.read("letters/Elif-Demir.txt").decode("utf-8-sig")
    assert letter.startswith("Bonjour Elif Demir,\r\n")
    assert "az managementpartner create --partner-id 7654321" in archive.read("pal-commands.txt").decode()


def test_a_pack_stops_where_the_user_asks_and_leaves_nothing(
    made: Made, demo: Snapshot, tmp_path: Path
) -> None:
    heard: list[tuple[int, int]] = []

    def step(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        write_report(tmp_path / "a.zip", made(demo, pack="summary"), step)
    assert list(dict.fromkeys(heard)) == [(0, 18), (1, 18), (2, 18)], "more than once while one takes long"
    assert list(tmp_path.iterdir()) == []


def test_tenants_of_a_ticket_are_those_of_the_customers_concerned(made: Made, demo: Snapshot) -> None:
    archive = pack(made(demo, pack="discrepancy"))
    ticket = archive.read("tickets/business-applications.txt").decode("utf-8-sig")
    extra = Customer(CustomerId("cz"), "Unconcerned", (Tenant("00000000-1111-2222-3333-444444444444"),))
    again = demo._replace(facts=demo.facts.changed([Put(extra)]))
    other = pack(made(again, pack="discrepancy")).read("tickets/business-applications.txt")
    assert "Customer tenant: " in ticket
    assert b"00000000-1111" not in other


def test_every_field_and_step_of_a_form_has_words() -> None:
    for form in published_forms().values():
        ids = [f"form.{form.id}.{name}" for name in (*form.fields, *form.steps)]
        ids += [f"proof.{form.id}.{name}" for name in form.proof]
        for language in LANGUAGES:
            assert [id_ for id_ in ids if Words(language).sentence(id_) == id_] == []


def test_a_form_that_requires_a_field_it_has_not_is_refused() -> None:
    broken = """
    [[form]]
    id = "x"
    as_of = 2023-10-23
    source = { title = "t", url = "https://x.example", read_on = 2026-11-24 }
    fields = ["a"]
    required = ["b"]
    proof = []
    steps = []
    """
    with pytest.raises(RulesError):
        published_forms(broken)


def test_a_claim_has_every_field_in_the_order_of_the_form_and_says_what_is_missing(
    made: Made, full: Snapshot
) -> None:
    archive = pack(made(full, pack="claims"))
    (sheet,) = [n for n in archive.namelist() if n.endswith("Teams-adoption.pdf")]
    whole = text_of(archive.read(sheet))
    words = Words("en")
    said = whole[whole.index(words.sentence("form.fields")) :]
    labels = [words.sentence(f"form.cpor.{name}") for name in published_forms()["cpor"].fields]
    places = [said.index(label) for label in labels]
    assert places == sorted(places)
    assert "Still missing: Customer contact: title and Customer contact: email" in whole
    assert "known as of 23 Oct 2023" in said
    assert "1421c9f9" in said, "the tenant is there to be copied"
    assert "20 Dec 2026" in said, "30 days to dispute after the rejection"
    assert "19 Nov 2026" in said, "five business days after Thursday the 12th"
    assert "about 1 Oct 2027" in said


def test_the_evidence_of_a_claim_is_beside_it_as_it_was_attached(made: Made, full: Snapshot) -> None:
    archive = pack(made(full, pack="claims"))
    (name,) = [name for name in archive.namelist() if name.endswith("PoE.txt")]
    assert ".." not in name
    assert archive.read(name) == b"signed"


def test_without_claims_the_associations_are_drafts(made: Made, demo: Snapshot) -> None:
    archive = pack(made(demo, pack="claims"))
    assert len(archive.namelist()) > 2
    assert "Draft" in text_of(archive.read("claims.pdf"))


def test_business_days_leave_the_weekend_out() -> None:
    friday = date(2026, 11, 20)
    assert business_days_later(friday, 1) == date(2026, 11, 23)
    assert business_days_later(friday, 5) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("executed", "opens", "closes"),
    [
        (date(2026, 1, 1), date(2026, 2, 16), date(2026, 8, 15)),
        (date(2026, 6, 30), date(2026, 2, 16), date(2026, 8, 15)),
        (date(2026, 7, 1), date(2026, 8, 16), date(2027, 2, 15)),
        (date(2026, 12, 31), date(2026, 8, 16), date(2027, 2, 15)),
    ],
)
def test_a_half_year_has_its_days_to_claim(executed: date, opens: date, closes: date) -> None:
    assert published_forms()["coop"].window_of(executed) == (opens, closes)


def test_an_engagement_says_what_comes_next_and_by_when(made: Made, full: Snapshot) -> None:
    said_ = text_of(pack(made(full, pack="engagements")).read("engagements.pdf"))
    assert re.search(r"Next: .* by \d+ \w+ 2026", said_)
    assert "Expected payout" in said_


def test_references_are_counted_against_what_is_asked(made: Made, full: Snapshot) -> None:
    said_ = text_of(pack(made(full, pack="references")).read("references.pdf"))
    assert "Meetings and Meeting Rooms for Microsoft Teams 3 1 0 1" in said_
    assert "Modernize Endpoints 3 3 2 1" in said_


def test_every_reference_has_a_sheet_of_its_own_and_a_line_in_the_workbook(
    made: Made, full: Snapshot
) -> None:
    archive = pack(made(full, pack="references"))
    sheets = [n for n in archive.namelist() if n.startswith("references/") and n.endswith(".pdf")]
    assert len(sheets) == len(full.facts.references) == 4
    for name in sheets:
        assert len(PdfReader(io.BytesIO(archive.read(name))).pages) == 1, name
    together = PdfReader(io.BytesIO(archive.read("references.pdf"))).pages
    for page in together[1:]:
        assert page.extract_text().count("Seats or consumption") == 1
    assert len(together) == 5
    book = load_workbook(io.BytesIO(archive.read("references.xlsx")))
    rows = [[cell.value for cell in row] for row in book["Customer references"].iter_rows()]
    assert [row[1] for row in rows if row[0] == "Modernize Endpoints"] == [
        "Bellows College", "Coho Winery", "Woodgrove Bank",
    ]  # fmt: skip


def test_a_proof_has_a_cover_sheet_for_the_customer_to_sign(made: Made, demo: Snapshot) -> None:
    archive = pack(made(demo, pack="claims"))
    (name,) = [n for n in archive.namelist() if n.endswith("Teams-for-Fabrikam.pdf")]
    *_claim, cover = PdfReader(io.BytesIO(archive.read(name))).pages
    said_ = " ".join(cover.extract_text().split())
    tenant = next(c for c in demo.facts.customers.values() if c.name == "Fabrikam").tenants[0].id
    for wanted in ("Proof of execution: Fabrikam", "7654321", tenant, "Teams", "Nuria Gonzalez",
                   "Users or seats before", "Signature of the customer"):  # fmt: skip
        assert wanted in said_


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_claim_stays_on_one_sheet_and_its_cover_on_another(
    made: Made, demo: Snapshot, language: str, paper: str
) -> None:
    archive = pack(made(demo, language, pack="claims", paper=paper))
    sheets = [name for name in archive.namelist() if name.startswith("claims/") and name.endswith(".pdf")]
    pages = {name: len(PdfReader(io.BytesIO(archive.read(name))).pages) for name in sheets}
    assert pages == dict.fromkeys(sheets, 2)


def test_an_engagement_names_the_contact_that_a_claim_of_the_customer_names(
    made: Made, demo: Snapshot
) -> None:
    said_ = text_of(pack(made(demo, pack="engagements")).read("engagements.pdf"))
    assert "Kim Akers" in said_
    assert "kim.akers@bellowscollege.example" in said_
    told = [Put(replace(one, contact_name="Joni Sherman")) for one in demo.facts.engagements.values()]
    again = demo._replace(facts=demo.facts.changed(told))
    said_ = text_of(pack(made(again, pack="engagements")).read("engagements.pdf"))
    assert "Joni Sherman" in said_
    assert "Kim Akers" not in said_, "the engagement's own contact goes before"


def test_pal_has_the_commands_of_each_tenant_and_credential(made: Made, demo: Snapshot) -> None:
    archive = pack(made(demo, pack="admin"))
    commands = archive.read("pal-commands.txt").decode("utf-8-sig")
    customers = {c.name: c for c in demo.facts.customers.values()}
    research = next(a for a in demo.facts.associations.values()
                    if a.kind == "pal" and a.customer == customers["Trey Research"].id)  # fmt: skip
    twice = replace(research, id="second", role="Owner", location="7654322", account="sp-landing-zone")
    again = demo._replace(facts=demo.facts.changed([Put(twice)]))
    login = f"az login --tenant {customers['Trey Research'].tenants[0].id}"
    assert commands.count(login) == 1
    assert "linked, Contributor" in commands
    more = pack(made(again, pack="admin")).read("pal-commands.txt").decode("utf-8-sig")
    assert more.count(login) == 2
    assert "linked, sp-landing-zone, Owner" in more
    assert "--partner-id 7654322" in more


def test_an_audit_lists_published_controls_and_what_is_missing_before_booking(
    made: Made, full: Snapshot
) -> None:
    said_ = text_of(pack(made(full, pack="audit")).read("audit.pdf"))
    assert "Module A: Cloud Foundation, FY27, in force since 1 July 2026" in said_.replace(
        "1 Jul 2026", "1 July 2026"
    )
    assert "Adoption strategy: evidence, owner and date missing" in said_
    assert "Skilling plan" in said_
    assert "Security and governance tooling: not ready yet" in said_
    assert "Controls recorded: 6 of 9" in said_


def test_a_published_control_is_known_in_either_language(made: Made, demo: Snapshot) -> None:
    book = load_workbook(io.BytesIO(pack(made(demo, "fr", pack="audit")).read("audit.xlsx")))
    sheet = book["Infra and Database Migration to"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    named = Words("fr").sentence("control.adoption-strategy")
    assert [row[2] for row in rows if row[1] == named] == ["Strategy paper signed by the board, of March"]
    assert not [row for row in rows if row[1] == "Adoption strategy"]


def test_the_checklist_of_a_day_is_the_one_in_force_then() -> None:
    assert [one.name for one in checklists_on("azure", ON)] == ["Cloud Foundation, FY27"]
    assert checklists_on("azure", date(2026, 6, 30)) == ()


def test_relationships_benefits_and_cases_are_listed_with_their_days(made: Made, full: Snapshot) -> None:
    admin = text_of(pack(made(full, pack="admin")).read("checklist.pdf"))
    assert "1 Mar 2027" in admin
    assert "Azure credits" in admin
    assert "2411240040001234" in text_of(pack(made(full, pack="discrepancy")).read("discrepancies.pdf"))


def test_a_sheet_that_stands_alone_skips_no_heading_and_is_tagged(made: Made, full: Snapshot) -> None:
    archive = pack(made(full, pack="claims"))
    for name in archive.namelist():
        if name.endswith(".pdf"):
            assert b"pdfuaid" in archive.read(name), name
