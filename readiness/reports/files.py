"""A file is written whole or not at all; what stood there before stays until the new one is complete."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from readiness.problems import ReadinessError, not_written

_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds; a sync client or a virus scanner holds a file for a moment only."""


def write_whole(path: Path, content: bytes, require: Callable[[bytes], None] | None = None) -> None:
    """Write the file, in the place of an older one if there is one.

    `require` sees what stands on the disk before it takes its place, and raises where it may not.

    Raises:
        ReadinessError: it could not be written; an older file is untouched and nothing is left behind.
    """
    try:
        _write(Path(os.path.realpath(path)), content, require)
    except OSError as error:
        raise not_written(error, path.name) from error
    except ValueError as error:  # a NUL in the name
        raise ReadinessError("file-bad-name", name=path.name.replace("\0", "")) from error


def _write(path: Path, content: bytes, require: Callable[[bytes], None] | None) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    fresh = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with fresh.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if require is not None:
            require(fresh.read_bytes())
        if path.exists():
            shutil.copymode(path, fresh)
        _take_place(fresh, path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def _take_place(fresh: Path, path: Path) -> None:
    for pause in _PAUSES:
        try:
            fresh.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    fresh.replace(path)
