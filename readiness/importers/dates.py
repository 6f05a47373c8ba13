"""Days in a column of text: one order of day and month per column, never one per cell."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, TypeAlias

Order: TypeAlias = Literal["dmy", "mdy"]

_TIME: Final = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.ASCII)
_DAY_WORD: Final = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]+(\d{4})" + _TIME, re.ASCII)
_WORD_DAY: Final = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME, re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLACEHOLDER_YEARS: Final = frozenset({1, 1753, 9999})
_EMPTY: Final = frozenset({"", "-", "null", "none", "n/a", "na", "nan"})
_FIRST_YEAR: Final = 1992
"""Microsoft's first certifications are of that year."""
_LAST_YEAR: Final = 2199


def undecided(texts: Iterable[str]) -> str | None:
    """A date that can be read both ways, where no date of the column tells which way is meant."""
    return _look(texts)[1]


def order_of(texts: Iterable[str]) -> Order | None:
    """The order of day and month that the column's own dates tell; None: none of them tells, or both ways."""
    return _look(texts)[0]


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
    if start not in _MONTHS:
        raise ValueError("unreadable")
    return _MONTHS.index(start) + 1
