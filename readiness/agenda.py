"""Deadlines and workshops: those that follow from the facts and the rules, and the user's own."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

from readiness.claims import ClaimStep, claim_steps
from readiness.facts import (
    Area,
    Award,
    CertificationId,
    CustomerId,
    Engagement,
    Event,
    Facts,
    Month,
    PersonId,
    first_day,
    month_of,
    months_later,
)
from readiness.problems import Message
from readiness.rules import Rulebook, Rules

DAYS_BACK: Final = 30
DAYS_AHEAD: Final = 400
MOST_AWARDS: Final = 500
_FIRST_DAY: Final = date(100, 1, 1)
_LAST_DAY: Final = date(9900, 1, 1)
"""Days beyond have no agenda of their own: the calendar ends too near."""
_DONE_STAGES: Final = frozenset(("live", "ended"))


class AgendaItem(NamedTuple):
    """One thing to do or to know by `due_on` (inclusive).

    `id` is `kind:record:date`, stable while the record and its date stand, so that a mark and a calendar
    entry find it again.
    """

    id: str
    due_on: date
    kind: str
    title: Message
    area: Area | None = None
    person: PersonId | None = None
    customer: CustomerId | None = None
    owner: PersonId | None = None
    done_on: date | None = None
    snoozed_until: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    url: str = ""


def agenda(
    facts: Facts, rulebook: Rulebook, on: date, *, days_back: int = DAYS_BACK, days_ahead: int = DAYS_AHEAD
) -> tuple[AgendaItem, ...]:
    """What is due from `days_back` before the day to `days_ahead` after it, soonest first.

    An own deadline stays until it is done. Of the ends of awards, and of the days from which they can be
    renewed, the nearest `MOST_AWARDS` before and after the day are listed: quick at any size.
    """
    on = min(max(on, _FIRST_DAY), _LAST_DAY)
    since, until = on - timedelta(days=days_back), on + timedelta(days=days_ahead)
    derived = _Derived(facts, rulebook.on(on), on, since, until)
    items = [*derived.all(), *_rule_changes(rulebook, since, until)]
    for engagement in facts.engagements.values():
        items += _claim(engagement, claim_steps(engagement, rulebook.programme, on), since, until)
    if facts.specializations:
        items += _specializations(facts, rulebook, since, until)
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


def _item(kind: str, record: str, due_on: date, slots: Mapping[str, Any], **more: Any) -> AgendaItem:
    return AgendaItem(
        f"{kind}:{record}:{due_on.isoformat()}", due_on, kind, Message(f"agenda.{kind}", slots), **more
    )


def _only(areas: tuple[Area, ...]) -> Area | None:
    return areas[0] if len(areas) == 1 else None


class _Derived:
    """The items of one day, kind by kind."""

    def __init__(self, facts: Facts, rules: Rules, on: date, since: date, until: date) -> None:
        self._facts = facts
        self._rules = rules
        self._on = on
        self._since = since
        self._until = until
        self._areas = rules.areas_of_certifications()
        self._ends = _Ends(facts)
        self._titles: dict[tuple[str, CertificationId], Message] = {}

    def all(self) -> Iterator[AgendaItem]:
        yield from self._expiries()
        yield from self._renewals()
        yield from self._certifications()
        yield from self._plans()
        yield from self._enrollments()
        yield from self._projects()
        yield from self._events()
        yield from self._own()
        yield from self._refresh()

    def _is_near(self, day: date | None) -> bool:
        return day is not None and self._since <= day <= self._until

    def _is_here(self, person: PersonId) -> bool:
        known = self._facts.people.get(person)
        return (
            known is not None
            and (known.left_on is None or known.left_on >= self._on)
            and (known.account_deleted_on is None or known.account_deleted_on >= self._on)
        )

    def _expiries(self) -> Iterator[AgendaItem]:
        for award in self._ends.near(self._since, self._on, self._until):
            if award.expires_on is not None and self._is_here(award.person):
                yield self._of_award("certification-expires", award, award.expires_on)

    def _renewals(self) -> Iterator[AgendaItem]:
        """The day from which an award can be renewed, where it still can be."""
        slack = timedelta(days=4)
        since, middle, until = (
            months_later(day, self._rules.catalogue.renewal_opens_months)
            for day in (self._since, self._on, self._until)
        )
        for award in self._ends.near(since - slack, middle, until + slack):
            found = self._rules.catalogue.get(award.certification)
            if award.expires_on is None or found is None or not self._is_here(award.person):
                continue
            opens = months_later(award.expires_on, -self._rules.catalogue.renewal_opens_months)
            if self._is_near(opens) and found.is_renewable(max(opens, self._on)):
                yield self._of_award("renewal-opens", award, opens)

    def _of_award(self, kind: str, award: Award, due_on: date) -> AgendaItem:
        key = (kind, award.certification)
        if key not in self._titles:
            self._titles[key] = Message(f"agenda.{kind}", self._named(award.certification))
        area = self._area(award.certification)
        item_id = f"{kind}:{award.id}:{due_on.isoformat()}"
        return AgendaItem(item_id, due_on, kind, self._titles[key], area, award.person)

    def _area(self, certification: CertificationId) -> Area | None:
        """The one area in which it counts; None: in none, or in several."""
        return _only(self._areas.get(certification, ()))

    def _named(self, certification: CertificationId) -> Mapping[str, str]:
        found = self._rules.catalogue.get(certification)
        code, name = (found.code, found.name) if found else (certification, certification)
        return {"certification": code, "name": name}

    def _certifications(self) -> Iterator[AgendaItem]:
        """Retirements of what people hold, plan or could score with; ends of credit that cost someone's."""
        near = [
            c for c in self._rules.catalogue if self._is_near(c.retired_on) or self._is_near(c.credit_until)
        ]
        held = self._held({c.id for c in near})
        planned = {plan.certification for plan in self._facts.plans.values()}
        for found in near:
            slots, area = self._named(found.id), self._area(found.id)
            holders = held.get(found.id, {})
            wanted = holders or found.id in planned or found.id in self._areas
            if wanted and found.retired_on is not None and self._is_near(found.retired_on):
                yield _item("certification-retires", found.id, found.retired_on, slots, area=area)
            ends = found.credit_until
            if ends is None or not self._is_near(ends) or found.id not in self._areas:
                continue
            if n := sum(1 for expires in holders.values() if self._outlasts_own_end or expires > ends):
                yield _item("credit-ends", found.id, ends, {**slots, "n": n}, area=area)

    @cached_property
    def _outlasts_own_end(self) -> bool:
        """Whether credit for a retired certification goes on when the award itself has ended."""
        programme = self._rules.programme
        return (
            programme is not None
            and "retired-credit" in programme.readings
            and programme.reading("retired-credit", self._facts.choices) == "credit-end"
        )

    def _held(
        self, certifications: set[CertificationId]
    ) -> Mapping[CertificationId, Mapping[PersonId, date]]:
        """Who of those who are here holds each today, and until when at the latest."""
        held: defaultdict[CertificationId, dict[PersonId, date]] = defaultdict(dict)
        by_certification = self._facts.grouped(Award, "certification")
        for certification in certifications:
            holders = held[certification]
            for award in by_certification.get(certification, ()):
                expires = award.expires_on or date.max
                if award.earned_on <= self._on <= expires and self._is_here(award.person):
                    holders[award.person] = max(expires, holders.get(award.person, date.min))
        return held

    def _plans(self) -> Iterator[AgendaItem]:
        for plan in self._facts.plans.values():
            if self._is_near(plan.exam_on) and self._is_here(plan.person):
                slots, area = self._named(plan.certification), self._area(plan.certification)
                yield _item("exam-planned", plan.id, plan.exam_on, slots, person=plan.person, area=area)

    def _enrollments(self) -> Iterator[AgendaItem]:
        for enrollment in self._facts.enrollments.values():
            for kind, day in self._days_of(enrollment.anniversary):
                if self._is_near(day):
                    slots = {"area": Message(f"area.{enrollment.area}")}
                    yield _item(kind, enrollment.id, day, slots, area=enrollment.area)

    def _days_of(self, anniversary: date) -> Iterator[tuple[str, date]]:
        """The anniversary and, where the programme has them, the last days to qualify and to renew."""
        if not self._since - timedelta(days=100) <= anniversary <= self._until:
            return
        yield "anniversary", anniversary
        programme = self._rules.programme
        if programme is not None:
            yield "renewal-window-ends", anniversary + timedelta(days=programme.calendar.renewal_days)
            ends = anniversary + timedelta(days=programme.window.renewal_days)
            if programme.window.enrolled_months is not None:
                ends = max(ends, first_day(Month(month_of(anniversary) + 1)) - timedelta(days=1))
            yield "qualification-window-ends", ends

    def _projects(self) -> Iterator[AgendaItem]:
        for project in self._facts.projects.values():
            if project.go_live_on is None or not self._is_near(project.go_live_on):
                continue
            if project.stage not in _DONE_STAGES:
                yield _item(
                    "project-goes-live",
                    project.id,
                    project.go_live_on,
                    {"title": project.name},
                    customer=project.customer,
                    area=_only(project.areas),
                )

    def _events(self) -> Iterator[AgendaItem]:
        for event in self._facts.events.values():
            if event.register_by is not None and self._is_near(event.register_by):
                yield self._of_event("register-by", event, event.register_by)
            if self._is_near(event.starts_at.date()):
                item = self._of_event("workshop", event, event.starts_at.date())
                yield item._replace(starts_at=event.starts_at, ends_at=event.ends_at)

    def _of_event(self, kind: str, event: Event, due_on: date) -> AgendaItem:
        slots, area = {"title": event.title}, _only(event.areas)
        return _item(kind, event.id, due_on, slots, customer=event.customer, url=event.url, area=area)

    def _own(self) -> Iterator[AgendaItem]:
        for own in self._facts.deadlines.values():
            if own.due_on <= self._until and (own.due_on >= self._since or own.done_on is None):
                more = {"area": own.area, "owner": own.owner, "done_on": own.done_on}
                yield _item("own", own.id, own.due_on, {"title": own.title}, **more)

    def _refresh(self) -> Iterator[AgendaItem]:
        """The next day on which Partner Center shows another month."""
        programme = self._rules.programme
        if programme is None:
            return
        month = month_of(self._on)
        day = first_day(month) + timedelta(days=programme.calendar.refresh_day - 1)
        if day < self._on:
            month = Month(month + 1)
            day = first_day(month) + timedelta(days=programme.calendar.refresh_day - 1)
        yield _item("data-refresh", "partner-center", day, {"month": month - 1})


