"""The window's commands for the file as a whole: backups, password, what stands in its way."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from readiness.problems import WorkspaceError
from readiness.workspace import Backup, Keeping
from ui import text
from ui.dialogs.backups import BackupsSheet, RescueSheet, moment_words
from ui.text import _

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

BACKUPS_KIND = "*.readiness *.bak"


class KeepingCommands(QObject):
    """What the File menu does with the open file; the wiring restores, since it opens files."""

    restore_asked = Signal(object, object)  # the path of a backup, and where to

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def back_up(self) -> None:
        """A backup now, whatever there is already."""
        session = self._window.session
        if session is not None:
            session.tend(lambda keeping: keeping.back_up(), self._on_backed_up)

    def _on_backed_up(self, made: Backup | None) -> None:
        self._window.look_around()
        if made is not None:
            self._window.tell(_("Backed up and verified"))

    def ask_copy(self) -> None:
        """A verified copy where the user wants one; the file that is open stays the open one."""
        from ui.dialogs.save_file import ask_where  # noqa: PLC0415 - when asked for

        session = self._window.session
        if session is not None:
            name = f"{_('{name} (copy)', name=session.workspace.path.stem)}.readiness"
            kinds = _("Partner files ({pattern})", pattern="*.readiness")
            ask_where(self._window, _("Save a copy"), name, kinds, self._copy)

    def _copy(self, out: Path) -> None:
        session = self._window.session
        if session is not None:
            session.tend(lambda keeping: keeping.copy_to(out), lambda _done: self._window.tell_written(out))

    def show_backups(self) -> None:
        """The list of backups, from which one can be restored."""
        session = self._window.session
        if session is None:
            self._ask_other()
        else:
            session.tend(lambda keeping: keeping.backups(), self._on_listed)

    def _on_listed(self, backups: tuple[Backup, ...]) -> None:
        sheet = BackupsSheet(backups, self._window.settings.backup_megabytes, self._window)
        sheet.restore_asked.connect(self.ask_where)
        sheet.other_asked.connect(self._ask_other)
        sheet.megabytes_chosen.connect(
            lambda megabytes: self._window.change_settings(backup_megabytes=megabytes)
        )
        sheet.open()

    def _ask_other(self) -> None:
        from ui.dialogs.open_file import ask_files  # noqa: PLC0415 - when asked for

        kinds = _("Backups ({pattern})", pattern=BACKUPS_KIND)
        ask_files(self._window, _("Restore a backup"), kinds, lambda paths: self.ask_where(paths[0]))

    def ask_where(self, backup: Path) -> None:
        """Where a backup's new file is to lie."""
        from ui.dialogs.save_file import ask_where  # noqa: PLC0415 - when asked for

        name = f"{_('Restored')}.readiness"
        kinds = _("Partner files ({pattern})", pattern="*.readiness")
        ask_where(
            self._window,
            _("Restore a backup"),
            name,
            kinds,
            lambda out: self.restore_asked.emit(backup, out),
        )

    def ask_password(self) -> None:
        """Set, change or remove the password of the file."""
        from ui.dialogs.password import NewPasswordSheet  # noqa: PLC0415 - when asked for

        session = self._window.session
        if session is not None:
            sheet = NewPasswordSheet(self._window, has_one=session.workspace.keeping.has_password)
            sheet.submitted.connect(self._set_password)
            sheet.open()

    def _set_password(self, new: str) -> None:
        session = self._window.session
        if session is not None:
            said = _("The file has this password now") if new else _("The file has no password any more")
            session.tend(lambda keeping: keeping.set_password(new), lambda _count: self._on_password(said))

    def _on_password(self, said: str) -> None:
        self._window.tell(said)
        self._window.locking.follow()

    def rescue(self, error: WorkspaceError) -> None:
        """The open file is damaged: say so once, with the newest good backup."""
        session = self._window.session
        if session is not None:
            session.tend(lambda keeping: keeping.good_backup(), lambda backup: self.offer(error, backup))

    def offer(self, error: WorkspaceError, backup: Backup | None) -> None:
        """The newest good backup of a damaged file."""
        sheet = RescueSheet(text.explain(error), backup, self._window)
        sheet.restore_asked.connect(self.ask_where)
        sheet.open()


@dataclass(frozen=True, slots=True)
class Survey:
    """How the open file stands: what is written above the page and in the status line."""

    notices: tuple[tuple[str, str], ...]
    """Each a kind of message, and its words."""
    place: str
    backup: str


def survey(keeping: Keeping) -> Survey:
    """Looks at folders, so it is asked in the worker."""
    backups = keeping.backups()
    if keeping.failure is not None:
        last = _("The last backup failed")
    else:
        last = _("Last backup {moment}", moment=moment_words(backups[0].at)) if backups else ""
    return Survey(tuple(_notices(keeping)), _place(keeping), last)


def _notices(keeping: Keeping) -> Iterator[tuple[str, str]]:
    yield from _about_the_file(keeping)
    yield from _about_others(keeping)
    if keeping.migrated_from is not None:
        name = keeping.migrated_from.name
        yield "info", _("This file was brought up to date. As it was, it is kept as {name}.", name=name)


def _about_the_file(keeping: Keeping) -> Iterator[tuple[str, str]]:
    """What stands in the way of reading and writing it."""
    if not keeping.is_in_place:
        words = _(
            "The file was moved, renamed, removed or replaced while it was open. Nothing can be saved "
            "until it lies in its place again; File, Save a copy keeps what you see."
        )
        yield "danger", words
    elif not keeping.is_untouched:
        words = _(
            "Another program wrote into this file. At your next change it is read again, and what you "
            "see is kept as a copy beside it where it differs."
        )
        yield "warning", words
    if keeping.is_read_only:
        yield "warning", _("This file may only be read here. To change it, copy it to a folder of yours.")
    if keeping.failure is not None:
        yield "warning", text.explain(keeping.failure)


def _about_others(keeping: Keeping) -> Iterator[tuple[str, str]]:
    """Who else opened it, and what a sync service made of that."""
    left = keeping.left_open()
    if left is not None:
        words = _(
            "On {computer} this file was opened on {since} and not closed there. Close it there first, "
            "or the changes of one of you will end in a copy.",
            computer=left[0],
            since=left[1],
        )
        yield "warning", words
    copies = keeping.conflict_copies()
    if copies:
        words = _(
            "Beside this file lie copies, as a sync service leaves them after a conflict: {names}",
            names=copies,
        )
        yield "warning", words


def _place(keeping: Keeping) -> str:
    """Who copies the file's folder elsewhere; nothing where nobody does."""
    service = keeping.synced_by()
    if service == "network":
        return _("On a network drive")
    return _("In a folder synced by {service}", service=service) if service else ""
