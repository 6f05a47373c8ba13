"""Files that say something where it may stand: in a cell, a comment, a property, the name of a member."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, TextStringObject
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

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


def xlsx_with(said: str, place: str) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(said[:31].translate(_NO_SHEET) if place == "sheet" else "Designations")
        sheet.write_string(0, 0, said if place == "cell" else "Security")
        if place in PROPERTIES:
            book.set_properties({place: said})
        if place in _IN_BOOK:
            _IN_BOOK[place](book, said)
        if place in _IN_SHEET:
            _IN_SHEET[place](sheet, said)
        if place in {"chart", "axis"}:
            _draw(book, sheet, said, place)
        if place == "look":
            sheet.write_number(5, 0, 7, book.add_format({"num_format": f'0 "{said}"'}))
    return content.getvalue()


def _draw(book: Workbook, sheet: Worksheet, said: str, place: str) -> None:
    series = {"values": ["Designations", 0, 1, 0, 1]}
    chart = book.add_chart({"type": "bar"})
    chart.add_series(series | {"name": said} if place == "axis" else series)
    if place == "chart":
        chart.set_title({"name": said})
    sheet.insert_chart(2, 0, chart)


def _hide(book: Workbook, said: str) -> None:
    hidden = book.add_worksheet("Hidden")
    hidden.write_string(0, 0, said)
    hidden.very_hidden()


_IN_BOOK: dict[str, Callable[[Workbook, str], object]] = {
    "defined": lambda book, said: book.define_name("Note", f'="{said}"'),
    "hidden": _hide,
    "custom": lambda book, said: book.set_custom_property("Note", said),
}
_IN_SHEET: dict[str, Callable[[Worksheet, str], object]] = {
    "comment": lambda sheet, said: sheet.write_comment(0, 0, said),
    "header": lambda sheet, said: sheet.set_header(f"&L{said}"),
    "drawing": lambda sheet, said: sheet.insert_textbox(2, 0, said),
    "validation": lambda sheet, said: sheet.data_validation(
        0, 1, 0, 1, {"validate": "any", "input_message": said}
    ),
    "link": lambda sheet, said: sheet.write_url(4, 0, "mailto:x?subject=" + said, string="Security"),
    "tip": lambda sheet, said: sheet.write_url(4, 0, "internal:Designations!A1", string="Security", tip=said),
}


def pdf_with(said: str, place: str, material: Material) -> bytes:
    blocks = (text(f"Security {said} more"),) if place == "page" else ()
    content = page_pdf(Page("Designations", (), "", blocks), material)
    if place == "page":
        return content
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    if place.startswith("/"):
        writer.add_metadata({place: said})
    else:
        _IN_PDF[place](writer, said)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _describe(writer: PdfWriter, said: str) -> None:
    writer.xmp_metadata = XMP.format(said=escape(said)).encode()


def _say_instead(writer: PdfWriter, said: str) -> None:
    writer.root_object[NameObject("/Alt")] = TextStringObject(said)


def _lay(writer: PdfWriter, said: str) -> None:
    layer = DictionaryObject({NameObject("/Type"): NameObject("/OCG")})
    layer[NameObject("/Name")] = TextStringObject(said)
    writer.root_object[NameObject("/OCProperties")] = layer


_IN_PDF: dict[str, Callable[[PdfWriter, str], object]] = {
    "xmp": _describe,
    "link": lambda writer, said: writer.add_uri(
        0, f"https://example.com/?q={said}", RectangleObject((10, 10, 50, 50))
    ),
    "alt": _say_instead,
    "layer": _lay,
    "note": lambda writer, said: writer.add_annotation(0, FreeText(text=said, rect=(50, 50, 200, 100))),
    "bookmark": lambda writer, said: writer.add_outline_item(title=said, page_number=0),
    "attachment": lambda writer, said: writer.add_attachment("notes.csv", csv_with(said)),
}


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
