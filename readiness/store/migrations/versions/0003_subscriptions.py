"""Subscriptions of customers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("customer", sa.String, nullable=True),
        sa.Column("product", sa.String, nullable=False),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("seats", sa.String, nullable=True),
        sa.Column("term", sa.String, nullable=False),
        sa.Column("billing", sa.String, nullable=False),
        sa.Column("starts_on", sa.String, nullable=True),
        sa.Column("ends_on", sa.String, nullable=True),
        sa.Column("auto_renew", sa.String, nullable=True),
        sa.Column("state", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.ForeignKeyConstraint(
            ["customer"],
            ["customers.id"],
            name=op.f("fk_subscriptions_customer_customers"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_index(op.f("ix_subscriptions_customer"), "subscriptions", ["customer"])
