"""Any history of edits, imports, undo, redo, backups, restores and restarts, beside a plain dict of records.

Records are compared with the dict, the digest of the document with the one it had in that state before.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from readiness.document import document_text
from readiness.facts import Facts, Person, PersonId, Put, Remove
from readiness.store import Host, seal
from readiness.store.copies import content_of
from readiness.workspace import Backup, Workspace, restore
from tests import drawn, strategies
from tests.reliability import world

Records = dict[tuple[Any, Any], Any]


class WholeHistories(RuleBasedStateMachine):
    """The file always holds exactly what the dict holds, and the same state is the same document."""

    @initialize()
    def create(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.now = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
        self.host = Host(lambda: self.now, "PC-7", self.place / "backups")
        self.workspace = Workspace.create(
            self.place / "x.readiness", "Contoso", world.rulebook(), host=self.host
        )
        self.states: list[Records] = [_records(self.workspace.facts)]
        self.digests = [_digest(self.workspace)]
        self.at = 0
        self.kept: list[tuple[Backup, Records, str]] = []

    def _stepped(self, changes: Any) -> None:
        """The dict takes the changes, as a new state where they change something."""
        after = dict(self.states[self.at])
        for change in changes:
            if isinstance(change, Put):
                after[type(change.thing), change.thing.id] = change.thing
            else:
                after.pop((change.kind, change.id), None)
        if after != self.states[self.at]:
            del self.states[self.at + 1 :], self.digests[self.at + 1 :]
            self.states.append(after)
            self.digests.append(_digest(self.workspace))
            self.at += 1

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        changes = data.draw(strategies.changes_on(self.workspace.facts))
        self.workspace.write(world.EDIT, changes)
        self._stepped(changes)

    @rule(key=drawn.ids, name=drawn.texts)
    def put(self, key: str, name: str) -> None:
        change = Put(Person(PersonId(key), name))
        self.workspace.write(world.EDIT, [change])
        self._stepped([change])

    @rule(key=drawn.ids)
    def remove_nobody(self, key: str) -> None:
        change = Remove(Person, PersonId(key + "nobody"))
        self.workspace.write(world.EDIT, [change])
        self._stepped([change])

    @rule(brought=strategies.facts())
    def import_(self, brought: Facts) -> None:
        source = self.place / "partner.json"
        source.write_text(document_text(brought), encoding="utf-8")
        preview = self.workspace.preview_import(source, world.TODAY)
        self.workspace.import_(preview)
        self._stepped(preview.reading.changes)
        assert self.workspace.preview_import(source, world.TODAY).reading.changes == ()

    @rule()
    def undo(self) -> None:
        assert (self.workspace.undo() is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        assert (self.workspace.redo() is None) == (self.at == len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule(hours=st.sampled_from((1, 30, -24 * 365 * 5, 24 * 365 * 5)))
    def back_up(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        if not datetime(1980, 1, 1, tzinfo=UTC) < self.now < datetime(2090, 1, 1, tzinfo=UTC):
            self.now = datetime(2026, 11, 24, tzinfo=UTC)
        made = self.workspace.keeping.back_up()
        assert made is not None
        assert content_of(made.path, None) == seal.content(self.workspace.keeping.store.digests())
        self.kept.append((made, self.states[self.at], self.digests[self.at]))
        assert self.workspace.keeping.backups()[0] == made

    @precondition(lambda self: any(kept.path.exists() for kept, _, _ in getattr(self, "kept", ())))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        made, records, digest = data.draw(
            st.sampled_from([kept for kept in self.kept if kept[0].path.exists()])
        )
        out = self.place / "restored.readiness"
        restore(made.path, out)
        restored = Workspace.open(out, world.rulebook())
        assert _records(restored.facts) == records
        assert _digest(restored) == digest
        restored.close()
        out.unlink()

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.workspace.path, world.rulebook(), host=self.host)
        assert self.workspace.keeping.store.broken() == ()

    @invariant()
    def the_file_holds_what_the_dict_holds(self) -> None:
        if hasattr(self, "workspace"):
            assert _records(self.workspace.facts) == self.states[self.at]
            assert _digest(self.workspace) == self.digests[self.at]

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            assert _records(self.workspace.keeping.store.facts()) == self.states[self.at]
            assert self.workspace.keeping.store.damage() == ()
            self.workspace.close()
            self.folder.cleanup()


def _records(facts: Facts) -> Records:
    return {(type(thing), thing.id): thing for thing in facts.all()}


def _digest(workspace: Workspace) -> str:
    """Of the partner document of what is read out of the file anew."""
    return sha256(document_text(workspace.keeping.store.facts()).encode()).hexdigest()


def _run(histories: int, steps: int) -> None:
    run_state_machine_as_test(
        WholeHistories,
        settings=settings(
            deadline=None,
            max_examples=histories,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_some_histories_are_exact() -> None:
    _run(15, 8)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_thousand_histories_are_exact() -> None:
    _run(1000, 30)
