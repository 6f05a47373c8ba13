"""The clocks of an engagement's claim, as the page of October 2023 gives them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from readiness.agenda import AgendaItem, agenda
from readiness.claims import CLOSED, STEPS, claim_steps, latest_end, next_step, with_step_done
from readiness.facts import CLAIM_STATUSES, ENGAGEMENT_SIZES, Engagement, Facts, Mark, Put
from readiness.rules import load_rulebook
from tests import strategies

RULEBOOK = load_rulebook()
ON = date(2026, 11, 24)
CLAIMED, CONSENT = date(2026, 10, 1), date(2026, 10, 12)
WORKSHOP = Engagement("g1", "Threat Protection", "workshop", areas=("security",))


def due(engagement: Engagement, on: date = ON) -> dict[str, date | None]:
    return {step.step: step.due_on for step in claim_steps(engagement, RULEBOOK.programme, on)}


def next_of(engagement: Engagement) -> str | None:
    step = next_step(claim_steps(engagement, RULEBOOK.programme, ON))
    return step.step if step else None


def claim_items(engagement: Engagement, *marks: Mark, reach: int = 400) -> list[AgendaItem]:
    facts = Facts().changed([Put(engagement), *(Put(mark) for mark in marks)])
    found = agenda(facts, RULEBOOK, ON, days_back=reach, days_ahead=reach)
    return [item for item in found if item.kind == "claim-step"]


def test_the_day_agreed_for_the_delivery_is_a_step_before_the_claim_is_submitted() -> None:
    claim = replace(WORKSHOP, status="consent-received", claimed_on=CLAIMED, consent_on=CONSENT)
    agreed = replace(claim, deliver_by=date(2026, 12, 8))
    assert "deliver" not in due(claim)
    assert due(agreed)["deliver"] == date(2026, 12, 8)
    assert (next_of(claim), next_of(agreed)) == ("submit", "deliver")
    done = with_step_done(agreed, "deliver", ON)
    assert done is not None
    assert (done.delivered_on, done.status, next_of(done)) == (ON, agreed.status, "submit")
    assert next_of(replace(agreed, submitted_on=ON, status="submitted")) == "review"


def test_work_that_is_delivered_says_nothing_of_a_consent_that_is_missing() -> None:
    early = replace(WORKSHOP, status="awaiting-consent", claimed_on=CLAIMED, delivered_on=ON)
    assert next_of(early) == "consent"


@pytest.mark.parametrize(
    ("size", "submit", "review", "most"),
    [
        ("assessment", 60, 90, 120),
        ("workshop", 90, 120, 150),
        ("xs", 120, 150, 180),
        ("small", 120, 150, 180),
        ("medium", 200, 230, 260),
        ("large", 260, 290, 310),
        ("xl", 260, 290, 310),
        ("xxl", 260, 290, 310),
    ],
)
def test_the_steps_of_each_size(size: str, submit: int, review: int, most: int) -> None:
    claim = replace(WORKSHOP, size=size, claimed_on=CLAIMED, consent_on=CONSENT)
    assert due(claim) == {
        "claim": None,
        "consent": CLAIMED + timedelta(days=30),
        "submit": CONSENT + timedelta(days=submit),
        "review": CONSENT + timedelta(days=review),
        "payment": None,
    }
    assert latest_end(claim, RULEBOOK.programme) == CLAIMED + timedelta(days=most)


def test_the_rule_says_where_it_is_from_and_that_its_first_day_is_a_guess() -> None:
    (rule,) = RULEBOOK.programme.claims
    assert (rule.dated.certainty, rule.dated.source.read_on) == ("bracketed", date(2026, 11, 24))
    assert set(rule.sizes) == set(ENGAGEMENT_SIZES)


def test_before_the_claim_is_created_that_is_the_next_step_and_nothing_has_a_day() -> None:
    assert next_of(WORKSHOP) == "claim"
    assert set(due(WORKSHOP).values()) == {None}
    assert claim_items(WORKSHOP) == []


def test_steps_move_when_their_anchor_moves() -> None:
    claim = replace(WORKSHOP, claimed_on=CLAIMED, consent_on=CONSENT)
    later = replace(claim, consent_on=CONSENT + timedelta(days=5))
    for step, moved in (("consent", 0), ("submit", 5), ("review", 5)):
        before, after = due(claim)[step], due(later)[step]
        assert before is not None
        assert after == before + timedelta(days=moved)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"claimed_on": CLAIMED}, "consent"),
        ({"claimed_on": CLAIMED, "consent_on": CONSENT}, "submit"),
        ({"claimed_on": CLAIMED, "consent_on": CONSENT, "submitted_on": ON}, "review"),
        ({"claimed_on": CLAIMED, "submitted_on": ON}, "review"),
        ({"claimed_on": CLAIMED, "approved_on": ON}, "payment"),
        ({"claimed_on": CLAIMED, "approved_on": ON, "paid_on": ON}, None),
        ({"claimed_on": CLAIMED, "rejected_on": ON}, "dispute"),
        ({"claimed_on": CLAIMED, "rejected_on": ON, "disputed_on": ON}, "answer"),
        ({"claimed_on": CLAIMED, "rejected_on": ON, "disputed_on": ON, "approved_on": ON}, "payment"),
    ],
)
def test_the_next_step_by_the_days_that_are_recorded(days: dict[str, Any], expected: str | None) -> None:
    assert next_of(replace(WORKSHOP, **days)) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("claimed", "consent"),
        ("awaiting-consent", "consent"),
        ("consent-received", "submit"),
        ("submitted", "review"),
        ("under-review", "review"),
        ("partner-action-required", "review"),
        ("approved", "payment"),
        ("rejected", "dispute"),
        ("disputed", "answer"),
        *((status, None) for status in sorted(CLOSED)),
    ],
)
def test_the_next_step_by_microsofts_status(status: str, expected: str | None) -> None:
    assert next_of(replace(WORKSHOP, status=status)) == expected


def test_every_status_is_either_over_or_leads_on() -> None:
    for status in CLAIM_STATUSES:
        assert (next_of(replace(WORKSHOP, status=status)) is None) == (status in CLOSED)


def test_a_rejected_claim_can_be_disputed_once_and_is_answered_once() -> None:
    rejected = replace(WORKSHOP, claimed_on=CLAIMED, consent_on=CONSENT, rejected_on=date(2026, 11, 10))
    assert due(rejected)["dispute"] == date(2026, 12, 10)
    disputed = replace(rejected, disputed_on=date(2026, 11, 20))
    assert due(disputed)["answer"] == date(2026, 12, 20)
    assert "payment" not in due(rejected)


def test_the_open_steps_stand_in_the_agenda_with_area_customer_and_owner() -> None:
    claim = replace(WORKSHOP, claimed_on=CLAIMED, consent_on=CONSENT)
    done, submit, review = claim_items(claim)
    assert (done.id, done.done_on) == ("claim-step:g1:2026-10-31", CONSENT)
    assert (submit.id, submit.area, submit.done_on) == ("claim-step:g1:2027-01-10", "security", None)
    assert (submit.title.slots["title"], submit.title.slots["step"].code) == (
        "Threat Protection",
        "claim-step.submit",
    )
    assert review.due_on == date(2027, 2, 9)


def test_a_claim_that_is_over_has_no_open_step_in_the_agenda() -> None:
    claim = replace(WORKSHOP, claimed_on=CLAIMED, status="consent-expired")
    assert claim_items(claim) == []


def test_a_step_can_be_put_off_and_given_to_somebody() -> None:
    claim = replace(WORKSHOP, claimed_on=ON)
    (item,) = claim_items(claim, Mark("claim-step:g1:2026-12-24", snoozed_until=date(2026, 12, 1)))
    assert item.snoozed_until == date(2026, 12, 1)


def test_of_two_steps_that_fall_on_one_day_the_open_one_is_shown() -> None:
    """The dispute ends on the very day by which the review had to be done."""
    claim = replace(WORKSHOP, claimed_on=CLAIMED, consent_on=CONSENT, rejected_on=date(2027, 1, 10))
    assert due(claim)["dispute"] == due(claim)["review"] == date(2027, 2, 9)
    (item,) = (found for found in claim_items(claim) if found.due_on == date(2027, 2, 9))
    assert (item.title.slots["step"].code, item.done_on) == ("claim-step.dispute", None)


@given(strategies.facts())
def test_of_any_claim_the_steps_stand_in_order_and_no_day_is_taken_twice_in_the_agenda(facts: Facts) -> None:
    for engagement in facts.engagements.values():
        steps = claim_steps(engagement, RULEBOOK.programme, ON)
        assert [step.step for step in steps] == [name for name in STEPS if name in {s.step for s in steps}]
        found = claim_items(engagement, reach=20_000)
        assert len({item.id for item in found}) == len(found)
