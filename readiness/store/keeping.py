"""Keeping: what a workspace does with its file as a whole, and how it stands with its backups.

All of it is done after the first picture, which is why what does it is loaded inside the methods.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.facts import Facts, Key, Kind, PersonId
from readiness.problems import WorkspaceError
from readiness.store.host import Host
from readiness.store.store import Past, Store
from readiness.store.values import Backup, Erasure

if TYPE_CHECKING:
    from readiness.facts.taken_back import TakenBack
    from readiness.intake import Import
    from readiness.store.visits import Visit, Written


class Keeping:
    """The file of a workspace, opened anew where that is needed. Without a host nothing is backed up."""

    def __init__(self, store: Store, host: Host | None) -> None:
        self.store = store
        self._host = host
        self._is_visited = False
        self.failure: WorkspaceError | None = None
        """Why the last backup that nobody asked for could not be made."""

    @property
    def today(self) -> date | None:
        """By the computer's clock, whatever day is looked at; None without a host."""
        return None if self._host is None else self._host.now().date()

    @property
    def is_read_only(self) -> bool:
        return self.store.is_read_only

    @property
    def password(self) -> str | None:
        """The file's own, for what is made of it."""
        return self.store.file.password

    @property
    def has_password(self) -> bool:
        return self.store.file.password is not None

    @property
    def migrated_from(self) -> Path | None:
        """The file as it was, where opening brought it up to date."""
        return self.store.migrated_from

    @property
    def is_in_place(self) -> bool:
        """Whether the file lies where it was opened, and was neither moved, removed nor replaced."""
        try:
            self.store.require_in_place()
        except WorkspaceError:
            return False
        return True

    @property
    def is_untouched(self) -> bool:
        """Whether nobody wrote into the file beside this program, as far as its size and time tell."""
        return self.store.file.is_as_noted

    def open_anew(self) -> None:
        """After an error, or when somebody else wrote into the file.

        Raises:
            WorkspaceError: it can't be opened any more.
        """
        self.store.abandon()
        self.store = Store.open(self.store.file.path, self.store.file.password, self._host)

    def require_sound(self) -> None:
        """Raises WorkspaceError where the file no longer holds what was saved in it."""
        if not self.store.is_verified:
            self.store.require_sound()

    # --- visits

    def last_visit(self) -> "Visit | None":
        """When this user last looked at the file on a day before today; None: never, or without a host.

        Who asks is looking at it.
        """
        from readiness.store.visits import visit

        if self._host is None:
            return None
        self._is_visited = True
        return visit(self._host.backups.parent / "visits", self.store, self._host.now())

    def leave(self) -> None:
        """The visit ends now, where it was one."""
        if self._is_visited:
            self.last_visit()

    def written_since(self, last: "Visit") -> "tuple[Written, ...]":
        """What was done after it and stands, the newest first."""
        from readiness.store.visits import written_since

        return written_since(self.store, last)

    # --- backups

    def backups(self) -> tuple[Backup, ...]:
        """The newest first."""
        from readiness.store import whole

        return () if self._host is None else whole.backups_of(self.store, self._host).all()

    def back_up(self) -> Backup | None:
        """A verified backup, because somebody asks for it; None without a host.

        Raises:
            WorkspaceError: it could not be made.
        """
        from readiness.store import backups, whole

        self.require_sound()
        return None if self._host is None else whole.back_up(self.store, self._host, backups.ASKED)

    def back_up_daily(self) -> Backup | None:
        """The day's backup, where one is due. What hinders it is kept in `failure`, and hinders nothing else.

        Raises:
            WorkspaceError: the file no longer holds what was saved in it.
        """
        from readiness.store import whole

        return self._quietly(lambda host: whole.back_up_daily(self.store, host))

    def look_after(self) -> Backup | None:
        """Check the file against its seal, and make the day's backup where one is due.

        Raises:
            WorkspaceError: the file no longer holds what was saved in it.
        """
        self.require_sound()
        return self.back_up_daily()

    def back_up_before(self, reason: str) -> Backup | None:
        """As `back_up_daily`, on an occasion: `import`, `restore` or `migration`."""
        from readiness.store import whole

        return self._quietly(lambda host: whole.back_up(self.store, host, reason))

    def _quietly(self, act: Callable[[Host], Backup | None]) -> Backup | None:
        if self._host is None or self.is_read_only:
            return None
        self.require_sound()
        try:
            made = act(self._host)
        except WorkspaceError as error:
            self.failure = error
            return None
        self.failure = None
        return made

    def good_backup(self) -> Backup | None:
        """The newest one that was found good just now."""
        from readiness.store import backups

        return backups.newest_good(self.backups(), self.store.file.password)

    def copy_to(self, out: Path) -> None:
        """A verified copy wherever the user wants one, with the file's password; never over anything.

        Raises:
            WorkspaceError: there is something of that name, or it can't be written.
        """
        from readiness.store import whole

        self.require_sound()
        whole.copy_to(self.store, out)

    # --- password

    def set_password(self, new: str | None) -> int:
        """Change, set or remove the password; how many older copies without one have it now too.

        Raises:
            WorkspaceError: that did not work, and the file is as it was; or it did, and the older copy that
                is named could not be given it.
        """
        from readiness.store import whole

        if self.is_read_only:
            raise WorkspaceError("workspace-read-only", name=self.store.file.path.name)
        self.store, failure = whole.change_password(self.store, self._host, new or None)
        if failure is not None:
            raise failure
        return whole.encrypt_copies(self.store, self._host) if new else 0

    # --- the past, and its end

    def past(self, kind: Kind, key: Key) -> tuple[Past, ...]:
        """The steps that touched a record, the newest first."""
        return self.store.past(kind, key)

    def imports(self) -> "tuple[Import, ...]":
        """The imports that stand, the newest first, as far back as undo reaches."""
        from readiness.store.imports import imports_of

        return imports_of(self.store)

    def without(self, facts: Facts, number: int) -> "TakenBack":
        """What would take one of the imports out of the facts; what changed since stays."""
        from readiness.store.imports import without

        return without(self.store, facts, number)

    def erase(self, facts: Facts, person: PersonId, day: str) -> None:
        """Erase a person out of the file.

        Raises:
            WorkspaceError: it could not be written, or an error came after it was.
        """
        from readiness.store import whole

        whole.erase(self.store, facts, whole.Subject(person, whole.words_for(facts, person), day))

    def holds(self, facts: Facts, person: PersonId) -> bool:
        """Whether a person of `facts` is still in the file, be it in what undo would bring back."""
        from readiness.store import whole

        return whole.holds(self.store, whole.Subject(person, whole.words_for(facts, person), ""))

    def erase_in_copies(self, facts: Facts, person: PersonId, day: str, *, rewrite: bool) -> Erasure:
        """Erase a person of `facts` out of the backups of the file as well, or only say which hold them."""
        from readiness.store import whole

        subject = whole.Subject(person, whole.words_for(facts, person), day)
        return whole.erase_in_copies(self.store, self._host, subject, rewrite=rewrite)

    def words_for(self, facts: Facts, person: PersonId) -> Sequence[str]:
        """By what a person is found in text."""
        from readiness.store import whole

        return whole.words_for(facts, person)

    def keep_aside(self, facts: Facts) -> Path:
        """Write facts into a file of their own beside this one; where it lies."""
        from readiness.store import whole

        return whole.conflict_copy(self.store.file.path, facts, self.store.file.password)

    # --- the place

    def synced_by(self) -> str:
        """Who copies the file's folder to other computers; `network` for a drive that is none of this one."""
        from readiness.store import places

        return places.synced_by(self.store.file.path)

    def left_open(self) -> tuple[str, datetime] | None:
        """Which other computer may still have the file, where a sync service carries it, and since when."""
        who = self.store.left_open
        return (who.computer, who.since) if who is not None and self.synced_by() else None

    def conflict_copies(self) -> tuple[str, ...]:
        """Names of files beside this one that a sync service left after a conflict."""
        from readiness.store import places

        return places.conflict_copies(self.store.file.path)


def rescue(path: Path, host: Host, password: str | None = None) -> Backup | None:
    """The newest good backup of a file that is damaged, by where the file lies."""
    from readiness.store.whole import rescue as found

    return found(path.absolute(), host, password)


def restore(backup: Path, out: Path, password: str | None = None) -> None:
    """Make a new file out of a backup, and compare the two.

    Raises:
        WorkspaceError: there is something of that name, or the backup is damaged or has another password.
    """
    from readiness.store.backups import restore as restored

    restored(backup.absolute(), out.absolute(), password)


def copy_of_open(path: Path, out: Path, password: str | None = None) -> None:
    """Copy a file that is open in another window or on another computer; the copy is a file of its own.

    Raises:
        WorkspaceError: there is something of that name, or the file can't be read.
    """
    from readiness.store.whole import copy_of_open as copied

    copied(path.absolute(), out.absolute(), password)
