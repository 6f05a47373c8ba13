"""Months in a column of text, decided by the whole column: most exports name a month by its first day."""

import re
from collections.abc import Collection
from typing import Final

from readiness.facts import Month, month_of
from readiness.importers.dates import WORD, Days, Order, day_of, month_named

_COMPACT: Final = re.compile(r"((?:19|20|21)\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?", re.ASCII)
_YEAR_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_WORD: Final = re.compile(rf"({WORD})\.?[-, ]+(\d{{4}}|\d{{2}})", re.ASCII)
_YEAR_WORD: Final = re.compile(rf"(\d{{4}})[-, ]+({WORD})\.?", re.ASCII)
_DAY_LAST: Final = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/]\d{4}(?:[ T].*)?", re.ASCII)


class Months:
    """The months of one column."""

    def __init__(self, texts: Collection[str], order: Order | None = None) -> None:
        """`order` is the user's answer; the column's own cells outweigh it."""
        self._known: dict[str, Month] = {}
        told = _by_first_days(texts)
        self._order: Order | None = "mdy" if told == "mdy" else "dmy" if told else None
        self.undecided: str | None = None
        """A cell that can be read both ways, where none of the column tells which way is meant."""
        if told is None:
            days = Days(set(texts), order)
            self._order, self.undecided = days.order, days.undecided

    def of(self, text: str) -> Month:
        """The month a cell names.

        Raises:
            ValueError: it names none; says `unreadable` or `impossible`.
        """
        if text not in self._known:
            self._known[text] = _month(text.strip().removeprefix("'"), self._order)
        return self._known[text]


def _by_first_days(texts: Collection[str]) -> str | None:
    """The order of day and month in a column of first days; None where it is no such column."""
    orders = set()
    for text in texts:
        match = _DAY_LAST.fullmatch(text.strip())
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first != 1 and second != 1:
            return None
        if first != second:
            orders.add("dmy" if first == 1 else "mdy")
    if len(orders) > 1:
        return None
    return orders.pop() if orders else "either"


def _month(text: str, order: Order | None) -> Month:
    if match := _COMPACT.fullmatch(text):
        return _made(int(match[1]), int(match[2]))
    if match := _YEAR_MONTH.fullmatch(text):
        return _made(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _made(int(match[2]), int(match[1]))
    if match := _WORD.fullmatch(text):
        year = int(match[2])
        return _made(year + 2000 if year < 100 else year, month_named(match[1]))
    if match := _YEAR_WORD.fullmatch(text):
        return _made(int(match[1]), month_named(match[2]))
    day = day_of(text, order)
    if day is None:
        raise ValueError("unreadable")
    return month_of(day)


def _made(year: int, month: int) -> Month:
    if not (1 <= month <= 12 and 1992 <= year <= 2199):
        raise ValueError("impossible")
    return Month(year * 12 + month - 1)
