"""Personal data stays in the file: not in logs, settings, exceptions, titles, or whatever else is written."""

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as laws
from hypothesis import strategies as st

from readiness import settings
from readiness.cli import main
from readiness.facts import (
    NOBODY,
    Association,
    Attachment,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    Deadline,
    Engagement,
    Event,
    Facts,
    Person,
    PersonId,
    Put,
    Remove,
    erasing,
)
from readiness.problems import Message, ReadinessError, WorkspaceError
from readiness.rules import Rulebook
from readiness.snapshot import compute
from readiness.words import Words
from readiness.workspace import Host, Workspace, restore
from ui.mishaps.report import report_of, write_log

CANARY = "Zyxwanary"
NAME, MAIL, NUMBER = f"{CANARY} Quillfeather", f"{CANARY}@canary.example", f"{CANARY}-99887766"
ADA = Person(PersonId("p1"), NAME, MAIL, NUMBER, notes=f"{CANARY} notes")
TITLE = Message("undo.person-added", {"name": NAME})


@pytest.fixture
def workspace(tmp_path: Path, rulebook: Rulebook) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "contoso.readiness", "Contoso", rulebook)
    workspace.write(TITLE, (Put(ADA), Put(Customer(CustomerId("c1"), name=f"{CANARY} GmbH"))))
    yield workspace
    workspace.close()


def _everything(error: BaseException) -> str:
    """What a log or a crash report could show of an error."""
    return "".join([*traceback.format_exception(error), repr(error), str(error), report_of(error)])


def _wrong(workspace: Workspace) -> list[BaseException]:
    """Errors from every depth, each with a name at hand: driver, store, importers, bugs of our own."""
    found: list[BaseException] = []
    nobody = Award("a9", PersonId(f"{CANARY}-nobody"), CertificationId("x"), date(2026, 1, 1))
    bad: list[Callable[[], object]] = [
        lambda: workspace.write(TITLE, (Put(nobody),)),
        lambda: workspace.write(TITLE, (Put(ADA), Remove(Customer, CustomerId("c1")), Put(nobody))),
        lambda: workspace.write(Message("x", {"name": object()}), (Put(Person(PersonId("p2"), NAME)),)),
        lambda: workspace.write(TITLE, (Put(Person(PersonId("p3"), f"{CANARY}\udc80")),)),
        lambda: workspace.preview_import(workspace.path.with_name(f"{CANARY}.csv"), date(2026, 1, 1)),
        lambda: Workspace.open(workspace.path.with_name("none"), workspace.rulebook, password=CANARY),
        lambda: restore(workspace.path.with_name("none"), workspace.path, CANARY),
    ]
    for act in bad:
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not tell
            found.append(error)
    return found


def test_no_error_from_any_depth_tells_who_it_was_about(workspace: Workspace) -> None:
    errors = _wrong(workspace)
    assert len(errors) >= 6
    for error in errors:
        assert CANARY not in report_of(error)
        if not isinstance(error, UnicodeError):  # a bug of ours, which the report tells without its text
            assert CANARY not in str(error) + repr(error), type(error)