class _Ends:
    """Awards by the day they end, so that those near a day are found without a look at each."""

    def __init__(self, facts: Facts) -> None:
        self._by_person = facts.grouped(Award, "person")
        self._by_day = facts.grouped(Award, "expires_on")
        self._days = sorted(day for day in self._by_day if day is not None)

    def near(self, since: date, middle: date, until: date) -> list[Award]:
        """Those that end in the period, unless the person holds the same certification for longer.

        Before and after `middle` at most `MOST_AWARDS` each, in whole days, the nearest ones.
        """
        days = self._days
        first, at, last = (bisect_left(days, since), bisect_left(days, middle), bisect_right(days, until))
        some = [*self._nearest(reversed(days[first:at])), *self._nearest(days[at:last])]
        return [award for award in some if not self._is_outlasted(award)]

    def _is_outlasted(self, award: Award) -> bool:
        own = award.expires_on or date.max
        return any(
            other.certification == award.certification and (other.expires_on or date.max) > own
            for other in self._by_person[award.person]
        )

    def _nearest(self, days: Iterable[date]) -> Iterator[Award]:
        given = 0
        for day in days:
            there = self._by_day[day]
            if given and given + len(there) > MOST_AWARDS:
                return
            given += len(there)
            yield from there


def _specializations(facts: Facts, rulebook: Rulebook, since: date, until: date) -> Iterator[AgendaItem]:
    """Around the anniversary of each one held, under the name it has by then."""
    from readiness.rules.specializations import specialization_book  # noqa: PLC0415 - only who holds one

    book = specialization_book(rulebook)
    for held in facts.specializations.values():
        for kind, day in book.renewal_days(held):
            stands_as = book.specializations.get(book.stands_as(held.specialization, day))
            if since <= day <= until and stands_as is not None:
                version = stands_as.version_on(day)
                validation = Message(f"validation.{(version and version.validation) or 'unknown'}")
                slots = {"name": stands_as.name_on(day), "validation": validation}
                area = _only(version.areas) if version else None
                yield _item(kind, held.id, day, slots, area=area)


def _claim(
    engagement: Engagement, steps: tuple[ClaimStep, ...], since: date, until: date
) -> Iterator[AgendaItem]:
    """The steps that have a day, one on each; of two on one day the one that is open, else the later."""
    shown = sorted(steps, key=lambda step: step.is_open)
    by_day = {step.due_on: step for step in shown if step.is_open or step.done_on is not None}
    for due_on, step in by_day.items():
        if due_on is None or not since <= due_on <= until:
            continue
        slots = {"step": Message(f"claim-step.{step.step}"), "title": engagement.title}
        yield _item(
            "claim-step",
            engagement.id,
            due_on,
            slots,
            area=_only(engagement.areas),
            customer=engagement.customer,
            owner=engagement.owner,
            done_on=step.done_on,
        )


def _rule_changes(rulebook: Rulebook, since: date, until: date) -> Iterator[AgendaItem]:
    for area, history in rulebook.areas.items():
        for day in history.changes:
            if since <= day <= until:
                yield _item("rules-change", area, day, {"area": Message(f"area.{area}")}, area=area)
