"""The looks and habits of one user, none of which changes a score. Hides where and how they are written."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, field, fields, replace
from pathlib import Path
from typing import Any, Final

from readiness.frozen import frozen

APP_NAME: Final = "partner-readiness"
_FILE: Final = "settings.json"
_RECENT: Final = 16
"""A consultant may look after a dozen partners."""
_MOST_MEGABYTES: Final = 1_000_000
_LONGEST_WAIT: Final = 24 * 60
_MOST_TOLD: Final = 20_000


@frozen
class Settings:
    """Every field has a default, so that a first start and a damaged file look alike."""

    theme: str = "system"
    """`system`, `light` or `dark`."""
    language: str = ""
    """`en` or `fr`; empty: the system's."""
    recent: tuple[str, ...] = ()
    """Paths of workspaces, the newest first."""
    geometry: str = ""
    """The window's place and size as Qt saves it, in base64."""
    backup_megabytes: int = 500
    """What the backups of one file may take together."""

    mappings: str = ""
    """What the user has said of the columns of other tables, see `importers.mapping.mappings_text`."""
    tables: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Which columns of which table are shown, in what order and how wide; by page and number."""

    reminders: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """From how many days before on items of a kind are told of, where not the usual, see `reminders`."""
    in_tray: bool = False
    """Whether the window, when it is closed, stays in the system's tray and goes on telling."""

    lock_minutes: int = 10
    """After so many minutes without input a file with a password is closed; 0: never."""
    own_window: bool = False
    """Whether a file that is opened from outside gets a window of its own."""
    page: str = ""
    """The page that was seen last."""
    rules: str = ""
    """The folder of rules files of the user's own; empty: the usual one."""

    def opened(self, path: Path) -> "Settings":
        """The same, with `path` as the newest of the recent workspaces."""
        newest = str(path.absolute())
        rest = (known for known in self.recent if known != newest)
        return replace(self, recent=(newest, *rest)[:_RECENT])


def load(folder: Path | None = None) -> Settings:
    """The user's settings; whatever is missing, unreadable or of another shape has its default."""
    try:
        read = json.loads((folder or settings_folder()).joinpath(_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _settings(read) if isinstance(read, dict) else Settings()


def save(settings: Settings, folder: Path | None = None) -> None:
    """Written beside and put in place at once. OSError where the folder can't be written."""
    folder = folder or settings_folder()
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{_FILE}.{os.getpid()}.tmp"
    fresh.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    fresh.replace(folder / _FILE)


def load_told(folder: Path, file: str) -> dict[str, int]:
    """What was told of the items of a partner's file, by keys that say nothing, see `reminders`."""
    try:
        read = json.loads(_told(folder, file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in read.items() if type(v) is int} if isinstance(read, dict) else {}


def save_told(folder: Path, file: str, told: Mapping[str, int]) -> None:
    """Keep what was told, the newest of it. OSError where the folder can't be written."""
    path = _told(folder, file)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    fresh.write_text(json.dumps(dict(list(told.items())[-_MOST_TOLD:])), encoding="utf-8")
    fresh.replace(path)


def _told(folder: Path, file: str) -> Path:
    from hashlib import sha256  # noqa: PLC0415 - not on the path of the first picture

    return folder / "reminders" / f"{sha256(file.encode()).hexdigest()[:20]}.json"


def settings_folder() -> Path:
    return _folder("XDG_CONFIG_HOME", ".config") or _platform_folder("user_config_path")


def data_folder() -> Path:
    """Where the app keeps what is its own, such as its log; workspaces lie where their user puts them."""
    return _folder("XDG_DATA_HOME", ".local/share") or _platform_folder("user_data_path")


def backups_folder() -> Path:
    """Where backups lie: with the computer and not with the workspace, whose folder may be a synced one."""
    return data_folder() / "backups"


def _folder(variable: str, in_home: str) -> Path | None:
    """As the desktops of Linux have it; platformdirs says the same, and takes 3 ms of the first picture."""
    if sys.platform != "linux":
        return None
    named = Path(os.environ.get(variable, ""))
    folder = (named if named.is_absolute() else Path.home() / in_home) / APP_NAME
    return folder if folder.is_absolute() else None


def _platform_folder(which: str) -> Path:
    import platformdirs  # noqa: PLC0415 - not on the path of the first picture

    return Path(getattr(platformdirs, which)(APP_NAME, appauthor=False))


def computer_name() -> str:
    """As the system calls it."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "?")


def own_rules_folder() -> Path:
    """Where rules files of the user's own are looked for; it need not exist."""
    chosen = load().rules
    return Path(chosen) if chosen else data_folder() / "rules"


def _settings(read: Mapping[str, Any]) -> Settings:
    known: dict[str, Any] = {}
    for entry in fields(Settings):
        value = read.get(entry.name)
        if entry.name == "recent":
            if isinstance(value, list):
                known["recent"] = tuple(path for path in value if isinstance(path, str))[:_RECENT]
        elif isinstance(value, type(getattr(Settings(), entry.name))):
            known[entry.name] = value
    if not 0 < known.get("backup_megabytes", 1) <= _MOST_MEGABYTES:
        del known["backup_megabytes"]
    if not 0 <= known.get("lock_minutes", 0) <= _LONGEST_WAIT:
        del known["lock_minutes"]
    if known.get("theme") not in (None, "system", "light", "dark"):
        del known["theme"]
    return Settings(**known)
