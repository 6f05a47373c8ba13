"""Settings come back as they were saved, and never keep the app from starting."""

from pathlib import Path

import platformdirs
import pytest

from readiness.settings import APP_NAME, Settings, data_folder, load, save, settings_folder


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    settings = Settings(theme="dark", language="fr", recent=("/a/é.readiness",), geometry="AdnQ")
    save(settings, tmp_path / "not there yet")
    assert load(tmp_path / "not there yet") == settings


def test_first_start_has_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"theme": 5, "recent": "x"}', b'{"theme": "purple", "new": 1}'],
)
def test_damaged_settings_are_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert load(tmp_path) == Settings()


def test_one_damaged_field_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(
        '{"theme": 5, "language": "fr", "recent": ["a", 7]}', encoding="utf-8"
    )
    assert load(tmp_path) == Settings(language="fr", recent=("a",))


def test_recent_files_are_few_the_newest_first_and_once() -> None:
    settings = Settings()
    for number in [*range(18), 5]:
        settings = settings.opened(Path(f"/files/{number}.readiness"))
    newest = [5, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2]
    assert [Path(path).stem for path in settings.recent] == list(map(str, newest))


def test_saving_leaves_one_file(tmp_path: Path) -> None:
    save(Settings(), tmp_path)
    save(Settings(theme="dark"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("written", "read"), [("120", 120), ("0", 500), ("-3", 500), ('"x"', 500), ("1e9", 500)]
)
def test_the_room_for_backups_is_a_number_of_megabytes_or_the_default(
    tmp_path: Path, written: str, read: int
) -> None:
    (tmp_path / "settings.json").write_text(f'{{"backup_megabytes": {written}}}', encoding="utf-8")
    assert load(tmp_path).backup_megabytes == read


@pytest.mark.parametrize("named", ["", "  ", "/somewhere/else", "~/mine"])
def test_folders_are_where_the_system_has_them(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, named)
    assert settings_folder() == platformdirs.user_config_path(APP_NAME, appauthor=False)
    assert data_folder() == platformdirs.user_data_path(APP_NAME, appauthor=False)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable)
    assert settings_folder() == platformdirs.user_config_path(APP_NAME, appauthor=False)
    assert data_folder() == platformdirs.user_data_path(APP_NAME, appauthor=False)


def test_a_path_that_is_no_text_is_remembered(tmp_path: Path) -> None:
    chosen = Settings().opened(tmp_path / "caf\udce9.readiness")  # as Python names a byte that is no letter
    save(chosen, tmp_path)
    assert load(tmp_path) == chosen
