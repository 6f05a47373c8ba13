"""The nouns of the calendar: appointments, engagements and their claims, deadlines, and marks on items."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

from readiness.facts.nouns import Area, CertificationId, CustomerId, PersonId, Seats, fiscal_year_of
from readiness.frozen import frozen

EVENT_KINDS: Final = (
    "workshop",
    "training",
    "certification-week",
    "assessment",
    "exam",
    "webinar",
    "meeting",
    "engagement",
    "conference",
    "other",
)
"""The kinds of event that are offered; a record may hold another word."""
DELIVERIES: Final = ("on-site", "online", "hybrid")
LEVELS: Final = ("100", "200", "300", "400")
"""Microsoft's levels of a training, from an overview to expert knowledge."""
ENGAGEMENT_SIZES: Final = ("assessment", "workshop", "xs", "small", "medium", "large", "xl", "xxl")
"""Microsoft's types and sizes of engagements: an assessment, a workshop, or a project of that size."""
ELIGIBILITY: Final = ("partner", "customer", "location", "offer")
"""What is looked up in Microsoft's guide before a claim: whether each of these may take part."""
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


def zone_of(name: str) -> tzinfo | None:
    """The time zone of an IANA name such as `Europe/Paris`; None where nobody knows it."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - the first picture may need none

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def moment_in(zone: tzinfo | None, shown: datetime) -> datetime:
    """When the clock of a zone shows that, with its distance from UTC alone, as a file keeps it.

    None: the clock of this computer.
    """
    there = shown.astimezone() if zone is None else shown.replace(tzinfo=zone)
    return datetime.fromisoformat(there.isoformat())


@frozen
class Event:
    """A workshop or another appointment; `register_by` is the last day to register, inclusive.

    `capacity`: how many people there is room for, `lab_seats`: in the labs. `specialization` and
    `certification`: what it serves; `certifications`: whose exams its attendees mean to sit. `cost` is per
    person, in the partner's currency. `fiscal_year` is called by the calendar year it ends in; None: that
    of its first day. `zone`: the time zone it is held in, by its IANA name; empty: that of its own times.
    `completed_on`: the day its completion was proven, `proof`: by what; the file itself is
    attached. None and empty: not known.
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
    specialization: str = ""
    certifications: tuple[CertificationId, ...] = ()
    fiscal_year: Seats | None = None
    zone: str = ""
    place: str = ""
    owner: PersonId | None = None
    lab_seats: Seats | None = None
    audience: str = ""
    level: str = ""
    completed_on: date | None = None
    proof: str = ""

    @property
    def begins(self) -> datetime:
        """Its beginning on the clock of the place it is held in."""
        return self._there(self.starts_at)

    @property
    def ends(self) -> datetime | None:
        """Its end on that clock."""
        return None if self.ends_at is None else self._there(self.ends_at)

    @property
    def day(self) -> date:
        """The day on which it begins, there."""
        return self.begins.date()

    @property
    def year(self) -> int:
        """The fiscal year that it belongs to."""
        return self.fiscal_year if self.fiscal_year is not None else fiscal_year_of(self.day)

    def _there(self, moment: datetime) -> datetime:
        zone = zone_of(self.zone) if self.zone and moment.tzinfo is not None else None
        return moment if zone is None else moment.astimezone(zone)


@frozen
class Engagement:
    """An engagement that Microsoft funds, and its claim.

    `offer` is Microsoft's name of it, `size` decides how long the steps of the claim may take, and the days
    `claimed_on` to `paid_on` are the anchors that the steps follow from. `status` empty: not claimed yet.
    `event` is the workshop in which it is delivered. `invoice` is a number, `proof` the name of the proof of
    execution; amounts are in `currency`, the partner's own where it is empty. `eligibility` names what of
    `ELIGIBILITY` was looked up and found good. `subscription` is the Azure subscription it is about,
    `contact_name` and `contact_email` are whom the customer's consent is asked of.
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
    eligibility: tuple[str, ...] = ()
    subscription: str = ""
    consent_sent_on: date | None = None
    deliver_by: date | None = None
    delivered_on: date | None = None
    contact_name: str = ""
    contact_email: str = ""


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
