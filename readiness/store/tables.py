"""The tables, as SQLModel declares them; no row leaves this folder. Imported late: SQLModel is slow to load.

Cells are text on purpose, see `columns`: what is read past SQLAlchemy must stand in the file as it is read.
References wait for the end of the transaction, so that the order of changes in one does not matter.
"""

from sqlmodel import Field

from readiness.store import paper_tables  # noqa: F401 - declares its tables
from readiness.store.table_rows import Row, later, metadata, of_customer, of_person, reference

__all__ = ["ErasedRow", "StepRow", "metadata"]


class PartnerRow(Row, table=True):
    __tablename__ = "partner"
    id: str = Field(primary_key=True)
    name: str
    partner_id: str
    country: str
    currency: str
    kinds: str
    locations: str


class ChoicesRow(Row, table=True):
    __tablename__ = "choices"
    id: str = Field(primary_key=True)
    metric_source: str
    readings: str


class EnrollmentRow(Row, table=True):
    __tablename__ = "enrollments"
    id: str = Field(primary_key=True)
    area: str
    purchased_on: str
    anniversary: str
    track: str | None


class PersonRow(Row, table=True):
    __tablename__ = "people"
    id: str = Field(primary_key=True)
    name: str
    email: str
    mcid: str
    location: str
    joined_on: str | None
    linked_on: str | None
    unlinked_on: str | None
    left_on: str | None
    account_deleted_on: str | None
    notes: str


class AwardRow(Row, table=True):
    __tablename__ = "awards"
    id: str = Field(primary_key=True)
    person: str = of_person()
    certification: str
    earned_on: str
    expires_on: str | None


class PlanRow(Row, table=True):
    __tablename__ = "plans"
    id: str = Field(primary_key=True)
    person: str = of_person()
    certification: str
    exam_on: str
    voucher: str
    voucher_expires_on: str | None


class CustomerRow(Row, table=True):
    __tablename__ = "customers"
    id: str = Field(primary_key=True)
    name: str
    tenants: str
    tpid: str
    country: str
    segments: str


class AssociationRow(Row, table=True):
    __tablename__ = "associations"
    id: str = Field(primary_key=True)
    customer: str = of_customer()
    kind: str
    workloads: str
    subscription: str
    location: str
    since: str | None
    until: str | None
    role: str
    baseline: str
    account: str = later()


class UsageSeriesRow(Row, table=True):
    __tablename__ = "usage"
    customer: str = Field(primary_key=True, sa_column_args=[reference("customers.id")])
    workload: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    association: str = Field(primary_key=True)
    offer: str = Field(primary_key=True)
    subscription: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    location: str = Field(primary_key=True)
    first: str
    values: str


class ProjectRow(Row, table=True):
    __tablename__ = "projects"
    id: str = Field(primary_key=True)
    customer: str | None = of_customer()
    name: str
    areas: str
    stage: str
    go_live_on: str | None
    probability: str | None
    expected_usage: str


class EventRow(Row, table=True):
    __tablename__ = "events"
    id: str = Field(primary_key=True)
    title: str
    kind: str
    starts_at: str
    ends_at: str | None
    areas: str
    register_by: str | None
    attendees: str
    customer: str | None = of_customer()
    url: str
    notes: str
    capacity: str | None
    certification: str | None
    delivery: str | None
    language: str | None
    access_code: str | None
    cost: str | None
    specialization: str = later()
    certifications: str = later("[]")
    fiscal_year: str | None
    zone: str = later()
    place: str = later()
    owner: str | None
    lab_seats: str | None
    audience: str = later()
    level: str = later()
    completed_on: str | None
    proof: str = later()


class MarkRow(Row, table=True):
    __tablename__ = "marks"
    id: str = Field(primary_key=True)
    done_on: str | None
    snoozed_until: str | None
    owner: str | None = of_person()


class DeadlineRow(Row, table=True):
    __tablename__ = "deadlines"
    id: str = Field(primary_key=True)
    title: str
    due_on: str
    done_on: str | None
    owner: str | None = of_person()
    area: str | None


class ReportedRow(Row, table=True):
    __tablename__ = "reported"
    id: str = Field(primary_key=True)
    area: str
    track: str
    metric: str
    as_of: str
    value: str | None
    points: str | None


class HeldSpecializationRow(Row, table=True):
    __tablename__ = "specializations"
    id: str = Field(primary_key=True)
    specialization: str
    attained_on: str
    anniversary: str
    last_validated_on: str | None


class SubscriptionRow(Row, table=True):
    __tablename__ = "subscriptions"
    id: str = Field(primary_key=True)
    customer: str | None = of_customer()
    product: str
    sku: str
    seats: str | None
    term: str
    billing: str
    starts_on: str | None
    ends_on: str | None
    auto_renew: str | None
    state: str


class EngagementRow(Row, table=True):
    __tablename__ = "engagements"
    id: str = Field(primary_key=True)
    title: str
    size: str
    offer: str
    areas: str
    customer: str | None = of_customer()
    location: str
    opportunity: str
    event: str | None
    status: str
    claimed_on: str | None
    consent_on: str | None
    submitted_on: str | None
    rejected_on: str | None
    disputed_on: str | None
    approved_on: str | None
    paid_on: str | None
    hours: str | None
    expected_amount: str | None
    paid_amount: str | None
    currency: str
    invoice: str
    proof: str
    customer_survey_on: str | None
    partner_survey_on: str | None
    owner: str | None = of_person()
    people: str
    notes: str
    eligibility: str = later("[]")
    subscription: str = later()
    consent_sent_on: str | None
    deliver_by: str | None
    delivered_on: str | None
    contact_name: str = later()
    contact_email: str = later()


class StepRow(Row, table=True):
    """One change that can be taken back, or, once undone, made again."""

    __tablename__ = "steps"
    number: int | None = Field(default=None, primary_key=True)
    undone: bool
    title: str
    changes: bytes
    at: str | None = None


class MetaRow(Row, table=True):
    """What the file says of itself: `identity`, `generation`, `seal`."""

    __tablename__ = "meta"
    name: str = Field(primary_key=True)
    value: str


class ErasedRow(Row, table=True):
    """Whose records were erased for good: an id and a day, and nothing else."""

    __tablename__ = "erased"
    id: str = Field(primary_key=True)
    erased_on: str
