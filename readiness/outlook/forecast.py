"""The year ahead: today's facts with what is planned, and no more.

Planned exams are passed on their day, certifications end unless they were renewed already, projects go live
on their day, retirements and announced rules take effect. Usage stays as in the newest month that has any.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from readiness.assess import Records
from readiness.facts import (
    Award,
    ExpectedUsage,
    Facts,
    Month,
    Plan,
    Project,
    Put,
    UsageKey,
    first_day,
    month_of,
    months_later,
    series_of,
)
from readiness.rules import Catalogue

MONTHS_AHEAD: Final = 12
PLANNED: Final = "planned:"
"""Before the id of the award that a planned exam will bring."""
_SURE_STAGES: Final = frozenset(("won", "in-delivery"))
_LIKELY: Final = Decimal("0.5")


class Epoch(NamedTuple):
    """Days from `since` to `until`, both inclusive, on which the same facts hold."""

    since: date
    until: date
    records: Records
    projects: tuple[Project, ...] = ()
    """Those that go live with the first of these days."""


def is_expected(project: Project, on: date) -> bool:
    """Whether the forecast counts on the project: it goes live later, and is as likely as not.

    It counts whole or not at all, since points follow steps: two fifths of a tenant are no tenant. Without
    a probability those that are won or in delivery count.
    """
    if project.go_live_on is None or project.go_live_on <= on or project.stage in ("live", "ended"):
        return False
    if project.probability is None:
        return project.stage in _SURE_STAGES
    return project.probability >= _LIKELY


def epochs(now: Records, on: date) -> Iterator[Epoch]:
    """The days after `on`, for a year; each month after a go-live has one month more of its usage."""
    until, facts, catalogue = months_later(on, MONTHS_AHEAD), now.facts, now.catalogue
    planned = facts.changed(Put(award) for award in _planned_awards(facts, catalogue, on))
    base = now.with_people(planned)
    newest = base.data_month(on) or Month(month_of(on) - 1)
    awaited = [p for p in facts.projects.values() if is_expected(p, on) and p.customer and p.expected_usage]
    first = on + timedelta(days=1)
    days = [first, *_months_with_more(awaited, on, until)]
    ends = [*(day - timedelta(days=1) for day in days[1:]), until]
    for since, last in zip(days, ends, strict=True):
        if since > last:
            continue
        live = [(p, month_of(since) - month_of(p.go_live_on)) for p in awaited if p.go_live_on]
        running = [(project, months) for project, months in live if months > 0]
        changed = planned.changed(_more_usage(planned, running, newest)) if running else None
        records = base if changed is None else Records(changed, catalogue, now.check)
        yield Epoch(since, last, records, tuple(p for p, months in running if months == 1))


def _planned_awards(facts: Facts, catalogue: Catalogue, on: date) -> Iterator[Award]:
    """What the planned exams will bring; none on a day on which the certification can't be earned."""
    for plan in facts.plans.values():
        certification = catalogue.get(plan.certification)
        retired = certification.retired_on if certification else None
        if plan.exam_on > on and (retired is None or plan.exam_on <= retired):
            yield award_of(plan, catalogue)


def award_of(plan: Plan, catalogue: Catalogue) -> Award:
    """The award if the exam is passed on its day."""
    known = catalogue.get(plan.certification)
    months = known.validity_months if known and not known.never_expires else None
    ends = months_later(plan.exam_on, months) if months else None
    return Award(f"{PLANNED}{plan.id}", plan.person, plan.certification, plan.exam_on, ends)


def _months_with_more(projects: Sequence[Project], on: date, until: date) -> list[date]:
    """The first days of the months in which there is a month more of the projects' usage."""
    lives = [month_of(project.go_live_on) for project in projects if project.go_live_on]
    if not lives:
        return []
    months = range(max(min(lives), month_of(on)) + 1, month_of(until) + 1)
    return [first_day(Month(month)) for month in months]


def _more_usage(facts: Facts, running: Sequence[tuple[Project, int]], newest: Month) -> Iterator[Put]:
    """The expected usage of projects, in as many months up to the newest one as they will have run."""
    added: dict[UsageKey, dict[Month, int]] = {}
    for project, months in running:
        for expected in project.expected_usage:
            by_month = added.setdefault(_key(project, expected), {})
            for month in range(newest - min(months, MONTHS_AHEAD) + 1, newest + 1):
                by_month[Month(month)] = by_month.get(Month(month), 0) + expected.value
    for key, by_month in added.items():
        before = facts.usage.get(key)
        total = dict(before.months()) if before else {}
        for month, value in by_month.items():
            total[month] = total.get(month, 0) + value
        series = series_of(key, total)
        if series is not None:
            yield Put(series)


def _key(project: Project, expected: ExpectedUsage) -> UsageKey:
    assert project.customer is not None  # noqa: S101 - only projects of a customer are awaited
    return UsageKey(project.customer, expected.workload, expected.measure, expected.association)


def renewed(award: Award, catalogue: Catalogue) -> Award:
    """The award after a renewal: as much longer as the certification is valid, from its end on."""
    known = catalogue.get(award.certification)
    months = (known.validity_months if known else None) or MONTHS_AHEAD
    return (
        award
        if award.expires_on is None
        else replace(award, expires_on=months_later(award.expires_on, months))
    )
