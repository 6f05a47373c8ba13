"""The report of a bug: where it happened and with which versions, and no word of any record."""

import platform
import sys
import traceback
from contextlib import suppress
from pathlib import Path

_LARGEST_LOG = 1_000_000


def report_of(error: BaseException) -> str:
    """Kinds and places only: an exception's own text may hold a name or a path of the user's."""
    lines = [f"Partner Readiness, Python {platform.python_version()}, {sys.platform}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__name__)
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {_shown(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def write_log(folder: Path, report: str) -> None:
    """Append the report to the log; a full or read-only disk must not make a second bug of the first."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "errors.log"
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            log.replace(folder / "errors.old.log")
        with log.open("a", encoding="utf-8") as file:
            file.write(report + "\n")


def _shown(file: str) -> str:
    """The last parts of a path: the folder above them may be named after a person."""
    return "/".join(Path(file).parts[-3:])
