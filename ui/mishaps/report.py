"""The report of a bug: where it happened and with which versions, and no word of any record."""

import platform
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from readiness.problems import place_in_code, where_it_happened

LOG: Final = "errors.log"
_LARGEST_LOG: Final = 1_000_000
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_PLAIN: Final = re.compile(r"[a-z]+[,.;:]?|Q[A-Z]\w*(::\w+)*[():,]*")
"""What a word of Qt may be: small letters, or a name of its own. A record's name or a path is neither."""
_IN_FILE: Final = re.compile(r'  File "(?P<path>.*)", (?P<place>line \d+ in \S+)')
_OF_CRASH: Final = re.compile(
    r"(Fatal Python error|Windows fatal exception|(Current t|T)hread 0x[0-9a-f]+)\b.*"
)


def report_of(error: BaseException) -> str:
    """Kinds and places only: an exception's own text may hold a name or a path of the user's."""
    return _head() + where_it_happened(error)


def report_of_crash(told: str) -> str:
    """Of what Python wrote while the program crashed: which crash, and places in the code."""
    lines = [_head().rstrip()]
    for line in told.splitlines():
        if found := _IN_FILE.fullmatch(line):
            lines.append(f"  {place_in_code(found['path'])}, {found['place']}")
        elif _OF_CRASH.fullmatch(line):
            lines.append(line)
    return "\n".join(lines) + "\n"


def report_of_qt(kind: str, message: str) -> str:
    """A message of Qt; names and paths in it stay out, and so does whatever looks like one."""
    words = _QUOTED.sub("\N{HORIZONTAL ELLIPSIS}", message).split()
    kept = (word if _PLAIN.fullmatch(word) else "\N{HORIZONTAL ELLIPSIS}" for word in words)
    return f"{kind}: {' '.join(kept)}\n"


def write_log(folder: Path, report: str) -> None:
    """Append the report to the log; a full or read-only disk must not make a second bug of the first."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / LOG
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            log.replace(folder / "errors.old.log")
        with log.open("a", encoding="utf-8") as file:
            file.write(report + "\n")


def _head() -> str:
    return f"Partner Readiness, Python {platform.python_version()}, {sys.platform}\n"
