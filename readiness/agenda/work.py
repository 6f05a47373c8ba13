"""What falls due of work: projects, events, funded engagements, the user's own deadlines."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from readiness.agenda.items import AgendaItem, Stretch, item_of, only
from readiness.claims import ClaimStep, claim_steps
from readiness.facts import Engagement, Event
from readiness.problems import Message

_DONE_STAGES: Final = frozenset(("live", "ended"))


def work_items(stretch: Stretch) -> Iterator[AgendaItem]:
    """All of them, kind by kind."""
    yield from _projects(stretch)
    yield from _events(stretch)
    yield from _own(stretch)
    for engagement in stretch.facts.engagements.values():
        yield from _claim(
            engagement, claim_steps(engagement, stretch.rulebook.programme, stretch.on), stretch
        )


def _projects(stretch: Stretch) -> Iterator[AgendaItem]:
    for project in stretch.facts.projects.values():
        if project.go_live_on is None or not stretch.has(project.go_live_on):
            continue
        if project.stage not in _DONE_STAGES:
            yield item_of(
                "project-goes-live",
                project.id,
                project.go_live_on,
                {"title": project.name},
                customer=project.customer,
                area=only(project.areas),
            )


def _events(stretch: Stretch) -> Iterator[AgendaItem]:
    for event in stretch.facts.events.values():
        if event.register_by is not None and stretch.has(event.register_by):
            yield _of_event("register-by", event, event.register_by)
        if stretch.has(event.day):
            item = _of_event("workshop", event, event.day)
            begins, ends = event.begins, event.ends
            yield item._replace(starts_at=begins, ends_at=ends, zone=event.zone, place=event.place)


def _of_event(kind: str, event: Event, due_on: date) -> AgendaItem:
    more = {"customer": event.customer, "owner": event.owner, "url": event.url, "area": only(event.areas)}
    return item_of(kind, event.id, due_on, {"title": event.title}, **more)


def _own(stretch: Stretch) -> Iterator[AgendaItem]:
    for own in stretch.facts.deadlines.values():
        if own.due_on <= stretch.until and (own.due_on >= stretch.since or own.done_on is None):
            more = {"area": own.area, "owner": own.owner, "done_on": own.done_on}
            yield item_of("own", own.id, own.due_on, {"title": own.title}, **more)


def _claim(engagement: Engagement, steps: tuple[ClaimStep, ...], stretch: Stretch) -> Iterator[AgendaItem]:
    """The steps that have a day, one on each; of two on one day the one that is open, else the later."""
    shown = sorted(steps, key=lambda step: step.is_open)
    by_day = {step.due_on: step for step in shown if step.is_open or step.done_on is not None}
    for due_on, step in by_day.items():
        if due_on is None or not stretch.has(due_on):
            continue
        slots = {"step": Message(f"claim-step.{step.step}"), "title": engagement.title}
        yield item_of(
            "claim-step",
            engagement.id,
            due_on,
            slots,
            area=only(engagement.areas),
            customer=engagement.customer,
            owner=engagement.owner,
            done_on=step.done_on,
        )
