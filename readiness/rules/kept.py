"""Built rules kept beside their files, since reading and checking them takes longer than scoring.

What is kept is used only where its stamp names these very files and classes; else the files are read anew.
"""

import pickle
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from types import ModuleType
from typing import TYPE_CHECKING, Any

from readiness.rules import book, catalogue, names, shapes, source
from readiness.rules.book import Rulebook

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "rulebook.bin"
_MODULES: tuple[ModuleType, ...] = (book, catalogue, names, shapes, source)


def kept(folder: "Traversable", texts: Mapping[str, bytes]) -> Rulebook | None:
    """The rulebook built from these files; None where none is kept, or of something else."""
    found: Rulebook | None = kept_as(NAME, folder, sums(texts), _MODULES)
    return found


def keep(folder: "Traversable", texts: Mapping[str, bytes], rulebook: Rulebook) -> None:
    """Write it for the next start; where the folder can't be written, the files are simply read again."""
    keep_as(NAME, folder, sums(texts), _MODULES, rulebook)


def kept_as(name: str, folder: "Traversable", origin: str, modules: tuple[ModuleType, ...]) -> Any:
    """What was kept under this name, made of this `origin` and of classes of these modules."""
    try:
        stamp, _, content = (folder / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    if stamp != _stamp(origin, content, modules):
        return None
    return pickle.loads(content)  # noqa: S301 - written by `keep_as` into the program's own folder


def keep_as(
    name: str, folder: "Traversable", origin: str, modules: tuple[ModuleType, ...], thing: object
) -> None:
    """Write it for the next time; not into an installed program, which has brought all of it along."""
    if getattr(sys, "frozen", False):
        return
    content = pickle.dumps(thing, protocol=5)
    with suppress(OSError, AttributeError):  # only a real folder can write
        place = folder / name
        place.write_bytes(_stamp(origin, content, modules) + b"\n" + content)  # type: ignore[attr-defined]


def sums(texts: Mapping[str, bytes]) -> str:
    """Tells these files from others: checksums do, and need no OpenSSL, which takes 3 ms to load."""
    return repr({name: (len(text), zlib.crc32(text)) for name, text in texts.items()})


def _stamp(origin: str, content: bytes, modules: tuple[ModuleType, ...]) -> bytes:
    """Names the files, the classes and all of the content: half a file or an older program's differs."""
    shape = [
        (name, getattr(thing, "_fields", None) or getattr(thing, "__slots__", None))
        for module in modules
        for name, thing in vars(module).items()
        if isinstance(thing, type)
    ]
    made_of = zlib.crc32(f"{origin} {shape!r}".encode())
    return f"{made_of:08x} {len(content)} {zlib.crc32(content):08x}".encode()
