"""The steps that undo and redo walk along, as they stand in the file.

A step holds what to do next with it: the changes that take it back, or, once it is undone, those that make it
again. Titles are messages, so that they can be said in any language.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from readiness.document import KIND_OF, thing_from_json, thing_to_json
from readiness.document.forms import within_json
from readiness.facts import LIST_OF, Change, Key, Kind, Put, Remove, Series, UsageKey
from readiness.problems import Message


def title_text(title: Message) -> str:
    return json.dumps(_message_to_json(title), ensure_ascii=False)


def title_of(text: str) -> Message:
    return _message_from_json(json.loads(text))


def _message_to_json(message: Message) -> dict[str, Any]:
    return {"code": message.code, "slots": {name: _slot(value) for name, value in message.slots.items()}}


def _message_from_json(data: Any) -> Message:
    return Message(data["code"], {name: _slot_from(value) for name, value in data["slots"].items()})


def _slot(value: Any) -> Any:
    """Text and whole numbers as they are, the rest with the name of its type."""
    if value is None or isinstance(value, str | int):
        return value
    name = type(value).__name__
    write, _ = _SLOTS[name]
    return {name: write(value)}


def _slot_from(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((name, content),) = value.items()
    _, read = _SLOTS[name]
    return read(content)


_SLOTS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = MappingProxyType(
    {
        "datetime": (datetime.isoformat, datetime.fromisoformat),
        "date": (date.isoformat, date.fromisoformat),
        "Decimal": (str, Decimal),
        "Fraction": (str, Fraction),
        "Message": (_message_to_json, _message_from_json),
        "tuple": (
            lambda value: [_slot(part) for part in value],
            lambda parts: tuple(_slot_from(part) for part in parts),
        ),
    }
)
"""How a value of that type stands in a title, and how it is read again."""


def packed(changes: Iterable[Change]) -> bytes:
    """The changes in their order, by runs of one kind: `[[list, put?, [things or ids]], ...]`, compressed."""
    runs: list[tuple[str, bool, list[Any]]] = []
    for kind, put, run in _runs(changes):
        entries = [thing_to_json(thing) for thing in run] if put else [_key_to_json(key) for key in run]
        runs.append((LIST_OF[kind], put, entries))
    # Ids are as good as noise: they cost time to compress, and hardly shrink.
    level = 1 if any(put for _, put, _ in runs) else 0
    return zlib.compress(json.dumps(runs, ensure_ascii=False, separators=(",", ":")).encode(), level)


def _runs(changes: Iterable[Change]) -> Iterator[tuple[Kind, bool, list[Any]]]:
    last: tuple[Kind, bool] | None = None
    run: list[Any] = []
    entry: Any
    for change in changes:
        if isinstance(change, Put):
            this, entry = (type(change.thing), True), change.thing
        else:
            this, entry = (change.kind, False), change.id
        if this != last:
            if last is not None:
                yield *last, run
            last, run = this, []
        run.append(entry)
    if last is not None:
        yield *last, run


def unpacked(data: bytes) -> tuple[Change, ...]:
    """The changes that were packed."""
    changes: list[Change] = []
    for name, put, entries in json.loads(zlib.decompress(data)):
        kind: Kind = KIND_OF[name]
        if put:
            changes += (Put(thing_from_json(kind, entry)) for entry in entries)
        else:
            changes += (Remove(kind, _key_from_json(entry)) for entry in entries)
    return tuple(changes)


def _key_to_json(key: Key) -> Any:
    return key if isinstance(key, str) else [getattr(key, field.name) for field in fields(UsageKey)]


def _key_from_json(data: Any) -> Key:
    return data if isinstance(data, str) else UsageKey(*data)


def touches(data: bytes, kind: Kind, key: Key) -> bool:
    """Whether the packed changes put or remove this thing."""
    wanted = _key_to_json(key)
    for name, put, entries in json.loads(zlib.decompress(data)):
        if KIND_OF[name] is kind:
            if put and kind is Series:
                return any(thing_from_json(kind, entry).id == key for entry in entries)
            if any((entry.get("id") if put else entry) == wanted for entry in entries):
                return True
    return False


def mentions(title: str, data: bytes, words: Sequence[str]) -> bool:
    """Whether one of the words stands in a packed step; case does not matter."""
    text = f"{title}\n{zlib.decompress(data).decode()}".casefold()
    return any(within_json(word) in text for word in words)
