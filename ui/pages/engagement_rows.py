"""Engagements as rows: what each is, how its claim stands, and what is next."""

from dataclasses import dataclass
from datetime import date, timedelta

from readiness.claims import CLOSED, ClaimStep, claim_steps, latest_end, next_step
from readiness.facts import Engagement, Facts
from readiness.rules import ProgrammeHistory
from readiness.words import folded
from ui.dialogs.options import Called
from ui.pages.claim_words import next_words, status_words
from ui.tables import ChipMark, Column, Tiles
from ui.text import _, day, money, name, number

_NEAR = timedelta(days=14)
_TONE_OF_URGENCY = {"late": "danger", "near": "warning"}


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement on the day. `latest`: the last day by Microsoft's stated maximum."""

    id: str
    engagement: Engagement
    name: str
    customer: str
    owner: str
    steps: tuple[ClaimStep, ...]
    latest: date | None
    urgency: str
    """`late`, `near` or nothing."""

    @property
    def next(self) -> ClaimStep | None:
        return next_step(self.steps)

    @property
    def is_open(self) -> bool:
        return self.next is not None


def engagement_rows(facts: Facts, programme: ProgrammeHistory, on: date) -> tuple[EngagementRow, ...]:
    """Those whose next step is due soonest come first; then what has no day, then what is over."""
    names = Called(facts)
    rows = (_row(engagement, names, programme, on) for engagement in facts.engagements.values())
    return tuple(sorted(rows, key=_order))


def _row(engagement: Engagement, names: Called, programme: ProgrammeHistory, on: date) -> EngagementRow:
    steps = claim_steps(engagement, programme, on)
    step = next_step(steps)
    due = step.due_on if step else None
    urgency = "" if due is None or due > on + _NEAR else "near" if due >= on else "late"
    return EngagementRow(
        id=engagement.id,
        engagement=engagement,
        name=engagement.title,
        customer=names.customer(engagement.customer),
        owner=names.person(engagement.owner),
        steps=steps,
        latest=latest_end(engagement, programme) if step else None,
        urgency=urgency,
    )


def _order(row: EngagementRow) -> tuple[bool, date, str, str]:
    step = row.next
    return (step is None, (step and step.due_on) or date.max, folded(row.name), row.id)


def _chip(row: EngagementRow) -> ChipMark:
    status = row.engagement.status
    if status in CLOSED or status == "rejected":
        return ChipMark("not-met")
    if status == "approved" or row.next is None:
        return ChipMark("achieved")
    return ChipMark("in-progress" if status else "not-started")


def engagement_columns() -> tuple[Column[EngagementRow], ...]:
    return (
        Column(
            lambda: _("Engagement"),
            lambda r: r.name,
            decoration=lambda r: Tiles(r.engagement.areas),
            tooltip=lambda r: r.name,
        ),
        Column(lambda: _("Customer"), lambda r: r.customer, tooltip=lambda r: r.customer),
        Column(lambda: _("Size"), lambda r: r.engagement.size, lambda size: name("engagement-size", size)),
        Column(lambda: _("Status"), lambda r: status_words(r.engagement), decoration=_chip),
        Column(
            lambda: _("Next step"),
            lambda r: name("claim-step", r.next.step) if r.next else _("Nothing is left to do"),
            tooltip=lambda r: next_words(r.next),
        ),
        Column(
            lambda: _("By"),
            lambda r: r.next.due_on if r.next else None,
            lambda due: day(due) if due else "",
            tone=lambda r: _TONE_OF_URGENCY.get(r.urgency, ""),
        ),
        Column(lambda: _("Owner"), lambda r: r.owner),
    )


def engagement_details(row: EngagementRow, facts: Facts) -> tuple[tuple[str, str], ...]:
    """What the panel lists of an engagement."""
    one = row.engagement
    event = facts.events.get(one.event) if one.event else None
    currency = one.currency or facts.partner.currency
    names = Called(facts)
    people = ", ".join(map(names.person, one.people))
    given = (
        (_("Offer"), one.offer),
        (_("Customer"), row.customer),
        (_("Size"), name("engagement-size", one.size)),
        (_("Status"), status_words(one)),
        (_("Ends at the latest"), day(row.latest) if row.latest else ""),
        (_("Delivered in"), event.title if event else ""),
        (_("Delivered by"), people),
        (_("Deliver by"), day(one.deliver_by) if one.deliver_by else ""),
        (_("Contact at the customer"), one.contact_name or one.contact_email),
        (_("Owner"), row.owner),
        (_("Hours"), number(one.hours, 1) if one.hours is not None else ""),
        (_("Expected"), money(one.expected_amount, currency) if one.expected_amount is not None else ""),
        (_("Paid"), money(one.paid_amount, currency) if one.paid_amount is not None else ""),
        (_("Invoice"), one.invoice),
        (_("Proof"), one.proof),
        (_("Notes"), one.notes),
    )
    return tuple((title, words) for title, words in given if words)
