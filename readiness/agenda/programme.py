"""What falls due of the programme: renewals of what is held, refreshes, changes of rules."""

from collections.abc import Iterator
from datetime import date, timedelta

from readiness.agenda.items import AgendaItem, Stretch, item_of, only
from readiness.facts import Month, first_day, month_of
from readiness.problems import Message


def programme_items(stretch: Stretch) -> Iterator[AgendaItem]:
    """All of them, kind by kind."""
    yield from _enrollments(stretch)
    yield from _refresh(stretch)
    yield from _rule_changes(stretch)
    if stretch.facts.specializations:
        yield from _specializations(stretch)


def _enrollments(stretch: Stretch) -> Iterator[AgendaItem]:
    for enrollment in stretch.facts.enrollments.values():
        for kind, day in _days_of(enrollment.anniversary, stretch):
            if stretch.has(day):
                slots = {"area": Message(f"area.{enrollment.area}")}
                yield item_of(kind, enrollment.id, day, slots, area=enrollment.area)


def _days_of(anniversary: date, stretch: Stretch) -> Iterator[tuple[str, date]]:
    """The anniversary and, where the programme has them, the last days to qualify and to renew."""
    if not stretch.since - timedelta(days=100) <= anniversary <= stretch.until:
        return
    yield "anniversary", anniversary
    programme = stretch.rules.programme
    if programme is not None:
        yield "renewal-window-ends", anniversary + timedelta(days=programme.calendar.renewal_days)
        ends = anniversary + timedelta(days=programme.window.renewal_days)
        if programme.window.enrolled_months is not None:
            ends = max(ends, first_day(Month(month_of(anniversary) + 1)) - timedelta(days=1))
        yield "qualification-window-ends", ends


def _refresh(stretch: Stretch) -> Iterator[AgendaItem]:
    """The next day on which Partner Center shows another month."""
    programme = stretch.rules.programme
    if programme is None:
        return
    month = month_of(stretch.on)
    day = first_day(month) + timedelta(days=programme.calendar.refresh_day - 1)
    if day < stretch.on:
        month = Month(month + 1)
        day = first_day(month) + timedelta(days=programme.calendar.refresh_day - 1)
    yield item_of("data-refresh", "partner-center", day, {"month": month - 1})


def _specializations(stretch: Stretch) -> Iterator[AgendaItem]:
    """Around the anniversary of each one held, under the name it has by then."""
    from readiness.rules.specializations import specialization_book  # noqa: PLC0415 - only who holds one

    book = specialization_book(stretch.rulebook)
    for held in stretch.facts.specializations.values():
        for kind, day in book.renewal_days(held):
            stands_as = book.specializations.get(book.stands_as(held.specialization, day))
            if stretch.has(day) and stands_as is not None:
                version = stands_as.version_on(day)
                validation = Message(f"validation.{(version and version.validation) or 'unknown'}")
                slots = {"name": stands_as.name_on(day), "validation": validation}
                area = only(version.areas) if version else None
                yield item_of(kind, held.id, day, slots, area=area)


def _rule_changes(stretch: Stretch) -> Iterator[AgendaItem]:
    for area, history in stretch.rulebook.areas.items():
        for day in history.changes:
            if stretch.has(day):
                yield item_of("rules-change", area, day, {"area": Message(f"area.{area}")}, area=area)
