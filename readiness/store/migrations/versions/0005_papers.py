"""What the packs for Partner Center need: claims, references, controls, relationships, cases, evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
_TABLES = {
    "claims": """id customer name location area? role workloads subscription contact_name
        contact_title contact_email owner? comments status proof_on? proof submitted_on?
        returned_on? rejected_on?""",
    "coop_claims": """id name executed_on? amount? currency impressions? approval invoice status
        submitted_on? notes""",
    "references": """id specialization customer contact_name contact_title contact_email country
        title product started_on? ended_on? size outcome consent_on? sent_on? status""",
    "controls": """id specialization title module checklist customer? owner? evidence evidence_on?
        ready_on?""",
    "relationships": """id customer name roles starts_on? ends_on? auto_extend?""",
    "benefits": """id name redeem_by? redeemed_on? ends_on? notes""",
    "cases": """id number area? metric opened_on? follow_up_on? closed_on? notes""",
    "attachments": """id name about content added_on?""",
}
"""The columns of each; those with `?` may be empty."""
_REFERENCES = {"customer": "customers", "owner": "people"}


def upgrade() -> None:
    for table, columns in _TABLES.items():
        names = columns.split()
        pointing = [name for name in map(_bare, names) if name in _REFERENCES]
        op.create_table(
            table,
            *(sa.Column(_bare(name), sa.String, nullable=name.endswith("?")) for name in names),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            *(_reference(table, name, _REFERENCES[name]) for name in pointing),
        )
        for name in pointing:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def _bare(name: str) -> str:
    return name.rstrip("?")


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        deferrable=True,
        initially="DEFERRED",
    )
