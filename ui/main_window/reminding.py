"""Reminders while the program runs: looked for at its start and on every new day, told in tray or window.

Whatever the computer did meanwhile (slept, changed its clock or zone), each look compares the day with the
last one.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from readiness import settings
from readiness.agenda import agenda
from readiness.reminders import LATE, STEPS, Reminder, due_reminders, with_shown
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui.background import Job
from ui.pages.agenda_rows import nearness
from ui.session import Session
from ui.text import _, area_name, day, name, ngettext

if TYPE_CHECKING:
    from ui.main_window.tray import Tray
    from ui.main_window.window import MainWindow

_LOOK_MS: Final = 60_000
MOST: Final = 3
"""So many are told one by one; the rest is counted."""


class Reminding(QObject):
    """Looks for what is due in the file that is open, and tells each reminder once.

    `clock` answers with today; what was told is kept in `folder`.
    """

    def __init__(self, window: "MainWindow", clock: Callable[[], date], folder: Path) -> None:
        super().__init__(window)
        self._window, self._clock, self._folder = window, clock, folder
        self._looked: tuple[Session | None, date] = (None, date.min)
        self._job: Job | None = None
        self.tray: Tray | None = None
        self._unread: list[tuple[tuple[Reminder, ...], date]] = []
        """What was told in the window, each with the day, and nobody has closed."""
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)  # type: ignore[union-attr] # there is one

    def start(self) -> None:
        """After the first picture."""
        self._timer.start()
        self.follow_settings()
        self.look()

    def stop(self) -> None:
        self._timer.stop()
        if self.tray is not None:
            self.tray.hide()

    def forget(self) -> None:
        """The file was closed; the next one is looked at anew."""
        self._looked, self._job = (None, date.min), None
        self._unread.clear()

    def tell_again(self) -> None:
        """The window was made anew: what nobody has read stands in it as before."""
        unread, self._unread = self._unread, []
        for found, day_ in unread:
            self._tell_in_window(found, day_)

    def follow_settings(self) -> None:
        """The icon in the tray is there where the user wants it and the system has one."""
        wanted = self._window.settings.in_tray
        if wanted and self.tray is None:
            from ui.main_window.tray import Tray  # noqa: PLC0415 - off by default

            self.tray = Tray(self._window) if Tray.isSystemTrayAvailable() else None
        if self.tray is not None:
            self.tray.speak()
            self.tray.setVisible(wanted)

    @property
    def is_in_tray(self) -> bool:
        return self.tray is not None and self.tray.isVisible()

    def keeps_window(self) -> bool:
        """Whether a window that is closed only hides: not where the system ends all, or has lost its tray."""
        app = QGuiApplication.instance()
        is_ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        return (
            self.tray is not None and self.is_in_tray and self.tray.isSystemTrayAvailable() and not is_ending
        )

    def look(self) -> None:
        """Tell what has come near, where the day or the file is another one since the last look."""
        session, today = self._window.session, self._clock()
        if session is None or session.is_closed or self._looked == (session, today):
            return
        if self._looked[0] is session:
            self._window.turn_day(today)
        if self._job is None or self._job.is_cancelled:
            self._job = session.wonder(
                partial(self._due, session, today), partial(self._on_due, session, today)
            )

    def _due(self, session: Session, today: date, snapshot: Snapshot, _job: Job) -> tuple[Reminder, ...]:
        """In the worker: of the agenda of today, whatever day is shown."""
        workspace = session.workspace
        items = agenda(snapshot.facts, workspace.rulebook, today, days_back=LATE, days_ahead=STEPS[0])
        told = settings.load_told(self._folder, workspace.identity)
        chosen = self._window.settings.reminders
        return due_reminders(items, told, today, file=workspace.identity, chosen=chosen)

    def _on_due(self, session: Session, today: date, found: tuple[Reminder, ...]) -> None:
        self._job = None
        if self._looked[0] is not session:
            self._unread.clear()
        self._looked = (session, today)
        if not found:
            return
        identity = session.workspace.identity
        told = with_shown(settings.load_told(self._folder, identity), found)
        with suppress(OSError):  # then they are told again at the next start
            settings.save_told(self._folder, identity, told)
        if self.tray is not None and self.is_in_tray:
            for words in lines(found, today):
                self.tray.tell(words)
        else:
            self._tell_in_window(found, today)

    def _tell_in_window(self, found: tuple[Reminder, ...], today: date) -> None:
        bar = self._window.remind(joined(*lines(found, today)))
        told = (found, today)
        self._unread.append(told)
        if bar is not None:
            bar.closed.connect(lambda: self._unread.remove(told))

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Somebody is back: the computer may have slept over a day."""
        if state == Qt.ApplicationState.ApplicationActive and self._timer.isActive():
            self.look()


def lines(found: Sequence[Reminder], today: date) -> list[str]:
    """Kind, area and day of each, and nobody's name; what is too much is counted."""
    shown = found if len(found) <= MOST else found[: MOST - 1]
    words = [_line(one, today) for one in shown]
    left = len(found) - len(shown)
    if left:
        words.append(ngettext("{n} more in the agenda", "{n} more in the agenda", left))
    return words


def _line(one: Reminder, today: date) -> str:
    kind = name("item", one.kind)
    when = nearness(one.due_on, today)
    if one.area is None:
        return _("{kind}: {day}, {when}", kind=kind, day=day(one.due_on), when=when)
    area = area_name(one.area, "medium")
    return _("{kind}, {area}: {day}, {when}", kind=kind, area=area, day=day(one.due_on), when=when)
