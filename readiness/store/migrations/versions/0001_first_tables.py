"""First tables, released as schema 1.0. A revision never changes and uses nothing of today's code."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _partner()
    _people()
    _customers()
    _calendar()
    op.create_table(
        "steps",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("changes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_steps")),
    )


def _partner() -> None:
    _table("partner", "id", "name", "partner_id", "country", "currency", "kinds", "locations")
    _table("choices", "id", "metric_source", "readings")
    _table("enrollments", "id", "area", "purchased_on", "anniversary", "track?")
    _table("reported", "id", "area", "track", "metric", "as_of", "value?", "points?")
    _table("specializations", "id", "specialization", "attained_on", "anniversary", "last_validated_on?")


def _people() -> None:
    _table(
        "people",
        "id",
        "name",
        "email",
        "mcid",
        "location",
        "joined_on?",
        "linked_on?",
        "unlinked_on?",
        "left_on?",
        "account_deleted_on?",
        "notes",
    )
    person = ("person", "people")
    _table("awards", "id", "person", "certification", "earned_on", "expires_on?", refers=person)
    _table(
        "plans", "id", "person", "certification", "exam_on", "voucher", "voucher_expires_on?", refers=person
    )


def _customers() -> None:
    customer = ("customer", "customers")
    _table("customers", "id", "name", "tenants", "tpid", "country", "segments")
    _table(
        "associations",
        "id",
        "customer",
        "kind",
        "workloads",
        "subscription",
        "location",
        "since?",
        "until?",
        "role",
        "baseline",
        refers=customer,
    )
    _table(
        "projects",
        "id",
        "customer?",
        "name",
        "areas",
        "stage",
        "go_live_on?",
        "probability?",
        "expected_usage",
        refers=customer,
    )
    key = (
        "customer",
        "workload",
        "measure",
        "association",
        "offer",
        "subscription",
        "tenant",
        "location",
    )
    _table("usage", *key, "first", "values", key=key, refers=customer)


def _calendar() -> None:
    _table(
        "events",
        "id",
        "title",
        "kind",
        "starts_at",
        "ends_at?",
        "areas",
        "register_by?",
        "attendees",
        "customer?",
        "url",
        "notes",
        refers=("customer", "customers"),
    )
    owner = ("owner", "people")
    _table("marks", "id", "done_on?", "snoozed_until?", "owner?", refers=owner)
    _table("deadlines", "id", "title", "due_on", "done_on?", "owner?", "area?", refers=owner)


def _table(
    name: str, *columns: str, key: tuple[str, ...] = ("id",), refers: tuple[str, str] | None = None
) -> None:
    """A table of text columns, `?` marking those that may be NULL, and at most one reference by id."""
    parts: list[sa.schema.SchemaItem] = [
        sa.Column(column.rstrip("?"), sa.String, nullable=column.endswith("?")) for column in columns
    ]
    parts.append(sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))
    if refers is not None:
        column, target = refers
        parts.append(
            sa.ForeignKeyConstraint(
                [column],
                [f"{target}.id"],
                name=op.f(f"fk_{name}_{column}_{target}"),
                deferrable=True,
                initially="DEFERRED",
            )
        )
    op.create_table(name, *parts)
    if refers is not None and refers[0] not in key:
        op.create_index(op.f(f"ix_{name}_{refers[0]}"), name, [refers[0]])
