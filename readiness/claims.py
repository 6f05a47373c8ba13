"""The claims of a partner: the steps of a funded engagement with their clocks, those of an association."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from readiness.facts import AssociationClaim, Engagement, months_later
from readiness.rules import ClaimRule, ProgrammeHistory
from readiness.rules.forms import PublishedForm

STEPS: Final = ("claim", "consent", "deliver", "submit", "review", "dispute", "answer", "payment")
"""In the order of time; `claim-step.<step>` says each in words."""
_DELIVERY: Final = "deliver"
"""It is a step where a day is agreed for it; that it is done says nothing of the claim."""
CLOSED: Final = frozenset(
    (
        "consent-declined",
        "consent-rejected",
        "consent-expired",
        "not-submitted-expired",
        "post-submission-expired",
        "disputed-expired",
        "rejected-final",
        "cancelled",
    )
)
"""Statuses after which nothing is left to do: such a claim can only be created anew."""
_BEHIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "claimed": "claim",
        "awaiting-consent": "claim",
        "consent-received": "consent",
        "submitted": "submit",
        "under-review": "submit",
        "partner-action-required": "submit",
        "approved": "answer",
        "rejected": "review",
        "disputed": "dispute",
    }
)
"""The last step that a status says is behind, whether its day is recorded or not."""


class ClaimStep(NamedTuple):
    """One step. `due_on` None: it has no clock, or the day it runs from is not recorded.

    `done_on` None though it `is_done`: on which day is not recorded.
    """

    step: str
    due_on: date | None
    done_on: date | None
    is_done: bool

    @property
    def is_open(self) -> bool:
        return not self.is_done


def claim_steps(engagement: Engagement, programme: ProgrammeHistory, on: date) -> tuple[ClaimStep, ...]:
    """Its steps in their order, under the rules of the day it was claimed (of `on`, before it was).

    Dispute and answer are steps of a rejected claim alone; a claim that is over has no open steps.
    """
    standing = programme.on(engagement.claimed_on or on)
    rule = standing.claim if standing else None
    days = {step: day for step, day in _days(engagement).items() if day is not None}
    reached = _reached(engagement, {step: day for step, day in days.items() if step != _DELIVERY})
    behind = {step for step in STEPS if STEPS.index(step) <= reached or (step == _DELIVERY and step in days)}
    due = {_DELIVERY: engagement.deliver_by, **(_due(engagement, rule) if rule else {})}
    is_over = engagement.status in CLOSED
    return tuple(
        ClaimStep(step, due.get(step), days.get(step), is_done=is_over or step in behind)
        for step in STEPS
        if step not in _left_out(engagement)
    )


def next_step(steps: tuple[ClaimStep, ...]) -> ClaimStep | None:
    """The first that is open; None: nothing is left to do."""
    return next((step for step in steps if step.is_open), None)


class _Turn(NamedTuple):
    """What is recorded when a step is done: its day, and the status before and after it."""

    day: str
    before: str
    after: str


_TURNS: Final[Mapping[str, _Turn]] = MappingProxyType(
    {
        "claim": _Turn("claimed_on", "", "claimed"),
        "consent": _Turn("consent_on", "awaiting-consent", "consent-received"),
        "submit": _Turn("submitted_on", "consent-received", "submitted"),
        "dispute": _Turn("disputed_on", "rejected", "disputed"),
        "payment": _Turn("paid_on", "approved", "approved"),
    }
)


def with_step_done(engagement: Engagement, step: str, done_on: date | None) -> Engagement | None:
    """The engagement when the step was done on that day, or, without one, is open again.

    None: how the step ended has to be said as well, and that a day does not say.
    """
    if step == _DELIVERY:
        return replace(engagement, delivered_on=done_on)
    turn = _TURNS.get(step)
    if turn is None:
        return None
    is_behind = STEPS.index(step) < _reached(engagement, {})
    status = turn.before if done_on is None else engagement.status if is_behind else turn.after
    return replace(engagement, status=status, **{turn.day: done_on})  # type: ignore[arg-type] # names of days


def latest_end(engagement: Engagement, programme: ProgrammeHistory) -> date | None:
    """The last day by Microsoft's stated maximum; None before it is claimed."""
    claimed = engagement.claimed_on
    standing = programme.on(claimed) if claimed else None
    if claimed is None or standing is None or standing.claim is None:
        return None
    return _later(claimed, standing.claim.sizes[engagement.size].at_most)


