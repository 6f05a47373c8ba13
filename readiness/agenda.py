"""Deadlines and workshops: those that follow from the facts and the rules, and the user's own."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Final

from readiness.facts import (
    Area,
    Award,
    CertificationId,
    CustomerId,
    Event,
    Facts,
    Month,
    PersonId,
    first_day,
    month_of,
    months_later,
)
from readiness.problems import Message
from readiness.rules import Certification, Rulebook, Rules
from readiness.rules.shapes import People

DAYS_BACK: Final = 30
DAYS_AHEAD: Final = 400
MOST_AWARDS: Final = 2000
_RENEWAL_MONTHS: Final = 6
"""The free online renewal opens so many months before expiry (Learn, credential expiration policy)."""
_END: Final = attrgetter("expires_on")
_DONE_STAGES: Final = frozenset(("live", "ended"))


@dataclass(frozen=True, slots=True)
class AgendaItem:
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

    An own deadline stays until it is done. Of the ends of awards, and of their renewals, the nearest 2,000
    each are listed, in whole days: far more than anyone reads, and quick at any size.
    """
    since, until = on - timedelta(days=days_back), on + timedelta(days=days_ahead)
    derived = _Derived(facts, rulebook.on(on), on, since, until)
    items = [*derived.all(), *_rule_changes(rulebook, since, until)]
    marked = [_marked(item, facts) for item in items] if facts.marks else items
    return tuple(sorted(marked, key=_when))


def _when(item: AgendaItem) -> tuple[date, str, str]:
    return item.due_on, item.kind, item.id


