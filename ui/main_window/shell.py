"""What a partner's window holds: rail, top bar, the page shown, status line, undo bar."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.assess.finding import Finding
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.idle import Steps
from ui.pages.registry import PAGES, area_page
from ui.session import Session
from ui.text import _
from ui.widgets.boxes import column_of, row_of
from ui.widgets.chrome import StatusLine, TopBar
from ui.widgets.rail import Rail
from ui.widgets.tab_order import main_control, read_in_order
from ui.widgets.undo_bar import UndoBar

if TYPE_CHECKING:
    from ui.main_window.keeping import Survey
    from ui.main_window.reminder_bar import FirstStepBar, ReminderBar

_STALE = timedelta(days=90)
_AREA = "area/"
START = "overview"
"""The page that is shown first."""


class Shell(QWidget):
    """Shows one session; pages are built at their first visit and told the snapshot when they are seen."""

    import_asked = Signal()
    page_shown = Signal(str)
    page_built = Signal(object)  # the page's widget

    def __init__(self, session: Session, today: date) -> None:
        super().__init__()
        self._session, self._today = session, today
        self._pages: dict[str, QWidget] = {}
        self._rooms: dict[str, QWidget] = {}  # what scrolls a page that has less room than it needs
        self._told: dict[str, Snapshot] = {}
        self._page = ""
        self._arriving = Steps(self)
        self._written: Path | None = None
        self._first_step: FirstStepBar | None = None
        self.top = TopBar()
        self.rail = Rail([(entry.id, entry.word(), entry.icon) for entry in PAGES], apart="data")
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self.undo_bar: UndoBar | None = None
        self._notices, self._reminders = column_of(gap=0), column_of(gap=0)
        middle = row_of(self.rail, (self._stack, 1), gap=0)
        above = self.top, self._notices, self._reminders
        self.setLayout(column_of(*above, (middle, 1), self.status, gap=0))
        self._busy = QTimer(self, singleShot=True, interval=500)
        self._listen(session)

    def _listen(self, session: Session) -> None:
        self._busy.timeout.connect(self._on_long_work)
        session.background.busy_changed.connect(self._on_busy)
        session.background.progress_changed.connect(self._on_progress)
        self.status.cancel_asked.connect(session.cancel)
        self.status.open_asked.connect(self._on_open_written)
        session.written.connect(self.tell_written)
        self.rail.chosen.connect(self.navigate)
        self.top.undo_asked.connect(session.undo)
        self.top.redo_asked.connect(session.redo)
        self.top.day_chosen.connect(session.look)
        self.top.import_asked.connect(self.import_asked)

    @property
    def page(self) -> str:
        """The id of the one that was asked for last, which is shown by then."""
        self.arrive()
        return self._page

    @property
    def current(self) -> QWidget | None:
        return self._pages.get(self.page)

    def arrive(self) -> None:
        """Show what was asked for, where that is still under way."""
        self._arriving.finish()

    def navigate(self, page: str) -> None:
        """Show a page by its id; `area/<id>` is the page of an area."""
        self._go(page, partial(self._show, page))

    def enter(self, page: str) -> None:
        """Show a page and let the keys go to what stands on it; who uses the rail stays there."""
        self._go(page, partial(self._enter, page))

    def _go(self, page: str, arrive: Callable[[], object]) -> None:
        """In steps where the page is not as it is to be seen: the window lives between them."""
        self._arriving.stop()
        self.rail.select(START if page.startswith(_AREA) else page)
        if self._told.get(page) is self._session.snapshot:
            arrive()
        else:
            steps = self.make, self._place, self._tell
            self._arriving.add((*(partial(step, page) for step in steps), arrive))

    def _enter(self, page: str) -> None:
        self._show(page)
        control = main_control(self._pages[page])
        if control is not None:
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, page: str) -> None:
        self._page = page
        self._tell(page)
        self._stack.setCurrentWidget(self._rooms[page])
        if self.undo_bar is not None:
            self.undo_bar.raise_()
        self.page_shown.emit(page)

    def prepare_next(self) -> bool:
        """Make or place one page that nobody has looked at yet, unless the worker works; False where all are.

        They are told the snapshot when they are seen: some ask the worker about it, or draw a whole report.
        """
        if self._session.is_idle:
            waiting = next((page for page in self._pages if page not in self._rooms), None)
            page = next((entry.id for entry in PAGES if entry.id not in self._pages), None)
            if waiting is not None:
                self._place(waiting)
            elif page is not None:
                self.make(page)
            else:
                return False
        return True

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Top bar and status line at once; of the pages only the one that is seen."""
        self.top.show_partner(snapshot.facts.partner.name or self._session.workspace.path.stem)
        self.top.show_day(snapshot.on, self._today)
        words, warn = rules_words(snapshot, self._today)
        self.status.show_rules(words, warn=warn)
        self._guide(is_empty=not (snapshot.facts.people or snapshot.facts.customers))
        if self._page:
            self._tell(self._page)

    def _guide(self, *, is_empty: bool) -> None:
        """Say once how to begin, as long as there is nothing to look at."""
        if is_empty and self._first_step is None:
            from ui.main_window.reminder_bar import FirstStepBar  # noqa: PLC0415 - most files hold something

            self._first_step = FirstStepBar()
            self._first_step.import_asked.connect(self.import_asked)
            self._reminders.addWidget(self._first_step)
        elif self._first_step is not None:
            self._first_step.setVisible(is_empty and not self._first_step.is_read)

    def show_survey(self, found: "Survey") -> None:
        """How the file stands: above the page what is to be known, in the status line the rest."""
        from ui.widgets import MessageBar  # noqa: PLC0415 - most files have none

        while (old := self._notices.takeAt(0)) is not None:
            bar = old.widget()
            if bar is not None:
                bar.deleteLater()
        for kind, words in found.notices:
            self._notices.addWidget(MessageBar(kind, words))
        self.status.show_place(found.place)
        self.status.show_backup(found.backup)

    def turn_day(self, today: date) -> None:
        """It is another day than it was."""
        self._today = today
        self.show_snapshot(self._session.snapshot)

    def note(self, words: str) -> None:
        """What is to be read once, above the page until somebody has."""
        from ui.main_window.reminder_bar import NoteBar  # noqa: PLC0415 - when there is something to say

        self._reminders.addWidget(NoteBar(words))

    def remind(self, words: str) -> "ReminderBar":
        """What is near, above the page; a newer one stands below those that nobody has closed."""
        from ui.main_window.reminder_bar import ReminderBar  # noqa: PLC0415 - when something is near

        bar = ReminderBar(words)
        bar.agenda_asked.connect(lambda: self.enter("agenda"))
        self._reminders.addWidget(bar)
        return bar

    def tell_written(self, out: Path) -> None:
        """Name the file that was written, and open it at a press, unless it is a partner's own."""
        self._written = out
        self.status.tell(_("Written: {file}", file=out.name), can_open=out.suffix != ".readiness")

    def tell_change(self, words: str) -> None:
        """Name what was done, with Undo beside it."""
        if self.undo_bar is None:
            self.undo_bar = UndoBar(self._stack)
            self.undo_bar.undo_asked.connect(self._session.undo)
        self.undo_bar.tell(words)

    def _on_busy(self, busy: object) -> None:
        if busy:
            self._busy.start()
        else:
            self._busy.stop()
            self.status.show_saved()

    def _on_open_written(self) -> None:
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415 - each class of Qt costs start-up time

        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _on_long_work(self) -> None:
        self.status.show_busy(_("Working…"), can_cancel=True)

    def _on_progress(self, progress: Any) -> None:
        """How far the long work is; work that is over at once needs no words."""
        done, of = progress
        if of and not self._busy.isActive():
            share = Fraction(min(done, of), of)
            self.status.show_busy(_("Working… {share:%}", share=share), can_cancel=True)

    def _tell(self, page: str) -> None:
        snapshot = self._session.snapshot
        if self._told.get(page) is not snapshot:
            self._told[page] = snapshot
            show: Callable[[Snapshot], None] = self._pages[page].show_snapshot  # type: ignore[attr-defined]
            show(snapshot)

    def make(self, page: str) -> None:
        """Make a page that `navigate` will show."""
        if page not in self._pages:
            made = self._pages[page] = self._made(page)
            made.setParent(self)  # it goes with the others, also where nobody has looked at it

    def _place(self, page: str) -> None:
        """To give a page of hundreds of widgets its place takes as long as to make it."""
        if page not in self._rooms:
            made = self._pages[page]
            self._rooms[page] = made if getattr(made, "SCROLLS", False) else _room(made)
            self._stack.addWidget(self._rooms[page])

    def _made(self, page: str) -> QWidget:
        if page.startswith(_AREA):
            made = area_page(self._session, page.removeprefix(_AREA))
        else:
            made = next(entry for entry in PAGES if entry.id == page).make(self._session)
        for name, act in (
            ("area_opened", lambda area: self.enter(f"{_AREA}{area}")),
            ("page_opened", self.enter),
            ("import_asked", self.import_asked.emit),
            ("message", self.status.tell),
        ):
            signal = getattr(made, name, None)
            if signal is not None:
                signal.connect(act)
        self.page_built.emit(made)
        return made

    # Qt overrides

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        read_in_order(self)  # pages change while one looks at them
        return super().focusNextPrevChild(next_one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(narrow=self.width() < theme.NARROW)
        if self.undo_bar is not None:
            self.undo_bar.place()


def _room(page: QWidget) -> QWidget:
    """Lets the page scroll where the window is smaller than what stands on it."""
    from ui.widgets import scrolled  # noqa: PLC0415 - the first page scrolls by itself

    made = scrolled(page)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return made


def rules_words(snapshot: Snapshot, today: date) -> tuple[str, bool]:
    """The rules in force and when they were last read, and whether that is too long ago."""
    read = [source for area in snapshot.finding.because for source in _read_days(area)]
    if not read:
        return _("No rules are known for this day"), True
    newest = max(read)
    is_stale = today - newest > _STALE
    return _rules_read(snapshot, text.day(newest), is_stale=is_stale), is_stale


def _rules_read(snapshot: Snapshot, day: str, *, is_stale: bool) -> str:
    if any(standing.preview for standing in snapshot.standings.values()):
        return _("Announced rules, read on {day}", day=day)
    if is_stale:
        return _("Rules in force, read on {day}: over {n} days ago", day=day, n=_STALE.days)
    return _("Rules in force, read on {day}", day=day)


def _read_days(finding: Finding) -> list[date]:
    own = [] if finding.source is None else [finding.source.read_on]
    return [*own, *(day for child in finding.because for day in _read_days(child))]
