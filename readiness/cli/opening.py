"""How a command opens a workspace: with the password it needs, and only while it is sound."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from readiness import settings
from readiness.problems import WorkspaceError
from readiness.rules import Rulebook
from readiness.words import Words
from readiness.workspace import Host, Workspace, rescue

T = TypeVar("T")
PASSWORD: Final = "READINESS_PASSWORD"  # noqa: S105 - the name of it, not one
NEW_PASSWORD: Final = "READINESS_NEW_PASSWORD"  # noqa: S105 - the name of it, not one
_DAMAGED: Final = frozenset({"workspace-damaged", "workspace-altered", "workspace-empty"})


def this_host() -> Host:
    """The clock is asked here and in the window's start, and nowhere below."""
    most = settings.load().backup_megabytes * 1_000_000
    return Host(
        lambda: datetime.now().astimezone(), settings.computer_name(), settings.backups_folder(), most
    )


def this_zone() -> str:
    """The time zone of this computer by its IANA name; empty where it has none that is known."""
    from babel.localtime import get_localzone  # noqa: PLC0415 - only an import asks

    try:
        return str(getattr(get_localzone(), "key", None) or "")
    except LookupError:
        return ""


@contextmanager
def opened(file: Path, rulebook: Rulebook, words: Words, *, checked: bool = True) -> Iterator[Workspace]:
    """A workspace, closed at the end; `checked`: only where it holds what was saved in it.

    Raises:
        WorkspaceError: it can't be used; where it is damaged, its newest good backup was named on stderr.
    """
    host = this_host()
    try:
        workspace = with_password(
            lambda password: Workspace.open(file, rulebook, password=password, host=host), words
        )
    except WorkspaceError as error:
        _offer_backup(error, file, host, words)
        raise
    try:
        if checked:
            workspace.keeping.require_sound()
        yield workspace
    except WorkspaceError as error:
        _offer_backup(error, file, host, words)
        raise
    finally:
        workspace.close()


def with_password(act: Callable[[str | None], T], words: Words) -> T:
    """Do what may need a password; it is asked for only where it is needed, and there is somebody to ask.

    Raises:
        WorkspaceError: also `password-needed`, where there is nobody.
    """
    try:
        return act(None)
    except WorkspaceError as error:
        if str(error) != "password-needed":
            raise
        password = os.environ.get(PASSWORD) or ask_password(words.sentence("cli.ask-password"))
        if not password:
            raise
    return act(password)


def ask_password(prompt: str) -> str:
    """What is typed without being shown; nothing where nobody is at a keyboard."""
    return getpass.getpass(f"{prompt} ") if sys.stdin.isatty() else ""


def _offer_backup(error: WorkspaceError, file: Path, host: Host, words: Words) -> None:
    if str(error) in _DAMAGED:
        found = rescue(file, host, os.environ.get(PASSWORD))
        if found is not None:
            day = found.at.astimezone(host.now().tzinfo).date()
            said = words.sentence("cli.restore-offer", day=day, file=str(found.path))
            sys.stderr.write(f"{said}\n")
