"""The internal packs of a large partner, each against the slowest of its writers alone.

What bounds it: every member is written once, from one snapshot, so the pack takes as long as its members
together. The zip itself costs a few hundredths of a second for each megabyte of text that it compresses.
A writer of many small files, as of a sheet for each claim, is one writer.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from benchmarks.figures import Figure, main
from benchmarks.partners import TODAY, partner_with, with_papers
from readiness.editions import Edition
from readiness.reports import Material, members_of
from readiness.reports.packs import pack_of
from readiness.rules import load_rulebook
from readiness.snapshot import compute, judged

PACKS = ("summary", "claims", "references", "engagements", "admin")
_PART: Final = re.compile(r"-\d+(?=\.)")
"""Which of several files a long document is written to."""


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    rulebook = load_rulebook()
    facts = with_papers(partner_with(1_000, 2_000, 1_000, 24_000, rulebook))
    snapshot = judged(compute(facts, rulebook, TODAY), rulebook)
    for pack in PACKS:
        material = Material(snapshot, rulebook, Edition(pack=pack))
        members_of(material)[0].make()  # what a first run loads belongs to neither side
        yield _figure(pack, material, 1 if short else 3)


def _figure(pack: str, material: Material, runs: int) -> Figure:
    alone: defaultdict[str, float] = defaultdict(float)
    for member in members_of(material):
        folder, _, name = member.name.rpartition("/")
        alone[f"{folder}/*.{name.rpartition('.')[2]}" if folder else _PART.sub("", name)] += _fastest(
            member.make, runs
        )
    slowest, seconds = max(alone.items(), key=lambda found: found[1])
    whole = _fastest(partial(pack_of, material), runs)
    name = f"the internal {pack} pack of 1,000 people and 1,000 customers"
    return Figure(name, whole, seconds, f"{slowest} alone", most_times=2)


def _fastest(act: Callable[[], object], runs: int) -> float:
    taken = []
    for _run in range(runs):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main(measure))
