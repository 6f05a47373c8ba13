"""Reminders: what to tell of the agenda on a day, an item at most once per step, and nobody's name."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from readiness.agenda import AgendaItem
from readiness.facts import Area

STEPS: Final = (90, 60, 30, 14, 7, 1)
"""Days before an item is due on which it is told of."""
LATE: Final = 7
"""So many days after an item was due it is still told of: nobody was there to hear of it before."""
NEVER: Final = 0
KINDS: Final = (
    "certification-expires",
    "renewal-opens",
    "certification-retires",
    "credit-ends",
    "exam-planned",
    "qualification-window-ends",
    "anniversary",
    "renewal-window-ends",
    "register-by",
    "workshop",
    "claim-step",
    "association-step",
    "coop-claim-ends",
    "relationship-ends",
    "benefit-redeem-by",
    "benefit-ends",
    "case-follow-up",
    "project-goes-live",
    "data-refresh",
    "rules-change",
    "own",
    "specialization-window-opens",
    "specialization-anniversary",
    "specialization-validation-due",
    "specialization-window-ends",
)
"""The kinds of items, in the order in which a user is asked about them."""
_USUAL: Final = MappingProxyType({"data-refresh": 1})
"""It comes every month, and nothing is to be prepared for it."""

_REPEATED: Final = frozenset({"workshop", "register-by"})
"""The kinds of items that a series of appointments has one of for each date."""


class Reminder(NamedTuple):
    """An item told of so many days before it is due; `key` says which one to nobody but us."""

    key: str
    step: int
    kind: str
    area: Area | None
    due_on: date


def first_step(kind: str, chosen: Mapping[str, Any]) -> int:
    """From how many days before on items of that kind are told of; `NEVER` for not at all."""
    step = chosen.get(kind)
    return step if step in (*STEPS, NEVER) and step is not True else _USUAL.get(kind, STEPS[0])


def due_reminders(
    items: Iterable[AgendaItem],
    shown: Mapping[str, int],
    today: date,
    *,
    file: str = "",
    chosen: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[Reminder, ...]:
    """What is to be told today, soonest first: the nearest step of an item that it has reached.

    `shown` is the last step told of each item by its key. A step that was passed over is told by the next
    one; a clock that goes back tells nothing again. Of a series of appointments only the next date is told
    of. `file` names the partner's file, `chosen` the first
    step of each kind where that is not the usual one.
    """
    found = []
    for item in _nexts(items, today):
        step = _step(item, today)
        if step is None or step > first_step(item.kind, chosen) or _is_put_off(item, today):
            continue
        key = key_of(item.id, file)
        if step < shown.get(key, STEPS[0] + 1):
            found.append(Reminder(key, step, item.kind, item.area, item.due_on))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.kind, one.key)))


def with_shown(shown: Mapping[str, int], told: Iterable[Reminder]) -> Mapping[str, int]:
    """The steps told so far when these are told as well."""
    return {**shown, **{one.key: one.step for one in told}}


def key_of(item: str, file: str) -> str:
    """A digest: neither record nor day can be read off it."""
    from hashlib import sha256  # noqa: PLC0415 - not on the path of the first picture

    return sha256(f"{file}\n{item}".encode()).hexdigest()[:20]


def _nexts(items: Iterable[AgendaItem], today: date) -> Iterator[AgendaItem]:
    """All but those that follow, or went before, the next date of their series."""
    series: dict[str, list[AgendaItem]] = {}
    for item in items:
        series.setdefault(item.series if item.kind in _REPEATED else item.id, []).append(item)
    for dates in series.values():
        is_open = [item for item in dates if item.done_on is None] or dates
        yield min(is_open, key=lambda item: (item.due_on < today, abs(item.due_on - today), item.id))


def _step(item: AgendaItem, today: date) -> int | None:
    """The nearest step that the item has reached; None: too far ahead, or too long ago."""
    days = (item.due_on - today).days
    reached = [step for step in STEPS if days <= step]
    return reached[-1] if reached and days >= -LATE else None


def _is_put_off(item: AgendaItem, today: date) -> bool:
    return item.done_on is not None or (item.snoozed_until is not None and item.snoozed_until > today)
