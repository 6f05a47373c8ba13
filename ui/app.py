"""The wiring: settings, log, hooks, workspace, session, window. Nothing below it asks the clock."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from readiness import settings
from readiness.facts import Put
from readiness.problems import ReadinessError
from readiness.rules import Rulebook, usable_rulebook
from readiness.snapshot import Snapshot
from readiness.workspace import Host, Workspace
from ui import icons, text, theme
from ui.background import Background
from ui.idle import Collector, Preloading, Steps
from ui.main_window import MainWindow
from ui.main_window.instance import Listener, handed_over
from ui.main_window.opening import Opening
from ui.main_window.shell import START
from ui.mishaps.crashes import CrashFile
from ui.mishaps.ending import Ending
from ui.pages.registry import AHEAD, PAGES
from ui.session import Session

if TYPE_CHECKING:
    from ui.main_window.reminding import Reminding
    from ui.mishaps.telling import Mishaps

DEMO_NAME: Final = "demo.readiness"
_SEEN: Final = frozenset({"theme", "language"})
"""Settings by which the window looks otherwise."""


def run(file: Path | None) -> int:
    """Open the window, with `file` where one is given; returns when it is closed."""
    folders = Folders()
    if "READINESS_FIRST_PAINT" not in os.environ and handed_over(folders.data, file):
        return 0
    crash_file, ending = CrashFile(folders.data), Ending()
    app = application([sys.argv[0]])
    # The clock is asked here and by the command line, and nowhere below.
    wiring = Wiring(app, date.today(), folders, date.today)  # noqa: DTZ011 - the user's own day is meant
    wiring.ready.connect(lambda: ending.follow(wiring.window.leave))
    wiring.left.connect(app.quit)  # Qt does so by itself only where a window was to be seen
    wiring.start(file)
    code = app.exec()
    ending.stop()
    wiring.end()
    crash_file.all_well()
    return code


def application(argv: list[str]) -> QApplication:
    """The one Qt application, named for the system; it may be running already (in tests)."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else Application([*argv, *theme.STYLE])
    made.setApplicationName("partner-readiness")
    made.setApplicationDisplayName("Partner Readiness")
    made.setDesktopFileName("partner-readiness")
    return made


class Application(QApplication):
    """On macOS a double click on a file reaches a program as an event, and not as a word of its start."""

    file_asked = Signal(object)  # Path

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_asked.emit(Path(event.file()))
            return True
        return super().event(event)


class Folders:
    """Where settings and own files lie; found late, since finding them costs an import."""

    def __init__(self, config: Path | None = None, data: Path | None = None) -> None:
        self._config, self._data = config, data

    @property
    def config(self) -> Path:
        if self._config is None:
            self._config = settings.settings_folder()
        return self._config

    @property
    def data(self) -> Path:
        if self._data is None:
            self._data = settings.data_folder()
        return self._data


