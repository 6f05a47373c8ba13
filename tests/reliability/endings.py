"""Starts the real program many times over, ends it at a moment drawn by dice, and looks at what is left."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from readiness.document import document_text
from readiness.facts import Facts, Partner, Person, PersonId
from tests.reliability import world

_ROOT: Final = Path(__file__).parents[2]
_LONGEST_S: Final = 180
"""Beside ten busy programs on two cores a run takes half a minute; one that hangs is waited for in vain."""
_LIVES_MS: Final = 1500
"""About the time from the first picture to the last of the import; the window is closed within it."""
_AGAIN_S: Final = 0.08
_NO_SCREEN: Final = "This plugin does not support "
"""Said of itself by the platform without a screen."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run that ended has left."""

    code: int
    said: str
    """On its standard error."""
    cores: tuple[str, ...]
    logged: str
    last_words: str

    @property
    def is_well(self) -> bool:
        return self.code == 0 and not (self.said or self.cores or self.logged or self.last_words)


def prepare(folder: Path) -> None:
    """A partner's file, and two files to import: people as they are, and the same packed."""
    world.create(folder / "x.readiness")
    people = [Person(PersonId(f"i{i}"), f"Imported {i}", notes="i" * 200) for i in range(1500)]
    text = document_text(Facts(Partner("Contoso"), people={person.id: person for person in people}))
    (folder / "people.json").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "people.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.json", text)


def closed_at_random(base: Path, place: Path, dice: random.Random) -> Ended:
    """Somebody begins an import, agrees to it or not, and closes the window at some moment."""
    close_after = dice.randrange(_LIVES_MS)
    return _ended(_started(base, place, dice, close_after), place)


def told_to_end(base: Path, place: Path, dice: random.Random) -> Ended:
    """The same, and the system ends it by SIGTERM at some moment from where it is set up to hear of it.

    It may say so again while the program ends.
    """
    running = _started(base, place, dice, -1)
    until = time.monotonic() + _LONGEST_S
    while not any(place.rglob("crashes/*.txt")) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.05 + dice.random() * _LIVES_MS / 1000)
    for _ in range(dice.randrange(1, 5)):
        running.send_signal(signal.SIGTERM)
        time.sleep(dice.random() * _AGAIN_S)
    return _ended(running, place)


def gone_wrong(base: Path, place: Path, wrong: str) -> Ended:
    """A run in which something goes wrong on purpose."""
    dice = random.Random(1)  # noqa: S311 (the same every time)
    return _ended(_started(base, place, dice, _LIVES_MS, wrong), place)


def _started(
    base: Path, place: Path, dice: random.Random, close_after: int, *wrong: str
) -> subprocess.Popen[str]:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    brought = place / dice.choice(("people.json", "people.zip"))
    agrees = dice.choice(("agrees", "looks"))
    import_after = dice.randrange(max(close_after, 1000)) if not wrong else 600
    times = (str(import_after), str(close_after))
    return subprocess.Popen(
        [
            *(sys.executable, "-P", "-m", "tests.reliability.one_run"),
            *(str(place / "x.readiness"), str(brought), agrees, *times, *wrong),
        ],
        cwd=place,
        env=_environment(place),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_with_cores,  # noqa: PLW1509 - nothing else runs in this process
    )


def _environment(place: Path) -> dict[str, str]:
    home = str(place / "home")
    folders = {f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return (
        os.environ
        | folders
        | {"PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(place)}
        | {"PYTHONFAULTHANDLER": "1"}  # until the program has a file for its last words
    )


def _with_cores() -> None:
    """A crash leaves a core file in its folder, where the system lets it."""
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def _ended(running: subprocess.Popen[str], place: Path) -> Ended:
    """Wait for the end, for three minutes at most."""
    try:
        said = running.communicate(timeout=_LONGEST_S)[1]
    except subprocess.TimeoutExpired:
        if running.poll() is None:
            running.send_signal(signal.SIGABRT)  # its last words say where it hangs
            said = "hangs\n" + running.communicate()[1]
        else:  # its standard error is still held by another
            said = "has ended, and a program that it started has not"
    lines = [line for line in said.splitlines() if not line.startswith(_NO_SCREEN)]
    log = place / "home" / "partner-readiness" / "errors.log"
    return Ended(
        running.returncode,
        "\n".join(lines),
        tuple(path.name for path in place.rglob("core*") if path.is_file()),
        log.read_text(encoding="utf-8") if log.exists() else "",
        "".join(path.read_text(encoding="ascii") for path in place.rglob("crashes/*.txt")),
    )
