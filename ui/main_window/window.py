"""The main window: menus, drag and drop, dialogs of files, and closing in good order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from readiness.problems import Message, ReadinessError, WorkspaceError
from readiness.settings import Settings
from readiness.snapshot import Snapshot
from ui import text
from ui.main_window.frame import Frame
from ui.main_window.menus import Menus, undo_words
from ui.main_window.shell import START, Shell
from ui.session import Session
from ui.text import _
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from ui.main_window.asking import Asking
    from ui.main_window.importing import Importing
    from ui.main_window.keeping import KeepingCommands, Survey
    from ui.main_window.locking import Locking
    from ui.main_window.reminder_bar import ReminderBar

ALTERED = "workspace-altered"


class MainWindow(Frame):
    """One window; it asks the wiring for files and looks, and its session for everything else."""

    new_asked = Signal(object, str)  # Path, the partner's name
    open_asked = Signal(object)  # Path
    apart_asked = Signal(object)  # Path, to be shown in a window of its own
    demo_asked = Signal()
    restore_asked = Signal(object, object)  # the path of a backup, and where to
    settings_changed = Signal(object)  # the fields of Settings that changed, by name
    bug_found = Signal(object)  # BaseException
    shown = Signal(object)  # a page's widget, when it is built
    table_shown = Signal(object)  # the Columns of a table that is seen for the first time
    closing = Signal()
    closed = Signal()  # for good, and its file with it
    locked = Signal()

    def __init__(self, today: date, settings: Settings = Settings()) -> None:  # noqa: B008 - a frozen value
        super().__init__()
        self._today = today
        self.settings = settings
        """The user's habits; the wiring keeps them."""
        self._session: Session | None = None
        self._shell: Shell | None = None
        self._importing: Importing | None = None  # made after the first picture
        self._asking: Asking | None = None
        self._again = ("", START)
        """The file whose pages were taken away, and the page that was seen."""
        self._coming = ""  # the page that is about to be shown
        self._locked: Path | None = None
        self._survey: Survey | None = None
        self._is_told_damaged = self._is_bye = self._is_leaving = False
        self.stays: Callable[[], bool] = lambda: False
        """Whether the window, when it is closed, only hides; usually not."""
        self.table_shown.connect(self._on_table_shown)
        self.dropped.connect(lambda paths: self.importing.drop(paths))  # noqa: PLW0108 - late
        self.setMinimumSize(640, 384)
        self.resize(1280, 800)

    @property
    def session(self) -> Session | None:
        return self._session

    @property
    def today(self) -> date:
        return self._today

    @property
    def page_id(self) -> str:
        """The id of the page that is seen; empty without a file."""
        return "" if self._shell is None else self._shell.page or self._coming

    @property
    def page(self) -> QWidget | None:
        """The page that is seen."""
        return None if self._shell is None else self._shell.current

    def show_session(self, session: Session | None, page: str = START) -> None:
        """Show a partner's file, or the first-start page."""
        self._session, self._locked = session, None
        self._survey, self._asking, self._is_told_damaged = None, None, False
        if session is not None:
            if self._again[0] == str(session.workspace.path):
                page, self._again = self._again[1], ("", START)
            session.kept.connect(self.look_around)
            session.snapshot_changed.connect(self._on_snapshot)
            session.changed.connect(self._on_changed)
            session.failed.connect(self.show_failure)
        self.build(page)

    def show_locked(self, path: Path) -> None:
        """Nothing of the file but its name, whatever is made anew; its session is let go."""
        self._again = (str(path), self.page_id or self._again[1])
        self._session, self._survey, self._asking = None, None, None
        self._locked = path
        self.build()
        self.locked.emit()

    def recent(self) -> tuple[Path, ...]:
        """The files opened last, the newest first."""
        return tuple(map(Path, self.settings.recent))

    def change_settings(self, **changes: Any) -> None:
        """Change fields of the settings, for good."""
        self.settings = replace(self.settings, **changes)
        self.settings_changed.emit(changes)
        if "lock_minutes" in changes:
            self.locking.follow()

    def take_session(self) -> Session | None:
        """Let go of the session without closing its file."""
        session, self._session = self._session, None
        return session

    def build(self, page: str = "") -> None:
        """Make the content anew: another session, language or theme."""
        for step in self.building(page):
            step()

    def building(self, page: str = "") -> tuple[Callable[[], object], ...]:
        """The steps of `build`, for who takes each in an event of its own."""
        return partial(self._build_frame, page), self._make_page, self._show_page

    def _build_frame(self, page: str) -> None:
        self.menus = Menus(self)
        self.menus.enable(has_session=self._session is not None)
        self.menus.show_undo("", "")
        if self._session is None:
            self._shell = None
            self.setWindowTitle(_("Partner Readiness"))
            made = self.locking.page(self._locked) if self._locked else self.asking.first_page()
            self.setCentralWidget(made)
            return
        self._coming, self._again = page or self.page_id or self._again[1], ("", START)
        self._session.drop_questions()  # of pages that go
        self._shell = shell = self._made_shell(self._session)
        self.setCentralWidget(shell)
        self._on_snapshot(self._session.snapshot)
        if self._survey is not None:
            shell.show_survey(self._survey)
            self.look_around()  # its words may be of another language

    def _make_page(self) -> None:
        if self._shell is not None and self._coming:
            self._shell.make(self._coming)

    def _show_page(self) -> None:
        """Unless another one was asked for meanwhile."""
        page, self._coming = self._coming, ""
        if self._shell is not None and page:
            self._shell.navigate(self._shell.page or page)
            self._shell.arrive()
            self._shell.setFocus()  # nothing is marked before the first key
            if self._importing is not None:
                self._importing.next()

    def _made_shell(self, session: Session) -> Shell:
        shell = Shell(session, self._today)
        shell.import_asked.connect(self.ask_import)
        shell.top.partner_pressed.connect(lambda where: self.asking.partner(where))  # noqa: PLW0108 - late
        shell.top.search_asked.connect(partial(self.ask, "find"))
        shell.rail.settings_asked.connect(partial(self.ask, "settings"))
        shell.rail.help_asked.connect(partial(self.ask, "help"))
        shell.page_built.connect(self.shown)
        return shell

    def clear(self) -> None:
        """Take the pages away until `build` shows the same one again."""
        if self._session is not None and self._shell is not None:
            self._again = (str(self._session.workspace.path), self.page_id)
            self._session.drop_questions()
            self._shell = None
            self.setCentralWidget(QWidget())

    # commands

    def navigate(self, page: str) -> None:
        if self._shell is not None:
            self._shell.enter(page)

    def prepare_next(self) -> bool:
        """Of the shell's pages; False where none is left to prepare."""
        return self._shell is not None and self._shell.prepare_next()

    def undo(self) -> None:
        if self._session is not None:
            self._session.undo()

    def redo(self) -> None:
        if self._session is not None:
            self._session.redo()

    def find_on_page(self) -> None:
        """Move to the page's search field, where it has one."""
        start_search = getattr(self.page, "start_search", None)
        if start_search is not None:
            start_search()

    def pick_day(self) -> None:
        if self._shell is not None:
            self._shell.top.pick_day()

    def look_today(self) -> None:
        if self._session is not None:
            self._session.look(self._today)

    @property
    def asking(self) -> "Asking":
        """The commands that ask something in a dialog."""
        from ui.main_window.asking import Asking  # noqa: PLC0415 - after the first picture

        if self._asking is None:
            self._asking = Asking(self)
        return self._asking

    def ask(self, what: str, *_ignored: object) -> None:
        """Give one of the commands of `asking`; what a signal brings along is of no use to it."""
        getattr(self.asking, what)()

    def keep(self, what: str) -> None:
        """Give one of the commands of `keeping`."""
        getattr(self.keeping, what)()

    def paste(self) -> None:
        self.importing.paste()

    def lock(self) -> None:
        self.locking.lock()

    @cached_property
    def locking(self) -> "Locking":
        """What closes a file with a password when nobody is there."""
        from ui.main_window.locking import Locking  # noqa: PLC0415 - after the first picture

        return Locking(self)

    @property
    def importing(self) -> "Importing":
        """What reads files into the one that is open."""
        from ui.main_window.importing import Importing  # noqa: PLC0415 - after the first picture

        if self._importing is None:
            self._importing = Importing(self)
        return self._importing

    def ask_import(self) -> None:
        self.importing.ask()

    @cached_property
    def keeping(self) -> "KeepingCommands":
        """The commands for the file as a whole."""
        from ui.main_window.keeping import KeepingCommands  # noqa: PLC0415 - after the first picture

        made = KeepingCommands(self)
        made.restore_asked.connect(self.restore_asked)
        return made

    def look_around(self) -> None:
        """Say anew how the file stands with its backups and its place."""
        if self._session is not None:
            from ui.main_window.keeping import survey  # noqa: PLC0415 - after the first picture

            self._session.tend(survey, self._on_surveyed)

    def _on_surveyed(self, found: "Survey") -> None:
        self._survey = found
        if self._shell is not None:
            self._shell.show_survey(found)
        self.locking.follow()

    def tell_written(self, out: Path) -> None:
        """Say that a file was written."""
        if self._shell is not None:
            self._shell.tell_written(out)

    def tell(self, words: str) -> None:
        """Say in the status line what was done."""
        if self._shell is not None:
            self._shell.status.tell(words)

    def close_file(self) -> None:
        """Back to the first page; the file is closed."""
        session = self._session
        if session is not None:
            self.show_session(None)
            session.closed.connect(session.deleteLater)
            session.close()

    @property
    def asked(self) -> QDialog | None:
        """A dialog that waits for an answer."""
        return next((dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()), None)

    def come_forward(self) -> None:
        """Show the window before all others."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """End the program, also where closing the window would only hide it."""
        self._is_leaving = True
        self.close()

    def turn_day(self, today: date) -> None:
        """It is another day: who looked at today looks at the new one."""
        before, self._today = self._today, today
        if self._shell is not None and self._session is not None and before != today:
            self._shell.turn_day(today)
            if self._session.on == before:
                self._session.look(today)

    def note(self, words: str) -> None:
        if self._shell is not None:
            self._shell.note(words)

    def remind(self, words: str) -> "ReminderBar | None":
        """Say above the page what is near, until somebody has read it; not where there is no page."""
        return None if self._shell is None else self._shell.remind(words)

    def show_failure(self, error: BaseException) -> None:
        """A foreseen failure in plain words; anything else is a bug and goes to the wiring."""
        if not isinstance(error, ReadinessError | OSError):
            self.bug_found.emit(error)
            return
        if isinstance(error, WorkspaceError) and str(error) == ALTERED and not self._is_told_damaged:
            self._is_told_damaged = True
            self.keeping.rescue(error)
            return
        from ui.dialogs.failure import FailureSheet  # noqa: PLC0415 - when something failed

        sheet = FailureSheet(text.explain(error), self)
        sheet.finished.connect(self.importing.go_on)
        sheet.open()

    # what happens

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        shell, session = self._shell, self._session
        if shell is None or session is None:
            return
        shell.show_snapshot(snapshot)
        partner = snapshot.facts.partner.name or session.workspace.path.stem
        self.setWindowTitle(_("{partner} \N{EN DASH} Partner Readiness", partner=partner))
        said = undo_words(session.workspace.undo_title, session.workspace.redo_title)
        shell.top.show_undo(*said)
        self.menus.show_undo(*said)

    def _on_changed(self, title: Message) -> None:
        if self._shell is not None:
            self._shell.tell_change(text.say(title))

    def _on_table_shown(self, columns: Columns) -> None:
        from ui.main_window.page_tables import adopt  # noqa: PLC0415 - after the first picture

        adopt(self, columns)

    def _on_closed(self) -> None:
        self._session = None
        self.close()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_back and self._survey is not None and not self._is_bye:
            self.look_around()  # somebody may have renamed, removed or changed the file meanwhile

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.stays() and not self._is_leaving:
            self.hide()
            event.ignore()
            return
        if not self._is_bye:
            self._is_bye = True
            self.closing.emit()
        if self._session is not None and not self._session.is_closed:
            self._session.closed.connect(self._on_closed)
            self._session.close()
            # Nothing is taken on while the worker seals the file; the key that closes is first let go of.
            QTimer.singleShot(0, self, lambda: self.setEnabled(False))
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()
