"""Reminders: each item once per step, whatever the clock does, and nobody's name in them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.agenda import AgendaItem, agenda
from readiness.demo import demo_facts
from readiness.facts import Event, Facts, Put
from readiness.problems import Message
from readiness.reminders import KINDS, LATE, NEVER, STEPS, Reminder, due_reminders, first_step, with_shown
from readiness.rules import load_rulebook

ON = date(2026, 11, 24)
RULEBOOK = load_rulebook()


def item(days: int, kind: str = "own", record: str = "d1", **more: Any) -> AgendaItem:
    due_on = ON + timedelta(days=days)
    made = AgendaItem(f"{kind}:{record}:{due_on}", due_on, kind, Message("agenda.own", {"title": "x"}))
    return made._replace(**more)


def told(items: list[AgendaItem], days: list[date]) -> list[tuple[date, int]]:
    """What is told when the program looks on those days, in their order."""
    shown: Mapping[str, int] = {}
    found = []
    for day in days:
        now = due_reminders(items, shown, day)
        found += [(day, one.step) for one in now]
        shown = with_shown(shown, now)
    return found


def test_who_looks_every_day_is_told_on_the_six_days() -> None:
    due = item(120).due_on
    days = [ON + timedelta(days=n) for n in range(140)]
    assert told([item(120)], days) == [(due - timedelta(days=step), step) for step in STEPS]


def test_what_was_passed_over_is_told_once_when_somebody_looks_again() -> None:
    due = item(100)
    asleep = [ON + timedelta(days=n) for n in (0, 55, 56, 95)]
    assert told([due], asleep) == [(asleep[1], 60), (asleep[3], 7)]


def test_of_what_is_over_the_last_reminder_comes_within_a_week() -> None:
    assert told([item(0)], [ON + timedelta(days=LATE)]) == [(ON + timedelta(days=LATE), 1)]
    assert told([item(0)], [ON + timedelta(days=LATE + 1)]) == []


def test_a_clock_that_goes_forth_and_back_tells_nothing_twice() -> None:
    days = [ON, ON + timedelta(days=80), ON, ON + timedelta(days=1), ON + timedelta(days=80)]
    assert told([item(85)], days) == [(days[0], 90), (days[1], 7)]


@pytest.mark.parametrize(
    "more", [{"done_on": ON}, {"snoozed_until": ON + timedelta(days=1)}], ids=["done", "snoozed"]
)
def test_what_is_done_or_put_off_is_not_told(more: dict[str, Any]) -> None:
    assert due_reminders([item(5, **more)], {}, ON) == ()


def test_what_was_put_off_is_told_when_its_day_has_come() -> None:
    (one,) = due_reminders([item(5, snoozed_until=ON)], {}, ON)
    assert one.step == 7


def test_kinds_are_told_from_the_step_chosen_for_them() -> None:
    items = [item(20), item(20, "workshop"), item(20, "data-refresh")]
    chosen = {"own": 14, "workshop": 90}
    assert [one.kind for one in due_reminders(items, {}, ON, chosen=chosen)] == ["workshop"]
    assert due_reminders(items, {}, ON, chosen=dict.fromkeys(KINDS, NEVER)) == ()


@pytest.mark.parametrize("odd", ["90", 5, -1, None, True, 14.5])
def test_a_choice_that_is_none_leaves_the_usual_step(odd: object) -> None:
    assert first_step("own", {"own": odd}) == STEPS[0]


def test_a_reminder_names_kind_area_and_day_and_nothing_that_was_recorded() -> None:
    facts = demo_facts(RULEBOOK, ON)
    found = due_reminders(agenda(facts, RULEBOOK, ON), {}, ON, file="f")
    assert len(found) > 5
    words = " ".join(str(part) for one in found for part in one)
    names = [p.name for p in facts.people.values()] + [c.name for c in facts.customers.values()]
    assert not [name for name in names if name in words]
    assert not [record for record in (*facts.people, *facts.awards, *facts.events) if record in words]


def test_two_files_do_not_share_what_was_told() -> None:
    (first,) = due_reminders([item(5)], {}, ON, file="one")
    assert due_reminders([item(5)], with_shown({}, [first]), ON, file="one") == ()
    assert len(due_reminders([item(5)], with_shown({}, [first]), ON, file="two")) == 1


def test_every_kind_of_the_agenda_can_be_chosen() -> None:
    facts = demo_facts(RULEBOOK, ON)
    kinds = {one.kind for one in agenda(facts, RULEBOOK, ON)}
    assert kinds <= set(KINDS)


@given(
    st.lists(st.tuples(st.integers(-30, 400), st.sampled_from(("own", "workshop"))), max_size=8, unique=True),
    st.lists(st.integers(-50, 450), max_size=40),
)
def test_whatever_the_clock_does_no_step_is_told_twice_and_none_is_missed(
    dues: list[tuple[int, str]], jumps: list[int]
) -> None:
    items = [item(days, kind, f"r{place}") for place, (days, kind) in enumerate(dues)]
    shown: Mapping[str, int] = {}
    steps: dict[str, list[int]] = {}
    for jump in jumps:
        today = ON + timedelta(days=jump)
        now = due_reminders(items, shown, today)
        assert len({one.key for one in now}) == len(now), "one reminder of an item at a time"
        for one in now:
            steps.setdefault(one.key, []).append(one.step)
        shown = with_shown(shown, now)
        assert due_reminders(items, shown, today) == (), "what is told is told"
        for near in _reached(items, today):
            assert shown[near.key] <= near.step, "nothing that has come near is left untold"
    for of_one in steps.values():
        assert of_one == sorted(set(of_one), reverse=True)


def _reached(items: list[AgendaItem], today: date) -> tuple[Reminder, ...]:
    """What has come near by that day, told or not."""
    return due_reminders(items, {}, today)


@given(
    st.sampled_from([date(2028, 2, 29), date(2026, 12, 31), date(2027, 3, 28), date(2026, 10, 25)]),
    st.integers(-12 * 4, 14 * 4),
)
def test_leap_days_years_ends_and_changes_of_the_clock_are_days_like_others(due: date, quarters: int) -> None:
    zone = timezone(timedelta(minutes=15 * quarters))
    event = Event("e1", "Workshop", "workshop", datetime(due.year, due.month, due.day, 9, tzinfo=zone))
    facts = Facts().changed([Put(event)])
    shown: Mapping[str, int] = {}
    found = []
    for n in range(100, -10, -1):
        today = due - timedelta(days=n)
        items = [one for one in agenda(facts, RULEBOOK, today) if one.kind == "workshop"]
        now = due_reminders(items, shown, today)
        found += [(n, one.step) for one in now]
        shown = with_shown(shown, now)
    assert found == [(step, step) for step in STEPS]


def weekly(count: int, **more: Any) -> list[AgendaItem]:
    """A series of appointments from the day before yesterday on, as a calendar file brings it."""
    days = [7 * week - 2 for week in range(count)]
    first, *rest = (ON + timedelta(days=day) for day in days)
    ids = ["ics:standup@x", *(f"ics:standup@x/{day:%Y%m%d}" for day in rest)]
    return [
        item((day - ON).days, "workshop", key, **more) for key, day in zip(ids, (first, *rest), strict=True)
    ]


def test_of_a_weekly_series_only_the_next_date_is_told_of() -> None:
    dates = weekly(10)
    (one,) = due_reminders(dates, {}, ON)
    assert (one.due_on, one.step) == (ON + timedelta(days=5), 7)
    apart = [date_._replace(id=f"workshop:other{n}:{date_.due_on}") for n, date_ in enumerate(dates)]
    assert len(due_reminders(apart, {}, ON)) == 10, "what is no series is told of date by date"


def test_once_a_date_of_a_series_is_over_or_done_the_one_after_it_is_told_of() -> None:
    dates = weekly(10)
    days = [ON + timedelta(days=n) for n in range(14)]
    told_of = set()
    shown: Mapping[str, int] = {}
    for day in days:
        now = due_reminders(dates, shown, day)
        assert len(now) <= 1
        told_of |= {one.due_on for one in now}
        shown = with_shown(shown, now)
    assert told_of == {ON + timedelta(days=n) for n in (5, 12, 19)}
    done = [dates[0], dates[1]._replace(done_on=ON), *dates[2:]]
    (one,) = due_reminders(done, {}, ON)
    assert one.due_on == ON + timedelta(days=12)


def test_of_a_series_that_is_over_the_last_date_is_told_of_and_two_series_are_two() -> None:
    (last,) = due_reminders(weekly(1), {}, ON)
    assert last.due_on == ON - timedelta(days=2)
    others = [one._replace(id=one.id.replace("standup", "review")) for one in weekly(10)]
    assert len(due_reminders([*weekly(10), *others], {}, ON)) == 2
