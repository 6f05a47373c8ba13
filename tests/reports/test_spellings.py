"""A value is noticed in any spelling, and who is called like a public word forbids no file."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from readiness.facts import Customer, CustomerId, Partner, Person, PersonId, Put
from readiness.reports import Material, write_report
from readiness.reports.customer_safe import Secrets, leaks, secrets_of
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES
from tests.reports.leaky import ENDINGS, GUID, csv_with, edition, json_with, pdf_with, xlsx_with

Made = Callable[..., Material]
SPELLINGS = [
    ("name", "Rene\u0301e Nowak\u2011Le\u0301vy"),
    ("name", "REN\u00c9E NOWAK\u2013L\u00c9VY"),
    ("name", "Renée\u00a0Nowak-\nLévy"),
    ("name", "Re\u200bnée Nowak-L\u00advy".replace("L\u00adv", "L\u00adév")),
    ("name", "Renée_Nowak_Lévy"),
    ("name", "Re\u034fnée Nowak-Lévy"),
    ("name", "\N{FULLWIDTH LATIN CAPITAL LETTER R}enée Nowak-Lévy"),
    ("customer", "fabrikam_s_a"),
    ("tenant", GUID.upper()),
    ("tenant", f"{{{GUID}}}"),
    ("tenant", GUID.replace("-", "")),
    ("amount", "1\u202f250,50"),
    ("amount", "1\u00a0250,5"),
    ("amount", "1\u2019250.50"),
    ("amount", "-1250.50"),
    ("amount", "\u22121\u2009250,50"),
]


@pytest.mark.parametrize(("kind", "said"), SPELLINGS)
def test_another_spelling_of_a_value_is_noticed(
    made: Made, held: Snapshot, secrets: Secrets, kind: str, said: str
) -> None:
    files = {
        "a.csv": csv_with(f'"{said}"'),
        "a.json": json_with(said),
        "a.xlsx": xlsx_with(said, "cell"),
        "a.pdf": pdf_with(said, "/Title", made(held)),
    }
    for name, content in files.items():
        assert kind in {leak.kind for leak in leaks(name, content, secrets)}, name


def test_a_word_in_two_looks_or_of_two_bytes_in_two_lines_is_noticed(secrets: Secrets) -> None:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Designations")
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(0, 0, "by Fabri", bold, "kam S.A.", " itself")
    assert "customer" in {leak.kind for leak in leaks("a.xlsx", content.getvalue(), secrets)}
    line = "SUMMARY:by Renée Nowak-Lévy".encode()
    cut = line.index("é".encode()) + 1
    event = b"BEGIN:VCALENDAR\r\n" + line[:cut] + b"\r\n " + line[cut:] + b"\r\nEND:VCALENDAR\r\n"
    assert {leak.kind for leak in leaks("a.ics", event, secrets)} == {"name"}


def test_of_two_values_of_one_key_both_are_read(secrets: Secrets) -> None:
    content = b'{"designation": "Fabrikam S.A.", "designation": "Security"}'
    assert {leak.kind for leak in leaks("a.json", content, secrets)} == {"customer"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [("customer", "Badge Consulting"), ("customer", "Contoso Badge"), ("name", "May Renewal-Badge")],
)
def test_a_name_made_of_public_words_is_found_where_it_is_told(
    made: Made, held: Snapshot, kind: str, name: str
) -> None:
    """The partner's own name is public, and that of its subsidiary, a customer, is not."""
    thing = Person(PersonId("b"), name) if kind == "name" else Customer(CustomerId("b"), name)
    facts = held.facts.changed([Put(Partner("Contoso")), Put(thing)])
    known = secrets_of(made(held._replace(facts=facts), audience="customer"))
    assert {leak.kind for leak in leaks("a.csv", csv_with(f"for {name}"), known)} == {kind}
    assert not list(leaks("a.csv", csv_with("Badge, Contoso, 24 May 2026"), known))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["held", "A", "Data", "May", "Mai", "Azure", "Microsoft", "2026", "Security"]
)
def test_who_is_called_like_a_public_word_forbids_no_file(
    made: Made, held: Snapshot, tmp_path: Path, name: str, language: str
) -> None:
    things = (Put(Person(PersonId("w"), name)), Put(Customer(CustomerId("w"), name)))
    named = held._replace(facts=held.facts.changed(things))
    for ending in ENDINGS:
        out = tmp_path / f"a.{ending}"
        write_report(out, made(named, language, **edition(ending)))
        assert out.stat().st_size > 0
