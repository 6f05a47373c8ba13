"""The built rulebook kept beside its files, since reading and checking them takes longer than scoring.

It is used only where its stamp names these very files and classes; else the files are read anew.
"""

import hashlib
import pickle
from contextlib import suppress
from importlib.resources.abc import Traversable

from readiness.rules import book, catalogue, shapes, source
from readiness.rules.book import Rulebook

NAME = "rulebook.bin"


def kept(folder: Traversable, digest: str) -> Rulebook | None:
    """The rulebook built from files with this digest; None where none is kept, or of something else."""
    try:
        stamp, _, content = (folder / NAME).read_bytes().partition(b"\n")
    except OSError:
        return None
    if stamp != _stamp(digest, content):
        return None
    found: Rulebook = pickle.loads(content)  # noqa: S301 - written by `keep` into the program's own folder
    return found


def keep(folder: Traversable, rulebook: Rulebook) -> None:
    """Write it for the next start; where the folder can't be written, the files are simply read again."""
    content = pickle.dumps(rulebook, protocol=5)
    with suppress(OSError, AttributeError):  # only a real folder can write
        place = folder / NAME
        place.write_bytes(_stamp(rulebook.digest, content) + b"\n" + content)  # type: ignore[attr-defined]


def _stamp(digest: str, content: bytes) -> bytes:
    """Names the files, the classes and all of the content: half a file or an older program's differs."""
    shape = [
        (name, getattr(thing, "_fields", None) or getattr(thing, "__slots__", None))
        for module in (book, catalogue, shapes, source)
        for name, thing in vars(module).items()
        if isinstance(thing, type)
    ]
    total = hashlib.sha256(f"{digest} {shape!r} ".encode())
    total.update(content)
    return total.hexdigest().encode()
