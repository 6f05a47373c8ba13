"""How far the reading of a file has come: told so often that it moves, and can be stopped, at any moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

Step: TypeAlias = Callable[[int, int], None]
"""Told how much is done, of how much; raises where the user has asked to stop."""

T = TypeVar("T")
AT_ONCE: Final = 5_000
"""Rows that are read in a few hundredths of a second, whatever is done with them."""


def go_on(done: int, of: int) -> None:
    """Nobody asks to stop."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the way through a file of `size` bytes, in percent of the whole."""

    step: Step = go_on
    size: int = 1
    since: int = 0
    until: int = 100

    def part(self, since: int, until: int) -> "Stretch":
        """Another stretch of the same way."""
        return Stretch(self.step, self.size, since, until)

    def rest(self, done: int, of: int) -> "Stretch":
        """What is left once so much is done."""
        return self.part(self.since + (self.until - self.since) * done // of, self.until)

    def parts(self, count: int) -> Iterator["Stretch"]:
        """So many parts, as long as each other."""
        ends = [self.since + (self.until - self.since) * part // count for part in range(count + 1)]
        return map(self.part, ends, ends[1:])

    def tell(self, done: int, of: int) -> None:
        """So much of this stretch is done; raises where the user has asked to stop."""
        share = self.since * of + (self.until - self.since) * min(done, of)
        self.step(self.size * share // (100 * max(of, 1)), self.size)

    def pieces(self, items: Sequence[T]) -> Iterator[Sequence[T]]:
        """The items, some thousands at a time, each told once the next is asked for."""
        for at in range(0, len(items), AT_ONCE):
            yield items[at : at + AT_ONCE]
            self.tell(at + AT_ONCE, len(items))


WHOLE: Final = Stretch()
"""The whole way, of which nobody hears."""
