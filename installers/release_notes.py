"""The notes of a release: what CHANGELOG.md says of its version, once it is sure that the tag names it."""

import sys
from typing import Final

from installers.paths import ROOT, version

_HEAD: Final = "## "


def notes(tag: str) -> str:
    """The lines below the version's head.

    Raises:
        ValueError: the tag is not of the version in pyproject.toml, or the changelog says nothing of it.
    """
    if tag != f"v{version()}":
        raise ValueError(f"the tag {tag} is not of version {version()}")
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    parts = text.split(f"\n{_HEAD}")
    found = next((part for part in parts[1:] if part.splitlines()[0].split(" ")[0] == version()), "")
    words = found.partition("\n")[2].strip()
    if not words:
        raise ValueError(f"CHANGELOG.md says nothing of {version()}")
    return words + "\n"


if __name__ == "__main__":
    sys.stdout.write(notes(sys.argv[1]))
