"""From the start of the process to the Overview painted with its six scores, beside an empty window.

The clock runs from just before the process is started to just after the paint event of the last card.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, main
from benchmarks.partners import partner_of
from benchmarks.starts import started
from readiness.facts import Put
from readiness.rules import load_rulebook
from readiness.workspace import Workspace

CHART_WITHIN = 1.0
"""Seconds from the six scores to the chart."""


@dataclass(frozen=True, slots=True)
class Size:
    name: str
    people: int
    awards: int
    most_times: float
    aim_times: float | None


SIZES = (
    Size("25 people", 25, 75, 2.0, 1.3),
    Size("10,000 people, 30,000 awards", 10_000, 30_000, 3.5, None),
)


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    runs = 5 if short else 15
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = partner_file(Path(folder), size)
            floors, paints = [], []
            for _ in range(runs + 1):  # one after the other, so that both meet the same machine
                floors.append(_seconds("benchmarks.empty_window", home=folder)["first-paint-at"])
                paints.append(_seconds("ui", str(file), home=folder)["first-paint-at"])
            floor = statistics.median(floors[1:])
            painted = statistics.median(paints[1:])
            name = f"Overview painted, {size.name}"
            yield Figure(
                name, painted, floor, "empty window", most_times=size.most_times, aim_times=size.aim_times
            )
            yield Figure(
                f"chart after that, {size.name}",
                _chart_follows(file, folder, max(3, runs // 3)),
                floor,
                "empty window",
                at_most=CHART_WITHIN,
            )


def partner_file(folder: Path, size: Size) -> Path:
    """A file in the folder, of a partner of this size."""
    rulebook = load_rulebook()
    facts = partner_of(size.people, size.awards, rulebook)
    file = folder / f"{size.people}.readiness"
    Workspace.create(file, facts.partner.name, rulebook, map(Put, facts.all())).close()
    return file


def _chart_follows(file: Path, folder: str, runs: int) -> float:
    waits = []
    for _ in range(runs):
        seen = _seconds("ui", str(file), home=folder, READINESS_FIRST_PAINT="chart")
        waits.append(seen["chart-at"] - seen["first-paint-at"])
    return statistics.median(waits)


def _seconds(module: str, *words: str, home: str, **variables: str) -> Mapping[str, float]:
    return started((sys.executable, "-P", "-m", module, *words), home, **variables)


if __name__ == "__main__":
    sys.exit(main(measure))
