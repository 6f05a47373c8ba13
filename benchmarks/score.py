"""Scoring: one partner with the whole explanation, many small ones without, and ever more usage.

What bounds it: an explained score makes some thousand findings and messages, and its time is spread over
them: an eighth each are people and conditions, a tenth what is new, gone and near. What rules ask is said
once for each rule, what was found in every score. A quick one reads each award and each block of usage once,
and then asks a dictionary for every metric. With much usage the time goes into summing the blocks, once for
each month that a rule compares, so it grows with the number of series alone.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.figures import Figure, main, median_time
from benchmarks.partners import TODAY, partner_with
from readiness.assess import Records, assess
from readiness.demo import demo_facts
from readiness.facts import AREAS, Facts
from readiness.outlook import quick_total
from readiness.rules import Rulebook, load_rulebook
from readiness.snapshot import compute

_LOOP = "a loop over every record"


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    gc.disable()  # as the window does, which collects between two events
    rulebook = load_rulebook()
    rules = rulebook.on(TODAY)
    runs = 20 if short else 200
    typical = partner_with(25, 60, 40, 10_000, rulebook)
    floor = _median(lambda: _every_record(typical), runs)
    scored = _median(lambda: assess(typical, rules, TODAY), runs)
    yield Figure("six scores of a typical partner, explained", scored, floor, _LOOP, at_most=0.005)
    demo = demo_facts(rulebook, TODAY)
    floor = _median(lambda: _every_record(demo), runs)
    scored = _median(lambda: assess(demo, rules, TODAY), runs)
    yield Figure("six scores of the demo partner, explained", scored, floor, _LOOP, at_most=0.005)
    shown = _median(lambda: compute(demo, rulebook, TODAY).agenda, runs)
    yield Figure("the demo partner with agenda, as a snapshot", shown, floor, _LOOP, at_most=0.02)
    small = partner_with(10, 25, 15, 400, rulebook)
    floor = _median(lambda: _every_record(small), runs)
    quick = _median(lambda: _quick(small, rulebook), runs)
    name = f"six scores of a small partner, {1 / quick:,.0f} a second"
    yield Figure(name, quick, floor, _LOOP, at_most=0.001)
    large = partner_with(10_000, 20_000, 40, 10_000, rulebook)
    floor = _median(lambda: _every_record(large), 5)
    scored = _median(lambda: assess(large, rules, TODAY), 5 if short else 15)
    yield Figure("six scores with 10,000 people, explained", scored, floor, _LOOP, at_most=0.06)
    yield from _growth(rulebook, short=short)


def _growth(rulebook: Rulebook, *, short: bool) -> Iterator[Figure]:
    """Ten times the usage may take ten times as long, and half as much again where the caches end."""
    few, many = (10_000, 100_000) if short else (100_000, 1_000_000)
    rules = rulebook.on(TODAY)
    taken = []
    for values in (few, many):
        facts = partner_with(25, 60, 40, values, rulebook)
        taken.append(_median(lambda facts=facts: assess(facts, rules, TODAY), 5))  # type: ignore[misc]
    name = f"explained with {many:,} values of usage"
    yield Figure(name, taken[1], taken[0], f"with {few:,}", most_times=15)


def _median(act: Callable[[], object], runs: int) -> float:
    """Of the processor's time: scoring is one thread that waits for nothing."""
    return median_time(act, runs, time.process_time)


def _quick(facts: Facts, rulebook: Rulebook) -> None:
    """As many partners are scored one after the other: nothing of one is of use to the next."""
    records = Records(facts, rulebook.catalogue)
    for area in AREAS:
        quick_total(records, rulebook, area, TODAY)


def _every_record(facts: Facts) -> int:
    """What no scoring can do without: each person, award and month of usage is looked at."""
    seen = sum(1 for _ in facts.all())
    for series in facts.usage.values():
        for value in series.values:
            seen += 1 if value else 0
    return seen


if __name__ == "__main__":
    sys.exit(main(measure))