def _marked(item: AgendaItem, facts: Facts) -> AgendaItem:
    mark = facts.marks.get(item.id)
    if mark is None:
        return item
    return replace(
        item,
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
        self._areas = _scoring_areas(rules)

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
        return known is not None and all(
            day is None or day >= self._on for day in (known.left_on, known.account_deleted_on)
        )

    def _ending(self, since: date, until: date) -> list[Award]:
        """Awards that end in the period, of people who are here, but for those that have a successor."""
        awards = self._facts.awards.values()
        until = _reached(awards, since, until)
        near = [a for a in awards if (end := a.expires_on) is not None and since <= end <= until]
        keys = {(a.person, a.certification) for a in near}
        people = {a.person for a in near if self._is_here(a.person)}
        last: dict[tuple[PersonId, CertificationId], date] = {}
        for award in awards:
            if award.person in people and (key := (award.person, award.certification)) in keys:
                last[key] = max(award.expires_on or date.max, last.get(key, date.min))
        return [a for a in near if last.get((a.person, a.certification)) == a.expires_on]

    def _expiries(self) -> Iterator[AgendaItem]:
        for award in self._ending(self._since, self._until):
            if award.expires_on is not None:
                yield self._of_award("certification-expires", award, award.expires_on)

    def _renewals(self) -> Iterator[AgendaItem]:
        """The day from which an award can be renewed, where it still can be."""
        slack = timedelta(days=4)
        since = months_later(self._since, _RENEWAL_MONTHS) - slack
        until = months_later(self._until, _RENEWAL_MONTHS) + slack
        for award in self._ending(since, until):
            found = self._rules.catalogue.get(award.certification)
            if award.expires_on is None or found is None or found.never_expires:
                continue
            opens = months_later(award.expires_on, -_RENEWAL_MONTHS)
            if self._is_near(opens) and _is_renewable(found, max(opens, self._on)):
                yield self._of_award("renewal-opens", award, opens)

    def _of_award(self, kind: str, award: Award, due_on: date) -> AgendaItem:
        slots = self._named(award.certification)
        areas = self._areas.get(award.certification, ())
        return _item(kind, award.id, due_on, slots, person=award.person, area=_only(areas))

    def _named(self, certification: CertificationId) -> Mapping[str, str]:
        found = self._rules.catalogue.get(certification)
        return {
            "certification": found.code if found else certification,
            "name": found.name if found else certification,
        }

    def _certifications(self) -> Iterator[AgendaItem]:
        """Retirements of what people hold, plan or could score with; ends of credit of what people hold."""
        certifications = [
            c for c in self._rules.catalogue if self._is_near(c.retired_on) or self._is_near(c.credit_until)
        ]
        holders = self._holders({c.id for c in certifications})
        planned = {plan.certification for plan in self._facts.plans.values()}
        for found in certifications:
            slots, area = self._named(found.id), _only(self._areas.get(found.id, ()))
            held = holders[found.id]
            wanted = held or found.id in planned or found.id in self._areas
            if wanted and found.retired_on is not None and self._is_near(found.retired_on):
                yield _item("certification-retires", found.id, found.retired_on, slots, area=area)
            if held and found.credit_until is not None and self._is_near(found.credit_until):
                counted = {**slots, "n": held}
                yield _item("credit-ends", found.id, found.credit_until, counted, area=area)

    def _holders(self, certifications: set[CertificationId]) -> Counter[CertificationId]:
        """How many people who are here hold each today."""
        held = {
            (a.certification, a.person)
            for a in self._facts.awards.values()
            if a.certification in certifications
            and a.earned_on <= self._on <= (a.expires_on or date.max)
            and self._is_here(a.person)
        }
        return Counter(certification for certification, _ in held)

    def _plans(self) -> Iterator[AgendaItem]:
        for plan in self._facts.plans.values():
            if self._is_near(plan.exam_on) and self._is_here(plan.person):
                slots = self._named(plan.certification)
                area = _only(self._areas.get(plan.certification, ()))
                yield _item("exam-planned", plan.id, plan.exam_on, slots, person=plan.person, area=area)

    def _enrollments(self) -> Iterator[AgendaItem]:
        programme = self._rules.programme
        for enrollment in self._facts.enrollments.values():
            days = [("anniversary", enrollment.anniversary)]
            if programme is not None:
                renewal = enrollment.anniversary + timedelta(days=programme.calendar.renewal_days)
                end_of_month = first_day(Month(month_of(enrollment.anniversary) + 1)) - timedelta(days=1)
                by_window = enrollment.anniversary + timedelta(days=programme.window.renewal_days)
                whole = programme.window.enrolled_months is not None
                days.append(("renewal-window-ends", renewal))
                days.append(
                    ("qualification-window-ends", max(by_window, end_of_month) if whole else by_window)
                )
            for kind, day in days:
                if self._is_near(day):
                    slots = {"area": Message(f"area.{enrollment.area}")}
                    yield _item(kind, enrollment.id, day, slots, area=enrollment.area)

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
                yield replace(item, starts_at=event.starts_at, ends_at=event.ends_at)

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


def _reached(awards: Collection[Award], since: date, until: date) -> date:
    """The last day up to which no more than `MOST_AWARDS` awards end, counted from `since`."""
    if len(awards) <= MOST_AWARDS:
        return until
    ends = Counter(map(_END, awards))
    total = 0
    reached = since
    for day in sorted(end for end in ends if end is not None and since <= end <= until):
        total += ends[day]
        if total > MOST_AWARDS and reached > since:
            return reached
        reached = day
    return until


def _is_renewable(certification: Certification, on: date) -> bool:
    if certification.retired_on is None:
        return certification.status != "retired"
    return on <= certification.retired_on


def _scoring_areas(rules: Rules) -> Mapping[CertificationId, tuple[Area, ...]]:
    """The areas in which a certification counts, in any track and any step."""
    areas: dict[CertificationId, dict[Area, None]] = {}
    for area, there in rules.areas.items():
        shapes = (metric.shape for track in there.tracks for metric in track.metrics)
        for shape in shapes:
            if isinstance(shape, People):
                for certification in shape.counts.union(*(gate.any_of for gate in shape.gates)):
                    areas.setdefault(certification, {})[area] = None
    return {certification: tuple(some) for certification, some in areas.items()}


def _rule_changes(rulebook: Rulebook, since: date, until: date) -> Iterator[AgendaItem]:
    for area, history in rulebook.areas.items():
        for day in history.dates:
            if since <= day <= until:
                yield _item("rules-change", area, day, {"area": Message(f"area.{area}")}, area=area)
