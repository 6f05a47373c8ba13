"""Snapshot -> files: one module per format, all from the same values; no Qt."""

from readiness.reports.ics import write_ics
from readiness.reports.partner_document import write_json
from readiness.reports.pdf import preview_pages, write_pdf
from readiness.reports.records import ALL, RECORDS, write_record_csv, write_record_xlsx
from readiness.reports.separated import write_csv
from readiness.reports.shown import shown_table, write_shown
from readiness.reports.tables import TABLES
from readiness.reports.workbook import write_xlsx

__all__ = [
    "ALL",
    "RECORDS",
    "TABLES",
    "preview_pages",
    "shown_table",
    "write_csv",
    "write_ics",
    "write_json",
    "write_pdf",
    "write_record_csv",
    "write_record_xlsx",
    "write_shown",
    "write_xlsx",
]
