"""What falls due of certifications: awards that end or can be renewed, retirements, planned exams."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from readiness.agenda.items import AgendaItem, Stretch, item_of, only
from readiness.facts import Area, Award, CertificationId, Facts, PersonId, months_later
from readiness.problems import Message

MOST_AWARDS: Final = 500


def certification_items(stretch: Stretch) -> Iterator[AgendaItem]:
    """All of them, kind by kind."""
    found = _Certifications(stretch)
    yield from found.expiries()
    yield from found.renewals()
    yield from found.retirements()
    yield from found.plans()


class _Certifications:
    """The items of one day, kind by kind."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._facts, self._rules = stretch.facts, stretch.rules
        self._on, self._since, self._until = stretch.on, stretch.since, stretch.until
        self._areas = stretch.rules.areas_of_certifications()
        self._ends = _Ends(stretch.facts)
        self._titles: dict[tuple[str, CertificationId], Message] = {}

    def expiries(self) -> Iterator[AgendaItem]:
        for award in self._ends.near(self._since, self._on, self._until):
            if award.expires_on is not None and self._stretch.is_here(award.person):
                yield self._of_award("certification-expires", award, award.expires_on)

    def renewals(self) -> Iterator[AgendaItem]:
        """The day from which an award can be renewed, where it still can be."""
        slack = timedelta(days=4)
        since, middle, until = (
            months_later(day, self._rules.catalogue.renewal_opens_months)
            for day in (self._since, self._on, self._until)
        )
        for award in self._ends.near(since - slack, middle, until + slack):
            found = self._rules.catalogue.get(award.certification)
            if award.expires_on is None or found is None or not self._stretch.is_here(award.person):
                continue
            opens = months_later(award.expires_on, -self._rules.catalogue.renewal_opens_months)
            if self._stretch.has(opens) and found.is_renewable(max(opens, self._on)):
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
        return only(self._areas.get(certification, ()))

    def _named(self, certification: CertificationId) -> Mapping[str, str]:
        found = self._rules.catalogue.get(certification)
        code, name = (found.code, found.name) if found else (certification, certification)
        return {"certification": code, "name": name}

    def retirements(self) -> Iterator[AgendaItem]:
        """Retirements of what people hold, plan or could score with; ends of credit that cost someone's."""
        near = [
            c
            for c in self._rules.catalogue
            if self._stretch.has(c.retired_on) or self._stretch.has(c.credit_until)
        ]
        held = self._held({c.id for c in near})
        planned = {plan.certification for plan in self._facts.plans.values()}
        for found in near:
            slots, area = self._named(found.id), self._area(found.id)
            holders = held.get(found.id, {})
            wanted = holders or found.id in planned or found.id in self._areas
            if wanted and found.retired_on is not None and self._stretch.has(found.retired_on):
                yield item_of("certification-retires", found.id, found.retired_on, slots, area=area)
            ends = found.credit_until
            if ends is None or not self._stretch.has(ends) or found.id not in self._areas:
                continue
            if n := sum(1 for expires in holders.values() if self._outlasts_own_end or expires > ends):
                yield item_of("credit-ends", found.id, ends, {**slots, "n": n}, area=area)

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
                if award.earned_on <= self._on <= expires and self._stretch.is_here(award.person):
                    holders[award.person] = max(expires, holders.get(award.person, date.min))
        return held

    def plans(self) -> Iterator[AgendaItem]:
        for plan in self._facts.plans.values():
            if self._stretch.has(plan.exam_on) and self._stretch.is_here(plan.person):
                slots, area = self._named(plan.certification), self._area(plan.certification)
                yield item_of("exam-planned", plan.id, plan.exam_on, slots, person=plan.person, area=area)


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
