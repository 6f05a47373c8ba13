"""What would move a partner to the other track of an area, and what that would do to the total."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from readiness.assess import Records, enrolled_in
from readiness.assess.case import Case, case_of
from readiness.assess.choice import current_customers, segment_on
from readiness.assess.streams import Number
from readiness.assess.tree import assess_rules
from readiness.assess.usage import amounts, units
from readiness.facts import MICRO, Area, CustomerId, Facts, Month
from readiness.problems import Message
from readiness.rules import AreaRules, Rulebook
from readiness.rules.shapes import BestTrack, LargeWorkloads, SmbShare

_NEARLY = Fraction(9, 10)
"""Of the consumption that decides the track: from here on there is a warning."""
_NAMED = 5
"""Customers named as nearest to the bound."""


class TrackFlip(NamedTuple):
    """The way to the other track; nothing of it is good or bad by itself."""

    track: str
    """The one that counts now."""
    other: str
    change: Fraction
    """Of the total, exact, if the other one counted today."""
    needs: tuple[Message, ...]
    """Each of these alone would do, but for those that say `and`."""
    is_near: bool
    """One customer, one workload or a tenth of the consumption away; where the better counts: never."""
    customers: tuple[CustomerId, ...] = ()
    """Those nearest to the bound."""

    @property
    def is_by_total(self) -> bool:
        """The better of both totals counts, and nothing else decides."""
        return all(need.code == "flip.higher" for need in self.needs)

    @property
    def said(self) -> Message:
        """What the total would be instead."""
        code = "flip.near" if self.is_near else "flip.change"
        return Message(code, {"track": Message(f"track.{self.other}"), "change": self.change})


def track_flip(facts: Facts, rulebook: Rulebook, area: Area, on: date) -> TrackFlip | None:
    """None where the area has one track that day, or no rules."""
    return flip_in(Records(facts, rulebook.catalogue), rulebook, area, on)


def flip_in(records: Records, rulebook: Rulebook, area: Area, on: date) -> TrackFlip | None:
    """As `track_flip`, with indexes that other questions may share."""
    case = case_of(records, rulebook.on(on), on)
    rules = case.rules.areas.get(area) if case else None
    if case is None or rules is None or len(rules.tracks) < 2:
        return None
    best, other = assess_rules(case, rules).because[:2]
    needs, is_near, customers = _way(case, rules, best.rule, best.points - other.points)
    enrolled = enrolled_in(case.facts, area, on, case.programme)
    choice = rules.choice
    if enrolled is not None and isinstance(choice, SmbShare | LargeWorkloads) and choice.fixed_while_enrolled:
        needs = (Message("flip.not-before", {"on": enrolled.anniversary}), *needs)
        is_near = False
    return TrackFlip(best.rule, other.rule, other.points - best.points, needs, is_near, customers)


class _Way(NamedTuple):
    needs: tuple[Message, ...]
    is_near: bool = False
    customers: tuple[CustomerId, ...] = ()


def _way(case: Case, rules: AreaRules, track: str, lead: Fraction) -> _Way:
    match rules.choice:
        case SmbShare() as choice:
            return _from_smb(case, choice) if track == "smb" else _to_smb(case, choice)
        case LargeWorkloads() as choice:
            return _by_workloads(case, choice)
        case BestTrack():
            return _Way((Message("flip.higher", {"lead": lead}),))
        case _:
            return _Way(())


class _Share(NamedTuple):
    """How many customers there are, how many of them are SMB, and the share that decides."""

    smb: int
    all: int
    bound: Fraction
    is_enough: bool
    """The bound itself is enough."""

    def holds(self, smb: int, everyone: int) -> bool:
        if not everyone:
            return False
        share = Fraction(smb, everyone)
        return share >= self.bound if self.is_enough else share > self.bound


def _share(case: Case, choice: SmbShare) -> _Share:
    segments = dict(choice.segments)[case.reading(choice.reading) if choice.reading else ""]
    base = current_customers(case)
    smb = sum(1 for customer in base if segment_on(customer, case) in segments)
    if choice.at_least is not None:
        return _Share(smb, len(base), choice.at_least, is_enough=True)
    return _Share(smb, len(base), choice.more_than or Fraction(0), is_enough=False)


def _from_smb(case: Case, choice: SmbShare) -> _Way:
    """So many customers of other segments won, or SMB customers lost; or more consumption."""
    share = _share(case, choice)
    won = max(floor(share.smb / share.bound) - share.all, 0) if share.bound else 0
    while share.holds(share.smb, share.all + won):
        won += 1
    lost = next(
        (n for n in range(1, share.smb + 1) if not share.holds(share.smb - n, share.all - n)), share.smb
    )
    slots = {"share": Fraction(share.smb, share.all), "bound": share.bound}
    needs = [
        Message("flip.win-others", slots | {"n": won}),
        Message("flip.lose-smb", slots | {"n": lost}),
    ]
    is_near = min(won, lost) <= 1
    if choice.consumed_under is not None:
        used = _consumed(case, choice)
        needs.append(
            Message(
                "flip.consume",
                {"used": used, "bound": choice.consumed_under, "more": choice.consumed_under - used},
            )
        )
        is_near = is_near or used >= choice.consumed_under * _NEARLY
    return _Way(tuple(needs), is_near)


def _to_smb(case: Case, choice: SmbShare) -> _Way:
    """So many SMB customers won, and less consumption where there is a bound."""
    share = _share(case, choice)
    needs = []
    won = 0
    if not share.holds(share.smb, share.all) and share.bound < 1:
        won = max(ceil((share.bound * share.all - share.smb) / (1 - share.bound)), 1)
        while not share.holds(share.smb + won, share.all + won):
            won += 1
        known = Fraction(share.smb, share.all) if share.all else Fraction(0)
        needs.append(Message("flip.win-smb", {"n": won, "share": known, "bound": share.bound}))
    over = False
    if choice.consumed_under is not None:
        used = _consumed(case, choice)
        over = used >= choice.consumed_under
        if over:
            slots = {"used": used, "bound": choice.consumed_under}
            needs.append(Message("flip.and-consume-less" if needs else "flip.consume-less", slots))
    is_near = bool(share.all) and won <= 1 and not over  # nothing is near for who has no customer yet
    return _Way(tuple(needs), is_near)


def _consumed(case: Case, choice: SmbShare) -> Fraction:
    if choice.amount is None:
        return Fraction(0)
    return units(sum(amounts(case.records, choice.usage, choice.amount).year(case.month).values()))


def _by_workloads(case: Case, choice: LargeWorkloads) -> _Way:
    """Enterprise takes enough large workloads in the last month and a year before: the later one decides."""
    figures = amounts(case.records, choice.usage, choice.amount, by_workload=True)
    alternative = case.reading(choice.reading)
    bound = choice.more_than
    (now, large), (before, _) = (
        _large(figures.month(month), bound, alternative) for month in (case.month, Month(case.month - 12))
    )
    short = choice.at_least - now
    slots = {"now": now, "before": before, "bound": bound, "of": choice.at_least}
    if short <= 0 and before >= choice.at_least:
        fewer = Message("flip.fewer-workloads", slots | {"n": now - choice.at_least + 1})
        return _Way((fewer,), now <= choice.at_least)
    if short <= 0:
        stay = Message("flip.workloads-stay", slots | {"month": Month(case.month + 12)})
        return _Way((stay,), is_near=True, customers=large_owners(case, large))
    nearest = _nearest(case, figures.month(case.month), bound)
    needs = [Message("flip.more-workloads", slots | {"n": short})]
    if before < choice.at_least:
        needs.append(Message("flip.and-a-year-before", slots | {"n": choice.at_least - before}))
    return _Way(tuple(needs), short <= 1, nearest)


def _large(
    figures: Mapping[tuple[str, str], Number], bound: Fraction, alternative: str
) -> tuple[int, Sequence[tuple[str, str]]]:
    """How many workloads are above the bound, as the reading counts them, and which."""
    large = [item for item, value in figures.items() if value > bound * MICRO]
    if alternative == "names":
        return len({workload for _, workload in large}), large
    if alternative == "within-tenant":
        return max(Counter(tenant for tenant, _ in large).values(), default=0), large
    return len(large), large


def large_owners(case: Case, items: Sequence[tuple[str, str]]) -> tuple[CustomerId, ...]:
    """The customers whose workloads are large."""
    return tuple(sorted({case.records.owners[tenant] for tenant, _ in items}))


def _nearest(
    case: Case, figures: Mapping[tuple[str, str], Number], bound: Fraction
) -> tuple[CustomerId, ...]:
    """The customers with the largest workloads that are not above the bound."""
    below = sorted(
        ((value, tenant) for (tenant, _), value in figures.items() if 0 < value <= bound * MICRO),
        reverse=True,
    )
    return tuple(dict.fromkeys(case.records.owners[tenant] for _, tenant in below))[:_NAMED]
