"""Bringing Qt into the program quickly; none of the ways changes what it does.

PySide6 carries Python modules of its own as source in an archive, and compiles them at every start: 28 ms.
It prepares patterns for what it says of wrong calls, whether there is one or not: 12 ms. And it replaces
`import` by one that reads the source of every module, looking for `__feature__`: 10 ms.
"""

import __future__

import builtins
import marshal
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any, Final

from readiness.rules.kept import keep_as, kept_as
from resources import FOLDER

_NAME: Final = "qt.bin"
_OF_QT: Final = "shibokensupport."


def load_qt() -> None:
    with kept_code(FOLDER), late_patterns():
        import PySide6.QtCore  # noqa: F401, PLC0415 - compiles, and replaces `import`
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def late_patterns() -> Iterator[None]:
    """Patterns that PySide6's own modules ask for inside are made when they are first used."""
    plain = re.compile

    def compiled(*asked: Any, **named: Any) -> Any:
        caller = str(sys._getframe(1).f_globals.get("__name__"))  # noqa: SLF001 - others get theirs at once
        return (_Late if caller.startswith(_OF_QT) else plain)(*asked, **named)

    re.compile = compiled
    try:
        yield
    finally:
        re.compile = plain


class _Late:
    """A pattern that is compiled by the first call of one of its methods."""

    def __init__(self, *asked: Any, **named: Any) -> None:
        self._asked, self._named = asked, named

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def first_call(*asked: Any, **named: Any) -> Any:
            return getattr(self._made, method)(*asked, **named)

        return first_call

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return re.compile(*self._asked, **self._named)


@contextmanager
def kept_code(folder: Path) -> Iterator[None]:
    """What is compiled inside is kept in the folder, and only read the next time its source is the same."""
    plain, python = builtins.compile, MAGIC_NUMBER.hex()
    known: dict[tuple[str, int, int, int], bytes] = kept_as(_NAME, folder, python, ()) or {}
    fresh = dict(known)

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        if more or named or mode != "exec" or not isinstance(source, bytes):
            return plain(source, filename, mode, *more, **named)
        # What a caller has from the future holds for what it compiles.
        flags = sys._getframe(1).f_code.co_flags & __future__.annotations.compiler_flag  # noqa: SLF001 - what compile itself looks at
        key = str(filename), flags, len(source), zlib.crc32(source)
        if key not in fresh:
            code = plain(source, filename, mode, flags, dont_inherit=True)
            fresh[key] = marshal.dumps(code)
            return code
        return marshal.loads(fresh[key])  # noqa: S302 - `kept_as` gives only what was kept here

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = plain
    if fresh.keys() != known.keys():
        keep_as(_NAME, folder, python, (), fresh)
