"""Snapshot -> files: one module per format, all from the same values; no Qt."""

from readiness.reports.separated import write_csv
from readiness.reports.tables import TABLES
from readiness.reports.workbook import write_xlsx

__all__ = ["TABLES", "write_csv", "write_xlsx"]