def test_a_bug_on_the_command_line_says_where_and_not_about_whom(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise LookupError(NAME)

    workspace.close()
    monkeypatch.setattr("readiness.workspace.Workspace.check", broken)
    assert main(["check", str(workspace.path)]) == 70
    said = capsys.readouterr().err
    assert "LookupError" in said
    assert "test_privacy.py" in said
    assert CANARY not in said


def test_a_foreseen_failure_keeps_names_for_the_screen_alone() -> None:
    """The control: the sentence has the name, what a log would show has not."""
    error = WorkspaceError("workspace-missing", name=f"{CANARY}.readiness")
    assert CANARY in Words("en").say(error.message)
    assert CANARY not in "".join(traceback.format_exception(error))
    assert isinstance(error, ReadinessError)


def test_what_is_written_beside_the_file_names_nobody(
    tmp_path: Path, workspace: Workspace, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for error in _wrong(workspace):
            write_log(tmp_path / "data", report_of(error))
        workspace.undo()
        workspace.redo()
        workspace.check()
    settings.save(settings.load().opened(workspace.path), tmp_path / "config")
    said = capfd.readouterr()
    assert CANARY not in caplog.text + said.out + said.err
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path != workspace.path]
    assert files
    held = [
        path
        for path in files
        if any(s in path.read_bytes() for s in (CANARY.encode(), CANARY.encode("utf-16-le")))
    ]
    assert held == []
    workspace.close()
    assert CANARY.encode() in workspace.path.read_bytes()  # the control: the file does hold it


@laws(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=30).map(lambda text: f"{CANARY}{text}"))
def test_a_bug_with_any_text_in_its_hands_reports_none_of_it(text: str) -> None:
    with pytest.raises(KeyError) as caught:
        dict[object, int]()[text, Person(PersonId("p"), text)]
    assert CANARY not in report_of(caught.value)


def test_who_is_erased_owns_no_workshop_and_stands_in_no_proof_contact_or_account() -> None:
    facts = Facts().changed(
        Put(thing)
        for thing in (
            ADA,
            Event(
                "e1", "Workshop", "workshop", datetime(2026, 12, 8, 8, tzinfo=UTC), attendees=(ADA.id,),
                owner=ADA.id, proof=f"List signed by {NAME}", audience=f"Team of {NAME}",
            ),
            Engagement("g1", "Pilot", "workshop", contact_name=NAME, contact_email=MAIL, owner=ADA.id),
            Association("s1", CustomerId("c1"), "pal", account=MAIL),
            Attachment("x1", f"{NAME}.pdf", "events:e1", b"%PDF"),
        )
    )  # fmt: skip
    assert CANARY in repr(facts)
    left = facts.changed(erasing(facts, ADA.id, (NAME, MAIL, NUMBER)))
    assert CANARY not in repr(left)
    event, engagement = left.events["e1"], left.engagements["g1"]
    assert (event.owner, event.attendees, event.proof) == (None, (), f"List signed by {NOBODY}")
    assert (engagement.contact_name, left.associations["s1"].account) == (NOBODY, NOBODY)


_ZONES = [f"<z>{sign}{hours:02}" for sign in "+-" for hours in range(12)]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system keeps its time zone while a program runs")
@pytest.mark.parametrize("on", [date(2028, 2, 29), date(2026, 12, 31), date(2026, 3, 29), date(2026, 10, 25)])
def test_deadlines_are_the_same_on_every_clock(
    monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook, on: date
) -> None:
    facts = Facts().changed(
        [
            Put(ADA),
            Put(Award("a1", ADA.id, CertificationId("azure-administrator"), on.replace(day=1), on)),
            Put(Deadline("d1", "Renew", on)),
        ]
    )
    found = set()
    try:
        for zone in (*_ZONES, "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            found.add(
                tuple((item.due_on, item.kind, item.id) for item in compute(facts, rulebook, on).agenda)
            )
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(found) == 1
    assert any(item for item in found)


def test_stamps_are_utc_wherever_they_are_made(tmp_path: Path, rulebook: Rulebook) -> None:
    from datetime import datetime, timedelta, timezone  # noqa: PLC0415 - here alone

    there = timezone(timedelta(hours=13))
    host = Host(lambda: datetime(2026, 11, 25, 1, 30, tzinfo=there), "PC-7", tmp_path / "backups")
    workspace = Workspace.create(tmp_path / "x.readiness", "Contoso", rulebook, host=host)
    workspace.write(TITLE, (Put(ADA),))
    workspace.keeping.back_up()
    (past,) = workspace.history(Person, ADA.id)
    assert past.at is not None
    assert past.at.isoformat() == "2026-11-24T12:30:00+00:00"
    assert "-20261124T123000Z-" in workspace.keeping.backups()[0].path.name
    workspace.close()
