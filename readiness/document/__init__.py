"""The partner document: facts as JSON values, in and out."""

from readiness.document.forms import Unfit
from readiness.document.normal_form import FORMAT, document_text, to_document
from readiness.document.shapes import (
    KIND_OF,
    UsageRow,
    rows_of,
    shape_of,
    thing_from_json,
    thing_to_json,
)

__all__ = [
    "FORMAT",
    "KIND_OF",
    "Unfit",
    "UsageRow",
    "document_text",
    "rows_of",
    "shape_of",
    "thing_from_json",
    "thing_to_json",
    "to_document",
]
