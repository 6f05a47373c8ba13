"""Files that say something where it may stand: in a cell, a comment, a property, the name of a member."""

import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, TextStringObject
from xlsxwriter import Workbook

from readiness.reports import Material
from readiness.reports.pages import Page, text
from readiness.reports.pdf import page_pdf

ENDINGS = ("pdf", "xlsx", "csv", "ics", "json", "zip")
GUID = "196e2273-1f0a-4b6e-9d53-6a8b8b0f5d0e"


def edition(ending: str) -> dict[str, Any]:
    pack = {"pack": "summary"} if ending == "zip" else {}
    return {"audience": "customer", "table": "designations"} | pack


def csv_with(said: str, place: str = "cell") -> bytes:
    head, cell = ("Note", said) if place == "cell" else (said, "Note")
    return f"Designation;{head}\r\nSecurity;{cell}\r\n".encode("utf-8-sig")


def json_with(said: str, place: str = "value") -> bytes:
    key, value = ("note", said) if place == "value" else (said, "note")
    return json.dumps({"designations": [{key: value}]}).encode()


def ics_with(said: str, place: str = "text") -> bytes:
    long = {
        "text": f"DESCRIPTION:{said}",
        "parameter": f'ATTENDEE;CN="{said}":urn:x',
        "name": f"X-WR-CALNAME:{said}",
    }[place]
    folded = long[:20] + "\r\n " + long[20:]
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{folded}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()


PROPERTIES = ("title", "subject", "author", "manager", "company", "category", "keywords", "comments")


def xlsx_with(said: str, place: str) -> bytes:  # noqa: C901, PLR0912 - one branch for each place
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(said[:31].translate(_NO_SHEET) if place == "sheet" else "Designations")
        sheet.write_string(0, 0, said if place == "cell" else "Security")
        if place == "comment":
            sheet.write_comment(0, 0, said)
        if place == "header":
            sheet.set_header(f"&L{said}")
        if place == "chart":
            chart = book.add_chart({"type": "bar"})
            chart.add_series({"values": ["Designations", 0, 1, 0, 1]})
            chart.set_title({"name": said})
            sheet.insert_chart(2, 0, chart)
        if place == "drawing":
            sheet.insert_textbox(2, 0, said)
        if place == "validation":
            sheet.data_validation(0, 1, 0, 1, {"validate": "any", "input_message": said})
        if place in PROPERTIES:
            book.set_properties({place: said})
        if place == "defined":
            book.define_name("Note", f'="{said}"')
        if place == "hidden":
            hidden = book.add_worksheet("Hidden")
            hidden.write_string(0, 0, said)
            hidden.very_hidden()
        if place == "link":
            sheet.write_url(4, 0, "mailto:x?subject=" + said, string="Security")
        if place == "look":
            sheet.write_number(5, 0, 7, book.add_format({"num_format": f'0 "{said}"'}))
        if place == "axis":
            chart = book.add_chart({"type": "bar"})
            chart.add_series({"values": ["Designations", 0, 1, 0, 1], "name": said})
            sheet.insert_chart(2, 0, chart)
        if place == "tip":
            sheet.write_url(4, 0, "internal:Designations!A1", string="Security", tip=said)
        if place == "custom":
            book.set_custom_property("Note", said)
    return content.getvalue()


def pdf_with(said: str, place: str, material: Material) -> bytes:
    blocks = (text(f"Security {said} more"),) if place == "page" else ()
    content = page_pdf(Page("Designations", (), "", blocks), material)
    if place == "page":
        return content
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    if place.startswith("/"):
        writer.add_metadata({place: said})
    if place == "xmp":
        writer.xmp_metadata = XMP.format(said=escape(said)).encode()
    if place == "link":
        writer.add_uri(0, f"https://example.com/?q={said}", RectangleObject((10, 10, 50, 50)))
    if place == "alt":
        writer.root_object[NameObject("/Alt")] = TextStringObject(said)
    if place == "layer":
        layer = DictionaryObject({NameObject("/Type"): NameObject("/OCG")})
        layer[NameObject("/Name")] = TextStringObject(said)
        writer.root_object[NameObject("/OCProperties")] = layer
    if place == "note":
        note = FreeText(text=said, rect=(50, 50, 200, 100))
        writer.add_annotation(0, note)
    if place == "bookmark":
        writer.add_outline_item(title=said, page_number=0)
    if place == "attachment":
        writer.add_attachment("notes.csv", csv_with(said))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


XMP = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''
xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator><rdf:Seq><rdf:li>{said}</rdf:li></rdf:Seq>
</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""


_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def zip_with(content: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("tables/designations.csv", "Designation\r\n")
        archive.writestr(name, content)
    return out.getvalue()
