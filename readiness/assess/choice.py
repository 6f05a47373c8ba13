"""Which of an area's tracks counts, and why."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from readiness.assess.case import Case, exactly, fixed
from readiness.assess.streams import Number
from readiness.assess.usage import amounts, units
from readiness.facts import MICRO, Customer, Enrollment, Month, first_day, month_of
from readiness.problems import Message
from readiness.rules import AreaRules
from readiness.rules.shapes import BestTrack, LargeWorkloads, OnlyTrack, SmbShare, plain


class Chosen(NamedTuple):
    """The track that counts, and the sentence that says why."""

    track: str
    because: Message
    reading: Message | None = None


def choose(
    case: Case, area: AreaRules, points: Mapping[str, Fraction], enrolled: Enrollment | None
) -> Chosen:
    """The track that counts; `points` are the totals of the area's tracks in their order."""
    choice = area.choice
    match choice:
        case OnlyTrack():
            return Chosen(area.tracks[0].id, Message("found.track-only"))
        case BestTrack():
            return _best(points)
        case SmbShare() | LargeWorkloads() if choice.fixed_while_enrolled and enrolled is not None:
            track = enrolled.track or _at_enrolment(case, area, enrolled.purchased_on)
            if area.track(track) is not None:
                return Chosen(str(track), Message("found.track-enrolled", {"until": enrolled.anniversary}))
    return _classified(case, choice)


def _classified(case: Case, choice: SmbShare | LargeWorkloads) -> Chosen:
    return _by_share(case, choice) if isinstance(choice, SmbShare) else _by_workloads(case, choice)


def _at_enrolment(case: Case, area: AreaRules, bought: date) -> str | None:
    """The track for the year: SMB if the partner was SMB in any month of the window it was bought in.

    One row a month, each under the rules on its last day, the newest on the day of purchase.
    """
    rows = set()
    history = case.rules.histories.get(area.area)
    for before in range(case.programme.window.months + 1):
        month = Month(month_of(bought) - before)
        day = first_day(Month(month + 1)) - timedelta(days=1) if before else bought
        then = history.on(day) if history else area
        if then is not None and isinstance(then.choice, SmbShare | LargeWorkloads):
            last = case.records.data_month(day) or Month(month - 1)
            rows.add(_classified(case._replace(on=day, month=last), then.choice).track)
    return "smb" if "smb" in rows else next(iter(rows), None)


def _best(points: Mapping[str, Fraction]) -> Chosen:
    track = max(points, key=lambda name: points[name])
    lead = points[track] - max(p for name, p in points.items() if name != track)
    even = Message("found.track-even")
    return Chosen(track, Message("found.track-higher", {"lead": lead}) if lead else even)


def segment_on(customer: Customer, case: Case) -> str:
    """The customer's segment on the last day of the last month."""
    last = first_day(Month(case.month + 1))
    standing = [s.segment for s in customer.segments if s.since is None or s.since < last]
    return standing[-1] if standing else "unknown"


def current_customers(case: Case) -> tuple[Customer, ...]:
    """The customer base: all customers but those whose usage and associations all ended before the month."""
    return case.records.keep(("base", case.month), _current, case)


def _current(case: Case) -> tuple[Customer, ...]:
    usage, month = case.facts.usage.values(), case.month
    ended = {series.id.customer for series in usage if series.first + len(series.values) <= month}
    ended |= {association.customer for association, _, last in case.records.terms if last < month}
    if ended:
        ended -= {series.id.customer for series in usage if series.first + len(series.values) > month}
        ended -= {association.customer for association, _, last in case.records.terms if last >= month}
    return tuple([customer for customer in case.facts.customers.values() if customer.id not in ended])


def _in_segments(case: Case, segments: frozenset[str]) -> int:
    return len([one for one in current_customers(case) if segment_on(one, case) in segments])


def _by_share(case: Case, choice: SmbShare) -> Chosen:
    """SMB by the share of customers; a customer of unknown segment counts in the base alone."""
    alternative = case.reading(choice.reading) if choice.reading else ""
    segments = dict(choice.segments)[alternative]
    base = current_customers(case)
    smb = case.records.keep(("in-segments", segments, case.month), _in_segments, case, segments)
    share = exactly(smb, len(base)) if base else Fraction(0)
    is_smb = bool(base) and (
        share >= choice.at_least if choice.at_least is not None else share > (choice.more_than or 0)
    )
    reading = fixed(f"reading.{choice.reading}.{alternative}") if choice.reading else None
    slots = {"share": share, "value": smb, "n": len(base)}
    if not base:
        return Chosen("enterprise", Message("found.track-no-customers"), reading)
    if is_smb and choice.consumed_under is not None and choice.amount is not None:
        year = amounts(case.records, choice.usage, choice.amount).year(case.month)
        used = units(sum(year.values()))
        if used >= choice.consumed_under:
            return Chosen("enterprise", Message("found.track-consumption", slots | {"used": used}), reading)
    track = "smb" if is_smb else "enterprise"
    return Chosen(track, Message("found.track-share", slots), reading)


def _by_workloads(case: Case, choice: LargeWorkloads) -> Chosen:
    """Enterprise where enough workloads are large in the last month and in the same month a year before."""
    alternative = case.reading(choice.reading)
    figures = amounts(case.records, choice.usage, choice.amount, by_workload=True)
    now, before = (
        _large(figures.month(month), choice.more_than, alternative)
        for month in (case.month, Month(case.month - 12))
    )
    is_enterprise = now >= choice.at_least and before >= choice.at_least
    slots = {"now": now, "before": before, "n": choice.at_least, "bound": choice.more_than}
    return Chosen(
        "enterprise" if is_enterprise else "smb",
        Message("found.track-workloads", slots),
        fixed(f"reading.{choice.reading}.{alternative}"),
    )


def _large(figures: Mapping[tuple[str, str], Number], more_than: Fraction, alternative: str) -> int:
    bound = plain(more_than * MICRO)
    large = [item for item, value in figures.items() if value > bound]
    if alternative == "names":
        return len({workload for _, workload in large})
    if alternative == "within-tenant":
        return max(Counter(tenant for tenant, _ in large).values(), default=0)
    return len(large)
