"""A backup is believed once it was compared; the newest three stay whatever the clock says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.facts import Partner, Person, PersonId, Put
from readiness.problems import Message, WorkspaceError
from readiness.store import Backup, Host, Store
from readiness.store.backups import Backups, is_good, newest_good, of_path, restore, too_many
from readiness.store.copies import content_of
from readiness.store.seal import content
from readiness.store.whole import back_up, back_up_daily, backups_of
from tests.store.conftest import Clock

EDIT = Message("undo.edit")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "contoso.readiness"


def _write(store: Store, number: int) -> None:
    store.write(EDIT, [Put(Person(PersonId("p"), notes=str(number)))], ())


def test_a_backup_holds_what_the_file_holds_and_lies_apart(path: Path, host: Host) -> None:
    store = Store.create(path, [Put(Partner("Contoso"))], host=host)
    _write(store, 1)
    made = back_up(store, host, "asked")
    assert made is not None
    assert made.path.parent == host.backups / store.identity
    assert content_of(made.path, None) == content(store.digests())
    assert (made.number, made.reason, made.at) == (1, "asked", datetime(2026, 11, 24, 9, 12, tzinfo=UTC))
    assert [file.name for file in made.path.parent.iterdir() if file.name.startswith(".")] == []
    store.close()


def test_a_backup_of_what_is_backed_up_already_is_not_made_unless_it_is_asked_for(
    path: Path, host: Host
) -> None:
    store = Store.create(path, host=host)
    assert back_up(store, host, "import") is not None
    assert back_up(store, host, "import") is None
    assert back_up(store, host, "asked") is not None
    _write(store, 1)
    assert back_up(store, host, "import") is not None
    store.close()


def test_the_days_backup_is_made_once_a_day_and_only_where_something_changed(
    path: Path, host: Host, clock: Clock
) -> None:
    store = Store.create(path, host=host)
    assert back_up_daily(store, host) is not None
    _write(store, 1)
    assert back_up_daily(store, host) is None
    clock.move(days=1)
    assert back_up_daily(store, host) is not None
    clock.move(days=1)
    assert back_up_daily(store, host) is None
    store.close()


def test_a_backup_that_can_not_be_written_leaves_nothing_and_the_file_open(path: Path, host: Host) -> None:
    host.backups.parent.mkdir()
    host.backups.write_text("a file where the folder should be")
    store = Store.create(path, host=host)
    with pytest.raises(WorkspaceError, match="backup-folder"):
        back_up(store, host, "asked")
    _write(store, 1)
    store.close()


def test_a_restored_backup_is_a_file_of_the_same_content(path: Path, host: Host, tmp_path: Path) -> None:
    store = Store.create(path, [Put(Partner("Contoso"))], host=host)
    made = back_up(store, host, "asked")
    _write(store, 1)
    store.close()
    assert made is not None
    restore(made.path, tmp_path / "restored.readiness", None)
    again = Store.open(tmp_path / "restored.readiness")
    assert (again.facts().partner.name, dict(again.facts().people)) == ("Contoso", {})
    again.close()


def test_a_restore_never_replaces_a_file(path: Path, host: Host) -> None:
    store = Store.create(path, host=host)
    made = back_up(store, host, "asked")
    store.close()
    before = path.read_bytes()
    assert made is not None
    with pytest.raises(WorkspaceError, match="workspace-exists"):
        restore(made.path, path, None)
    assert path.read_bytes() == before


def test_a_damaged_backup_is_neither_offered_nor_restored(path: Path, host: Host, tmp_path: Path) -> None:
    store = Store.create(path, [Put(Partner("Contoso Partner"))], host=host)
    first = back_up(store, host, "asked")
    _write(store, 1)
    second = back_up(store, host, "asked")
    backups = backups_of(store, host).all()
    assert newest_good(backups, None) == second
    assert first is not None
    assert second is not None
    data = second.path.read_bytes()
    second.path.write_bytes(data.replace(b"Contoso Partner", b"Kontoso Partner"))
    assert not is_good(second, None)
    assert newest_good(backups, None) == first
    with pytest.raises(WorkspaceError, match="workspace-damaged"):
        restore(second.path, tmp_path / "restored.readiness", None)
    assert not (tmp_path / "restored.readiness").exists()
    store.close()


def test_the_backups_of_a_file_that_can_not_say_whose_it_is_are_found_by_its_place(
    path: Path, host: Host
) -> None:
    store = Store.create(path, host=host)
    made = back_up(store, host, "asked")
    store.close()
    path.write_bytes(bytes(8192))
    found = of_path(host.backups, path, host.backup_bytes)
    assert found is not None
    assert found.all() == (made,)
    assert of_path(host.backups, path.with_name("other.readiness"), host.backup_bytes) is None


def test_an_identity_never_leads_out_of_the_folder(host: Host) -> None:
    assert Backups(host.backups, "../../elsewhere", 1).folder.parent == host.backups


def _backup(number: int, at: datetime, size: int = 1) -> Backup:
    return Backup(Path(f"{number}"), number, at, "daily", "", size)


def test_a_year_of_days_thins_to_days_weeks_and_months() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    kept: list[Backup] = []
    for number in range(365):
        kept.append(_backup(number, start + timedelta(days=number)))
        gone = too_many(kept, 1 << 40)
        kept = [backup for backup in kept if backup not in gone]
    assert 12 + 10 <= len(kept) <= 12 + 10 + 9
    assert [backup.number for backup in kept[-12:]] == list(range(353, 365))


@given(
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=60),
    st.integers(min_value=0, max_value=100),
)
def test_the_newest_three_stay_whatever_the_clock_says_and_however_little_room_there_is(
    days: list[datetime], most: int
) -> None:
    backups = [_backup(number, at, 10) for number, at in enumerate(days)]
    gone = too_many(backups, most)
    kept = [backup for backup in backups if backup not in gone]
    assert kept[-3:] == backups[-3:]
    assert len(kept) <= 12 + 3 + 10 + 9
    assert sum(backup.size for backup in kept) <= max(most, 30)


def test_a_limit_takes_the_oldest_first() -> None:
    backups = [_backup(number, datetime(2026, 1, 1 + number, tzinfo=UTC), 10) for number in range(8)]
    assert [backup.number for backup in too_many(backups, 50)] == [2, 1, 0]
