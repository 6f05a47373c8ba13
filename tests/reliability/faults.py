"""A program that does one thing after the other, and lets each call to the disk fail once, or from then on.

It prints a line for each of them: what failed, how, what was said, and what was found afterwards.
"""

import errno
import json
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from readiness.editions import Edition
from readiness.facts import Change, Person, PersonId, Put, Remove
from readiness.problems import ReadinessError
from readiness.store.backups import Backups, is_good
from readiness.store.file import SCHEMA
from readiness.workspace import Workspace, restore
from tests.reliability import shim, world

Act: TypeAlias = Callable[[], None]
WAYS: Final = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "SIGKILL": shim.KILL}
_FAILURE: Final = 77
"""Exit code of a child that could not even say what happened."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One call that was made to fail."""

    operation: str
    call: str
    number: int
    way: str
    lasting: bool
    said: str
    """`done`, the code of an error that was said in words, `killed`, or a traceback."""
    wrong: str
    """What was found afterwards and should not be; nothing: all is well."""


class Failure(NamedTuple):
    """Which call fails, with which error, once or from then on."""

    kind: int
    number: int
    error: int
    lasting: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """`prepare` opens what is needed and returns the act itself, and what sees to it that all is well."""

    prepare: Callable[[Path], tuple[Act, Act]]
    before: str
    after: str
    """Which records stand in the file without it and with it."""


def main() -> None:
    """Every `step`th call, of the operations named, in the ways named."""
    operations, ways, step = sys.argv[1].split(","), sys.argv[2].split(","), int(sys.argv[3])
    memory = Path("/dev/shm")  # noqa: S108 (a folder of our own inside)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        trial = _Trial(Path(made))
        for name in operations:
            for way in ways:
                for tried in trial.all_of(name, way, step):
                    sys.stdout.write(json.dumps(asdict(tried)) + "\n")


class _Trial:
    def __init__(self, folder: Path) -> None:
        self._base, self.place = folder / "base", folder / "place"
        self._base.mkdir()
        self._path = self.place / "x.readiness"
        world.create(self._base / "x.readiness")
        world.document(self._base / "import.json", 1)
        shutil.copyfile(world.GOLDEN / "schema-1.0.readiness", self._base / "old.readiness")
        (self._base / "people.csv").write_text("what stood there before")
        first = Workspace.open(self._base / "x.readiness", world.rulebook(), host=world.host(self._base))
        first.keeping.back_up()
        first.write(world.EDIT, [Put(Person(PersonId("p0"), "Before", notes="b" * 500))])
        first.close()
        self._operations = {name: self._operation(name) for name in PREPARATIONS}

    def _operation(self, name: str) -> Operation:
        """As it goes when nothing fails: that is what it is measured by."""
        self._fresh()
        before = self._found()
        act, leave = PREPARATIONS[name](self.place)
        act()
        leave()
        return Operation(PREPARATIONS[name], before, self._found())

    def _fresh(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self._base, self.place)

    def all_of(self, name: str, way: str, step: int) -> Iterator[Tried]:
        """Every `step`th call of each kind, once and from then on."""
        for call, kind in shim.KINDS.items():
            count = self._count(name, kind)
            for lasting in (False,) if WAYS[way] == shim.KILL else (False, True):
                dice = random.Random(f"{name} {call} {way}")  # noqa: S311 (the same every time)
                for number in range(1 + dice.randrange(min(step, count or 1)), count + 1, step):
                    yield self._try(name, call, number, way, lasting=lasting)

    def _count(self, name: str, kind: int) -> int:
        self._fresh()
        return int(self._in_child(lambda: str(_counted(self._operations[name], self.place, kind))))

    def _try(self, name: str, call: str, number: int, way: str, *, lasting: bool) -> Tried:
        self._fresh()
        operation = self._operations[name]
        said = self._in_child(
            lambda: _attempt(operation, self.place, Failure(shim.KINDS[call], number, WAYS[way], lasting))
        )
        try:
            if said == "killed" or call == "unlink":
                _forget_reserved(self.place / "restored.readiness")
            wrong = self._wrong(name, said, strict=not lasting)
        except Exception:  # noqa: BLE001 (whatever it is, it is what is wrong)
            wrong = traceback.format_exc()
        return Tried(name, call, number, way, lasting, said, wrong)

    def _in_child(self, act: Callable[[], str]) -> str:
        out, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(out)
            code = _FAILURE
            try:
                os.write(into, act().encode())
                code = 0
            finally:
                os._exit(code)
        os.close(into)
        with os.fdopen(out, "rb") as said:
            text = said.read().decode()
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "killed"
        return text if os.waitstatus_to_exitcode(status) == 0 else f"Traceback: nothing was said, {text}"

    def _found(self) -> str:
        """What the folder holds: the records of both files and whether the second is of the newest schema."""
        texts = [world.found_in(self._path), _old_content(self.place / "old.readiness")]
        csv = (self.place / "people.csv").read_text(encoding="utf-8-sig")
        restored = self.place / "restored.readiness"
        return json.dumps([*texts, csv, world.found_in(restored) if restored.exists() else ""])

    def _wrong(self, name: str, said: str, *, strict: bool) -> str:
        operation = self._operations[name]
        if said.startswith("Traceback"):
            return said
        found = self._found()
        if found not in (operation.before, operation.after):
            return "a third state"
        if name == "migration":
            strict = False  # the file that took the old one's place may be what can't be opened
        if strict and said not in ("done", "killed") and found != operation.before:
            return "an error was told, and yet it was done"
        if said == "done" and found != operation.after:
            return "it was called done, and is not"
        (folder,) = (path for path in (self.place / "backups").iterdir() if path.is_dir())
        kept = Backups(folder.parent, folder.name, 10**9).all()
        if not kept or not all(is_good(backup, None) for backup in kept):
            return "a backup that is none"
        return ""


