"""What is recorded, in memory and in the file: both say the same, whatever goes wrong while it is written."""

from collections.abc import Callable

from readiness.facts import Change, Facts, PersonId, Remove
from readiness.problems import Message, WorkspaceError
from readiness.store.keeping import Keeping
from readiness.store.store import Step


class Recorded:
    """The facts of an open file and the steps to them; read from it at opening and after an error only."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._read()

    def _read(self) -> None:
        self.facts: Facts = self._keeping.store.facts()
        self._read_titles()

    def _read_titles(self) -> None:
        """What undo would take back and redo make again; None where there is nothing."""
        self.undo_title, self.redo_title = self._keeping.store.titles()

    def write(self, title: Message, changes: tuple[Change, ...], after: Facts) -> None:
        """Record the changes as one step, with which the facts are `after`; nothing where none changes any.

        Raises:
            WorkspaceError: they could not be written, and nothing of them is.
        """
        if any(self._matters(change) for change in changes):
            inverse = self.facts.inverse(changes)
            self.commit(lambda: self._keeping.store.write(title, changes, inverse), after)

    def undo(self) -> Message | None:
        """Take the newest step back; its title, or None where there is none."""
        return self._turn(self._keeping.store.next_undo(), undone=True)

    def redo(self) -> Message | None:
        """Make the step again that was taken back last."""
        return self._turn(self._keeping.store.next_redo(), undone=False)

    def _turn(self, step: Step | None, *, undone: bool) -> Message | None:
        if step is None:
            return None
        inverse = self.facts.inverse(step.changes)
        after = self.facts.changed(step.changes)
        self.commit(lambda: self._keeping.store.turn(step, inverse, undone=undone), after)
        return step.title

    def _matters(self, change: Change) -> bool:
        if isinstance(change, Remove):
            return self.facts.find(change.kind, change.id) is not None
        return self.facts.find(type(change.thing), change.thing.id) != change.thing

    def commit(self, act: Callable[[], None], after: Facts) -> None:
        """Have `act` write into the file that the facts are `after`.

        Raises:
            WorkspaceError: it could not be written, and nothing of it is.
        """
        store = self._keeping.store
        store.require_in_place()
        if not store.file.is_as_noted:
            self._look_again()
        try:
            act()
        except WorkspaceError:
            self._open_anew()  # an error at the very end may come after the fact: only the file knows
            if self.facts != after:
                raise
        self.facts = after
        self._read_titles()

    def _open_anew(self) -> None:
        self._keeping.open_anew()
        self._read()

    def _look_again(self) -> None:
        """Somebody wrote into the file beside us: whether they changed anything, only the file knows.

        Raises:
            WorkspaceError: they did; what stood here before is kept as a copy beside the file.
        """
        mine, known = self.facts, self._state()
        self._open_anew()
        if self._state() != known:
            name = self._keeping.store.file.path.name
            if self.facts == mine:
                raise WorkspaceError("workspace-changed", name=name)
            kept = self._keeping.keep_aside(mine)
            raise WorkspaceError("workspace-changed-copy", name=name, copy=kept.name)

    def _state(self) -> tuple[str, object]:
        store = self._keeping.store
        return store.identity, store.generation

    def erase(self, person: PersonId, day: str) -> None:
        """Erase a person for good, with every step that names them.

        Raises:
            WorkspaceError: it could not be written, and nothing of it is.
        """
        self._keeping.store.require_in_place()
        before = self.facts
        try:
            self._keeping.erase(before, person, day)
        except WorkspaceError:
            self._open_anew()  # as above
            if self._keeping.holds(before, person):
                raise
        self._read()
