"""Searching and sorting thousands of rows between two beats: values that are alike are looked at once.

Of thousands of rows most columns hold few different values: months, states, codes, counts.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from readiness.words import folded

_ALIKE: Final = 4
"""Where so many rows or more have the same value, the values are sorted and not the rows."""


def folded_texts(text: Callable[[Any], str], values: Iterable[Any]) -> list[str]:
    """The words of each value, whatever their case and accents."""
    known: dict[Any, str] = {}
    found = []
    for value in values:
        said = known.get(value)
        if said is None:
            said = known[value] = folded(text(value))
        found.append(said)
    return found


def in_order(values: Iterable[Any], *, reverse: bool) -> Sequence[int]:
    """The places of the values in their order, words as by hand; what is None stands last either way."""
    read = list(values)
    different = set(read)
    unknown = [place for place, value in enumerate(read) if value is None] if None in different else []
    if any(isinstance(value, str) for value in different):
        by_hand = {value: folded(value) if isinstance(value, str) else value for value in different}
        read = list(map(by_hand.__getitem__, read))
    if len(different) * _ALIKE > len(read):
        known = (
            [place for place, value in enumerate(read) if value is not None] if unknown else range(len(read))
        )
        places = sorted(known, key=read.__getitem__, reverse=reverse)
    else:
        alike: defaultdict[Any, list[int]] = defaultdict(list)
        for place, value in enumerate(read):
            alike[value].append(place)
        alike.pop(None, None)
        places = [place for value in sorted(alike, reverse=reverse) for place in alike[value]]
    return list(array("L", places + unknown))  # made anew: side by side in memory
