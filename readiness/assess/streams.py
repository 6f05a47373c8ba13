"""Recorded usage with the names that rules use, summed by month and by year once for all rules that ask."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from readiness.facts import Month, Series

Item: TypeAlias = tuple[str, str]
"""A tenant (the customer's own id where none is known) and, where items are workloads, a workload."""
Number: TypeAlias = int | Fraction
"""Millionths."""
Values: TypeAlias = tuple[int | None, ...]
Group: TypeAlias = tuple[str, str, str, str]
"""What decides whether usage is eligible: association, offer, cloud and workload."""
_YEAR: Final = 12


class Stream(NamedTuple):
    """A series of usage with the names that rules use: millionths per month from `first` on.

    The tenant is the row's own, the customer's only one, or the customer itself.
    """

    series: Series
    whole: Item
    """The item where items are tenants."""
    workload: str
    cloud: str
    first: Month
    values: Values

    @property
    def tenant(self) -> str:
        return self.whole[0]


class Block:
    """Streams of one workload, summed by tenant; most rules select whole blocks, so each sum is made once."""

    __slots__ = ("_apart", "_months", "_years", "rows", "workload")

    def __init__(self, workload: str, rows: list[Stream]) -> None:
        self.workload = workload
        self.rows = rows
        self._apart: bool | None = None
        self._months: dict[Month, Mapping[Item, int]] = {}
        self._years: dict[Month, Mapping[Item, int]] = {}

    def month(self, month: Month) -> Mapping[Item, int]:
        """The month's amount of each tenant that has a row in it."""
        found = self._months.get(month)
        if found is None:
            found = self._months[month] = self._summed(month)
        return found

    def year(self, month: Month) -> Mapping[Item, int]:
        """Twelve months up to and with this one, summed."""
        found = self._years.get(month)
        if found is None:
            found = self._years[month] = self._trailing(month)
        return found

    def _summed(self, month: Month) -> Mapping[Item, int]:
        if self._is_apart:  # as most blocks are: nothing is added, which takes half as long
            return {
                whole: value
                for _, whole, _, _, first, values in self.rows
                if 0 <= (index := month - first) < len(values) and (value := values[index]) is not None
            }
        total: dict[Item, int] = {}
        for _, whole, _, _, first, values in self.rows:
            index = month - first
            if 0 <= index < len(values) and (value := values[index]) is not None:
                total[whole] = total.get(whole, 0) + value
        return total

    @property
    def _is_apart(self) -> bool:
        """Whether each tenant has one row alone."""
        if self._apart is None:
            few = len(self.rows) == 1
            self._apart = few or len({row.whole for row in self.rows}) == len(self.rows)
        return self._apart

    def _trailing(self, month: Month) -> Mapping[Item, int]:
        total: dict[Item, int] = {}
        for _, whole, _, _, first, values in self.rows:
            last = month - first + 1
            some = values[max(0, last - _YEAR) : max(0, last)]
            if some:
                total[whole] = total.get(whole, 0) + _plain_sum(some)
        return total


def _plain_sum(values: Values) -> int:
    try:
        return sum(values)  # type: ignore[arg-type]
    except TypeError:  # a month without a row; to look for one first would take longer than the sum
        return sum(value for value in values if value is not None)


def blocks_of(streams: Iterable[Stream]) -> Sequence[Block]:
    """One for each workload."""
    found: dict[str, Block] = {}
    for stream in streams:
        found.setdefault(stream.workload, Block(stream.workload, [])).rows.append(stream)
    return tuple(found.values())
