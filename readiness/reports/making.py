"""Files made side by side: what typesets, packs and writes lets other threads run meanwhile."""

import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

Step: TypeAlias = Callable[[int, int], None]

_AT_ONCE: Final = min(4, os.cpu_count() or 1)
_AHEAD: Final = 2 * _AT_ONCE
"""Files that are made before they are asked for; more would only take room."""
_PAUSE: Final = 0.1
"""Seconds between two questions whether to go on."""


def made(makers: Sequence[Callable[[], bytes]], step: Step | None = None) -> Generator[bytes]:
    """What each of them gives, in their order.

    `step` hears how many are done, again and again while one takes long, and raises to stop: then nobody
    waits for what is half made, which is dropped.
    """
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="report")
    try:
        waiting = iter(makers)
        begun = deque(pool.submit(make) for make in islice(waiting, _AHEAD))
        for number in range(len(makers)):
            if step is not None:
                _heed(begun[0], partial(step, number, len(makers)))
            content = begun.popleft().result()
            begun.extend(pool.submit(make) for make in islice(waiting, 1))
            yield content
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _heed(future: Future[bytes], say: Callable[[], None]) -> None:
    """Wait until it is there, and say so from time to time."""
    say()
    while not future.done():
        wait((future,), _PAUSE)
        if not future.done():
            say()
