"""The workspace as Qt sees it: commands in, one signal with a snapshot out."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from readiness.editions import Edition
from readiness.facts import Change, PersonId
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.workspace import Erasure, Keeping, Preview, Workspace
from ui.background import Background, Job
from ui.zone import zone_here

if TYPE_CHECKING:
    from ui.tables import ShownTable

T = TypeVar("T")
_PAUSE_MS: Final = 150
_WONDERS: Final = 32
"""So many side questions are remembered, to be dropped; older ones have their answer by then."""
_DAILY_MS: Final = 3_600_000


class Session(QObject):
    """Owns the workspace and the worker. Every change and every look ends in `snapshot_changed`.

    It comes twice: at once, and again when the days of the qualification windows were looked at.
    """

    snapshot_changed = Signal(object)  # Snapshot
    changed = Signal(object)  # Message: what was written
    failed = Signal(object)  # BaseException
    written = Signal(object)  # Path: a picture, report or table was written beside it
    kept = Signal()  # the file was looked after: checked, or backed up
    closing = Signal()  # who shows fields that are saved when they are left writes what was typed
    closed = Signal()

    def __init__(
        self, workspace: Workspace, on: date, snapshot: Snapshot | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.background = Background(self)
        self._snapshot = workspace.snapshot(on, whole=False) if snapshot is None else snapshot
        self._on = on
        self._judging: Job | None = None
        self._asking: list[Job] = []
        self._wondering: list[Job] = []
        # The days are looked at once the window is painted: the worker would slow the painting down.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        # Whether the day's backup is due is asked every hour: the file may stay open overnight.
        self._daily = QTimer(self, interval=_DAILY_MS)
        self._daily.timeout.connect(self.look_after)
        self._is_closing = False
        self.is_closed = False

    @property
    def snapshot(self) -> Snapshot:
        """The last one shown."""
        return self._snapshot

    @property
    def on(self) -> date:
        """The day asked for last."""
        return self._on

    def look(self, on: date) -> None:
        """Show the partner as of a day."""
        self._on = on
        self._then_snapshot(lambda: None)

    def write(self, title: Message, changes: tuple[Change, ...]) -> None:
        """Apply changes as one step of undo, named `title`; no changes are no step."""
        if not changes:
            return

        def act() -> Message:
            self.workspace.write(title, changes)
            return title

        self._then_snapshot(act)

    def undo(self) -> None:
        self._then_snapshot(lambda: self._silent(self.workspace.undo()))

    def redo(self) -> None:
        self._then_snapshot(lambda: self._silent(self.workspace.redo()))

    def preview_import(  # noqa: PLR0913 - the answers of the user are keywords
        self,
        path: Path,
        done: Callable[[Preview], None],
        *,
        kind: str | None = None,
        date_order: str | None = None,
        mappings: Mapping[str, Any] | None = None,
        holder: PersonId | None = None,
    ) -> Job:
        """Read a file in the worker; nothing is written."""
        on = self._on

        def work(job: Job) -> Preview:
            return self.workspace.preview_import(
                path,
                on,
                kind=kind,
                date_order=date_order,
                mappings=mappings,
                holder=holder,
                zone=zone_here(),
                step=job.step,
            )

        return self.background.run(work, done, self.failed.emit)

    def import_(self, preview: Preview) -> None:
        """Write what a preview showed, as one step of undo."""

        def act() -> Message:
            self.workspace.import_(preview)
            return Message("undo.import", {"source": preview.reading.source})

        self._then_snapshot(act)

    def export(self, out: Path, done: Callable[[Path], None], edition: Edition) -> Job:
        """Write a report of the snapshot shown; cancelled, it is not written."""
        snapshot = self._snapshot

        def work(job: Job) -> Path:
            self.workspace.export(out, snapshot, edition, job.step)
            return out

        return self.background.run(work, done, self.failed.emit)

    def export_table(
        self, out: Path, title: str, table: "ShownTable", language: str, done: Callable[[Path], None]
    ) -> Job:
        """Write a table as it is on the screen."""
        snapshot = self._snapshot

        def work(_: Job) -> Path:
            self.workspace.export_table(out, snapshot, title, table.columns, table.rows, language=language)
            return out

        return self.background.run(work, done, self.failed.emit)

    def ask(self, question: Callable[[Snapshot], T], done: Callable[[T], None]) -> Job:
        """Answer a side question about the snapshot shown in the worker; nothing is stored."""
        snapshot = self._snapshot
        job = self.background.run(lambda _: question(snapshot), done, self.failed.emit)
        self._asking = [*self._asking, job][-_WONDERS:]
        return job

    def wonder(self, question: Callable[[Snapshot, Job], T], done: Callable[[T], None]) -> Job:
        """As `ask`, where nobody waits for the answer: the next command drops it.

        The question checks its job where it takes long.
        """
        snapshot = self._snapshot
        job = self.background.run(lambda job: question(snapshot, job), done, self.failed.emit, quiet=True)
        self._wondering = [*(known for known in self._wondering if not known.is_cancelled), job][-_WONDERS:]
        return job

    def drop_questions(self) -> None:
        """Answer no side question that is under way: those who asked are taken down."""
        for job in (*self._asking, *self._wondering):
            job.cancel()

    def tend(self, work: Callable[[Keeping], T], done: Callable[[T], None]) -> Job:
        """Do something with the file as a whole in the worker; no record changes by it."""
        return self.background.run(lambda _: work(self.workspace.keeping), done, self.failed.emit)

    def look_after(self) -> None:
        """Check that the file holds what was saved in it, and back it up where that is due."""
        self.tend(lambda keeping: keeping.look_after(), lambda _made: self.kept.emit())

    def erase(self, person: PersonId, done: Callable[[Erasure], None], *, copies: bool) -> None:
        """Erase a person for good; a snapshot without them follows."""
        on = self.workspace.keeping.today or self._on

        def after(erasure: Erasure) -> None:
            self._then_snapshot(lambda: None)
            done(erasure)

        work = partial(self.workspace.erase, person, on, copies=copies)
        self.background.run(lambda _: work(), after, self._on_failed, kept=True)

    def start(self) -> None:
        """After the first picture: check the file, load what writing needs, look at the windows."""
        self.look_after()
        self._daily.start()
        self.background.run(lambda _: self.workspace.warm_up(), lambda _: None, self.failed.emit, quiet=True)
        self.judge()

    @property
    def is_idle(self) -> bool:
        """Nothing is under way, and nothing is about to be."""
        return self.background.is_idle and not self._pause.isActive()

    def judge(self) -> None:
        """Look at the days of the qualification windows; a snapshot with them follows in a moment."""
        self._pause.start()

    def _judge(self) -> None:
        snapshot = self._snapshot
        self._judging = self.background.run(
            lambda job: self.workspace.judged(snapshot, job.check),
            partial(self._on_judged, snapshot),
            self.failed.emit,
            quiet=True,
        )

    def cancel(self) -> None:
        """Drop what waits and what can still stop; the screen then shows what the file holds."""
        self.background.cancel()
        self._then_snapshot(lambda: None)

    def close(self) -> None:
        """Let the worker close the workspace once it is free; `closed` follows. Never blocks.

        To seal what a large file holds takes some tenths of a second.
        """
        if self._is_closing:
            return
        self.closing.emit()
        self._is_closing = True
        self._pause.stop()
        self._daily.stop()
        self.background.idle.connect(self._on_idle)
        self.background.stop(self.workspace.close)

    @staticmethod
    def _silent(_: Message | None) -> None:
        """Undo and redo need no undo bar: the buttons already say what comes next."""

    def _then_snapshot(self, act: Callable[[], Message | None]) -> None:
        on = self._on
        self._pause.stop()
        for job in (self._judging, *self._wondering):
            if job is not None:
                job.cancel()

        def work(_: Job) -> tuple[Message | None, Snapshot]:
            return act(), self.workspace.snapshot(on)

        self.background.run(work, self._on_done, self._on_failed, kept=True)

    def _on_done(self, result: tuple[Message | None, Snapshot]) -> None:
        title, self._snapshot = result
        self.snapshot_changed.emit(self._snapshot)
        if title is not None:
            self.changed.emit(title)
        self.judge()

    def _on_failed(self, error: BaseException) -> None:
        """After a failure the file is read again, and the screen shows what it holds."""
        self.failed.emit(error)
        on = self._on
        self.background.run(lambda _: (None, self.workspace.snapshot(on)), self._on_done, self.failed.emit)

    def _on_judged(self, asked: Snapshot, judged: Snapshot) -> None:
        if asked is self._snapshot:
            self._snapshot = judged
            self.snapshot_changed.emit(judged)

    def _on_idle(self) -> None:
        if self.is_closed:
            return
        self.is_closed = True
        self.closed.emit()
