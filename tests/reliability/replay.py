"""What a disk may hold after the power was cut, told from a log of every change.

The model: what was written since the last sync of a file may have reached the disk or not, in any order, and
torn at 512 bytes. Names in a folder reach it in their order; a sync of anything makes all of them durable.
"""

import random
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

_HEAD: Final = struct.Struct("=5Q")
_SECTOR: Final = 512
State: TypeAlias = Mapping[str, bytes]
"""Content by the path from the folder."""
VARIANTS: Final = (
    "all",
    "none",
    "no data",
    "some",
    "some",
    "some",
    "torn",
    "torn",
    "torn",
    "no names",
    "some names",
    "last",
)


@dataclass(frozen=True, slots=True)
class Call:
    """One change on the disk, or a mark: everything up to its number was acknowledged."""

    op: str
    inode: int
    offset: int
    first: str
    rest: bytes


@dataclass(slots=True)
class _File:
    durable: bytearray
    waiting: list[Call] = field(default_factory=list)


def calls(log: Path) -> list[Call]:
    data, at, found = log.read_bytes(), 0, []
    while at < len(data):
        op, inode, offset, first, rest = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        text = data[at : at + first].decode()
        found.append(Call(chr(op), inode, offset, text, data[at + first : at + first + rest]))
        at += first + rest
    return found


class Disk:
    """A folder as it is on the disk, and what is still on its way there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, _File] = {}
        self._inodes: dict[int, _File] = {}
        self._coming: list[tuple[str, str, _File | None]] = []
        for path in folder.rglob("*"):
            if path.is_file():
                file = _File(bytearray(path.read_bytes()))
                self._names[str(path)] = self._inodes[path.stat().st_ino] = file
        self._now = dict(self._names)

    def take(self, call: Call) -> None:
        match call.op:
            case "o":
                file = self._inodes[call.inode] = _File(bytearray())
                self._name("+", call.first, file)
            case "w" | "x":
                self._inodes[call.inode].waiting.append(call)
            case "s":
                file = self._inodes[call.inode]
                for waiting in file.waiting:
                    _apply(file.durable, waiting)
                file.waiting.clear()
                self._sync_names()
            case "d":
                self._sync_names()
            case "u":
                self._name("-", call.first, None)
            case "l":
                self._name("+", call.rest.decode(), self._now[call.first])
            case "r":
                self._name(f">{call.first}", call.rest.decode(), self._now[call.first])

    def _name(self, how: str, path: str, file: _File | None) -> None:
        self._coming.append((how, path, file))
        _rename(self._now, self._coming[-1])

    def _sync_names(self) -> None:
        self._coming.clear()
        self._names = dict(self._now)

    def after_a_cut(self, variant: str, dice: random.Random) -> State:
        """What the folder may hold when the power is cut now."""
        names = dict(self._names)
        coming = {"no names": 0, "none": 0, "some names": dice.randint(0, len(self._coming))}
        for change in self._coming[: coming.get(variant, len(self._coming))]:
            _rename(names, change)
        return {
            path[len(str(self._folder)) + 1 :]: bytes(_content(file, variant, dice))
            for path, file in names.items()
        }


def _rename(names: dict[str, _File], change: tuple[str, str, _File | None]) -> None:
    how, path, file = change
    if file is None:
        names.pop(path, None)
        return
    if how != "+":
        names.pop(how[1:], None)
    names[path] = file


def _content(file: _File, variant: str, dice: random.Random) -> bytearray:
    found = bytearray(file.durable)
    for number, call in enumerate(file.waiting):
        if variant in ("none", "no data") or (variant == "some" and dice.random() < 0.5):
            continue
        if variant == "last" and number < len(file.waiting) - 1:
            continue
        for part in _torn(call, dice) if variant == "torn" else (call,):
            _apply(found, part)
    return found


def _torn(call: Call, dice: random.Random) -> Iterator[Call]:
    if call.op == "x":
        if dice.random() < 0.5:
            yield call
        return
    at = 0
    while at < len(call.rest):
        size = _SECTOR - (call.offset + at) % _SECTOR
        if dice.random() < 0.5:
            yield Call("w", call.inode, call.offset + at, "", call.rest[at : at + size])
        at += size


def _apply(content: bytearray, call: Call) -> None:
    if call.op == "x":
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
    else:
        content.extend(bytes(max(0, call.offset - len(content))))
        content[call.offset : call.offset + len(call.rest)] = call.rest
