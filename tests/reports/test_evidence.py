"""Files attached to records: in which packs they are, and where they are listed with their digest."""

import csv
import io
from datetime import date

import pytest

from readiness.facts import LIST_OF, LOGO, Attachment, Choices, Partner, Put, Remove, Series
from readiness.snapshot import Snapshot
from tests.reports.archives import Made, pack, text_of

ON = date(2026, 11, 24)


def test_files_attached_to_any_record_of_a_pack_are_in_it(made: Made, demo: Snapshot) -> None:
    facts = demo.facts
    kept = {
        "admin": (
            *(f"relationships:{x}" for x in facts.relationships),
            *(f"benefits:{x}" for x in facts.benefits),
        ),
        "discrepancy": tuple(f"cases:{x}" for x in facts.cases),
        "claims": tuple(f"claims:{x}" for x in facts.claims),
        "coop": tuple(f"coop_claims:{x}" for x in facts.coop_claims),
        "references": tuple(f"references:{x}" for x in facts.references),
        "audit": tuple(f"controls:{x}" for x in facts.controls),
        "engagements": tuple(f"engagements:{x}" for x in facts.engagements),
    }  # fmt: skip
    for name, abouts in kept.items():
        files = [
            Attachment(f"f{n}", f"note {n}.txt", about, about.encode()) for n, about in enumerate(abouts)
        ]
        archive = pack(made(demo._replace(facts=facts.changed(map(Put, files))), pack=name))
        found = {archive.read(n).decode() for n in archive.namelist() if "note-" in n}
        assert found == set(abouts), name


def test_the_summary_pack_has_every_attached_file_and_names_its_record_and_digest(
    made: Made, demo: Snapshot
) -> None:
    edited = [thing for thing in demo.facts.all() if not isinstance(thing, (Series, Attachment, Choices))]
    abouts = [LOGO if isinstance(one, Partner) else f"{LIST_OF[type(one)]}:{one.id}" for one in edited]
    abouts.append("awards:gone")
    logo = next(one for one in demo.facts.attachments.values() if one.about == LOGO)
    files = [
        Attachment(f"f{n}", f"note {n}.txt", about, about.encode(), ON) for n, about in enumerate(abouts)
    ]
    noted = demo._replace(facts=demo.facts.changed([Remove(Attachment, logo.id), *map(Put, files)]))
    archive = pack(made(noted, pack="summary"))
    found = [archive.read(name).decode() for name in archive.namelist() if "/note-" in name]
    assert sorted(found) == sorted(abouts)
    assert any(name.startswith("evidence/Ada-Nowak-AZ-") for name in archive.namelist())
    table = list(csv.DictReader(io.StringIO(archive.read("tables/files.csv").decode("utf-8-sig"))))
    rows = {row["File"]: row for row in table}
    for file in files:
        row = rows[file.name]
        assert (row["SHA-256"], row["Bytes"]) == (file.sha256, str(len(file.content)))
        assert row["About"], file.about
        assert bool(row["Kind"]) == (file.about != "awards:gone")
    for_customer = pack(made(noted, pack="summary", audience="customer")).namelist()
    assert not [name for name in for_customer if "note-" in name or "files" in name]


@pytest.mark.parametrize(("name", "about"), [("discrepancy", "cases"), ("admin", "benefits")])
def test_the_files_of_what_a_list_says_stand_under_it_with_their_digest(
    made: Made, demo: Snapshot, name: str, about: str
) -> None:
    record = next(iter(getattr(demo.facts, about)))
    kept = Attachment("f1", "letter.txt", f"{about}:{record}", b"abc", ON)
    archive = pack(made(demo._replace(facts=demo.facts.changed([Put(kept)])), pack=name))
    paper = next(member for member in archive.namelist() if member in ("discrepancies.pdf", "checklist.pdf"))
    said_ = text_of(archive.read(paper))
    assert "letter.txt" in said_
    assert kept.sha256[:16] in said_
