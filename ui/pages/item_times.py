"""When an appointment takes place, on the clock of its own place and, where that differs, on the one here."""

from datetime import datetime

from readiness.agenda import AgendaItem
from ui.text import _, clock_time, short_day


def short_time(item: AgendaItem) -> str:
    """When it begins, on its own clock; empty for what has no time."""
    if item.starts_at is None:
        return ""
    if item.is_whole_days:
        return _("All day")
    return clock_time(item.starts_at)


def elsewhere(item: AgendaItem) -> str:
    """The place whose clock it goes by, where the clock here shows another time."""
    if item.starts_at is None or item.is_whole_days or _is_here(item.starts_at):
        return ""
    return item.zone.rpartition("/")[2].replace("_", " ") or item.starts_at.tzname() or ""


def times_words(item: AgendaItem) -> str:
    """From when to when, where that is, and what it is here; empty for what has no time."""
    if item.starts_at is None:
        return ""
    if item.is_whole_days:
        if item.last_day == item.due_on:
            return _("All day")
        return _("All day, until {day}", day=item.last_day)
    span = _span(item.starts_at, item.ends_at)
    where = elsewhere(item)
    if not where:
        return span
    return _("{times} in {city}, here {time}", times=span, city=where, time=_here(item.starts_at))


def _is_here(moment: datetime) -> bool:
    """Whether the clock here shows the same; a moment without a zone is everywhere."""
    return moment.tzinfo is None or moment.utcoffset() == moment.astimezone().utcoffset()


def _here(moment: datetime) -> str:
    local = moment.astimezone()
    if local.date() == moment.date():
        return clock_time(local)
    return _("{day}, {time}", day=short_day(local.date()), time=clock_time(local))


def _span(start: datetime, end: datetime | None) -> str:
    if end is None:
        return clock_time(start)
    if end.date() != start.date():
        return _("{start} to {day}, {end}", start=clock_time(start), day=end.date(), end=clock_time(end))
    return _("{start} to {end}", start=clock_time(start), end=clock_time(end))
