"""The clocks of claims, relationships, benefits and cases on the agenda."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from readiness.facts import (
    AdminRelationship,
    Benefit,
    CoopClaim,
    Customer,
    CustomerId,
    SupportCase,
)
from tests.agenda_world import ADA, CLAIM, ON, ids, items


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ({}, {}),
        ({"proof_on": date(2026, 1, 10)}, {"proof": date(2027, 1, 10)}),
        (
            {"status": "submitted", "submitted_on": date(2026, 11, 20), "proof_on": date(2026, 1, 10)},
            {"customer": date(2026, 11, 27), "review": date(2026, 12, 4)},
        ),
        ({"status": "under-review", "submitted_on": date(2026, 11, 13)},
         {"customer": date(2026, 11, 20), "review": date(2026, 11, 27)}),
        ({"status": "partner-action-required", "submitted_on": date(2026, 11, 2),
          "returned_on": date(2026, 11, 19)}, {"answer": date(2026, 12, 3)}),
        ({"status": "rejected", "rejected_on": date(2026, 11, 23)}, {"dispute": date(2026, 12, 23)}),
        ({"status": "approved", "submitted_on": date(2026, 11, 20)}, {}),
    ],
)  # fmt: skip
def test_a_claim_of_association_has_the_clocks_that_somebody_waits_for(
    changed: dict[str, Any], due: dict[str, date]
) -> None:
    found = items(replace(CLAIM, **changed), kind="association-step")
    steps = {item.title.slots["step"].code.removeprefix("association-step."): item.due_on for item in found}
    assert steps == due
    assert all((item.owner, item.customer, item.area) == (ADA, "c1", "modern-work") for item in found)


def test_a_claim_without_a_name_is_known_by_its_customer() -> None:
    claim = replace(CLAIM, name="", proof_on=date(2026, 1, 10))
    (item,) = items(claim, Customer(CustomerId("c1"), "Lamna"), kind="association-step")
    assert (item.id, item.title.slots["title"]) == ("association-step:k1:2027-01-10", "Lamna")


def test_a_co_op_claim_is_due_when_its_half_year_closes() -> None:
    activity = CoopClaim("o1", "Webinar", date(2026, 10, 25))
    (item,) = items(activity, kind="coop-claim-ends")
    assert (item.id, item.done_on) == ("coop-claim-ends:o1:2027-02-15", None)
    (sent,) = items(replace(activity, submitted_on=ON), kind="coop-claim-ends")
    (paid,) = items(replace(activity, status="paid"), kind="coop-claim-ends")
    assert (sent.done_on, paid.done_on is not None) == (ON, True)
    assert items(replace(activity, executed_on=None), kind="coop-claim-ends") == []


def test_an_admin_relationship_ends_unless_it_extends_itself() -> None:
    one = AdminRelationship("g1", CustomerId("c1"), "Landing zone", ends_on=date(2027, 1, 5))
    (item,) = items(one, kind="relationship-ends")
    assert (item.id, item.customer) == ("relationship-ends:g1:2027-01-05", "c1")
    assert len(items(replace(one, auto_extend=False), kind="relationship-ends")) == 1
    assert items(replace(one, auto_extend=True), kind="relationship-ends") == []


def test_a_benefit_is_to_be_redeemed_and_then_ends() -> None:
    benefit = Benefit("b1", "Azure credits", date(2026, 12, 20))
    (item,) = items(benefit, kind="benefit-redeem-by")
    assert (item.id, item.done_on) == ("benefit-redeem-by:b1:2026-12-20", None)
    used = replace(benefit, redeemed_on=ON, ends_on=date(2027, 11, 24))
    assert [item.done_on for item in items(used, kind="benefit-redeem-by")] == [ON]
    assert ids(items(used, kind="benefit-ends")) == ["benefit-ends:b1:2027-11-24"]


def test_a_case_is_followed_up_until_it_is_closed() -> None:
    case = SupportCase("s1", "2611200040001873", "security", follow_up_on=date(2026, 11, 27))
    (item,) = items(case, kind="case-follow-up")
    assert (item.id, item.area, item.done_on) == ("case-follow-up:s1:2026-11-27", "security", None)
    assert [item.done_on for item in items(replace(case, closed_on=ON), kind="case-follow-up")] == [ON]
