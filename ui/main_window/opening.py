"""Opening files that do not simply open: with a password, in use elsewhere, damaged, restored."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from readiness.problems import WorkspaceError
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot
from readiness.workspace import Backup, Host, Workspace, copy_of_open, rescue, restore
from ui import text
from ui.background import Background, Job
from ui.main_window.window import MainWindow
from ui.text import _

_PASSWORD = ("password-needed", "password-wrong")
_LOCKED = ("workspace-locked", "workspace-locked-by")
_DAMAGED = ("workspace-damaged", "workspace-altered", "workspace-empty")


class Owner(Protocol):
    """What the wiring gives: the rules, the computer, the window, and the way to show a workspace."""

    rulebook: Rulebook
    host: Host
    window: MainWindow
    opener: Background
    clock: Callable[[], date]

    def show_workspace(self, workspace: Workspace, snapshot: Snapshot) -> None: ...


class Opening(QObject):
    """Asks for what an opening needs, and offers what is left where it fails."""

    def __init__(self, owner: Owner, parent: QObject) -> None:
        super().__init__(parent)
        self._owner = owner
        self._unshown: list[Workspace] = []

    def bring_in(
        self, make: Callable[[], Workspace], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        """Open or make a workspace in the worker, then show it in place of the one shown."""
        owner, on = self._owner, self._owner.clock()

        def work(_: Job) -> tuple[Workspace, Snapshot]:
            workspace = make()
            self._unshown.append(workspace)
            return workspace, workspace.snapshot(on)

        def done(opened: tuple[Workspace, Snapshot]) -> None:
            self._unshown.remove(opened[0])
            owner.show_workspace(*opened)

        owner.opener.run(work, done, failed or owner.window.show_failure)

    def stop(self) -> None:
        """Open nothing more; what was opened and is not shown is closed as well."""
        opener = self._owner.opener
        opener.stop(None if opener.is_idle else self._close_unshown)

    def _close_unshown(self) -> None:
        for workspace in self._unshown:
            workspace.close()

    def open(self, path: Path, password: str | None = None) -> None:
        """Open a file in the worker and show it."""
        owner = self._owner
        self._try(
            path,
            lambda given: Workspace.open(path, owner.rulebook, password=given, host=owner.host),
            password,
        )

    @staticmethod
    def open_apart(path: Path) -> None:
        """Start the program once more, as a double click on the file does."""
        import sys  # noqa: PLC0415 - when asked for

        from PySide6.QtCore import QProcess  # noqa: PLC0415 - when asked for

        module = [] if getattr(sys, "frozen", False) else ["-m", "ui"]
        QProcess.startDetached(sys.executable, [*module, str(path.absolute())])

    def restore(self, backup: Path, out: Path) -> None:
        """Back the open file up, make a new one out of a backup, and open that."""
        owner = self._owner
        session = owner.window.session

        def make(password: str | None) -> Workspace:
            restore(backup, out, password)
            return Workspace.open(out, owner.rulebook, password=password, host=owner.host)

        def go(known: str | None) -> None:
            self._try(backup, make, known)

        if session is None:
            go(None)
        else:
            session.tend(lambda keeping: (keeping.back_up_before("restore"), keeping.password)[1], go)

    def open_copy(self, path: Path) -> None:
        """Ask where a copy of a file that is open elsewhere is to lie; then open it."""
        from ui.dialogs.save_file import ask_where  # noqa: PLC0415 - when asked for

        owner = self._owner

        def chosen(out: Path) -> None:
            def make(password: str | None) -> Workspace:
                copy_of_open(path, out, password)
                return Workspace.open(out, owner.rulebook, password=password, host=owner.host)

            self._try(path, make, None)

        kinds = _("Partner files ({pattern})", pattern="*.readiness")
        name = _("{name} (copy)", name=path.stem)
        ask_where(owner.window, _("Open a copy"), f"{name}.readiness", kinds, chosen)

    def refuse(self, path: Path, error: BaseException, again: Callable[[str], None] | None = None) -> None:
        """Say why a file did not open, with what can be done about it; `again` opens it with a password."""
        code = str(error) if isinstance(error, WorkspaceError) else ""
        if code in _PASSWORD:
            self._ask_password(path, code, again or (lambda password: self.open(path, password)))
        elif code in _LOCKED:
            self._offer_copy(path, error)
        elif code in _DAMAGED:
            host = self._owner.host
            self._owner.opener.run(
                lambda _: rescue(path, host),
                lambda backup: self._offer_backup(error, backup),
                self._owner.window.show_failure,
            )
        else:
            self._owner.window.show_failure(error)

    def _try(self, path: Path, make: Callable[[str | None], Workspace], password: str | None) -> None:
        self.bring_in(
            lambda: make(password),
            lambda error: self.refuse(path, error, lambda given: self._try(path, make, given)),
        )

    def _ask_password(self, path: Path, code: str, again: Callable[[str], None]) -> None:
        from ui.dialogs.password import PasswordSheet  # noqa: PLC0415 - when a file has one

        error = _("This is not its password, or the file is damaged.") if code == "password-wrong" else ""
        sheet = PasswordSheet(path.name, error, self._owner.window)
        sheet.submitted.connect(again)
        sheet.open()

    def _offer_copy(self, path: Path, error: BaseException) -> None:
        from ui.dialogs.backups import LockedSheet  # noqa: PLC0415 - when a file is in use

        sheet = LockedSheet(text.explain(error), path, self._owner.window)
        sheet.copy_asked.connect(self.open_copy)
        sheet.open()

    def _offer_backup(self, error: BaseException, backup: Backup | None) -> None:
        if backup is not None and isinstance(error, WorkspaceError):
            self._owner.window.keeping.offer(error, backup)
        else:
            self._owner.window.show_failure(error)
