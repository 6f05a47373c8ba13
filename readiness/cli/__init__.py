"""The command line: the workspace's door without a screen. Answers on stdout, messages on stderr."""

from collections.abc import Sequence
from typing import Final

COMMANDS: Final = (
    "new",
    "demo",
    "import",
    "score",
    "agenda",
    "export",
    "check",
    "backup",
    "restore",
    "password",
    "person",
    "history",
    "erase",
    "specializations",
    "competencies",
    "rules",
)
"""The first words that mean a command and not a file to open in the window."""


def main(argv: Sequence[str]) -> int:
    """0 done; 1 done, with problems; 2 wrong call or unreadable input; 3 the workspace can't be used."""
    from readiness.cli.run import run  # noqa: PLC0415 - who only asks for the names needs nothing of this

    return run(argv)
