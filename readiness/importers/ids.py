"""Ids for what an import adds."""

import os
from collections.abc import Iterator
from typing import Final

_VARIANTS: Final = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def new_ids(expected: int) -> Iterator[str]:
    """Random UUIDs of version 4 as text, without end; the first `expected` ascend.

    So the rows of an import keep their order where things stand by id, and a file takes them in one sweep.
    """
    while True:
        digits = os.urandom(16 * max(expected, 1)).hex()
        some = [digits[at : at + 32] for at in range(0, len(digits), 32)]
        some.sort()
        for one in some:
            yield f"{one[:8]}-{one[8:12]}-4{one[13:16]}-{_VARIANTS[one[16]]}{one[17:20]}-{one[20:]}"
