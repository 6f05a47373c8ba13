"""Side questions that a page asks the worker: about the record that is selected, or about all."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ui.background import Job
from ui.session import Session

if TYPE_CHECKING:
    from readiness.snapshot import Snapshot

T = TypeVar("T")
_PAUSE_MS: Final = 250
"""Who moves through a list by arrow keys is not asked about at every step."""
Question: TypeAlias = "Callable[[Snapshot, Job, str], Any]"


class AboutOne(QObject):
    """Asks about one record at a time in the worker; an answer about another one never arrives."""

    answered = Signal(object)  # what the question gave

    def __init__(self, session: Session, question: Question, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._question = session, question
        self._key = ""
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._start)

    @property
    def is_about_to_ask(self) -> bool:
        return self._pause.isActive()

    def ask(self, key: str) -> None:
        """About the record of that id; an empty one asks nothing more."""
        self._key = key
        if self._job is not None:
            self._job.cancel()
        if key:
            self._pause.start()
        else:
            self._pause.stop()

    def _start(self) -> None:
        key = self._key
        self._job = self._session.wonder(lambda s, job: self._question(s, job, key), self._on_answer)

    def _on_answer(self, answer: object) -> None:
        self.answered.emit(answer)


class AboutAll:
    """A side question about the whole snapshot, asked once for the same facts, day and key."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked: tuple[object, object, object] = (None, None, None)
        self._job: Job | None = None

    def forget(self) -> None:
        """Ask again even where nothing changed."""
        self._asked = (None, None, None)

    def ask(
        self,
        snapshot: "Snapshot",
        question: "Callable[[Snapshot, Job], T]",
        done: "Callable[[T], None]",
        key: object = None,
    ) -> bool:
        """Whether it was asked: not where the answer is there or on its way, and no command dropped it."""
        is_dropped = self._job is not None and self._job.is_cancelled
        before, self._asked = self._asked, (snapshot.facts, snapshot.on, key)
        if before[0] is snapshot.facts and before[1:] == self._asked[1:] and not is_dropped:
            return False
        self._job = self._session.wonder(question, done)
        return True
