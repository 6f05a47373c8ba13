"""Undo is exact: any changes, undone and redone in any order, in the file as in memory."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from readiness.problems import Message
from readiness.rules import load_rulebook
from readiness.workspace import Workspace
from tests import strategies


class Histories(RuleBasedStateMachine):
    """Any changes, undone and redone in any order: always exactly a state that was there before."""

    book = load_rulebook()

    @initialize()
    def create(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "x.readiness"
        self.workspace = Workspace.create(path, "Contoso", self.book)
        self.states = [self.workspace.facts]
        self.at = 0

    @rule(data=st.data())
    def write(self, data: st.DataObject) -> None:
        changes = data.draw(strategies.changes_on(self.workspace.facts))
        before = self.workspace.facts
        self.workspace.write(Message("undo.edit"), changes)
        if self.workspace.facts is not before:
            del self.states[self.at + 1 :]
            self.states.append(self.workspace.facts)
            self.at += 1

    @rule()
    def undo(self) -> None:
        assert (self.workspace.undo() is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        assert (self.workspace.redo() is None) == (self.at == len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def reopen(self) -> None:
        self.workspace = self._reopened(self.workspace)

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def all_the_way_back_and_forth(self) -> None:
        while self.workspace.undo() is not None:
            pass
        assert self.workspace.facts == self.states[0]
        while self.workspace.redo() is not None:
            pass
        self.at = len(self.states) - 1

    @invariant()
    def memory_is_the_state_we_are_at(self) -> None:
        if hasattr(self, "workspace"):
            assert self.workspace.facts == self.states[self.at]

    def _reopened(self, workspace: Workspace) -> Workspace:
        workspace.close()
        return Workspace.open(workspace.path, self.book)

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            again = self._reopened(self.workspace)
            assert again.facts == self.states[self.at]
            assert again.keeping.store.damage() == (), "the file itself, past the values"
            again.close()
            self.folder.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    deadline=None,
    max_examples=15,
    stateful_step_count=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
