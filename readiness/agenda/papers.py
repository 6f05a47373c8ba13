"""What falls due of papers: claims of association and co-op claims, GDAP, benefits, cases with support."""

from collections.abc import Iterator
from typing import Final

from readiness.agenda.items import AgendaItem, Stretch, item_of
from readiness.claims import open_clocks
from readiness.facts import AssociationClaim, Benefit, CoopClaim, Customer
from readiness.problems import Message
from readiness.rules.forms import published_forms

_CLAIMED: Final = frozenset(("submitted", "approved", "rejected", "paid"))


def paper_items(stretch: Stretch) -> Iterator[AgendaItem]:
    """All of them, kind by kind."""
    facts = stretch.facts
    for claim in facts.claims.values():
        yield from _association(claim, stretch)
    for activity in facts.coop_claims.values():
        yield from _coop(activity, stretch)
    yield from _relationships(stretch)
    for benefit in facts.benefits.values():
        yield from _benefit(benefit, stretch)
    yield from _cases(stretch)


def _association(claim: AssociationClaim, stretch: Stretch) -> Iterator[AgendaItem]:
    """Each clock that somebody waits for; of two that end on one day the later."""
    title = claim.name or _name(stretch.facts.customers.get(claim.customer))
    by_day = {due: step for step, due in open_clocks(claim, published_forms()["cpor"])}
    for due, step in by_day.items():
        if stretch.has(due):
            slots = {"step": Message(f"association-step.{step}"), "title": title}
            more = {"area": claim.area, "customer": claim.customer, "owner": claim.owner}
            yield item_of("association-step", claim.id, due, slots, **more)


def _name(customer: Customer | None) -> str:
    return customer.name if customer else ""


def _coop(activity: CoopClaim, stretch: Stretch) -> Iterator[AgendaItem]:
    """The last day to claim what was done in a half-year."""
    if activity.executed_on is None:
        return
    window = published_forms()["coop"].window_of(activity.executed_on)
    if window is not None and stretch.has(window[1]):
        done_on = activity.submitted_on or (window[1] if activity.status in _CLAIMED else None)
        yield item_of("coop-claim-ends", activity.id, window[1], {"title": activity.name}, done_on=done_on)


def _relationships(stretch: Stretch) -> Iterator[AgendaItem]:
    """The last day of those that do not extend themselves."""
    for one in stretch.facts.relationships.values():
        if one.ends_on is not None and stretch.has(one.ends_on) and not one.auto_extend:
            title = one.name or _name(stretch.facts.customers.get(one.customer))
            slots = {"title": title}
            yield item_of("relationship-ends", one.id, one.ends_on, slots, customer=one.customer)


def _benefit(benefit: Benefit, stretch: Stretch) -> Iterator[AgendaItem]:
    slots = {"title": benefit.name}
    if benefit.redeem_by is not None and stretch.has(benefit.redeem_by):
        done = {"done_on": benefit.redeemed_on}
        yield item_of("benefit-redeem-by", benefit.id, benefit.redeem_by, slots, **done)
    if benefit.ends_on is not None and stretch.has(benefit.ends_on):
        yield item_of("benefit-ends", benefit.id, benefit.ends_on, slots)


def _cases(stretch: Stretch) -> Iterator[AgendaItem]:
    """The day to ask again; done when the case is closed."""
    for case in stretch.facts.cases.values():
        if case.follow_up_on is not None and stretch.has(case.follow_up_on):
            slots = {"title": case.number}
            more = {"area": case.area, "done_on": case.closed_on}
            yield item_of("case-follow-up", case.id, case.follow_up_on, slots, **more)
