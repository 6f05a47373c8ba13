"""The side questions of the pages: what is to come, what to do next, what changed, and why.

They are asked area by area in the worker, some time after the picture, so that an edit never waits long.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from readiness.facts import Area, Facts
from readiness.snapshot import Snapshot
from ui.background import Job
from ui.session import Session

if TYPE_CHECKING:
    from readiness.outlook.course import Ahead
    from readiness.planning import AreaAhead

_PAUSE_MS: Final = 300
"""Longer than the session waits before it looks at the windows: those come first."""


class LookAhead(QObject):
    """Asks once for each pair of facts and day; an answer to older ones never arrives."""

    answered = Signal(object)  # AreaAhead
    changed = Signal(object, object, object)  # date, the end of the last visit or None, tuple[Changed, ...]
    forgotten = Signal()

    def __init__(
        self, session: Session, areas: Sequence[Area], parent: QObject, *, asks_changes: bool = False
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._areas = tuple(areas)
        self._asks_changes = asks_changes
        self._asked: tuple[Facts, date] | None = None
        self._jobs: list[Job] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._start)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Nothing is asked again where the facts and the day are those of before."""
        is_same = self._asked is not None and self._asked[0] is snapshot.facts
        if is_same and self._asked == (snapshot.facts, snapshot.on) and not self._is_dropped:
            return
        self._asked = snapshot.facts, snapshot.on
        for job in self._jobs:
            job.cancel()
        self._jobs = []
        self.forgotten.emit()
        self._pause.start()

    @property
    def is_about_to_ask(self) -> bool:
        return self._pause.isActive()

    @property
    def _is_dropped(self) -> bool:
        """A command of the session came between, so that not every answer arrives."""
        return any(job.is_cancelled for job in self._jobs)

    def _start(self) -> None:
        made: list[Ahead] = []
        for area in self._areas:
            self._ask(partial(self._area, made, area), self._on_area)
        if self._asks_changes:
            self._ask(partial(self._changes, made), lambda found: self.changed.emit(*found))

    def _on_area(self, found: "AreaAhead") -> None:
        self.answered.emit(found)

    def _ask(self, question: Callable[[Snapshot, Job], Any], done: Callable[[Any], None]) -> None:
        self._jobs.append(self._session.wonder(question, done))

    def _area(self, made: "list[Ahead]", area: Area, snapshot: Snapshot, job: Job) -> "AreaAhead":
        from readiness.planning import look_ahead  # noqa: PLC0415 - not on the way to the first picture

        blocked = snapshot.standings[area].blocked_by
        return look_ahead(self._ahead(made, snapshot), area, blocked, job.check)

    def _changes(self, made: "list[Ahead]", snapshot: Snapshot, job: Job) -> tuple[Any, ...]:
        """Since the last visit where there was one, and else since the last refresh of Partner Center."""
        from readiness.outlook.since import changed_since, steps_between  # noqa: PLC0415 - as above

        keeping = self._session.workspace.keeping
        visit = keeping.last_visit() if snapshot.on == keeping.today else None
        since = self._last_refresh(snapshot.on) if visit is None else visit.ended.date()
        written = () if visit is None else keeping.written_since(visit)
        seen, steps = steps_between(snapshot.facts, written)
        ahead = self._ahead([] if steps else made, snapshot._replace(facts=seen))
        ahead.stop_by(job.check)
        return since, visit and visit.ended, changed_since(ahead, since, steps)

    def _last_refresh(self, on: date) -> date:
        from readiness.outlook.since import last_refresh  # noqa: PLC0415 - as above

        programme = self._session.workspace.rulebook.on(on).programme
        return last_refresh(on, programme.calendar.refresh_day if programme else 20)

    def _ahead(self, made: "list[Ahead]", snapshot: Snapshot) -> "Ahead":
        """One for all areas: what was read of usage is shared."""
        from readiness.outlook.course import Ahead  # noqa: PLC0415 - as above

        if not made:
            made.append(Ahead(snapshot.facts, self._session.workspace.rulebook, snapshot.on))
        return made[0]
