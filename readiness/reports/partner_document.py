"""The partner document as a file."""

from pathlib import Path

from readiness.document import document_text
from readiness.facts import Facts
from readiness.reports.files import write_whole


def write_json(path: Path, facts: Facts) -> None:
    """Write everything recorded, in normal form.

    Raises:
        ReadinessError: the file can't be written; what stood there before is untouched.
    """
    write_whole(path, document_text(facts).encode())
