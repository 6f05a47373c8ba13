"""What a file says of itself, when each step was made, and who was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "erased",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("erased_on", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased")),
    )
    op.add_column("steps", sa.Column("at", sa.String, nullable=True))
