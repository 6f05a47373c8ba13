"""The tables of what a partner takes to Partner Center; declared by being imported."""

from sqlmodel import Field

from readiness.store.table_rows import Row, of_customer, of_person


class AssociationClaimRow(Row, table=True):
    __tablename__ = "claims"
    id: str = Field(primary_key=True)
    customer: str = of_customer()
    name: str
    location: str
    area: str | None
    role: str
    workloads: str
    subscription: str
    contact_name: str
    contact_title: str
    contact_email: str
    owner: str | None = of_person()
    comments: str
    status: str
    proof_on: str | None
    proof: str
    submitted_on: str | None
    returned_on: str | None
    rejected_on: str | None


class CoopClaimRow(Row, table=True):
    __tablename__ = "coop_claims"
    id: str = Field(primary_key=True)
    name: str
    executed_on: str | None
    amount: str | None
    currency: str
    impressions: str | None
    approval: str
    invoice: str
    status: str
    submitted_on: str | None
    notes: str


class CustomerReferenceRow(Row, table=True):
    __tablename__ = "references"
    id: str = Field(primary_key=True)
    specialization: str
    customer: str = of_customer()
    contact_name: str
    contact_title: str
    contact_email: str
    country: str
    title: str
    product: str
    started_on: str | None
    ended_on: str | None
    size: str
    outcome: str
    consent_on: str | None
    sent_on: str | None
    status: str


class AuditControlRow(Row, table=True):
    __tablename__ = "controls"
    id: str = Field(primary_key=True)
    specialization: str
    title: str
    module: str
    checklist: str
    customer: str | None = of_customer()
    owner: str | None = of_person()
    evidence: str
    evidence_on: str | None
    ready_on: str | None


class AdminRelationshipRow(Row, table=True):
    __tablename__ = "relationships"
    id: str = Field(primary_key=True)
    customer: str = of_customer()
    name: str
    roles: str
    starts_on: str | None
    ends_on: str | None
    auto_extend: str | None


class BenefitRow(Row, table=True):
    __tablename__ = "benefits"
    id: str = Field(primary_key=True)
    name: str
    redeem_by: str | None
    redeemed_on: str | None
    ends_on: str | None
    notes: str


class SupportCaseRow(Row, table=True):
    __tablename__ = "cases"
    id: str = Field(primary_key=True)
    number: str
    area: str | None
    metric: str
    opened_on: str | None
    follow_up_on: str | None
    closed_on: str | None
    notes: str


class AttachmentRow(Row, table=True):
    __tablename__ = "attachments"
    id: str = Field(primary_key=True)
    name: str
    about: str
    content: str
    added_on: str | None
