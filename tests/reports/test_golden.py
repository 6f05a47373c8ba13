"""Each format beside a golden file of the same day, read by another library; and opened by an office program.

`python3 dev.py test tests/reports/test_golden.py --update-golden` writes them anew: look at what changed.
"""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from readiness.facts import Person, PersonId, Put
from readiness.reports import Material, report_of, write_report
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES, Words

Made = Callable[..., Material]
GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def told(ending: str, content: bytes) -> str:
    """What the format's reader finds; a change of the library that writes is no change of the report."""
    match ending:
        case "pdf":
            pages = PdfReader(io.BytesIO(content)).pages
            return "\n\f\n".join(page.extract_text() for page in pages)
        case "xlsx":
            book = load_workbook(io.BytesIO(content))
            lines = []
            for sheet in book.worksheets:
                lines.append(f"[{sheet.title}] {sheet.dimensions}, {len(sheet._charts)} charts")  # noqa: SLF001 - the library has no other way to count them
                for row in sheet.iter_rows():
                    lines += [f"{c.coordinate} {c.data_type} {c.value!r}" for c in row if c.value is not None]
            return "\n".join(lines)
        case _:
            return content.decode("utf-8-sig").replace("\r\n", "\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["internal", "customer"])
@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv", "ics", "json"])
def test_a_report_says_what_its_golden_file_says(  # noqa: PLR0913, PLR0917 - a case has many sides
    made: Made, snapshot: Snapshot, request: pytest.FixtureRequest, ending: str, audience: str, language: str
) -> None:
    table = "designations" if audience == "customer" else "metrics"
    material = made(snapshot, language, audience=audience, table=table)
    found = told(ending, report_of(Path(f"report.{ending}"), material)).rstrip() + "\n"
    golden = GOLDEN / f"{audience}-{language}.{ending}.txt"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text("utf-8")


def test_a_golden_file_would_notice_another_number(made: Made, snapshot: Snapshot) -> None:
    area = next(area for area, one in snapshot.standings.items() if one.has_rules)
    changed = snapshot.standings[area]._replace(shown="12")
    other = snapshot._replace(standings=dict(snapshot.standings) | {area: changed})
    found = told("pdf", report_of(Path("a.pdf"), made(other)))
    assert found.rstrip() + "\n" != (GOLDEN / "internal-en.pdf.txt").read_text("utf-8")


def converted(path: Path, kind: str) -> None:
    """Lets the office program write the file in another format, beside it."""
    where = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    words = [str(OFFICE), where, "--headless", "--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=240)


OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Commas, quotes, UTF-8, values as they are stored, a file for each sheet."""


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_office_program_opens_every_sheet_of_the_workbook_and_finds_the_same_text(
    made: Made, snapshot: Snapshot, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "workbook.xlsx"
    write_report(path, made(snapshot, language))
    converted(path, OF_EVERY_SHEET)
    book = load_workbook(path)
    for sheet in book.worksheets:
        with (tmp_path / f"workbook-{sheet.title}.csv").open(encoding="utf-8", newline="") as file:
            found = {cell for row in csv.reader(file) for cell in row}
        wrote = {c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)}
        assert {" ".join(text.split()) for text in wrote} <= {" ".join(text.split()) for text in found}
    security = Words(language).name("area", "security")
    assert any(security in file.read_text("utf-8") for file in tmp_path.glob("workbook-*.csv"))


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_office_program_computes_nothing_from_what_a_name_begins_with(
    made: Made, snapshot: Snapshot, tmp_path: Path, ending: str
) -> None:
    names = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\uff1d1+1", '=HYPERLINK("http://x.example")']
    people = [Put(Person(PersonId(f"f{n}"), name)) for n, name in enumerate(names)]
    path = tmp_path / f"people.{ending}"
    write_report(path, made(snapshot._replace(facts=snapshot.facts.changed(people)), table="people"))
    converted(path, "fods")
    text = (tmp_path / "people.fods").read_text("utf-8")
    assert "1+1" in text
    assert re.findall(r'table:formula="[^"]*"', text) == []


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_a_formula_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name\n=1+1\n", encoding="utf-8")
    converted(path, "fods")
    assert re.findall(r'table:formula="[^"]*"', (tmp_path / "people.fods").read_text("utf-8"))


@pytest.mark.parametrize("audience", ["internal", "customer"])
def test_the_members_of_the_summary_pack_are_the_single_reports(
    made: Made, snapshot: Snapshot, audience: str
) -> None:
    whole = report_of(Path("a.zip"), made(snapshot, audience=audience, pack="summary"))
    archive = zipfile.ZipFile(io.BytesIO(whole))
    for name, ending in (("summary.pdf", "pdf"), ("workbook.xlsx", "xlsx"), ("calendar.ics", "ics")):
        alone = report_of(Path(f"a.{ending}"), made(snapshot, audience=audience))
        assert archive.read(name) == alone, name
