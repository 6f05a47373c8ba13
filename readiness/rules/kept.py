"""Built rules kept beside their files, since reading and checking them takes longer than scoring.

What is kept is used only where its stamp names these very files and classes; else the files are read anew.
"""

import hashlib
import pickle
from contextlib import suppress
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any

from readiness.rules import book, catalogue, names, shapes, source
from readiness.rules.book import Rulebook

NAME = "rulebook.bin"
_MODULES: tuple[ModuleType, ...] = (book, catalogue, names, shapes, source)


def kept(folder: Traversable, digest: str) -> Rulebook | None:
    """The rulebook built from files with this digest; None where none is kept, or of something else."""
    found: Rulebook | None = kept_as(NAME, folder, digest, _MODULES)
    return found


def keep(folder: Traversable, rulebook: Rulebook) -> None:
    """Write it for the next start; where the folder can't be written, the files are simply read again."""
    keep_as(NAME, folder, rulebook.digest, _MODULES, rulebook)


def kept_as(name: str, folder: Traversable, digest: str, modules: tuple[ModuleType, ...]) -> Any:
    """What was kept under this name, built from files with this digest and of classes of these modules."""
    try:
        stamp, _, content = (folder / name).read_bytes().partition(b"\n")
    except OSError:
        return None
    if stamp != _stamp(digest, content, modules):
        return None
    return pickle.loads(content)  # noqa: S301 - written by `keep_as` into the program's own folder


def keep_as(
    name: str, folder: Traversable, digest: str, modules: tuple[ModuleType, ...], thing: object
) -> None:
    """Write it for the next time it is asked for."""
    content = pickle.dumps(thing, protocol=5)
    with suppress(OSError, AttributeError):  # only a real folder can write
        place = folder / name
        place.write_bytes(_stamp(digest, content, modules) + b"\n" + content)  # type: ignore[attr-defined]


def _stamp(digest: str, content: bytes, modules: tuple[ModuleType, ...]) -> bytes:
    """Names the files, the classes and all of the content: half a file or an older program's differs."""
    shape = [
        (name, getattr(thing, "_fields", None) or getattr(thing, "__slots__", None))
        for module in modules
        for name, thing in vars(module).items()
        if isinstance(thing, type)
    ]
    total = hashlib.sha256(f"{digest} {shape!r} ".encode())
    total.update(content)
    return total.hexdigest().encode()
