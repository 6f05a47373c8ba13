"""What is done while nobody waits: an old file is not looked through, and its garbage is not lost either."""

import gc
import weakref

import pytest

from ui.idle import Collector


class Cycle:
    """Garbage as a window leaves it, with a child that knows its parent."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def no_collection() -> None:
    gc.disable()


@pytest.mark.usefixtures("no_collection")
def test_what_was_set_aside_is_not_looked_through_with_the_new_and_is_found_among_all() -> None:
    old = weakref.ref(Cycle())
    Collector.set_aside()
    new = weakref.ref(Cycle())
    gc.collect(1)
    assert new() is None
    assert old() is not None
    gc.collect()
    assert old() is None
