"""Snapshot -> files: one module per format, all from the same values; no Qt."""

from readiness.reports.material import Material
from readiness.reports.packs import members_of
from readiness.reports.printed import pictures_of
from readiness.reports.records import ALL, RECORDS
from readiness.reports.shown import shown_table, write_shown
from readiness.reports.tables import TABLES
from readiness.reports.writing import report_of, write_report

__all__ = [
    "ALL",
    "RECORDS",
    "TABLES",
    "Material",
    "members_of",
    "pictures_of",
    "report_of",
    "shown_table",
    "write_report",
    "write_shown",
]
