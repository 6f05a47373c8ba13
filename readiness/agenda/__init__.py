"""Deadlines and workshops: those that follow from the facts and the rules, and the user's own."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from readiness.agenda.certifications import MOST_AWARDS, certification_items
from readiness.agenda.items import AgendaItem, Stretch
from readiness.agenda.papers import paper_items
from readiness.agenda.programme import programme_items
from readiness.agenda.work import work_items
from readiness.facts import Facts
from readiness.rules import Rulebook

__all__ = ["DAYS_AHEAD", "DAYS_BACK", "MOST_AWARDS", "AgendaItem", "agenda"]

DAYS_BACK: Final = 30
DAYS_AHEAD: Final = 400
_FIRST_DAY: Final = date(100, 1, 1)
_LAST_DAY: Final = date(9900, 1, 1)
"""Days beyond have no agenda of their own: the calendar ends too near."""
_SOURCES: Final[tuple[Callable[[Stretch], Iterator[AgendaItem]], ...]] = (
    certification_items,
    programme_items,
    work_items,
    paper_items,
)


def agenda(
    facts: Facts, rulebook: Rulebook, on: date, *, days_back: int = DAYS_BACK, days_ahead: int = DAYS_AHEAD
) -> tuple[AgendaItem, ...]:
    """What is due from `days_back` before the day to `days_ahead` after it, soonest first.

    An own deadline stays until it is done. Of the ends of awards, and of the days from which they can be
    renewed, the nearest `MOST_AWARDS` before and after the day are listed: quick at any size.
    """
    on = min(max(on, _FIRST_DAY), _LAST_DAY)
    since, until = on - timedelta(days=days_back), on + timedelta(days=days_ahead)
    stretch = Stretch(facts, rulebook, rulebook.on(on), on, since, until)
    items = [item for source in _SOURCES for item in source(stretch)]
    marked = [_marked(item, facts) for item in items] if facts.marks else items
    return tuple(sorted(marked, key=_when))


def _when(item: AgendaItem) -> tuple[date, str, str]:
    return item.due_on, item.kind, item.id


def _marked(item: AgendaItem, facts: Facts) -> AgendaItem:
    mark = facts.marks.get(item.id)
    if mark is None:
        return item
    return item._replace(
        done_on=mark.done_on or item.done_on,
        snoozed_until=mark.snoozed_until,
        owner=mark.owner or item.owner,
    )
