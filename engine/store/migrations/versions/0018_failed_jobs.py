"""Jobs that were given up are found without looking through those that are done."""

from alembic import op
from sqlalchemy import text

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = text("state = 'failed'")
    columns = ["office_id", "kind", "due_at"]
    op.create_index("ix_job_failed", "job", columns, sqlite_where=where, postgresql_where=where)
