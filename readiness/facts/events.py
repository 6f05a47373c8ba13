"""The nouns of the calendar: appointments, engagements and their claims, deadlines, and marks on items."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from readiness.facts.nouns import Area, CertificationId, CustomerId, PersonId, Seats
from readiness.frozen import frozen

EVENT_KINDS: Final = (
    "workshop",
    "training",
    "certification-week",
    "assessment",
    "exam",
    "webinar",
    "meeting",
    "other",
)
"""The kinds of event that are offered; a record may hold another word."""
DELIVERIES: Final = ("on-site", "online", "hybrid")
ENGAGEMENT_SIZES: Final = ("assessment", "workshop", "xs", "small", "medium", "large", "xl", "xxl")
"""Microsoft's types and sizes of engagements: an assessment, a workshop, or a project of that size."""
CLAIM_STATUSES: Final = (
    "claimed",
    "awaiting-consent",
    "consent-received",
    "consent-declined",
    "consent-rejected",
    "consent-expired",
    "not-submitted-expired",
    "submitted",
    "under-review",
    "partner-action-required",
    "post-submission-expired",
    "approved",
    "rejected",
    "disputed",
    "disputed-expired",
    "rejected-final",
    "cancelled",
)
"""Microsoft's own statuses of the claim of an engagement."""


@frozen
class Event:
    """A workshop or another appointment; `register_by` is the last day to register, inclusive.

    `capacity`: how many people there is room for. `certification`: the one it prepares for. `cost` is per
    person, in the partner's currency. None: not known.
    """

    id: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime | None = None
    areas: tuple[Area, ...] = ()
    register_by: date | None = None
    attendees: tuple[PersonId, ...] = ()
    customer: CustomerId | None = None
    url: str = ""
    notes: str = ""
    capacity: Seats | None = None
    certification: CertificationId | None = None
    delivery: str | None = None
    language: str | None = None
    access_code: str | None = None
    cost: Decimal | None = None


@frozen
class Engagement:
    """An engagement that Microsoft funds, and its claim.

    `offer` is Microsoft's name of it, `size` decides how long the steps of the claim may take, and the days
    `claimed_on` to `paid_on` are the anchors that the steps follow from. `status` empty: not claimed yet.
    `event` is the workshop in which it is delivered. `invoice` is a number, `proof` the name of the proof of
    execution; amounts are in `currency`, the partner's own where it is empty.
    """

    id: str
    title: str
    size: str
    offer: str = ""
    areas: tuple[Area, ...] = ()
    customer: CustomerId | None = None
    location: str = ""
    opportunity: str = ""
    event: str | None = None
    status: str = ""
    claimed_on: date | None = None
    consent_on: date | None = None
    submitted_on: date | None = None
    rejected_on: date | None = None
    disputed_on: date | None = None
    approved_on: date | None = None
    paid_on: date | None = None
    hours: Decimal | None = None
    expected_amount: Decimal | None = None
    paid_amount: Decimal | None = None
    currency: str = ""
    invoice: str = ""
    proof: str = ""
    customer_survey_on: date | None = None
    partner_survey_on: date | None = None
    owner: PersonId | None = None
    people: tuple[PersonId, ...] = ()
    notes: str = ""


@frozen
class Mark:
    """What the user says of a derived agenda item; `id` is the item's own (`kind:record:date`)."""

    id: str
    done_on: date | None = None
    snoozed_until: date | None = None
    owner: PersonId | None = None


@frozen
class Deadline:
    """A deadline of the user's own."""

    id: str
    title: str
    due_on: date
    done_on: date | None = None
    owner: PersonId | None = None
    area: Area | None = None
