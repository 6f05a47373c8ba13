"""All that a workshop says of itself, whom an engagement's consent is asked of, whose account a PAL has."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
_COLUMNS = {
    "events": """specialization certifications[] fiscal_year? zone place owner? lab_seats? audience level
        completed_on? proof""",
    "engagements": """eligibility[] subscription consent_sent_on? deliver_by? delivered_on? contact_name
        contact_email""",
    "associations": "account",
}
"""The columns of each; those with `?` may be empty, those with `[]` hold a list."""


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for name in columns.split():
            bare, is_list = name.rstrip("?[]"), name.endswith("[]")
            column = sa.Column(bare, sa.String, nullable=True)
            if not name.endswith("?"):
                default = "[]" if is_list else ""
                column = sa.Column(bare, sa.String, nullable=False, server_default=default)
            op.add_column(table, column)