class Wiring(QObject):
    """Joins the parts of one running window."""

    ready = Signal()  # the first picture is painted, and all that follows it is under way
    left = Signal()  # the window is closed, and so is every file

    def __init__(
        self, app: QApplication, today: date, folders: Folders, clock: Callable[[], date] | None = None
    ) -> None:
        """`clock` answers with today for as long as the window is open; without one it stays `today`."""
        super().__init__()
        self.clock = clock or (lambda: today)
        self._collector = Collector(self)
        self._app, self._today, self._folders = app, today, folders
        self._settings = settings.load(folders.config)
        text.use(self._settings.language or text.system_language())
        text.teach_qt(app)
        theme.use(app, self._settings.theme)
        own = self._settings.rules
        self.rulebook, self._rules_failure = usable_rulebook(Path(own) if own else folders.data / "rules")
        self.opener = Background(self)
        self.host = self._host()
        self.window = MainWindow(today, self._settings)
        self._preloading = Preloading(AHEAD, self.window.prepare_next, self)
        self._rebuilding = Steps(self)
        self.opening = Opening(self, self)
        self._reminding: Reminding | None = None  # after the first picture
        self._listener: Listener | None = None  # likewise
        self._mishaps: Mishaps | None = None  # likewise
        self._first_paint = os.environ.get("READINESS_FIRST_PAINT", "")
        self._connect()

    def start(self, file: Path | None) -> None:
        """Show the window with the file in it; a file that can't be opened is told over the first page."""
        sys.excepthook = lambda _kind, error, _trace: self.report(error)  # other hooks can wait
        failure: ReadinessError | None = None
        session: Session | None = None
        if file is not None:
            try:
                workspace = Workspace.open(file, self.rulebook, host=self.host)
                session = Session(workspace, self._today, parent=self)
            except ReadinessError as error:
                failure = error
        self._collector.set_aside()
        self.window.show_session(session, self._page())
        self._restore_geometry()
        self.window.show()
        if self._rules_failure is not None:
            self.window.show_failure(self._rules_failure)
        if failure is not None and file is not None:
            self.opening.refuse(file, failure)
        # Twice around: the page's own word that it was painted comes first.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._after_first_paint))

    def end(self) -> None:
        """What is left to do when the window is gone."""
        if self._reminding is not None:
            self._reminding.stop()
        if self._listener is not None:
            self._listener.close()
        if self._mishaps is not None:
            self._mishaps.stop()
        sys.excepthook = sys.__excepthook__
        self.opener.stop()
        self._preloading.stop()
        self._rebuilding.stop()
        self.window.leftovers.stop()
        self._collector.stop()

    def report(self, error: BaseException) -> None:
        """A bug of ours: into the log and onto the screen, without any record's content."""
        self._heard().report(error)

    def _heard(self) -> "Mishaps":
        from ui.mishaps.telling import Mishaps  # noqa: PLC0415 - after the first picture

        if self._mishaps is None:
            self._mishaps = Mishaps(self.window, self._folders.data)
        return self._mishaps

    def _connect(self) -> None:
        window = self.window
        window.shown.connect(self._on_page)
        window.open_asked.connect(self._open)
        window.apart_asked.connect(self.opening.open_apart)
        window.new_asked.connect(self._create)
        window.demo_asked.connect(self._demo)
        window.settings_changed.connect(self._on_settings)
        window.bug_found.connect(self.report)
        window.closing.connect(self._on_closing)
        window.closed.connect(self._on_closed)
        window.restore_asked.connect(self.opening.restore)
        if isinstance(self._app, Application):
            self._app.file_asked.connect(self._open)
        window.locked.connect(self._on_locked)
        self._app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    # files

    def _open(self, path: Path) -> None:
        session = self.window.session
        if session is not None and session.workspace.path == path.absolute():
            return
        leaving = [one for one in self.findChildren(Session) if one is not session and not one.is_closed]
        held = next((one for one in leaving if one.workspace.path == path.absolute()), None)
        if held is None:
            self.opening.open(path)
        else:  # whoever goes back at once finds it still being closed
            held.closed.connect(partial(self.opening.open, path))

    def _create(self, path: Path, name: str) -> None:
        self.opening.bring_in(lambda: Workspace.create(path, name, self.rulebook, host=self.host))

    def _demo(self) -> None:
        """Open the demo partner; it is made where it is missing."""
        path = self._folders.data / DEMO_NAME
        session = self.window.session
        if session is not None and session.workspace.path == path.absolute():
            return
        self.opening.bring_in(partial(_demo_workspace, path, self.rulebook, self.clock(), self.host))

    def show_workspace(self, workspace: Workspace, snapshot: Snapshot) -> None:
        """In place of the one shown, which is closed."""
        old = self.window.session
        session = Session(workspace, snapshot.on, snapshot, parent=self)
        self._remember(workspace.path)
        self.window.show_session(session)
        if old is not None:
            old.closed.connect(old.deleteLater)
            old.close()
        self._collector.set_aside()
        session.start()
        self._preloading.start()
        if self._reminding is not None:
            self._reminding.look()

    def _remember(self, path: Path) -> None:
        self._save(self._latest().opened(path))

    def _take(self, file: Path | None) -> bool:
        """Whether this window takes the file of a later start; what is being asked here is not lost by it."""
        session, window = self.window.session, self.window
        is_open = file is not None and session is not None and session.workspace.is_this(file)
        if not is_open and (self._settings.own_window or window.asked is not None):
            return False
        window.come_forward()
        if file is not None and not is_open:
            window.open_asked.emit(file)
        return True

    def _on_locked(self) -> None:
        """Nothing may hold what the file held."""
        if self._reminding is not None:
            self._reminding.forget()

    # looks and habits

    def _host(self) -> Host:
        """The clock is asked here and by the command line, and nowhere below."""
        backups, most = self._folders.data / "backups", self._settings.backup_megabytes * 1_000_000
        return Host(lambda: datetime.now().astimezone(), settings.computer_name(), backups, most)

    def _on_settings(self, changes: Mapping[str, Any]) -> None:
        """What the user changed is kept, and shown at once where it is to be seen."""
        self._save(replace(self._latest(), **changes))
        if "backup_megabytes" in changes:
            self.host = self._host()  # counts for files opened from now on
        if "language" in changes:
            text.use(self._settings.language)
            text.teach_qt(self._app)
        if self._reminding is not None:
            self._reminding.follow_settings()
        if not changes.keys().isdisjoint(_SEEN):
            self._rebuild(dress="theme" in changes)

    def _on_system_scheme(self, *_ignored: object) -> None:
        """A dialog goes with the page that asked: what is being typed into one is not lost by it."""
        asking = self.window.asked
        if asking is not None:
            asking.finished.connect(lambda: QTimer.singleShot(0, self, self._on_system_scheme))
        elif self._settings.theme == "system":
            self._rebuild(dress=True)

    def _rebuild(self, *, dress: bool) -> None:
        """The pages go first: to dress all there are takes longer than to make the one seen."""
        self.window.clear()
        dressing = (lambda: theme.use(self._app, self._settings.theme),) if dress else ()
        self._rebuilding.add((*dressing, *self.window.building(), self._after_build))

    def _after_build(self) -> None:
        if self._reminding is not None:
            self._reminding.tell_again()
        self._preloading.start()

    def _save(self, fresh: settings.Settings) -> None:
        """Habits that can't be written are kept for this run only."""
        self._settings = self.window.settings = fresh
        try:
            settings.save(fresh, self._folders.config)
        except OSError:
            return

    def _restore_geometry(self) -> None:
        if self._settings.geometry:
            self.window.restoreGeometry(QByteArray.fromBase64(self._settings.geometry.encode("ascii")))

    def _on_closing(self) -> None:
        place = bytes(self.window.saveGeometry().toBase64().data()).decode("ascii")
        page = self.window.page_id or self._settings.page
        self._save(replace(self._latest(), geometry=place, page=page))
        self.opening.stop()

    def _on_closed(self) -> None:
        if self.opener.is_idle:
            self.left.emit()
        else:
            self.opener.idle.connect(self.left)

    def _latest(self) -> settings.Settings:
        """With what another window of the user's wrote, where there may be one."""
        return settings.load(self._folders.config) if self._settings.own_window else self._settings

    def _page(self) -> str:
        """The page seen last, where it is one of the rail."""
        return self._settings.page if any(entry.id == self._settings.page for entry in PAGES) else START

    # after the first picture

    def _after_first_paint(self) -> None:
        """What need not be there before the user sees something."""
        self._collector.start()
        if sys.platform != "darwin":  # there it comes from the .app, as the system draws it
            self._app.setWindowIcon(icons.of_the_app())
        session = self.window.session
        if session is not None:
            self._remember(session.workspace.path)
        if not self._first_paint:
            if session is not None:
                session.start()
            self._heard().start()
            self._remind()
            self._listen()
            self._preloading.start()
            self.ready.emit()

    def _listen(self) -> None:
        """Hear of later starts, unless another window does."""
        self._listener = Listener(self._folders.data, self._take, self)

    def _remind(self) -> None:
        """The clock is asked here, as everywhere above the window."""
        from ui.main_window.reminding import Reminding  # noqa: PLC0415 - after the first picture

        self._reminding = Reminding(self.window, self.clock, self._folders.data)
        self.window.stays = self._reminding.keeps_window
        self._reminding.start()

    def _on_page(self, page: QWidget) -> None:
        """For the benchmark: when the cards were painted with their scores, and when the chart was."""
        painted = getattr(page, "painted", None)
        if not self._first_paint or painted is None:
            return

        def on_painted(moment: float) -> None:
            _tell("first-paint-at", moment)
            if self._first_paint == "chart":
                page.progress.chart.drawn.connect(on_chart)  # type: ignore[attr-defined] # the overview
            else:
                self.window.close()

        def on_chart() -> None:
            _tell("chart-at", time.time())
            self.window.close()

        painted.connect(on_painted)


def _tell(name: str, moment: float) -> None:
    """`moment` is of time.time(), which the one who started this process compares with its own."""
    sys.stdout.write(f"{name} {moment}\n")
    sys.stdout.flush()


def _demo_workspace(path: Path, rulebook: Rulebook, today: date, host: Host) -> Workspace:
    from readiness.demo import demo_facts  # noqa: PLC0415 - when asked for

    if path.exists():
        return Workspace.open(path, rulebook, host=host)
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = demo_facts(rulebook, today)
    return Workspace.create(path, facts.partner.name, rulebook, map(Put, facts.all()), host)
