"""One change tried out on the facts of a day: what it would bring to an area, exactly; nothing is stored."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness.assess import Records
from readiness.assess.case import Case, case_of
from readiness.assess.tree import assess_rules
from readiness.facts import Area, Change
from readiness.outlook.days import Quick, quick_total
from readiness.problems import Message
from readiness.rules import AreaRules, Rulebook, Track
from readiness.rules.shapes import People


class Step(NamedTuple):
    """One thing to do, and what it brings."""

    kind: str
    """`link`, `renew`, `exam`, `tenant`, `person` or `growth`."""
    title: Message
    gain: Fraction
    """Points more than without it, exact and above 0; for `renew` those that are kept."""
    reaches: bool
    """With it alone the area is qualified."""
    metric: str
    effort: int
    """The lower the cheaper; steps of one effort are about alike."""
    by: date | None = None
    """The last day to do it, where there is one."""
    others: tuple[str, ...] = ()
    """Short names of certifications that would bring the same."""
    records: tuple[str, ...] = ()
    """Ids of the people or customers it speaks of."""


class Trial:
    """The area as it stands, and as it would stand after a change."""

    def __init__(
        self, records: Records, rulebook: Rulebook, area: Area, on: date, check: Callable[[], None]
    ) -> None:
        self.rulebook, self.area, self.on = rulebook, area, on
        self._check = check
        rules = rulebook.on(on).areas.get(area)
        self.records = records = _of_use(records, rules) if rules else records
        case = case_of(records, rulebook.on(on), on)
        now = quick_total(records, rulebook, area, on)
        if case is None or rules is None or now is None:
            raise LookupError(area)
        found = rules.track(now.track)
        assert found is not None  # noqa: S101 - the track that counts is one of the rules' own
        self.case: Case = case
        self.track: Track = found
        self.now: Quick = now
        tree = assess_rules(case, rules).because[0]
        self.points = {m.rule: m.points for category in tree.because for m in category.because}

    def gain(self, changes: Iterable[Change], *, people_only: bool) -> tuple[Fraction, bool]:
        """How many points the changes bring, and whether the area is qualified with them."""
        then = self.total(changes, self.on, people_only=people_only)
        return (then.points - self.now.points, then.met) if then else (Fraction(0), False)

    def total(self, changes: Iterable[Change], on: date, *, people_only: bool) -> Quick | None:
        """The area's total with the changes on another day."""
        self._check()
        facts = self.records.facts.changed(changes)
        records = (
            self.records.with_people(facts)
            if people_only
            else Records(facts, self.records.catalogue, self._check)
        )
        return quick_total(records, self.rulebook, self.area, on)


def _of_use(records: Records, rules: AreaRules) -> Records:
    """With those awards alone that play a part in the area: of thousands a trial needs hundreds."""
    shapes = (metric.shape for track in rules.tracks for metric in track.metrics)
    named = frozenset[str]().union(*(shape.named for shape in shapes if isinstance(shape, People)))
    awards = {key: award for key, award in records.facts.awards.items() if award.certification in named}
    return records.with_people(replace(records.facts, awards=awards))
