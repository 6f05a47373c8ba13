"""A figure, its floor and its bound, and how they are printed and judged."""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SHORT_TOLERANCE = 2.5
"""The short form makes few runs on a machine that may be busy: it fails beyond the bound times this.

A figure between the bound and that is printed as over its bound, in either form.
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds, judged as a multiple of the floor (`most_times`), by themselves (`at_most`), or not at all."""

    name: str
    seconds: float
    floor: float
    floor_name: str
    most_times: float | None = None
    at_most: float | None = None
    aim_times: float | None = None
    unit: str = "ms"
    """`ms`, or `MB` where what is called seconds are megabytes."""

    def line(self) -> str:
        times = self.seconds / self.floor
        bound = f"at most {self.most_times:g}x" if self.most_times else "to compare with"
        bound = f"at most {1000 * self.at_most:g} ms" if self.at_most else bound
        aim = f", aim {self.aim_times:g}x" if self.aim_times else ""
        beside = f"{times:.2f}x of {self._shown(self.floor)} ({self.floor_name})"
        return f"{self.name}: {self._shown(self.seconds)}, {beside}; {bound}{aim}"

    def _shown(self, value: float) -> str:
        return f"{value:.0f} MB" if self.unit == "MB" else f"{1000 * value:.2f} ms"

    def is_within(self, tolerance: float) -> bool:
        by_floor = self.most_times is None or self.seconds <= self.most_times * self.floor * tolerance
        return by_floor and (self.at_most is None or self.seconds <= self.at_most * tolerance)


def main(measure: Callable[[bool], Iterator[Figure]]) -> int:
    """Print each figure of `measure(short)`; 1 where one is beyond its bound."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    tolerance = SHORT_TOLERANCE if short else 1.0
    code = 0
    for figure in measure(short):
        verdict = "ok" if figure.is_within(1.0) else "OVER ITS BOUND"
        print(f"[{verdict}] {figure.line()}")
        sys.stdout.flush()
        code = max(code, int(not figure.is_within(tolerance)))
    return code


def median_time(
    act: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Seconds; the first run warms and is not counted.

    `time.process_time` for what computes in one thread alone: other programs then don't count.
    """
    act()
    taken = []
    for _ in range(runs):
        start = clock()
        act()
        taken.append(clock() - start)
    return statistics.median(taken)