def _days(engagement: Engagement) -> Mapping[str, date | None]:
    """The day on which each step was done."""
    decided = engagement.rejected_on or engagement.approved_on
    return {
        "claim": engagement.claimed_on,
        "consent": engagement.consent_on,
        _DELIVERY: engagement.delivered_on,
        "submit": engagement.submitted_on,
        "review": decided,
        "dispute": engagement.disputed_on,
        "answer": engagement.approved_on if engagement.disputed_on else None,
        "payment": engagement.paid_on,
    }


def _reached(engagement: Engagement, days: Mapping[str, date]) -> int:
    """The place of the last step behind, by status or by day: what comes before it is behind as well."""
    last = [step for step in (*days, _BEHIND.get(engagement.status)) if step is not None]
    if engagement.approved_on:
        last.append("answer")
    return max((STEPS.index(step) for step in last), default=-1)


def _left_out(engagement: Engagement) -> frozenset[str]:
    """A claim that nobody rejected needs no dispute; one that is rejected, or over, is not paid."""
    is_disputed = engagement.disputed_on is not None or engagement.status == "disputed"
    is_rejected = is_disputed or engagement.rejected_on is not None or engagement.status == "rejected"
    is_approved = engagement.approved_on is not None or engagement.status == "approved"
    left_out = set()
    if engagement.deliver_by is None and engagement.delivered_on is None:
        left_out.add(_DELIVERY)
    if not is_rejected:
        left_out.add("dispute")
    if not is_disputed:
        left_out.add("answer")
    if not is_approved and (is_rejected or engagement.status in CLOSED):
        left_out.add("payment")
    return frozenset(left_out)


def _due(engagement: Engagement, rule: ClaimRule) -> Mapping[str, date]:
    size = rule.sizes[engagement.size]
    clocks = {
        "consent": (engagement.claimed_on, rule.consent),
        "submit": (engagement.consent_on, size.submit),
        "review": (engagement.consent_on, size.review),
        "dispute": (engagement.rejected_on, rule.dispute),
        "answer": (engagement.disputed_on, rule.dispute),
        "payment": (engagement.approved_on, rule.payment),
    }
    return {step: _later(anchor, days) for step, (anchor, days) in clocks.items() if anchor is not None}


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))


_RUNNING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "draft": ("proof",),
        "submitted": ("proof", "submitted", "review", "customer"),
        "under-review": ("review", "customer"),
        "partner-action-required": ("answer",),
        "rejected": ("dispute",),
    }
)
"""The clocks of a claim of association that somebody waits for, by its status."""


def association_clocks(claim: AssociationClaim, form: PublishedForm) -> Mapping[str, date | None]:
    """The last day of each step of the form, as far as its clock runs."""
    sent = claim.submitted_on
    anchors = {"answer": claim.returned_on, "dispute": claim.rejected_on}
    return {
        step: form.due_on(step, anchor) if (anchor := anchors.get(step, sent)) else None
        for step in form.steps
    }


def open_clocks(claim: AssociationClaim, form: PublishedForm) -> Iterator[tuple[str, date]]:
    """Those that somebody waits for, with their last day; `proof`: until when it is recent enough."""
    days = dict(association_clocks(claim, form))
    if claim.submitted_on is None and claim.proof_on is not None:
        days["proof"] = months_later(claim.proof_on, form.proof_months)
    for step in _RUNNING.get(claim.status, ()):
        if (due := days.get(step)) is not None:
            yield step, due
