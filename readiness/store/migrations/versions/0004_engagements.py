"""Engagements and their claims; what else an event says."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for name in ("capacity", "certification", "delivery", "language", "access_code", "cost"):
        op.add_column("events", sa.Column(name, sa.String, nullable=True))
    columns = (
        *("id", "title", "size", "offer", "areas", "customer?", "location", "opportunity", "event?"),
        *("status", "claimed_on?", "consent_on?", "submitted_on?", "rejected_on?", "disputed_on?"),
        *("approved_on?", "paid_on?", "hours?", "expected_amount?", "paid_amount?", "currency", "invoice"),
        *("proof", "customer_survey_on?", "partner_survey_on?", "owner?", "people", "notes"),
    )
    op.create_table(
        "engagements",
        *(sa.Column(name.rstrip("?"), sa.String, nullable=name.endswith("?")) for name in columns),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagements")),
        _reference("customer", "customers"),
        _reference("owner", "people"),
    )
    for name in ("customer", "owner"):
        op.create_index(op.f(f"ix_engagements_{name}"), "engagements", [name])


def _reference(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_engagements_{column}_{target}"),
        deferrable=True,
        initially="DEFERRED",
    )
