"""In which language the command line speaks: as asked, else as set, else the system's."""

import locale
import os
from collections.abc import Sequence
from itertools import pairwise

from readiness import settings
from readiness.words import LANGUAGES


def language_of(argv: Sequence[str]) -> str:
    """Looked for before the words are parsed, since help and errors are said in it too."""
    for before, word in pairwise(argv):
        if before == "--lang" and word in LANGUAGES:
            return word
    for word in argv:
        if word.startswith("--lang=") and word.removeprefix("--lang=") in LANGUAGES:
            return word.removeprefix("--lang=")
    return settings.load().language or system_language()


def system_language() -> str:
    asked = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # Windows has none of these: there the name of the language itself is known ("French_France").
    system = next(filter(None, asked), None) or locale.getlocale()[0] or ""
    return "fr" if system.casefold().startswith("fr") else "en"
