"""Reports: choosing what, for whom and of which areas, looking at pages, saving, and the records behind."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from readiness.facts import AssociationClaim, Attachment, Benefit, Customer, CustomerId, Put
from readiness.problems import Message
from tests.ui.hands import alone
from ui import text
from ui.dialogs.forms import FormSheet
from ui.dialogs.records import RecordsSheet
from ui.pages.report_list import FORMATS
from ui.pages.reports import ReportsPage
from ui.session import Session
from ui.widgets import paint, select_rows

PACKS = tuple(entry.id for entry in FORMATS if entry.pack)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ReportsPage:
    return alone(qtbot, session, ReportsPage(session), 1280, 760)


def choose(page: ReportsPage, name: str) -> None:
    select_rows(page.list, lambda row: row.id == name)


def write(qtbot: QtBot, session: Session, *things: Any) -> None:
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.write(Message("undo.edit"), tuple(Put(thing) for thing in things))


def saved(qtbot: QtBot, session: Session, page: ReportsPage, out: Path) -> bytes:
    with qtbot.waitSignal(session.written, timeout=60_000) as said:
        page.save_as(out)
    assert said.args == [out]
    return out.read_bytes()


def test_the_pages_are_shown_before_anything_is_saved(
    qtbot: QtBot, session: Session, page: ReportsPage
) -> None:
    page.show_snapshot(session.snapshot)
    qtbot.waitUntil(lambda: bool(page.pages.pages), timeout=60_000)
    first = page.pages.pages[0]
    assert first.height() > first.width() > 200, "a page on end"


def test_pages_are_turned_and_sized(qtbot: QtBot, session: Session, page: ReportsPage) -> None:
    page.show_snapshot(session.snapshot)
    qtbot.waitUntil(lambda: len(page.pages.pages) > 1 and session.is_idle, timeout=60_000)
    tools, last = page.tools, len(page.pages.pages)
    assert not tools.back.isEnabled()
    for number in range(2, last + 1):
        qtbot.mouseClick(tools.on, Qt.MouseButton.LeftButton)
        assert page.pages.number == number
    assert not tools.on.isEnabled()
    width, size = page.pages.pages[0].width(), page.pages.percent
    qtbot.mouseClick(tools.larger, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.pages.pages[0].width() > width, timeout=5_000)
    qtbot.waitUntil(lambda: page.pages.number == last, timeout=5_000)
    for _size in range(9):
        qtbot.mouseClick(tools.smaller, Qt.MouseButton.LeftButton)
    assert page.pages.percent == 25 < size
    qtbot.waitUntil(lambda: not tools.smaller.isEnabled(), timeout=5_000)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_is_painted_whatever_the_language(qapp: QApplication, language: str) -> None:
    text.use(language)
    text.teach_qt(qapp)
    drawn = QPixmap(1191, 1684)
    drawn.fill(Qt.GlobalColor.red)
    held = QByteArray()
    buffer = QBuffer(held)
    drawn.save(buffer, "PNG")
    read = paint.picture_of(bytes(held.data()))
    assert (read.width(), read.height(), read.pixelColor(5, 5).red()) == (1191, 1684, 255)
    assert paint.picture_of(b"no picture" * 100).isNull()


@pytest.mark.parametrize("name", ["claims", "admin"])
def test_the_pages_of_a_pack_are_shown_too(qtbot: QtBot, page: ReportsPage, name: str) -> None:
    choose(page, name)
    qtbot.waitUntil(lambda: bool(page.pages.pages), timeout=60_000)


@pytest.mark.parametrize(
    "wanted", [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b""), ("ics", b"BEGIN:VCALENDAR"), ("json", b"{")]
)
def test_each_format_is_saved_and_said(
    qtbot: QtBot, session: Session, page: ReportsPage, tmp_path: Path, wanted: tuple[str, bytes]
) -> None:
    name, begin = wanted
    choose(page, name)
    assert saved(qtbot, session, page, tmp_path / f"readiness.{name}").startswith(begin)


@pytest.mark.parametrize("name", PACKS)
def test_each_pack_is_saved_as_a_zip(
    qtbot: QtBot, session: Session, page: ReportsPage, tmp_path: Path, name: str
) -> None:
    choose(page, name)
    content = saved(qtbot, session, page, tmp_path / "pack.zip")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_options_are_those_of_the_format(page: ReportsPage) -> None:
    options = page.options
    for name, paper, table, mcid in (
        ("pdf", True, False, False),
        ("csv", False, True, False),
        ("discrepancy", True, False, True),
        ("json", False, False, False),
    ):
        choose(page, name)
        shown = options.paper.isVisible(), options.table.isVisible(), options.with_mcid.isVisible()
        assert shown == (paper, table, mcid)
    assert not options.areas["security"].isVisible(), "the partner document is whole"


def test_a_customer_gets_no_scores_until_they_are_asked_for(qtbot: QtBot, page: ReportsPage) -> None:
    choose(page, "pdf")
    assert not page.options.with_scores.isVisible()
    (customer,) = [b for b in page.options.audience.findChildren(QPushButton) if b.text() == "Customer"]
    qtbot.mouseClick(customer, Qt.MouseButton.LeftButton)
    assert page.options.with_scores.isVisible()
    edition = page.options.edition(page.format)
    assert (edition.audience, edition.with_scores) == ("customer", False)
    qtbot.keyClick(page.options.with_scores, Qt.Key.Key_Space)
    assert page.options.edition(page.format).with_scores
    choose(page, "claims")
    assert page.options.edition(page.format).audience == "internal", "a pack with names is internal"


def test_an_area_that_is_not_ticked_is_left_out(qtbot: QtBot, page: ReportsPage) -> None:
    choose(page, "pdf")
    assert page.options.edition(page.format).areas == ()
    qtbot.keyClick(page.options.areas["security"], Qt.Key.Key_Space)
    assert "security" not in page.options.edition(page.format).areas
    assert len(page.options.edition(page.format).areas) == 5


def sheet_of(page: ReportsPage, name: str) -> RecordsSheet:
    choose(page, name)
    sheet = page.records_sheet({"sec-iam": "Identity and Access Management"})
    sheet.show()
    return sheet


def form_of(sheet: RecordsSheet) -> FormSheet:
    (form,) = sheet.findChildren(FormSheet)
    return form


def test_a_claim_is_added_in_its_form_and_edited(qtbot: QtBot, session: Session, page: ReportsPage) -> None:
    write(qtbot, session, Customer(CustomerId("c1"), "Fabrikam"))
    sheet = sheet_of(page, "claims")
    qtbot.mouseClick(sheet.add_button, Qt.MouseButton.LeftButton)
    form = form_of(sheet)
    form.submit()
    assert form.field("customer").error, "a claim needs its customer"
    combo = form.editor("customer").widget
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("c1"))
    line = form.editor("name").widget
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "Teams adoption")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        form.submit()
    (claim,) = session.snapshot.facts.claims.values()
    assert (claim.customer, claim.name, claim.status) == ("c1", "Teams adoption", "draft")
    assert [row.name for row in sheet.list.model.rows] == ["Fabrikam · Teams adoption"]


def test_evidence_is_attached_shown_with_its_digest_and_goes_with_its_record(
    qtbot: QtBot, session: Session, page: ReportsPage, tmp_path: Path
) -> None:
    write(qtbot, session, Benefit("b1", "Azure credits"))
    sheet = sheet_of(page, "admin")
    sheet.section.set_key("benefits")
    sheet.show_facts(session.snapshot.facts)
    proof = tmp_path / "letter.pdf"
    proof.write_bytes(b"abc")
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.attach(proof)
    assert [row.detail for row in sheet.list.model.rows] == ["1 file"]
    sheet.section.set_key("evidence")
    sheet.show_facts(session.snapshot.facts)
    assert sheet.list.note.text().startswith("SHA-256 ba7816bf")
    sheet.section.set_key("benefits")
    sheet.show_facts(session.snapshot.facts)
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        qtbot.mouseClick(sheet.remove_button, Qt.MouseButton.LeftButton)
    facts = session.snapshot.facts
    assert (facts.benefits, facts.attachments) == ({}, {})
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        session.undo()
    assert session.snapshot.facts.attachments, "one step brings both back"


def test_a_file_that_is_too_large_is_refused_in_words(
    qtbot: QtBot, session: Session, page: ReportsPage, tmp_path: Path
) -> None:
    write(qtbot, session, Benefit("b1", "Azure credits"))
    sheet = sheet_of(page, "admin")
    large = tmp_path / "film.mp4"
    large.write_bytes(bytes(5_000_001))
    sheet.attach(large)
    assert "5 MB" in sheet.list.note.text()
    assert session.snapshot.facts.attachments == {}


def test_a_new_logo_takes_the_place_of_the_old_one(
    qtbot: QtBot, session: Session, page: ReportsPage, tmp_path: Path
) -> None:
    write(qtbot, session, Attachment("x1", "old.png", "partner", b"old"))
    sheet = sheet_of(page, "pdf")
    wrong, fresh = tmp_path / "wrong.png", tmp_path / "new.png"
    wrong.write_bytes(b"no picture" * 100)
    sheet.attach(wrong)
    assert sheet.list.note.text() == "This file is not a picture. Choose a PNG or JPEG."
    assert QPixmap(8, 8).save(str(fresh))
    with qtbot.waitSignal(session.snapshot_changed, timeout=10_000):
        sheet.attach(fresh)
    assert [one.name for one in session.snapshot.facts.attachments.values()] == ["new.png"]


def test_an_edited_claim_keeps_what_was_not_touched(
    qtbot: QtBot, session: Session, page: ReportsPage
) -> None:
    claim = AssociationClaim(
        "k1", CustomerId("c1"), "Teams", workloads=("Teams", "Exchange"), proof=("signed",)
    )
    write(qtbot, session, Customer(CustomerId("c1"), "Fabrikam"), claim)
    sheet = sheet_of(page, "claims")
    qtbot.mouseClick(sheet.edit_button, Qt.MouseButton.LeftButton)
    form_of(sheet).submit()
    assert session.snapshot.facts.claims["k1"] == claim
