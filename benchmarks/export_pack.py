"""The internal summary pack of a large partner, against the slowest of its writers alone.

What bounds it: every member is written once, from one snapshot, so the pack takes as long as its members
together. The zip itself costs a few hundredths of a second for each megabyte of text that it compresses.
"""

import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.figures import Figure, main
from benchmarks.partners import TODAY, partner_with
from readiness.editions import Edition
from readiness.reports import Material, members_of
from readiness.reports.packs import pack_of
from readiness.rules import load_rulebook
from readiness.snapshot import compute, judged


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    rulebook = load_rulebook()
    facts = partner_with(1_000, 2_000, 1_000, 24_000, rulebook)
    snapshot = judged(compute(facts, rulebook, TODAY), rulebook)
    material = Material(snapshot, rulebook, Edition(pack="summary"))
    pack_of(material)  # what a first run loads belongs to neither side
    runs = 1 if short else 3
    alone = {m.name: _fastest(m.make, runs) for m in members_of(material)}
    slowest = max(alone, key=lambda name: alone[name])
    whole = _fastest(lambda: pack_of(material), runs)
    name = "the internal pack of 1,000 people and 1,000 customers"
    yield Figure(name, whole, alone[slowest], f"{slowest} alone", most_times=2)


def _fastest(act: Callable[[], object], runs: int) -> float:
    taken = []
    for _run in range(runs):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main(measure))
