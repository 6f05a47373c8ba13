"""Tables that Partner Readiness exported to be read, in either language: what is rounded or left out is lost.

People, certifications, customers and associations are lists like anybody's, and come in as those do.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from readiness.reports.tables import TABLES, columns_of
from readiness.words import LANGUAGES, Words

_LISTS: Final = frozenset(("people", "awards", "customers", "associations"))


@cache
def _titles() -> Mapping[frozenset[str], str]:
    return MappingProxyType(
        {
            frozenset(column.title for column in columns_of(name, words)): name
            for words in map(Words, LANGUAGES)
            for name in TABLES
            if name not in _LISTS
        }
    )


def table_for_reading(header: Iterable[str]) -> str | None:
    """Which of `TABLES` has exactly these titles, where none of its rows can be read back as it was."""
    return _titles().get(frozenset(filter(None, map(str.strip, header))))
