"""The session: each command ends in a snapshot, then in a judged one; a failure leaves the file as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from readiness.facts import Facts, Partner, Person, PersonId, Put, removal
from readiness.problems import Message, SourceError
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot
from readiness.store import Store
from readiness.workspace import Host, Preview, Workspace
from ui.session import Session

EVE = Person(PersonId("p9"), name="Eve")
ADD = Message("undo.person-added", {"name": "Eve"})


def snapshots_of(session: Session) -> list[Snapshot]:
    got: list[Snapshot] = []
    session.snapshot_changed.connect(got.append)
    return got


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: session.is_idle, timeout=20_000)


def test_a_change_ends_in_two_snapshots_the_second_judged(qtbot: QtBot, demo: Session) -> None:
    got = snapshots_of(demo)
    demo.write(ADD, (Put(EVE),))
    settle(qtbot, demo)
    quick, judged = got
    assert quick.facts.people[EVE.id] == judged.facts.people[EVE.id] == EVE
    assert all(standing.window is None for standing in quick.standings.values())
    enrolled = [s for s in judged.standings.values() if s.enrollment is not None]
    assert enrolled
    assert all(standing.window is not None for standing in enrolled)
    assert demo.snapshot is judged


def test_of_changes_close_together_only_the_last_is_judged(qtbot: QtBot, demo: Session) -> None:
    got = snapshots_of(demo)
    for number in range(3):
        demo.write(ADD, (Put(replace(EVE, name=f"Eve {number}")),))
    settle(qtbot, demo)
    assert [snapshot.facts.people[EVE.id].name for snapshot in got[:3]] == ["Eve 0", "Eve 1", "Eve 2"]
    assert len(got) == 4
    assert got[3].facts == got[2].facts


def test_undo_and_redo_walk_along_what_was_written(qtbot: QtBot, session: Session) -> None:
    before = session.snapshot.facts
    session.write(ADD, (Put(EVE),))
    settle(qtbot, session)
    assert session.workspace.undo_title == ADD
    session.undo()
    settle(qtbot, session)
    assert session.snapshot.facts == before
    assert session.workspace.redo_title == ADD
    session.redo()
    settle(qtbot, session)
    assert EVE.id in session.snapshot.facts.people


def test_only_what_was_written_is_told_for_the_undo_bar(qtbot: QtBot, session: Session) -> None:
    told: list[Message] = []
    session.changed.connect(told.append)
    session.write(ADD, (Put(EVE),))
    session.undo()
    session.look(date(2025, 1, 1))
    settle(qtbot, session)
    assert told == [ADD]


def test_looking_at_another_day_keeps_to_it(qtbot: QtBot, session: Session) -> None:
    session.look(date(2024, 1, 15))
    session.write(ADD, (Put(EVE),))
    settle(qtbot, session)
    assert session.on == session.snapshot.on == date(2024, 1, 15)


def test_an_export_is_previewed_then_imported_as_one_step(qtbot: QtBot, demo: Session, export: Path) -> None:
    facts = demo.snapshot.facts
    previews: list[Preview] = []
    demo.preview_import(export, previews.append)
    settle(qtbot, demo)
    (preview,) = previews
    assert preview.reading.changes
    assert demo.snapshot.facts == facts
    demo.import_(preview)
    settle(qtbot, demo)
    assert demo.snapshot.facts == facts.changed(preview.reading.changes)
    undo = demo.workspace.undo_title
    assert undo is not None
    assert undo.code == "undo.import"
    demo.undo()
    settle(qtbot, demo)
    assert demo.snapshot.facts == facts


def test_a_failure_is_told_and_the_screen_shows_what_the_file_holds(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    errors: list[BaseException] = []
    session.failed.connect(errors.append)
    (tmp_path / "empty.csv").write_bytes(b"")
    session.preview_import(tmp_path / "empty.csv", lambda _: pytest.fail("nothing to preview"))
    settle(qtbot, session)
    assert [type(error) for error in errors] == [SourceError]


def test_a_question_is_answered_from_the_snapshot_shown(qtbot: QtBot, session: Session) -> None:
    got: list[int] = []
    session.ask(lambda snapshot: len(snapshot.facts.people), got.append)
    settle(qtbot, session)
    assert got == [2]


def test_removing_a_person_takes_along_what_hangs_on_it_in_one_step(qtbot: QtBot, session: Session) -> None:
    facts = session.snapshot.facts
    session.write(Message("undo.person-removed", {"name": "Ada"}), removal(facts, Person, PersonId("p1")))
    settle(qtbot, session)
    assert {award.person for award in session.snapshot.facts.awards.values()} == {"p2"}
    session.undo()
    settle(qtbot, session)
    assert session.snapshot.facts == facts


def test_what_was_written_a_moment_before_the_file_is_closed_is_in_it(
    qtbot: QtBot, session: Session, rulebook: Rulebook
) -> None:
    names = ["Grace", "Grace H.", "Grace Hopper"]
    for name in names:
        session.write(ADD, (Put(replace(EVE, name=name)),))
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.close()
    again = Workspace.open(session.workspace.path, rulebook)
    assert again.facts.people[EVE.id].name == names[-1]
    again.close()


def test_closing_while_busy_waits_for_the_worker(
    qtbot: QtBot, open_session: Callable[[Facts], Session]
) -> None:
    session = open_session(Facts())
    session.write(ADD, (Put(EVE), Put(Partner(name="Contoso"))))
    with qtbot.waitSignal(session.closed):
        session.close()
        assert not session.is_closed
    assert session.is_closed


def test_a_person_is_erased_on_the_day_of_the_clock_whatever_day_is_shown(
    qtbot: QtBot, tmp_path: Path, rulebook: Rulebook, today: date
) -> None:
    path = tmp_path / "partner.readiness"
    host = Host(lambda: datetime.combine(today, time(9), UTC), "this computer", tmp_path / "backups")
    session = Session(Workspace.create(path, "Contoso", rulebook, [Put(EVE)], host=host), today)
    session.look(today.replace(year=today.year + 1))
    settle(qtbot, session)
    session.erase(EVE.id, lambda _erasure: None, copies=False)
    settle(qtbot, session)
    with qtbot.waitSignal(session.closed, timeout=20_000):
        session.close()
    store = Store.open(path)
    assert store.file.connection.execute("SELECT * FROM erased").fetchall() == [(EVE.id, today.isoformat())]
    store.close()
