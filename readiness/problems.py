"""What can go wrong in words that a later layer speaks: problems in input, and foreseen failures."""

import errno
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple

from readiness.frozen import frozen

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})

_CODES: Final = {
    errno.ENOSPC: "file-disk-full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: "file-disk-full",
    errno.ENOENT: "file-no-folder",
    errno.ENOTDIR: "file-no-folder",
    errno.EACCES: "file-not-allowed",
    errno.EPERM: "file-not-allowed",
    errno.EROFS: "file-not-allowed",
    errno.EISDIR: "file-is-folder",
    errno.ENAMETOOLONG: "file-bad-name",
    errno.EINVAL: "file-bad-name",
}


def _nothing() -> Mapping[str, Any]:
    return _NOTHING


class Message(NamedTuple):
    """A sentence as its catalogue id and the values of its named slots; `readiness.words` speaks it.

    A slot named `n` chooses singular or plural. Slots hold plain values (text, int, date, Fraction,
    Decimal) or another `Message`. A named tuple, as one score makes a thousand of them.
    """

    code: str
    slots: Mapping[str, Any] = _NOTHING

    def __hash__(self) -> int:
        return hash(self.code)


@frozen
class Problem:
    """A repairable defect in input; `problem.<code>` is its sentence, `remedy.<code>` its remedy.

    `row` is the line of a table as a spreadsheet numbers it (the header is row 1); `path` is a JSON path.
    """

    code: str
    slots: Mapping[str, Any] = field(default_factory=_nothing, hash=False)
    row: int | None = None
    column: str | None = None
    path: str | None = None


class ReadinessError(Exception):
    """A foreseen failure: `error.<code>` of the catalogue says what happened and what to do.

    The exception's own text is the code alone, so a log never learns a name or a path.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, **slots: Any) -> None:
        super().__init__(code)
        self.message = Message(f"error.{code}", slots)


class WorkspaceError(ReadinessError):
    """The workspace can't be used: not one of ours, empty, newer, damaged, locked, read-only, disk full."""

    exit_code: ClassVar[int] = 3


class SourceError(ReadinessError):
    """A file to import can't be read at all: unknown kind, empty, not text. Nothing was written."""


class RulesError(ReadinessError):
    """A rules file is broken; names the file and the key."""


_PACKAGES = frozenset({"readiness", "resources", "ui"})


def where_it_happened(error: BaseException) -> str:
    """Kinds of error and places in the code; an error's own text may hold a name or a path of the user's."""
    import traceback  # noqa: PLC0415 (only after a bug)

    lines: list[str] = []
    cause: BaseException | None = error
    told: set[int] = set()  # causes lead in a circle where an error is raised again from another's place
    while cause is not None and id(cause) not in told:
        told.add(id(cause))
        lines.append(type(cause).__name__)
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {place_in_code(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def place_in_code(path: str) -> str:
    """From a package on: the folders above may be named after a person."""
    parts = path.replace("\\", "/").split("/")
    for place in reversed(range(len(parts) - 1)):
        if parts[place] in _PACKAGES:
            return "/".join(parts[place:])
        if parts[place] == "site-packages":
            return "/".join(parts[place + 1 :])
    return parts[-1]


def not_written(error: OSError, name: str) -> ReadinessError:
    """Why a file of that name could not be written."""
    return ReadinessError(_CODES.get(error.errno or 0, "file-not-written"), name=name)
