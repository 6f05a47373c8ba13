"""The nouns of what a partner takes to Partner Center: claims, references, controls, cases, evidence."""

from datetime import date
from decimal import Decimal
from typing import Final

from readiness.facts.nouns import Area, CustomerId, PersonId, Seats
from readiness.frozen import frozen

ASSOCIATION_CLAIM_STATUSES: Final = (
    "draft",
    "submitted",
    "under-review",
    "partner-action-required",
    "approved",
    "rejected",
    "disputed",
    "rejected-final",
    "withdrawn",
)
COOP_STATUSES: Final = ("draft", "submitted", "approved", "rejected", "paid")
REFERENCE_STATUSES: Final = ("draft", "sent", "customer-approved", "customer-rejected")
LARGEST_ATTACHMENT: Final = 5_000_000
"""Bytes of one file that is kept in the workspace."""
LOGO: Final = "partner"
"""What an attachment is about that is the partner's logo."""


@frozen
class AssociationClaim:
    """A claim that a customer's workloads are ours (CPOR); its fields are those of the form.

    `proof` names the items of the proof of execution that are shown, `proof_on` is the day it was signed.
    `returned_on`: partner action required since then. The clocks run from these days.
    """

    id: str
    customer: CustomerId
    name: str = ""
    location: str = ""
    area: Area | None = None
    role: str = ""
    workloads: tuple[str, ...] = ()
    subscription: str = ""
    contact_name: str = ""
    contact_title: str = ""
    contact_email: str = ""
    owner: PersonId | None = None
    comments: str = ""
    status: str = "draft"
    proof_on: date | None = None
    proof: tuple[str, ...] = ()
    submitted_on: date | None = None
    returned_on: date | None = None
    rejected_on: date | None = None


@frozen
class CoopClaim:
    """A claim of co-op money; the half-year and its last day to claim follow from `executed_on`."""

    id: str
    name: str
    executed_on: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    impressions: Seats | None = None
    approval: str = ""
    invoice: str = ""
    status: str = "draft"
    submitted_on: date | None = None
    notes: str = ""


@frozen
class CustomerReference:
    """A customer that speaks for us where a specialization asks for references."""

    id: str
    specialization: str
    customer: CustomerId
    contact_name: str = ""
    contact_title: str = ""
    contact_email: str = ""
    country: str = ""
    title: str = ""
    product: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    size: str = ""
    outcome: str = ""
    consent_on: date | None = None
    sent_on: date | None = None
    status: str = "draft"


@frozen
class AuditControl:
    """One control of an audit's checklist; `evidence` says what is shown live, `ready_on` since when."""

    id: str
    specialization: str
    title: str
    module: str = ""
    checklist: str = ""
    customer: CustomerId | None = None
    owner: PersonId | None = None
    evidence: str = ""
    evidence_on: date | None = None
    ready_on: date | None = None


@frozen
class AdminRelationship:
    """Granular delegated admin privileges (GDAP) that a customer granted, to `ends_on` inclusive."""

    id: str
    customer: CustomerId
    name: str = ""
    roles: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    auto_extend: bool | None = None


@frozen
class Benefit:
    """A benefit of a membership: to be redeemed by `redeem_by`, then good to `ends_on`, both inclusive."""

    id: str
    name: str
    redeem_by: date | None = None
    redeemed_on: date | None = None
    ends_on: date | None = None
    notes: str = ""


@frozen
class SupportCase:
    """A case opened with support about a number that differs."""

    id: str
    number: str
    area: Area | None = None
    metric: str = ""
    opened_on: date | None = None
    follow_up_on: date | None = None
    closed_on: date | None = None
    notes: str = ""


@frozen
class Attachment:
    """A file kept in the workspace as evidence; `about` is `list:id` of the record, or `LOGO`."""

    id: str
    name: str
    about: str
    content: bytes
    added_on: date | None = None

    @property
    def sha256(self) -> str:
        from hashlib import sha256  # noqa: PLC0415 - OpenSSL takes 2 ms, and the first picture needs no digest

        return sha256(self.content).hexdigest()
