"""Where both the records and Partner Center have a number: the difference, and its likely causes in order."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from readiness.assess.case import Case, Outcome, note
from readiness.assess.finding import Finding
from readiness.assess.left_out import left_out, usage_of
from readiness.assess.people import case_end
from readiness.assess.reported import reported_points
from readiness.facts import Area, Award, Month, Person, Reported, UsageKey, month_of
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import People, Shape

LISTED = 6
"""Records named for one cause."""


def difference(case: Case, metric: Metric, reported: Reported, records: Outcome) -> Finding:
    """Partner Center's points beside those of the records, and the causes that the records show."""
    shown = reported_points(metric, reported)
    apart = records.points - shown
    slots = {"shown": shown, "on": reported.as_of, "records": records.points, "apart": abs(apart)}
    code = "more" if apart > 0 else "less" if apart < 0 else "none"
    causes = tuple(_causes(case, metric.shape, reported.as_of)) if apart else ()
    unknown = (note("cause", Message("asks.cause-unknown"), Message("found.cause-unknown")),)
    return note(
        "difference",
        Message("asks.difference"),
        Message(f"found.difference-{code}", slots),
        met=not apart,
        evidence=(reported.id,),
        because=causes or (unknown if apart else ()),
    )


def total_beside(case: Case, area: Area, track: str, points: Fraction) -> tuple[Finding, ...]:
    """The newest total that Partner Center showed for the track, beside the one computed here."""
    totals = case.records.reported.get((area, track, "total"), ())
    known = [r for r in totals if r.as_of <= case.on and r.points is not None]
    if not known:
        return ()
    newest = max(known, key=lambda r: r.as_of)
    shown = Fraction(newest.points or 0)
    slots = {"shown": shown, "on": newest.as_of, "records": points, "apart": abs(points - shown)}
    code = "more" if points > shown else "less" if points < shown else "none"
    asks, found = Message("asks.difference"), Message(f"found.difference-{code}", slots)
    return (note("difference", asks, found, met=points == shown, evidence=(newest.id,)),)


def _causes(case: Case, shape: Shape, as_of: date) -> Iterator[Finding]:
    """In order: the delay of skilling, the monthly refresh, the link, the association, rows twice."""
    if isinstance(shape, People):
        yield from _cause("delay", _too_new(case, shape, as_of), {"n": case.programme.calendar.skilling_days})
        yield from _cause("unlinked", _unlinked(case, shape), {})
        return
    refresh = case.programme.calendar.refresh_day
    month = Month(month_of(as_of) - (1 if as_of.day >= refresh else 2))
    if month != case.month:
        asks = Message("asks.cause-refresh", {"day": refresh})
        said = Message("found.cause-refresh", {"shown_month": month, "records_month": case.month})
        yield note("cause", asks, said)
    rows = left_out(case, shape)
    some = tuple(sorted({record for row in rows for record in row.evidence}))
    yield from _cause("association", some, {}, rows)
    yield from _cause("duplicates", _twice(case, shape), {})


def _cause(
    name: str, evidence: tuple[str, ...], slots: dict[str, int], because: tuple[Finding, ...] = ()
) -> Iterator[Finding]:
    """A cause that some records show."""
    if evidence:
        said = Message(f"found.cause-{name}", {**slots, "n": len(evidence)})
        asks = Message(f"asks.cause-{name}", slots)
        yield note("cause", asks, said, evidence=evidence[:LISTED], because=because)


def _awards(case: Case, shape: People) -> Iterator[Award]:
    """Awards of the metric that are valid on the day."""
    for certification in sorted(shape.named):
        for award in case.records.awards.get(certification, ()):
            if award.earned_on <= case.on <= case_end(case, award) and award.person in case.facts.people:
                yield award


def _too_new(case: Case, shape: People, as_of: date) -> tuple[str, ...]:
    """Awards earned so shortly before the figure, or after it, that it can't know them."""
    first = as_of - timedelta(days=case.programme.calendar.skilling_days)
    return tuple(sorted(award.id for award in _awards(case, shape) if award.earned_on > first))


def _unlinked(case: Case, shape: People) -> tuple[str, ...]:
    """Who holds one and is not linked, or whose link nobody recorded."""
    people = {award.person: case.facts.people[award.person] for award in _awards(case, shape)}
    return tuple(sorted(who for who, person in people.items() if not _is_linked(person)))


def _is_linked(person: Person) -> bool:
    linked, unlinked = person.linked_on, person.unlinked_on
    return linked is not None and (unlinked is None or unlinked < linked)


def _twice(case: Case, shape: Shape) -> tuple[str, ...]:
    """Customers with the same amount twice in the last month: under two subscriptions, tenants or places."""
    seen: dict[tuple[str, str, str, int], UsageKey] = {}
    found = set()
    for measure, _ in usage_of(shape):
        for stream in case.records.streams(measure):
            value = stream.series.at(case.month)
            if value:
                key = stream.series.id
                other = seen.setdefault((key.customer, stream.workload, measure, value), key)
                if other is not key:
                    found.add(str(key.customer))
    return tuple(sorted(found))