def _forget_reserved(path: Path) -> None:
    """Who is killed, or may remove nothing, leaves the empty file by which the name was reserved."""
    if path.exists() and path.stat().st_size == 0:
        path.unlink()


@cache
def _golden() -> bytes:
    return (world.GOLDEN / "schema-1.0.readiness").read_bytes()


def _old_content(path: Path) -> str:
    """Whether the old file is of the newest schema, and its records."""
    if path.read_bytes() == _golden() and not path.with_name(f"{path.name}-journal").exists():
        return "as it was"
    copy = path.with_name("copy.readiness")
    for end in ("", "-journal"):
        if path.with_name(path.name + end).exists():
            shutil.copyfile(path.with_name(path.name + end), copy.with_name(copy.name + end))
    schema = int.from_bytes(copy.read_bytes()[60:64], "big")
    text = world.found_in(copy)
    for left in path.parent.glob("copy.readiness*"):
        left.unlink()
    return f"{schema == SCHEMA} {text}"


def _counted(operation: Operation, place: Path, kind: int) -> int:
    shim.watch(place)
    act, _ = operation.prepare(place)
    shim.fail(kind, 0, 0)
    act()
    return shim.stop()


def _attempt(operation: Operation, place: Path, failure: Failure) -> str:
    try:
        shim.watch(place)
        act, leave = operation.prepare(place)
        shim.fail(*failure)
        try:
            act()
            said = "done"
        except ReadinessError as error:
            shim.stop()
            told = {world.words(language).say(error.message) for language in ("en", "fr")}
            said = str(error) if len(told) == 2 else f"Traceback: {error} has no words"
        shim.stop()
        leave()
    except Exception:  # noqa: BLE001 (whatever it is, it must not come out of the door of the core)
        shim.stop()
        return traceback.format_exc()
    return said


# --- what is done


def _open(place: Path) -> Workspace:
    return Workspace.open(place / "x.readiness", world.rulebook(), host=world.host(place, 1))


def _save(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)
    things: list[Change] = [Put(Person(PersonId(f"s{i}"), f"Saved {i}", notes="s" * 900)) for i in range(20)]
    change = [*things, Put(Person(PersonId("p0"), "After")), Remove(Person, PersonId("nobody"))]
    return lambda: workspace.write(world.EDIT, change), workspace.close


def _undo(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)

    def undo() -> None:
        workspace.undo()

    return undo, workspace.close


def _import(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)
    preview = workspace.preview_import(place / "import.json", world.TODAY)
    return lambda: workspace.import_(preview), workspace.close


def _backup(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)

    def back_up() -> None:
        workspace.keeping.back_up()

    return back_up, workspace.close


def _close(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)
    workspace.write(world.EDIT, [Put(Person(PersonId("p0"), "After"))])
    return workspace.close, lambda: None


def _export(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)
    snapshot = workspace.snapshot(world.TODAY)

    def export() -> None:
        workspace.export(place / "people.csv", snapshot, Edition("en", table="people"))

    return export, workspace.close


def _migration(place: Path) -> tuple[Act, Act]:
    def migrate() -> None:
        world.opened(place / "old.readiness").close()

    return migrate, lambda: None


def _restore(place: Path) -> tuple[Act, Act]:
    kept = next(iter(sorted((place / "backups").rglob("*.readiness"))))
    return lambda: restore(kept, place / "restored.readiness"), lambda: None


def _erase(place: Path) -> tuple[Act, Act]:
    workspace = _open(place)

    def erase() -> None:
        workspace.erase(PersonId("p0"), world.TODAY, copies=False)

    return erase, workspace.close


PREPARATIONS: Final[dict[str, Callable[[Path], tuple[Act, Act]]]] = {
    "save": _save,
    "undo": _undo,
    "import": _import,
    "backup": _backup,
    "close": _close,
    "export": _export,
    "migration": _migration,
    "restore": _restore,
    "erase": _erase,
}
