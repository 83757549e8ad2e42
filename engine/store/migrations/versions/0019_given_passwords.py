"""A password that an admin gave is to be changed; those of before are their holders' own."""

from alembic import op
from sqlalchemy import Boolean, Column

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", Column("must_change", Boolean, nullable=True))
