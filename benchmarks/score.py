"""Scoring the demo partner, beside looking once at each of its records."""

import sys
from collections.abc import Iterator

from benchmarks.figures import Figure, main, median_time
from benchmarks.partners import TODAY
from readiness.assess import assess
from readiness.demo import demo_facts
from readiness.facts import Facts
from readiness.rules import load_rulebook
from readiness.snapshot import compute


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    rulebook = load_rulebook()
    facts = demo_facts(rulebook, TODAY)
    rules = rulebook.on(TODAY)
    runs = 20 if short else 200
    floor = median_time(lambda: _every_record(facts), runs)
    name = "a loop over every record"
    scored = median_time(lambda: assess(facts, rules, TODAY), runs)
    yield Figure("six scores of the demo partner", scored, floor, name, at_most=0.005)
    shown = median_time(lambda: compute(facts, rulebook, TODAY), runs)
    yield Figure("the same with agenda, as a snapshot", shown, floor, name, at_most=0.02)


def _every_record(facts: Facts) -> int:
    """What no scoring can do without: each person, award and month of usage is looked at."""
    seen = sum(1 for _ in facts.all())
    for series in facts.usage.values():
        for value in series.values:
            seen += 1 if value else 0
    return seen


if __name__ == "__main__":
    sys.exit(main(measure))
