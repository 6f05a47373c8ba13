"""Packs: what is in them, that each member can be read, and that names lead out of no folder."""

import io
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from readiness.facts import Customer, CustomerId, Person, PersonId, Put, Tenant
from readiness.problems import RulesError
from readiness.reports import Material, report_of, write_report
from readiness.reports.packs.member import safe_name, unique
from readiness.rules.forms import published_forms
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES, Words

Made = Callable[..., Material]
CHECKED = ("discrepancy", "admin")


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def pack(material: Material) -> zipfile.ZipFile:
    return opened(report_of(Path("pack.zip"), material))


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


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
    made: Made, demo: Snapshot, name: str, language: str
) -> None:
    archive = pack(made(demo, language, pack=name))
    assert archive.testzip() is None
    everything = said(archive)
    ids = re.findall(r"(?<!\S)(?:form|proof|pack|admin|discrepancy|ticket|column|table)\.[a-z]", everything)
    assert ids == []
    assert Words(language).sentence(f"{name}.title") in everything


@pytest.mark.parametrize("name", ["summary", *CHECKED])
def test_the_same_snapshot_gives_the_same_bytes(made: Made, demo: Snapshot, name: str) -> None:
    material = made(demo, pack=name)
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
    assert heard == [(0, 14), (1, 14), (2, 14)]
    assert list(tmp_path.iterdir()) == []


HOSTILE = [
    "../../x",
    "CON",
    "a:b",
    "x.",
    "x" * 300,
    "\u202egpj.exe",
    "a\0b",
    "/etc/passwd",
    "\\\\host\\share",
    "",
    ".",
]


@given(st.text() | st.sampled_from(HOSTILE))
def test_no_name_leads_out_of_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 250
    assert not set(name) & set('/\\:*?"<>|\0. ')
    assert name.casefold() not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


def test_two_members_never_have_one_name() -> None:
    assert unique(["a.txt", "A.txt", "a.txt"]) == ["a.txt", "A-2.txt", "a-3.txt"]


def test_names_in_a_pack_stay_in_its_folders(made: Made, demo: Snapshot) -> None:
    people: list[Any] = [Person(PersonId(f"h{n}"), name) for n, name in enumerate(HOSTILE)]
    award = next(iter(demo.facts.awards.values()))
    held = [replace(award, id=f"ha{p.id}", person=p.id, expires_on=None) for p in people]
    facts = demo.facts.changed(Put(thing) for thing in (*people, *held))
    names = pack(made(demo._replace(facts=facts), pack="admin")).namelist()
    letters = [PurePosixPath(name) for name in names if name.startswith("letters/")]
    assert len(letters) >= len(HOSTILE)
    assert all(len(path.parts) == 2 and ".." not in path.parts for path in letters)


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
