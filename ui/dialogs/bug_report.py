"""The report of a bug: where it happened and with which versions, and no word of any record."""

import platform
import sys
from contextlib import suppress
from pathlib import Path

from readiness.problems import where_it_happened

_LARGEST_LOG = 1_000_000


def report_of(error: BaseException) -> str:
    """Kinds and places only: an exception's own text may hold a name or a path of the user's."""
    head = f"Partner Readiness, Python {platform.python_version()}, {sys.platform}\n"
    return head + where_it_happened(error)


def write_log(folder: Path, report: str) -> None:
    """Append the report to the log; a full or read-only disk must not make a second bug of the first."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "errors.log"
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            log.replace(folder / "errors.old.log")
        with log.open("a", encoding="utf-8") as file:
            file.write(report + "\n")
