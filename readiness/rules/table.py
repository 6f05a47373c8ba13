"""Strict reading of TOML: a table that knows its file and place, and refuses keys nobody asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from readiness.problems import RulesError

T = TypeVar("T")


def fail(file: str, key: str, reason: str) -> NoReturn:
    """Refuse a rules file; `reason` is plain English for whoever edits rules.

    Raises:
        RulesError: always.
    """
    raise RulesError("rules-broken", file=file, key=key, reason=reason)


class Table:
    """One TOML table; every key must be taken, once, before `done`."""

    __slots__ = ("_left", "file", "path")

    def __init__(self, file: str, path: str, content: Any) -> None:
        self.file = file
        self.path = path
        if not isinstance(content, dict):
            self.fail("", "a table is expected")
        self._left: dict[str, Any] = dict(content)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def fail(self, key: str, reason: str) -> NoReturn:
        fail(self.file, self.at(key), reason)

    def has(self, key: str) -> bool:
        return key in self._left

    def holds_text(self, key: str) -> bool:
        return isinstance(self._left.get(key), str)

    def keys_left(self) -> tuple[str, ...]:
        """The keys nobody has taken yet."""
        return tuple(self._left)

    def _take(self, key: str, kinds: type | tuple[type, ...], name: str) -> Any:
        if key not in self._left:
            self.fail(key, "the key is missing")
        value = self._left.pop(key)
        if not isinstance(value, kinds) or isinstance(value, bool) != (kinds is bool):
            self.fail(key, f"{name} is expected")
        return value

    def text(self, key: str) -> str:
        found: str = self._take(key, str, "a text")
        return found or self.fail(key, "a text is expected, this is empty")

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        found = self.text(key)
        return found if found in allowed else self.fail(key, f"{found!r} is not one of {', '.join(allowed)}")

    def day(self, key: str) -> date:
        found: date = self._take(key, date, "a day")
        return self.fail(key, "a day without time is expected") if isinstance(found, datetime) else found

    def whole(self, key: str) -> int:
        found: int = self._take(key, int, "a whole number")
        return found

    def number(self, key: str) -> Fraction:
        """Exact: 0.8 is 4/5."""
        return Fraction(self._take(key, (int, Decimal), "a number"))

    def positive(self, key: str) -> Fraction:
        found = self.number(key)
        return found if found > 0 else self.fail(key, "a number above 0 is expected")

    def flag(self, key: str) -> bool:
        found: bool = self._take(key, bool, "true or false")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts without repetition."""
        found = self._take(key, list, "a list")
        if not all(isinstance(text, str) and text for text in found):
            self.fail(key, "texts are expected")
        if len(set(found)) != len(found):
            self.fail(key, "something stands twice")
        return tuple(found)

    def wholes(self, key: str) -> tuple[int, ...]:
        found = self._take(key, list, "a list")
        if not all(type(number) is int for number in found):
            self.fail(key, "whole numbers are expected")
        return tuple(found)

    def sets(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts."""
        found = self._take(key, list, "a list")
        if not all(isinstance(some, list) and all(isinstance(text, str) for text in some) for some in found):
            self.fail(key, "lists of texts are expected")
        return tuple(tuple(some) for some in found)

    def mapping(self, key: str) -> Mapping[str, Any]:
        found: dict[str, Any] = self._take(key, dict, "a table")
        return found

    def table(self, key: str) -> "Table":
        return Table(self.file, self.at(key), self._take(key, dict, "a table"))

    def tables(self, key: str) -> Iterator["Table"]:
        """A list of tables, in its order."""
        found = self._take(key, list, "a list of tables")
        for index, content in enumerate(found):
            yield Table(self.file, f"{self.at(key)}[{index}]", content)

    def maybe(self, key: str, read: Callable[[str], T]) -> T | None:
        """What `read` makes of the key, None where it is absent."""
        return read(key) if key in self._left else None

    def done(self) -> None:
        """Refuse what nobody asked for.

        Raises:
            RulesError: a key is left.
        """
        for key in self._left:
            self.fail(key, "the key is not known")
