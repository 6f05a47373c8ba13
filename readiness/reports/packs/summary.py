"""The summary pack: everything of the snapshot in each format, for whom the edition is made."""

from functools import partial

from readiness.document import document_text
from readiness.reports.calendar import calendar_of
from readiness.reports.customer import TABLES as CUSTOMER_TABLES
from readiness.reports.customer import customer_json
from readiness.reports.material import Material
from readiness.reports.packs.evidence import all_evidence
from readiness.reports.packs.member import Member
from readiness.reports.pdf import pdf_of
from readiness.reports.separated import table_csv
from readiness.reports.tables import TABLES
from readiness.reports.workbook import xlsx_of


def members(material: Material) -> tuple[Member, ...]:
    """PDF, workbook, one CSV per table, calendar, JSON; for the partner, every file that is attached."""
    tables = CUSTOMER_TABLES if material.edition.for_customer else TABLES
    return (
        Member("summary.pdf", lambda: pdf_of(material)),
        Member("workbook.xlsx", lambda: xlsx_of(material)),
        *(Member(f"tables/{name}.csv", partial(table_csv, name, material)) for name in tables),
        Member("calendar.ics", lambda: calendar_of(material)),
        Member("readiness.json", lambda: json_of(material)),
        *(() if material.edition.for_customer else all_evidence(material)),
    )


def json_of(material: Material) -> bytes:
    """The partner document; for a customer, what a customer may see."""
    if material.edition.for_customer:
        return customer_json(material)
    return document_text(material.facts).encode()
