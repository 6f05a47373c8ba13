"""Days in a column of text: one order of day and month per column, never one per cell."""

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Final, Literal, TypeAlias

Order: TypeAlias = Literal["dmy", "mdy"]

_TIME: Final = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.ASCII)
WORD: Final = "[A-Za-zÀ-ÿ]{3,9}"
"""The name of a month, or its beginning."""
_DAY_WORD: Final = re.compile(rf"(\d{{1,2}})[- ]({WORD})\.?[- ,]+(\d{{4}})" + _TIME, re.ASCII)
_WORD_DAY: Final = re.compile(rf"({WORD})\.? (\d{{1,2}}),? (\d{{4}})" + _TIME, re.ASCII)
_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLACEHOLDER_YEARS: Final = frozenset({1, 1753, 9999})
_EMPTY: Final = frozenset({"", "-", "null", "none", "n/a", "na", "nan"})
_FIRST_YEAR: Final = 1992
"""Microsoft's first certifications are of that year."""
_LAST_YEAR: Final = 2199


class Days:
    """The days of one column; asks for the order of day and month only where its dates don't tell."""

    def __init__(self, texts: Collection[str], order: Order | None = None) -> None:
        """`order` is the user's answer; the column's own dates outweigh it."""
        told, example = _look({text.strip().partition(" ")[0] for text in texts})
        self.order = told or order
        self.undecided = example if self.order is None else None
        """A date that can be read both ways, where none of the column tells which way is meant."""
        self._texts = texts
        self._heads: dict[str, date | None] = {}
        self._times: dict[str, bool] = {"": True}
        self._cells = _Cells(self.of)

    @cached_property
    def newest(self) -> date:
        """The latest day of the column; the file was written then or later."""
        newest = date.min
        for text in self._texts:
            with suppress(ValueError):
                newest = max(newest, self.of(text) or newest)
        return newest

    def each(self, texts: Iterable[str]) -> list[date | str | None]:
        """The day of each cell, see `of`; a word says why a cell is none."""
        return list(map(self._cells.__getitem__, texts))

    def of(self, text: str) -> date | None:
        """The day a cell names; None for an empty cell and for a placeholder (years 1, 1753 and 9999).

        Raises:
            ValueError: it is no date, or one that no calendar has; says `unreadable` or `impossible`.
        """
        head, _, time = text.strip().partition(" ")
        if head in self._heads and self._is_time(time):
            return self._heads[head]
        found = day_of(text, self.order)
        if self._is_time(time):
            self._heads[head] = found
        return found

    def _is_time(self, text: str) -> bool:
        known = self._times.get(text)
        if known is None:
            known = self._times[text] = re.fullmatch(_TIME, f" {text}", re.ASCII) is not None
        return known


class _Cells(dict[str, date | str | None]):
    """What each cell says, or the word for why it says nothing; most say the same as one before."""

    def __init__(self, read: Callable[[str], date | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> date | str | None:
        try:
            found: date | str | None = self._read(text)
        except ValueError as error:
            found = str(error)
        self[text] = found
        return found


def _look(texts: Iterable[str]) -> tuple[Order | None, str | None]:
    orders: set[Order] = set()
    example: str | None = None
    either: str | None = None
    for text in texts:
        match = _YEAR_LAST.fullmatch(text.strip())
        if match is None or match[2] == "." or int(match[4]) in _PLACEHOLDER_YEARS:
            continue
        first, second = int(match[1]), int(match[3])
        if 12 < first <= 31 and second <= 12:
            orders.add("dmy")
        elif 12 < second <= 31 and first <= 12:
            orders.add("mdy")
        elif first != second and first <= 12 and second <= 12:
            example = example or text.strip()
        either = either or text.strip()
    if len(orders) == 1:
        return orders.pop(), None
    return None, example or (either if orders else None)


def day_of(text: str, order: Order | None) -> date | None:
    """The day a cell names; None for an empty cell and for a placeholder (years 1, 1753 and 9999).

    Raises:
        ValueError: it is no date, or one that no calendar has; the argument is `unreadable` or `impossible`.
    """
    text = text.strip()
    if text.casefold() in _EMPTY:
        return None
    year, month, day = _parts(text, order)
    if year in _PLACEHOLDER_YEARS:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError("impossible")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("impossible") from None


def _parts(text: str, order: Order | None) -> tuple[int, int, int]:
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return (year, first, second) if order == "mdy" and match[2] != "." else (year, second, first)
    if match := _DAY_WORD.fullmatch(text):
        return int(match[3]), _month(match[2]), int(match[1])
    if match := _WORD_DAY.fullmatch(text):
        return int(match[3]), _month(match[1]), int(match[2])
    raise ValueError("unreadable")


def _month(word: str) -> int:
    start = word[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else month_named(word)


def month_named(word: str) -> int:
    """The month that begins so in English or French, 1 to 12; "juin" and "juil" need all four letters.

    Raises:
        ValueError: none does, or two; says `unreadable`.
    """
    found = {place % 12 + 1 for place, name in enumerate(_NAMES) if name.startswith(word.casefold())}
    if len(found) != 1:
        raise ValueError("unreadable")
    return found.pop()
